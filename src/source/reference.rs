//! References as text: the line on a card, and how an answer itself is cited.

use super::{Name, Source, identifier, name};
use crate::base::date::Date;
use crate::base::json;
use serde_json::json;

/// Authors that a card's line names before `et al.`
const MOST_AUTHORS: usize = 3;

/// The line on a card: `Smith J, Lee K · Nature 12(3), 45–67 · 2019`, plain text. Empty where nothing is known.
pub fn byline(source: &Source) -> String {
    let place = match (&source.volume, &source.issue) {
        (Some(volume), Some(issue)) => format!(" {volume}({issue})"),
        (Some(volume), None) => format!(" {volume}"),
        (None, Some(issue)) => format!(" ({issue})"),
        (None, None) => String::new(),
    };
    let pages = source.pages.as_ref().map(|p| format!(", {}", p.replace("--", "–"))).unwrap_or_default();
    let container = source.container.as_ref().map(|c| format!("{c}{place}{pages}"));
    let publisher = source.publisher.clone().filter(|p| container.as_ref() != Some(p) && !is_author(source, p));
    let parts = [Some(authors(&source.authors)), container, publisher, source.issued.map(|i| i.year.to_string())];
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn is_author(source: &Source, publisher: &str) -> bool {
    source.authors.iter().any(|a| matches!(a, Name::Literal(n) if n == publisher))
}

fn authors(names: &[Name]) -> String {
    let shown: Vec<String> = names.iter().take(MOST_AUTHORS).map(name::short).collect();
    let more = if names.len() > MOST_AUTHORS { ", et al." } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The address under which an identifier is resolved.
pub fn resolver(kind: &str, id: &str) -> String {
    identifier::resolver(kind, id)
}

/// The address under which a work is best reached: its DOI, its own address, or another identifier's.
pub fn address(source: &Source) -> Option<String> {
    let ids = &source.ids;
    let by = |kind: &str, id: &Option<String>| id.as_ref().map(|id| resolver(kind, id));
    by("doi", &ids.doi)
        .or_else(|| source.url.clone())
        .or_else(|| by("arxiv", &ids.arxiv))
        .or_else(|| by("pmid", &ids.pmid))
        .or_else(|| by("pmcid", &ids.pmcid))
}

/// An answer, as something that is cited itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CiteRecord {
    /// The question.
    pub title: String,
    /// Who wrote it; the site stands in where nobody is named.
    pub authors: Vec<String>,
    /// The site's name.
    pub site: String,
    /// Full address, where the site has one.
    pub url: Option<String>,
    /// Day of the last change.
    pub date: Option<Date>,
    /// Language tag.
    pub lang: String,
    /// A short name for keys.
    pub id: String,
}

/// A reference in words: authors (year). Title. Site. Address.
pub fn cite_text(record: &CiteRecord) -> String {
    let names: Vec<String> = record.authors.iter().map(|a| name::inverted(&name::parse_name(a))).collect();
    let who = if names.is_empty() { record.site.clone() } else { names.join("; ") };
    let year = record.date.map_or_else(|| "n.d.".to_owned(), |d| d.year().to_string());
    let mut out = format!("{who} ({year}). {}", record.title);
    if !out.ends_with(['?', '!', '.', '？', '。']) {
        out.push('.');
    }
    if !names.is_empty() {
        out.push_str(&format!(" {}.", record.site));
    }
    if let Some(url) = &record.url {
        out.push_str(&format!(" {url}"));
    }
    out
}

/// The answer as a source, so that it is written in the formats that sources are.
fn as_source(record: &CiteRecord) -> Source {
    let authors = if record.authors.is_empty() {
        vec![Name::Literal(record.site.clone())]
    } else {
        record.authors.iter().map(|a| name::parse_name(a)).collect()
    };
    Source {
        id: Some(record.id.clone()),
        title: record.title.clone(),
        authors,
        issued: record.date.and_then(|d| super::entry::issued(&d.to_string())),
        container: Some(record.site.clone()),
        kind: Some(super::SourceType::Web),
        url: record.url.clone(),
        ..Source::default()
    }
}

/// The answer as a BibTeX entry.
pub fn cite_bibtex(record: &CiteRecord) -> String {
    super::formats::bibtex::write(&[&as_source(record)]).trim_end().to_owned()
}

/// The answer as a RIS record.
pub fn cite_ris(record: &CiteRecord) -> String {
    super::formats::ris::write(&[&as_source(record)]).replace("\r\n", "\n").trim_end().to_owned()
}

/// The answer as a CSL-JSON item.
pub fn cite_csl(record: &CiteRecord) -> String {
    let mut items = super::formats::csl::items(&[&as_source(record)]);
    if let Some(item) = items.get_mut(0).and_then(|i| i.as_object_mut()) {
        item.insert("language".to_owned(), json!(record.lang));
    }
    json::pretty(&items).trim_end().to_owned()
}

/// The answer as a Markdown link.
pub fn cite_markdown(record: &CiteRecord) -> String {
    let title = record.title.replace('[', "\\[").replace(']', "\\]");
    match &record.url {
        Some(url) => format!("[{title}]({url})"),
        None => title,
    }
}
