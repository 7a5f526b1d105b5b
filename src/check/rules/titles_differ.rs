//! `titles-differ`: the entries of one work give it different titles.

use crate::base::fold::fold;
use crate::check::{Case, Found};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    case.shared_works(|place, source, said| {
        let mine = fold(&source.title);
        // A title with and without its subtitle is one title.
        let (_, entry) = said.titles.iter().find(|(t, _)| !t.starts_with(&mine) && !mine.starts_with(t.as_str()))?;
        let other = &case.source(*entry)?.title;
        let found = case.found_at(place, "title", format!("one work has the title “{}” here, and “{other}” elsewhere", source.title));
        Some(found.help(format!(
            "{}: give both the title as it is printed, or correct the identifier that makes them one",
            case.elsewhere(*entry)
        )))
    })
}
