//! `figure-only-in-answer`: a figure of the answer is not in the sections.

use crate::check::wording::{is, listed};
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::quantity::compare::{Match, compare};
use crate::evidence::quantity::{Kind, Quantity};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let sections: Vec<usize> = (0..article.passages.len()).filter(|n| article.passages[*n].heading.is_some()).collect();
    if sections.is_empty() {
        return Vec::new();
    }
    let in_answer = |passage: usize| article.passages.get(passage).is_some_and(|p| p.heading.is_none());
    let sentences: Vec<_> = case.evidence.sentences.iter().filter(|s| in_answer(s.passage) && !s.figures.is_empty()).collect();
    if sentences.is_empty() {
        return Vec::new();
    }
    let is_told = |q: &Quantity| sections.iter().flat_map(|p| case.evidence.quantities(article, *p)).any(|t| compare(q, t) == Match::Yes);
    let found = sentences.into_iter().filter_map(|sentence| {
        let figures: Vec<Quantity> = sentence.figures.iter().map(|f| f.quantity.clone()).collect();
        let text = &article.passages[sentence.passage].text;
        let missing = absent(text, &figures, is_told);
        let first = missing.first().and_then(|m| sentence.figures.iter().find(|f| m.starts_with(&f.shown)))?;
        let message = format!("{} {} in the answer and in no section", listed(&missing), is(missing.len()));
        let subject = Subject::Words(sentence.passage, first.quantity.span.0, first.quantity.span.1);
        Some(Found::new(subject, message).help("the answer sums up: say where the figure comes from in a section too"))
    });
    found.collect()
}

/// The figures (but for names, years and small numbers) that are told nowhere else, as words. A range is one figure.
pub(super) fn absent(text: &str, figures: &[Quantity], is_told: impl Fn(&Quantity) -> bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut n = 0;
    while n < figures.len() {
        let last = if figures[n].range.is_some() && n + 1 < figures.len() { n + 1 } else { n };
        let checked = figures[n..=last].iter().any(|q| matches!(q.kind, Kind::Figure | Kind::Said | Kind::Probability));
        if checked && !figures[n..=last].iter().all(&is_told) {
            let words = text.get(figures[n].span.0..figures[last].span.1).unwrap_or("").trim().to_owned();
            if !out.contains(&words) {
                out.push(words);
            }
        }
        n = last + 1;
    }
    out
}
