//! A file for what has no room in memory while a site is made. It lies in the system's folder for temporary files (`TMPDIR`)
//! and has no name, so that nothing is left of it however the process ends.
#![cfg_attr(not(unix), allow(dead_code, unused_imports, reason = "only systems like Unix have files without a name"))]

use std::fs::{self, File, OpenOptions};
use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers the files of this process.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// A file without a name.
#[derive(Debug)]
pub struct Spill {
    file: File,
    end: AtomicU64,
}

/// Where something lies in a [Spill].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spilt {
    at: u64,
    length: usize,
}

impl Spill {
    /// A new file; `None` where the system lets none be made, or has none without a name.
    #[cfg(unix)]
    pub fn create() -> Option<Self> {
        use std::os::unix::fs::OpenOptionsExt;
        let path = std::env::temp_dir().join(format!("ibid-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path).ok()?;
        fs::remove_file(&path).ok()?;
        Some(Self { file, end: AtomicU64::new(0) })
    }

    /// A new file; `None` where the system lets none be made, or has none without a name.
    #[cfg(not(unix))]
    pub fn create() -> Option<Self> {
        None
    }

    /// Puts bytes away, from any thread; `None` where that fails.
    #[cfg(unix)]
    pub fn put(&self, bytes: &[u8]) -> Option<Spilt> {
        use std::os::unix::fs::FileExt;
        let at = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.file.write_all_at(bytes, at).ok()?;
        Some(Spilt { at, length: bytes.len() })
    }

    /// Puts bytes away, from any thread; `None` where that fails.
    #[cfg(not(unix))]
    pub fn put(&self, _: &[u8]) -> Option<Spilt> {
        None
    }

    /// What was put away; `None` where it cannot be read.
    #[cfg(unix)]
    pub fn get(&self, place: Spilt) -> Option<Vec<u8>> {
        use std::os::unix::fs::FileExt;
        let mut bytes = vec![0; place.length];
        self.file.read_exact_at(&mut bytes, place.at).ok()?;
        Some(bytes)
    }

    /// What was put away; `None` where it cannot be read.
    #[cfg(not(unix))]
    pub fn get(&self, _: Spilt) -> Option<Vec<u8>> {
        None
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_away_from_many_threads_comes_back() {
        let spill = Spill::create().unwrap();
        let text = |n: usize| format!("{n} ").repeat(n).into_bytes();
        let put = |from: usize| (from..from + 100).map(|n| (n, spill.put(&text(n)).unwrap())).collect::<Vec<_>>();
        let places: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|t| scope.spawn(move || put(t * 100))).collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        assert!(places.iter().all(|(n, place)| spill.get(*place) == Some(text(*n))));
        assert_eq!(spill.get(Spilt { at: u64::MAX / 4, length: 1 }), None);
    }
}
