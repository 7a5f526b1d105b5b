//! `renumbered-source`: a number in the text came to mean another source since the site was last accepted.

use crate::check::accepted::numbered;
use crate::check::{Case, Found};
use crate::diag::Subject;
use std::collections::BTreeSet;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let Some(meant) = case.accepted.and_then(|a| a.article(article.file.as_str())) else { return Vec::new() };
    let mut told = BTreeSet::new();
    let mut out = Vec::new();
    for (citation, hash, numbers) in numbered(article) {
        let Some(before) = meant.sentences.get(&hash) else { continue };
        for number in numbers.into_iter().filter(|n| before.contains(n)) {
            let now = article.sources.iter().find(|s| s.declared == Some(number - 1));
            let (Some(was), Some(now)) = (meant.sources.get(number - 1), now) else { continue };
            if was.is(&now.source) || !told.insert(number) {
                continue;
            }
            let message = format!("[{number}] meant “{}” when the site was last accepted, and means “{}” now", was.title, now.source.title);
            let found = Found::new(Subject::Citation(citation), message);
            out.push(found.help("correct the number, or give the source back its place in the list").help(
                "if it is meant, `ibid check --accept` records it; `ibid fmt --ids` makes citations keep their sources whatever the order",
            ));
        }
    }
    out
}
