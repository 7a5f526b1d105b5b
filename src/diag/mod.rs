//! Diagnostics: findings about the author's content, as data.
//!
//! A stage returns [Checked]: its value and every [Diagnostic] that it found; none stops at the first.
//! `site` gathers, [sorts](sort()) and [locates](locate()) them; [human], [json], [sarif] and [github] print them.
//!
//! A diagnostic is about content. What is wrong with the world (disk, port, theme) is [crate::Error].

use crate::base::path::SitePath;
use crate::base::span::{Position, Span};

mod gathered;
pub mod github;
pub mod human;
pub mod json;
mod locate;
pub mod sarif;
mod tally;

pub use gathered::Gathered;
pub use locate::{locate, locate_all, sort, told_of};
pub use tally::Tally;

/// How grave a finding is. Errors stop publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; changes no exit code.
    Info,
    /// Should be mended; an error with `--strict`.
    Warn,
    /// Must be mended: nothing is published.
    Error,
}

impl Severity {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// What in an article a finding is about, for stages that know no byte offsets. The article's `Anchors` turn it into a [Span].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The file as a whole (shown at its first line).
    File,
    /// A top-level key of the front matter (its value where there is one).
    Key(String),
    /// The n-th item of the list at a top-level key of the front matter, from 0, without empty ones.
    Item(String, usize),
    /// The n-th entry of `sources`, from 0.
    Source(usize),
    /// A key of the n-th source, from 0.
    SourceKey(usize, String),
    /// The n-th citation in the text, from 0.
    Citation(usize),
    /// The n-th link in the text, from 0.
    Link(usize),
    /// The n-th image in the text, from 0.
    Image(usize),
    /// The n-th heading in the text, from 0.
    Heading(usize),
    /// The n-th sentence of the n-th passage, from 0.
    Sentence(usize, usize),
    /// Words of the n-th passage, from 0: bytes of its text, from and to.
    Words(usize, usize, usize),
}

/// Where in its file a finding lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A range of bytes, from a stage that reads text.
    Span(Span),
    /// A part of the article, from a stage that sees Summaries only.
    Subject(Subject),
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, which `rules:` and `allow:` use (`unknown-source`).
    pub rule: &'static str,
    /// How grave.
    pub severity: Severity,
    /// The file that the finding is in.
    pub file: SitePath,
    /// Where in it.
    pub target: Target,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// How to mend it, a sentence each; may hold lines to paste.
    pub help: Vec<String>,
    /// Findings of the rule that were met behind it and not kept ([Gathered]).
    pub alike: usize,
}

impl Diagnostic {
    /// A finding at `span` of `file`, at the level that the rule has by default.
    pub fn new(rule: &'static str, severity: Severity, file: &SitePath, target: Target, message: impl Into<String>) -> Self {
        Self { rule, severity, file: file.clone(), target, message: message.into(), help: Vec::new(), alike: 0 }
    }

    /// An error at `span` of `file`.
    pub fn error(rule: &'static str, file: &SitePath, span: Span, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, file, Target::Span(span), message)
    }

    /// A warning at `span` of `file`.
    pub fn warn(rule: &'static str, file: &SitePath, span: Span, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warn, file, Target::Span(span), message)
    }

    /// The same finding with one more line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// A value and everything that was found wrong while it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<T> {
    /// The finished value, usable whatever was found.
    pub value: T,
    /// The findings, in the order in which they were met.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with nothing found.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }
}

/// A finding with its place worked out: what the renderings print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Line and column of its first character.
    pub position: Position,
    /// Line and column just past its last character.
    pub end: Position,
    /// The first line that it touches, whole, without its line end.
    pub line: std::sync::Arc<str>,
}

/// Faults of a YAML text that stands `offset` bytes into `file`, as findings.
pub fn faults_to_diagnostics(file: &SitePath, faults: Vec<crate::base::yaml::Fault>, offset: usize) -> Vec<Diagnostic> {
    let finding = |fault: crate::base::yaml::Fault| {
        let severity = if fault.warning { Severity::Warn } else { Severity::Error };
        let found = Diagnostic::new(fault.rule, severity, file, Target::Span(fault.span.shifted(offset)), fault.message);
        fault.help.into_iter().fold(found, Diagnostic::help)
    };
    faults.into_iter().map(finding).collect()
}
