//! Answers a question from the index's files: [open], then [Searcher::search]. `client.js` is this file in JavaScript.
//!
//! Steps: words of the question ([question](super::question)); the shards they lie in ([reading](super::reading));
//! what each word stands for ([repair]); for misspelt ones the repair lists and the shards of what they meant; scores;
//! filters; the cards of the best.

use super::card::Card;
use super::filter;
use super::format::Term;
use super::look::{self, Asked, LOOKED, look};
use super::question::{Question, dense};
use super::reading::{Damaged, Reading, damaged};
use super::repair::{self, Meaning};
use super::setting::{rarity, worth};
use std::cmp::Reverse;
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
/// Places that scores alone decide, and those below which they decide least.
const SURE: usize = 3;
const MIDDLE: usize = 6;
/// What an answer whose card is at hand is favoured by, in 16ths: above the middle, and below.
const HAND: u32 = 5;
const LOW: u32 = 7;
/// Answers beyond the limit that may be chosen for it.
const AMONG: usize = 60;

/// An open index.
pub struct Searcher<R> {
    files: Reading<R>,
    stop: BTreeSet<String>,
    common: Vec<String>,
    ends: Vec<String>,
}

/// Opens an index whose files `read` gives by their path under the index's folder.
pub fn open<R: Fn(&str) -> Option<Vec<u8>>>(read: R) -> Result<Searcher<R>, Damaged> {
    let files = Reading::open(read)?;
    let words = |list: &str| list.split_whitespace().map(String::from).collect::<Vec<_>>();
    let (stop, common, ends) = (words(&files.root.stop), words(&files.root.common), words(&files.root.ends));
    Ok(Searcher { stop: stop.into_iter().collect(), common, ends, files })
}

/// What one word of the question adds: each article once, with score and section.
type Scores = BTreeMap<u32, (u32, u8)>;

/// What one word of the question stands for.
#[derive(Default)]
struct Found {
    scores: Scores,
    forms: BTreeSet<String>,
    /// It was half typed.
    half: bool,
    /// Its list ends before all articles that have it.
    cut: bool,
    rarity: u32,
}

impl<R: Fn(&str) -> Option<Vec<u8>>> Searcher<R> {
    /// The articles that answer `query` best, best first.
    pub fn search(&self, query: &str, options: &Options) -> Result<Vec<Hit>, Damaged> {
        let question = Question::of(query);
        let words = question.telling(&self.stop, &self.common);
        let found: Vec<Found> = words.iter().map(|word| self.word(word, question.open.as_ref() == Some(word))).collect::<Result<_, _>>()?;
        let mut ranked: Vec<(u32, u32)> = Vec::from_iter(total(&found));
        if let Some(allowed) = self.allowed(options)? {
            ranked.retain(|(doc, _)| allowed.contains(doc));
        }
        ranked.sort_by_key(|(doc, score)| (Reverse(*score), *doc));
        let mut hand: BTreeSet<usize> = words.iter().map(|word| self.files.place(word)).collect();
        let best = self.choose(ranked, &mut hand, found.iter().any(|f| f.half), options.limit);
        let mut looked = Vec::new();
        for (doc, score) in best {
            let card = Card::from_row(&self.files.card(doc)?, &self.files.root.lang);
            looked.push((look(&card, score, &self.asked(&question.words, &words, &found, doc)), doc, card));
        }
        looked.sort_by_key(|(score, doc, _)| (Reverse(*score), *doc));
        looked.truncate(options.limit);
        let marks: BTreeSet<&String> = found.iter().flat_map(|found| &found.forms).collect();
        let marks: Vec<String> = marks.into_iter().cloned().collect();
        Ok(looked.into_iter().map(|(score, doc, card)| hit(doc, score, card, &found, &marks)).collect())
    }

