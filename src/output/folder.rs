//! Which folders and paths may be written to, and how what is old goes.

use super::TEMPORARY;
use super::ground::is_reached;
use super::manifest::Manifest;
use crate::error::Error;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Refuses an output folder in which a build would harm what is not its own.
pub(super) fn refuse_unsafe(root: &Path, folder: &Path) -> Result<(), Error> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| absolute(path));
    let (root, folder) = (real(root), real(folder));
    let why = if folder.parent().is_none() {
        "it is the root of the file system"
    } else if root.starts_with(&folder) {
        "it holds the site itself"
    } else if is_home(&folder) {
        "it is a home folder"
    } else if ["content", "themes", "sources"].iter().any(|own| folder.starts_with(root.join(own))) {
        "it belongs to the site's own files"
    } else {
        return Ok(());
    };
    Err(Error::output(format!("{} cannot be the output folder: {why}", folder.display()), "choose another with --output, such as `public`"))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn is_home(folder: &Path) -> bool {
    #[allow(clippy::disallowed_methods, reason = "a home folder must be known to be refused")]
    let home = std::env::home_dir();
    home.is_some_and(|home| home == folder)
}

/// Refuses a path that leaves the folder, or that some file system refuses or changes.
pub(super) fn refuse_path(path: &str) -> Result<(), Error> {
    match crate::base::path::unusable(path) {
        None => Ok(()),
        Some(why) => {
            Err(Error::output(format!("`{path}` cannot be written: {why}"), "give the article a `slug:`, or its folder another name"))
        }
    }
}

/// A file is in the way that ibid did not write.
pub(super) fn foreign(path: &str, folder: &Path) -> Error {
    let message = format!("{} is in the way: ibid did not write it", folder.join(path).display());
    Error::output(message, "move it elsewhere, or choose another folder with --output")
}

/// Removes what a killed build left of its temporary files; all of them lie in the output folder itself.
pub(super) fn remove_temporary(folder: &Path) -> Result<(), Error> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten().filter(|e| e.file_name().to_string_lossy().starts_with(TEMPORARY)) {
        let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
        let removed = if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        removed.map_err(|e| Error::io("remove", entry.path(), e))?;
    }
    Ok(())
}

/// Removes files that an earlier build wrote and this one did not, then folders that this leaves empty.
pub(super) fn prune(folder: &Path, before: &Manifest, is_put: &dyn Fn(&str) -> bool) -> Result<usize, Error> {
    let mut removed = 0;
    let mut emptied: BTreeSet<PathBuf> = BTreeSet::new();
    for path in before.paths().filter(|path| !is_put(path)) {
        if refuse_path(path).is_err() || !is_reached(folder, path) {
            continue;
        }
        let target = folder.join(path);
        match fs::remove_file(&target) {
            Ok(()) => removed += 1,
            Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {}
            // A folder of other outputs has come in its place.
            Err(_) if target.is_dir() => {}
            Err(e) => return Err(Error::io("remove", target, e)),
        }
        emptied.extend(target.ancestors().skip(1).take_while(|p| *p != folder).map(Path::to_owned));
    }
    for empty in emptied.into_iter().rev() {
        // Only an empty folder goes: `remove_dir` refuses others.
        let _ = fs::remove_dir(empty);
    }
    Ok(removed)
}
