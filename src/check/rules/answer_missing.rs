//! `answer-missing`: an article has no text.

use crate::check::{Case, Found};
use crate::diag::Subject;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    if !article.passages.is_empty() || !article.images.is_empty() || !article.headings.is_empty() || article.has_code {
        return Vec::new();
    }
    let help = "write the answer below the front matter; `draft: true` keeps the article back until it is there";
    vec![Found::new(Subject::File, "the article asks, and has no text that answers").help(help)]
}
