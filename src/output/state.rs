//! What an output folder was made from, so that a build of the same has nothing to do.
//!
//! The mark in [NAME] is a hash of everything that outputs depend on, and of the program. It holds only while every output
//! of the manifest lies there untouched since the mark was written: the system's own times of change (`ctime`, which copies
//! and archives cannot carry over) tell. Where a system has none, the mark is never believed.

use super::manifest::Manifest;
use crate::error::Error;
use std::fs;
use std::path::Path;

/// The mark's name in the output folder.
pub(super) const NAME: &str = ".ibid-state";

/// How many outputs lie in `folder`, where all of them are those that `mark` stands for.
pub fn current(folder: &Path, mark: &str) -> Option<usize> {
    let path = folder.join(NAME);
    [NAME, super::manifest::NAME].iter().try_for_each(|own| super::ground::refuse_odd(folder, own)).ok()?;
    if fs::read_to_string(&path).ok()? != text(mark) || folder.join(super::lock::NAME).exists() {
        return None;
    }
    let written = changed(&path)?;
    let manifest = Manifest::read(folder).ok()?;
    let untouched = |output: &String| changed(&folder.join(output)).is_some_and(|at| at <= written);
    manifest.paths().all(untouched).then(|| manifest.len())
}

/// Takes the mark away: what follows may change outputs.
pub(super) fn forget(folder: &Path) -> Result<(), Error> {
    let path = folder.join(NAME);
    match fs::remove_file(&path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::io("remove", path, e)),
        _ => Ok(()),
    }
}

/// Writes the mark, when everything else is done.
pub(super) fn remember(folder: &Path, mark: &str) -> Result<(), Error> {
    let path = folder.join(NAME);
    fs::write(&path, text(mark)).map_err(|e| Error::io("write", path, e))
}

/// The mark with that of the program: another build of it may write other bytes. It names the sources, not a date, so
/// that the same program leaves the same file on any machine.
fn text(mark: &str) -> String {
    format!("{mark} {} {}\n", env!("CARGO_PKG_VERSION"), env!("IBID_SOURCES"))
}

/// When a file was last changed in any way; `None` where there is no such file, or the system does not tell.
#[cfg(unix)]
fn changed(path: &Path) -> Option<(i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    let data = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((data.ctime(), data.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(_: &Path) -> Option<(i64, i64)> {
    None
}
