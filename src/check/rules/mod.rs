//! The table of rules. One rule, one line here, one page beside this file, and one file for its logic unless a parser reports it.

mod answer_missing;
mod concentrated_citations;
mod contrary_direction;
mod corrected_source;
mod date_not_in_evidence;
mod derived_figure;
mod figure_not_in_evidence;
mod figure_only_in_answer;
mod figure_only_in_description;
mod figures_differ;
mod identifiers_differ;
mod low_coverage;
mod percent_for_points;
mod provenance_missing;
mod quotation_not_in_evidence;
mod renumbered_source;
mod retracted_source;
mod review_overdue;
mod source_listed_twice;
mod source_of_concern;
mod source_only_in_answer;
mod superseded_source;
mod titles_differ;
mod unarchived_source;
mod uncited_attribution;
mod uncited_figure;
mod undated_wording;
mod unused_source;
mod verdict_contradicts_answer;
mod work_under_two_ids;
mod years_differ;

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
const OFF: Option<Severity> = None;

/// A line of the table: family, name (its page is `NAME.md`), level, what it finds, and what finds it.
macro_rules! rule {
    ($family:literal, $name:literal, $level:expr, $about:literal) => {
        Rule { name: $name, level: $level, family: $family, about: $about, page: include_str!(concat!($name, ".md")), check: None }
    };
    ($family:literal, $name:literal, $level:expr, $about:literal, $check:path) => {
        Rule { name: $name, level: $level, family: $family, about: $about, page: include_str!(concat!($name, ".md")), check: Some($check) }
    };
}

