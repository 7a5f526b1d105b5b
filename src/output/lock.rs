//! A lock on an output folder, so that two builds do not write into it at once. The system lets it go when its owner dies,
//! however that comes; the file names the owner for those who wait.

use crate::error::Error;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

/// The lock's name in the output folder.
pub(super) const NAME: &str = ".ibid-lock";
/// Tries before giving up, where a file is taken away between its opening and its locking.
const TRIES: usize = 5;

/// Held while a publication is under way; let go on drop.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Locked while it is open.
    _file: File,
}

impl Lock {
    /// Takes the lock of an output folder, or says who has it.
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(NAME);
        for _ in 0..TRIES {
            if let Some(lock) = Self::attempt(&path, folder).map_err(|e| e.unwrap_or_else(|io| Error::io("write", &path, io)))? {
                return Ok(lock);
            }
        }
        Err(held(&path, folder))
    }

    /// `None` where the file that was locked is no longer the one that others see: its owner took it away as it ended.
    fn attempt(path: &Path, folder: &Path) -> Result<Option<Self>, Trouble> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(Trouble::Io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Trouble::Held(held(path, folder))),
            // A file system without locks: one build at a time is then the author's to see to.
            Err(TryLockError::Error(e)) if e.kind() == std::io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(Trouble::Io(e)),
        }
        let own = format!("{}\n", std::process::id());
        file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(own.as_bytes())).map_err(Trouble::Io)?;
        let seen = fs::read_to_string(path).is_ok_and(|text| text == own);
        Ok(seen.then(|| Self { path: path.to_owned(), _file: file }))
    }
}

enum Trouble {
    Held(Error),
    Io(std::io::Error),
}

impl Trouble {
    fn unwrap_or_else(self, io: impl FnOnce(std::io::Error) -> Error) -> Error {
        match self {
            Self::Held(error) => error,
            Self::Io(error) => io(error),
        }
    }
}

fn held(path: &Path, folder: &Path) -> Error {
    let owner = fs::read_to_string(path).unwrap_or_default();
    let message = format!("another build (process {}) is writing into {}", owner.trim(), folder.display());
    Error::output(message, "wait for it to end, or build into another folder with --output")
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
