//! From all articles' [Fragment]s to one [Index]: [merge]. Linear in the words of the articles.
//!
//! Steps: take in one article after the other, so that few fragments are alive at a time: stems become numbers, counts
//! stay ([packed](super::packed)); number the articles (`order`); work out the mean length; add each article's stems to
//! their lists with the impact that they have there; keep each list's strongest; sort.

use super::card::Card;
use super::format::{GROUPED, Posting, Term};
use super::fragment::{FIELDS, Fragment};
use super::order::{self, keys};
use super::packed::{Counted, Packed};
use super::partition::units;
use super::setting::{Setting, level, rarity, steady};
use super::token;
use crate::base::fasthash::FastMap;
use std::collections::BTreeMap;

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
    /// Word forms that a good many have, commonest first: left out of questions that have enough others.
    pub(super) common: Vec<String>,
    /// Endings of word forms beyond their stem, commonest first.
    pub(super) ends: Vec<String>,
}

/// Merges all articles' parts with the [default setting](Setting::default).
pub fn merge(fragments: impl IntoIterator<Item = Fragment>) -> Index {
    merge_with(&Setting::default(), fragments)
}

/// Merges with another setting, for choosing one.
pub fn merge_with(setting: &Setting, fragments: impl IntoIterator<Item = Fragment>) -> Index {
    let mut collector = Collector::new(*setting);
    let mut articles: Vec<Article> = fragments.into_iter().map(|fragment| collector.count(fragment)).collect();
    let mut order: Vec<(Vec<u16>, usize)> = collector.keys(&articles).iter().map(|key| units(key)).zip(0..).collect();
    order.sort();
    let means = Means::of(setting, &articles);
    let n = articles.len() as u32;
    collector.lists.iter_mut().for_each(|list| list.rarity = rarity(n, list.df));
    let (mut keys, mut cards) = (Vec::new(), Vec::new());
    for (doc, (key, at)) in (0..).zip(order) {
        let article = std::mem::take(&mut articles[at]);
        collector.add(doc, collector.words(&article, &means));
        keys.push(key);
        cards.push(article.card);
    }
    collector.finish(cards, keys)
}

/// An article that has been counted.
#[derive(Default)]
struct Article {
    card: Card,
    lengths: [u32; FIELDS],
    words: Packed,
    /// Stems of the question, each with the first form it has there.
    question: Vec<(u32, Box<str>)>,
}

/// Mean lengths: of questions, and weighted ones of the rest.
struct Means {
    question: f32,
    rest: f32,
}

impl Means {
    fn of(setting: &Setting, articles: &[Article]) -> Self {
        let mean = |length: &dyn Fn(&Article) -> f32| {
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
    /// Stands in the question or a heading: never left out.
    prominent: bool,
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
    /// The first [FORMS], sorted.
    forms: Vec<Box<str>>,
}

struct Collector {
    setting: Setting,
    index: FastMap<Box<str>, u32>,
    lists: Vec<List>,
    stems: Vec<Box<str>>,
    languages: Vec<Language>,
    space: Vec<u8>,
}

/// How many articles of one language there are, and how many of them have each stem.
#[derive(Default)]
struct Language {
    name: String,
    docs: u32,
    df: Vec<u32>,
}

impl Collector {
    fn new(setting: Setting) -> Self {
        Self { setting, index: FastMap::default(), lists: Vec::new(), stems: Vec::new(), languages: Vec::new(), space: Vec::new() }
    }

    /// First pass: counts an article's stems.
    fn count(&mut self, fragment: Fragment) -> Article {
        let language = self.language(&fragment.card.lang);
        let (mut words, mut question) = (Vec::new(), Vec::new());
        fragment.each(|counted, forms| {
            let mut forms = forms.peekable();
            let first = forms.peek().copied().unwrap_or(counted.stem);
            let term = self.term(counted.stem, &mut forms);
            let df = &mut self.languages[language].df;
            df.resize(df.len().max(term as usize + 1), 0);
            df[term as usize] += 1;
            if counted.counts[0] > 0 {
                question.push((term, first.into()));
            }
            words.push(Counted { term, counts: counted.counts, section: counted.section });
        });
        let words = Packed::of(words, &mut self.space);
        Article { words, question, lengths: fragment.lengths, card: fragment.card }
    }

    /// Each article's key.
    fn keys<'s>(&'s self, articles: &'s [Article]) -> Vec<String> {
        let words = |article: &'s Article| article.question.iter().map(|(term, form)| (&*self.stems[*term as usize], &**form)).collect();
        let question = |article: &'s Article| order::Question { words: words(article), url: &article.card.url };
        keys(&articles.iter().map(question).collect::<Vec<_>>())
    }

    /// An article's stems with the impact that they have there.
    fn words(&self, article: &Article, means: &Means) -> Vec<Word> {
        let lengths = article.lengths.map(|n| n as f32);
        let norm = self.setting.norm(steady(weighted(&self.setting, lengths) as u32) as f32, means.rest);
        let question_norm = self.setting.question_norm(lengths[0], means.question);
        let word = |(at, counted): (u32, Counted)| {
            let weight = weighted(&self.setting, counted.counts.map(f32::from));
            let [question, _, heading, _] = counted.counts;
            let impact = (self.setting.impact(f32::from(question) / question_norm, weight / norm) * 65_535.0) as u16;
            Word { term: counted.term, at, impact, section: counted.section, prominent: question > 0 || heading > 0 }
        };
        (0..).zip(article.words.iter()).map(word).collect()
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
                self.lists.push(List { dense: stem.chars().next().is_some_and(token::is_dense), ..List::default() });
                at
            }
        };
        let list = &mut self.lists[at as usize];
        list.df += 1;
        for form in forms {
            let Err(at) = list.forms.binary_search_by(|known| (**known).cmp(form)) else { continue };
            if at < FORMS {
                list.forms.insert(at, form.into());
                list.forms.truncate(FORMS);
            }
        }
        at
    }

    /// Second pass: adds an article's telling stems to their lists.
    fn add(&mut self, doc: u32, mut words: Vec<Word>) {
        let telling = |word: &Word| {
            let list = &self.lists[word.term as usize];
            let kept = word.prominent || list.df <= RARE;
            std::cmp::Reverse(if kept { u32::MAX } else { u32::from(word.impact) * list.rarity })
        };
        let dense = words.iter().filter(|word| self.lists[word.term as usize].dense).count();
        let most = if dense * 2 > words.len() { self.setting.words * DENSE } else { self.setting.words };
        if most < words.len() {
            words.select_nth_unstable_by_key(most, |word| (telling(word), word.at));
        }
        for (at, word) in words.iter().enumerate() {
            let list = &mut self.lists[word.term as usize];
            if at < most || word.prominent || list.df <= RARE || list.raw.is_empty() {
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
            for (list, df) in self.lists.iter().zip(&language.df) {
                let share = u64::from(*df) * 64 / u64::from(language.docs);
                for form in list.forms.iter().filter(|_| share >= COMMON) {
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
        let mut terms: Vec<(Term, Box<str>)> = self.lists.into_iter().map(|list| list.finish(&self.setting)).zip(self.stems).collect();
        terms.sort_by(|(a, stem), (b, other)| a.forms.cmp(&b.forms).then_with(|| stem.cmp(other)));
        let terms = terms.into_iter().map(|(term, _)| term).collect();
        Index { terms, cards, keys, stop, common, ends }
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
        Term { forms: self.forms.into_iter().map(String::from).collect(), df, postings }
    }
}
