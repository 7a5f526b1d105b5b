//! One article's part of the index: [fragment] counts its words by field, with no knowledge of any other article.
//!
//! Steps: cut each field's text into runs of word characters and count the distinct runs (`Tally`); fold and stem each
//! distinct run once (`Forms`, remembered per thread); sum up by stem; pack into bytes, since 50,000 articles' parts
//! are alive at the same time.

use super::card::Card;
use super::document::Document;
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

/// One article's part of the index, packed. Made by [fragment], used up by [merge](mod@super::merge).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragment {
    /// What a result shows.
    pub(super) card: Card,
    /// Words in each field.
    pub(super) lengths: [u32; FIELDS],
    pub(super) packed: Vec<u8>,
}

/// A stem of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted<'a> {
    /// The stem.
    pub stem: &'a str,
    /// How often in each field, at most 255.
    pub counts: [u8; FIELDS],
    /// The section that has it most: 0 for the answer, n for the n-th.
    pub section: u8,
}

/// Counts the words of one article. Pure; cost is linear in its text.
pub fn fragment(document: &Document) -> Fragment {
    let mut tally = Tally::default();
    tally.document(document);
    let mut packed = Vec::new();
    SCRATCH.with_borrow_mut(|scratch| scratch.forms(&document.lang).pack(&tally, &mut packed));
    packed.shrink_to_fit();
    Fragment { card: Card::of(document), lengths: tally.lengths, packed }
}

impl Fragment {
    /// Calls `term` with each stem, in the order of the text, and after it `form` with each of its word forms.
    pub(super) fn each<'a>(&'a self, mut visit: impl FnMut(Counted<'a>, &mut dyn Iterator<Item = &'a str>)) {
        let mut rest = self.packed.as_slice();
        while let [length, forms, section, a, b, c, d, tail @ ..] = rest {
            let Some((stem, tail)) = tail.split_at_checked(usize::from(*length)) else { return };
            rest = tail;
            let counted = Counted { stem: text(stem), counts: [*a, *b, *c, *d], section: *section };
            let mut surfaces = (0..*forms).map_while(|_| {
                let (length, tail) = rest.split_first()?;
                let (form, tail) = tail.split_at_checked(usize::from(*length))?;
                rest = tail;
                Some(text(form))
            });
            visit(counted, &mut surfaces);
            surfaces.by_ref().for_each(drop);
        }
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// How often a run of word characters occurs, and where.
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

    fn join(&mut self, other: &Self) {
        for (slot, more) in self.fields.iter_mut().zip(other.fields) {
            *slot = slot.saturating_add(more);
        }
        if other.in_best > self.in_best {
            (self.best, self.in_best) = (other.best, other.in_best);
        }
    }
}

/// The distinct runs of an article with their counts, in the order of the text.
#[derive(Default)]
struct Tally<'a> {
    index: FastMap<&'a str, u32>,
    runs: Vec<(&'a str, Count)>,
    identifiers: Vec<String>,
    lengths: [u32; FIELDS],
}

impl<'a> Tally<'a> {
    fn document(&mut self, document: &'a Document) {
        self.index.reserve(512);
        self.text(&document.title, Field::Question, 0);
        self.text(&document.answer, Field::Text, 0);
        for (section, number) in document.sections.iter().zip((1..=u8::MAX).chain(std::iter::repeat(0))) {
            self.text(&section.heading, Field::Heading, number);
            self.text(&section.text, Field::Text, number);
        }
        for topic in &document.topics {
            self.text(topic, Field::Heading, 0);
        }
        for source in &document.sources {
            self.text(&source.title, Field::Source, 0);
            self.text(&source.authors, Field::Source, 0);
            for identifier in &source.identifiers {
                match token::identifier(identifier) {
                    Some(word) => self.identifiers.push(word),
                    None => self.text(identifier, Field::Source, 0),
                }
            }
        }
    }

