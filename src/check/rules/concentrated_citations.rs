//! `concentrated-citations`: one source has most of the citations.

use crate::check::{Case, Found};
use crate::diag::Subject;

/// With fewer citations than this, most of them is not many.
const FEWEST: usize = 5;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let ledger = &case.evidence.ledger;
    let all = ledger.citations();
    if all < FEWEST || ledger.uses.len() < 2 {
        return Vec::new();
    }
    let most = ledger.uses.iter().enumerate().find(|(_, uses)| **uses * 2 > all);
    let found = most.map(|(n, uses)| {
        let cited = &case.article.sources[n];
        let subject = cited.declared.map_or(Subject::Citation(cited.uses.first().copied().unwrap_or(0)), Subject::Source);
        let message = format!("source {}, “{}”, has {uses} of {all} citations", n + 1, cited.source.title);
        Found::new(subject, message).help("the answer rests on one work; see whether others say the same")
    });
    found.into_iter().collect()
}
