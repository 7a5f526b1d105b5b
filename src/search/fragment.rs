//! One article's part of the index: [Vocabulary::count] counts its words by field, with no knowledge of any other article.
//!
//! Steps: cut each field's text into runs of word characters; find the stems of each run, which a thread folds and stems
//! when it first meets it (`Forms`); count them (`Counter`); pack what was counted into bytes.

use super::card::Card;
use super::document::Document;
use super::packed::{Counted, Packed};
use super::vocabulary::Vocabulary;
use super::{stem, token};
use crate::base::fasthash::FastMap;
use crate::base::fold;
use rust_stemmers::Stemmer;
use std::cell::RefCell;

/// The fields that words are counted in.
pub const FIELDS: usize = 4;

/// Which field a word stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The question.
    Question,
    /// The answer and the text of sections.
    Text,
    /// Headings and topics.
    Heading,
    /// Titles, authors and identifiers of sources.
    Source,
}

/// One article's part of the index. Made by [Vocabulary::count], used up by [merge](mod@super::merge).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragment {
    /// What a result shows.
    pub(super) card: Card,
    /// Words in each field.
    pub(super) lengths: [u32; FIELDS],
    /// Its stems, by their numbers in the vocabulary.
    pub(super) words: Packed,
    /// Stems of the question.
    pub(super) question: Box<[u32]>,
    /// The first form that each of them has there, with a space behind.
    pub(super) forms: Box<str>,
}

impl Vocabulary {
    /// Counts the words of one article. Cost is linear in its text.
    pub fn count(&self, document: &Document) -> Fragment {
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.prepare(self);
            let Scratch { langs, counter, steps, .. } = scratch;
            let forms = forms(langs, &document.lang);
            counter.begin();
            Reading { vocabulary: self, forms, counter, steps }.document(document);
            Fragment { card: Card::of(document), ..counter.finish(forms) }
        })
    }
}

/// How often a stem occurs, and where.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    fields: [u8; FIELDS],
    section: u8,
    in_section: u8,
    best: u8,
    in_best: u8,
}

impl Count {
    fn add(&mut self, field: Field, section: u8) {
        let slot = &mut self.fields[field as usize];
        *slot = slot.saturating_add(1);
        let weight = match field {
            Field::Text => 1,
            Field::Heading if section > 0 => 2,
            _ => return,
        };
        if self.section != section {
            (self.section, self.in_section) = (section, 0);
        }
        self.in_section = self.in_section.saturating_add(weight);
        if self.in_section > self.in_best {
            (self.best, self.in_best) = (section, self.in_section);
        }
    }
}

/// A stem of the article, with the pair that it was first met as.
struct Term {
    stem: u32,
    pair: u32,
    count: Count,
}

/// Where a stem is among the terms of the last article that had it.
#[derive(Clone, Copy, Default)]
struct Seen {
    article: u32,
    at: u32,
}

/// The terms of an article while they are counted, in the order of its text.
#[derive(Default)]
struct Counter {
    terms: Vec<Term>,
    /// By stem.
    seen: Vec<Seen>,
    /// Articles counted so far.
    articles: u32,
    lengths: [u32; FIELDS],
    space: Vec<u8>,
}

impl Counter {
    fn begin(&mut self) {
        self.articles += 1;
        self.terms.clear();
        self.lengths = [0; FIELDS];
    }

    fn add(&mut self, stem: u32, pair: u32, field: Field, section: u8) {
        let place = stem as usize;
        if place >= self.seen.len() {
            self.seen.resize((place + 1).next_power_of_two(), Seen::default());
        }
        let seen = &mut self.seen[place];
        if seen.article != self.articles {
            *seen = Seen { article: self.articles, at: self.terms.len() as u32 };
            self.terms.push(Term { stem, pair, count: Count::default() });
        }
        self.terms[seen.at as usize].count.add(field, section);
    }

