//! The model of an article's page.

use super::{DateModel, LinkModel, SourceCard};
use serde::Serialize;

/// One question with its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticlePage {
    /// The question, plain text.
    pub question: String,
    /// The question with its emphasis, code, sub- and superscripts.
    pub question_html: String,
    /// One sentence.
    pub description: Option<String>,
    /// Topics with their pages.
    pub topics: Vec<LinkModel>,
    /// Series, with the answers before and after this one.
    pub series: Option<SeriesModel>,
    /// The answer in a word.
    pub verdict: Option<Badge>,
    /// How sure.
    pub certainty: Option<Badge>,
    /// Why as sure as that.
    pub certainty_reason: Option<String>,
    /// The direct answer.
    pub answer_html: String,
    /// Counted, never typed: `4 of 5 sources cited`.
    pub evidence_line: Option<String>,
    /// Number of sources listed.
    pub sources_listed: usize,
    /// Number of sources cited.
    pub sources_cited: usize,
    /// How the text was made.
    pub provenance: Option<String>,
    /// The same in a word or two: `human`, `ai-assisted`, `ai-generated`, `mixed`, and its words.
    pub method: Option<Badge>,
    /// First published.
    pub date: Option<DateModel>,
    /// Last changed.
    pub updated: Option<DateModel>,
    /// Last reviewed.
    pub reviewed: Option<DateModel>,
    /// Who reviewed it.
    pub reviewed_by: Vec<PersonModel>,
    /// Next review; with `review_overdue` when it has passed.
    pub review_due: Option<DateModel>,
    /// The review is overdue on the day of the build.
    pub review_overdue: bool,
    /// Who wrote it.
    pub authors: Vec<PersonModel>,
    /// Minutes to read, at 230 words a minute, at least 1, in the language's words.
    pub reading_time: String,
    /// Corrections, updates and retractions, newest first.
    pub changes: Vec<ChangeModel>,
    /// The sub-questions, for the table of contents.
    pub toc: Vec<TocEntry>,
    /// Sections in order.
    pub sections: Vec<SectionModel>,
    /// Sources that the direct answer cites, for the rail.
    pub answer_rail: Vec<RailEntry>,
    /// Explanatory notes.
    pub notes: Vec<NoteModel>,
    /// Cards in the order of their numbers: cited ones, and uncited ones that stand between them (each says so in `uncited`).
    pub sources: Vec<SourceCard>,
    /// Cards of sources that are listed and not cited, where all of them have the last numbers.
    pub consulted: Vec<SourceCard>,
    /// Related answers with the reason.
    pub related: Vec<RelatedModel>,
    /// The same answer in other languages.
    pub translations: Vec<TranslationModel>,
    /// The counts behind the answer, where it lists sources.
    pub ledger: Option<LedgerModel>,
    /// How to cite this answer.
    pub cite: CiteModel,
    /// Other forms of the page: index.md, index.json, sources.bib …
    pub formats: Vec<LinkModel>,
    /// Free values of the front matter (`extra:`).
    pub extra: serde_json::Value,
}

/// How often each source is cited, and how many sentences cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerModel {
    /// `11 of 23 sentences cite; 17 with …`.
    pub coverage: Option<String>,
    /// How that is counted.
    pub method: String,
    /// The sources in the order of their numbers.
    pub entries: Vec<LedgerEntry>,
}

/// One source of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerEntry {
    /// Its number.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its card.
    pub href: String,
    /// `Cited 7×`.
    pub uses: String,
}

/// Where an article stands in its series, which is read from the oldest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesModel {
    /// Name.
    pub title: String,
    /// Its page.
    pub href: String,
    /// `Part 2 of 4`.
    pub place: String,
    /// The answer before.
    pub previous: Option<LinkModel>,
    /// The answer after.
    pub next: Option<LinkModel>,
}

/// A short state with its key (for styling) and words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// `yes`, `no`, `retracted`, `very-low` …
    pub key: String,
    /// In the page's language.
    pub text: String,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonModel {
    /// Name.
    pub name: String,
    /// Address on the web.
    pub url: Option<String>,
    /// Full address of the ORCID record.
    pub orcid: Option<String>,
}

/// A correction, update or retraction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeModel {
    /// `correction`, `update`, `retraction`, and its words.
    pub kind: Badge,
    /// When.
    pub date: DateModel,
    /// What.
    pub note: String,
}

/// An entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TocEntry {
    /// Element id.
    pub id: String,
    /// Plain words.
    pub title: String,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionModel {
    /// Element id.
    pub id: String,
    /// Plain words.
    pub title: String,
    /// Words with inline markup (and citations where the heading has any).
    pub title_html: String,
    /// What follows.
    pub content_html: String,
    /// Sources that this section cites, for the rail.
    pub rail: Vec<RailEntry>,
}

/// A source beside the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RailEntry {
    /// Number.
    pub number: usize,
    /// Title.
    pub title: String,
    /// Finding; only at the first appearance of the source.
    pub finding: Option<String>,
    /// Retracted, corrected, concern, superseded.
    pub status: Option<Badge>,
}

/// An explanatory note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteModel {
    /// Letter.
    pub letter: String,
    /// Element id.
    pub id: String,
    /// Text.
    pub content_html: String,
    /// Ways back: element ids with spoken labels.
    pub backlinks: Vec<Backlink>,
}

/// A way back into the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backlink {
    /// Element id of the use: `c1b`.
    pub id: String,
    /// `a`, `b` … `aa`.
    pub letter: String,
    /// Spoken: `Back to citation b in “Direct answer”`.
    pub label: String,
}

/// A related answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedModel {
    /// The question.
    pub title: String,
    /// Its page.
    pub href: String,
    /// One sentence.
    pub description: Option<String>,
    /// Why: `shares 3 sources`.
    pub reason: String,
}

/// The same answer in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranslationModel {
    /// Language tag.
    pub lang: String,
    /// The question in that language.
    pub title: String,
    /// Its page.
    pub href: String,
}

/// How to cite an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CiteModel {
    /// Formatted reference, plain text.
    pub text: String,
    /// BibTeX.
    pub bibtex: String,
    /// RIS.
    pub ris: String,
    /// CSL-JSON.
    pub csl: String,
    /// Markdown.
    pub markdown: String,
}
