//! Turns one content file into an [Article].
//!
//! 1. [front_matter] reads the YAML.
//! 2. [markdown] walks the body and finds [citations](citation), notes, headings.
//! 3. Numbers are given.
//! 4. [passage]s and sentences are cut for claims and search.
//!
//! Knows no other article: what others may depend on is the [Summary]; what only this article's page shows is the
//! [Body]; byte offsets live in [Anchors] alone.

pub mod address;
pub mod body;
pub mod book;
pub mod bound;
pub mod citation;
pub mod front_matter;
pub mod heading;
pub mod highlight;
pub mod link;
pub mod markdown;
pub mod math;
mod nocite;
pub mod numbering;
pub mod packed;
pub mod paper;
pub mod parse;
pub mod passage;
pub mod pasted;
pub mod sanitize;
pub mod sentence;
pub mod summary;
pub mod word_count;

pub use body::Body;
pub use parse::{Context, parse};
pub use summary::Summary;

use crate::base::span::Span;
use crate::diag::Subject;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One question with its answer, parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What other pages may show or depend on.
    pub summary: Summary,
    /// What only the article's own page shows.
    pub body: Body,
    /// Where everything stands in the file, only to print diagnostics.
    pub anchors: Anchors,
}

/// Where the parts of an article stand in its file. Never compared, never shown but in diagnostics. Most articles are never
/// asked: places are noted as they come, and put in order for the first who asks of many.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    places: Vec<(Subject, Span)>,
    ordered: OnceLock<BTreeMap<Subject, Span>>,
}

impl PartialEq for Anchors {
    fn eq(&self, other: &Self) -> bool {
        self.places == other.places
    }
}

impl Anchors {
    /// Places that are looked through rather than ordered.
    const FEW: usize = 100;

    /// Notes that `subject` stands at `span`; the last note of a subject holds.
    pub fn insert(&mut self, subject: Subject, span: Span) {
        self.places.push((subject, span));
        self.ordered.take();
    }

    /// Where `subject` stands; the nearest enclosing part where it has no place of its own.
    pub fn find(&self, subject: &Subject) -> Span {
        if let Some(span) = self.get(subject) {
            return span;
        }
        match subject {
            Subject::Words(passage, from, to) => self.words(*passage, *from, *to),
            Subject::Item(key, _) => self.find(&Subject::Key(key.clone())),
            Subject::SourceKey(n, _) => self.find(&Subject::Source(*n)),
            Subject::Source(_) => self.find(&Subject::Key("sources".to_owned())),
            _ => Span::new(0, 0),
        }
    }

    fn get(&self, subject: &Subject) -> Option<Span> {
        if self.places.len() <= Self::FEW {
            return self.places.iter().rev().find(|(s, _)| s == subject).map(|(_, span)| *span);
        }
        self.ordered().get(subject).copied()
    }

    fn ordered(&self) -> &BTreeMap<Subject, Span> {
        self.ordered.get_or_init(|| self.places.iter().cloned().collect())
    }

    /// Where the words of a passage stand: from the piece of the file that the first came from to that of the last.
    /// A piece is kept as the empty [Subject::Words] at its beginning.
    fn words(&self, passage: usize, from: usize, to: usize) -> Span {
        let at = |offset: usize| {
            let pieces = Subject::Words(passage, 0, 0)..=Subject::Words(passage, offset, offset);
            let (piece, span) = self.ordered().range(pieces).next_back()?;
            let Subject::Words(_, begin, _) = piece else { return None };
            Some((span.start + (offset - begin)).min(span.end.saturating_sub(1).max(span.start)))
        };
        match (at(from), at(to.saturating_sub(1).max(from))) {
            (Some(from), Some(last)) => Span::new(from.min(last), last.max(from) + 1),
            _ => Span::default(),
        }
    }

    /// The same places under other names.
    #[must_use]
    pub fn map(self, rename: impl Fn(Subject) -> Subject) -> Self {
        let places = self.places.into_iter().map(|(subject, span)| (rename(subject), span)).collect();
        Self { places, ordered: OnceLock::new() }
    }

    /// Takes in the places of `other`.
    pub fn extend(&mut self, other: Anchors) {
        self.places.extend(other.places);
        self.ordered.take();
    }
}