    fn text(&mut self, text: &'a str, field: Field, section: u8) {
        for run in text.split(|c: char| !token::is_word(c)).filter(|run| !run.is_empty()) {
            self.lengths[field as usize] += 1;
            let next = self.runs.len() as u32;
            let at = *self.index.entry(run).or_insert(next);
            if at == next {
                self.runs.push((run, Count::default()));
            }
            self.runs[at as usize].1.add(field, section);
        }
    }
}

/// What one run of word characters is looked up by: usually one pair, many for scripts without spaces.
type Pairs = Vec<(Box<str>, Box<str>)>;

/// Word forms and stems met by this thread in one language.
struct Forms {
    stemmer: Option<Stemmer>,
    known: FastMap<Box<str>, Pairs>,
    folded: String,
}

/// What a thread keeps between articles: a cache that no result depends on, emptied when it has grown.
#[derive(Default)]
struct Scratch {
    langs: Vec<(String, Forms)>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Word forms a thread remembers for a language before it starts anew (a few megabytes).
const REMEMBERED: usize = 100_000;

impl Scratch {
    fn forms(&mut self, lang: &str) -> &mut Forms {
        let at = self.langs.iter().position(|(known, _)| known == lang).unwrap_or_else(|| {
            if self.langs.len() > 40 {
                self.langs.clear();
            }
            let forms = Forms { stemmer: stem::for_lang(lang), known: FastMap::default(), folded: String::new() };
            self.langs.push((lang.to_owned(), forms));
            self.langs.len() - 1
        });
        let forms = &mut self.langs[at].1;
        if forms.known.len() > REMEMBERED {
            forms.known.clear();
        }
        forms
    }
}

/// A stem of the article with the word forms it was met in.
struct Term<'a> {
    stem: &'a str,
    forms: Vec<&'a str>,
    count: Count,
}

impl Forms {
    fn pack(&mut self, tally: &Tally<'_>, out: &mut Vec<u8>) {
        for (run, _) in &tally.runs {
            self.learn(run);
        }
        let mut index: FastMap<&str, usize> = FastMap::default();
        index.reserve(tally.runs.len());
        let mut terms: Vec<Term<'_>> = Vec::with_capacity(tally.runs.len());
        for (run, count) in &tally.runs {
            for (form, stem) in self.known.get(*run).into_iter().flatten() {
                let at = *index.entry(stem).or_insert(terms.len());
                if at == terms.len() {
                    terms.push(Term { stem, forms: Vec::with_capacity(1), count: Count::default() });
                }
                terms[at].count.join(count);
                if !terms[at].forms.contains(&&**form) {
                    terms[at].forms.push(form);
                }
            }
        }
        for term in &terms {
            term.pack(out);
        }
        for word in &tally.identifiers {
            let count = Count { fields: [0, 0, 0, 1], ..Count::default() };
            Term { stem: word, forms: vec![word], count }.pack(out);
        }
    }

    /// Sees to it that `run` is known.
    fn learn(&mut self, run: &str) {
        if self.known.contains_key(run) {
            return;
        }
        self.folded.clear();
        fold::search(run, &mut self.folded);
        let mut pairs = Pairs::new();
        let stem = self.stem(run);
        token::words(&self.folded, |word| {
            let whole = word.len() == self.folded.len() || word.len() == token::cut(&self.folded).len();
            let stem = stem.as_deref().filter(|_| whole).unwrap_or(word);
            pairs.push((word.into(), stem.into()));
        });
        self.known.insert(run.into(), pairs);
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

impl Term<'_> {
    fn pack(&self, out: &mut Vec<u8>) {
        let forms = self.forms.len().min(255);
        let Count { fields: [a, b, c, d], best, .. } = self.count;
        out.extend([self.stem.len() as u8, forms as u8, best, a, b, c, d]);
        out.extend(self.stem.as_bytes());
        for form in &self.forms[..forms] {
            out.push(form.len() as u8);
            out.extend(form.as_bytes());
        }
    }
}
