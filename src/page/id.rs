//! Which pages a site has, and where each lies.

use super::view::View;
use crate::base::path::UrlPath;
use crate::config::SourcePages;
use crate::deploy::Redirect;
use crate::library::{Topic, paths};

/// One page that a template renders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageId {
    /// An article, by its place in the Library.
    Article(usize),
    /// The first page.
    Home,
    /// A page of a list; numbered from 1, the oldest.
    List(ListId, usize),
    /// All topics.
    Topics,
    /// A work, by its place in the Library.
    Source(usize),
    /// A page of the index of sources, from 1.
    Sources(usize),
    /// A page of what `ibid check` says of every answer, from 1.
    Integrity(usize),
    /// The search page.
    Search,
    /// The page for addresses that are not there.
    NotFound,
    /// An alias, by article and place among its aliases.
    Redirect(usize, usize),
}

/// One list of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListId {
    /// All of them.
    Answers,
    /// Those of a topic, by its place in the Library.
    Topic(usize),
    /// Those of a series, by its place in the Library.
    Series(usize),
}

/// Sources that a page of their index holds.
pub const SOURCES_PER_PAGE: usize = 200;

/// Answers that a page of the integrity page holds.
pub const INTEGRITY_PER_PAGE: usize = 200;

/// How many integrity pages a site has: none unless its settings ask for them.
pub fn integrity_pages(view: View<'_>) -> usize {
    if view.settings.integrity_page { view.library.articles.len().div_ceil(INTEGRITY_PER_PAGE).max(1) } else { 0 }
}

/// Addresses of the pages that ibid makes by itself. An article must not take one of them.
pub fn reserved(view: View<'_>) -> Vec<String> {
    let mut out: Vec<String> =
        ["", "answers", "topics", "sources", "search", "series", "assets", "api"].into_iter().map(str::to_owned).collect();
    out.extend(
        plan(view).into_iter().filter(|id| !matches!(id, PageId::Article(_) | PageId::Redirect(..))).map(|id| url(view, id).to_string()),
    );
    out.sort();
    out.dedup();
    out
}

/// All pages, in a fixed order.
pub fn plan(view: View<'_>) -> Vec<PageId> {
    let library = view.library;
    let mut pages: Vec<PageId> = (0..library.articles.len()).map(PageId::Article).collect();
    pages.extend([PageId::Home, PageId::Topics, PageId::Search, PageId::NotFound]);
    let topics = (0..library.topics.len()).map(ListId::Topic);
    let series = (0..library.series.len()).map(ListId::Series);
    for list in std::iter::once(ListId::Answers).chain(topics).chain(series) {
        pages.extend((1..=page_count(view, list)).map(|n| PageId::List(list, n)));
    }
    pages.extend((1..=sources_pages(view)).map(PageId::Sources));
    pages.extend((1..=integrity_pages(view)).map(PageId::Integrity));
    pages.extend((0..library.works.len()).filter(|n| has_page(view, *n)).map(PageId::Source));
    for (n, article) in library.articles.iter().enumerate() {
        pages.extend((0..article.aliases.len()).map(|a| PageId::Redirect(n, a)).filter(|id| is_page(view, *id)));
    }
    pages
}

/// How many pages the index of sources has.
pub fn sources_pages(view: View<'_>) -> usize {
    view.library.works.len().div_ceil(SOURCES_PER_PAGE).max(1)
}

/// Whether a page is made: not that of a work without one of its own, nor of an alias that leads out of the site.
pub fn is_page(view: View<'_>, id: PageId) -> bool {
    match id {
        PageId::Redirect(n, a) => paths::alias_path(&view.library.articles[n].aliases[a]).is_some(),
        PageId::Source(n) => has_page(view, n),
        _ => true,
    }
}

/// Whether a work has a page of its own.
pub fn has_page(view: View<'_>, work: usize) -> bool {
    match view.settings.source_pages {
        SourcePages::All => true,
        SourcePages::Shared => view.library.works[work].articles() > 1,
        SourcePages::None => false,
    }
}

/// The articles of a list, newest first.
pub fn list_articles(view: View<'_>, list: ListId) -> &[usize] {
    match list {
        ListId::Answers => &view.library.newest,
        ListId::Topic(n) => &view.library.topics[n].articles,
        ListId::Series(n) => &view.library.series[n].articles,
    }
}

/// The topic or series of a list.
pub fn list_topic(view: View<'_>, list: ListId) -> Option<&Topic> {
    match list {
        ListId::Answers => None,
        ListId::Topic(n) => view.library.topics.get(n),
        ListId::Series(n) => view.library.series.get(n),
    }
}

/// How many pages a list has. The newest page holds what does not fill a page of its own as well (up to one less than
/// two pages), so that a new article changes the newest page alone and no page is nearly empty.
pub fn page_count(view: View<'_>, list: ListId) -> usize {
    (list_articles(view, list).len() / view.settings.per_page.max(1)).max(1)
}

/// The articles of page `number` of a list, newest first.
pub fn page_articles(view: View<'_>, list: ListId, number: usize) -> &[usize] {
    let all = list_articles(view, list);
    let per_page = view.settings.per_page.max(1);
    let oldest = (number - 1) * per_page;
    let newest = if number >= page_count(view, list) { all.len() } else { oldest + per_page };
    &all[all.len() - newest..all.len() - oldest]
}

/// The address of a page. A list's number past its last page stands for the newest page.
pub fn url(view: View<'_>, id: PageId) -> UrlPath {
    match id {
        PageId::Article(n) => view.library.articles[n].url.clone(),
        PageId::Home => UrlPath::default(),
        PageId::List(list, number) => list_url(view, list, number),
        PageId::Topics => UrlPath::new("topics"),
        PageId::Source(n) => UrlPath::new(format!("sources/{}", view.library.works[n].slug)),
        PageId::Sources(1) => UrlPath::new("sources"),
        PageId::Sources(n) => UrlPath::new(format!("sources/page/{n}")),
        PageId::Integrity(1) => UrlPath::new("integrity"),
        PageId::Integrity(n) => UrlPath::new(format!("integrity/page/{n}")),
        PageId::Search => UrlPath::new("search"),
        PageId::NotFound => UrlPath::new("404"),
        PageId::Redirect(n, a) => paths::alias_path(&view.library.articles[n].aliases[a]).unwrap_or_default(),
    }
}

fn list_url(view: View<'_>, list: ListId, number: usize) -> UrlPath {
    let base = match list {
        ListId::Answers => "answers".to_owned(),
        ListId::Topic(n) => format!("topics/{}", view.library.topics[n].slug),
        ListId::Series(n) => format!("series/{}", view.library.series[n].slug),
    };
    if number >= page_count(view, list) { UrlPath::new(base) } else { UrlPath::new(format!("{base}/page/{number}")) }
}

/// Addresses that moved: those of [PageId::Redirect].
pub fn redirects(view: View<'_>) -> Vec<Redirect> {
    let moved = |page: PageId| match page {
        PageId::Redirect(n, _) => Some(Redirect { from: output(view, page), to: output(view, PageId::Article(n)) }),
        _ => None,
    };
    plan(view).into_iter().filter_map(moved).collect()
}

/// The output file of a page.
pub fn output(view: View<'_>, id: PageId) -> String {
    match id {
        PageId::NotFound => "404.html".to_owned(),
        PageId::Redirect(..) => {
            let url = url(view, id);
            if url.as_str().ends_with(".html") { url.to_string() } else { url.index_html() }
        }
        _ => url(view, id).index_html(),
    }
}
