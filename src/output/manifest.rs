//! The list of files that ibid wrote into an output folder: only these are ever replaced or removed.

use crate::error::Error;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The manifest's name in the output folder.
pub(super) const NAME: &str = ".ibid-manifest";
const HEAD: &str = "# Files that ibid wrote here. Only these are replaced or removed by the next build.\n";

/// Paths of outputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    paths: BTreeSet<String>,
}

impl Manifest {
    /// The manifest of an output folder; empty where there is none.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(NAME);
        match fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()) {
            Ok(text) => Ok(Self { paths: text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect() }),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(e) => Err(Error::io("read", path, e)),
        }
    }

    pub fn holds(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.paths.iter()
    }

    pub fn len(&self) -> usize {
        self.paths.len()
    }

    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

/// Writes a manifest that lists `paths`.
pub(super) fn write(folder: &Path, mut paths: Vec<&str>) -> Result<(), Error> {
    paths.sort_unstable();
    let mut text = String::with_capacity(HEAD.len() + paths.iter().map(|p| p.len() + 1).sum::<usize>());
    text.push_str(HEAD);
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    let target = folder.join(NAME);
    let temporary = folder.join(format!("{}manifest-{}", super::TEMPORARY, std::process::id()));
    fs::write(&temporary, text).map_err(|e| Error::io("write", &temporary, e))?;
    fs::rename(&temporary, &target).map_err(|e| Error::io("write", target, e))
}
