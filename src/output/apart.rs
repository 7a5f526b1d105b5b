//! Writes a site that is not there yet into a folder apart, and moves it into place when it is whole: half the system
//! calls of a temporary file for each output, and no reader sees half a site.

use super::{TEMPORARY, folder};
use crate::error::Error;
use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The folder apart. What is left of it goes on drop.
#[derive(Debug)]
pub(super) struct Apart {
    path: PathBuf,
}

/// Whether none of the outputs, and none of their folders, is in `folder`.
pub(super) fn is_untouched<'p>(folder: &Path, paths: impl Iterator<Item = &'p str>) -> bool {
    let tops: HashSet<&str> = paths.filter_map(|path| path.split('/').next()).collect();
    tops.into_iter().all(|top| is_absent(&folder.join(top)))
}

pub(super) fn is_absent(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|e| matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
}

impl Apart {
    /// A folder inside the output folder, so that what is in it can be moved into place.
    pub fn make(output: &Path) -> Result<Self, Error> {
        let path = output.join(format!("{TEMPORARY}{}", std::process::id()));
        fs::create_dir(&path).map_err(|e| Error::io("make", &path, e))?;
        Ok(Self { path })
    }

    /// Writes one output.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let target = self.path.join(path);
        // A page comes first into a folder of its own: trying whether it is there would be a system call for nothing.
        if let Some(folder) = target.parent().filter(|_| path.ends_with("/index.html")) {
            let _ = fs::create_dir(folder);
        }
        write_new(&target, bytes).map_err(|e| Error::io("write", target, e))
    }

    /// Moves everything into its place.
    pub fn settle(self, output: &Path) -> Result<(), Error> {
        let entries = fs::read_dir(&self.path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in entries.map_err(|e| Error::io("read", &self.path, e))? {
            let target = output.join(entry.file_name());
            if !is_absent(&target) {
                return Err(folder::foreign(&entry.file_name().to_string_lossy(), output));
            }
            fs::rename(entry.path(), &target).map_err(|e| Error::io("write", target, e))?;
        }
        Ok(())
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Writes a file that is not there yet, and makes its folders where they lack.
pub(super) fn write_new(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let open = || OpenOptions::new().write(true).create_new(true).open(target);
    let mut file = match (open(), target.parent()) {
        (Err(e), Some(parent)) if e.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            open()?
        }
        (opened, _) => opened?,
    };
    file.write_all(bytes)
}
