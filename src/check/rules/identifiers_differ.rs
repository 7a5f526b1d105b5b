//! `identifiers-differ`: the entries of one work give it different identifiers of one kind.

use crate::check::across::identifiers;
use crate::check::{Case, Found};
use crate::source::Source;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let mut found = case.shared_works(|place, source, said| {
        let mine = identifiers(source);
        let differing = |(key, id): &(&'static str, String)| {
            let other = said.identifiers.iter().find(|((k, i), _)| k == key && i != id)?;
            Some((*key, id.clone(), other))
        };
        let (key, id, ((_, other), entry)) = mine.iter().find_map(differing)?;
        let found = case.found_at(place, key, format!("“{}” has the {key} {id} here, and {other} elsewhere", source.title));
        Some(found.help(format!("{}: one of them is another work's", case.elsewhere(*entry))))
    });
    let own = case.article.sources.iter().enumerate();
    found.extend(own.filter_map(|(n, s)| two_dois(case, n, &s.source)));
    found
}

/// A PMID or PMCID that stands beside another DOI elsewhere.
fn two_dois(case: &Case<'_>, place: usize, source: &Source) -> Option<Found> {
    let mine = source.ids.doi.as_ref()?;
    let ids = [("pmid", &source.ids.pmid), ("pmcid", &source.ids.pmcid)];
    let (key, id, (other, entry)) = ids.into_iter().find_map(|(key, id)| {
        let id = id.as_ref()?;
        Some((key, id, case.across.dois(id).iter().find(|(doi, _)| doi != mine)?))
    })?;
    let found = case.found_at(place, key, format!("the {key} {id} stands beside the doi {mine} here, and beside {other} elsewhere"));
    Some(found.help(format!("{}: one of the two is another work's", case.elsewhere(*entry))))
}