    /// The answers to look at: the best `limit`, and those below whose cards are at hand then, too.
    ///
    /// Below the first three, an answer whose card is at hand goes before one that scores little more and would cost a
    /// request. A card lies with the most telling word of the answer's own question; one that is chosen brings others.
    fn choose(&self, mut ranked: Vec<(u32, u32)>, hand: &mut BTreeSet<usize>, half: bool, limit: usize) -> Vec<(u32, u32)> {
        let limit = limit.min(ranked.len());
        for at in SURE.min(limit)..limit {
            let more = if at < MIDDLE { HAND } else { LOW } + u32::from(half);
            hand.extend(ranked[..at].iter().map(|hit| self.files.home(hit.0)));
            let favoured = |(doc, score): &(u32, u32)| score / 16 * if hand.contains(&self.files.home(*doc)) { 16 + more } else { 16 };
            let among = at..ranked.len().min(AMONG + limit);
            let Some(best) = among.max_by_key(|i| (favoured(&ranked[*i]), Reverse(*i))) else { break };
            ranked[at..=best].rotate_right(1);
        }
        hand.extend(ranked[..limit].iter().map(|hit| self.files.home(hit.0)));
        let at_hand = |(at, hit): (usize, (u32, u32))| (at < limit || hand.contains(&self.files.home(hit.0))).then_some(hit);
        ranked.into_iter().take(LOOKED.max(limit)).enumerate().filter_map(at_hand).collect()
    }

