//! All published articles and the edges between them: topics, works, links, translations, related answers.
//!
//! [resolve()] builds a [Library] from Summaries; [Library::apply] follows a [Change] of them and gives what [resolve()] would;
//! [problems()] says what is wrong between articles.
//! Invariant: sees Summaries only, never a Body or a byte offset; the order of its parts depends on content alone.

pub mod apply;
pub mod kinship;
pub mod links;
pub mod paths;
mod regroup;
pub mod related;
pub mod topics;
pub mod works;

pub use apply::{Change, Effect};
use related::Rank;
pub use related::{Reason, Related};
pub use topics::Topic;
pub use works::Work;

use crate::article::Summary;
use crate::base::fold::compare;
use crate::base::path::{SitePath, UrlPath};
use crate::diag::{Diagnostic, Severity, Subject, Target};
use regroup::Signs;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A file under `content/` that is not an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asset {
    /// Width and height in pixels, for images whose format is known.
    pub size: Option<(u32, u32)>,
    /// Why it is not to be copied to the output, where it could run something.
    pub active: Option<&'static str>,
}

/// What [resolve()] works on.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Articles that are published.
    pub articles: Vec<Arc<Summary>>,
    /// Articles that are not, with the reason in a few words (`it is a draft`).
    pub withheld: BTreeMap<SitePath, String>,
    /// Other files under `content/`.
    pub assets: BTreeMap<SitePath, Asset>,
    /// The text of the first page.
    pub home: Option<Arc<Summary>>,
}

/// All published articles and the edges between them. Articles are known by their place in [Library::articles].
///
/// A clone is cheap: what is large is shared until it changes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Library {
    /// Articles by the path of their file.
    pub articles: Vec<Arc<Summary>>,
    /// Articles that are not published, with the reason.
    pub withheld: BTreeMap<SitePath, String>,
    /// Other files under `content/`.
    pub assets: BTreeMap<SitePath, Asset>,
    /// The text of the first page (`content/_index.md`), which is none of the articles.
    pub home: Option<Arc<Summary>>,
    /// Places of articles, newest first (by update or publication), then by title.
    pub newest: Vec<usize>,
    /// Topics by slug.
    pub topics: Vec<Topic>,
    /// Series by slug.
    pub series: Vec<Topic>,
    /// Distinct works, by title.
    pub works: Arc<Vec<Work>>,
    /// For each article, the work of each of its sources, by number.
    pub work_of: Arc<Vec<Vec<usize>>>,
    /// For each article, the same answer in other languages.
    pub translations: Vec<Vec<usize>>,
    /// The keys of all sources, once the Library is [ready](Library::prepare) for edits.
    signs: Option<Arc<Signs>>,
    ranks: Arc<Vec<Rank>>,
    by_file: Arc<HashMap<SitePath, usize>>,
    by_url: Arc<HashMap<UrlPath, usize>>,
}

/// Builds the Library.
pub fn resolve(parts: Parts) -> Library {
    resolve_with(parts, |articles| (works::works(articles), None))
}

/// Builds the Library, but for its works and their signs, which come from the articles in order.
fn resolve_with(parts: Parts, works: impl FnOnce(&[Arc<Summary>]) -> (Vec<Work>, Option<Signs>)) -> Library {
    let mut articles = parts.articles;
    articles.sort_by(|a, b| a.file.cmp(&b.file));
    let by_file: HashMap<SitePath, usize> = articles.iter().enumerate().map(|(n, a)| (a.file.clone(), n)).collect();
    let by_url = addresses(&articles);
    let newest = newest_first(&articles);
    let topics = topics::topics(&articles, &newest);
    let series = topics::series(&articles, &newest);
    let (works, signs) = works(&articles);
    Library {
        withheld: parts.withheld,
        assets: parts.assets,
        home: parts.home,
        translations: translations(&articles, &by_file),
        work_of: Arc::new(works::work_of(&works, &articles)),
        signs: signs.map(Arc::new),
        ranks: Arc::new(related::ranks(&articles, &newest)),
        articles,
        newest,
        topics,
        series,
        works: Arc::new(works),
        by_file: Arc::new(by_file),
        by_url: Arc::new(by_url),
    }
}

impl Library {
    /// Makes ready for edits: the first one of sources would take longer than those after it.
    pub fn prepare(&mut self) {
        self.signs.get_or_insert_with(|| Arc::new(Signs::of(&self.articles)));
    }

