//! `figure-only-in-description`: a figure of the description is not in the text.

use super::figure_only_in_answer::absent;
use crate::check::wording::{is, listed};
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::quantity;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let Some(description) = article.description.as_deref() else { return Vec::new() };
    let lang = article.lang.primary();
    let figures = quantity::read(description, &[], &lang);
    if figures.is_empty() {
        return Vec::new();
    }
    let text: Vec<_> = article.passages.iter().flat_map(|p| quantity::read(&p.text, &[], &lang)).collect();
    let missing = absent(description, &figures, &text);
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!("{} {} in the description and not in the text", listed(&missing), is(missing.len()));
    let help = "say the figure in the text, with its citation; a description sums up what the text shows";
    vec![Found::new(Subject::Key("description".to_owned()), message).help(help)]
}
