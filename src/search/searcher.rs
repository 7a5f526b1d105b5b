//! Answers a question from the index's files: [open], then [Searcher::search]. `client.js` is this file in JavaScript.
//!
//! Steps: words of the question; the shards they lie in; what each word stands for ([repair]); for misspelt ones the
//! repair lists and the shards of what they meant; scores; filters; the cards of the best.

use super::bits::BitReader;
use super::card::Card;
use super::format::{self, Letters, Root, Term};
use super::repair::{self, Meaning};
use super::setting::{rarity, worth};
use super::{filter, partition, token};
use crate::base::fold;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a search may be limited to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// A topic, as typed.
    pub topic: Option<String>,
    /// A year.
    pub year: Option<String>,
    /// A verdict (`yes`, `no`, …).
    pub verdict: Option<String>,
}

/// How to search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Most hits.
    pub limit: usize,
    /// Only articles in this language.
    pub lang: Option<String>,
    /// Only articles with these properties.
    pub filters: Filters,
}

impl Default for Options {
    fn default() -> Self {
        Self { limit: 10, lang: None, filters: Filters::default() }
    }
}

/// An article that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its card.
    pub card: Card,
    /// Its score: only its order matters.
    pub score: u32,
    /// Its sections that have the words, best first: index into the card's sections, and score.
    pub sections: Vec<(usize, u32)>,
    /// Word forms that were looked for, folded: what to mark.
    pub marks: Vec<String>,
}

/// Sections that a hit names.
const SECTIONS: usize = 3;
/// Candidates of a repair that are looked up.
const TRIES: usize = 2;

/// An open index.
pub struct Searcher<R> {
    read: R,
    root: Root,
    stamp: String,
    letters: Letters,
    words: Vec<Vec<u16>>,
    back: Vec<Vec<u16>>,
    /// The number of the first card of each word shard.
    firsts: Vec<u32>,
    stop: BTreeSet<String>,
    ends: Vec<String>,
}

/// Opens an index whose files `read` gives by their path under the index's folder.
/// `None` where there is no root, or one of another version.
pub fn open<R: Fn(&str) -> Option<Vec<u8>>>(read: R) -> Option<Searcher<R>> {
    let bytes = read("root.js")?;
    let (stamp, body) = format::unframe(&bytes, "root")?;
    let root: Root = serde_json::from_str(body).ok()?;
    let words = |list: &str| list.split_whitespace().map(String::from).collect::<Vec<_>>();
    Some(Searcher {
        stamp: stamp.to_owned(),
        letters: Letters::new(&root.letters),
        words: format::front_decode(&root.words),
        back: format::front_decode(&root.back),
        firsts: firsts(&root),
        stop: words(&root.stop).into_iter().collect(),
        ends: words(&root.ends),
        root,
        read,
    })
}

fn firsts(root: &Root) -> Vec<u32> {
    let mut bits = BitReader::new(&root.cards);
    let mut next = 0_u32;
    let mut firsts = Vec::new();
    while !bits.is_done() {
        firsts.push(next);
        next = next.saturating_add(bits.gamma());
    }
    firsts
}

/// The words of a question, each once, and whether the last may be half typed.
fn question(query: &str) -> (Vec<String>, bool) {
    let mut words: Vec<String> = Vec::new();
    let mut rest = String::new();
    let mut open = false;
    for piece in query.split_whitespace() {
        match token::identifier(piece) {
            Some(word) => words.push(word),
            None => {
                fold::search(piece, &mut rest);
                rest.push(' ');
            }
        }
        open = token::identifier(piece).is_none();
    }
    token::words(&rest, |word| words.push(word.to_owned()));
    let mut seen = BTreeSet::new();
    let last = words.last().cloned();
    words.retain(|word| seen.insert(word.clone()));
    let typed = query.chars().next_back().is_some_and(|c| token::is_word(c) && !token::is_dense(c));
    let stays = last == words.last().cloned();
    (words, open && typed && stays)
}

/// What one word of the question adds: each article once, with score and section.
type Found = BTreeMap<u32, (u32, u8)>;

impl<R: Fn(&str) -> Option<Vec<u8>>> Searcher<R> {
    /// The articles that answer `query` best, best first.
    pub fn search(&self, query: &str, options: &Options) -> Vec<Hit> {
        let (mut words, open) = question(query);
        let telling = |word: &String| !self.stop.contains(word);
        let last = words.last().cloned().filter(|_| open);
        if words.iter().any(telling) {
            words.retain(|word| telling(word));
        }
        let mut marks = BTreeSet::new();
        let found: Vec<Found> = words.iter().map(|word| self.word(word, last.as_ref() == Some(word), &mut marks)).collect();
        let mut ranked: Vec<(u32, u32)> = Vec::from_iter(total(&found));
        if let Some(allowed) = self.allowed(options) {
            ranked.retain(|(doc, _)| allowed.contains(doc));
        }
        ranked.sort_by_key(|(doc, score)| (std::cmp::Reverse(*score), *doc));
        ranked.truncate(options.limit);
        let marks: Vec<String> = marks.into_iter().collect();
        ranked.into_iter().filter_map(|(doc, score)| self.hit(doc, score, &found, &marks)).collect()
    }

    /// The JSON body of a file of this index.
    fn body(&self, path: &str) -> Option<String> {
        let bytes = (self.read)(&format!("{path}.js"))?;
        let (stamp, body) = format::unframe(&bytes, path)?;
        (stamp == self.stamp).then(|| body.to_owned())
    }

