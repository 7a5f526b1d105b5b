//! Formats the content files of a site: [format].

use super::open::{Bibliographies, named_bibliographies, read_content, settings};
use super::{Options, pool};
use crate::article::Context;
use crate::base::path::SitePath;
use crate::error::Error;
use crate::files::{self, ContentFile};
use crate::fmt::{self, Form, Formatted};
use rayon::prelude::*;

/// A content file with its text as it is and as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormattedFile {
    /// The file.
    pub file: ContentFile,
    /// What it should hold.
    pub formatted: Formatted,
}

/// Formats the content files that `wanted` takes; nothing is written. Files that are not UTF-8 are passed over.
pub fn format(options: &Options, form: Form, wanted: impl Fn(&SitePath) -> bool) -> Result<Vec<FormattedFile>, Error> {
    let tree = files::scan(&options.root)?;
    let (settings, mut unused) = settings(&tree, options)?;
    let (read, unread) = read_content(&tree)?;
    let named = read.iter().flat_map(named_bibliographies).collect();
    let bibliographies = Bibliographies::read(&options.root, &tree, &settings, &named, &mut unused)?;
    let context = Context { settings: &settings, shared: &bibliographies.shared, files: &bibliographies.by_path };
    let taken: Vec<ContentFile> =
        read.into_iter().zip(unread).filter(|(file, found)| found.is_empty() && wanted(&file.file)).map(|(file, _)| file).collect();
    let format = |file: ContentFile| FormattedFile { formatted: fmt::format(&file.file, &file.text, context, form), file };
    Ok(pool(options.jobs)?.install(|| taken.into_par_iter().map(format).collect()))
}
