//! `years-differ`: the entries of one work give it different years.

use crate::check::across::year;
use crate::check::{Case, Found};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    case.shared_works(|place, source, said| {
        let mine = year(source)?;
        let (other, entry) = said.years.iter().find(|(y, _)| y.0 == mine.0 && y.1 != mine.1)?;
        let found = case.found_at(place, "year", format!("“{}” is of {} here, and of {} elsewhere", source.title, mine.1, other.1));
        Some(found.help(format!("{}: give both the year in which it was published", case.elsewhere(*entry))))
    })
}