/// Every rule, by family. Those of the family “waivers” are about rules and waivers.
const RULES: &[Rule] = &[
    rule!("front matter", "bad-alias", ERROR, "an alias is no address inside the site"),
    rule!("front matter", "bad-slug", ERROR, "a slug is no single part of an address"),
    rule!("front matter", "date-format", ERROR, "a date is not written as 2026-01-31"),
    rule!("front matter", "duplicate-key", ERROR, "a key stands twice"),
    rule!("front matter", "foreign-key", INFO, "a key of Pandoc or a journal says nothing to ibid"),
    rule!("front matter", "front-matter-toml", ERROR, "the front matter is TOML"),
    rule!("front matter", "front-matter-unterminated", ERROR, "the front matter does not end"),
    rule!("front matter", "malformed-identifier", ERROR, "a DOI, ISBN, ORCID iD or the like cannot be right"),
    rule!("front matter", "malformed-url", ERROR, "an address is no web address"),
    rule!("front matter", "not-utf8", ERROR, "a file is not UTF-8"),
    rule!("front matter", "source-id", ERROR, "a source's id is a bare number, or cannot stand in a citation"),
    rule!("front matter", "source-title-missing", ERROR, "a source has no title"),
    rule!("front matter", "title-missing", ERROR, "an article has no title"),
    rule!("front matter", "too-many-sources", ERROR, "an article lists more sources than it may"),
    rule!("front matter", "too-many-topics", ERROR, "an article lists more topics than it may"),
    rule!("front matter", "unknown-key", ERROR, "a key is not known"),
    rule!("front matter", "unknown-value", ERROR, "a value is none of those that the key can have"),
    rule!("front matter", "waiver-incomplete", ERROR, "a waiver has no rule or no reason"),
    rule!("front matter", "wrong-type", ERROR, "a value is of the wrong kind"),
    rule!("front matter", "yaml-character", ERROR, "a character cannot be seen"),
    rule!("front matter", "yaml-comment", WARN, "text ends where a comment seems to begin"),
    rule!("front matter", "yaml-syntax", ERROR, "YAML cannot be read, as a rule for want of quotes"),
    rule!("front matter", "yaml-tab", ERROR, "a tab stands in the indentation"),
    rule!("front matter", "yaml-too-deep", ERROR, "YAML has too many brackets"),
    rule!("front matter", "yaml-too-large", ERROR, "front matter is too large"),
    rule!("text", "answer-missing", WARN, "an article has no text", answer_missing::check),
    rule!("text", "chart-data", ERROR, "a chart's table cannot be drawn"),
    rule!("text", "chart-syntax", ERROR, "a chart says too little, or what cannot be read"),
    rule!("text", "duplicate-id", ERROR, "two parts of a page have one id"),
    rule!("text", "heading-in-answer", ERROR, "a heading stands inside the direct answer"),
    rule!("text", "image-without-text", WARN, "an image has no alternative text"),
    rule!("text", "math-syntax", ERROR, "a formula cannot be read"),
    rule!("text", "nested-too-deep", ERROR, "Markdown is nested deeper than it may be"),
    rule!("text", "plain-code", WARN, "a block of code is shown without colours"),
    rule!("text", "raw-latex", INFO, "LaTeX says nothing to a page"),
    rule!("text", "raw-html", WARN, "raw HTML is shown as text"),
    rule!("text", "raw-html-too-large", ERROR, "raw HTML is more than can be cleaned"),
    rule!("text", "second-title", ERROR, "an article has more than one title"),
    rule!("text", "too-many-headings", ERROR, "a text holds more headings than it may"),
    rule!("text", "two-answers", ERROR, "an article has two direct answers"),
    rule!("citations", "bibliography-missing", ERROR, "a bibliography is not in the site"),
    rule!("citations", "citation-in-finding", WARN, "a finding holds a citation"),
    rule!("citations", "citation-in-image", ERROR, "a citation stands in an image's alternative text"),
    rule!("citations", "citation-in-link", ERROR, "a citation stands inside a link"),
    rule!("citations", "citation-range", ERROR, "a range of sources runs backwards"),
    rule!("citations", "duplicate-note", ERROR, "a note is defined twice"),
    rule!("citations", "duplicate-source", ERROR, "two sources have one id"),
    rule!("citations", "note-and-source", ERROR, "one label is a note and a source"),
    rule!("citations", "pasted-citation", WARN, "a chat tool's citation mark was pasted with the text"),
    rule!("citations", "renumbered-source", ERROR, "a number came to mean another source", renumbered_source::check),
    rule!("citations", "repeated-citation", ERROR, "one citation names a source twice"),
    rule!("citations", "shadowed-source", ERROR, "a link definition takes the place of citations"),
    rule!("citations", "too-many-citations", ERROR, "a text holds more citations than it may"),
    rule!("citations", "unknown-note", ERROR, "a note is not defined"),
    rule!("citations", "unknown-source", ERROR, "a citation names a source that is not listed"),
    rule!("citations", "unread-citation", WARN, "the id of a source stands behind `@` and is shown as text"),
    rule!("citations", "unused-note", WARN, "a note is never used"),
    rule!("citations", "unused-source", WARN, "a source is listed and never cited", unused_source::check),
    rule!("sources", "corrected-source", INFO, "a corrected work is cited and the text does not say so", corrected_source::check),
    rule!("sources", "figures-differ", WARN, "articles record one statement of a work with different figures", figures_differ::check),
    rule!("sources", "identifiers-differ", WARN, "articles give one work different identifiers", identifiers_differ::check),
    rule!("sources", "retracted-source", ERROR, "a retracted work is cited as if it were not", retracted_source::check),
    rule!("sources", "source-listed-twice", WARN, "two sources of an article are one work", source_listed_twice::check),
    rule!(
        "sources",
        "source-of-concern",
        WARN,
        "a work under an expression of concern is cited as if it were not",
        source_of_concern::check
    ),
    rule!("sources", "superseded-source", WARN, "a superseded work is cited and the text does not say so", superseded_source::check),
    rule!("sources", "titles-differ", WARN, "articles give one work different titles", titles_differ::check),
    rule!("sources", "unarchived-source", OFF, "a source is on the web alone, without an archived copy", unarchived_source::check),
    rule!("sources", "unregistered-doi", ERROR, "a DOI is in no register (with `--external`)"),
    rule!("sources", "work-under-two-ids", INFO, "articles give one work different ids", work_under_two_ids::check),
    rule!("sources", "years-differ", WARN, "articles give one work different years", years_differ::check),
    rule!("bibliographies", "broken-entry", WARN, "an entry of a bibliography cannot be read"),
    rule!("bibliographies", "duplicate-entry", WARN, "two entries of a bibliography have one key"),
    rule!("bibliographies", "invalid-identifier", WARN, "an identifier in a bibliography cannot be right"),
    rule!("bibliographies", "unreadable-bibliography", ERROR, "a bibliography cannot be read"),
    rule!("bibliographies", "unreadable-style", ERROR, "a citation style cannot be used"),
    rule!("evidence", "concentrated-citations", INFO, "one source has most of the citations", concentrated_citations::check),
    rule!("evidence", "contrary-direction", WARN, "a figure rises in a sentence and falls in its evidence", contrary_direction::check),
    rule!(
        "evidence",
        "date-not-in-evidence",
        WARN,
        "a day is none of those in the recorded evidence of the sources that its sentence cites",
        date_not_in_evidence::check
    ),
    rule!("evidence", "derived-figure", INFO, "a figure follows from recorded ones", derived_figure::check),
    rule!(
        "evidence",
        "figure-not-in-evidence",
        WARN,
        "a figure is in no recorded evidence of the sources that its sentence cites",
        figure_not_in_evidence::check
    ),
    rule!("evidence", "figure-only-in-answer", INFO, "a figure of the answer is not in the sections", figure_only_in_answer::check),
    rule!(
        "evidence",
        "figure-only-in-description",
        WARN,
        "a figure of the description is not in the text",
        figure_only_in_description::check
    ),
    rule!("evidence", "low-coverage", INFO, "too few sentences cite", low_coverage::check),
    rule!("evidence", "percent-for-points", WARN, "percent stands where percentage points are meant", percent_for_points::check),
    rule!(
        "evidence",
        "quotation-not-in-evidence",
        WARN,
        "a quotation is in no recorded evidence of the sources that its sentence cites",
        quotation_not_in_evidence::check
    ),
    rule!("evidence", "source-only-in-answer", INFO, "the answer cites a source that no section cites", source_only_in_answer::check),
    rule!("evidence", "uncited-attribution", WARN, "a sentence tells what others say, and cites nobody", uncited_attribution::check),
    rule!("evidence", "uncited-figure", WARN, "a figure stands in a sentence without a citation", uncited_figure::check),
    rule!("evidence", "undated-wording", INFO, "a sentence speaks of now, and no date says when that is", undated_wording::check),
    rule!(
        "evidence",
        "verdict-contradicts-answer",
        WARN,
        "the verdict is not what the answer begins with",
        verdict_contradicts_answer::check
    ),
    rule!("links", "active-file", ERROR, "a file that could run something is linked to"),
    rule!("links", "broken-anchor", ERROR, "a link leads to a section that is not there"),
    rule!("links", "broken-link", ERROR, "a link leads to an article or file that is not there"),
    rule!("links", "dead-link", WARN, "an address outside the site leads nowhere (with `--external`)"),
    rule!("links", "external-image", WARN, "an image is loaded from another site"),
    rule!("links", "link-to-unpublished", ERROR, "a link leads to an article that is not published"),
    rule!("links", "moved-link", INFO, "an address outside the site has moved for good (with `--external`)"),
    rule!("links", "unreachable-link", INFO, "an address outside the site could not be looked at (with `--external`)"),
    rule!("links", "unsafe-image", ERROR, "an image's target is refused"),
    rule!("links", "unsafe-link", ERROR, "a link's target is refused"),
    rule!("paths", "bad-path", ERROR, "a path cannot be written on every file system"),
    rule!("paths", "folder-text", WARN, "a text of a folder, or a citation on the first page, is shown nowhere"),
    rule!("paths", "path-collision", ERROR, "two pages have one address"),
    rule!("paths", "path-outside-site", ERROR, "a file lies outside the site"),
    rule!("upkeep", "provenance-missing", OFF, "an article does not say how its text was made", provenance_missing::check),
    rule!("upkeep", "review-overdue", WARN, "an article was to be reviewed by a day that is past", review_overdue::check),
    rule!("waivers", "unknown-rule", ERROR, "a rule is not known"),
    rule!("waivers", "waiver-expired", WARN, "a waiver is out of date"),
    rule!("waivers", "waiver-unused", WARN, "a waiver waives nothing"),
];