    /// Its articles alone: all else goes.
    pub fn into_articles(self) -> Vec<Arc<Summary>> {
        self.articles
    }

    /// Every text that pages show: the articles, and that of the first page.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<Summary>> {
        self.articles.iter().chain(&self.home)
    }

    /// The text of a content file: an article, or that of the first page.
    pub fn text(&self, file: &SitePath) -> Option<&Arc<Summary>> {
        self.by_file(file).map(|n| &self.articles[n]).or_else(|| self.home.as_ref().filter(|home| home.file == *file))
    }

    /// The article of a content file.
    pub fn by_file(&self, file: &SitePath) -> Option<usize> {
        self.by_file.get(file).copied()
    }

    /// The file under `content/` at an address typed from the site's root (`/data.csv#row`).
    pub fn asset_at(&self, path: &str) -> Option<&SitePath> {
        let clean = path.split('#').next().unwrap_or(path).trim_matches('/');
        self.assets.get_key_value(&SitePath::new(format!("content/{clean}"))).map(|(file, _)| file)
    }

    /// The article at an address.
    pub fn by_url(&self, url: &UrlPath) -> Option<usize> {
        self.by_url.get(url).copied()
    }

    /// The topic with this name in any spelling that folds to the same.
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        let slug = topics::topic_slug(name);
        self.topics.binary_search_by(|t| t.slug.as_str().cmp(&slug)).ok().map(|n| &self.topics[n])
    }
}

/// What the outputs of a site are, as far as links and files of articles meet them.
pub trait Outputs {
    /// Addresses of the pages that ibid makes by itself.
    fn reserved(&self) -> &[String];
    /// Whether an address typed from the site's root leads somewhere.
    fn holds(&self, path: &str) -> bool;
    /// Whether ibid writes this file of the output itself.
    fn writes(&self, file: &str) -> bool;
    /// Whether files that could run something may be copied.
    fn trusts_files(&self) -> bool;
}

/// Everything that is wrong between articles.
pub fn problems(library: &Library, outputs: &dyn Outputs) -> Vec<Diagnostic> {
    let mut found = paths::problems(library, outputs);
    let Some(home) = &library.home else {
        found.extend(links::problems(library, outputs));
        return found;
    };
    let mut all = library.clone();
    all.articles.push(Arc::clone(home));
    found.extend(links::problems(&all, outputs));
    if !home.sources.is_empty() || !home.citations.is_empty() {
        let at = Target::Subject(Subject::Key("sources".to_owned()));
        let message = "the first page has no list of sources: what its text cites is shown nowhere";
        let help = "say it in an answer, with its sources, and link to that";
        found.push(Diagnostic::new("folder-text", Severity::Warn, &home.file, at, message).help(help));
    }
    found
}

/// Articles by their address; of two at one address the first.
fn addresses(articles: &[Arc<Summary>]) -> HashMap<UrlPath, usize> {
    let mut by_url = HashMap::with_capacity(articles.len());
    for (n, article) in articles.iter().enumerate() {
        by_url.entry(article.url.clone()).or_insert(n);
    }
    by_url
}

fn newest_first(articles: &[Arc<Summary>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|a, b| newer(&articles[*a], &articles[*b]));
    order
}

/// The order of lists: newest first; articles without a date come last, by title.
fn newer(a: &Summary, b: &Summary) -> Ordering {
    b.last_change().cmp(&a.last_change()).then_with(|| compare(&a.title, &b.title)).then_with(|| a.file.cmp(&b.file))
}

/// Articles that say they translate one another, in groups; each article's list leaves itself out.
fn translations(articles: &[Arc<Summary>], by_file: &HashMap<SitePath, usize>) -> Vec<Vec<usize>> {
    let original = |n: usize| -> usize {
        let target = articles[n].translation_of.as_deref().and_then(|t| links::article_path(&articles[n].file, t));
        target.and_then(|t| by_file.get(&t).copied()).unwrap_or(n)
    };
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for n in 0..articles.len() {
        groups.entry(original(n)).or_default().push(n);
    }
    let mut out = vec![Vec::new(); articles.len()];
    for group in groups.values().filter(|g| g.len() > 1) {
        for n in group {
            out[*n] = group.iter().copied().filter(|m| m != n).collect();
        }
    }
    out
}
