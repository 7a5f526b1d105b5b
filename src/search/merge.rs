//! From all articles' [Fragment]s to one [Index]: [merge]. Linear in the words of the articles.
//!
//! Steps: number the articles ([order]); work out the mean length; add each article's stems to their lists with the
//! impact that they have there; keep each list's strongest; sort.

use super::card::Card;
use super::fasthash::FastMap;
use super::format::{GROUPED, Posting, Term};
use super::fragment::{Counted, FIELDS, Fragment};
use super::order::order;
use super::setting::{Setting, level, steady};

/// Word forms kept of one stem.
const FORMS: usize = 60;

/// The whole index, before it is cut into files. Made by [merge]; [files](Index::files) gives the files.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Strongest postings kept for a word.
    pub(super) keep: u32,
    /// Stems in the order of their first word forms.
    pub(super) terms: Vec<Term>,
    /// Cards, by article number.
    pub(super) cards: Vec<Card>,
    /// Word forms that most articles of some language have.
    pub(super) stop: Vec<String>,
    /// Endings of word forms beyond their stem, commonest first.
    pub(super) ends: Vec<String>,
}

/// Merges all articles' parts with the [default setting](Setting::default).
pub fn merge(fragments: impl IntoIterator<Item = Fragment>) -> Index {
    merge_with(&Setting::default(), fragments)
}

/// Merges with another setting, for choosing one.
pub fn merge_with(setting: &Setting, fragments: impl IntoIterator<Item = Fragment>) -> Index {
    let mut fragments: Vec<Fragment> = fragments.into_iter().collect();
    let order = order(&fragments);
    let mut collector = Collector::new(*setting, &fragments);
    let mut cards = Vec::with_capacity(fragments.len());
    for at in order {
        let Fragment { card, lengths, packed } = std::mem::take(&mut fragments[at]);
        let fragment = Fragment { card: Card::default(), lengths, packed };
        collector.add(cards.len() as u32, &card.lang, &fragment);
        cards.push(card);
    }
    collector.finish(cards)
}

/// A posting while lists are made: the impact in 65,535ths.
#[derive(Clone, Copy)]
struct Raw {
    doc: u32,
    impact: u16,
    section: u8,
}

/// A stem's list while it is made.
#[derive(Default)]
struct List {
    df: u32,
    raw: Vec<Raw>,
    forms: Vec<Box<str>>,
}

struct Collector {
    setting: Setting,
    mean: f32,
    index: FastMap<Box<str>, u32>,
    lists: Vec<List>,
    stems: Vec<Box<str>>,
    language: Language,
    stop: Vec<u32>,
}

/// The articles of one language: they stand together.
#[derive(Default)]
struct Language {
    name: String,
    docs: u32,
    /// How many articles had each stem before this language's.
    before: Vec<u32>,
}

impl Collector {
    fn new(setting: Setting, fragments: &[Fragment]) -> Self {
        let total: f64 = fragments.iter().map(|f| f64::from(weighted(&setting, f.lengths.map(|n| n as f32)))).sum();
        let mean = (total / fragments.len().max(1) as f64) as u32;
        Self {
            setting,
            mean: steady(mean) as f32,
            index: FastMap::default(),
            lists: Vec::new(),
            stems: Vec::new(),
            language: Language::default(),
            stop: Vec::new(),
        }
    }

    fn add(&mut self, doc: u32, lang: &str, fragment: &Fragment) {
        if self.language.name != lang {
            self.end_language();
            self.language.name = lang.to_owned();
        }
        self.language.docs += 1;
        let length = weighted(&self.setting, fragment.lengths.map(|n| n as f32)) as u32;
        let norm = self.setting.norm(steady(length) as f32, self.mean);
        fragment.each(|counted, forms| self.term(doc, norm, counted, forms));
    }