    fn finish(&mut self, met: &Forms) -> Fragment {
        let counted = |t: &Term| Counted { term: t.stem, counts: t.count.fields, section: t.count.best };
        let words = Packed::of(self.terms.iter().map(counted), &mut self.space);
        // The question is read first, so a stem of it was first met there.
        let asked = self.terms.iter().filter(|term| term.count.fields[Field::Question as usize] > 0);
        let question = asked.clone().map(|term| term.stem).collect();
        let mut forms = String::new();
        for term in asked {
            forms.push_str(&met.pairs[term.pair as usize].form);
            forms.push(' ');
        }
        Fragment { card: Card::default(), lengths: self.lengths, words, question, forms: forms.into() }
    }
}

/// An article while it is read.
struct Reading<'s> {
    vocabulary: &'s Vocabulary,
    forms: &'s mut Forms,
    counter: &'s mut Counter,
    steps: &'s mut Steps,
}

/// What each step of [Reading::text] gives to the next.
#[derive(Default)]
struct Steps {
    runs: Vec<(token::Run, Option<u128>)>,
    known: Vec<Known>,
}

impl Reading<'_> {
    fn document(&mut self, document: &Document) {
        self.text(&document.title, Field::Question, 0);
        self.text(&document.answer, Field::Text, 0);
        for (section, number) in document.sections.iter().zip((1..=u8::MAX).chain(std::iter::repeat(0))) {
            self.text(&section.heading, Field::Heading, number);
            self.text(&section.text, Field::Text, number);
        }
        for topic in &document.topics {
            self.text(topic, Field::Heading, 0);
        }
        let mut identifiers = Vec::new();
        for source in &document.sources {
            self.text(&source.title, Field::Source, 0);
            self.text(&source.authors, Field::Source, 0);
            for identifier in &source.identifiers {
                match token::identifier(identifier) {
                    Some(word) => identifiers.push(word),
                    None => self.text(identifier, Field::Source, 0),
                }
            }
        }
        for word in identifiers {
            let pair = self.forms.identifier(&word, self.vocabulary);
            self.counter.add(self.forms.pairs[pair as usize].stem, pair, Field::Source, 0);
        }
    }

    fn text(&mut self, text: &str, field: Field, section: u8) {
        let Self { vocabulary, forms, counter, steps: Steps { runs, known } } = self;
        // A step at a time for all runs: what is looked up for one waits for no other's, and memory answers for several at once.
        runs.clear();
        token::runs(text, |run| runs.push((run, token::key(text, run))));
        counter.lengths[field as usize] += runs.len() as u32;
        known.clear();
        known.extend(runs.iter().map(|(run, key)| forms.known(&text[run.start..run.end], *key, vocabulary)));
        for Known { start, end, stem } in known.iter().filter(|known| known.start < known.end) {
            counter.add(*stem, *start, field, section);
            for pair in start + 1..*end {
                counter.add(forms.pairs[pair as usize].stem, pair, field, section);
            }
        }
    }
}

/// A word form with the number of its stem.
struct Pair {
    stem: u32,
    form: Box<str>,
}

/// Where a run has its pairs, usually one, many for scripts without spaces; and the stem of the first.
#[derive(Debug, Clone, Copy)]
struct Known {
    start: u32,
    end: u32,
    stem: u32,
}

/// Runs of word characters that this thread met in one language: each is cut, folded and stemmed once.
#[derive(Default)]
struct Forms {
    stemmer: Option<Stemmer>,
    /// Those that fit into a [token::key].
    short: FastMap<u128, Known>,
    /// All others.
    long: FastMap<Box<str>, Known>,
    pairs: Vec<Pair>,
    folded: String,
}

impl Forms {
    /// What is known of a run with this [token::key].
    fn known(&mut self, word: &str, key: Option<u128>, vocabulary: &Vocabulary) -> Known {
        let Some(key) = key else {
            if let Some(known) = self.long.get(word) {
                return *known;
            }
            let learnt = self.learn(word, vocabulary);
            self.long.insert(word.into(), learnt);
            return learnt;
        };
        if let Some(known) = self.short.get(&key) {
            return *known;
        }
        let learnt = self.learn(word, vocabulary);
        self.short.insert(key, learnt);
        learnt
    }