    /// The question's words as they concern one article.
    fn asked<'a>(&self, all: &'a [String], words: &[String], found: &'a [Found], doc: u32) -> Vec<Asked<'a>> {
        let asked = |word: &'a String| match words.iter().position(|known| known == word).and_then(|at| found.get(at)) {
            Some(found) => Asked {
                forms: found.forms.iter().map(String::as_str).chain([word.as_str()]).collect(),
                rarity: found.rarity,
                counted: !found.cut || found.scores.contains_key(&doc),
                half: found.half,
            },
            None => {
                let rarity = if self.common.contains(word) { look::COMMON } else { look::STOP };
                Asked { forms: vec![word], rarity, counted: false, half: false }
            }
        };
        all.iter().map(asked).collect()
    }

    fn word(&self, word: &str, open: bool) -> Result<Found, Damaged> {
        let mut terms = self.files.shard(word)?;
        let mut meanings = repair::exact(word, &terms);
        let half = open && meanings.is_empty();
        if half {
            meanings = repair::completed(word, &terms);
        }
        if meanings.is_empty() {
            meanings = repair::inflected(word, &terms, &self.ends);
        }
        if meanings.is_empty() {
            (terms, meanings) = self.otherwise(word, half, terms)?;
        }
        let df = meanings.iter().map(|m| terms[m.term].df).fold(0, u32::saturating_add);
        let rarity = rarity(self.files.root.n, df);
        let cut = meanings.iter().any(|m| terms[m.term].df as usize > terms[m.term].postings.len());
        let mut found = Found { half, rarity, cut, ..Found::default() };
        for meaning in meanings {
            let term = &terms[meaning.term];
            found.forms.extend(term.forms.iter().cloned());
            for posting in &term.postings {
                let score = rarity * worth(posting.level) * meaning.weight / 16;
                let best = found.scores.entry(posting.doc).or_default();
                if score > best.0 {
                    *best = (score, posting.section);
                }
            }
        }
        Ok(found)
    }

    /// What a word that the index does not have may stand for: the characters of a pair, or a word nearly alike.
    fn otherwise(&self, word: &str, half: bool, mut terms: Vec<Term>) -> Result<(Vec<Term>, Vec<Meaning>), Damaged> {
        if word.starts_with('#') || dense(word) == 1 {
            return Ok((terms, Vec::new()));
        }
        if dense(word) > 1 {
            let mut meanings = Vec::new();
            for part in word.chars().map(String::from) {
                let (before, more) = (terms.len(), self.files.shard(&part)?);
                let parts = repair::exact(&part, &more).into_iter();
                meanings.extend(parts.map(|m| Meaning { term: before + m.term, weight: repair::PART }));
                terms.extend(more);
            }
            return Ok((terms, meanings));
        }
        let near = repair::nearest(word, &terms);
        let repaired = self.repaired(word, half, near.map_or(u32::MAX, |(errors, _)| errors))?;
        Ok(repaired.map_or_else(|| (terms, near.map(|(_, meaning)| meaning).into_iter().collect()), |(terms, one)| (terms, vec![one])))
    }

    /// What the repair list offers with fewer errors than `errors`: the shard it lies in and the meaning.
    fn repaired(&self, word: &str, half: bool, errors: u32) -> Result<Option<(Vec<Term>, Meaning)>, Damaged> {
        if errors <= 1 || word.encode_utf16().count() < if half { 6 } else { 4 } {
            return Ok(None);
        }
        let (least, words) = repair::candidates(word, &self.files.list(word)?);
        if least >= errors {
            return Ok(None);
        }
        let mut best: Option<(Vec<Term>, Meaning)> = None;
        for known in words.iter().take(TRIES) {
            let terms = self.files.shard(known)?;
            let Some(meaning) = repair::exact(known, &terms).into_iter().next() else { continue };
            if best.as_ref().is_none_or(|(known, m)| terms[meaning.term].df > known[m.term].df) {
                best = Some((terms, Meaning { weight: repair::weight(least), ..meaning }));
            }
        }
        Ok(best)
    }

    /// The articles that the filters let through; `None` for all.
    fn allowed(&self, options: &Options) -> Result<Option<BTreeSet<u32>>, Damaged> {
        let Filters { topic, year, verdict } = &options.filters;
        let wanted = [("topic", topic), ("year", year), ("verdict", verdict), ("lang", &options.lang)];
        let mut allowed: Option<BTreeSet<u32>> = None;
        for (kind, value) in wanted {
            let Some(value) = value else { continue };
            let set = self.set(kind, value)?;
            allowed = Some(allowed.map_or_else(|| set.clone(), |before| &before & &set));
        }
        Ok(allowed)
    }

    fn set(&self, kind: &str, name: &str) -> Result<BTreeSet<u32>, Damaged> {
        let body = self.files.body("filters")?;
        let values: filter::Values = serde_json::from_str(&body).map_err(|_| damaged("filters", false))?;
        let value = values.get(kind).and_then(|values| values.iter().find(|value| value.0 == name));
        let Some(value) = value else { return Ok(BTreeSet::new()) };
        let bits = self.files.bits(&format!("f/{}", value.2))?;
        Ok(filter::set_at(&bits, value.3, self.files.root.room()).into_iter().collect())
    }
}

fn hit(doc: u32, score: u32, card: Card, found: &[Found], marks: &[String]) -> Hit {
    let mut sections: BTreeMap<usize, u32> = BTreeMap::new();
    for (score, section) in found.iter().filter_map(|found| found.scores.get(&doc)).filter(|(_, section)| *section > 0) {
        *sections.entry(usize::from(*section) - 1).or_default() += score;
    }
    let mut sections: Vec<_> = sections.into_iter().filter(|(at, _)| *at < card.sections.len()).collect();
    sections.sort_by_key(|(at, score)| (Reverse(*score), *at));
    sections.truncate(SECTIONS);
    Hit { card, score, sections, marks: marks.to_vec() }
}

fn total(found: &[Found]) -> BTreeMap<u32, u32> {
    let mut scores = BTreeMap::new();
    for (doc, (score, _)) in found.iter().flat_map(|found| &found.scores) {
        *scores.entry(*doc).or_default() += score;
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_that_is_not_there_is_told() {
        let missing = open(|_: &str| None).err();
        assert_eq!(missing.map(|d| d.to_string()), Some("root.js of the search index is missing".to_owned()));
    }
}