    fn term<'a>(&mut self, doc: u32, norm: f32, counted: Counted<'_>, forms: &mut dyn Iterator<Item = &'a str>) {
        let at = match self.index.get(counted.stem) {
            Some(at) => *at,
            None => {
                let at = self.lists.len() as u32;
                self.index.insert(counted.stem.into(), at);
                self.stems.push(counted.stem.into());
                self.lists.push(List::default());
                at
            }
        };
        let list = &mut self.lists[at as usize];
        let weight = weighted(&self.setting, counted.counts.map(f32::from));
        let impact = (self.setting.saturate(weight / norm) * 65_535.0) as u16;
        list.df += 1;
        list.raw.push(Raw { doc, impact, section: counted.section });
        if list.raw.len() >= self.setting.keep * 8 {
            list.cut(self.setting.keep);
        }
        for form in forms {
            if list.forms.len() < FORMS && !list.forms.iter().any(|known| **known == *form) {
                list.forms.push(form.into());
            }
        }
    }

    /// Notes the words that half of a language's articles have.
    fn end_language(&mut self) {
        let Language { docs, before, .. } = std::mem::take(&mut self.language);
        for (at, list) in self.lists.iter().enumerate() {
            let here = list.df - before.get(at).copied().unwrap_or_default();
            if docs >= 20 && u64::from(here) * STOP.1 > u64::from(docs) * STOP.0 {
                self.stop.push(at as u32);
            }
        }
        self.language.before = self.lists.iter().map(|list| list.df).collect();
    }

    fn finish(mut self, cards: Vec<Card>) -> Index {
        self.end_language();
        let stop = self.stop.iter().flat_map(|at| self.lists[*at as usize].forms.iter().map(|f| f.to_string())).collect();
        let ends = self.ends();
        let mut terms: Vec<Term> = self.lists.into_iter().map(|list| list.finish(&self.setting)).collect();
        terms.sort_by(|a, b| a.forms.cmp(&b.forms).then_with(|| a.postings[0].doc.cmp(&b.postings[0].doc)));
        Index { keep: self.setting.keep as u32, terms, cards, stop: sorted(stop), ends }
    }

    /// The commonest endings, so that a form that the index has not met can be taken for one that it has.
    fn ends(&self) -> Vec<String> {
        let mut counts: FastMap<&str, u32> = FastMap::default();
        for (stem, list) in self.stems.iter().zip(&self.lists) {
            for end in list.forms.iter().filter_map(|form| form.strip_prefix(&**stem)) {
                *counts.entry(end).or_default() += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().filter(|(end, count)| !end.is_empty() && *count > 2).collect();
        counts.sort_by_key(|(end, count)| (std::cmp::Reverse(*count), *end));
        counts.into_iter().take(ENDS).map(|(end, _)| end.to_owned()).collect()
    }
}

/// Share of a language's articles above which a word tells nothing.
const STOP: (u64, u64) = (1, 2);
/// Endings that the root names.
const ENDS: usize = 40;

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}

fn weighted(setting: &Setting, counts: [f32; FIELDS]) -> f32 {
    let [question, text, heading, source] = counts;
    setting.question * question + text + setting.heading * heading + setting.source * source
}

impl List {
    /// Keeps the strongest.
    fn cut(&mut self, keep: usize) {
        if self.raw.len() > keep {
            self.raw.select_nth_unstable_by_key(keep - 1, |raw| (std::cmp::Reverse(raw.impact), raw.doc));
            self.raw.truncate(keep);
        }
    }

    fn finish(mut self, setting: &Setting) -> Term {
        self.cut(setting.keep);
        let posting = |raw: &Raw| Posting { doc: raw.doc, level: level(f32::from(raw.impact) / 65_535.0), section: raw.section };
        let mut postings: Vec<Posting> = self.raw.iter().map(posting).collect();
        if postings.len() < GROUPED {
            postings.sort_by_key(|p| p.doc);
        } else {
            postings.sort_by_key(|p| (std::cmp::Reverse(p.level), p.doc));
        }
        let df = if postings.len() == setting.keep { steady(self.df) } else { self.df };
        Term { forms: sorted(self.forms.into_iter().map(String::from).collect()), df, postings }
    }
}
