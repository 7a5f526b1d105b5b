//! Puts outputs on disk so that every file is whole at every instant.
//!
//! 1. [Publication::begin] checks the folder and takes its lock.
//! 2. [Publication::announce] notes what will be put. Where nothing of it is there yet, all of it is written `apart`, as one.
//! 3. [Publication::put] writes one file where it differs: apart, or `staged`, a file each.
//! 4. [Publication::finish] moves what was written into its place, and removes what an earlier build wrote and this one did not.
//!
//! [current] tells beforehand whether a folder holds what would be put, all of it and untouched.
//!
//! Invariants: a file that ibid did not write is never changed or removed; before [Publication::finish] no output changes; a
//! kill leaves each file old or new; the manifest always lists at least what ibid has written.
#![allow(clippy::disallowed_methods, reason = "writing the output is what this module is for")]

mod apart;
mod folder;
mod ground;
mod lock;
mod manifest;
mod spill;
mod staged;
mod state;

use crate::error::Error;
use apart::Apart;
use ground::Ground;
use lock::Lock;
use manifest::Manifest;
pub use spill::{Spill, Spilt};
use staged::Staged;
pub use state::current;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError, RwLock};

/// Names of what is being written begin with this. It is removed by the next build if one was killed.
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

/// How much of a site is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some of what is announced, into a folder of its own, to be laid over the other parts.
    Part {
        /// Whether this part holds the manifest of the whole.
        manifest: bool,
    },
}

/// Where files are written before they come into their place.
#[derive(Debug)]
enum Waiting {
    /// None of the outputs is there yet.
    Apart(Apart),
    /// Some are.
    Staged(Staged),
}

/// A publication under way.
#[derive(Debug)]
pub struct Publication {
    folder: PathBuf,
    extent: Extent,
    before: Manifest,
    /// What was announced, and whether it was put.
    outputs: RwLock<HashMap<Box<str>, AtomicBool>>,
    /// Where files wait.
    waiting: OnceLock<Waiting>,
    /// Files of an earlier build in whose place a folder comes.
    giving_way: Mutex<Vec<PathBuf>>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    _lock: Lock,
}

