//! The front matter as typed: every scalar is the text that was typed.

use crate::source::entry::{FromText, OneOrMany, RawSources, RawVerified, TextOr};
use serde::Deserialize;

/// The keys of the front matter.
pub const KEYS: [&str; 37] = [
    "title",
    "question",
    "description",
    "answer",
    "verdict",
    "certainty",
    "certainty_reason",
    "slug",
    "lang",
    "translation_of",
    "aliases",
    "topics",
    "series",
    "date",
    "updated",
    "reviewed",
    "review_every",
    "expires",
    "authors",
    "author",
    "reviewed_by",
    "draft",
    "provenance",
    "changes",
    "numbering",
    "sources",
    "bibliography",
    "references",
    "nocite",
    "allow",
    "related",
    "math",
    "narrative",
    "extra",
    "tags",
    "keywords",
    "affiliations",
];

/// Keys of Pandoc, JOSS and Quarto that say nothing to ibid. They are passed over with a note.
pub(super) const FOREIGN: [&str; 105] = [
    "tags",
    "keywords",
    "affiliations",
    "affiliation",
    "csl",
    "citation-style",
    "citation_package",
    "link-citations",
    "link-bibliography",
    "reference-section-title",
    "header-includes",
    "include-before",
    "include-after",
    "abstract",
    "abstract-title",
    "subtitle",
    "institute",
    "institution",
    "geometry",
    "documentclass",
    "classoption",
    "fontsize",
    "fontfamily",
    "mainfont",
    "sansfont",
    "monofont",
    "linestretch",
    "papersize",
    "output",
    "format",
    "toc",
    "toc-depth",
    "toc-title",
    "number-sections",
    "numbersections",
    "secnumdepth",
    "colorlinks",
    "linkcolor",
    "urlcolor",
    "citecolor",
    "citeproc",
    "execute",
    "jupyter",
    "kernelspec",
    "knit",
    "params",
    "editor",
    "editor_options",
    "pandoc_args",
    "pkgdown",
    "vignette",
    "bibliography-style",
    "biblio-style",
    "biblio-title",
    "biblatexoptions",
    "natbiboptions",
    "suppress-bibliography",
    "notes-after-punctuation",
    "thanks",
    "authors_short",
    "authors-short",
    "authors_list",
    "layout",
    "crossref",
    "figPrefix",
    "eqnPrefix",
    "tblPrefix",
    "figureTitle",
    "tableTitle",
    "autoEqnLabels",
    "link-as-notes",
    "date-format",
    "date-meta",
    "author-meta",
    "title-meta",
    "title-short",
    "shorttitle",
    "running",
    "correspondence",
    "corresponding-author",
    "email",
    "journal-abbrev",
    "archive_doi",
    "archive",
    "repository",
    "repo",
    "paperurl",
    "software_repository_url",
    "software_review_url",
    "review_issue_url",
    "aas-doi",
    "aas-journal",
    "header-right",
    "footer-left",
    "lof",
    "lot",
    "code_repository",
    "event",
    "biohackathon_name",
    "biohackathon_url",
    "biohackathon_location",
    "group",
    "git_url",
    "pubdate",
    "citation_author",
];

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RawFront {
    pub title: Option<String>,
    pub question: Option<String>,
    pub description: Option<String>,
    pub answer: Option<String>,
    pub verdict: Option<String>,
    pub certainty: Option<String>,
    pub certainty_reason: Option<String>,
    pub slug: Option<String>,
    pub lang: Option<String>,
    pub translation_of: Option<String>,
    pub aliases: Option<OneOrMany<String>>,
    pub topics: Option<OneOrMany<String>>,
    pub tags: Option<OneOrMany<String>>,
    pub keywords: Option<OneOrMany<String>>,
    pub series: Option<String>,
    pub date: Option<String>,
    pub updated: Option<String>,
    pub reviewed: Option<String>,
    pub review_every: Option<String>,
    pub expires: Option<String>,
    #[serde(alias = "author")]
    pub authors: Option<OneOrMany<RawPerson>>,
    pub reviewed_by: Option<OneOrMany<RawPerson>>,
    pub draft: Option<String>,
    pub provenance: Option<TextOr<RawProvenance>>,
    pub changes: Option<Vec<RawChange>>,
    pub numbering: Option<String>,
    pub sources: Option<RawSources>,
    pub bibliography: Option<OneOrMany<String>>,
    pub references: Option<Vec<serde_json::Value>>,
    pub nocite: Option<OneOrMany<String>>,
    pub allow: Option<Vec<RawWaiver>>,
    pub related: Option<OneOrMany<String>>,
    pub math: Option<String>,
    pub narrative: Option<String>,
    pub extra: Option<serde_json::Value>,
}

impl std::fmt::Debug for TextOr<RawProvenance> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Clone for TextOr<RawProvenance> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// A person as typed. Keys that papers have besides (affiliation, email) are passed over.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawPerson {
    pub(super) name: Option<String>,
    pub(super) url: Option<String>,
    pub(super) orcid: Option<String>,
    #[serde(rename = "given-names", alias = "given")]
    given: Option<String>,
    #[serde(rename = "dropping-particle", alias = "non-dropping-particle")]
    particle: Option<String>,
    #[serde(rename = "surname", alias = "family")]
    family: Option<String>,
    suffix: Option<String>,
}

impl RawPerson {
    /// The name, whole or put together from its parts.
    pub(super) fn name(&mut self) -> Option<String> {
        let parts = [self.given.take(), self.particle.take(), self.family.take(), self.suffix.take()];
        self.name.take().or_else(|| Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|n| !n.trim().is_empty()))
    }
}

impl FromText for RawPerson {
    fn from_text(text: String) -> Self {
        Self { name: Some(text), ..Self::default() }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawProvenance {
    pub method: Option<String>,
    pub statement: Option<String>,
    pub tools: Option<OneOrMany<String>>,
    pub model: Option<String>,
    pub human_review: Option<RawVerified>,
}

impl FromText for RawProvenance {
    fn from_text(text: String) -> Self {
        Self { statement: Some(text), ..Self::default() }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawChange {
    pub date: Option<String>,
    pub kind: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawWaiver {
    pub rule: Option<String>,
    pub reason: Option<String>,
    pub until: Option<String>,
}

/// The bibliography files that a front matter names: a look at one key, without reading the rest.
pub fn bibliography_paths(yaml: &str) -> Vec<String> {
    let mut lines = yaml.lines();
    let Some(rest) = lines.find_map(|l| l.strip_prefix("bibliography:")) else { return Vec::new() };
    let clean = |text: &str| text.split(" #").next().unwrap_or("").trim().trim_matches(['"', '\'']).to_owned();
    let rest = rest.trim();
    let listed: Vec<String> = match rest.strip_prefix('[') {
        Some(inner) => inner.trim_end_matches(']').split(',').map(clean).collect(),
        None if rest.is_empty() => lines.map_while(|l| l.trim_start().strip_prefix("- ")).map(clean).collect(),
        None => vec![clean(rest)],
    };
    listed.into_iter().filter(|p| !p.is_empty()).collect()
}
