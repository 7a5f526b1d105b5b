//! The models of the pages of sources.

use super::{Badge, LinkModel, PageNumber, SourceCard};
use serde::Serialize;

/// One work and the answers that cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcePage {
    /// The work: number 0, no backlinks.
    pub card: SourceCard,
    /// `Cited by 4 answers`.
    pub count: String,
    /// Who cites it, and how.
    pub citing: Vec<CitingArticle>,
    /// BibTeX.
    pub bibtex: String,
}

/// An answer that cites a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitingArticle {
    /// The question.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The finding that it records.
    pub finding: Option<String>,
    /// The sentences that cite it, plain text, each with a link to the very place.
    pub sentences: Vec<LinkModel>,
}

/// All works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcesPage {
    /// `60 sources`.
    pub count: String,
    /// Works by title.
    pub sources: Vec<SourceEntry>,
    /// Links to the pages of the index, where there are more than one.
    pub pages: Vec<PageNumber>,
}

/// A work in the index of sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceEntry {
    /// Title.
    pub title: String,
    /// Its page, or its card in the one article that lists it.
    pub href: String,
    /// Authors, container, year.
    pub byline: String,
    /// `cited by 4 answers`.
    pub count: String,
    /// Retracted, corrected …
    pub status: Option<Badge>,
}
