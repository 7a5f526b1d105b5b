//! Topics and series: articles under one name.

use crate::article::Summary;
use crate::base::fold::fold;
use crate::base::slug::slugify;
use std::collections::BTreeMap;
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
    let mut groups: BTreeMap<String, (BTreeMap<&'a str, usize>, Vec<usize>)> = BTreeMap::new();
    for n in newest {
        for name in names(*n) {
            let group = groups.entry(topic_slug(name)).or_default();
            *group.0.entry(name.trim()).or_default() += 1;
            if group.1.last() != Some(n) {
                group.1.push(*n);
            }
        }
    }
    let title = |spellings: BTreeMap<&str, usize>| {
        spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(name, _)| name.to_owned())
    };
    groups.into_iter().map(|(slug, (spellings, articles))| Topic { title: title(spellings).unwrap_or_default(), slug, articles }).collect()
}
