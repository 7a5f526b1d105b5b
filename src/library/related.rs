//! What is worth reading next, and why.

use super::Library;
use super::links::article_path;
use crate::article::Summary;
use crate::base::fasthash::FastMap;
use crate::base::lang::Lang;
use std::cmp::Ordering;
use std::sync::Arc;

/// Longest list of related answers.
const MOST: usize = 4;
/// Works and topics with more articles than this say little about kinship and cost much.
const COMMON: usize = 60;

/// An answer worth reading next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Its place.
    pub article: usize,
    /// Why.
    pub reason: Reason,
}

/// Why an answer is related.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The author says so.
    Chosen,
    /// They cite so many works in common.
    SharesSources(usize),
    /// They have this topic in common.
    SameTopic(String),
}

/// What articles are compared by here, close together: looking at them all would wait for memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rank {
    /// Its place among the newest.
    newest: u32,
    /// Its language, by number.
    lang: u32,
}

/// The ranks of all articles.
pub(super) fn ranks(articles: &[Arc<Summary>], newest: &[usize]) -> Vec<Rank> {
    let mut langs: FastMap<&Lang, u32> = FastMap::default();
    let mut number = |lang| {
        let next = langs.len() as u32;
        *langs.entry(lang).or_insert(next)
    };
    let mut ranks: Vec<Rank> = articles.iter().map(|article| Rank { newest: 0, lang: number(&article.lang) }).collect();
    (0..).zip(newest).for_each(|(place, n)| ranks[*n].newest = place);
    ranks
}

impl Library {
    /// What is worth reading after the article at `n`: chosen ones first, then by works in common, then by topics in common;
    /// newest first among equals. Worked out when it is asked for, so that no edit has to keep it right.
    pub fn related(&self, n: usize) -> Vec<Related> {
        related_to(self, n)
    }
}

fn related_to(library: &Library, n: usize) -> Vec<Related> {
    let mut found: Vec<Related> = Vec::new();
    let article = &library.articles[n];
    for path in &article.related {
        let target = article_path(&article.file, path).and_then(|p| library.by_file(&p));
        push(&mut found, target.filter(|t| *t != n), Reason::Chosen);
    }
    let ranks = &library.ranks;
    let mut others: Vec<usize> = Vec::new();
    for work in &library.work_of[n] {
        let entries = library.works[*work].entries.iter().take(COMMON).map(|(other, _)| *other);
        others.extend(entries.filter(|other| *other != n && ranks[*other].lang == ranks[n].lang));
    }
    others.sort_unstable();
    let mut shared: Vec<(usize, usize)> = others.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    first(&mut shared, MOST + found.len(), |a, b| b.1.cmp(&a.1).then_with(|| ranks[a.0].newest.cmp(&ranks[b.0].newest)));
    for (other, count) in shared {
        push(&mut found, Some(other), Reason::SharesSources(count));
    }
    if found.len() < MOST {
        for (other, topic) in by_topic(library, n) {
            push(&mut found, Some(other), Reason::SameTopic(topic));
        }
    }
    found
}

/// Sorts `list` and cuts it to its first `most`, without sorting the rest.
fn first<T>(list: &mut Vec<T>, most: usize, order: impl Fn(&T, &T) -> Ordering) {
    if list.len() > most {
        list.select_nth_unstable_by(most, &order);
        list.truncate(most);
    }
    list.sort_by(order);
}

fn push(found: &mut Vec<Related>, article: Option<usize>, reason: Reason) {
    let Some(article) = article else { return };
    if found.len() < MOST && found.iter().all(|r| r.article != article) {
        found.push(Related { article, reason });
    }
}

/// Articles with topics in common, most topics first; each with the rarest topic of those.
fn by_topic(library: &Library, n: usize) -> Vec<(usize, String)> {
    let ranks = &library.ranks;
    let mut topics: Vec<_> = library.articles[n].topics.iter().filter_map(|t| library.topic(t)).collect();
    topics.sort_by_key(|t| (t.articles.len(), t.slug.as_str()));
    let mut others: Vec<(usize, usize)> = Vec::new();
    for (rarity, topic) in topics.iter().enumerate() {
        let listed = topic.articles.iter().take(COMMON).filter(|o| **o != n && ranks[**o].lang == ranks[n].lang);
        others.extend(listed.map(|other| (*other, rarity)));
    }
    others.sort_unstable();
    let counted = others.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, (same.len(), &topics[same[0].1].title)));
    let mut seen: Vec<_> = counted.collect();
    first(&mut seen, MOST, |a, b| b.1.0.cmp(&a.1.0).then_with(|| ranks[a.0].newest.cmp(&ranks[b.0].newest)));
    seen.into_iter().map(|(other, (_, topic))| (other, topic.clone())).collect()
}
