//! Filters by topic, year, verdict and language: for each value, the set of its articles.
//!
//! `filters.js` lists the values, so that a page can offer them; the sets lie in `f/N.js` and are fetched only when a
//! filter is set.

use super::bits::{BitReader, BitWriter};
use super::card::Card;
use super::format;
use super::index::{File, bits_file};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kinds of filter, in the order of `filters.js`.
pub const KINDS: [&str; 4] = ["topic", "year", "verdict", "lang"];

/// Bits of a file of sets.
const FULL: usize = 2500 * 8;

/// One value of a filter: its name, its number of articles, the file its set lies in, and its place there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value(pub String, pub u32, pub u32, pub u32);

/// All values of all filters, by kind.
pub type Values = BTreeMap<String, Vec<Value>>;

fn values(card: &Card) -> Vec<(&'static str, String)> {
    let mut out: Vec<_> = card.topics.iter().map(|topic| ("topic", topic.clone())).collect();
    if card.year != 0 {
        out.push(("year", card.year.to_string()));
    }
    for (kind, value) in [("verdict", &card.verdict), ("lang", &card.lang)] {
        if !value.is_empty() {
            out.push((kind, value.clone()));
        }
    }
    out
}

/// The files of all filters.
pub(super) fn files(cards: &[Card], numbers: &[u32], room: u32, stamp: &str) -> Vec<File> {
    let mut sets: BTreeMap<(&str, String), Vec<u32>> = BTreeMap::new();
    for (number, card) in numbers.iter().zip(cards) {
        for value in values(card) {
            let set = sets.entry(value).or_default();
            if set.last() != Some(number) {
                set.push(*number);
            }
        }
    }
    let mut table = Values::new();
    let mut files = Vec::new();
    let (mut bits, mut place) = (BitWriter::default(), 0);
    for ((kind, name), docs) in sets {
        if bits.written() > FULL {
            files.push(bits_file("f", files.len(), stamp, &std::mem::take(&mut bits).finish()));
            place = 0;
        }
        table.entry(kind.to_owned()).or_default().push(Value(name, docs.len() as u32, files.len() as u32, place));
        format::write_set(&docs, room, &mut bits);
        place += 1;
    }
    files.push(bits_file("f", files.len(), stamp, &bits.finish()));
    let body = crate::base::json::compact(&table);
    files.push(("filters.js".to_owned(), format::frame(stamp, "filters", &body)));
    files
}

/// The set at `place` of a file of sets.
pub(super) fn set_at(bits: &str, place: u32, room: u32) -> Vec<u32> {
    let mut bits = BitReader::new(bits);
    for _ in 0..place {
        if bits.is_done() {
            return Vec::new();
        }
        format::read_set(room, &mut bits);
    }
    format::read_set(room, &mut bits)
}
