//! JSON-LD of an article: schema.org's `Article` whose main entity is a `Question` with its accepted answer.
//!
//! Never `QAPage` (readers cannot answer here), `FAQPage` or `ClaimReview`, which search engines keep for other pages.

use super::view::View;
use crate::article::Summary;
use crate::article::front_matter::{ChangeKind, Method, Person};
use crate::base::date::Date;
use crate::source::{Name, Source, SourceType};
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    context: Option<&'static str>,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Box<Thing<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digital_source_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keywords: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity: Option<Box<Thing<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_answer: Option<Box<Thing<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_count: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<String>,
}

impl<'a> Thing<'a> {
    fn new(kind: &'static str) -> Self {
        Self {
            context: None,
            kind,
            id: None,
            headline: None,
            name: None,
            url: None,
            description: None,
            text: None,
            in_language: None,
            date_published: None,
            date_modified: None,
            author: Vec::new(),
            publisher: None,
            digital_source_type: None,
            keywords: None,
            main_entity: None,
            accepted_answer: None,
            answer_count: None,
            correction: Vec::new(),
            citation: Vec::new(),
            same_as: None,
            identifier: None,
        }
    }

    fn named(kind: &'static str, name: &'a str) -> Self {
        Self { name: Some(Cow::Borrowed(name)), ..Self::new(kind) }
    }
}

/// The JSON-LD of an article, safe to stand in a `<script>`.
pub fn article(view: View<'_>, article: &Summary) -> String {
    let absolute = view.absolute();
    let url = absolute.as_ref().map(|a| a.page(&article.url));
    let answer = Thing { text: Some(&article.answer), url: url.clone().map(|u| u + "#direct-answer"), ..Thing::new("Answer") };
    let question = Thing {
        name: Some(Cow::Borrowed(&article.title)),
        accepted_answer: (!article.answer.is_empty()).then(|| Box::new(answer)),
        answer_count: (!article.answer.is_empty()).then_some(1),
        ..Thing::new("Question")
    };
    let thing = Thing {
        context: Some("https://schema.org"),
        id: url.clone(),
        headline: Some(&article.title),
        description: article.description.as_deref(),
        in_language: Some(article.lang.as_str()),
        date_published: article.date.map(|d| d.to_string()),
        date_modified: article.last_change().map(|d| d.to_string()),
        author: article.authors.iter().map(person).collect(),
        publisher: view
            .settings
            .publisher
            .as_ref()
            .map(|p| Box::new(Thing { url: p.url.clone(), ..Thing::named("Organization", &p.name) })),
        digital_source_type: article.provenance.as_ref().and_then(|p| p.method).and_then(digital_source_type),
        keywords: (!article.topics.is_empty()).then_some(&article.topics),
        main_entity: Some(Box::new(question)),
        correction: corrections(article),
        citation: article.sources.iter().map(|s| source(&s.source)).collect(),
        url,
        ..Thing::new("Article")
    };
    crate::base::json::for_script(&thing)
}

fn person(person: &Person) -> Thing<'_> {
    let orcid = person.orcid.as_ref().map(|id| format!("https://orcid.org/{id}"));
    Thing { url: person.url.clone(), same_as: orcid, ..Thing::named("Person", &person.name) }
}

/// IPTC's digital source types, as schema.org names them; none for text that people wrote alone.
fn digital_source_type(method: Method) -> Option<&'static str> {
    match method {
        Method::Human => None,
        Method::AiGenerated => Some("https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
        Method::AiAssisted | Method::Mixed => Some("https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"),
    }
}

fn corrections(article: &Summary) -> Vec<Thing<'_>> {
    let corrections = article.changes.iter().filter(|c| c.kind != ChangeKind::Update);
    let iso = |d: Date| Some(d.to_string());
    corrections.map(|c| Thing { text: Some(&c.note), date_published: iso(c.date), ..Thing::new("CorrectionComment") }).collect()
}

fn source(source: &Source) -> Thing<'_> {
    let kind = match source.kind {
        Some(SourceType::Article | SourceType::Preprint) => "ScholarlyArticle",
        Some(SourceType::Book) => "Book",
        Some(SourceType::Chapter) => "Chapter",
        Some(SourceType::Report) => "Report",
        Some(SourceType::Dataset) => "Dataset",
        Some(SourceType::Web) => "WebPage",
        Some(SourceType::News) => "NewsArticle",
        Some(SourceType::Video) => "VideoObject",
        Some(SourceType::Software) => "SoftwareSourceCode",
        Some(SourceType::Thesis) => "Thesis",
        Some(SourceType::Legal) => "Legislation",
        _ => "CreativeWork",
    };
    let issued = source.issued.map(|i| match (i.month, i.day) {
        (Some(m), Some(d)) => format!("{:04}-{m:02}-{d:02}", i.year),
        (Some(m), None) => format!("{:04}-{m:02}", i.year),
        _ => format!("{:04}", i.year),
    });
    Thing {
        author: source.authors.iter().map(author).collect(),
        date_published: issued,
        url: super::card::address(source),
        identifier: source.ids.doi.as_ref().map(|d| format!("doi:{d}")),
        ..Thing::named(kind, &source.title)
    }
}

fn author(name: &Name) -> Thing<'_> {
    match name {
        Name::Literal(name) => Thing::named("Organization", name),
        Name::Person { family, given } if given.is_empty() => Thing::named("Person", family),
        Name::Person { family, given } => Thing { name: Some(Cow::Owned([given, " ", family].concat())), ..Thing::new("Person") },
    }
}
