//! Watches a site's files while they are edited. The one door to `notify`.
//!
//! [Watch::wait] waits until something happened and gives what was [Seen]: all that came within a few milliseconds, as one.
//! A file that is gone is waited for a moment, since editors save by putting a new file in the place of the old one; so is
//! a file that is empty, since others write into it. Where events were lost, or the system gives none, anything may have
//! happened: then the site is listed anew.
#![allow(clippy::disallowed_methods, reason = "how long something took decides here only when files are read, never what pages say")]

use crate::base::path::SitePath;
use crate::error::Error;
use crate::files::{self, Role};
use crate::site::Seen;
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Events that follow one another this closely belong together.
const QUIET: Duration = Duration::from_millis(4);
/// However fast they follow, what was seen is told after this.
const MOST: Duration = Duration::from_millis(14);
/// How long a file that is gone is waited for.
const GONE: Duration = Duration::from_millis(200);
/// How long an empty file is waited for, and a new folder looked at again.
const EMPTY: Duration = Duration::from_millis(60);
/// How often the site is listed where the system tells of no changes.
const POLL: Duration = Duration::from_millis(500);
/// Folders of a site that are watched with all that they hold.
const FOLDERS: [&str; 3] = ["content", "sources", "themes"];

/// Watches the files of one site.
#[derive(Debug)]
pub struct Watch {
    /// The site's folder without links and dots, as events name it.
    root: PathBuf,
    events: Receiver<Event>,
    /// `None` where the system cannot tell of changes.
    watcher: Option<RecommendedWatcher>,
    /// Paths that are waited for, until when.
    held: BTreeMap<SitePath, Instant>,
    /// Further folders that are watched.
    further: BTreeSet<String>,
}

/// What the system told.
#[derive(Debug)]
enum Event {
    At(Vec<PathBuf>),
    Lost,
}

impl Watch {
    /// Begins to watch the site in a folder.
    pub fn start(root: &Path) -> Result<Self, Error> {
        let root = root.canonicalize().map_err(|e| Error::io("read", root, e))?;
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(move |event| tell(&sender, event)).ok();
        let mut watch = Self { root, events, watcher, held: BTreeMap::new(), further: BTreeSet::new() };
        let root = watch.root.clone();
        let whole = watch.watch(&root, RecursiveMode::NonRecursive) && watch.watch_folders();
        if !whole {
            watch.watcher = None;
        }
        Ok(watch)
    }

    /// Whether the system tells of changes; where it does not, the site is listed twice a second.
    pub fn is_told(&self) -> bool {
        self.watcher.is_some()
    }

    /// Watches further folders of the site: those of bibliographies.
    pub fn further(&mut self, folders: BTreeSet<String>) {
        for folder in folders.difference(&self.further.clone()) {
            let path = self.root.join(folder);
            if path.is_dir() && !FOLDERS.iter().any(|own| folder.split('/').next() == Some(own)) {
                self.watch(&path, RecursiveMode::NonRecursive);
            }
        }
        self.further = folders;
    }

    /// Waits for changes.
    pub fn wait(&mut self) -> Seen {
        loop {
            let mut paths = BTreeSet::new();
            let now = Instant::now();
            let pause = self.held.values().min().map_or(POLL, |until| until.saturating_duration_since(now).min(POLL));
            match self.events.recv_timeout(pause) {
                Ok(Event::Lost) => return self.everything(),
                Ok(Event::At(first)) => {
                    paths.extend(first);
                    if !self.gather(&mut paths) {
                        return self.everything();
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(POLL),
            }
            if self.watcher.is_none() {
                return Seen::Everything;
            }
            let ripe = self.ripen(paths);
            if !ripe.is_empty() {
                return Seen::Files(ripe);
            }
        }
    }

    /// Takes in what follows closely; `false` where events were lost.
    fn gather(&mut self, paths: &mut BTreeSet<PathBuf>) -> bool {
        let start = Instant::now();
        loop {
            let left = MOST.saturating_sub(start.elapsed());
            match self.events.recv_timeout(QUIET.min(left)) {
                Ok(Event::At(more)) => paths.extend(more),
                Ok(Event::Lost) => return false,
                Err(_) => return true,
            }
            if start.elapsed() >= MOST {
                return true;
            }
        }
    }

    /// What can be told of now; the rest is held.
    fn ripen(&mut self, paths: BTreeSet<PathBuf>) -> BTreeSet<SitePath> {
        let now = Instant::now();
        let mut ripe = BTreeSet::new();
        for path in paths {
            let Some(file) = self.site_path(&path).filter(|f| files::role(f) != Role::PassedOver) else { continue };
            if FOLDERS.contains(&file.as_str()) {
                self.watch_folders();
            }
            match std::fs::metadata(&path) {
                Err(_) => drop(self.held.insert(file, now + GONE)),
                Ok(data) if data.is_file() && data.len() == 0 => drop(self.held.insert(file, now + EMPTY)),
                Ok(data) => {
                    self.held.remove(&file);
                    // A folder may fill before it is watched: it is looked at twice.
                    if data.is_dir() {
                        self.held.insert(file.clone(), now + EMPTY);
                    }
                    ripe.insert(file);
                }
            }
        }
        let due: Vec<SitePath> = self.held.iter().filter(|(_, until)| **until <= now).map(|(file, _)| file.clone()).collect();
        self.held.retain(|_, until| *until > now);
        ripe.extend(due);
        ripe
    }

    fn everything(&mut self) -> Seen {
        while self.events.try_recv().is_ok() {}
        self.watch_folders();
        Seen::Everything
    }

    fn watch_folders(&mut self) -> bool {
        let there: Vec<PathBuf> = FOLDERS.iter().map(|f| self.root.join(f)).filter(|f| f.is_dir()).collect();
        there.iter().all(|folder| self.watch(folder, RecursiveMode::Recursive))
    }

    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> bool {
        self.watcher.as_mut().is_some_and(|watcher| watcher.watch(path, mode).is_ok())
    }

    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let parts: Vec<_> = path.strip_prefix(&self.root).ok()?.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        (!parts.is_empty()).then(|| SitePath::new(parts.join("/")))
    }
}

/// Passes on what may have changed a file. Reading one is told too, and must not count.
fn tell(sender: &Sender<Event>, event: notify::Result<notify::Event>) {
    let event = match event {
        Ok(event) if event.need_rescan() => Event::Lost,
        Ok(event) => match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Event::At(event.paths),
            EventKind::Access(_) => return,
            _ => Event::At(event.paths),
        },
        Err(_) => Event::Lost,
    };
    // Where nobody listens any more, nobody misses it.
    let _ = sender.send(event);
}
