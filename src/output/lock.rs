//! A lock on an output folder, so that two builds do not write into it at once. It names its owner, and goes stale when the owner is gone.

use crate::error::Error;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The lock's name in the output folder.
pub(super) const NAME: &str = ".ibid-lock";
/// Where it cannot be told whether the owner lives, a lock older than this is stale.
const STALE: Duration = Duration::from_secs(15 * 60);

/// Held while a publication is under way; let go on drop.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    stale: bool,
}

impl Lock {
    /// Takes the lock of an output folder, or says who has it.
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(NAME);
        let mut stale = false;
        for _ in 0..2 {
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(mut file) => {
                    writeln!(file, "{}", std::process::id()).map_err(|e| Error::io("write", &path, e))?;
                    return Ok(Self { path, stale });
                }
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
                    if !is_stale(&path) {
                        return Err(held(&path, folder));
                    }
                    stale = true;
                    let _ = fs::remove_file(&path);
                }
                Err(e) => return Err(Error::io("write", path, e)),
            }
        }
        Err(held(&path, folder))
    }

    /// Whether a build that was killed had left its lock.
    pub fn was_stale(&self) -> bool {
        self.stale
    }
}

fn held(path: &Path, folder: &Path) -> Error {
    let owner = fs::read_to_string(path).unwrap_or_default();
    let message = format!("another build (process {}) is writing into {}", owner.trim(), folder.display());
    Error::output(message, format!("wait for it; if there is none, remove {}", path.display()))
}

fn is_stale(path: &Path) -> bool {
    let owner = fs::read_to_string(path).ok().and_then(|t| t.trim().parse::<u32>().ok());
    if let (Some(owner), true) = (owner, Path::new("/proc/self").exists()) {
        return !Path::new(&format!("/proc/{owner}")).exists();
    }
    let age = fs::metadata(path).and_then(|m| m.modified()).ok().and_then(|t| SystemTime::now().duration_since(t).ok());
    age.is_none_or(|age| age > STALE)
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
