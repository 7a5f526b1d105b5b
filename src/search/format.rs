//! The index's files: names, frames and bits. The one owner of the format; `client.js` reads the same table.
//!
//! Every file is a script of one call, `ibid("HEAD",…)`: fetched and read as JSON over HTTP, run as a script where a
//! page is opened from disk and nothing can be fetched. HEAD is `ibid2 STAMP PATH`; STAMP names the set of articles,
//! so that a shard of another build is noticed.
//!
//! | file | after HEAD |
//! |---|---|
//! | `root.js` | an object: see [Root] |
//! | `w/N.js` | words and postings, in [bits](super::bits): see [write_words]; then the cards whose home is here, each at its place |
//! | `r/N.js` | words written backwards, for the repair of a word misspelt at its start: see [write_list] |
//! | `filters.js` | values of each filter with their number of articles and their place |
//! | `f/N.js` | sets of articles in bits |
//!
//! Words: each has `rice(2)` characters in common with the word before, `rice(2)` characters of its own as [Letters],
//! then one bit: 1 where the next word is another form of the same stem. After the last form the stem's postings:
//! `gamma` (count − 1); a bit, 1 where more articles have the word, and then `gamma` of how many; then, below [GROUPED], for each article in order `rice` of the gap to the number before and four bits of impact; else for
//! each impact from 15 down `gamma` of the number of articles, then their gaps. After the articles, for the first
//! [SECTIONED] of them in the order written, one bit whether any stands in a section, and if so `rice(1)` of each one's.

use super::bits::{BitReader, BitWriter};
use super::setting::LEVELS;
use serde::{Deserialize, Serialize};

/// Format and version.
pub const MAGIC: &str = "ibid2";
/// Lists of this length and more are grouped by impact.
pub const GROUPED: usize = 12;
/// Postings of a list that say their section.
pub const SECTIONED: usize = 64;
/// Cards that a word shard has room for.
pub const SLOTS: u32 = 16;
/// Letters with a code of five bits; the next 64 have ten.
pub const COMMON: u32 = 29;
const RARE: u32 = 64;
/// Groups of files that share a version tag, and the length of a tag.
pub const TAGS: usize = 64;
/// Characters of a version tag.
pub const TAG: usize = 3;

/// What the client reads first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Articles.
    pub n: u32,
    /// Word shards.
    pub shards: u32,
    /// Commonest language, which cards leave out.
    pub lang: String,
    /// The commonest characters of the vocabulary.
    pub letters: String,
    /// Borders of the word shards: see [directory](super::directory).
    pub words: String,
    /// Borders of the repair shards.
    pub back: String,
    /// Words that most articles have: not worth fetching.
    pub stop: String,
    /// Words that a good many articles have, commonest first: not fetched for a question that has enough others.
    pub common: String,
    /// Endings that word forms have beyond their stem.
    pub ends: String,
    /// Version tags: the files whose number is `g` modulo [TAGS] share the g-th.
    pub tags: String,
}

impl Root {
    /// Numbers that an article may have: the shard of its card times [SLOTS], and its place there.
    pub fn room(&self) -> u32 {
        self.shards.saturating_mul(SLOTS)
    }
}

/// One article in a word's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Article number.
    pub doc: u32,
    /// Impact.
    pub level: u8,
    /// Section, 0 for none.
    pub section: u8,
}

/// A stem as a shard has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its word forms that lie in the shard, sorted.
    pub forms: Vec<String>,
    /// Articles that have it.
    pub df: u32,
    /// Its strongest postings; by article below [GROUPED], else by impact, then article.
    pub postings: Vec<Posting>,
}

impl Term {
    /// The postings under other numbers, which keep the articles' order: `numbers` has each one's.
    pub fn numbered(&self, numbers: &[u32]) -> Self {
        let number = |posting: &Posting| Posting { doc: numbers[posting.doc as usize], ..*posting };
        Self { forms: Vec::new(), df: self.df, postings: self.postings.iter().map(number).collect() }
    }
}

/// The text of a file: `body` is JSON values after the head.
pub fn frame(stamp: &str, path: &str, body: &str) -> Vec<u8> {
    format!("ibid(\"{MAGIC} {stamp} {path}\",{body})\n").into_bytes()
}

/// The stamp and the JSON body of a file; `None` where the file is not `path` of this format.
pub fn unframe<'a>(bytes: &'a [u8], path: &str) -> Option<(&'a str, &'a str)> {
    let text = std::str::from_utf8(bytes).ok()?.trim_end().strip_prefix("ibid(\"")?.strip_suffix(')')?;
    let (head, body) = text.split_once("\",")?;
    let (stamp, named) = head.strip_prefix(MAGIC)?.trim_start().split_once(' ')?;
    (named == path).then_some((stamp, body))
}

