//! What other pages may show of an article or depend on: the barrier between a file and the rest of the site.
//!
//! Invariant: no byte offsets, no rendered body. An edit that leaves the Summary equal touches one page.

use super::body::fit;
use super::front_matter::{Certainty, Change, Person, Provenance, Verdict, Waiver};
use super::heading::letters;
use crate::base::date::{Date, Period};
use crate::base::lang::Lang;
use crate::base::path::{SitePath, UrlPath};
use crate::source::Source;

/// What an article is known by.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The content file.
    pub file: SitePath,
    /// Address in the site.
    pub url: UrlPath,
    /// Language.
    pub lang: Lang,
    /// The question, plain text.
    pub title: String,
    /// The question with its emphasis, code, sub- and superscripts as HTML, where it has any.
    pub title_html: Option<String>,
    /// One sentence, plain text.
    pub description: Option<String>,
    /// The direct answer, plain text without citations; empty where there is none.
    pub answer: String,
    /// The answer in a word.
    pub verdict: Option<Verdict>,
    /// How sure.
    pub certainty: Option<Certainty>,
    /// Why as sure as that.
    pub certainty_reason: Option<String>,
    /// Topics, as typed, without repetition.
    pub topics: Vec<String>,
    /// Series.
    pub series: Option<String>,
    /// First published.
    pub date: Option<Date>,
    /// Last changed.
    pub updated: Option<Date>,
    /// Last reviewed.
    pub reviewed: Option<Date>,
    /// How often to review.
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
    /// Corrections and updates.
    pub changes: Vec<Change>,
    /// Former addresses, as typed.
    pub aliases: Vec<String>,
    /// Content file of the article that this one translates, as typed.
    pub translation_of: Option<String>,
    /// Related articles, as typed.
    pub related: Vec<String>,
    /// Waivers.
    pub allow: Vec<Waiver>,
    /// Free values for themes.
    pub extra: serde_json::Value,
    /// Sections and sub-headings, in order.
    pub headings: Vec<Heading>,
    /// Sources by number: the n-th has number n + 1.
    pub sources: Vec<CitedSource>,
    /// Citations in the order of the text.
    pub citations: Vec<Citation>,
    /// Links in the order of the text.
    pub links: Vec<Link>,
    /// Images in the order of the text.
    pub images: Vec<Image>,
    /// Ids besides those of headings, that links may name (figures of a paper).
    pub marks: Vec<String>,
    /// Written for Pandoc, as a paper: what Pandoc would let pass is no error.
    pub is_paper: bool,
    /// The text in pieces, for claims, evidence checks and search.
    pub passages: Vec<Passage>,
    /// Words of the text, for the reading time.
    pub words: usize,
    /// Whether a page needs the style sheet of code or of math.
    pub has_code: bool,
}

impl Summary {
    /// The question as HTML.
    pub fn title_html(&self) -> String {
        self.title_html.clone().unwrap_or_else(|| crate::base::html::escape(&self.title))
    }

    /// The day of the last change that is told: updated, corrected, or else published.
    pub fn last_change(&self) -> Option<Date> {
        let changed = self.changes.iter().map(|c| c.date).max();
        self.updated.max(changed).max(self.date)
    }

    /// The day on which the next review is due.
    pub fn review_due(&self) -> Option<Date> {
        let since = self.reviewed.max(self.updated).or(self.date)?;
        Some(since.after(self.review_every?))
    }

    /// Gives back what its parts hold beyond what they need.
    pub fn shrink(&mut self) {
        fit(&mut self.passages);
        fit(&mut self.citations);
        self.citations.iter_mut().for_each(|citation| fit(&mut citation.items));
        fit(&mut self.sources);
        for cited in &mut self.sources {
            fit(&mut cited.uses);
            fit(&mut cited.source.authors);
            fit(&mut cited.source.evidence);
        }
        fit(&mut self.headings);
        fit(&mut self.links);
        fit(&mut self.topics);
    }

    /// How many of the sources are cited in the text.
    pub fn cited(&self) -> usize {
        self.sources.iter().filter(|s| !s.uses.is_empty()).count()
    }
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 for a section, 3 to 6 below.
    pub level: u8,
    /// Element id, unique in the page.
    pub id: String,
    /// Plain text without citations.
    pub title: String,
}

/// A source as an article has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedSource {
    /// Position in the front matter's `sources`, from 0; `None` for one taken from a bibliography by its key.
    pub declared: Option<usize>,
    /// The work, with `ref` already resolved, and what this article records of it.
    pub source: Source,
    /// Indexes into `citations`, in order: where it is used.
    pub uses: Vec<usize>,
}

/// One mark in the text that points to one or more sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// What it points to, in the order shown.
    pub items: Vec<CitationItem>,
    /// How it was written.
    pub form: CitationForm,
    /// Whether it names positions (`[1]`) and not ids.
    pub by_number: bool,
    /// Index into `headings` of the section that holds it; `None` in the direct answer.
    pub section: Option<usize>,
    /// Index into `passages` and the sentence in it that the citation supports.
    pub sentence: Option<(usize, usize)>,
}

/// How a citation was written, for its rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationForm {
    /// In brackets.
    Bracketed,
    /// `@key` in running text: author names, then the number.
    Narrative,
}

/// One source in a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationItem {
    /// The source's number, from 1.
    pub number: usize,
    /// For a range `[2–5]`: the first and the last are shown, those between are not.
    pub shown: bool,
    /// Which use of its source, from 0.
    pub ordinal: usize,
    /// Words before (`see`), plain text.
    pub prefix: Box<str>,
    /// Where in the source (`p. 12`), and words after, plain text.
    pub locator: Box<str>,
    /// `[-@a]`: the author's name is in the sentence already.
    pub suppress_author: bool,
}

impl CitationItem {
    /// Element id of this use: `c1b` for the second use of source 1.
    pub fn id(&self) -> String {
        let mut id = String::with_capacity(8);
        id.push('c');
        id.push_str(&self.number.to_string());
        id.push_str(&letters(self.ordinal));
        id
    }
}

/// A link in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// An address elsewhere, as typed.
    External(String),
    /// A part of the same page.
    Fragment(String),
    /// Another content file, with the part linked to.
    Article {
        /// Path from the site's folder.
        file: SitePath,
        /// Part, without `#`.
        fragment: Option<String>,
    },
    /// A file under `content/` that is copied with the article.
    File(SitePath),
    /// An address inside the site, from its root (`/topics/x/`).
    Site(String),
    /// A target that is refused (its scheme may run something, or it leaves the site).
    Refused(String),
}

/// An image in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Image {
    /// An address elsewhere, as typed.
    External(String),
    /// A file under `content/` that is copied with the article.
    File(SitePath),
    /// A target that is refused.
    Refused(String),
}

/// A piece of running text: a paragraph, list item, table cell, caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Index into `headings` of the nearest heading above; `None` in the direct answer.
    pub heading: Option<usize>,
    /// What kind of block it is from.
    pub kind: PassageKind,
    /// Plain text: citations, code blocks and display math left out; code spans and inline math kept as text.
    pub text: Box<str>,
    /// Ranges of `text`, in bytes, that are code, math or an address: not prose.
    pub opaque: Box<[(usize, usize)]>,
    /// Where citations stand: (byte offset into `text`, index into `citations`).
    pub citations: Box<[(usize, usize)]>,
    /// Sentences as byte ranges of `text`, in order.
    pub sentences: Box<[(usize, usize)]>,
}

/// What kind of block a [Passage] is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PassageKind {
    Paragraph,
    ListItem,
    Quote,
    Cell,
    Heading,
    Caption,
    Note,
}
