//! `sources/*.yaml`: shared sources, a list or a map of id to source.

use super::Source;
use super::entry::{self, RawSources, Reader};
use crate::base::path::SitePath;
use crate::base::yaml::{self, Step};
use crate::diag::{Checked, faults_to_diagnostics};

/// Reads a file of shared sources.
pub fn parse_sources(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let mut decoded = yaml::decode::<RawSources>(text.trim_start_matches('\u{feff}'), keys);
    let mut reader = Reader { outline: &decoded.outline, faults: &mut decoded.faults };
    let value = reader.sources(&[], decoded.value);
    Checked { value, diagnostics: faults_to_diagnostics(file, decoded.faults, text.len() - text.trim_start_matches('\u{feff}').len()) }
}

/// Which keys may stand where.
pub(crate) fn keys(path: &[Step<'_>]) -> Option<&'static [&'static str]> {
    match path {
        [] => None,
        [_] => Some(&entry::KEYS),
        [_, rest @ ..] => source_keys(rest),
    }
}

/// Which keys may stand inside a source, by the path from it.
pub fn source_keys(path: &[Step<'_>]) -> Option<&'static [&'static str]> {
    match path {
        [] => Some(&entry::KEYS),
        [Step::Key("evidence")] | [Step::Key("evidence"), Step::Item(_)] => Some(&["quote", "figure", "statement", "at", "note"]),
        [Step::Key("authors" | "author" | "editors" | "editor")]
        | [Step::Key("authors" | "author" | "editors" | "editor"), Step::Item(_)] => {
            Some(&["name", "literal", "family", "given", "orcid", "url"])
        }
        [Step::Key("verified")] => Some(&["by", "on"]),
        _ => Some(&[]),
    }
}
