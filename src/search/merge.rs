//! From all articles' [Fragment]s to one [Index]: [merge]. Linear in the words of the articles.
//!
//! Steps: number the articles (`order`); work out the mean length; add each article's stems to their lists with the
//! impact that they have there; keep each list's strongest; sort.

use super::card::Card;
use super::fasthash::FastMap;
use super::format::{GROUPED, Posting, Term};
use super::fragment::{FIELDS, Fragment};
use super::order::keys;
use super::partition::units;
use super::setting::{Setting, level, rarity, steady};

/// Word forms kept of one stem.
const FORMS: usize = 60;

/// The whole index, before it is cut into files. Made by [merge]; [files](Index::files) gives the files.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Stems in the order of their first word forms.
    pub(super) terms: Vec<Term>,
    /// Cards, by article number.
    pub(super) cards: Vec<Card>,
    /// Where each card stands among the words, by article number; ascending.
    pub(super) keys: Vec<Vec<u16>>,
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
    let mut order: Vec<(Vec<u16>, usize)> = keys(&fragments).iter().map(|key| units(key)).zip(0..).collect();
    order.sort();
    let mut collector = Collector::new(*setting, &fragments);
    let mut articles = Vec::with_capacity(fragments.len());
    for (key, at) in order {
        let fragment = std::mem::take(&mut fragments[at]);
        articles.push((key, collector.count(&fragment), fragment.card));
    }
    let n = articles.len() as u32;
    let (mut keys, mut cards) = (Vec::new(), Vec::new());
    for (doc, (key, words, card)) in (0..).zip(articles) {
        collector.add(doc, n, words);
        keys.push(key);
        cards.push(card);
    }
    collector.finish(cards, keys)
}

/// A posting while lists are made: the impact in 65,535ths.
#[derive(Clone, Copy)]
struct Raw {
    doc: u32,
    impact: u16,
    section: u8,
}

/// A stem of one article, before it is known how rare the stem is.
struct Word {
    term: u32,
    impact: u16,
    section: u8,
    /// Stands in the question or a heading: never left out.
    prominent: bool,
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
    languages: Vec<Language>,
}

/// How many articles of one language there are, and how many of them have each stem.
#[derive(Default)]
struct Language {
    name: String,
    docs: u32,
    df: Vec<u32>,
}

impl Collector {
    fn new(setting: Setting, fragments: &[Fragment]) -> Self {
        let total: f64 = fragments.iter().map(|f| f64::from(weighted(&setting, f.lengths.map(|n| n as f32)))).sum();
        let mean = (total / fragments.len().max(1) as f64) as u32;
        Self { setting, mean: steady(mean) as f32, index: FastMap::default(), lists: Vec::new(), stems: Vec::new(), languages: Vec::new() }
    }

    /// First pass: counts an article's stems.
    fn count(&mut self, fragment: &Fragment) -> Vec<Word> {
        let language = self.language(&fragment.card.lang);
        let length = weighted(&self.setting, fragment.lengths.map(|n| n as f32)) as u32;
        let norm = self.setting.norm(steady(length) as f32, self.mean);
        let mut words = Vec::new();
        fragment.each(|counted, forms| {
            let term = self.term(counted.stem, forms);
            let df = &mut self.languages[language].df;
            df.resize(df.len().max(term as usize + 1), 0);
            df[term as usize] += 1;
            let weight = weighted(&self.setting, counted.counts.map(f32::from));
            let impact = (self.setting.saturate(weight / norm) * 65_535.0) as u16;
            let [question, _, heading, _] = counted.counts;
            words.push(Word { term, impact, section: counted.section, prominent: question + heading > 0 });
        });
        words.shrink_to_fit();
        words
    }

    fn language(&mut self, name: &str) -> usize {
        let at = self.languages.iter().position(|known| known.name == name).unwrap_or(self.languages.len());
        let at = at.min(LANGUAGES);
        if at == self.languages.len() {
            self.languages.push(Language { name: name.to_owned(), ..Language::default() });
        }
        self.languages[at].docs += 1;
        at
    }

    fn term(&mut self, stem: &str, forms: &mut dyn Iterator<Item = &str>) -> u32 {
        let at = match self.index.get(stem) {
            Some(at) => *at,
            None => {
                let at = self.lists.len() as u32;
                self.index.insert(stem.into(), at);
                self.stems.push(stem.into());
                self.lists.push(List::default());
                at
            }
        };
        let list = &mut self.lists[at as usize];
        list.df += 1;
        for form in forms {
            if list.forms.len() < FORMS && !list.forms.iter().any(|known| **known == *form) {
                list.forms.push(form.into());
            }
        }
        at
    }

    /// Second pass: adds an article's telling stems to their lists.
    fn add(&mut self, doc: u32, n: u32, mut words: Vec<Word>) {
        let telling = |word: &Word| {
            let df = self.lists[word.term as usize].df;
            let kept = word.prominent || df <= RARE;
            std::cmp::Reverse(if kept { u32::MAX } else { u32::from(word.impact) * rarity(n, df) })
        };
        words.sort_by_key(|word| (telling(word), word.term));
        for (at, word) in words.iter().enumerate() {
            let list = &mut self.lists[word.term as usize];
            if at < self.setting.words || word.prominent || list.df <= RARE || list.raw.is_empty() {
                list.raw.push(Raw { doc, impact: word.impact, section: word.section });
                if list.raw.len() >= self.setting.keep * 8 {
                    list.cut(self.setting.keep);
                }
            }
        }
    }

    /// The word forms that half of a language's articles have.
    fn stop(&self) -> Vec<String> {
        let frequent = |language: &Language, df: u32| language.docs >= 20 && u64::from(df) * STOP.1 > u64::from(language.docs) * STOP.0;
        let mut stop = Vec::new();
        for language in &self.languages {
            for (list, _) in self.lists.iter().zip(&language.df).filter(|(_, df)| frequent(language, **df)) {
                stop.extend(list.forms.iter().map(|form| form.to_string()));
            }
        }
        sorted(stop)
    }

    fn finish(self, cards: Vec<Card>, keys: Vec<Vec<u16>>) -> Index {
        let (stop, ends) = (self.stop(), self.ends());
        let mut terms: Vec<Term> = self.lists.into_iter().map(|list| list.finish(&self.setting)).collect();
        terms.sort_by(|a, b| a.forms.cmp(&b.forms).then_with(|| a.postings[0].doc.cmp(&b.postings[0].doc)));
        Index { terms, cards, keys, stop, ends }
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

/// Articles below which a word is rare: every article that has it is kept.
const RARE: u32 = 12;
/// Languages that are told apart.
const LANGUAGES: usize = 32;
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
        let df = if postings.len() < self.df as usize { steady(self.df).max(postings.len() as u32 + 1) } else { self.df };
        Term { forms: sorted(self.forms.into_iter().map(String::from).collect()), df, postings }
    }
}
