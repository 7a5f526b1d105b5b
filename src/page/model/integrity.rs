//! The model of the integrity page.

use super::{Badge, LinkModel, PageNumber};
use serde::Serialize;

/// What `ibid check` says of every answer, for an editor to work through: counts and findings, no score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntegrityPage {
    /// `10 answers · 3 findings`, of the whole site.
    pub counts: String,
    /// How coverage is counted.
    pub method: String,
    /// Answers, those with the gravest findings first.
    pub articles: Vec<IntegrityArticle>,
    /// Findings in files that are no articles: settings, bibliographies. On the first page.
    pub elsewhere: Vec<IntegrityFile>,
    /// Links to the pages, where there are more than one.
    pub pages: Vec<PageNumber>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntegrityArticle {
    /// The question.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its content file.
    pub file: String,
    /// `4 of 5 sources cited`, where it lists sources.
    pub evidence_line: Option<String>,
    /// `11 of 23 sentences cite; 17 with …`, where it has sentences that count.
    pub coverage: Option<String>,
    /// Sources that are listed and not cited, each with its card.
    pub uncited: Vec<LinkModel>,
    /// What was found, the gravest first.
    pub findings: Vec<FindingModel>,
}

/// A file that is no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntegrityFile {
    /// Its path.
    pub file: String,
    /// What was found in it.
    pub findings: Vec<FindingModel>,
}

/// One finding. Messages are in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingModel {
    /// `error`, `warn` or `info`, and its words.
    pub level: Badge,
    /// The rule's name, which `ibid explain` knows.
    pub rule: String,
    /// What is wrong.
    pub message: String,
}
