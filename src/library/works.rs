//! Works: when the sources of several articles are one, and who cites them.

use crate::article::Summary;
use crate::base::fold::order;
use crate::base::hash::short;
use crate::base::slug::slugify;
use crate::source::Source;
use crate::source::key::keys;
use crate::source::works::{Entry, group};
use std::collections::HashMap;
use std::sync::Arc;

/// Where an entry stands: an article's place, and the source's place in it.
pub(super) type Place = (usize, usize);

/// One distinct work of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Part of the address of its page.
    pub slug: String,
    /// What is known of it: the first entry in order, its gaps filled from the others. Findings and evidence are the articles' own.
    pub source: Arc<Source>,
    /// Who lists it: (article, place among its sources), in the order of articles.
    pub entries: Vec<(usize, usize)>,
    /// The words of its title that its address begins with.
    pub(super) words: Arc<str>,
}

impl Work {
    /// How many articles list it.
    pub fn articles(&self) -> usize {
        let mut articles: Vec<usize> = self.entries.iter().map(|(a, _)| *a).collect();
        articles.dedup();
        articles.len()
    }

    /// Its place among works is by this, and by its entries.
    pub(super) fn order(&self) -> String {
        order(&self.source.title)
    }
}

/// Distinct works by title.
pub(super) fn works(articles: &[Arc<Summary>]) -> Vec<Work> {
    let places = articles.iter().enumerate().flat_map(|(a, article)| (0..article.sources.len()).map(move |s| (a, s)));
    let mut works = grouped(articles, &places.collect::<Vec<_>>());
    works.sort_by_cached_key(|w| (w.order(), w.entries.clone()));
    name(&mut works, articles, |_| true);
    works
}

/// The works of these entries, which come in the order of articles; without addresses.
pub(super) fn grouped(articles: &[Arc<Summary>], places: &[Place]) -> Vec<Work> {
    let entry = |(a, s): &Place| {
        let source = &articles[*a].sources[*s].source;
        Entry { source, shared: source.reference.as_deref() }
    };
    let grouping = group(&places.iter().map(entry).collect::<Vec<_>>());
    let count = grouping.works.iter().map(|w| w.0 + 1).max().unwrap_or(0);
    let mut groups: Vec<Vec<Place>> = vec![Vec::new(); count];
    for (place, work) in places.iter().zip(&grouping.works) {
        groups[work.0].push(*place);
    }
    groups.into_iter().filter(|g| !g.is_empty()).map(|entries| work(articles, entries)).collect()
}

fn work(articles: &[Arc<Summary>], mut entries: Vec<Place>) -> Work {
    entries.sort_unstable();
    entries.shrink_to_fit();
    let mut merged = Source::default();
    for (a, s) in &entries {
        merged.fill_from(&articles[*a].sources[*s].source);
    }
    merged.finding = None;
    merged.evidence = Vec::new();
    merged.stance = None;
    Work { slug: String::new(), words: shortened(&merged.title).into(), source: Arc::new(merged), entries }
}

/// For each article, the work of each of its sources.
pub(super) fn work_of(works: &[Work], articles: &[Arc<Summary>]) -> Vec<Vec<usize>> {
    let mut work_of: Vec<Vec<usize>> = articles.iter().map(|a| vec![0; a.sources.len()]).collect();
    for (w, work) in works.iter().enumerate() {
        for (a, s) in &work.entries {
            work_of[*a][*s] = w;
        }
    }
    work_of
}

/// Gives each work whose words are `wanted` its address: words of its title; works whose titles give the same words get a
/// part of a hash too: of their strongest key, or of the place where they are listed.
pub(super) fn name(works: &mut [Work], articles: &[Arc<Summary>], wanted: impl Fn(&str) -> bool) {
    let mut count: HashMap<Arc<str>, usize> = HashMap::new();
    for work in works.iter().filter(|w| wanted(&w.words)) {
        *count.entry(Arc::clone(&work.words)).or_default() += 1;
    }
    for work in works.iter_mut().filter(|w| wanted(&w.words)) {
        let slug = &work.words;
        let unique = count.get(slug) == Some(&1) && !slug.is_empty() && **slug != *"page";
        let key = || match keys(&work.source, None).first() {
            Some(key) => format!("{key:?}"),
            None => work.entries.first().map(|(a, s)| format!("{}:{s}", articles[*a].file)).unwrap_or_default(),
        };
        work.slug =
            if unique { slug.to_string() } else { format!("{slug}-{}", short(key().as_bytes(), 8)).trim_start_matches('-').to_owned() };
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
