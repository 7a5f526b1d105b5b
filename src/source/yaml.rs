//! `sources/*.yaml`: shared sources, a list or a map of id to source.

use super::Source;
use super::entry::{self, RawSources, Reader};
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::base::yaml::{self, Step};
use crate::diag::{Checked, Diagnostic, faults_to_diagnostics};
use std::collections::HashSet;

/// Longest file, in bytes: some 50,000 sources.
const LONGEST: usize = 16 * 1024 * 1024;

/// Files beyond this are read in pieces of about this many bytes, each a number of whole entries: what is parsed as one is
/// bounded ([yaml::guard]), and a library holds thousands of sources.
const PIECE: usize = 64 * 1024;

/// Reads a file of shared sources.
pub fn parse_sources(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let bare = text.trim_start_matches('\u{feff}');
    let offset = text.len() - bare.len();
    let mut read = Checked::clean(Vec::new());
    if bare.len() > LONGEST {
        let message = format!("this has {} MB; {} MB are read at most", bare.len() >> 20, LONGEST >> 20);
        let finding = Diagnostic::error("yaml-too-large", file, Span::new(0, 0), message);
        read.diagnostics.push(finding.help("divide it into several files"));
        return read;
    }
    let mut ids = HashSet::new();
    for piece in pieces(bare) {
        let mut decoded = yaml::decode::<RawSources>(piece.slice(bare), keys);
        let mut reader = Reader { outline: &decoded.outline, faults: &mut decoded.faults };
        read.value.extend(reader.sources_beside(&mut ids, &[], decoded.value));
        read.diagnostics.extend(faults_to_diagnostics(file, decoded.faults, piece.start + offset));
    }
    read
}

/// A large text cut where entries begin: at dashes or keys that stand as deep as the first.
fn pieces(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut first: Option<(usize, bool)> = None;
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches(' ');
        let is_entry = !body.trim().is_empty() && !body.starts_with(['#', '\t']) && !line.starts_with("---") && !line.starts_with('%');
        let depth = (line.len() - body.len(), body.starts_with("- ") || body.trim_end() == "-");
        if is_entry && *first.get_or_insert(depth) == depth && at - start >= PIECE {
            out.push(Span::new(start, at));
            start = at;
        }
        at += line.len();
    }
    out.push(Span::new(start, text.len()));
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    fn library(entry: impl Fn(usize) -> String) -> Checked<Vec<Source>> {
        parse_sources(&SitePath::new("sources/library.yaml"), &(0..5_000).map(entry).collect::<String>())
    }

    #[test]
    fn thousands_of_sources_in_one_file_are_read_whatever_its_form() {
        let list = library(|n| format!("- id: work{n}\n  title: Scattering of light, part {n}\n  authors: [Strutt, J.]\n  year: 1871\n"));
        let deep = library(|n| format!("  - title: Scattering of light, part {n}\n    authors:\n    - Strutt, J.\n    id: work{n}\n"));
        let map =
            library(|n| format!("# the {n}th\n\nwork{n}:\n  title: |\n    Scattering of light\n    part {n}\n  finding: '- and -'\n"));
        for read in [list, deep, map] {
            assert_eq!(read.diagnostics.iter().map(|d| &d.message).collect::<Vec<_>>(), Vec::<&String>::new());
            assert_eq!(read.value.len(), 5_000);
            assert_eq!(read.value[4_999].id.as_deref(), Some("work4999"));
        }
    }

    #[test]
    fn a_mistake_far_down_and_a_repeated_id_are_told_where_they_stand() {
        let entry = |n| match n {
            4_000 => "- id: work1\n  title: Again\n".to_owned(),
            4_500 => "- id: other\n  titel: Wrong\n  title: Right\n".to_owned(),
            n => format!("- id: work{n}\n  title: Scattering of light, part {n}\n  authors: [Strutt, J.]\n"),
        };
        let text: String = (0..5_000).map(entry).collect();
        let found = library(entry).diagnostics;
        let told: Vec<(&str, String)> =
            found.iter().map(|d| (d.rule, crate::diag::locate(d, &text, None).line.trim().to_owned())).collect();
        assert_eq!(told, [("duplicate-source", "- id: work1".to_owned()), ("unknown-key", "titel: Wrong".to_owned())]);
    }
}
