//! `derived-figure`: a figure follows from recorded ones.

use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::Status;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let figures = case.evidence.sentences.iter().flat_map(|s| s.figures.iter().map(move |f| (s, f)));
    let derived = figures.filter_map(|(sentence, figure)| {
        let Status::Derived { source, part, how } = &figure.status else { return None };
        let subject = Subject::Words(sentence.passage, figure.quantity.span.0, figure.quantity.span.1);
        let message = format!("{} is derived: {how} (source {}, {})", figure.shown, source + 1, part.word());
        Some(Found::new(subject, message).help("if the source says the figure itself, add it to the source's `evidence:`"))
    });
    derived.collect()
}