impl Publication {
    /// Begins to publish a site that lies in `root` into `folder`.
    pub fn begin(root: &Path, folder: &Path, extent: Extent) -> Result<Self, Error> {
        folder::refuse_unsafe(root, folder)?;
        if folder.is_file() {
            let message = format!("{} is a file, and the site is written into a folder of that name", folder.display());
            return Err(Error::output(message, "move the file away, or give another folder with `--output`"));
        }
        fs::create_dir_all(folder).map_err(|e| Error::io("make", folder, e))?;
        [lock::NAME, state::NAME, manifest::NAME].iter().try_for_each(|own| ground::refuse_odd(folder, own))?;
        let lock = Lock::take(folder)?;
        state::forget(folder)?;
        let before = Manifest::read(folder)?;
        folder::remove_temporary(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            extent,
            before,
            outputs: RwLock::default(),
            waiting: OnceLock::new(),
            giving_way: Mutex::default(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    /// Says what will be put, before it is written: paths that cannot be written, that meet, or whose place another's file
    /// has, are found while nothing has changed, and the manifest lists them all, so that a kill orphans nothing.
    pub fn announce(&self, paths: impl IntoIterator<Item = String>) -> Result<(), Error> {
        let mut outputs = self.outputs.write().unwrap_or_else(PoisonError::into_inner);
        let paths: Vec<String> = paths.into_iter().collect();
        for path in &paths {
            folder::refuse_path(path)?;
            match outputs.entry(path.as_str().into()) {
                Entry::Occupied(known) => return Err(twice(known.key())),
                Entry::Vacant(new) => new.insert(AtomicBool::new(false)),
            };
        }
        if self.waiting.get().is_none() {
            let _ = self.waiting.set(self.begin_waiting(outputs.keys().map(AsRef::as_ref))?);
        }
        if let Some(Waiting::Staged(_)) = self.waiting.get() {
            let mut ground = Ground::new(&self.folder, &self.before);
            paths.iter().try_for_each(|path| ground.look(path))?;
            self.giving_way.lock().unwrap_or_else(PoisonError::into_inner).extend(ground.into_giving_way());
        }
        let mut all: Vec<&str> = outputs.keys().map(AsRef::as_ref).collect();
        if self.extent == Extent::Whole && all.iter().any(|path| !self.before.holds(path)) {
            all.extend(self.before.paths().map(String::as_str).filter(|path| !outputs.contains_key(*path)));
            manifest::write(&self.folder, all)?;
        }
        Ok(())
    }

    fn begin_waiting<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<Waiting, Error> {
        let untouched = self.before.is_empty() && apart::is_untouched(&self.folder, paths);
        match (untouched, self.extent) {
            (true, _) => Apart::make(&self.folder).map(Waiting::Apart),
            (false, Extent::Whole) => Ok(Waiting::Staged(Staged::new(&self.folder))),
            (false, Extent::Part { .. }) => {
                let message = format!("{} holds a site already: a part of one is written into a folder of its own", self.folder.display());
                Err(Error::output(message, "choose another with --output, or empty it"))
            }
        }
    }

    /// Refuses files below a folder that will be in the way of outputs whose names are not known yet.
    pub fn reserve(&self, folder: &str, in_the_way: fn(&str) -> bool) -> Result<(), Error> {
        Ground::new(&self.folder, &self.before).refuse_below(folder, in_the_way)
    }

    /// Writes one file where it differs. May be called from many threads.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.claim(path)?;
        let staged = match self.waiting.get() {
            Some(Waiting::Apart(apart)) => {
                self.written.fetch_add(1, Ordering::Relaxed);
                return apart.write(path, bytes);
            }
            Some(Waiting::Staged(staged)) => staged,
            None => return Err(not_announced(path)),
        };
        match same_bytes(&self.folder.join(path), bytes)? {
            Some(true) => {
                self.unchanged.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
            Some(false) if !self.before.holds(path) => return Err(folder::foreign(path, &self.folder)),
            _ => {}
        }
        staged.write(path, bytes)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Notes that this build puts `path`. What was not announced, or is put twice, would be lost to the manifest.
    fn claim(&self, path: &str) -> Result<(), Error> {
        let outputs = self.outputs.read().unwrap_or_else(PoisonError::into_inner);
        match outputs.get(path) {
            None => Err(not_announced(path)),
            Some(put) if put.swap(true, Ordering::Relaxed) => Err(twice(path)),
            Some(_) => Ok(()),
        }
    }

    /// Puts everything into its place, removes what an earlier build wrote and this one did not, and writes the manifest;
    /// where all went well and the site is whole, the `mark` of what it was made from, for [current].
    ///
    /// Files are renamed: a reader sees the old one or the new one. No `fsync`: a power cut may lose a file, and the next
    /// build writes it again, since it compares bytes; a sync for each file would cost more than the build.
    pub fn finish(mut self, mark: &str) -> Result<Counts, Error> {
        let giving_way = std::mem::take(&mut self.giving_way).into_inner().unwrap_or_else(PoisonError::into_inner);
        giving_way.iter().try_for_each(|path| fs::remove_file(path).map_err(|e| Error::io("remove", path, e)))?;
        match self.waiting.take() {
            Some(Waiting::Apart(apart)) => apart.settle(&self.folder)?,
            Some(Waiting::Staged(staged)) => staged.settle(&self.folder, &self.before)?,
            None => {}
        }
        let mut outputs = std::mem::take(&mut self.outputs).into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Extent::Part { manifest } = self.extent {
            let all = outputs.keys().map(AsRef::as_ref).collect();
            if manifest {
                manifest::write(&self.folder, all)?;
            }
            return Ok(self.counts(0));
        }
        outputs.retain(|_, put| *put.get_mut());
        let removed = folder::prune(&self.folder, &self.before, &|path| outputs.contains_key(path))?;
        let same = outputs.len() == self.before.len() && outputs.keys().all(|path| self.before.holds(path));
        if !same {
            manifest::write(&self.folder, outputs.keys().map(AsRef::as_ref).collect())?;
        }
        state::remember(&self.folder, mark)?;
        Ok(self.counts(removed))
    }

    fn counts(&self, removed: usize) -> Counts {
        Counts { written: self.written.load(Ordering::Relaxed), unchanged: self.unchanged.load(Ordering::Relaxed), removed }
    }
}

fn not_announced(path: &str) -> Error {
    Error::output(format!("`{path}` was not announced"), "this is a fault of ibid: please report it")
}

fn twice(path: &str) -> Error {
    Error::output(format!("two outputs have the path `{path}`"), "give one of the articles a `slug:` of its own, or the file another name")
}

/// Whether the file has these bytes; `None` where there is no file. Lengths are compared first.
fn same_bytes(path: &Path, bytes: &[u8]) -> Result<Option<bool>, Error> {
    match fs::symlink_metadata(path) {
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(Error::io("look at", path, e)),
        Ok(data) if !data.is_file() || data.len() != bytes.len() as u64 => Ok(Some(false)),
        Ok(_) => fs::read(path).map(|old| Some(old == bytes)).map_err(|e| Error::io("read", path, e)),
    }
}

#[cfg(test)]
mod tests;
