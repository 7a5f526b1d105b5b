//! `unarchived-source`: a source is on the web alone, and no archived copy is named.

use crate::check::{Case, Found};
use crate::source::{Identifiers, Source};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let sources = case.article.sources.iter().enumerate().filter(|(_, s)| s.declared.is_some() && is_unarchived(&s.source));
    sources
        .map(|(n, s)| {
            let address = s.source.url.as_deref().unwrap_or_default();
            let message = format!("“{}” is on the web alone, and no archived copy is named", s.source.title);
            let help = format!("have {address} archived (web.archive.org/save) and give the copy's address as `archived:`");
            case.found_at(n, "url", message).help(help)
        })
        .collect()
}

/// Whether an address is all that leads to the work: identifiers are kept alive by their registries, addresses are not.
fn is_unarchived(source: &Source) -> bool {
    let Identifiers { doi, arxiv, pmid, pmcid, isbn, issn: _ } = &source.ids;
    source.url.is_some() && source.archived.is_none() && [doi, arxiv, pmid, pmcid, isbn].into_iter().all(Option::is_none)
}
