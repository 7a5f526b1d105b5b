//! What is worked out beside the serving of pages: what is wrong with the site, and the search index. Each is worked out
//! for the newest state; what an edit has overtaken is let go.

use super::{State, Tell, Told};
use crate::diag::{Located, Severity};
use crate::site::{Findings, Snapshot};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long nothing must change before the index is made again: making it takes a core.
const CALM: Duration = Duration::from_millis(300);

/// Works for good, beside the serving of pages.
pub(super) fn run(state: &State, tell: &Tell) {
    let mut before = Findings::default();
    let mut done = 0;
    loop {
        let generation = state.wait_for_change(done);
        let stale = || state.generation.load(Ordering::Acquire) != generation;
        let Some(snapshot) = state.site() else { continue };
        done = generation;
        let Some(findings) = snapshot.check(&stale) else { continue };
        let findings = Arc::new(findings);
        state.keep_findings(&findings);
        state.tabs.tell(&snapshot, &findings);
        report(&snapshot, &before, &findings, tell);
        before = Findings::clone(&findings);
        if state.index.is_wanted() && (state.index.is_empty() || state.is_calm(generation, CALM)) {
            state.index.want(false);
            match snapshot.index(&stale) {
                Some(files) => state.index.put(files),
                None => state.index.want(true),
            }
        }
    }
}

/// Tells what is wrong that was not wrong before.
fn report(snapshot: &Snapshot, before: &Findings, now: &Findings, tell: &Tell) {
    let mut new: Vec<Located> = now.around().iter().filter(|f| !before.around().contains(f)).cloned().collect();
    for file in now.files().filter(|file| now.of(file) != before.of(file)) {
        let known = before.of(file);
        // A file that changes again while this is told is told of again then.
        let located = snapshot.located(now, file).unwrap_or_default();
        new.extend(located.into_iter().filter(|f| !known.contains(&f.diagnostic)));
    }
    crate::diag::sort(&mut new);
    if *now != *before {
        tell(Told::Found { new, errors: now.count(Severity::Error), warnings: now.count(Severity::Warn) });
    }
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
