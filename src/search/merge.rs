//! From all articles' [Fragment]s to one [Index]: [merge]. Linear in the words of the articles.
//!
//! Steps: count in how many articles each stem is; number the articles (`order`); work out the mean length; add each
//! article's stems to their lists with the impact that they have there; keep each list's strongest; sort.

use super::card::Card;
use super::document::Document;
use super::format::{GROUPED, Posting, Term};
use super::fragment::{FIELDS, Fragment};
use super::order::{self, keys};
use super::packed::Counted;
use super::partition::units;
use super::setting::{Setting, level, rarity, steady};
use super::token;
use super::vocabulary::{Stem, Vocabulary};
use crate::base::fasthash::FastMap;
use std::collections::BTreeMap;

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
    /// Word forms that a good many have, commonest first: left out of questions that have enough others.
    pub(super) common: Vec<String>,
    /// Endings of word forms beyond their stem, commonest first.
    pub(super) ends: Vec<String>,
}

/// The index of these documents, with the [default setting](Setting::default): counted and merged on the calling thread.
pub fn index<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Index {
    let vocabulary = Vocabulary::default();
    let fragments = documents.into_iter().map(|document| vocabulary.count(document)).collect();
    merge(vocabulary, fragments)
}

/// Merges all articles' parts, whose words the vocabulary has, with the [default setting](Setting::default).
pub fn merge(vocabulary: Vocabulary, fragments: Vec<Fragment>) -> Index {
    merge_with(&Setting::default(), vocabulary, fragments)
}

/// Merges with another setting, for choosing one.
pub fn merge_with(setting: &Setting, vocabulary: Vocabulary, mut fragments: Vec<Fragment>) -> Index {
    let mut collector = Collector::new(*setting, vocabulary, &fragments);
    let mut order: Vec<(Vec<u16>, usize)> = collector.keys(&fragments).iter().map(|key| units(key)).zip(0..).collect();
    order.sort();
    let means = Means::of(setting, &fragments);
    let (mut keys, mut cards) = (Vec::with_capacity(order.len()), Vec::with_capacity(order.len()));
    for (doc, (key, at)) in (0..).zip(order) {
        let fragment = std::mem::take(&mut fragments[at]);
        let words = collector.words(&fragment, &means);
        collector.add(doc, words);
        keys.push(key);
        cards.push(fragment.card);
    }
    collector.finish(cards, keys)
}

/// Mean lengths: of questions, and weighted ones of the rest.
struct Means {
    question: f32,
    rest: f32,
}

impl Means {
    fn of(setting: &Setting, articles: &[Fragment]) -> Self {
        let mean = |length: &dyn Fn(&Fragment) -> f32| {
            let total: f64 = articles.iter().map(|article| f64::from(length(article))).sum();
            steady((total / articles.len().max(1) as f64) as u32) as f32
        };
        let rest = mean(&|article| weighted(setting, article.lengths.map(|n| n as f32)));
        Self { question: mean(&|article| article.lengths[0] as f32), rest }
    }
}

/// A posting while lists are made: the impact in 65,535ths.
#[derive(Clone, Copy)]
struct Raw {
    doc: u32,
    impact: u16,
    section: u8,
}

/// A stem of one article.
struct Word {
    term: u32,
    /// Place in the article.
    at: u32,
    impact: u16,
    section: u8,
    /// How telling it is; most of all where it stands in the question or a heading, or is rare: such a word is never left out.
    weight: u32,
}

/// A stem's list while it is made.
#[derive(Default)]
struct List {
    df: u32,
    /// How telling the stem is, once all articles are counted.
    rarity: u32,
    /// Of a script that sets no spaces.
    dense: bool,
    raw: Vec<Raw>,
}

struct Collector {
    setting: Setting,
    stems: Vec<Stem>,
    /// By stem.
    lists: Vec<List>,
    languages: Vec<Language>,
}

/// How many articles of one language there are, and how many of them have each stem.
struct Language {
    name: String,
    docs: u32,
    df: Vec<u32>,
}

impl Collector {
    fn new(setting: Setting, vocabulary: Vocabulary, fragments: &[Fragment]) -> Self {
        let stems = vocabulary.into_stems();
        let lists = stems.iter().map(List::of).collect();
        let mut collector = Self { setting, stems, lists, languages: Vec::new() };
        fragments.iter().for_each(|fragment| collector.count(fragment));
        let n = fragments.len() as u32;
        collector.lists.iter_mut().for_each(|list| list.rarity = rarity(n, list.df));
        collector
    }

    /// First pass: counts an article's stems.
    fn count(&mut self, fragment: &Fragment) {
        let language = self.language(&fragment.card.lang);
        let of_language = &mut self.languages[language].df;
        for counted in fragment.words.iter() {
            self.lists[counted.term as usize].df += 1;
            of_language[counted.term as usize] += 1;
        }
    }