/// Codes for characters: the commonest short.
#[derive(Debug, Clone, Default)]
pub struct Letters(Vec<u16>);

impl Letters {
    /// The code whose table is `table`, as [Root] has it.
    pub fn new(table: &str) -> Self {
        Self(table.encode_utf16().take((COMMON + RARE) as usize).collect())
    }

    /// The table for a vocabulary, from how often each unit occurs. Units of surrogate pairs are left out. Codes of one
    /// length are given in the order of the units, so that an edit that makes one letter overtake another moves none.
    pub fn table(counts: impl IntoIterator<Item = (u16, u64)>) -> String {
        let mut counts: Vec<_> = counts.into_iter().filter(|(unit, _)| char::from_u32(u32::from(*unit)).is_some()).collect();
        counts.sort_by_key(|(unit, count)| (std::cmp::Reverse(*count), *unit));
        let mut units: Vec<u16> = counts.into_iter().take((COMMON + RARE) as usize).map(|(unit, _)| unit).collect();
        let common = units.len().min(COMMON as usize);
        let (common, rare) = units.split_at_mut(common);
        common.sort_unstable();
        rare.sort_unstable();
        String::from_utf16_lossy(&units)
    }

    /// The number of a unit whose code is short.
    pub(super) fn common(&self, unit: u16) -> Option<u32> {
        self.0.iter().take(COMMON as usize).position(|known| *known == unit).map(|at| at as u32)
    }

    /// The unit with a short code of this number.
    pub(super) fn get(&self, at: u32) -> Option<u16> {
        self.0.get(at as usize).copied().filter(|_| at < COMMON)
    }

    pub(super) fn write(&self, unit: u16, out: &mut BitWriter) {
        match self.0.iter().position(|known| *known == unit).map(|at| at as u32) {
            Some(at) if at < COMMON => out.bits(at, 5),
            Some(at) => out.bits((COMMON << 5) + at - COMMON, 10),
            None => out.bits(31 << 16 | u32::from(unit), 21),
        }
    }

    pub(super) fn read(&self, bits: &mut BitReader<'_>) -> u16 {
        let first = bits.bits(5);
        let at = match first {
            31 => return bits.bits(16) as u16,
            _ if first >= COMMON => COMMON + ((first - COMMON) << 5 | bits.bits(5)),
            _ => first,
        };
        self.0.get(at as usize).copied().unwrap_or_default()
    }
}

/// Writes words one after the other, each as its difference from the one before.
struct WordWriter<'l> {
    letters: &'l Letters,
    before: Vec<u16>,
}

impl WordWriter<'_> {
    fn write(&mut self, word: &str, out: &mut BitWriter) {
        let units: Vec<u16> = word.encode_utf16().collect();
        let shared = units.iter().zip(&self.before).take_while(|(a, b)| a == b).count();
        out.rice(shared as u32, 2);
        out.rice((units.len() - shared) as u32, 2);
        units[shared..].iter().for_each(|unit| self.letters.write(*unit, out));
        self.before = units;
    }
}

fn read_word(letters: &Letters, before: &mut Vec<u16>, bits: &mut BitReader<'_>) -> String {
    before.truncate(bits.rice(2) as usize);
    for _ in 0..bits.rice(2).min(255) {
        before.push(letters.read(bits));
    }
    String::from_utf16_lossy(before)
}

/// The bits of a word shard.
pub fn write_words(terms: &[Term], root: &Root) -> String {
    let letters = Letters::new(&root.letters);
    let mut out = BitWriter::default();
    let mut words = WordWriter { letters: &letters, before: Vec::new() };
    out.gamma(terms.len() as u32);
    for term in terms {
        for (at, form) in term.forms.iter().enumerate() {
            words.write(form, &mut out);
            out.bits(u32::from(at + 1 < term.forms.len()), 1);
        }
        write_postings(term, root, &mut out);
    }
    out.finish()
}

/// The stems of a word shard; `None` where the bits are not those of a whole one.
pub fn read_words(bits: &str, root: &Root) -> Option<Vec<Term>> {
    let letters = Letters::new(&root.letters);
    let mut bits = BitReader::new(bits);
    let mut before = Vec::new();
    let mut terms = Vec::new();
    for _ in 0..bits.gamma() {
        if bits.is_done() {
            break;
        }
        let mut forms = vec![read_word(&letters, &mut before, &mut bits)];
        while bits.bits(1) == 1 {
            forms.push(read_word(&letters, &mut before, &mut bits));
        }
        let (df, postings) = read_postings(root, &mut bits);
        terms.push(Term { forms, df, postings });
    }
    bits.is_whole().then_some(terms)
}

/// The Rice parameter for `count` numbers below `room`.
fn gap_width(room: u32, count: u32) -> u32 {
    let mean = (u64::from(room) * 45 / 64 / u64::from(count.max(1))).max(1);
    63 - mean.leading_zeros()
}

