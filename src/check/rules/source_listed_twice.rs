//! `source-listed-twice`: two sources of one article are one work.

use crate::check::{Case, Found};
use crate::diag::Subject;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let Some(works) = case.library.work_of.get(case.place) else { return Vec::new() };
    let again = works.iter().enumerate().filter_map(|(n, work)| Some((works[..n].iter().position(|w| w == work)?, n)));
    again
        .filter_map(|(first, n)| {
            let place = case.article.sources[n].declared?;
            let (one, two) = (&case.article.sources[first].source, &case.article.sources[n].source);
            let message = format!("source {}, “{}”, is the same work as source {}", n + 1, two.title, first + 1);
            let help = match (&one.id, &two.id) {
                (Some(one), Some(two)) => {
                    format!("keep one entry, with the evidence of both, and cite it as [@{one}] where [@{two}] stands")
                }
                _ => format!("keep one entry, with the evidence of both, and cite [{}] where [{}] stands", first + 1, n + 1),
            };
            Some(Found::new(Subject::Source(place), message).help(help))
        })
        .collect()
}
