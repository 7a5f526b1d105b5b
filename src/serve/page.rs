//! Pages as the preview shows them: with one script more, which reloads them when they change and shows what is wrong.

use super::State;
use super::response::{HTML, Response};
use crate::base::hash::short;
use crate::base::html::escape;
use crate::error::Error;
use crate::site::{Made, Snapshot};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// The output path of the page for addresses that are not there.
pub(super) const NOT_FOUND: &str = "404.html";
/// The fingerprint of a page that could not be made.
pub(super) const FAILED: &str = "-";
/// Pages whose last good state is kept.
const MOST_GOOD: usize = 16;

/// A page with its script.
pub(super) fn response(state: &State, snapshot: &Snapshot, output: &str, bytes: Vec<u8>) -> Response {
    let fingerprint = fingerprint(snapshot, output, &bytes);
    let response = Response::new(200, HTML, with_script(&bytes, &fingerprint));
    state.good.put(output, bytes);
    response
}

/// What tells a page's state from another: its bytes, and the files that it shows.
fn fingerprint(snapshot: &Snapshot, output: &str, bytes: &[u8]) -> String {
    let shown = snapshot.page_at(output).map(|page| snapshot.shown_files(page)).unwrap_or_default();
    if shown.is_empty() { short(bytes, 20) } else { short(format!("{}{shown:?}", short(bytes, 64)).as_bytes(), 20) }
}

/// The fingerprint of the page at an output path now; `None` where it cannot be made.
pub(super) fn current(snapshot: &Snapshot, output: &str) -> Option<String> {
    match snapshot.make(output) {
        Ok(Some(Made { bytes, .. })) => Some(fingerprint(snapshot, output, &bytes)),
        _ => None,
    }
}

/// The page with the script at the end of its body. The script comes from the server itself: no policy need allow more.
pub(super) fn with_script(html: &[u8], fingerprint: &str) -> Vec<u8> {
    let end = html.windows(7).rposition(|w| w.eq_ignore_ascii_case(b"</body>")).unwrap_or(html.len());
    let script = format!("<script src=\"/__ibid/live.js\" data-seen=\"{fingerprint}\" defer></script>");
    [&html[..end], script.as_bytes(), &html[end..]].concat()
}

/// A page in the place of one that cannot be made.
pub(super) fn apology(error: &Error) -> String {
    let why = escape(&error.to_string());
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>This page cannot be made</title></head>\n<body><h1>This page cannot be made</h1><pre>{why}</pre></body></html>\n"
    )
}

/// Pages as they were when they could last be made, the newest first.
#[derive(Debug, Default)]
pub(super) struct Good {
    pages: Mutex<VecDeque<(String, Vec<u8>)>>,
}

impl Good {
    pub fn put(&self, output: &str, bytes: Vec<u8>) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|(known, _)| known != output);
        pages.push_front((output.to_owned(), bytes));
        pages.truncate(MOST_GOOD);
    }

    pub fn get(&self, output: &str) -> Option<Vec<u8>> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.iter().find(|(known, _)| known == output).map(|(_, bytes)| bytes.clone())
    }
}