    #[cold]
    fn learn(&mut self, run: &str, vocabulary: &Vocabulary) -> Known {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        fold::search(run, &mut folded);
        let stem = self.stem(run);
        let start = self.pairs.len() as u32;
        token::words(&folded, |word| {
            let whole = word.len() == folded.len() || word.len() == token::cut(&folded).len();
            let stem = stem.as_deref().filter(|_| whole).unwrap_or(word);
            self.pairs.push(Pair { stem: vocabulary.learn(stem, word), form: word.into() });
        });
        self.folded = folded;
        self.known_at(start)
    }

    /// A run whose pairs are all from `start` on.
    fn known_at(&self, start: u32) -> Known {
        Known { start, end: self.pairs.len() as u32, stem: self.pairs.get(start as usize).map_or(0, |pair| pair.stem) }
    }

    /// The pair of an identifier's word, which is its own stem.
    fn identifier(&mut self, word: &str, vocabulary: &Vocabulary) -> u32 {
        if let Some(known) = self.long.get(word) {
            return known.start;
        }
        let pair = self.pairs.len() as u32;
        self.pairs.push(Pair { stem: vocabulary.learn(word, word), form: word.into() });
        self.long.insert(word.into(), self.known_at(pair));
        pair
    }

    /// The folded stem of a run; `None` where it has none. Snowball wants the accents, so folding comes after.
    fn stem(&self, run: &str) -> Option<String> {
        let lower = if run.is_ascii() { run.to_ascii_lowercase() } else { fold::nfc(run).to_lowercase() };
        let stemmed = self.stemmer.as_ref()?.stem(token::cut(&lower));
        let mut out = String::with_capacity(stemmed.len());
        fold::search(&stemmed, &mut out);
        out.truncate(token::cut(&out).len());
        (!out.is_empty() && !out.chars().any(|c| token::is_dense(c) || !token::is_word(c))).then_some(out)
    }
}

/// What a thread keeps between articles: a cache that no result depends on, emptied when it has grown.
#[derive(Default)]
struct Scratch {
    /// Which vocabulary the numbers are of.
    vocabulary: u64,
    langs: Vec<(String, Forms)>,
    counter: Counter,
    steps: Steps,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Runs a thread remembers for a language before it starts anew (a few megabytes).
const REMEMBERED: usize = 100_000;
/// Languages a thread remembers before it starts anew.
const LANGUAGES: usize = 40;

impl Scratch {
    fn prepare(&mut self, vocabulary: &Vocabulary) {
        if self.vocabulary != vocabulary.number() {
            *self = Self { vocabulary: vocabulary.number(), ..Self::default() };
        }
    }
}

/// What is known of a language.
fn forms<'s>(langs: &'s mut Vec<(String, Forms)>, lang: &str) -> &'s mut Forms {
    let at = langs.iter().position(|(known, _)| known == lang).unwrap_or_else(|| {
        if langs.len() > LANGUAGES {
            langs.clear();
        }
        langs.push((lang.to_owned(), Forms { stemmer: stem::for_lang(lang), ..Forms::default() }));
        langs.len() - 1
    });
    let forms = &mut langs[at].1;
    if forms.pairs.len() > REMEMBERED {
        *forms = Forms { stemmer: forms.stemmer.take(), ..Forms::default() };
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::DocSource;

    #[test]
    fn an_identifier_that_two_sources_have_is_one_word_of_the_article() {
        let source = DocSource { identifiers: vec!["10.1000/x".into()], ..DocSource::default() };
        let document = Document { sources: vec![source.clone(), source], ..Document::default() };
        let counted: Vec<Counted> = Vocabulary::default().count(&document).words.iter().collect();
        assert_eq!(counted.iter().map(|c| c.counts).collect::<Vec<_>>(), [[0, 0, 0, 2]]);
    }

    #[test]
    fn what_a_thread_remembers_of_another_vocabulary_is_not_taken() {
        let document = |title: &str| Document { title: title.into(), lang: "en".into(), ..Document::default() };
        let (first, second) = (Vocabulary::default(), Vocabulary::default());
        first.count(&document("Noise sleep"));
        let fragment = second.count(&document("Sleep"));
        assert_eq!((&*fragment.question, &*fragment.forms), (&[0_u32][..], "sleep "));
        assert_eq!(second.into_stems().len(), 1);
    }
}
