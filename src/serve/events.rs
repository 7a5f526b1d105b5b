//! Tells open pages that they changed, and what is wrong with them: server-sent events (WHATWG HTML, section 9.2).

use super::State;
use super::answer::page_path;
use super::page;
use super::request::{Refusal, Request};
use super::response::{COMMON, Response};
use crate::base::path::SitePath;
use crate::base::{json, url};
use crate::diag::Located;
use crate::library::Effect;
use crate::site::{Applied, Findings, Snapshot};
use serde::Serialize;
use std::io::Write;
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Where a page listens.
pub(super) const PATH: &str = "/__ibid/events";
/// Most pages that listen at once.
const MOST_TABS: usize = 100;
/// How often a silent page is looked for.
const PULSE: Duration = Duration::from_secs(5);

/// Pages that are open in browsers.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    tabs: Mutex<Vec<Tab>>,
}

#[derive(Debug)]
struct Tab {
    number: u64,
    /// Its address, as the browser has it.
    address: String,
    /// The fingerprint of what it shows.
    seen: String,
    /// What it was told last of findings.
    told: String,
    sender: Sender<Event>,
}

/// What a page is told.
#[derive(Debug)]
enum Event {
    Reload,
    Findings(String),
}

/// What is wrong, as `live.js` reads it.
#[derive(Debug, Serialize)]
struct Wrong<'a> {
    trouble: &'a [String],
    findings: Vec<Finding<'a>>,
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    severity: &'static str,
    rule: &'static str,
    file: &'a str,
    line: usize,
    column: usize,
    text: &'a str,
    message: &'a str,
    help: &'a [String],
}

impl Tabs {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Tab>> {
        self.tabs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reloads the pages that differ from what they show, those of the changed articles first; says how many.
    pub fn reload(&self, snapshot: &Snapshot, applied: &Applied) -> usize {
        let mut tabs = self.lock();
        let changed = |tab: &Tab| {
            let page = snapshot.page_at(&page_path(snapshot, &tab.address));
            page.and_then(|p| snapshot.file_of(p)).is_some_and(|file: &SitePath| applied.articles.contains(file))
        };
        tabs.sort_by_cached_key(|tab| !changed(tab));
        let own_page_alone = applied.effect == Effect::None && !applied.around;
        let mut count = 0;
        for tab in tabs.iter_mut() {
            if own_page_alone && !changed(tab) {
                break;
            }
            count += usize::from(tab.compare(snapshot));
        }
        count
    }

    /// Tells each page what is wrong with it, where that differs from what it was told.
    pub fn tell(&self, snapshot: &Snapshot, findings: &Findings) {
        self.lock().iter_mut().for_each(|tab| tab.tell(snapshot, findings));
    }
}

impl Tab {
    /// Reloads the page if it is no longer what it shows.
    fn compare(&mut self, snapshot: &Snapshot) -> bool {
        let now = page::current(snapshot, &page_path(snapshot, &self.address));
        let Some(now) = now.filter(|now| *now != self.seen) else { return false };
        self.seen = now;
        // Who has gone is taken out by its own thread.
        self.sender.send(Event::Reload).is_ok()
    }

    fn tell(&mut self, snapshot: &Snapshot, findings: &Findings) {
        let Some(page) = snapshot.page_at(&page_path(snapshot, &self.address)) else { return };
        // Where its file has changed again, it is told of after that.
        let Ok(concerning) = snapshot.concerning(findings, page) else { return };
        let told = wrong(snapshot.trouble(), &concerning);
        if told != self.told {
            self.told.clone_from(&told);
            let _ = self.sender.send(Event::Findings(told));
        }
    }
}

fn wrong(trouble: &[String], findings: &[Located]) -> String {
    json::compact(&Wrong { trouble, findings: findings.iter().map(describe).collect() })
}

fn describe(found: &Located) -> Finding<'_> {
    let d = &found.diagnostic;
    Finding {
        severity: d.severity.word(),
        rule: d.rule,
        file: d.file.as_str(),
        line: found.position.line,
        column: found.position.column,
        text: &found.line,
        message: &d.message,
        help: &d.help,
    }
}

/// Serves the events of one page until it goes.
pub(super) fn stream(state: &State, request: &Request, stream: &TcpStream) {
    let refused = state.names.check(request).err();
    let refused = refused.or_else(|| (state.tabs.lock().len() >= MOST_TABS).then_some(Refusal(503, "too many pages listen")));
    if let Some(refusal) = refused {
        let _ = Response::refusal(refusal).write(&mut &*stream, false, false);
        return;
    }
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{COMMON}Connection: close\r\n\r\nretry: 300\n\n");
    if (&mut &*stream).write_all(head.as_bytes()).is_err() {
        return;
    }
    let (number, events) = enter(state, request);
    while let Ok(text) = next(&events) {
        if (&mut &*stream).write_all(text.as_bytes()).is_err() {
            break;
        }
    }
    state.tabs.lock().retain(|tab| tab.number != number);
}

/// The next text to send: an event, or a sign of life.
fn next(events: &Receiver<Event>) -> Result<String, RecvTimeoutError> {
    match events.recv_timeout(PULSE) {
        Ok(Event::Reload) => Ok("event: reload\ndata: now\n\n".to_owned()),
        Ok(Event::Findings(wrong)) => Ok(format!("event: findings\ndata: {wrong}\n\n")),
        Err(RecvTimeoutError::Timeout) => Ok(":\n\n".to_owned()),
        Err(gone) => Err(gone),
    }
}

/// Takes in a page, and tells it at once what it has missed.
fn enter(state: &State, request: &Request) -> (u64, Receiver<Event>) {
    let (_, query) = request.path_and_query();
    let value = |name: &str| {
        let pairs = query.unwrap_or("").split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(n, _)| *n == name).map(|(_, value)| url::decode(value)).next().unwrap_or_default()
    };
    let (sender, events) = channel();
    let number = state.next_number();
    let tab = Tab { number, address: value("page"), seen: value("seen"), told: wrong(&[], &[]), sender };
    state.tabs.lock().push(tab);
    // Only now: a change in between is seen by this look, or the page is already among those that are told.
    if let Some(snapshot) = state.site() {
        let findings = state.findings();
        let mut tabs = state.tabs.lock();
        if let Some(tab) = tabs.iter_mut().find(|tab| tab.number == number) {
            tab.compare(&snapshot);
            tab.tell(&snapshot, &findings);
        }
    }
    (number, events)
}
