//! `uncited-figure`: a figure stands in a sentence without a citation.

use crate::check::wording::listed;
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::{Figure, Sentence, Status};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    // An article without sources makes no promise that a source could keep.
    if case.article.sources.is_empty() {
        return Vec::new();
    }
    case.evidence.sentences.iter().filter_map(found).collect()
}

fn found(sentence: &Sentence) -> Option<Found> {
    let uncited: Vec<&Figure> = sentence.figures.iter().filter(|f| f.status == Status::Uncited).collect();
    let (first, last) = (uncited.first()?, uncited.last()?);
    let mut shown: Vec<String> = uncited.iter().map(|f| f.shown.clone()).collect();
    shown.dedup();
    let subject = Subject::Words(sentence.passage, first.quantity.span.0, last.quantity.span.1);
    let verb = if shown.len() == 1 { "stands" } else { "stand" };
    let found = Found::new(subject, format!("{} {verb} in a sentence without a citation", listed(&shown)));
    Some(found.help("cite where it is from in this sentence too; a citation in the sentence before does not reach it"))
}
