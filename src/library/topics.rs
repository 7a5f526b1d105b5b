//! Topics and series: articles under one name.

use super::apply::reorder;
use crate::article::Summary;
use crate::base::fold::fold;
use crate::base::path::unusable;
use crate::base::slug::slugify;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Articles under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Part of the address.
    pub slug: String,
    /// Name as shown: the spelling that most articles use, the first in order among equals.
    pub title: String,
    /// Places of articles, newest first.
    pub articles: Vec<usize>,
}

/// The address part of a topic's name: names that fold to the same are one topic.
pub fn topic_slug(name: &str) -> String {
    match slugify(name) {
        // A device's name, to some systems.
        slug if !slug.is_empty() && unusable(&slug).is_some() => format!("topic-{slug}"),
        slug if slug.is_empty() => format!("topic-{}", crate::base::hash::short(fold(name).as_bytes(), 6)),
        slug => slug,
    }
}

/// Topics by slug.
pub fn topics(articles: &[Arc<Summary>], newest: &[usize]) -> Vec<Topic> {
    group(newest, |n| &articles[n].topics)
}

/// Series by slug.
pub fn series(articles: &[Arc<Summary>], newest: &[usize]) -> Vec<Topic> {
    group(newest, |n| articles[n].series.as_slice())
}

fn group<'a>(newest: &[usize], names: impl Fn(usize) -> &'a [String]) -> Vec<Topic> {
    let mut groups: BTreeMap<String, (Spellings<'a>, Vec<usize>)> = BTreeMap::new();
    for n in newest {
        for name in names(*n) {
            let group = groups.entry(topic_slug(name)).or_default();
            *group.0.entry(name.trim()).or_default() += 1;
            if group.1.last() != Some(n) {
                group.1.push(*n);
            }
        }
    }
    groups.into_iter().map(|(slug, (spellings, articles))| Topic { title: title(spellings), slug, articles }).collect()
}

/// How often each spelling of a name is used.
type Spellings<'a> = BTreeMap<&'a str, usize>;

fn title(spellings: Spellings<'_>) -> String {
    let most = spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    most.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

/// Brings the topics `slugs` up to date after the article at `n` changed; all others are as they were.
pub(super) fn update(
    topics: &mut Vec<Topic>,
    slugs: BTreeSet<String>,
    n: usize,
    articles: &[Arc<Summary>],
    names: impl Fn(&Summary) -> &[String],
) {
    for slug in slugs {
        let has = names(&articles[n]).iter().any(|name| topic_slug(name) == slug);
        let found = topics.binary_search_by(|t| t.slug.as_str().cmp(&slug));
        let mut list = found.map(|at| std::mem::take(&mut topics[at].articles)).unwrap_or_default();
        if has {
            reorder(&mut list, n, articles)
        } else {
            list.retain(|m| *m != n)
        }
        match found {
            Ok(at) if list.is_empty() => drop(topics.remove(at)),
            Ok(at) => topics[at] = topic(slug, list, articles, &names),
            Err(_) if list.is_empty() => {}
            Err(at) => topics.insert(at, topic(slug, list, articles, &names)),
        }
    }
}

/// The topic `slug` of the articles `list`.
fn topic(slug: String, list: Vec<usize>, articles: &[Arc<Summary>], names: impl Fn(&Summary) -> &[String]) -> Topic {
    let mut spellings = Spellings::new();
    for name in list.iter().flat_map(|m| names(&articles[*m])).filter(|name| topic_slug(name) == slug) {
        *spellings.entry(name.trim()).or_default() += 1;
    }
    Topic { title: title(spellings), slug, articles: list }
}
