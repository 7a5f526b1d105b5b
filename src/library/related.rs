//! What is worth reading next, and why.

use super::links::article_path;
use super::{Library, newer};
use std::collections::BTreeMap;

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
    let lang = &article.lang;
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for work in &library.work_of[n] {
        let entries = &library.works[*work].entries;
        for (other, _) in entries.iter().take(COMMON).filter(|(other, _)| *other != n && library.articles[*other].lang == *lang) {
            *shared.entry(*other).or_default() += 1;
        }
    }
    let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
    shared.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| newer(&library.articles[a.0], &library.articles[b.0])));
    for (other, count) in shared {
        push(&mut found, Some(other), Reason::SharesSources(count));
    }
    for (other, topic) in by_topic(library, n) {
        push(&mut found, Some(other), Reason::SameTopic(topic));
    }
    found
}

fn push(found: &mut Vec<Related>, article: Option<usize>, reason: Reason) {
    let Some(article) = article else { return };
    if found.len() < MOST && found.iter().all(|r| r.article != article) {
        found.push(Related { article, reason });
    }
}

/// Articles with topics in common, most topics first; each with the rarest topic of those.
fn by_topic(library: &Library, n: usize) -> Vec<(usize, String)> {
    let article = &library.articles[n];
    let mut topics: Vec<_> = article.topics.iter().filter_map(|t| library.topic(t)).collect();
    topics.sort_by_key(|t| (t.articles.len(), t.slug.as_str()));
    let mut seen: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
    for topic in topics {
        for other in topic.articles.iter().take(COMMON).filter(|o| **o != n && library.articles[**o].lang == article.lang) {
            seen.entry(*other).or_insert((0, &topic.title)).0 += 1;
        }
    }
    let mut seen: Vec<_> = seen.into_iter().collect();
    seen.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| newer(&library.articles[a.0], &library.articles[b.0])));
    seen.into_iter().take(MOST).map(|(other, (_, topic))| (other, topic.to_owned())).collect()
}
