//! Models of the pages of sources.

use super::card;
use super::frame::Head;
use super::id::{self, PageId, SOURCES_PER_PAGE};
use super::model::*;
use super::present::Page;
use crate::article::Summary;
use crate::library::Work;
use crate::source::{formats, reference};

pub(super) fn source(page: &Page<'_>, n: usize) -> (Head, Content) {
    let work = &page.view.library.works[n];
    let mut card = card::card(page, &work.source, 0);
    card.id = "source".to_owned();
    let model = SourcePage {
        count: page.count("cited-by-answers", work.articles()),
        citing: work.entries.iter().map(|(a, s)| citing(page, *a, *s)).collect(),
        bibtex: formats::bibtex::write(&[&*work.source]),
        card,
    };
    let head = Head {
        title: Some(work.source.title.clone()),
        description: Some(model.card.byline.clone()).filter(|b| !b.is_empty()),
        ..Head::default()
    };
    (head, Content::Source(Box::new(model)))
}

fn citing(page: &Page<'_>, a: usize, s: usize) -> CitingArticle {
    let article = &page.view.library.articles[a];
    let cited = &article.sources[s];
    CitingArticle {
        title: article.title.clone(),
        href: page.href(PageId::Article(a)),
        finding: cited.source.finding.clone(),
        sentences: sentences(page, article, s),
    }
}

/// The sentences that cite a source, each once, with a link to the mark.
fn sentences(page: &Page<'_>, article: &Summary, s: usize) -> Vec<LinkModel> {
    let mut seen = Vec::new();
    let mut out = Vec::new();
    for use_ in &article.sources[s].uses {
        let citation = &article.citations[*use_];
        let Some((passage, sentence)) = citation.sentence.filter(|at| !seen.contains(at)) else { continue };
        seen.push((passage, sentence));
        let passage = &article.passages[passage];
        let Some((start, end)) = passage.sentences.get(sentence) else { continue };
        let Some(item) = citation.items.iter().find(|i| i.number == s + 1) else { continue };
        let title = passage.text[*start..*end].split_whitespace().collect::<Vec<_>>().join(" ");
        out.push(LinkModel { title, href: page.linker.part(&article.url, &item.id()) });
    }
    out
}

pub(super) fn sources(page: &Page<'_>, number: usize) -> (Head, Content) {
    let works = &page.view.library.works;
    let first = (number - 1) * SOURCES_PER_PAGE;
    let shown = works.iter().enumerate().skip(first).take(SOURCES_PER_PAGE);
    let total = works.len().div_ceil(SOURCES_PER_PAGE).max(1);
    let model = SourcesPage {
        count: page.count("sources-count", works.len()),
        sources: shown.map(|(n, work)| entry(page, n, work)).collect(),
        pages: pages(page, number, total),
    };
    (Head { title: Some(page.word("sources")), ..Head::default() }, Content::Sources(model))
}

fn pages(page: &Page<'_>, number: usize, total: usize) -> Vec<PageNumber> {
    if total == 1 {
        return Vec::new();
    }
    (1..=total).map(|n| PageNumber { number: n, href: page.href(PageId::Sources(n)), current: n == number }).collect()
}

fn entry(page: &Page<'_>, n: usize, work: &Work) -> SourceEntry {
    let (a, s) = work.entries[0];
    let href = if id::has_page(page.view, n) {
        page.href(PageId::Source(n))
    } else {
        page.linker.part(&page.view.library.articles[a].url, &format!("s{}", s + 1))
    };
    SourceEntry {
        title: work.source.title.clone(),
        href,
        byline: reference::byline(&work.source),
        count: page.count("cited-by-answers", work.articles()),
        status: card::card(page, &work.source, 0).status,
    }
}
