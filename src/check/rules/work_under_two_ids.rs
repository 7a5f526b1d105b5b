//! `work-under-two-ids`: one work has one id here and another in another article.

use crate::check::{Case, Found};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    case.shared_works(|place, source, said| {
        let mine = source.id.as_ref()?;
        let (other, entry) = said.ids.iter().find(|(id, entry)| id != mine && entry.0 != case.place)?;
        let found = case.found_at(place, "id", format!("“{}” is `{mine}` here, and `{other}` elsewhere", source.title));
        Some(found.help(format!("{}: one id is easier to find; an entry in `sources/` is shared by all articles", case.elsewhere(*entry))))
    })
}
