//! From the [Index] to its files: [Index::files].

use super::format::{self, Letters, Root, SLOTS, Term};
use super::merge::Index;
use super::partition::{borders, place, units};
use super::{bits::BitWriter, directory, filter};
use crate::base::{hash, json};
use std::collections::BTreeMap;

/// The browser's client.
pub const CLIENT: &str = include_str!("client.js");
/// The client as it is served, with short names: `tests/search/minify.mjs` makes it from [CLIENT].
const SERVED: &str = include_str!("client.min.js");

/// Whether a name is one that files and folders of the index may have: no article brings in a script.
pub fn is_file_name(name: &str) -> bool {
    name.ends_with(".js") || name.len() == 1
}

/// The client for a page opened from disk, where browsers import nothing: a plain script that sets `ibidIndex`.
fn disk() -> String {
    let lines = CLIENT.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let lines = lines.map(|line| line.strip_prefix("export ").unwrap_or(line).to_owned() + "\n");
    let plain = lines.collect::<String>().replace("import.meta.url", "document.baseURI");
    format!("globalThis.ibidIndex = (() => {{\n{plain}return {{open}};\n}})();\n")
}

/// Bits of a word shard that is worth a request of its own.
const SHARD: u64 = 1500 * 8;
/// Bits that a character of a card takes when it is compressed.
const CHARACTER: u64 = 4;
/// Bits of a repair shard.
const REPAIR: u64 = 2500 * 8;

/// A file's path under the index's folder, and its bytes.
pub type File = (String, Vec<u8>);

impl Index {
    /// All files of the index, by path; the same for the same articles, in whatever order they came.
    pub fn files(&self) -> Vec<File> {
        let mut root = Root {
            n: self.cards.len() as u32,
            lang: self.lang(),
            letters: letters(&self.terms),
            stop: self.stop.join(" "),
            common: self.common.join(" "),
            ends: self.ends.join(" "),
            ..Root::default()
        };
        let stamp = self.stamp();
        let rows: Vec<String> = self.cards.iter().map(|card| card.row(&root.lang).to_string()).collect();
        let forms = self.forms(&root);
        let borders = self.borders(&root, &forms, &rows);
        root.words = directory::write(&borders, &Letters::new(&root.letters));
        let numbers = self.numbers(&borders);
        root.shards = (borders.len() as u32).max(numbers.last().map_or(0, |last| last / SLOTS)) + 1;
        let mut shards = vec![Shard::default(); root.shards as usize];
        for form in &forms {
            shards[place(&borders, &form.key)].terms.entry(form.term).or_default().push(String::from_utf16_lossy(&form.key));
        }
        for (number, row) in numbers.iter().zip(&rows) {
            shards[(number / SLOTS) as usize].cards.push(row);
        }
        let mut files = self.word_files(shards, &numbers, &root, &stamp);
        files.extend(self.repair_files(&mut root, &stamp));
        files.extend(filter::files(&self.cards, &numbers, root.room(), &stamp));
        root.tags = tags(&files);
        files.push(("root.js".to_owned(), format::frame(&stamp, "root", &json::compact(&root))));
        files.push(("client.js".to_owned(), SERVED.as_bytes().to_vec()));
        files.push(("disk.js".to_owned(), disk().into_bytes()));
        files.sort();
        files
    }

    /// Names the set of articles.
    fn stamp(&self) -> String {
        let urls: Vec<&str> = self.cards.iter().map(|card| card.url.as_str()).collect();
        hash::short(urls.join("\n").as_bytes(), 5)
    }

    /// Each article's number in the files: the shard of its card, and its place there. A shard that is full, which only
    /// articles with one address could make it, goes on in the next.
    fn numbers(&self, borders: &[Vec<u16>]) -> Vec<u32> {
        let mut next = 0;
        let number = |key: &Vec<u16>| {
            let number = next.max(place(borders, key) as u32 * SLOTS);
            next = number + 1;
            number
        };
        self.keys.iter().map(number).collect()
    }

    /// The commonest language.
    fn lang(&self) -> String {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for card in &self.cards {
            *counts.entry(&card.lang).or_default() += 1;
        }
        counts
            .into_iter()
            .max_by_key(|(lang, count)| (*count, std::cmp::Reverse(*lang)))
            .map_or_else(String::new, |(lang, _)| lang.to_owned())
    }

    fn word_files(&self, shards: Vec<Shard<'_>>, numbers: &[u32], root: &Root, stamp: &str) -> Vec<File> {
        let file = |(at, shard): (usize, Shard<'_>)| {
            let part = |(term, forms): (u32, Vec<String>)| Term { forms, ..self.terms[term as usize].numbered(numbers) };
            let terms: Vec<Term> = shard.terms.into_iter().map(part).collect();
            let path = format!("w/{at}");
            let body = format!("\"{}\",[{}]", format::write_words(&terms, root), shard.cards.join(","));
            (format!("{path}.js"), format::frame(stamp, &path, &body))
        };
        shards.into_iter().enumerate().map(file).collect()
    }

