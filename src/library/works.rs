//! Works: when the sources of several articles are one, and who cites them.

use crate::article::Summary;
use crate::base::fold::fold;
use crate::base::hash::short;
use crate::base::slug::slugify;
use crate::source::Source;
use crate::source::key::keys;
use crate::source::works::{Entry, group};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One distinct work of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Part of the address of its page.
    pub slug: String,
    /// What is known of it: the first entry in order, its gaps filled from the others. Findings and evidence are the articles' own.
    pub source: Source,
    /// Who lists it: (article, place among its sources), in the order of articles.
    pub entries: Vec<(usize, usize)>,
}

impl Work {
    /// How many articles list it.
    pub fn articles(&self) -> usize {
        let mut articles: Vec<usize> = self.entries.iter().map(|(a, _)| *a).collect();
        articles.dedup();
        articles.len()
    }
}

/// Distinct works by title, and for each article the work of each of its sources.
pub fn works(articles: &[Arc<Summary>]) -> (Vec<Work>, Vec<Vec<usize>>) {
    let places: Vec<(usize, usize)> =
        articles.iter().enumerate().flat_map(|(a, article)| (0..article.sources.len()).map(move |s| (a, s))).collect();
    let entry = |(a, s): &(usize, usize)| {
        let source = &articles[*a].sources[*s].source;
        Entry { source, shared: source.reference.as_deref() }
    };
    let grouping = group(&places.iter().map(entry).collect::<Vec<_>>());
    let count = grouping.works.iter().map(|w| w.0 + 1).max().unwrap_or(0);
    let mut groups: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
    for (place, work) in places.iter().zip(&grouping.works) {
        groups[work.0].push(*place);
    }
    let mut works: Vec<Work> = groups.into_iter().filter(|g| !g.is_empty()).map(|entries| work(articles, entries)).collect();
    works.sort_by_cached_key(|w| (fold(&w.source.title), w.entries.clone()));
    name(&mut works, articles);
    let mut work_of: Vec<Vec<usize>> = articles.iter().map(|a| vec![0; a.sources.len()]).collect();
    for (w, work) in works.iter().enumerate() {
        for (a, s) in &work.entries {
            work_of[*a][*s] = w;
        }
    }
    (works, work_of)
}

fn work(articles: &[Arc<Summary>], mut entries: Vec<(usize, usize)>) -> Work {
    entries.sort_unstable();
    let mut merged = Source::default();
    for (a, s) in &entries {
        merged.fill_from(&articles[*a].sources[*s].source);
    }
    merged.finding = None;
    merged.evidence = Vec::new();
    merged.stance = None;
    Work { slug: String::new(), source: merged, entries }
}

/// Gives each work its address: words of its title; works whose titles give the same words get a part of a hash too:
/// of their strongest key, or of the place where they are listed.
fn name(works: &mut [Work], articles: &[Arc<Summary>]) {
    let slugs: Vec<String> = works.iter().map(|w| shortened(&w.source.title)).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &slugs {
        *count.entry(slug).or_default() += 1;
    }
    for (work, slug) in works.iter_mut().zip(&slugs) {
        let unique = count.get(slug.as_str()) == Some(&1) && !slug.is_empty() && slug != "page";
        let key = || match keys(&work.source, None).first() {
            Some(key) => format!("{key:?}"),
            None => work.entries.first().map(|(a, s)| format!("{}:{s}", articles[*a].file)).unwrap_or_default(),
        };
        work.slug = if unique { slug.clone() } else { format!("{slug}-{}", short(key().as_bytes(), 8)).trim_start_matches('-').to_owned() };
    }
}

/// The slug of a title, cut at a word near 60 bytes.
fn shortened(title: &str) -> String {
    let slug = slugify(title);
    if slug.len() <= 60 {
        return slug;
    }
    let mut end = 60;
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    let cut = slug[..end].rfind('-').filter(|at| *at > 20).unwrap_or(end);
    slug[..cut].to_owned()
}
