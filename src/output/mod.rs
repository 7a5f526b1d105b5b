//! Puts outputs on disk so that every file is whole at every instant.
//!
//! 1. [Publication::begin] checks the folder and takes its lock.
//! 2. [Publication::put] writes one file where it differs, by a temporary file and a rename.
//! 3. [Publication::finish] removes what an earlier build wrote and this one did not.
//!
//! Invariants: a file that ibid did not write is never changed or removed; a kill leaves each file old or new; the
//! manifest always lists at least what ibid has written.
#![allow(clippy::disallowed_methods, reason = "writing the output is what this module is for")]

mod folder;
mod lock;
mod manifest;

use crate::error::Error;
use lock::Lock;
use manifest::Manifest;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Names of files that are being written begin with this. They are removed by the next build if one was killed.
pub(crate) const TEMPORARY: &str = ".ibid-tmp-";

/// What a publication did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files written.
    pub written: usize,
    /// Files that had the same bytes already.
    pub unchanged: usize,
    /// Files removed.
    pub removed: usize,
}

/// A publication under way.
#[derive(Debug)]
pub struct Publication {
    folder: PathBuf,
    before: Manifest,
    state: Mutex<State>,
    number: AtomicUsize,
    unchanged: AtomicUsize,
    _lock: Lock,
}

#[derive(Debug, Default)]
struct State {
    announced: BTreeSet<String>,
    put: BTreeSet<String>,
    folders: BTreeSet<String>,
    written: usize,
}

impl Publication {
    /// Begins to publish a site that lies in `root` into `folder`.
    pub fn begin(root: &Path, folder: &Path) -> Result<Self, Error> {
        folder::refuse_unsafe(root, folder)?;
        fs::create_dir_all(folder).map_err(|e| Error::io("make", folder, e))?;
        let lock = Lock::take(folder)?;
        let before = Manifest::read(folder)?;
        folder::remove_temporary(folder, &before)?;
        let (state, number, unchanged) = (Mutex::default(), AtomicUsize::new(0), AtomicUsize::new(0));
        Ok(Self { folder: folder.to_owned(), before, state, number, unchanged, _lock: lock })
    }

    /// Writes one file where it differs. May be called from many threads.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let target = self.folder.join(path);
        self.claim(path)?;
        match same_bytes(&target, bytes)? {
            Some(true) => {
                self.unchanged.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
            Some(false) if !self.before.holds(path) => return Err(folder::foreign(path, &self.folder)),
            _ => {}
        }
        self.make_folder(path)?;
        self.write(&target, bytes)?;
        self.lock_state().written += 1;
        Ok(())
    }

    /// Notes that this build puts `path`. What was not announced, or is put twice, would be lost to the manifest.
    fn claim(&self, path: &str) -> Result<(), Error> {
        let mut state = self.lock_state();
        if !state.announced.contains(path) {
            return Err(Error::output(format!("`{path}` was not announced"), "this is a fault of ibid: please report it"));
        }
        if state.put.insert(path.to_owned()) { Ok(()) } else { Err(twice(path)) }
    }

    fn lock_state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn make_folder(&self, path: &str) -> Result<(), Error> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if self.lock_state().folders.contains(folder) {
            return Ok(());
        }
        let target = self.folder.join(folder);
        fs::create_dir_all(&target).map_err(|e| Error::io("make", target, e))?;
        self.lock_state().folders.insert(folder.to_owned());
        Ok(())
    }

    /// Temporary file and rename: a reader sees the old file or the new one. No `fsync`: a power cut may lose a file,
    /// and the next build writes it again, since it compares bytes; a sync for each file would cost more than the build.
    fn write(&self, target: &Path, bytes: &[u8]) -> Result<(), Error> {
        let name = format!("{TEMPORARY}{}-{}", std::process::id(), self.number.fetch_add(1, Ordering::Relaxed));
        let temporary = target.with_file_name(name);
        fs::write(&temporary, bytes).map_err(|e| {
            let _ = fs::remove_file(&temporary);
            Error::io("write", target, e)
        })?;
        fs::rename(&temporary, target).map_err(|e| {
            let _ = fs::remove_file(&temporary);
            Error::io("write", target, e)
        })
    }

    /// Says what will be put, before the first write: paths that cannot be written or that meet are found while nothing
    /// has changed, and the manifest lists them all, so that a kill orphans nothing.
    pub fn announce(&self, paths: impl IntoIterator<Item = String>) -> Result<(), Error> {
        let mut state = self.lock_state();
        for path in paths {
            folder::refuse_path(&path)?;
            if state.announced.contains(&path) {
                return Err(twice(&path));
            }
            state.announced.insert(path);
        }
        let mut all = self.before.clone();
        all.extend(state.announced.iter().cloned());
        if all == self.before { Ok(()) } else { all.write(&self.folder) }
    }

    /// Removes what an earlier build wrote and this one did not, and writes the manifest.
    pub fn finish(self) -> Result<Counts, Error> {
        let state = std::mem::take(&mut *self.lock_state());
        let removed = folder::prune(&self.folder, &self.before, &state.put)?;
        let manifest = Manifest::new(state.put);
        if manifest != self.before {
            manifest.write(&self.folder)?;
        }
        Ok(Counts { written: state.written, unchanged: self.unchanged.load(Ordering::Relaxed), removed })
    }
}

fn twice(path: &str) -> Error {
    Error::output(format!("two outputs have the path `{path}`"), "give one of the articles a `slug:` of its own, or the file another name")
}

/// Whether the file has these bytes; `None` where there is no file. Lengths are compared first.
fn same_bytes(path: &Path, bytes: &[u8]) -> Result<Option<bool>, Error> {
    match fs::symlink_metadata(path) {
        Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(Error::io("look at", path, e)),
        Ok(data) if !data.is_file() || data.len() != bytes.len() as u64 => Ok(Some(false)),
        Ok(_) => fs::read(path).map(|old| Some(old == bytes)).map_err(|e| Error::io("read", path, e)),
    }
}

#[cfg(test)]
mod tests;
