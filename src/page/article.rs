//! The model of an article's page.

use super::card;
use super::cite;
use super::frame::Head;
use super::id::{ListId, PageId};
use super::integrity;
use super::markup::Filler;
use super::model::*;
use super::present::Page;
use super::words::Words;
use crate::article::body::Note;
use crate::article::front_matter::{ChangeKind, Method, Person, Provenance};
use crate::article::{Body, Summary};
use crate::evidence::ledger;
use crate::library::Reason;
use crate::library::topics::topic_slug;
use std::collections::BTreeSet;

/// Words that a reader reads in a minute (Brysbaert 2019, “How many words do we read per minute?”: 238 for English non-fiction).
const WORDS_PER_MINUTE: usize = 238;

pub(super) fn present(page: &Page<'_>, n: usize, body: Option<&Body>) -> (Head, Content) {
    let empty = Body::default();
    let body = body.unwrap_or(&empty);
    let article = &page.view.library.articles[n];
    let words = page.words;
    let filler = Filler { article, notes: &body.notes, library: page.view.library, linker: &page.linker, words };
    let cards = card::cards(page, n);
    let mut told = BTreeSet::new();
    let content = ArticlePage {
        question: article.title.clone(),
        question_html: article.title_html(),
        description: article.description.clone(),
        topics: topics(page, article),
        series: series(page, n),
        verdict: article.verdict.map(|v| badge(page, "verdict", v.word())),
        certainty: article.certainty.map(|c| badge(page, "certainty", c.word())),
        certainty_reason: article.certainty_reason.clone(),
        answer_html: filler.fill(&body.answer),
        evidence_line: evidence_line(words, article),
        sources_listed: article.sources.len(),
        sources_cited: article.cited(),
        provenance: article.provenance.as_ref().and_then(|p| provenance(page, p)),
        method: article.provenance.as_ref().and_then(|p| p.method).map(|m| badge(page, "method", method_key(m))),
        date: article.date.map(|d| page.date(d)),
        updated: article.updated.map(|d| page.date(d)),
        reviewed: article.reviewed.map(|d| page.date(d)),
        reviewed_by: people(&article.reviewed_by),
        review_due: article.review_due().map(|d| page.date(d)),
        review_overdue: article.review_due().is_some_and(|d| d < page.view.today),
        authors: people(&article.authors),
        reading_time: words.count("reading-time", (article.words / WORDS_PER_MINUTE).max(1), &[]),
        changes: changes(page, article),
        toc: toc(article, body),
        answer_rail: rail(page, article, None, &mut told),
        sections: sections(page, body, &filler, &mut told),
        notes: body.notes.iter().map(|note| note_model(page, note, &filler)).collect(),
        sources: cards.cited,
        consulted: cards.consulted,
        related: related(page, n),
        translations: translations(page, n),
        ledger: ledger_model(page, article),
        cite: cite::cite(page, article),
        formats: formats(page, article),
        extra: article.extra.clone(),
    };
    (cite::head(page, n, &content.translations), Content::Article(Box::new(content)))
}

/// The counts behind the answer; nothing where it lists no sources.
fn ledger_model(page: &Page<'_>, article: &Summary) -> Option<LedgerModel> {
    if article.sources.is_empty() {
        return None;
    }
    let ledger = ledger::count(article);
    let entry = |(n, uses): (usize, &usize)| LedgerEntry {
        number: n + 1,
        title: article.sources[n].source.title.clone(),
        href: format!("#s{}", n + 1),
        uses: if *uses == 0 { page.word("not-cited") } else { page.count("cited-times", *uses) },
    };
    Some(LedgerModel {
        coverage: integrity::coverage(page, ledger.coverage),
        method: page.word("coverage-method"),
        entries: ledger.uses.iter().enumerate().map(entry).collect(),
    })
}

pub(super) fn badge(page: &Page<'_>, family: &str, key: &str) -> Badge {
    Badge { key: key.to_owned(), text: page.word(&format!("{family}-{key}")) }
}