fn write_gaps(docs: impl Iterator<Item = u32>, k: u32, out: &mut BitWriter) {
    let mut next = 0;
    for doc in docs {
        out.rice(doc - next, k);
        next = doc + 1;
    }
}

/// Bits that the postings of a word take.
pub fn write_postings(term: &Term, root: &Root, out: &mut BitWriter) {
    let count = term.postings.len();
    out.gamma(count as u32 - 1);
    let cut = term.df as usize > count;
    out.bits(u32::from(cut), 1);
    if cut {
        out.gamma(term.df);
    }
    if count < GROUPED {
        let k = gap_width(root.room(), count as u32);
        let mut next = 0;
        for posting in &term.postings {
            out.rice(posting.doc - next, k);
            out.bits(u32::from(posting.level), 4);
            next = posting.doc + 1;
        }
    } else {
        write_groups(&term.postings, root, out);
    }
    let sections = &term.postings[..count.min(SECTIONED)];
    let any = sections.iter().any(|p| p.section > 0);
    out.bits(u32::from(any), 1);
    if any {
        sections.iter().for_each(|p| out.rice(u32::from(p.section), 1));
    }
}

fn write_groups(postings: &[Posting], root: &Root, out: &mut BitWriter) {
    let mut left = postings.len();
    for level in (0..LEVELS as u8).rev() {
        if left == 0 {
            break;
        }
        let group = postings.iter().filter(|p| p.level == level);
        let count = group.clone().count();
        out.gamma(count as u32);
        write_gaps(group.map(|p| p.doc), gap_width(root.room(), count as u32), out);
        left -= count;
    }
}

fn read_postings(root: &Root, bits: &mut BitReader<'_>) -> (u32, Vec<Posting>) {
    let count = bits.gamma() + 1;
    let df = if bits.bits(1) == 1 { bits.gamma() } else { count };
    let count = count.min(root.n);
    let mut postings = Vec::with_capacity(count as usize);
    if (count as usize) < GROUPED {
        let k = gap_width(root.room(), count);
        let mut next = 0_u32;
        for _ in 0..count {
            let doc = next.saturating_add(bits.rice(k));
            postings.push(Posting { doc, level: bits.bits(4) as u8, section: 0 });
            next = doc.saturating_add(1);
        }
    } else {
        read_groups(count, root.room(), bits, &mut postings);
    }
    if bits.bits(1) == 1 {
        postings.iter_mut().take(SECTIONED).for_each(|p| p.section = bits.rice(1).min(255) as u8);
    }
    (df, postings)
}

fn read_groups(count: u32, room: u32, bits: &mut BitReader<'_>, postings: &mut Vec<Posting>) {
    let mut left = count;
    for level in (0..LEVELS as u8).rev() {
        if left == 0 {
            break;
        }
        let group = bits.gamma().min(left);
        for doc in read_gaps(group, gap_width(room, group), bits) {
            postings.push(Posting { doc, level, section: 0 });
        }
        left -= group;
    }
}

fn read_gaps(count: u32, k: u32, bits: &mut BitReader<'_>) -> Vec<u32> {
    let mut next = 0_u32;
    (0..count)
        .map(|_| {
            let doc = next.saturating_add(bits.rice(k));
            next = doc.saturating_add(1);
            doc
        })
        .collect()
}

/// The bits of a list of words.
pub fn write_list(words: &[&str], letters: &Letters) -> String {
    let mut out = BitWriter::default();
    let mut writer = WordWriter { letters, before: Vec::new() };
    out.gamma(words.len() as u32);
    words.iter().for_each(|word| writer.write(word, &mut out));
    out.finish()
}

/// The words of a list; `None` where the bits are not those of a whole one.
pub fn read_list(bits: &str, letters: &Letters) -> Option<Vec<String>> {
    let mut bits = BitReader::new(bits);
    let mut before = Vec::new();
    let mut words = Vec::new();
    for _ in 0..bits.gamma() {
        if bits.is_done() {
            break;
        }
        words.push(read_word(letters, &mut before, &mut bits));
    }
    bits.is_whole().then_some(words)
}

/// Writes a set of articles.
pub fn write_set(docs: &[u32], room: u32, out: &mut BitWriter) {
    out.gamma(docs.len() as u32);
    write_gaps(docs.iter().copied(), gap_width(room, docs.len() as u32), out);
}

/// Reads a set of articles.
pub fn read_set(room: u32, bits: &mut BitReader<'_>) -> Vec<u32> {
    let count = bits.gamma().min(room);
    read_gaps(count, gap_width(room, count), bits)
}

/// Which version tag a file's address carries: that of its number.
pub fn tag_of(path: &str) -> usize {
    let digits: String = path.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<usize>().unwrap_or_default() % TAGS
}
