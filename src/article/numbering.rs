//! Gives sources their numbers and each use of a source its id.
//!
//! Numbers follow declaration where an article cites by number (the numbers in its text mean positions), else first
//! appearance in the text; uncited sources come last, in declared order.

use super::book::Entry;
use super::front_matter::Numbering;
use super::summary::{Citation, CitationForm, CitationItem, CitedSource};

/// A citation whose sources are known by their place in the article's book, not yet by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnumbered {
    /// What it points to.
    pub items: Vec<UnnumberedItem>,
    /// How it was written.
    pub form: CitationForm,
    /// Index of the section's heading.
    pub section: Option<usize>,
    /// Whether it points by position (`[1]`) and not by id.
    pub by_number: bool,
}

/// One source in an [Unnumbered] citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnnumberedItem {
    /// Place in the book.
    pub entry: usize,
    /// Whether the marker shows it (the inside of a range is not shown).
    pub shown: bool,
    /// Words before.
    pub prefix: String,
    /// Words after.
    pub locator: String,
    /// The author's name is in the sentence already.
    pub suppress_author: bool,
}

/// Sources in the order of their numbers, and the citations with numbers and ids.
pub fn number(entries: Vec<Entry>, citations: Vec<Unnumbered>, order: Numbering) -> (Vec<CitedSource>, Vec<Citation>) {
    let places = places(entries.len(), &citations, order);
    let mut sources: Vec<Option<CitedSource>> = vec![None; entries.len()];
    for (entry, place) in entries.into_iter().zip(&places) {
        sources[*place] = Some(CitedSource { declared: entry.declared, source: entry.source, uses: Vec::new() });
    }
    let mut sources: Vec<CitedSource> = sources.into_iter().flatten().collect();
    let mut ordinals = vec![0usize; sources.len()];
    let citations = citations
        .into_iter()
        .enumerate()
        .map(|(index, citation)| {
            let items = citation.items.into_iter().map(|item| {
                let place = places[item.entry];
                let ordinal = ordinals[place];
                ordinals[place] += 1;
                if sources[place].uses.last() != Some(&index) {
                    sources[place].uses.push(index);
                }
                numbered(item, place + 1, ordinal)
            });
            Citation {
                items: items.collect(),
                form: citation.form,
                by_number: citation.by_number,
                section: citation.section,
                sentence: None,
            }
        })
        .collect();
    (sources, citations)
}

fn numbered(item: UnnumberedItem, number: usize, ordinal: usize) -> CitationItem {
    CitationItem {
        number,
        shown: item.shown,
        ordinal,
        prefix: item.prefix.into(),
        locator: item.locator.into(),
        suppress_author: item.suppress_author,
    }
}

/// For each entry its place among the numbers, from 0.
fn places(count: usize, citations: &[Unnumbered], order: Numbering) -> Vec<usize> {
    if order == Numbering::Declared {
        return (0..count).collect();
    }
    let mut places = vec![usize::MAX; count];
    let mut next = 0;
    let cited = citations.iter().flat_map(|c| c.items.iter().map(|i| i.entry));
    for entry in cited.chain(0..count) {
        if places[entry] == usize::MAX {
            places[entry] = next;
            next += 1;
        }
    }
    places
}
