//! Writes what differs from a site that is there already into files apart, and moves them into place when all are written:
//! a build that fails half-way changes nothing.

use super::apart::{is_absent, write_new};
use super::manifest::Manifest;
use super::{TEMPORARY, folder};
use crate::error::Error;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Folders that the files are spread over: threads that make files in one folder wait for each other.
const FOLDERS: usize = 16;

/// Files that wait for their place. What is left of them goes on drop.
#[derive(Debug)]
pub(super) struct Staged {
    path: PathBuf,
    number: AtomicUsize,
    /// Each output's path and the file that waits for it.
    files: Mutex<Vec<(String, PathBuf)>>,
}

impl Staged {
    /// None yet; their folder, inside the output folder, is made for the first.
    pub fn new(output: &Path) -> Self {
        let path = output.join(format!("{TEMPORARY}{}", std::process::id()));
        Self { path, number: AtomicUsize::new(0), files: Mutex::default() }
    }

    /// Writes one output's file. May be called from many threads.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let file = self.path.join((number % FOLDERS).to_string()).join(number.to_string());
        write_new(&file, bytes).map_err(|e| Error::io("write", &file, e))?;
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push((path.to_owned(), file));
        Ok(())
    }

    /// Moves everything into its place, pages behind what they show. What `before` does not hold and lies there now is
    /// another's.
    pub fn settle(self, output: &Path, before: &Manifest) -> Result<(), Error> {
        let files = std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner));
        let (pages, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| path.ends_with(".html"));
        others.into_iter().chain(pages).try_for_each(|(path, file)| {
            let target = output.join(&path);
            if !before.holds(&path) && !is_absent(&target) {
                return Err(folder::foreign(&path, output));
            }
            place(&file, &target).map_err(|e| Error::io("write", target, e))
        })
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Renames a file, and makes the folders of its place where they lack.
fn place(file: &Path, target: &Path) -> std::io::Result<()> {
    match (fs::rename(file, target), target.parent()) {
        (Err(e), Some(parent)) if e.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            fs::rename(file, target)
        }
        (renamed, _) => renamed,
    }
}