    /// Each article's key.
    fn keys<'s>(&'s self, fragments: &'s [Fragment]) -> Vec<String> {
        let stem = |term: &u32| &*self.stems[*term as usize].text;
        let words = |f: &'s Fragment| f.question.iter().map(stem).zip(f.forms.split(' ')).collect();
        let question = |f: &'s Fragment| order::Question { words: words(f), url: &f.card.url };
        keys(&fragments.iter().map(question).collect::<Vec<_>>())
    }

    /// An article's stems with the impact that they have there.
    fn words(&self, article: &Fragment, means: &Means) -> Vec<Word> {
        let lengths = article.lengths.map(|n| n as f32);
        let norm = self.setting.norm(steady(weighted(&self.setting, lengths) as u32) as f32, means.rest);
        let question_norm = self.setting.question_norm(lengths[0], means.question);
        let word = |(at, counted): (u32, Counted)| {
            let weight = weighted(&self.setting, counted.counts.map(f32::from));
            let [question, _, heading, _] = counted.counts;
            let impact = (self.setting.impact(f32::from(question) / question_norm, weight / norm) * 65_535.0) as u16;
            let list = &self.lists[counted.term as usize];
            let kept = question > 0 || heading > 0 || list.df <= RARE;
            let weight = if kept { u32::MAX } else { u32::from(impact) * list.rarity };
            Word { term: counted.term, at, impact, section: counted.section, weight }
        };
        (0..).zip(article.words.iter()).map(word).collect()
    }

    fn language(&mut self, name: &str) -> usize {
        let at = self.languages.iter().position(|known| known.name == name).unwrap_or(self.languages.len());
        let at = at.min(LANGUAGES);
        if at == self.languages.len() {
            self.languages.push(Language { name: name.to_owned(), docs: 0, df: vec![0; self.stems.len()] });
        }
        self.languages[at].docs += 1;
        at
    }

    /// Second pass: adds an article's telling stems to their lists.
    fn add(&mut self, doc: u32, mut words: Vec<Word>) {
        let dense = words.iter().filter(|word| self.lists[word.term as usize].dense).count();
        let most = if dense * 2 > words.len() { self.setting.words * DENSE } else { self.setting.words };
        if most < words.len() {
            words.select_nth_unstable_by_key(most, |word| (std::cmp::Reverse(word.weight), word.at));
        }
        for (at, word) in words.iter().enumerate() {
            let list = &mut self.lists[word.term as usize];
            if at < most || word.weight == u32::MAX || list.raw.is_empty() {
                list.raw.push(Raw { doc, impact: word.impact, section: word.section });
                if list.raw.len() >= self.setting.keep * 2 {
                    list.cut(self.setting.keep);
                }
            }
        }
    }

    /// Word forms by the share of a language's articles that have them, in 64ths, commonest first.
    fn common(&self) -> Vec<(u64, String)> {
        let mut shares: BTreeMap<&str, u64> = BTreeMap::new();
        for language in self.languages.iter().filter(|language| language.docs >= ENOUGH) {
            for (stem, df) in self.stems.iter().zip(&language.df) {
                let share = u64::from(*df) * 64 / u64::from(language.docs);
                for form in stem.forms.iter().filter(|_| share >= COMMON) {
                    let known = shares.entry(form).or_default();
                    *known = share.max(*known);
                }
            }
        }
        let mut common: Vec<_> = shares.into_iter().map(|(form, share)| (share, form.to_owned())).collect();
        common.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        common.truncate(COMMONEST);
        common
    }

    fn finish(self, cards: Vec<Card>, keys: Vec<Vec<u16>>) -> Index {
        let (common, ends) = (self.common(), self.ends());
        let (stop, common): (Vec<_>, Vec<_>) = common.into_iter().partition(|(share, _)| *share >= STOP);
        let forms = |list: Vec<(u64, String)>| list.into_iter().map(|(_, form)| form).collect();
        let (stop, common) = (forms(stop), forms(common));
        let mut all: Vec<(Stem, List)> = self.stems.into_iter().zip(self.lists).filter(|(_, list)| list.df > 0).collect();
        all.sort_by(|(a, _), (b, _)| a.forms.cmp(&b.forms).then_with(|| a.text.cmp(&b.text)));
        let terms = all.into_iter().map(|(stem, list)| list.finish(stem, &self.setting)).collect();
        Index { terms, cards, keys, stop, common, ends }
    }

    /// The commonest endings, so that a form that the index has not met can be taken for one that it has.
    fn ends(&self) -> Vec<String> {
        let mut counts: FastMap<&str, u32> = FastMap::default();
        for stem in &self.stems {
            for end in stem.forms.iter().filter_map(|form| form.strip_prefix(&*stem.text)) {
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
/// Articles that a language needs before its common words are known.
const ENOUGH: u32 = 20;
/// Share of a language's articles, in 64ths, from which a word tells nothing, and from which it tells little.
const STOP: u64 = 32;
const COMMON: u64 = 3;
/// Common word forms that the root names.
const COMMONEST: usize = 180;
/// So many times more words are kept of an article in a script that sets no spaces: each character starts two.
const DENSE: usize = 4;
/// Endings that the root names.
const ENDS: usize = 40;

/// The weight of what stands outside the question.
fn weighted(setting: &Setting, counts: [f32; FIELDS]) -> f32 {
    let [_, text, heading, source] = counts;
    text + setting.heading * heading + setting.source * source
}

impl List {
    fn of(stem: &Stem) -> Self {
        Self { dense: stem.text.chars().next().is_some_and(token::is_dense), ..Self::default() }
    }

    /// Keeps the strongest.
    fn cut(&mut self, keep: usize) {
        if self.raw.len() > keep {
            self.raw.select_nth_unstable_by_key(keep - 1, |raw| (std::cmp::Reverse(raw.impact), raw.doc));
            self.raw.truncate(keep);
        }
    }

    fn finish(mut self, stem: Stem, setting: &Setting) -> Term {
        self.cut(setting.keep);
        let posting = |raw: &Raw| Posting { doc: raw.doc, level: level(f32::from(raw.impact) / 65_535.0), section: raw.section };
        let mut postings: Vec<Posting> = self.raw.iter().map(posting).collect();
        if postings.len() < GROUPED {
            postings.sort_by_key(|p| p.doc);
        } else {
            postings.sort_by_key(|p| (std::cmp::Reverse(p.level), p.doc));
        }
        let df = if postings.len() < self.df as usize { steady(self.df).max(postings.len() as u32 + 1) } else { self.df };
        Term { forms: stem.forms.into_iter().map(String::from).collect(), df, postings }
    }
}
