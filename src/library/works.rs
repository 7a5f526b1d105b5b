//! Works: when the sources of several articles are one, and who cites them.

use crate::article::Summary;
use crate::base::fold::fold;
use crate::base::hash::short;
use crate::base::slug::slugify;
use crate::source::Source;
use std::collections::{BTreeMap, HashMap};
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
    let mut groups: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (a, article) in articles.iter().enumerate() {
        for (s, cited) in article.sources.iter().enumerate() {
            let key = key(&cited.source).unwrap_or_else(|| format!("own:{a}:{s}"));
            groups.entry(key).or_default().push((a, s));
        }
    }
    let mut works: Vec<(String, Work)> = groups.into_iter().map(|(key, entries)| (key, work(articles, entries))).collect();
    works.sort_by(|(_, a), (_, b)| (fold(&a.source.title), &a.entries).cmp(&(fold(&b.source.title), &b.entries)));
    name(&mut works);
    let works: Vec<Work> = works.into_iter().map(|(_, work)| work).collect();
    let mut work_of: Vec<Vec<usize>> = articles.iter().map(|a| vec![0; a.sources.len()]).collect();
    for (w, work) in works.iter().enumerate() {
        for (a, s) in &work.entries {
            work_of[*a][*s] = w;
        }
    }
    (works, work_of)
}

/// The strongest identity of a source: DOI, then arXiv, PMID, PMCID, ISBN, address, then title, year and first author together.
fn key(source: &Source) -> Option<String> {
    let ids = &source.ids;
    let named =
        [("doi", &ids.doi), ("arxiv", &ids.arxiv), ("pmid", &ids.pmid), ("pmcid", &ids.pmcid), ("isbn", &ids.isbn), ("url", &source.url)];
    if let Some((kind, id)) = named.into_iter().find_map(|(kind, id)| Some((kind, id.as_ref()?))) {
        return Some(format!("{kind}:{id}"));
    }
    let year = source.issued?.year;
    let author = source.authors.first()?;
    Some(format!("work:{}:{year}:{author:?}", fold(&source.title)))
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

/// Gives each work its address: words of its title; works whose titles give the same words get a part of their key's hash too.
fn name(works: &mut [(String, Work)]) {
    let slugs: Vec<String> = works.iter().map(|(_, w)| shortened(&w.source.title)).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &slugs {
        *count.entry(slug).or_default() += 1;
    }
    for ((key, work), slug) in works.iter_mut().zip(&slugs) {
        let unique = count.get(slug.as_str()) == Some(&1) && !slug.is_empty() && slug != "page";
        work.slug = if unique { slug.clone() } else { format!("{slug}-{}", short(key.as_bytes(), 8)).trim_start_matches('-').to_owned() };
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
