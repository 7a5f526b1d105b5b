//! What lies where outputs go, looked at before anything is written: a file or folder of another's in the way is an error
//! while nothing has changed, and no link leads a file out of the output folder.

use super::folder::foreign;
use super::manifest::Manifest;
use crate::error::Error;
use std::collections::HashMap;
use std::fs::{self, FileType};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What lies at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lies {
    Nothing,
    Folder,
    File,
    /// A link, a pipe, a device.
    Other,
}

/// The ground of an output folder, as far as it was looked at.
#[derive(Debug)]
pub(super) struct Ground<'m> {
    folder: &'m Path,
    before: &'m Manifest,
    folders: HashMap<String, Lies>,
    /// Files of an earlier build in whose place a folder comes.
    giving_way: Vec<PathBuf>,
}

impl<'m> Ground<'m> {
    pub fn new(folder: &'m Path, before: &'m Manifest) -> Self {
        Self { folder, before, folders: HashMap::new(), giving_way: Vec::new() }
    }

    /// Refuses an output whose place, or a folder above it, is taken by what ibid did not write.
    pub fn look(&mut self, path: &str) -> Result<(), Error> {
        for (at, _) in path.match_indices('/') {
            if self.above(&path[..at])? == Lies::Nothing {
                return Ok(());
            }
        }
        match lies(&self.folder.join(path))? {
            Lies::Nothing => Ok(()),
            Lies::File | Lies::Other if self.before.holds(path) => Ok(()),
            _ => Err(foreign(path, self.folder)),
        }
    }

    fn above(&mut self, path: &str) -> Result<Lies, Error> {
        if let Some(known) = self.folders.get(path) {
            return Ok(*known);
        }
        let target = self.folder.join(path);
        let known = match lies(&target)? {
            Lies::File if self.before.holds(path) => {
                self.giving_way.push(target);
                Lies::Nothing
            }
            Lies::File | Lies::Other => return Err(foreign(path, self.folder)),
            known => known,
        };
        self.folders.insert(path.to_owned(), known);
        Ok(known)
    }

    /// Files of an earlier build in whose place a folder comes.
    pub fn into_giving_way(self) -> Vec<PathBuf> {
        self.giving_way
    }

    /// Refuses what lies below `sub`, is in the way by its name, and is not ibid's.
    pub fn refuse_below(&self, sub: &str, in_the_way: fn(&str) -> bool) -> Result<(), Error> {
        let folder = self.folder.join(sub);
        if lies(&folder)? != Lies::Folder {
            return Ok(());
        }
        for entry in fs::read_dir(&folder).map_err(|e| Error::io("read", &folder, e))? {
            let entry = entry.map_err(|e| Error::io("read", &folder, e))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{sub}/{name}");
            match entry.file_type().map_or(Lies::Other, kind) {
                Lies::Folder if !name.contains('.') => self.refuse_below(&path, in_the_way)?,
                lies if in_the_way(&name) && (lies == Lies::Folder || !self.before.holds(&path)) => {
                    return Err(foreign(&path, self.folder));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn lies(path: &Path) -> Result<Lies, Error> {
    match fs::symlink_metadata(path) {
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Lies::Nothing),
        Err(e) => Err(Error::io("look at", path, e)),
        Ok(data) => Ok(kind(data.file_type())),
    }
}

fn kind(file: FileType) -> Lies {
    if file.is_dir() {
        Lies::Folder
    } else if file.is_file() {
        Lies::File
    } else {
        Lies::Other
    }
}

/// Refuses a file of the output's own books that is a link, a folder or a pipe: what it leads to is not ibid's to change.
pub(super) fn refuse_odd(folder: &Path, name: &str) -> Result<(), Error> {
    match lies(&folder.join(name))? {
        Lies::Nothing | Lies::File => Ok(()),
        _ => Err(foreign(name, folder)),
    }
}

/// Whether every folder above an output is one: none of them a link that leads elsewhere.
pub(super) fn is_reached(folder: &Path, path: &str) -> bool {
    path.match_indices('/').all(|(at, _)| lies(&folder.join(&path[..at])).is_ok_and(|lies| lies == Lies::Folder))
}
