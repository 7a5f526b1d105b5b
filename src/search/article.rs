//! From an article to what search sees of it.

use super::document::{DocSection, DocSource, Document};
use crate::article::Summary;
use crate::article::summary::{Passage, PassageKind};
use crate::source::{Name, Source};

/// What search sees of an article whose page lies in the folder `url`, which ends with `/` (empty for the site's root).
pub fn document(article: &Summary, url: String) -> Document {
    Document {
        url,
        title: article.title.clone(),
        lang: article.lang.as_str().to_owned(),
        answer: before_sections(article),
        verdict: article.verdict.map(|v| v.word().to_owned()),
        year: article.last_change().map(|d| i32::from(d.year())),
        topics: article.topics.clone(),
        sections: sections(article),
        sources: article.sources.iter().map(|s| source(&s.source)).collect(),
        snippet: article.description.clone().unwrap_or_else(|| article.answer.clone()),
    }
}

/// The answer, and what stands before the first heading and is no part of it: tables, captions, notes.
fn before_sections(article: &Summary) -> String {
    let aside = |p: &&Passage| p.heading.is_none() && matches!(p.kind, PassageKind::Cell | PassageKind::Caption | PassageKind::Note);
    article.passages.iter().filter(aside).fold(article.answer.clone(), |text, passage| text + "\n" + &passage.text)
}

fn sections(article: &Summary) -> Vec<DocSection> {
    let heads = article.headings.iter().map(|h| DocSection { id: Some(h.id.clone()), heading: h.title.clone(), text: String::new() });
    let mut sections: Vec<DocSection> = heads.collect();
    for passage in article.passages.iter().filter(|p| is_text(p)) {
        if let Some(section) = passage.heading.and_then(|h| sections.get_mut(h)) {
            section.text.push_str(&passage.text);
            section.text.push('\n');
        }
    }
    sections
}

/// Headings are a field of their own, and the answer before the first one is too.
fn is_text(passage: &Passage) -> bool {
    passage.kind != PassageKind::Heading
}

fn source(source: &Source) -> DocSource {
    let name = |n: &Name| match n {
        Name::Literal(name) => name.clone(),
        Name::Person { family, given } => format!("{given} {family}"),
    };
    let ids = &source.ids;
    let identifiers = [&ids.doi, &ids.arxiv, &ids.pmid, &ids.pmcid, &ids.isbn].into_iter().flatten().cloned().collect();
    DocSource { title: source.title.clone(), authors: source.authors.iter().map(name).collect::<Vec<_>>().join(", "), identifiers }
}