fn topics(page: &Page<'_>, article: &Summary) -> Vec<LinkModel> {
    let library = page.view.library;
    let place = |name: &str| library.topics.binary_search_by(|t| t.slug.as_str().cmp(&topic_slug(name))).ok();
    article
        .topics
        .iter()
        .filter_map(|name| place(name))
        .map(|t| LinkModel { title: library.topics[t].title.clone(), href: page.href(PageId::List(ListId::Topic(t), usize::MAX)) })
        .collect()
}

fn series(page: &Page<'_>, n: usize) -> Option<SeriesModel> {
    let library = page.view.library;
    let article = &library.articles[n];
    let slug = topic_slug(article.series.as_deref()?);
    let at = library.series.binary_search_by(|t| t.slug.cmp(&slug)).ok()?;
    let series = &library.series[at];
    let parts: Vec<usize> = series.articles.iter().rev().copied().filter(|p| library.articles[*p].lang == article.lang).collect();
    let place = parts.iter().position(|p| *p == n)?;
    let link = |p: &usize| LinkModel { title: library.articles[*p].title.clone(), href: page.href(PageId::Article(*p)) };
    let (number, total) = ((place + 1).to_string(), parts.len().to_string());
    Some(SeriesModel {
        title: series.title.clone(),
        href: page.href(PageId::List(ListId::Series(at), usize::MAX)),
        place: page.words.fill("series-place", &[("n", &number), ("total", &total)]),
        previous: place.checked_sub(1).and_then(|p| parts.get(p)).map(link),
        next: parts.get(place + 1).map(link),
    })
}

/// Counted, never typed.
pub(super) fn evidence_line(words: &Words, article: &Summary) -> Option<String> {
    let (listed, cited) = (article.sources.len(), article.cited());
    match (listed, cited) {
        (0, _) => None,
        (listed, cited) if listed == cited => Some(words.count("sources-cited", listed, &[])),
        (listed, cited) => Some(words.count("sources-cited-of", listed, &[("cited", &cited.to_string())])),
    }
}

