//! The table of rules.

use crate::diag::Severity::{self, Error, Info, Warn};

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its name, which reads well after “allow”.
    pub name: &'static str,
    /// Its level, unless settings say otherwise.
    pub level: Severity,
    /// Which family it belongs to.
    pub family: &'static str,
    /// What it finds, in a line.
    pub about: &'static str,
}

const fn rule(family: &'static str, name: &'static str, level: Severity, about: &'static str) -> Rule {
    Rule { name, level, family, about }
}

/// Every rule, by family.
const RULES: &[Rule] = &[
    rule("front matter", "bad-alias", Error, "an alias is no address inside the site"),
    rule("front matter", "bad-slug", Error, "a slug is no single part of an address"),
    rule("front matter", "date-format", Error, "a date is not written as 2026-01-31"),
    rule("front matter", "duplicate-key", Error, "a key stands twice"),
    rule("front matter", "foreign-key", Info, "a key of Pandoc or a journal says nothing to ibid"),
    rule("front matter", "front-matter-toml", Error, "the front matter is TOML"),
    rule("front matter", "front-matter-unterminated", Error, "the front matter does not end"),
    rule("front matter", "malformed-identifier", Error, "a DOI, ISBN, ORCID iD or the like cannot be right"),
    rule("front matter", "malformed-url", Error, "an address is no web address"),
    rule("front matter", "not-utf8", Error, "a file is not UTF-8"),
    rule("front matter", "source-id", Error, "a source's id is a bare number, or cannot stand in a citation"),
    rule("front matter", "source-title-missing", Error, "a source has no title"),
    rule("front matter", "title-missing", Error, "an article has no title"),
    rule("front matter", "unknown-key", Error, "a key is not known"),
    rule("front matter", "unknown-value", Error, "a value is none of those that the key can have"),
    rule("front matter", "waiver-incomplete", Error, "a waiver has no rule or no reason"),
    rule("front matter", "wrong-type", Error, "a value is of the wrong kind"),
    rule("front matter", "yaml-character", Error, "a character cannot be seen"),
    rule("front matter", "yaml-comment", Warn, "text ends where a comment seems to begin"),
    rule("front matter", "yaml-syntax", Error, "YAML cannot be read, as a rule for want of quotes"),
    rule("front matter", "yaml-tab", Error, "a tab stands in the indentation"),
    rule("front matter", "yaml-too-deep", Error, "YAML has too many brackets"),
    rule("front matter", "yaml-too-large", Error, "front matter is too large"),
    rule("text", "duplicate-id", Error, "two parts of a page have one id"),
    rule("text", "heading-in-answer", Error, "a heading stands inside the direct answer"),
    rule("text", "image-without-text", Warn, "an image has no alternative text"),
    rule("text", "math-syntax", Error, "a formula cannot be read"),
    rule("text", "plain-code", Warn, "a block of code is shown without colours"),
    rule("text", "raw-html", Warn, "raw HTML is shown as text"),
    rule("text", "second-title", Error, "an article has more than one title"),
    rule("text", "two-answers", Error, "an article has two direct answers"),
    rule("citations", "broken-entry", Error, "an entry of a bibliography cannot be read"),
    rule("citations", "unreadable-bibliography", Error, "a bibliography cannot be read"),
    rule("citations", "bibliography-missing", Error, "a bibliography is not in the site"),
    rule("citations", "duplicate-entry", Warn, "two entries of a bibliography have one key"),
    rule("citations", "invalid-identifier", Warn, "an identifier in a bibliography cannot be right"),
    rule("citations", "citation-in-finding", Warn, "a finding holds a citation"),
    rule("citations", "citation-in-image", Error, "a citation stands in an image's alternative text"),
    rule("citations", "citation-in-link", Error, "a citation stands inside a link"),
    rule("citations", "citation-range", Error, "a range of sources runs backwards"),
    rule("citations", "duplicate-note", Error, "a note is defined twice"),
    rule("citations", "duplicate-source", Error, "two sources have one id"),
    rule("citations", "note-and-source", Error, "one label is a note and a source"),
    rule("citations", "repeated-citation", Error, "one citation names a source twice"),
    rule("citations", "shadowed-source", Error, "a link definition takes the place of citations"),
    rule("citations", "unknown-note", Error, "a note is not defined"),
    rule("citations", "unknown-source", Error, "a citation names a source that is not listed"),
    rule("citations", "unused-note", Warn, "a note is never used"),
    rule("citations", "unused-source", Warn, "a source is listed and never cited"),
    rule("links", "broken-anchor", Error, "a link leads to a section that is not there"),
    rule("links", "broken-link", Error, "a link leads to an article or file that is not there"),
    rule("links", "external-image", Warn, "an image is loaded from another site"),
    rule("links", "link-to-unpublished", Error, "a link leads to an article that is not published"),
    rule("links", "unsafe-image", Error, "an image's target is refused"),
    rule("links", "unsafe-link", Error, "a link's target is refused"),
    rule("paths", "bad-path", Error, "a path cannot be written on every file system"),
    rule("paths", "path-collision", Error, "two pages have one address"),
    rule("paths", "path-outside-site", Error, "a file lies outside the site"),
];

/// Rules about rules and waivers; they cannot be waived.
const OWN: &[Rule] = &[
    rule("waivers", "unknown-rule", Error, "a rule is not known"),
    rule("waivers", "waiver-expired", Warn, "a waiver is out of date"),
    rule("waivers", "waiver-unused", Warn, "a waiver waives nothing"),
];

/// Every rule, by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(OWN)
}

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|r| r.name == name)
}
