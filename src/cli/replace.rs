//! Replaces one of the author's files whole: readers find it as it was or as it is, whatever happens between.

use crate::error::Error;
use std::fs;
use std::path::Path;

/// Writes `text` to `path` by way of a file beside it. A link stays a link, and permissions stay as they are.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let failed = |cause| Error::io("write", &path, cause);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let done = fs::write(&beside, text).and_then(|()| {
        if let Ok(known) = fs::metadata(&path) {
            fs::set_permissions(&beside, known.permissions())?;
        }
        fs::rename(&beside, &path)
    });
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done.map_err(failed)
}