    /// The borders that cut words and cards into shards of about the same bytes on the wire, of at most [SLOTS] cards.
    fn borders(&self, root: &Root, forms: &[Form], rows: &[String]) -> Vec<Vec<u16>> {
        let words = forms.iter().map(|form| (form.key.as_slice(), form.bits));
        let cost = |row: &String| row.len() as u64 * CHARACTER;
        let total = words.clone().map(|(_, bits)| bits).chain(rows.iter().map(cost)).sum();
        let measure = SHARD.max(steady_share(total, u64::from(root.n) / 11 + 140));
        let cards = self.keys.iter().zip(rows).map(|(key, row)| (key.as_slice(), cost(row).max(measure.div_ceil(SLOTS.into()))));
        let mut weighed: Vec<_> = words.chain(cards).collect();
        weighed.sort();
        borders(&weighed, measure)
    }

    /// All word forms with their costs, sorted; a stem's postings are charged to its first form.
    fn forms(&self, root: &Root) -> Vec<Form> {
        let mut forms = Vec::new();
        let root = &Root { shards: root.n.div_ceil(SLOTS), ..root.clone() };
        for (at, term) in self.terms.iter().enumerate() {
            let mut bits = BitWriter::default();
            format::write_postings(term, root, &mut bits);
            let mut cost = bits.written() as u64;
            for form in &term.forms {
                let key = units(form);
                cost += 7 + 5 * key.len().min(5) as u64;
                forms.push(Form { key, term: at as u32, bits: std::mem::take(&mut cost) });
            }
        }
        forms.sort_by(|a, b| (&a.key, a.term).cmp(&(&b.key, b.term)));
        forms
    }

    /// Words that a typing error may have hit at their start, sorted by their ends.
    fn repair_files(&self, root: &mut Root, stamp: &str) -> Vec<File> {
        let least = if self.cards.len() >= 2000 { 2 } else { 1 };
        let terms = self.terms.iter().filter(|term| term.df >= least);
        let mut words: Vec<Vec<u16>> = terms.flat_map(|term| &term.forms).filter_map(|form| repairable(form)).collect();
        words.sort();
        words.dedup();
        let weighed: Vec<_> = words.iter().map(|word| (word.as_slice(), 26)).collect();
        let borders = borders(&weighed, REPAIR);
        let mut shards = vec![Vec::new(); borders.len() + 1];
        for word in &words {
            shards[place(&borders, word)].push(String::from_utf16_lossy(word));
        }
        let letters = Letters::new(&root.letters);
        root.back = directory::write(&borders, &letters);
        let file = |(at, words): (usize, &Vec<String>)| {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            bits_file("r", at, stamp, &format::write_list(&words, &letters))
        };
        shards.iter().enumerate().map(file).collect()
    }
}

/// What a word shard holds: forms by stem, and the rows of cards.
#[derive(Clone, Default)]
struct Shard<'a> {
    terms: BTreeMap<u32, Vec<String>>,
    cards: Vec<&'a str>,
}

/// A word form, the number of its stem, and its cost.
struct Form {
    key: Vec<u16>,
    term: u32,
    bits: u64,
}

/// `form` backwards, if it is a word that repair deals with: five to twenty letters of a script with spaces.
fn repairable(form: &str) -> Option<Vec<u16>> {
    let key: Vec<u16> = form.chars().rev().collect::<String>().encode_utf16().collect();
    let letters = form.chars().all(|c| c.is_alphabetic() && (c as u32) < 0x2000);
    (letters && (5..=20).contains(&key.len())).then_some(key)
}

/// `total` by `shares`, steady under small changes of either.
fn steady_share(total: u64, shares: u64) -> u64 {
    let steady = |n: u64| u64::from(super::setting::steady(u32::try_from(n).unwrap_or(u32::MAX / 2)));
    steady(total) / steady(shares).max(1)
}

fn letters(terms: &[Term]) -> String {
    let mut counts: BTreeMap<u16, u64> = BTreeMap::new();
    for unit in terms.iter().flat_map(|term| &term.forms).flat_map(|form| form.encode_utf16().skip(2)) {
        *counts.entry(unit).or_default() += 1;
    }
    Letters::table(counts)
}

/// A file whose body is bits.
pub(super) fn bits_file(kind: &str, at: usize, stamp: &str, bits: &str) -> File {
    let path = format!("{kind}/{at}");
    let bytes = format::frame(stamp, &path, &format!("\"{bits}\""));
    (format!("{path}.js"), bytes)
}

/// Version tags: each names the content of the numbered files whose number leaves the same rest.
fn tags(files: &[File]) -> String {
    let mut groups = vec![Vec::new(); format::TAGS];
    for (path, bytes) in files {
        groups[format::tag_of(path)].extend(hash::short(bytes, 16).into_bytes());
    }
    groups.iter().map(|group| hash::short(group, format::TAG)).collect()
}
