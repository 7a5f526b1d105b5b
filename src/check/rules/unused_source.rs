//! `unused-source`: a source is listed and never cited.

use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::source::Cited;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let uncited = case.article.sources.iter().enumerate().filter(|(_, s)| s.uses.is_empty() && s.source.cited == Cited::Required);
    uncited
        .filter_map(|(n, s)| {
            let place = s.declared?;
            let message = format!("source {}, “{}”, is listed and never cited", n + 1, s.source.title);
            let name = s.source.id.as_ref().map_or_else(|| format!("[{}]", n + 1), |id| format!("[@{id}]"));
            let help = format!("cite it where it is used, as {name}; or say `cited: background` if it was only consulted");
            Some(Found::new(Subject::Source(place), message).help(help))
        })
        .collect()
}
