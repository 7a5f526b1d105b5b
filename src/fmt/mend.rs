//! Pasted marks as citations: `【1†source】` as `[1]`.

use super::Edit;
use crate::article::pasted;
use crate::base::span::Span;
use crate::diag::{Diagnostic, Target};

/// The edits that mend what the parser told to be pasted, where it names sources of the article, which lists `sources`.
pub fn edits(text: &str, found: &[Diagnostic], sources: usize) -> Vec<Edit> {
    let marks = found.iter().filter(|d| d.rule == "pasted-citation");
    let spans = marks.filter_map(|d| match d.target {
        Target::Span(span) => Some(span),
        Target::Subject(_) => None,
    });
    let mut edits: Vec<Edit> = spans.filter_map(|span| mended(text, span, sources)).collect();
    edits.sort();
    edits.dedup();
    edits
}

/// The citation that is meant by the mark at `span`; none where it names no source.
fn mended(text: &str, span: Span, sources: usize) -> Option<Edit> {
    let numbers = pasted::named(span.slice(text));
    if numbers.is_empty() || numbers.iter().any(|n| !(1..=sources).contains(n)) {
        return None;
    }
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    Some((span, format!("[{}]", numbers.join(", "))))
}
