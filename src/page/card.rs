//! Source cards.

use super::article::badge;
use super::id::{self, PageId};
use super::model::*;
use super::present::Page;
use crate::article::Summary;
use crate::article::heading::letters;
use crate::base::url;
use crate::source::address::url_of;
use crate::source::identifier::Kind;
use crate::source::{Evidence, EvidenceKind, Source, SourceType};

/// The cards of an article's sources.
pub(super) struct Cards {
    /// Cited ones, and uncited ones between them.
    pub cited: Vec<SourceCard>,
    /// Uncited ones behind the last cited one.
    pub consulted: Vec<SourceCard>,
}

pub(super) fn cards(page: &Page<'_>, n: usize) -> Cards {
    let article = &page.view.library.articles[n];
    let last_cited = article.sources.iter().rposition(|s| !s.uses.is_empty());
    let mut cards = Cards { cited: Vec::new(), consulted: Vec::new() };
    for (place, cited) in article.sources.iter().enumerate() {
        let mut card = card(page, &cited.source, place + 1);
        card.page = source_page(page, n, place);
        card.backlinks = backlinks(page, article, place + 1);
        match card.backlinks.len() {
            0 => card.uncited = Some(page.word("not-cited")),
            uses => card.used = Some(page.count("cited-times", uses)),
        }
        // Numbers are in order on the page, so an uncited source that stands between cited ones stays among them.
        let list = if last_cited.is_some_and(|last| place <= last) { &mut cards.cited } else { &mut cards.consulted };
        list.push(card);
    }
    cards
}

/// The card of a work; number 0 stands for a card outside an article.
pub(super) fn card(page: &Page<'_>, source: &Source, number: usize) -> SourceCard {
    let words = page.words;
    let verified = source.verified.as_ref().map(|v| match v.on {
        Some(on) => words.fill("checked-by-on", &[("name", &v.by), ("date", &words.date(on))]),
        None => words.fill("checked-by", &[("name", &v.by)]),
    });
    SourceCard {
        number,
        id: format!("s{number}"),
        title: source.title.clone(),
        href: address(source).filter(|a| is_web(a)),
        finding: source.finding.clone(),
        byline: page.view.style.byline(source, page.lang.as_str()),
        kind: source.kind.map(|k| badge(page, "type", type_word(k))),
        identifiers: identifiers(page, source),
        status: status(page, source),
        notice: source.notice.clone().filter(|n| !is_web(n)),
        notice_href: source.notice.clone().filter(|n| is_web(n)).or_else(|| source.superseded_by.clone().filter(|n| is_web(n))),
        stance: source.stance.map(|s| badge(page, "stance", s.word())),
        evidence: source.evidence.iter().map(|e| evidence(source, e)).collect(),
        used: None,
        uncited: None,
        backlinks: Vec::new(),
        page: None,
        verified,
        accessed: source.accessed.map(|d| words.fill("read-on", &[("date", &words.date(d))])),
    }
}

pub(super) use crate::source::reference::link as address;

fn identifiers(page: &Page<'_>, source: &Source) -> Vec<IdentifierModel> {
    let ids = &source.ids;
    let mut out = Vec::new();
    let named = [(Kind::Doi, &ids.doi), (Kind::Arxiv, &ids.arxiv), (Kind::Pmid, &ids.pmid), (Kind::Pmcid, &ids.pmcid)];
    for (kind, id) in named {
        if let Some(id) = id {
            out.push(IdentifierModel { label: kind.label().to_owned(), text: id.clone(), href: Some(url_of(kind, id)) });
        }
    }
    for (label, id) in [("ISBN", &ids.isbn), ("ISSN", &ids.issn)] {
        if let Some(id) = id {
            out.push(IdentifierModel { label: label.to_owned(), text: id.clone(), href: None });
        }
    }
    if let Some(url) = source.url.as_ref().filter(|u| is_web(u)) {
        out.push(IdentifierModel { label: host(url).to_owned(), text: url.clone(), href: Some(url.clone()) });
    }
    if let Some(url) = source.archived.as_ref().filter(|u| is_web(u)) {
        out.push(IdentifierModel { label: page.word("archived"), text: host(url).to_owned(), href: Some(url.clone()) });
    }
    out
}

fn is_web(address: &str) -> bool {
    let begins = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("https://") || begins("http://")) && url::link_kind(address) == url::LinkKind::External
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, r)| r);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    host.strip_prefix("www.").unwrap_or(host)
}

pub(super) fn status(page: &Page<'_>, source: &Source) -> Option<Badge> {
    source.status.word().map(|key| badge(page, "status", key))
}

pub(super) fn type_word(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Article => "article",
        SourceType::Preprint => "preprint",
        SourceType::Book => "book",
        SourceType::Chapter => "chapter",
        SourceType::Report => "report",
        SourceType::Dataset => "dataset",
        SourceType::Web => "web",
        SourceType::News => "news",
        SourceType::Video => "video",
        SourceType::Standard => "standard",
        SourceType::Legal => "legal",
        SourceType::Software => "software",
        SourceType::Thesis => "thesis",
        SourceType::Other => "other",
    }
}

fn evidence(source: &Source, evidence: &Evidence) -> EvidenceModel {
    let kind = evidence.kind.word();
    let href = (evidence.kind == EvidenceKind::Quote).then(|| text_fragment(source, &evidence.text)).flatten();
    EvidenceModel { kind, text: evidence.text.clone(), at: evidence.at.clone(), note: evidence.note.clone(), href }
}

/// An address that leads to the very words in the source (WICG “URL Fragment Text Directives”): by the first and last
/// words of a long quote, and by the whole of a short one. Web pages only: elsewhere it does nothing.
fn text_fragment(source: &Source, quote: &str) -> Option<String> {
    let url = source.url.as_ref().filter(|u| is_web(u) && !u.to_ascii_lowercase().ends_with(".pdf"))?;
    let url = url.split('#').next().unwrap_or(url);
    let first_gap = quote.find("…").or_else(|| quote.find("[")).unwrap_or(quote.len());
    let words: Vec<&str> = quote[..first_gap].split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let encode = |words: &[&str]| url::encode_path(&words.join(" ")).replace('-', "%2D").replace('&', "%26").replace(',', "%2C");
    let directive = match words.len() {
        n if n > 10 => format!("{},{}", encode(&words[..4]), encode(&words[n - 4..])),
        _ => encode(&words),
    };
    Some(format!("{url}#:~:text={directive}"))
}

fn backlinks(page: &Page<'_>, article: &Summary, number: usize) -> Vec<Backlink> {
    let words = page.words;
    let mut out = Vec::new();
    for citation in &article.citations {
        for item in citation.items.iter().filter(|i| i.number == number) {
            let section = match citation.section {
                Some(n) => article.headings[n].title.as_str(),
                None => words.get("direct-answer"),
            };
            let letter = letters(item.ordinal);
            let label = words.fill("back-to", &[("letter", &letter), ("section", section)]);
            out.push(Backlink { id: item.id(), letter, label });
        }
    }
    out
}

/// The page of the work behind a source, with how many other answers cite it.
fn source_page(page: &Page<'_>, n: usize, place: usize) -> Option<LinkModel> {
    let work = *page.view.library.work_of.get(n)?.get(place)?;
    if !id::has_page(page.view, work) {
        return None;
    }
    let others = page.view.library.works[work].articles().saturating_sub(1);
    let title = if others == 0 { page.word("source-page") } else { page.count("also-cited", others) };
    Some(LinkModel { title, href: page.href(PageId::Source(work)) })
}
