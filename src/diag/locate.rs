//! Works out where a finding stands, and puts findings in order.

use super::{Diagnostic, Located, Target};
use crate::base::span::{Span, line_at, position};

/// The finding with its place in `text`. `span` is given for findings whose target is a subject; the file's beginning where neither is known.
pub fn locate(diagnostic: &Diagnostic, text: &str, span: Option<Span>) -> Located {
    let span = span.unwrap_or(match diagnostic.target {
        Target::Span(span) => span,
        Target::Subject(_) => Span::default(),
    });
    let (_, line) = line_at(text, span.start);
    Located {
        diagnostic: diagnostic.clone(),
        position: position(text, span.start),
        end: position(text, span.end.max(span.start)),
        line: line.trim_start_matches('\u{feff}').to_owned(),
    }
}

/// Sorts findings by file, place and rule, and drops those that say the same of the same place.
pub fn sort(findings: &mut Vec<Located>) {
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
    findings.dedup_by(|a, b| key(a) == key(b));
}

fn key(found: &Located) -> (&str, crate::base::span::Position, &str, &str) {
    let d = &found.diagnostic;
    (d.file.as_str(), found.position, d.rule, &d.message)
}
