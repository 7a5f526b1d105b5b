//! What every page has: head and chrome.

use super::id::PageId;
use super::model::{Frame, HeadLink, Meta, NavModel};
use super::present::{ANSWERS, Page};
use crate::article::link;
use crate::base::path::SitePath;
use crate::base::url::{LinkKind, link_kind};

/// What a kind of page adds to the head.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The page's own title; the site's where there is none.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Not to be indexed.
    pub noindex: bool,
    /// Full address, where it is not the page's own.
    pub canonical: Option<String>,
    /// Further links.
    pub links: Vec<HeadLink>,
    /// Further metadata.
    pub meta: Vec<Meta>,
    /// Open Graph.
    pub properties: Vec<Meta>,
    /// JSON-LD, safe inside `<script>`.
    pub json_ld: Option<String>,
}

/// The policy that pages carry themselves: where one of the site's hosts sends no headers.
fn policy(page: &Page<'_>) -> Option<String> {
    let silent = page.view.settings.deploy.iter().any(|host| !host.sends_headers());
    silent.then(crate::deploy::headers::policy_in_page)
}

pub(super) fn frame(page: &Page<'_>, head: Head) -> Frame {
    let settings = page.view.settings;
    let absolute = page.view.absolute();
    let own = absolute.as_ref().filter(|_| page.id != PageId::NotFound).map(|a| a.file(&page.output));
    let canonical = head.canonical.or(own);
    let head_title = match &head.title {
        Some(title) => format!("{title} · {}", settings.title),
        None => settings.title.clone(),
    };
    let mut links = feed_links(page);
    links.extend(head.links);
    let mut properties = open_graph(page, head.title.as_deref(), head.description.as_deref(), canonical.as_deref());
    properties.extend(head.properties);
    Frame {
        lang: page.lang.as_str().to_owned(),
        dir: page.lang.direction(),
        site_title: settings.title.clone(),
        site_description: settings.description.clone(),
        head_title,
        description: head.description.or_else(|| settings.description.clone()),
        root: page.linker.root(),
        canonical,
        policy: policy(page),
        noindex: head.noindex,
        links,
        meta: head.meta,
        properties,
        json_ld_html: head.json_ld,
        nav: nav(page),
        home_href: page.href(PageId::Home),
        answers_href: page.href(ANSWERS),
        topics_href: page.href(PageId::Topics),
        sources_href: page.href(PageId::Sources(1)),
        search_href: page.href(PageId::Search),
        index_href: settings.search.then(|| format!("{}search/", page.linker.root())),
        feed_href: absolute.is_some().then(|| page.linker.file("feed.xml")),
        rail: settings.rail,
        extra: settings.extra.clone(),
    }
}

fn feed_links(page: &Page<'_>) -> Vec<HeadLink> {
    if page.view.settings.base_url.is_none() {
        return Vec::new();
    }
    let title = &page.view.settings.title;
    let feed = |file: &str, media_type: &str| HeadLink {
        rel: "alternate".to_owned(),
        href: page.linker.file(file),
        media_type: Some(media_type.to_owned()),
        title: Some(title.clone()),
        hreflang: None,
    };
    let search = HeadLink { rel: "search".to_owned(), ..feed("opensearch.xml", "application/opensearchdescription+xml") };
    vec![feed("feed.xml", "application/atom+xml"), feed("feed.json", "application/feed+json"), search]
}

fn open_graph(page: &Page<'_>, title: Option<&str>, description: Option<&str>, url: Option<&str>) -> Vec<Meta> {
    let settings = page.view.settings;
    let locale = page.lang.as_str().replace('-', "_");
    let kind = if matches!(page.id, PageId::Article(_)) { "article" } else { "website" };
    let all = [
        ("og:type", Some(kind)),
        ("og:title", title.or(Some(&settings.title))),
        ("og:description", description.or(settings.description.as_deref())),
        ("og:url", url),
        ("og:site_name", Some(settings.title.as_str())),
        ("og:locale", Some(&locale)),
    ];
    all.into_iter().filter_map(|(name, content)| Some(Meta { name: name.to_owned(), content: content?.replace('\n', " ") })).collect()
}

fn nav(page: &Page<'_>) -> Vec<NavModel> {
    let Some(items) = &page.view.settings.nav else { return usual_nav(page) };
    items
        .iter()
        .map(|item| {
            let href = nav_href(page, &item.url);
            let current = is_current(page, &href);
            NavModel { title: item.title.clone(), href, current }
        })
        .collect()
}

fn usual_nav(page: &Page<'_>) -> Vec<NavModel> {
    let entry = |key: &str, id: PageId| {
        let href = page.href(id);
        NavModel { title: page.word(key), current: is_current(page, &href), href }
    };
    vec![entry("answers", ANSWERS), entry("topics", PageId::Topics), entry("sources", PageId::Sources(1))]
}

/// Where a navigation item leads: an address on the web, a content file, or a path in the site.
fn nav_href(page: &Page<'_>, url: &str) -> String {
    if link_kind(url) != LinkKind::Local {
        return if link_kind(url) == LinkKind::Forbidden { "#".to_owned() } else { url.to_owned() };
    }
    let article = nav_file(url).and_then(|file| page.view.library.by_file(&file));
    article.map_or_else(|| page.linker.site(url.trim_start_matches('/')), |n| page.href(PageId::Article(n)))
}

/// The content file that a navigation item names, if it names one: its path from the site's folder or from `content/`.
pub fn nav_file(url: &str) -> Option<SitePath> {
    let path = url.trim_start_matches('/');
    if link_kind(url) != LinkKind::Local || !link::is_markdown(path) {
        return None;
    }
    Some(if path.starts_with("content/") { SitePath::new(path) } else { SitePath::new(format!("content/{path}")) })
}

/// Whether an address is this page's own.
fn is_current(page: &Page<'_>, href: &str) -> bool {
    page.id != PageId::NotFound && href == page.linker.file(&page.output)
}