fn provenance(page: &Page<'_>, provenance: &Provenance) -> Option<String> {
    let words = page.words;
    let mut parts: Vec<String> = provenance.statement.iter().cloned().collect();
    if parts.is_empty() {
        parts.extend(provenance.method.map(|m| page.word(&format!("provenance-{}", method_key(m)))));
    }
    let with: Vec<&str> = provenance.tools.iter().map(String::as_str).chain(provenance.model.as_deref()).collect();
    if !with.is_empty() {
        parts.push(words.fill("provenance-tools", &[("tools", &with.join(", "))]));
    }
    if let Some(review) = &provenance.human_review {
        parts.push(match review.on {
            Some(on) => words.fill("checked-by-on", &[("name", &review.by), ("date", &words.date(on))]),
            None => words.fill("checked-by", &[("name", &review.by)]),
        });
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn method_key(method: Method) -> &'static str {
    match method {
        Method::Human => "human",
        Method::AiAssisted => "ai-assisted",
        Method::AiGenerated => "ai-generated",
        Method::Mixed => "mixed",
    }
}

pub(super) fn people(people: &[Person]) -> Vec<PersonModel> {
    let orcid = |p: &Person| p.orcid.as_ref().map(|id| format!("https://orcid.org/{id}"));
    people.iter().map(|p| PersonModel { name: p.name.clone(), url: p.url.clone(), orcid: orcid(p) }).collect()
}

fn changes(page: &Page<'_>, article: &Summary) -> Vec<ChangeModel> {
    let mut changes: Vec<_> = article.changes.iter().collect();
    changes.sort_by_key(|c| std::cmp::Reverse(c.date));
    let key = |kind| match kind {
        ChangeKind::Correction => "correction",
        ChangeKind::Update => "update",
        ChangeKind::Retraction => "retraction",
    };
    changes
        .into_iter()
        .map(|c| ChangeModel { kind: badge(page, "change", key(c.kind)), date: page.date(c.date), note: c.note.clone() })
        .collect()
}

fn toc(article: &Summary, body: &Body) -> Vec<TocEntry> {
    let headings = body.sections.iter().filter_map(|s| article.headings.get(s.index));
    headings.map(|h| TocEntry { id: h.id.clone(), title: h.title.clone() }).collect()
}

fn sections(page: &Page<'_>, body: &Body, filler: &Filler<'_>, told: &mut BTreeSet<usize>) -> Vec<SectionModel> {
    let article = filler.article;
    let mut out = Vec::with_capacity(body.sections.len());
    for (n, section) in body.sections.iter().enumerate() {
        let Some(heading) = article.headings.get(section.index) else { continue };
        let end = body.sections.get(n + 1).map_or(article.headings.len(), |next| next.index);
        out.push(SectionModel {
            id: heading.id.clone(),
            title: heading.title.clone(),
            title_html: filler.fill(&section.heading),
            content_html: filler.fill(&section.content),
            rail: rail(page, article, Some((section.index, end)), told),
        });
    }
    out
}

/// Sources cited under the headings from the first to before the second (`None`: in the direct answer), in the order of
/// the text; the finding only where the source appears for the first time on the page.
fn rail(page: &Page<'_>, article: &Summary, headings: Option<(usize, usize)>, told: &mut BTreeSet<usize>) -> Vec<RailEntry> {
    let here = |section: Option<usize>| match (headings, section) {
        (None, None) => true,
        (Some((first, end)), Some(n)) => (first..end).contains(&n),
        _ => false,
    };
    let mut out: Vec<RailEntry> = Vec::new();
    for item in article.citations.iter().filter(|c| here(c.section)).flat_map(|c| &c.items) {
        if out.iter().any(|e| e.number == item.number) {
            continue;
        }
        let source = &article.sources[item.number - 1].source;
        let finding = told.insert(item.number).then(|| source.finding.clone()).flatten();
        out.push(RailEntry { number: item.number, title: source.title.clone(), finding, status: card::status(page, source) });
    }
    out
}

fn note_model(page: &Page<'_>, note: &Note, filler: &Filler<'_>) -> NoteModel {
    let words = page.words;
    let backlinks = note.references.iter().enumerate().map(|(n, id)| Backlink {
        id: id.clone(),
        letter: crate::article::heading::letters(n),
        label: words.fill("back-to-note", &[("letter", &note.letter), ("use", &(n + 1).to_string())]),
    });
    NoteModel { letter: note.letter.clone(), id: note.id.clone(), content_html: filler.fill(&note.content), backlinks: backlinks.collect() }
}

fn related(page: &Page<'_>, n: usize) -> Vec<RelatedModel> {
    let words = page.words;
    let related = page.view.library.related(n);
    related
        .iter()
        .map(|r| {
            let other = &page.view.library.articles[r.article];
            let reason = match &r.reason {
                Reason::Chosen => words.get("chosen").to_owned(),
                Reason::SharesSources(count) => words.count("shares-sources", *count, &[]),
                Reason::SameTopic(topic) => words.fill("same-topic", &[("topic", topic)]),
            };
            let href = page.href(PageId::Article(r.article));
            RelatedModel { title: other.title.clone(), href, description: other.description.clone(), reason }
        })
        .collect()
}

fn translations(page: &Page<'_>, n: usize) -> Vec<TranslationModel> {
    let others = &page.view.library.translations[n];
    others
        .iter()
        .map(|other| {
            let article = &page.view.library.articles[*other];
            TranslationModel { lang: article.lang.to_string(), title: article.title.clone(), href: page.href(PageId::Article(*other)) }
        })
        .collect()
}

fn formats(page: &Page<'_>, article: &Summary) -> Vec<LinkModel> {
    let has_sources = !article.sources.is_empty();
    cite::twins(page.view.settings, has_sources)
        .into_iter()
        .map(|(file, title, _)| LinkModel { title: title.to_owned(), href: page.linker.file(&article.url.file(file)) })
        .collect()
}
