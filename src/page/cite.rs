//! How to cite an answer, and what its head tells machines.

use super::frame::Head;
use super::model::{CiteModel, HeadLink, Meta, TranslationModel};
use super::present::Page;
use crate::article::Summary;
use crate::config::Settings;
use crate::source::cite::CiteRecord;
use crate::source::formats::{bibtex, csl, ris};
use crate::source::{Name, name, reference};

/// The other forms of an article that are written: file, name, media type.
pub(super) fn twins(settings: &Settings, has_sources: bool) -> Vec<(&'static str, &'static str, &'static str)> {
    let formats = settings.formats;
    let all = [
        (formats.md, "index.md", "Markdown", "text/markdown"),
        (formats.json, "index.json", "JSON", "application/json"),
        (formats.bib && has_sources, "sources.bib", "BibTeX", "application/x-bibtex"),
        (formats.ris && has_sources, "sources.ris", "RIS", "application/x-research-info-systems"),
        (formats.csl && has_sources, "sources.csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
    ];
    all.into_iter().filter(|(on, ..)| *on).map(|(_, file, name, media)| (file, name, media)).collect()
}

pub(super) fn record(page: &Page<'_>, article: &Summary) -> CiteRecord {
    CiteRecord {
        title: article.title.clone(),
        authors: article.authors.iter().map(|p| name::parse_name(&p.name)).collect(),
        site: page.view.settings.title.clone(),
        url: page.view.absolute().map(|a| a.page(&article.url)),
        date: article.last_change(),
        accessed: None,
        id: article.url.as_str().rsplit('/').next().unwrap_or("answer").to_owned(),
    }
}

pub(super) fn cite(page: &Page<'_>, article: &Summary) -> CiteModel {
    let record = record(page, article);
    let source = record.source();
    CiteModel {
        text: page.view.style.reference(&source, page.lang.as_str()).unwrap_or_else(|| reference::text(&source)),
        bibtex: bibtex::write(&[&source]).trim_end().to_owned(),
        ris: ris::write(&[&source]).replace("\r\n", "\n").trim_end().to_owned(),
        csl: csl::write(&[&source]).trim_end().to_owned(),
        markdown: record.markdown(),
    }
}

/// The head of an article's page.
pub(super) fn head(page: &Page<'_>, n: usize, translations: &[TranslationModel]) -> Head {
    let article = &page.view.library.articles[n];
    let description = super::list::shorten(&super::list::snippet(article), 300);
    let description = Some(description).filter(|d| !d.is_empty());
    Head {
        title: Some(article.title.clone()),
        links: links(page, n, translations),
        meta: citation_meta(page, article, description.as_deref()),
        properties: [properties(article), super::share::properties(page.view, article)].concat(),
        json_ld: Some(super::json_ld::article(page.view, article)),
        description,
        ..Head::default()
    }
}

fn links(page: &Page<'_>, n: usize, translations: &[TranslationModel]) -> Vec<HeadLink> {
    let article = &page.view.library.articles[n];
    let mut out = Vec::new();
    for (file, name, media) in twins(page.view.settings, !article.sources.is_empty()) {
        let rel = if file.starts_with("sources") { "describedby" } else { "alternate" };
        let (href, media_type) = (page.linker.file(&article.url.file(file)), Some(media.to_owned()));
        out.push(HeadLink { rel: rel.to_owned(), href, media_type, title: Some(name.to_owned()), hreflang: None });
    }
    if let Some(absolute) = page.view.absolute() {
        let href = absolute.page(&article.url);
        // RFC 8574: the address to use when the page is cited.
        out.push(HeadLink { rel: "cite-as".to_owned(), href, media_type: None, title: None, hreflang: None });
    }
    if !translations.is_empty() {
        out.extend(languages(page, n));
    }
    out
}

/// The page in its languages, itself among them, as search engines ask for: with full addresses where they are known.
fn languages(page: &Page<'_>, n: usize) -> Vec<HeadLink> {
    let address = |n: usize| {
        let url = &page.view.library.articles[n].url;
        page.view.absolute().map_or_else(|| page.linker.page(url), |a| a.page(url))
    };
    let others = page.view.library.translations[n].iter().copied();
    let all = std::iter::once(n).chain(others).map(|n| (page.view.library.articles[n].lang.to_string(), address(n)));
    all.map(|(lang, href)| HeadLink { rel: "alternate".to_owned(), href, media_type: None, title: None, hreflang: Some(lang) }).collect()
}

/// Highwire Press tags, with the item type that keeps Zotero from taking the page for a journal article.
fn citation_meta(page: &Page<'_>, article: &Summary, description: Option<&str>) -> Vec<Meta> {
    let mut out: Vec<Meta> = Vec::new();
    let mut push = |name: &str, content: Option<String>| {
        out.extend(content.map(|content| Meta { name: name.to_owned(), content }));
    };
    push("z:itemType", Some("webpage".to_owned()));
    push("citation_title", Some(article.title.clone()));
    for author in &article.authors {
        push("citation_author", Some(cited_name(&author.name)));
    }
    push("citation_publication_date", article.date.map(|d| d.to_string().replace('-', "/")));
    push("citation_online_date", article.last_change().map(|d| d.to_string().replace('-', "/")));
    push("citation_public_url", page.view.absolute().map(|a| a.page(&article.url)));
    push("twitter:card", page.view.settings.og_images.then(|| "summary_large_image".to_owned()));
    push("citation_language", Some(article.lang.to_string()));
    push("citation_abstract", description.map(str::to_owned));
    push("citation_keywords", (!article.topics.is_empty()).then(|| article.topics.join("; ")));
    push("author", (!article.authors.is_empty()).then(|| article.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(", ")));
    out
}

/// A name as reference managers take it apart rightly: `van den Berg, Jan`. An organisation of several words is closed by a
/// comma, since Zotero else takes the last of them for a family name.
fn cited_name(typed: &str) -> String {
    match name::parse_name(typed) {
        Name::Person { family, given } if !given.is_empty() => format!("{family}, {given}"),
        Name::Literal(text) if text.contains(' ') => format!("{text},"),
        _ => typed.to_owned(),
    }
}

fn properties(article: &Summary) -> Vec<Meta> {
    let mut out: Vec<Meta> = Vec::new();
    let mut push = |name: &str, content: String| out.push(Meta { name: name.to_owned(), content });
    if let Some(date) = article.date {
        push("article:published_time", date.to_string());
    }
    if let Some(date) = article.last_change() {
        push("article:modified_time", date.to_string());
    }
    for topic in &article.topics {
        push("article:tag", topic.clone());
    }
    out
}
