//! `figure-only-in-description`: a figure of the description is not in the text.

use super::figure_only_in_answer::absent;
use crate::check::wording::{is, listed};
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::quantity::compare::{Match, compare};
use crate::evidence::quantity::{self, Quantity};
use std::cell::OnceCell;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let Some(description) = article.description.as_deref() else { return Vec::new() };
    let lang = article.lang.primary();
    let figures = quantity::read(description, &[], &lang);
    if figures.is_empty() {
        return Vec::new();
    }
    // What stands in code counts as told too: only such passages are read anew.
    let within_code: Vec<OnceCell<Vec<Quantity>>> = vec![OnceCell::new(); article.passages.len()];
    let told = |n: usize| {
        let passage = &article.passages[n];
        let code = !passage.opaque.is_empty();
        if code { within_code[n].get_or_init(|| quantity::read(&passage.text, &[], &lang)) } else { case.evidence.quantities(article, n) }
    };
    let is_told = |q: &Quantity| (0..article.passages.len()).flat_map(told).any(|t| compare(q, t) == Match::Yes);
    let missing = absent(description, &figures, is_told);
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!("{} {} in the description and not in the text", listed(&missing), is(missing.len()));
    let help = "say the figure in the text, with its citation; a description sums up what the text shows";
    vec![Found::new(Subject::Key("description".to_owned()), message).help(help)]
}
