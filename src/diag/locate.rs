//! Works out where findings stand, and puts them in order.

use super::{Diagnostic, Located, Target};
use crate::base::span::{Lines, Span};
use std::collections::HashMap;

/// Findings of one rule in one file that are told one by one. Beyond it a count stands in the last one's help: hostile or
/// generated text can make a finding of every few bytes.
const MOST_ALIKE: usize = 100;

/// The finding with its place in `text`. `span` is given for findings whose target is a subject; the file's beginning where neither is known.
pub fn locate(diagnostic: &Diagnostic, text: &str, span: Option<Span>) -> Located {
    place(diagnostic.clone(), &mut Lines::new(text), span)
}

/// The findings of one file, each with the span of its subject if it has one, located in its `text`.
pub fn locate_all(text: &str, found: impl IntoIterator<Item = (Diagnostic, Option<Span>)>) -> Vec<Located> {
    let mut lines = Lines::new(text);
    let mut counts: HashMap<&'static str, (usize, usize)> = HashMap::new();
    let mut out: Vec<Located> = Vec::new();
    for (diagnostic, span) in found {
        let (count, last) = counts.entry(diagnostic.rule).or_default();
        *count += 1 + diagnostic.alike;
        if *count - diagnostic.alike <= MOST_ALIKE {
            *last = out.len();
            out.push(place(diagnostic, &mut lines, span));
        }
    }
    for (rule, (count, last)) in counts {
        if count > MOST_ALIKE {
            out[last].diagnostic.help.push(format!("{} more of `{rule}` in this file are not shown", count - MOST_ALIKE));
        }
    }
    out
}

fn place(diagnostic: Diagnostic, lines: &mut Lines<'_>, span: Option<Span>) -> Located {
    let span = span.unwrap_or(match diagnostic.target {
        Target::Span(span) => span,
        Target::Subject(_) => Span::default(),
    });
    Located {
        position: lines.position(span.start),
        end: lines.position(span.end.max(span.start)),
        line: lines.line(span.start),
        diagnostic,
    }
}

/// How many of a file's findings of one rule are told.
pub fn told_of(alike: usize) -> usize {
    alike.min(MOST_ALIKE)
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
