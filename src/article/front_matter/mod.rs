//! The front matter: [split()] finds it, [parse()] reads it into a [FrontMatter].

mod parse;
mod raw;
mod split;

#[cfg(test)]
pub(crate) use parse::keys;
pub(crate) use parse::{CERTAINTIES, CHANGES, METHODS, NUMBERINGS, SWITCH, VERDICTS};
pub use parse::{parse, person_list};
pub use raw::{KEYS, RawPerson, bibliography_paths};
pub use split::{Split, split};

use crate::base::date::{Date, Period};
use crate::base::lang::Lang;
use crate::diag::Diagnostic;
use crate::source::Source;

/// What an article's front matter says. Text stays as typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FrontMatter {
    /// `title` or `question`.
    pub title: Option<String>,
    /// One sentence under the question.
    pub description: Option<String>,
    /// The direct answer, as Markdown.
    pub answer: Option<String>,
    /// The answer in a word.
    pub verdict: Option<Verdict>,
    /// How sure.
    pub certainty: Option<Certainty>,
    /// Why as sure as that.
    pub certainty_reason: Option<String>,
    /// Last part of the address.
    pub slug: Option<String>,
    /// Language of the article.
    pub lang: Option<Lang>,
    /// Path of the article that this one translates.
    pub translation_of: Option<String>,
    /// Former addresses.
    pub aliases: Vec<String>,
    /// Topics, as typed.
    pub topics: Vec<String>,
    /// A series that the article belongs to.
    pub series: Option<String>,
    /// First published.
    pub date: Option<Date>,
    /// Last changed.
    pub updated: Option<Date>,
    /// Last reviewed.
    pub reviewed: Option<Date>,
    /// How often it is to be reviewed.
    pub review_every: Option<Period>,
    /// When it stops being published.
    pub expires: Option<Date>,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// Who reviewed it.
    pub reviewed_by: Vec<Person>,
    /// Not published.
    pub draft: bool,
    /// How the text was made.
    pub provenance: Option<Provenance>,
    /// Corrections and updates, as listed.
    pub changes: Vec<Change>,
    /// How sources are numbered.
    pub numbering: Option<Numbering>,
    /// Sources in declared order.
    pub sources: Vec<Source>,
    /// Bibliography files, relative to the article.
    pub bibliography: Vec<String>,
    /// Sources given as Pandoc's `references` (CSL).
    pub references: Vec<Source>,
    /// What is consulted and not cited, as Pandoc's `nocite` has it: texts that hold `@key`, or `@*`.
    pub nocite: Vec<String>,
    /// Waivers.
    pub allow: Vec<Waiver>,
    /// Related articles, by path.
    pub related: Vec<String>,
    /// Whether `$…$` is math.
    pub math: Option<bool>,
    /// Whether `@key` in running text is a citation.
    pub narrative: Option<bool>,
    /// Free values for themes.
    pub extra: Option<serde_json::Value>,
    /// It has keys that only Pandoc or a journal reads (`affiliations`, `csl` …).
    pub foreign: bool,
}

/// Whether what an article lists as sources could not be read, by what was `found` in its front matter: that its
/// citations then lead nowhere is no news.
pub fn sources_lost(front: &FrontMatter, found: &[Diagnostic]) -> bool {
    let names_them = |text: &str| ["`sources`", "`references`", "`bibliography`"].iter().any(|key| text.contains(key));
    let is_empty = front.sources.is_empty() && front.references.is_empty() && front.bibliography.is_empty();
    is_empty
        && found.iter().any(|d| match d.rule {
            "yaml-syntax" | "front-matter-unterminated" | "front-matter-toml" => true,
            "wrong-type" => names_them(&d.message),
            "unknown-key" => d.help.iter().any(|help| names_them(help)),
            _ => false,
        })
}

/// The answer in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Verdict {
    Yes,
    No,
    Mixed,
    Depends,
    Unknown,
}

impl Verdict {
    /// The word of the front matter.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Mixed => "mixed",
            Self::Depends => "depends",
            Self::Unknown => "unknown",
        }
    }
}

/// How sure the answer is (the four grades of GRADE).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Certainty {
    High,
    Moderate,
    Low,
    VeryLow,
}

impl Certainty {
    /// The word of the front matter.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Moderate => "moderate",
            Self::Low => "low",
            Self::VeryLow => "very-low",
        }
    }
}

/// A person as an article names one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Name as shown.
    pub name: String,
    /// Address on the web.
    pub url: Option<String>,
    /// ORCID iD, `0000-0002-1825-0097`.
    pub orcid: Option<String>,
}

/// How the text was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// By whom or what.
    pub method: Option<Method>,
    /// A sentence, shown as it stands.
    pub statement: Option<String>,
    /// Tools used.
    pub tools: Vec<String>,
    /// Model used.
    pub model: Option<String>,
    /// Who looked over it.
    pub human_review: Option<crate::source::Verified>,
}

/// By whom or what a text was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Method {
    Human,
    AiAssisted,
    AiGenerated,
    Mixed,
}

/// One entry of `changes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub date: Date,
    /// What kind.
    pub kind: ChangeKind,
    /// What was changed.
    pub note: String,
}

/// Kind of a [Change].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ChangeKind {
    Correction,
    Update,
    Retraction,
}

/// How sources are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// As declared.
    Declared,
    /// By first appearance in the text; uncited ones after.
    Appearance,
}

/// A rule waived in one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule's name.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Last day on which it holds.
    pub until: Option<Date>,
}
