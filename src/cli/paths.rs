//! Files and folders that a command is asked to look at.

use crate::base::near::nearest;
use crate::error::Error;
use std::path::{Path, PathBuf};

/// Paths that a command was given, from the site's folder. One that is not there is wrong use; the nearest of `known` is named.
pub(super) fn below<'k>(root: &Path, paths: &[PathBuf], known: impl Iterator<Item = &'k str>) -> Result<Vec<String>, Error> {
    let found: Vec<Option<String>> = paths.iter().map(|path| one_below(root, path)).collect();
    match found.iter().position(Option::is_none) {
        Some(n) => Err(missing(&paths[n], known)),
        None => Ok(found.into_iter().flatten().collect()),
    }
}

fn one_below(root: &Path, path: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    let found = [path.to_owned(), root.join(path)].into_iter().find_map(|p| p.canonicalize().ok())?;
    let relative = found.strip_prefix(&root).ok()?;
    Some(relative.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

fn missing<'k>(path: &Path, known: impl Iterator<Item = &'k str>) -> Error {
    let near = nearest(&path.to_string_lossy(), known);
    let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Error::usage(format!("there is no file or folder {} in the site{help}", path.display()))
}

/// Whether a file lies in one of the paths asked for; in any where none is.
pub(super) fn is_wanted(file: &str, paths: &[String]) -> bool {
    let below =
        |path: &String| path.is_empty() || file == path || file.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('/'));
    paths.is_empty() || paths.iter().any(below)
}
