//! Which output lies at a path: the other way round from [super::id::output], for a server that has no folder to look in.
//!
//! Invariant: what is found is an output of the site; a path that names none finds nothing, whatever it spells.

use super::files::article_outputs;
use super::id::{self, ListId, PageId};
use super::link;
use super::view::View;
use crate::base::path::{SitePath, UrlPath};

/// What lies at an output path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A page.
    Page(PageId),
    /// A twin of the page of the article at this place.
    Twin(usize),
    /// A file under `content/` that articles use.
    Asset(SitePath),
}

/// The page, twin or copied file at an output path (`qa/x/index.html`).
pub fn find(view: View<'_>, path: &str) -> Option<Place> {
    if let Some(page) = page(view, path).or_else(|| redirect(view, path)) {
        return Some(Place::Page(page));
    }
    let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
    if let Some(n) = view.library.by_url(&UrlPath::new(folder)).filter(|n| article_outputs(view, *n).any(|o| o == path)) {
        return Some(Place::Twin(n));
    }
    let (asset, _) = view.library.assets.get_key_value(&SitePath::new(format!("content/{path}")))?;
    let used = view.library.texts().any(|article| link::used_assets(view.library, article).any(|a| a == asset));
    used.then(|| Place::Asset(asset.clone()))
}

fn page(view: View<'_>, path: &str) -> Option<PageId> {
    if path == "404.html" {
        return Some(PageId::NotFound);
    }
    let url = path.strip_suffix("index.html")?;
    let url = if url.is_empty() { url } else { url.strip_suffix('/')? };
    if let Some(n) = view.library.by_url(&UrlPath::new(url)).filter(|n| view.library.articles[*n].url.as_str() == url) {
        return Some(PageId::Article(n));
    }
    match url.split('/').collect::<Vec<_>>().as_slice() {
        [""] => Some(PageId::Home),
        ["topics"] => Some(PageId::Topics),
        ["search"] => Some(PageId::Search),
        ["answers", rest @ ..] => list(view, ListId::Answers, rest),
        ["topics", slug, rest @ ..] => list(view, ListId::Topic(by_slug(&view.library.topics, slug)?), rest),
        ["series", slug, rest @ ..] => list(view, ListId::Series(by_slug(&view.library.series, slug)?), rest),
        ["sources"] => Some(PageId::Sources(1)),
        ["sources", "page", number] => numbered(number).filter(|n| (2..=id::sources_pages(view)).contains(n)).map(PageId::Sources),
        ["integrity"] if id::integrity_pages(view) > 0 => Some(PageId::Integrity(1)),
        ["integrity", "page", number] => numbered(number).filter(|n| (2..=id::integrity_pages(view)).contains(n)).map(PageId::Integrity),
        ["sources", slug] => {
            let work = view.library.works.iter().position(|w| w.slug == *slug)?;
            id::has_page(view, work).then_some(PageId::Source(work))
        }
        _ => None,
    }
}

/// A page of a list: the newest at the list's own address, older ones by number.
fn list(view: View<'_>, list: ListId, rest: &[&str]) -> Option<PageId> {
    let count = id::page_count(view, list);
    match rest {
        [] => Some(PageId::List(list, count)),
        ["page", number] => numbered(number).filter(|n| (1..count).contains(n)).map(|n| PageId::List(list, n)),
        _ => None,
    }
}

/// A number as addresses write it: no sign, no zero in front.
fn numbered(text: &str) -> Option<usize> {
    text.parse().ok().filter(|n: &usize| n.to_string() == text)
}

fn by_slug(topics: &[crate::library::Topic], slug: &str) -> Option<usize> {
    topics.binary_search_by(|t| t.slug.as_str().cmp(slug)).ok()
}

fn redirect(view: View<'_>, path: &str) -> Option<PageId> {
    let with_aliases = view.library.articles.iter().enumerate().filter(|(_, a)| !a.aliases.is_empty());
    with_aliases
        .flat_map(|(n, article)| (0..article.aliases.len()).map(move |a| PageId::Redirect(n, a)))
        .find(|page| id::is_page(view, *page) && id::output(view, *page) == path)
}
