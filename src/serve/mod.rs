//! `ibid serve`: the site as it will be, on this machine, following each edit.
//!
//! 1. [Server::bind] takes a port.
//! 2. [Server::run] watches the files, reads the site, and [follows](crate::site::Live::apply) what changes; each state is a
//!    [Snapshot] from which `answer` makes what is asked for.
//! 3. `events` tells the open pages that changed to reload; `background` works out what is wrong and the search index.
//!
//! Written on the standard library: what a preview needs of HTTP is one small page (`request`), and what it must withstand
//! (slow and half-open connections, foreign names) wants every deadline and limit in sight.
//!
//! Invariants: nothing is served but outputs of the site; a request of a foreign origin or to a foreign name is refused;
//! no connection is waited for longer than some seconds.
#![allow(clippy::disallowed_methods, reason = "deadlines of connections; no page depends on the time")]

mod answer;
mod background;
mod connection;
mod events;
mod guard;
mod page;
mod request;
mod response;

use crate::base::path::SitePath;
use crate::diag::Located;
use crate::error::Error;
use crate::library::Effect;
use crate::site::{Applied, Findings, Live, Made, Options, Seen, Snapshot};
use crate::watch::Watch;
use background::Index;
use connection::Connections;
use events::Tabs;
use guard::{Names, written};
use page::Good;
use std::collections::BTreeSet;
use std::net::{TcpListener, ToSocketAddrs};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The port where none is asked for.
pub const PORT: u16 = 7070;
/// Ports that are tried, from [PORT] on, where none is asked for.
const TRIED: u16 = 50;

/// What is told while a site is served.
#[derive(Debug)]
pub enum Told {
    /// The site is read.
    Ready {
        /// Published articles.
        articles: usize,
        /// Articles that are not published.
        skipped: usize,
        /// How long that took.
        took: Duration,
    },
    /// The system does not tell of changes: the site is listed twice a second instead.
    Listing,
    /// Something changed.
    Changed {
        /// Articles that were read again, or are gone.
        articles: BTreeSet<SitePath>,
        /// Settings, theme or bibliographies changed.
        around: bool,
        /// Open pages that were reloaded.
        reloaded: usize,
        /// From the first sight of the change to the reloading.
        took: Duration,
    },
    /// What is wrong changed.
    Found {
        /// What was not wrong before; of much the first errors.
        new: Vec<Located>,
        /// How many more there are.
        more: usize,
        /// How many errors there are now.
        errors: usize,
        /// How many warnings there are now.
        warnings: usize,
    },
    /// Something of the world stands in the way.
    Trouble(String),
}

/// Takes in what is told, from any thread.
pub type Tell = dyn Fn(Told) + Send + Sync;

/// A server with its port, before it serves.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    names: Names,
    origin: String,
    is_public: bool,
}

impl Server {
    /// Listens at `host` (an address or a name of this machine), at `port`, or where none is asked for at the first free one from [PORT] on.
    pub fn bind(host: &str, port: Option<u16>) -> Result<Self, Error> {
        let listener = match port {
            Some(port) => listen(host, port).map_err(|e| taken(host, port, &e))?,
            None => first_free(host)?,
        };
        let bound = listener.local_addr().map_err(|e| Error::world("the server cannot listen", &e))?;
        let shown = if bound.ip().is_unspecified() { "127.0.0.1".to_owned() } else { written(bound.ip()) };
        let origin = format!("http://{shown}:{}", bound.port());
        Ok(Self { listener, names: Names::new(host, bound), origin, is_public: !bound.ip().is_loopback() })
    }

    /// The server's own address (`http://127.0.0.1:7070`), without a path.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether other machines can reach it.
    pub fn is_public(&self) -> bool {
        self.is_public
    }

    /// Serves for good. Fails where there is no site.
    pub fn run(self, options: Options, tell: Arc<Tell>) -> Result<(), Error> {
        let start = Instant::now();
        let state = Arc::new(State::new(self.names));
        let accepting = Arc::clone(&state);
        let listener = self.listener;
        spawn(move || connection::accept(&listener, &accepting))?;
        // Watched before it is read: what changes meanwhile is seen.
        let mut watch = Watch::start(&options.root)?;
        if !watch.is_told() {
            tell(Told::Listing);
        }
        let live = Live::open(options, Some(self.origin))?;
        let snapshot = live.snapshot();
        watch.further(live.folders());
        *state.live() = Some(live);
        state.show(&snapshot, &Applied { effect: Effect::Edges, around: true, ..Applied::default() });
        snapshot.trouble().iter().for_each(|t| tell(Told::Trouble(t.clone())));
        let (articles, skipped) = (snapshot.library().articles.len(), snapshot.skipped().count());
        drop(snapshot);
        tell(Told::Ready { articles, skipped, took: start.elapsed() });
        let (beside, telling) = (Arc::clone(&state), Arc::clone(&tell));
        spawn(move || background::run(&beside, &*telling))?;
        loop {
            let seen = watch.wait();
            let changed = Instant::now();
            let before = state.site().map(|s| s.trouble().to_vec()).unwrap_or_default();
            let Some((applied, reloaded, folders)) = state.follow(&seen) else { continue };
            watch.further(folders);
            let now = state.site().map(|s| s.trouble().to_vec()).unwrap_or_default();
            now.iter().filter(|t| !before.contains(t)).for_each(|t| tell(Told::Trouble(t.clone())));
            let (articles, around) = (applied.articles, applied.around);
            tell(Told::Changed { articles, around, reloaded, took: changed.elapsed() });
        }
    }
}

