//! The table of rules. One rule, one line here, one page beside this file, and one file for its logic unless a parser reports it.

mod unused_source;

use super::{Case, Found};
use crate::diag::Severity;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name, which reads well after “allow”.
    pub name: &'static str,
    /// Its level unless settings say otherwise; `None` is off.
    pub level: Option<Severity>,
    /// Which family it belongs to.
    pub family: &'static str,
    /// What it finds, in a line.
    pub about: &'static str,
    /// Its page, in Markdown: what it finds, why, how to mend it, and [examples](super::examples).
    pub page: &'static str,
    /// What finds it; `None` where a parser does.
    pub check: Option<Check>,
}

/// Looks for what a rule is about in one article.
pub type Check = fn(&Case<'_>) -> Vec<Found>;

/// Every rule, by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter()
}

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|r| r.name == name)
}

const ERROR: Option<Severity> = Some(Severity::Error);
const WARN: Option<Severity> = Some(Severity::Warn);
const INFO: Option<Severity> = Some(Severity::Info);

/// A line of the table: family, name (its page is `NAME.md`), level, what it finds, and what finds it.
macro_rules! rule {
    ($family:literal, $name:literal, $level:expr, $about:literal) => {
        Rule { name: $name, level: $level, family: $family, about: $about, page: include_str!(concat!($name, ".md")), check: None }
    };
    ($family:literal, $name:literal, $level:expr, $about:literal, $check:path) => {
        Rule { name: $name, level: $level, family: $family, about: $about, page: include_str!(concat!($name, ".md")), check: Some($check) }
    };
}

macro_rules! bare {
    ($family:literal, $name:literal, $level:expr, $about:literal) => {
        Rule { name: $name, level: $level, family: $family, about: $about, page: "", check: None }
    };
}

/// Every rule, by family. Those of the family “waivers” are about rules and waivers.
const RULES: &[Rule] = &[
    bare!("front matter", "bad-alias", ERROR, "an alias is no address inside the site"),
    bare!("front matter", "bad-slug", ERROR, "a slug is no single part of an address"),
    bare!("front matter", "date-format", ERROR, "a date is not written as 2026-01-31"),
    bare!("front matter", "duplicate-key", ERROR, "a key stands twice"),
    bare!("front matter", "foreign-key", INFO, "a key of Pandoc or a journal says nothing to ibid"),
    bare!("front matter", "front-matter-toml", ERROR, "the front matter is TOML"),
    bare!("front matter", "front-matter-unterminated", ERROR, "the front matter does not end"),
    bare!("front matter", "malformed-identifier", ERROR, "a DOI, ISBN, ORCID iD or the like cannot be right"),
    bare!("front matter", "malformed-url", ERROR, "an address is no web address"),
    bare!("front matter", "not-utf8", ERROR, "a file is not UTF-8"),
    bare!("front matter", "source-id", ERROR, "a source's id is a bare number, or cannot stand in a citation"),
    bare!("front matter", "source-title-missing", ERROR, "a source has no title"),
    bare!("front matter", "title-missing", ERROR, "an article has no title"),
    bare!("front matter", "unknown-key", ERROR, "a key is not known"),
    bare!("front matter", "unknown-value", ERROR, "a value is none of those that the key can have"),
    bare!("front matter", "waiver-incomplete", ERROR, "a waiver has no rule or no reason"),
    bare!("front matter", "wrong-type", ERROR, "a value is of the wrong kind"),
    bare!("front matter", "yaml-character", ERROR, "a character cannot be seen"),
    bare!("front matter", "yaml-comment", WARN, "text ends where a comment seems to begin"),
    bare!("front matter", "yaml-syntax", ERROR, "YAML cannot be read, as a rule for want of quotes"),
    bare!("front matter", "yaml-tab", ERROR, "a tab stands in the indentation"),
    bare!("front matter", "yaml-too-deep", ERROR, "YAML has too many brackets"),
    bare!("front matter", "yaml-too-large", ERROR, "front matter is too large"),
    bare!("text", "duplicate-id", ERROR, "two parts of a page have one id"),
    bare!("text", "heading-in-answer", ERROR, "a heading stands inside the direct answer"),
    bare!("text", "image-without-text", WARN, "an image has no alternative text"),
    bare!("text", "math-syntax", ERROR, "a formula cannot be read"),
    bare!("text", "plain-code", WARN, "a block of code is shown without colours"),
    bare!("text", "raw-html", WARN, "raw HTML is shown as text"),
    bare!("text", "second-title", ERROR, "an article has more than one title"),
    bare!("text", "two-answers", ERROR, "an article has two direct answers"),
    bare!("citations", "broken-entry", ERROR, "an entry of a bibliography cannot be read"),
    bare!("citations", "unreadable-bibliography", ERROR, "a bibliography cannot be read"),
    bare!("citations", "bibliography-missing", ERROR, "a bibliography is not in the site"),
    bare!("citations", "duplicate-entry", WARN, "two entries of a bibliography have one key"),
    bare!("citations", "invalid-identifier", WARN, "an identifier in a bibliography cannot be right"),
    bare!("citations", "citation-in-finding", WARN, "a finding holds a citation"),
    bare!("citations", "citation-in-image", ERROR, "a citation stands in an image's alternative text"),
    bare!("citations", "citation-in-link", ERROR, "a citation stands inside a link"),
    bare!("citations", "citation-range", ERROR, "a range of sources runs backwards"),
    bare!("citations", "duplicate-note", ERROR, "a note is defined twice"),
    bare!("citations", "duplicate-source", ERROR, "two sources have one id"),
    bare!("citations", "note-and-source", ERROR, "one label is a note and a source"),
    bare!("citations", "repeated-citation", ERROR, "one citation names a source twice"),
    bare!("citations", "shadowed-source", ERROR, "a link definition takes the place of citations"),
    bare!("citations", "unknown-note", ERROR, "a note is not defined"),
    bare!("citations", "unknown-source", ERROR, "a citation names a source that is not listed"),
    bare!("citations", "unused-note", WARN, "a note is never used"),
    rule!("citations", "unused-source", WARN, "a source is listed and never cited", unused_source::check),
    bare!("links", "broken-anchor", ERROR, "a link leads to a section that is not there"),
    bare!("links", "broken-link", ERROR, "a link leads to an article or file that is not there"),
    bare!("links", "external-image", WARN, "an image is loaded from another site"),
    bare!("links", "link-to-unpublished", ERROR, "a link leads to an article that is not published"),
    bare!("links", "unsafe-image", ERROR, "an image's target is refused"),
    bare!("links", "unsafe-link", ERROR, "a link's target is refused"),
    bare!("paths", "bad-path", ERROR, "a path cannot be written on every file system"),
    bare!("paths", "path-collision", ERROR, "two pages have one address"),
    bare!("paths", "path-outside-site", ERROR, "a file lies outside the site"),
    bare!("waivers", "unknown-rule", ERROR, "a rule is not known"),
    bare!("waivers", "waiver-expired", WARN, "a waiver is out of date"),
    bare!("waivers", "waiver-unused", WARN, "a waiver waives nothing"),
];
