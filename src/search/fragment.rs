//! One article's part of the index: [fragment] counts its words by field, with no knowledge of any other article.
//!
//! Steps: cut each field's text into runs of word characters and count the distinct runs (`Tally`); fold and stem each
//! distinct run once (`Forms`, remembered per thread); sum up by stem; pack into bytes.

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
    let mut packed = Vec::with_capacity(8 * 1024);
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

/// Word forms and stems met by this thread in one language, by number: each is cut, folded and stemmed once.
#[derive(Default)]
struct Forms {
    stemmer: Option<Stemmer>,
    /// Where a run of word characters has its pairs: usually one, many for scripts without spaces.
    known: FastMap<Box<str>, (u32, u32)>,
    /// Word form and stem.
    pairs: Vec<(u32, u32)>,
    numbers: FastMap<Box<str>, u32>,
    texts: Vec<Text>,
    /// Articles packed so far.
    articles: u32,
    folded: String,
}

/// A word form or a stem, and where it is among the terms of the last article that had it as stem.
struct Text {
    text: Box<str>,
    article: u32,
    at: u32,
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
            let forms = Forms { stemmer: stem::for_lang(lang), ..Forms::default() };
            self.langs.push((lang.to_owned(), forms));
            self.langs.len() - 1
        });
        let forms = &mut self.langs[at].1;
        if forms.known.len() > REMEMBERED {
            *forms = Forms { stemmer: forms.stemmer.take(), ..Forms::default() };
        }
        forms
    }
}

/// A stem of the article with the first and last of the word forms it was met in.
struct Term {
    stem: u32,
    count: Count,
    forms: usize,
    first: usize,
    last: usize,
}

/// A word form of a term, and where the term's next is.
struct Link {
    form: u32,
    next: usize,
}

/// The terms of an article while they are gathered.
#[derive(Default)]
struct Terms {
    terms: Vec<Term>,
    links: Vec<Link>,
}

impl Terms {
    /// The forms of a term, in the order they were met.
    fn forms(&self, term: &Term) -> impl Iterator<Item = u32> {
        std::iter::successors(self.links.get(term.first), |link| self.links.get(link.next)).map(|link| link.form)
    }

    fn start(&mut self, stem: u32) {
        let none = usize::MAX;
        self.terms.push(Term { stem, count: Count::default(), forms: 0, first: none, last: none });
    }

    fn add(&mut self, at: usize, form: u32, count: &Count) {
        let known = self.forms(&self.terms[at]).any(|known| known == form);
        let (term, next) = (&mut self.terms[at], self.links.len());
        term.count.join(count);
        if known {
            return;
        }
        match self.links.get_mut(term.last) {
            Some(last) => last.next = next,
            None => term.first = next,
        }
        term.last = next;
        term.forms += 1;
        self.links.push(Link { form, next: usize::MAX });
    }
}

impl Forms {
    fn pack(&mut self, tally: &Tally<'_>, out: &mut Vec<u8>) {
        let found = self.terms(tally);
        let text = |number: u32| &*self.texts[number as usize].text;
        for term in &found.terms {
            let forms = term.forms.min(255);
            head(text(term.stem), forms, &term.count, out);
            found.forms(term).take(forms).for_each(|form| put(text(form), out));
        }
        for word in &tally.identifiers {
            head(word, 1, &Count { fields: [0, 0, 0, 1], ..Count::default() }, out);
            put(word, out);
        }
    }

    fn terms(&mut self, tally: &Tally<'_>) -> Terms {
        self.articles += 1;
        let mut found = Terms::default();
        found.terms.reserve(tally.runs.len());
        found.links.reserve(tally.runs.len());
        for (run, count) in &tally.runs {
            let (start, end) = self.learn(run);
            for (form, stem) in &self.pairs[start as usize..end as usize] {
                let text = &mut self.texts[*stem as usize];
                if text.article != self.articles {
                    (text.article, text.at) = (self.articles, found.terms.len() as u32);
                    found.start(*stem);
                }
                found.add(text.at as usize, *form, count);
            }
        }
        found
    }

    /// Where the pairs of `run` are.
    fn learn(&mut self, run: &str) -> (u32, u32) {
        if let Some(known) = self.known.get(run) {
            return *known;
        }
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        fold::search(run, &mut folded);
        let stem = self.stem(run);
        let start = self.pairs.len() as u32;
        token::words(&folded, |word| {
            let whole = word.len() == folded.len() || word.len() == token::cut(&folded).len();
            let stem = stem.as_deref().filter(|_| whole).unwrap_or(word);
            let pair = (self.number(word), self.number(stem));
            self.pairs.push(pair);
        });
        self.folded = folded;
        let known = (start, self.pairs.len() as u32);
        self.known.insert(run.into(), known);
        known
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(Text { text: text.into(), article: 0, at: 0 });
        self.numbers.insert(text.into(), number);
        number
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

/// What stands before the word forms of a stem.
fn head(stem: &str, forms: usize, count: &Count, out: &mut Vec<u8>) {
    let Count { fields: [a, b, c, d], best, .. } = *count;
    out.extend_from_slice(&[stem.len() as u8, forms as u8, best, a, b, c, d]);
    out.extend_from_slice(stem.as_bytes());
}

fn put(form: &str, out: &mut Vec<u8>) {
    out.push(form.len() as u8);
    out.extend_from_slice(form.as_bytes());
}
