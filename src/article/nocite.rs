//! Pandoc's `nocite`: works that are listed as consulted without being cited; `@*` is all of the article's bibliographies.

use super::book::Book;
use super::citation::find_key;
use crate::base::near::{MOST_COMPARED, nearest};
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;

/// Takes the works that `nocite` names into `book`. `file` and `at` are where it stands.
pub(super) fn consult(nocite: &[String], book: &mut Book<'_>, file: &SitePath, at: Span) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for text in nocite {
        if text.split([',', ';', ' ', '\n']).any(|word| word.trim() == "@*") {
            book.consult_all();
        }
        let mut from = 0;
        while let Some(key) = find_key(text, from, text.len()) {
            from = key.end;
            if !book.consult(&key.name) {
                let finding = Diagnostic::error("unknown-source", file, at, format!("no source has the id `{}`", key.name));
                let compared = found.len() < MOST_COMPARED;
                found.push(match compared.then(|| nearest(&key.name, book.ids())).flatten() {
                    Some(near) => finding.help(format!("a source with a similar id is in the bibliography: `{near}`")),
                    None => finding.help("add it to the bibliography, or take it out of `nocite`"),
                });
            }
        }
    }
    found
}
