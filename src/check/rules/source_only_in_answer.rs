//! `source-only-in-answer`: the answer cites a source that no section cites.

use crate::check::wording::citation;
use crate::check::{Case, Found};
use crate::diag::Subject;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let section_cites = article.citations.iter().any(|c| c.section.is_some());
    if article.headings.is_empty() || !section_cites {
        return Vec::new();
    }
    let lonely = article.sources.iter().enumerate().filter_map(|(n, source)| {
        let first = *source.uses.first()?;
        let only = source.uses.iter().all(|c| article.citations[*c].section.is_none());
        let message = format!("source {}, “{}”, is cited in the answer and in no section", n + 1, source.source.title);
        let help = format!("the answer sums up: take it up in a section, as {}", citation(article, n));
        only.then(|| Found::new(Subject::Citation(first), message).help(help))
    });
    lonely.collect()
}
