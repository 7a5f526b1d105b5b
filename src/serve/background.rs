//! What is worked out beside the serving of pages: what is wrong with the site, and the search index. Each is worked out
//! for the newest state; what an edit has overtaken is let go.

use super::{State, Tell, Told};
use crate::base::path::SitePath;
use crate::diag::{Diagnostic, Located, Severity};
use crate::site::{Findings, Snapshot};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long nothing must change before the index is made again: making it takes a core.
const CALM: Duration = Duration::from_millis(300);

/// Findings that are told at once.
const MOST: usize = 20;

/// Checks that edits may overtake, one after the other, before one is ended whatever comes.
const OVERTAKEN: usize = 3;

/// Works for good, beside the serving of pages.
pub(super) fn run(state: &State, tell: &Tell) {
    let (mut before, mut done, mut overtaken) = (Arc::new(Findings::default()), 0, 0);
    loop {
        let generation = state.wait_for_change(done);
        let stale = || state.generation.load(Ordering::Acquire) != generation;
        let Some(snapshot) = state.site() else { continue };
        let first = done == 0;
        done = generation;
        let mut follow = |findings: Findings| {
            let findings = Arc::new(findings);
            state.keep_findings(&findings);
            state.tabs.tell(&snapshot, &findings);
            report(&snapshot, &before, &findings, tell);
            before = findings;
        };
        // An error should show at once; at the start there is nothing that it could be added to.
        if let Some(early) = (!first).then(|| snapshot.check_early(&state.findings())).flatten() {
            follow(early);
        }
        let Some(findings) = snapshot.check(&|| overtaken < OVERTAKEN && stale()) else {
            overtaken += 1;
            continue;
        };
        overtaken = 0;
        follow(findings);
        if state.index.is_wanted() && (state.index.is_empty() || state.is_calm(generation, CALM)) {
            state.index.want(false);
            match snapshot.index(&stale) {
                Some(files) => state.index.put(files),
                None => state.index.want(true),
            }
        }
    }
}

/// Tells what is wrong that was not wrong before: all of it, or the first errors of much.
fn report(snapshot: &Snapshot, before: &Findings, now: &Findings, tell: &Tell) {
    if *now == *before {
        return;
    }
    let is_new = |file: &SitePath, found: &Diagnostic| !before.of(file).contains(found);
    let mut new: Vec<Located> = now.around().iter().filter(|f| !before.around().contains(f)).cloned().collect();
    let files = || now.files().filter(|file| now.of(file) != before.of(file));
    let count = new.len() + files().map(|file| now.of(file).iter().filter(|d| is_new(file, d)).count()).sum::<usize>();
    let shown = |found: &Diagnostic| count <= MOST || found.severity == Severity::Error;
    new.retain(|f| shown(&f.diagnostic));
    for file in files() {
        if new.len() >= MOST {
            break;
        }
        if now.of(file).iter().any(|d| shown(d) && is_new(file, d)) {
            // A file that changes again while this is told is told of again then.
            let located = snapshot.located(now, file).unwrap_or_default();
            new.extend(located.into_iter().filter(|f| shown(&f.diagnostic) && is_new(file, &f.diagnostic)));
        }
    }
    crate::diag::sort(&mut new);
    new.truncate(MOST);
    let more = count - new.len();
    tell(Told::Found { new, more, errors: now.count(Severity::Error), warnings: now.count(Severity::Warn) });
}

/// The files of the search index, as they were last made.
#[derive(Debug, Default)]
pub(super) struct Index {
    made: Mutex<Made>,
    ready: Condvar,
}

#[derive(Debug, Default)]
struct Made {
    files: Option<BTreeMap<String, Vec<u8>>>,
    wanted: bool,
}

impl Index {
    fn lock(&self) -> std::sync::MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether the index must be made again.
    pub fn want(&self, wanted: bool) {
        self.lock().wanted = wanted;
    }

    fn is_wanted(&self) -> bool {
        self.lock().wanted
    }

    fn is_empty(&self) -> bool {
        self.lock().files.is_none()
    }

    fn put(&self, files: Vec<(String, Vec<u8>)>) {
        self.lock().files = Some(files.into_iter().collect());
        self.ready.notify_all();
    }

    /// A file of the index; waits for the first index.
    pub fn file(&self, path: &str, patience: Duration) -> Option<Vec<u8>> {
        let waits = |made: &mut Made| made.files.is_none();
        let (made, _) = self.ready.wait_timeout_while(self.lock(), patience, waits).unwrap_or_else(PoisonError::into_inner);
        made.files.as_ref()?.get(path).cloned()
    }
}

impl State {
    /// Whether nothing changes for a while.
    fn is_calm(&self, generation: u64, calm: Duration) -> bool {
        let until = Instant::now() + calm;
        let mut changed = self.lock_changed();
        while self.generation.load(Ordering::Acquire) == generation {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            changed = self.change.wait_timeout(changed, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        false
    }
}
