//! `low-coverage`: too few sentences cite.

use crate::check::wording::listed;
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::ledger::{Coverage, METHOD};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let ledger = &case.evidence.ledger;
    let coverage = ledger.coverage;
    if case.article.sources.is_empty() || !is_low(coverage, case.settings.coverage) {
        return Vec::new();
    }
    let Coverage { sentences, strict, lenient } = coverage;
    let message = format!("{strict} of {sentences} sentences cite; {lenient} of {sentences} with those that a citing sentence follows");
    let title = |heading: Option<usize>| match heading.and_then(|h| case.article.headings.get(h)) {
        Some(heading) => format!("“{}”", heading.title),
        None => "the answer".to_owned(),
    };
    let parts: Vec<String> = ledger.sections.iter().map(|(h, c)| format!("{} {} of {}", title(*h), c.strict, c.sentences)).collect();
    let found = Found::new(Subject::File, message).help(format!("by section: {}", listed(&parts)));
    vec![found.help(format!("counted: {METHOD}; at least {}% should cite (`coverage:` in the settings)", case.settings.coverage))]
}

fn is_low(coverage: Coverage, least: usize) -> bool {
    coverage.strict * 100 < coverage.sentences * least
}
