//! `figures-differ`: two articles record the same statement of one work with different figures.

use crate::check::across::statements;
use crate::check::{Case, Found};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    case.shared_works(|place, source, said| {
        let differing = |(words, mine): (String, Vec<String>)| {
            let (other, entry) = said.figures.get(&words)?.iter().find(|(other, _)| *other != mine)?;
            Some((mine, other, entry))
        };
        let (mine, other, entry) = statements(source).into_iter().find_map(differing)?;
        let message = format!("“{}” is recorded with {} here, and with {} elsewhere", source.title, mine.join(", "), other.join(", "));
        Some(case.found_at(place, "finding", message).help(format!("{}: compare both with the work", case.elsewhere(*entry))))
    })
}
