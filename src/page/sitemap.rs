//! What crawlers read: sitemap (sitemaps.org protocol 0.9), robots.txt (RFC 9309), llms.txt, OpenSearch description.

use super::files::SiteFile;
use super::id::{self, PageId};
use super::link::Linker;
use super::view::View;
use crate::base::date::Date;
use crate::base::html::escape;

/// Addresses that one sitemap may hold (sitemaps.org).
pub const MOST_IN_ONE: usize = 50_000;

/// The sitemap's files: one, or an index with its parts where the site is larger than one may be.
pub fn sitemap<'v>(view: View<'v>, absolute: &Linker) -> Vec<SiteFile<'v>> {
    let pages: Vec<PageId> = id::plan(view).into_iter().filter(is_listed).collect();
    let part = |name: String, pages: &[PageId]| {
        let (pages, absolute) = (pages.to_vec(), absolute.clone());
        SiteFile::new(name, move || urlset(pages.iter().map(|page| entry(view, &absolute, *page))))
    };
    if pages.len() <= MOST_IN_ONE {
        return vec![part("sitemap.xml".to_owned(), &pages)];
    }
    let name = |n: usize| format!("sitemap-{}.xml", n + 1);
    let places: Vec<String> = (0..pages.len().div_ceil(MOST_IN_ONE)).map(|n| escape(&absolute.file(&name(n)))).collect();
    let mut files = vec![SiteFile::new("sitemap.xml", move || index(&places))];
    files.extend(pages.chunks(MOST_IN_ONE).enumerate().map(|(n, pages)| part(name(n), pages)));
    files
}

/// The list of a sitemap's parts.
fn index(places: &[String]) -> String {
    let list: String = places.iter().map(|place| format!("  <sitemap><loc>{place}</loc></sitemap>\n")).collect();
    format!("{XML}<sitemapindex xmlns=\"{NAMESPACE}\">\n{list}</sitemapindex>\n")
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn urlset(entries: impl Iterator<Item = String>) -> String {
    let mut out = format!("{XML}<urlset xmlns=\"{NAMESPACE}\">\n");
    out.extend(entries);
    out + "</urlset>\n"
}

/// Whether a sitemap lists a page.
fn is_listed(page: &PageId) -> bool {
    !matches!(page, PageId::Redirect(..) | PageId::NotFound | PageId::Search | PageId::Integrity(_))
}

fn entry(view: View<'_>, absolute: &Linker, page: PageId) -> String {
    let place = escape(&absolute.file(&id::output(view, page)));
    let changed = last_change(view, page).map(|d| format!("<lastmod>{d}</lastmod>")).unwrap_or_default();
    format!("  <url><loc>{place}</loc>{changed}</url>\n")
}

/// The day on which what a page shows last changed; nothing where that is not known, since a made-up date is worse than none.
fn last_change(view: View<'_>, page: PageId) -> Option<Date> {
    let library = view.library;
    let newest = |articles: &[usize]| articles.iter().filter_map(|n| library.articles[*n].last_change()).max();
    match page {
        PageId::Article(n) => library.articles[n].last_change(),
        PageId::Home | PageId::Topics => newest(&library.newest),
        PageId::List(list, number) => newest(id::page_articles(view, list, number)),
        PageId::Source(n) => library.works[n].entries.iter().filter_map(|(a, _)| library.articles[*a].last_change()).max(),
        _ => None,
    }
}

/// robots.txt: everything may be read; the sitemap is named.
pub fn robots(absolute: Option<&Linker>) -> String {
    let sitemap = absolute.map(|a| format!("\nSitemap: {}\n", a.file("sitemap.xml"))).unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{sitemap}")
}

/// The OpenSearch description (OpenSearch 1.1).
pub fn opensearch(view: View<'_>, absolute: &Linker) -> String {
    let settings = view.settings;
    // Short names have at most 16 characters, descriptions at most 1,024 (OpenSearch 1.1, sections 4.2.1 and 4.2.2).
    let short: String = settings.title.chars().take(16).collect();
    let about: String = settings.description.as_ref().unwrap_or(&settings.title).chars().take(1_024).collect();
    let template = format!("{}?q={{searchTerms}}", absolute.file("search/index.html"));
    format!(
        "{XML}<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n  <ShortName>{}</ShortName>\n  <Description>{}</Description>\n  <Url type=\"text/html\" template=\"{}\"/>\n  <InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n",
        escape(&short),
        escape(&about),
        escape(&template)
    )
}

/// llms.txt (llmstxt.org): the site's name, what it is, and its answers as links to their Markdown.
pub fn llms(view: View<'_>, linker: &Linker) -> String {
    let settings = view.settings;
    let mut out = format!("# {}\n", one_line(&settings.title));
    if let Some(description) = &settings.description {
        out.push_str(&format!("\n> {}\n", one_line(description)));
    }
    out.push_str("\nEach answer lists its sources with what was recorded of them.\n\n## Answers\n\n");
    for n in &view.library.newest {
        let article = &view.library.articles[*n];
        let file = if settings.formats.md { "index.md" } else { "index.html" };
        let about = article.description.as_ref().map(|d| format!(": {}", one_line(d))).unwrap_or_default();
        let title = one_line(&article.title).replace('[', "\\[").replace(']', "\\]");
        out.push_str(&format!("- [{title}]({}){about}\n", linker.file(&article.url.file(file))));
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