fn spawn(work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    thread::Builder::new().spawn(work).map(drop).map_err(|e| Error::world("a thread could not be started", &e))
}

fn listen(host: &str, port: u16) -> std::io::Result<TcpListener> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let addresses: Vec<_> = (bare, port).to_socket_addrs()?.collect();
    // A name may have addresses of both versions: a preview takes the one that every tool understands.
    let chosen = addresses.iter().find(|a| a.is_ipv4()).or(addresses.first());
    chosen.map_or_else(|| Err(std::io::ErrorKind::AddrNotAvailable.into()), TcpListener::bind)
}

fn first_free(host: &str) -> Result<TcpListener, Error> {
    for port in PORT..PORT + TRIED {
        match listen(host, port) {
            Err(e) if e.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(e) => return Err(taken(host, port, &e)),
            Ok(listener) => return Ok(listener),
        }
    }
    listen(host, 0).map_err(|e| taken(host, 0, &e))
}

fn taken(host: &str, port: u16, why: &std::io::Error) -> Error {
    if why.kind() != std::io::ErrorKind::AddrInUse {
        return Error::usage(format!("cannot listen at {host}, port {port}: {why}"));
    }
    let free = (port.saturating_add(1)..=u16::MAX).take(200).find(|p| listen(host, *p).is_ok());
    let help = free.map_or_else(|| "leave --port out to get a free one".to_owned(), |free| format!("port {free} is free: --port {free}"));
    Error::usage(format!("port {port} is in use\n  help: {help}"))
}

/// What the threads of a server share.
#[derive(Debug)]
struct State {
    names: Names,
    live: Mutex<Option<Live>>,
    site: Mutex<Option<Arc<Snapshot>>>,
    findings: Mutex<Arc<Findings>>,
    /// Grows with each change.
    generation: AtomicU64,
    /// Told with each change.
    change: Condvar,
    changed: Mutex<()>,
    number: AtomicU64,
    tabs: Tabs,
    index: Index,
    good: Good,
    connections: Connections,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn new(names: Names) -> Self {
        Self {
            names,
            live: Mutex::default(),
            site: Mutex::default(),
            findings: Mutex::default(),
            generation: AtomicU64::new(0),
            change: Condvar::new(),
            changed: Mutex::default(),
            number: AtomicU64::new(0),
            tabs: Tabs::default(),
            index: Index::default(),
            good: Good::default(),
            connections: Connections::default(),
        }
    }

    fn live(&self) -> MutexGuard<'_, Option<Live>> {
        lock(&self.live)
    }

    /// The site as it is now; `None` while it is first read.
    fn site(&self) -> Option<Arc<Snapshot>> {
        lock(&self.site).clone()
    }

    fn lock_changed(&self) -> MutexGuard<'_, ()> {
        lock(&self.changed)
    }

    /// The site as it is now, waited for while it is first read.
    fn wait_for_site(&self, patience: Duration) -> Option<Arc<Snapshot>> {
        let guard = self.lock_changed();
        let waits = |(): &mut ()| self.site().is_none();
        drop(self.change.wait_timeout_while(guard, patience, waits).unwrap_or_else(PoisonError::into_inner));
        self.site()
    }

    /// Waits until the state is another than `done`; its number.
    fn wait_for_change(&self, done: u64) -> u64 {
        let guard = self.lock_changed();
        let waits = |(): &mut ()| self.generation.load(Ordering::Acquire) == done;
        drop(self.change.wait_while(guard, waits).unwrap_or_else(PoisonError::into_inner));
        self.generation.load(Ordering::Acquire)
    }

    fn findings(&self) -> Arc<Findings> {
        Arc::clone(&lock(&self.findings))
    }

    fn keep_findings(&self, findings: &Arc<Findings>) {
        *lock(&self.findings) = Arc::clone(findings);
    }

    fn next_number(&self) -> u64 {
        self.number.fetch_add(1, Ordering::Relaxed)
    }

    /// Lets the site follow what was seen, and reloads the pages that changed: what changed, how many were reloaded, and
    /// which folders hold bibliographies now. `None` where nothing changed.
    fn follow(&self, seen: &Seen) -> Option<(Applied, usize, BTreeSet<String>)> {
        let mut live = self.live();
        let live = live.as_mut()?;
        let applied = live.apply(seen);
        if applied == Applied::default() {
            return None;
        }
        let reloaded = self.show(&live.snapshot(), &applied);
        Some((applied, reloaded, live.folders()))
    }

    /// Makes a snapshot the state that is served, and tells the open pages that differ in it.
    fn show(&self, snapshot: &Arc<Snapshot>, applied: &Applied) -> usize {
        *lock(&self.site) = Some(Arc::clone(snapshot));
        if applied.effect > Effect::None || applied.around {
            self.index.want(true);
        }
        let reloaded = self.tabs.reload(snapshot, applied);
        let guard = self.lock_changed();
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.change.notify_all();
        drop(guard);
        reloaded
    }

    /// An output, with the state that it is of: where a file has changed and the change was not seen yet, it is followed now.
    fn made(&self, mut snapshot: Arc<Snapshot>, output: &str) -> (Arc<Snapshot>, Result<Option<Made>, Error>) {
        for _ in 0..3 {
            match snapshot.make(output) {
                Err(error) if error.stale_file().is_some() => {
                    let files = error.stale_file().cloned().into_iter().collect();
                    self.follow(&Seen::Files(files));
                    snapshot = self.site().unwrap_or(snapshot);
                }
                made => return (snapshot, made),
            }
        }
        let made = snapshot.make(output);
        (snapshot, made)
    }
}