    /// The values of a file after its head.
    fn values(&self, path: &str) -> Option<Vec<Value>> {
        serde_json::from_str(&format!("[{}]", self.body(path)?)).ok()
    }

    fn bits(&self, path: &str) -> Option<String> {
        self.values(path)?.first()?.as_str().map(String::from)
    }

    fn shard(&self, word: &str) -> Vec<Term> {
        let at = partition::place(&self.words, &partition::units(word));
        self.bits(&format!("w/{at}")).map_or_else(Vec::new, |bits| format::read_words(&bits, &self.root))
    }

    fn word(&self, word: &str, open: bool, marks: &mut BTreeSet<String>) -> Found {
        let mut terms = self.shard(word);
        let mut meanings = self.meanings(word, open, &terms);
        if meanings.is_empty() && !word.starts_with('#') {
            let near = repair::nearest(word, &terms);
            match self.repaired(word, near.map_or(u32::MAX, |(errors, _)| errors)) {
                Some((others, meaning)) => (terms, meanings) = (others, vec![meaning]),
                None => meanings.extend(near.map(|(_, meaning)| meaning)),
            }
        }
        let df = meanings.iter().map(|m| terms[m.term].df).sum();
        let rarity = rarity(self.root.n, df);
        let mut found = Found::new();
        for meaning in meanings {
            let term = &terms[meaning.term];
            marks.extend(term.forms.iter().cloned());
            for posting in &term.postings {
                let score = rarity * worth(posting.level) * meaning.weight / 16;
                let best = found.entry(posting.doc).or_default();
                if score > best.0 {
                    *best = (score, posting.section);
                }
            }
        }
        found
    }

    fn meanings(&self, word: &str, open: bool, terms: &[Term]) -> Vec<Meaning> {
        let mut meanings = repair::exact(word, terms);
        if meanings.is_empty() && open {
            meanings = repair::completed(word, terms);
        }
        if meanings.is_empty() {
            meanings = repair::inflected(word, terms, &self.ends);
        }
        meanings
    }

    /// What the repair list offers with fewer errors than `errors`: the shard it lies in and the meaning.
    fn repaired(&self, word: &str, errors: u32) -> Option<(Vec<Term>, Meaning)> {
        if errors <= 1 || word.chars().count() < 4 {
            return None;
        }
        let backwards = partition::units(&word.chars().rev().collect::<String>());
        let at = partition::place(&self.back, &backwards);
        let list = format::read_list(&self.bits(&format!("r/{at}"))?, &self.letters);
        let (least, words) = repair::candidates(word, &list);
        if least >= errors {
            return None;
        }
        let look = |known: &String| {
            let terms = self.shard(known);
            let meaning = repair::exact(known, &terms).into_iter().next()?;
            Some((terms, Meaning { weight: repair::weight(least), ..meaning }))
        };
        let df = |(terms, meaning): &(Vec<Term>, Meaning)| terms[meaning.term].df;
        words.iter().take(TRIES).filter_map(look).reduce(|best, next| if df(&next) > df(&best) { next } else { best })
    }

    /// The articles that the filters let through; `None` for all.
    fn allowed(&self, options: &Options) -> Option<BTreeSet<u32>> {
        let Filters { topic, year, verdict } = &options.filters;
        let wanted = [("topic", topic), ("year", year), ("verdict", verdict), ("lang", &options.lang)];
        let mut allowed: Option<BTreeSet<u32>> = None;
        for (kind, value) in wanted {
            let Some(value) = value else { continue };
            let set = self.set(kind, value).unwrap_or_default();
            allowed = Some(allowed.map_or_else(|| set.clone(), |before| &before & &set));
        }
        allowed
    }

    fn set(&self, kind: &str, name: &str) -> Option<BTreeSet<u32>> {
        let values: filter::Values = serde_json::from_str(&self.body("filters")?).ok()?;
        let value = values.get(kind)?.iter().find(|value| value.0 == name)?;
        let bits = self.bits(&format!("f/{}", value.2))?;
        Some(filter::set_at(&bits, value.3, self.root.n).into_iter().collect())
    }

    fn hit(&self, doc: u32, score: u32, found: &[Found], marks: &[String]) -> Option<Hit> {
        let home = self.firsts.partition_point(|first| *first <= doc).checked_sub(1)?;
        let values = self.values(&format!("w/{home}"))?;
        let card = Card::from_row(values.get(1)?.get((doc - self.firsts[home]) as usize)?, &self.root.lang);
        let mut sections: BTreeMap<usize, u32> = BTreeMap::new();
        for (score, section) in found.iter().filter_map(|found| found.get(&doc)).filter(|(_, section)| *section > 0) {
            *sections.entry(usize::from(*section) - 1).or_default() += score;
        }
        let mut sections: Vec<_> = sections.into_iter().filter(|(at, _)| *at < card.sections.len()).collect();
        sections.sort_by_key(|(at, score)| (std::cmp::Reverse(*score), *at));
        sections.truncate(SECTIONS);
        Some(Hit { card, score, sections, marks: marks.to_vec() })
    }
}

fn total(found: &[Found]) -> BTreeMap<u32, u32> {
    let mut scores = BTreeMap::new();
    for (doc, (score, _)) in found.iter().flatten() {
        *scores.entry(*doc).or_default() += score;
    }
    scores
}
