//! Why entries of articles are one work, or not: for people who wonder ([`kinships`]).

use super::Library;
use crate::base::fold::fold;
use crate::source::Source;
use crate::source::name::family;
use crate::source::reference::year_text;
use crate::source::works::{Entry, Outcome, Verdict, group};
use std::collections::{BTreeMap, BTreeSet};

/// An entry: an article's place, and the source's place in it.
pub type Place = (usize, usize);

/// What is said of two entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinship {
    /// The one that comes first.
    pub first: Place,
    /// The other.
    pub second: Place,
    /// Whether they are one work.
    pub merged: bool,
    /// Why: `both have the DOI 10.1000/182`.
    pub why: String,
}

/// What joins the entries of each work, and what keeps entries apart that look alike (a sign in common, or one title).
pub fn kinships(library: &Library) -> Vec<Kinship> {
    let articles = &library.articles;
    let places: Vec<Place> = articles.iter().enumerate().flat_map(|(a, article)| (0..article.sources.len()).map(move |s| (a, s))).collect();
    let source = |(a, s): &Place| &articles[*a].sources[*s].source;
    let entry = |place: &Place| Entry { source: source(place), shared: source(place).reference.as_deref() };
    let grouping = group(&places.iter().map(entry).collect::<Vec<_>>());
    let mut out: Vec<Kinship> = grouping
        .verdicts
        .iter()
        .map(|verdict| Kinship {
            first: places[verdict.first],
            second: places[verdict.second],
            merged: verdict.outcome == Outcome::Merged,
            why: why(verdict),
        })
        .collect();
    let told: BTreeSet<(usize, usize)> = grouping.verdicts.iter().map(|v| (v.first, v.second)).collect();
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        by_title.entry(fold(&source(place).title)).or_default().push(at);
    }
    for alike in by_title.values() {
        for pair in alike.windows(2).filter(|p| grouping.works[p[0]] != grouping.works[p[1]]) {
            if !told.contains(&(pair[0], pair[1])) {
                let (first, second) = (places[pair[0]], places[pair[1]]);
                let why = format!("both have one title; {}", difference(source(&first), source(&second)));
                out.push(Kinship { first, second, merged: false, why });
            }
        }
    }
    out.sort_by_key(|k| (k.first, k.second));
    out
}

fn why(verdict: &Verdict) -> String {
    let shared = format!("both have {}", verdict.shared.in_words());
    match &verdict.outcome {
        Outcome::Merged => shared,
        Outcome::Apart(one, other) => format!("{shared}; but one has {}, the other {}", one.in_words(), other.in_words()),
        Outcome::Ambiguous => format!("{shared}; but so do several works, and nothing says which of them this is"),
    }
}

/// What of year and first author differs, or is not known.
fn difference(one: &Source, other: &Source) -> String {
    let years = (one.issued.map(|i| i.year), other.issued.map(|i| i.year));
    let authors = (one.authors.first().map(|n| fold(family(n))), other.authors.first().map(|n| fold(family(n))));
    match (years, authors) {
        ((Some(a), Some(b)), _) if a != b => format!("but one is of {}, the other of {}", year_text(a), year_text(b)),
        (_, (Some(a), Some(b))) if a != b => "but their first authors differ".to_owned(),
        ((None, _) | (_, None), _) => "but a year is missing, and a title alone says nothing".to_owned(),
        (_, (None, _) | (_, None)) => "but an author is missing, and a title alone says nothing".to_owned(),
        _ => "but their identifiers differ".to_owned(),
    }
}
