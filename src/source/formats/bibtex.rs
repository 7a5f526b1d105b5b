//! BibTeX: writing (`write`). Reading is in [super::read].
//!
//! Fields are those that BibTeX and biblatex share, with biblatex's `eprint`, `urldate` and `entrysubtype`. Letters stay
//! Unicode; what TeX gives a meaning is escaped; words with capitals inside are braced, so that styles keep their case.

use super::entry_key::keys;
use super::forms;
use crate::source::infer::kind_of;
use crate::source::name::{given_and_suffix, stands_for_others};
use crate::source::{Form, Name, Source, SourceType, Status};

/// `sources` as a BibTeX file, with unique keys.
pub fn write(sources: &[&Source]) -> String {
    let mut out = String::new();
    for (source, key) in sources.iter().zip(keys(sources)) {
        if !out.is_empty() {
            out.push('\n');
        }
        entry(&mut out, source, &key);
    }
    out
}

fn entry(out: &mut String, source: &Source, key: &str) {
    let kind = kind_of(source);
    let form = source.form.filter(|form| form.kind() == kind);
    out.push_str(&format!("@{}{{{key},\n", form.map_or_else(|| entry_type(kind), forms::bibtex)));
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            out.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    };
    field("title", Some(escape_title(&source.title)));
    field("author", authors(&source.authors));
    field("editor", authors(&source.editors));
    field(if in_book(form) { "booktitle" } else { container_field(kind) }, source.container.as_deref().map(escape_title));
    field(publisher_field(kind), source.publisher.as_deref().map(escape));
    field("address", source.place.as_deref().map(escape));
    field("edition", source.edition.as_deref().map(escape));
    field("volume", source.volume.as_deref().map(escape));
    field("number", source.issue.as_deref().map(escape));
    field("pages", source.pages.as_deref().map(pages));
    dates(&mut field, source);
    identifiers(&mut field, source);
    let magazine = form.filter(|form| *form == Form::Magazine).map(|_| "magazine");
    let plain = form.is_none_or(|form| form == Form::Manuscript);
    field("entrysubtype", magazine.or_else(|| subtype(kind).filter(|_| plain)).map(str::to_owned));
    field("note", note(source).as_deref().map(escape));
    out.push_str("}\n");
}

fn dates(field: &mut impl FnMut(&str, Option<String>), source: &Source) {
    let Some(issued) = source.issued else { return };
    field("year", Some(issued.year.to_string()));
    field("month", issued.month.map(|m| m.to_string()));
    // BibTeX has no day: biblatex takes the whole date from `date`.
    field("date", issued.day.map(|_| issued.iso()));
}

fn identifiers(field: &mut impl FnMut(&str, Option<String>), source: &Source) {
    let ids = &source.ids;
    field("doi", ids.doi.as_deref().map(|doi| verbatim(&doi.replace('%', "%25"))));
    field("eprint", ids.arxiv.as_deref().map(verbatim));
    field("archiveprefix", ids.arxiv.as_ref().map(|_| "arXiv".to_owned()));
    field("pmid", ids.pmid.clone());
    field("pmcid", ids.pmcid.clone());
    field("isbn", ids.isbn.clone());
    field("issn", ids.issn.clone());
    field("url", source.url.as_deref().map(verbatim));
    field("urldate", source.accessed.map(|d| d.to_string()));
}

/// The entry type: of BibTeX where it has one, else of biblatex (manual, section 2.1).
fn entry_type(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Article | SourceType::News => "article",
        SourceType::Book => "book",
        SourceType::Chapter => "incollection",
        SourceType::Report => "techreport",
        SourceType::Dataset => "dataset",
        SourceType::Web => "online",
        SourceType::Video => "video",
        SourceType::Standard => "standard",
        SourceType::Legal => "legislation",
        SourceType::Software => "software",
        SourceType::Thesis => "thesis",
        SourceType::Preprint | SourceType::Other => "misc",
    }
}

/// Whether what holds a work of this form is a book, to BibTeX.
fn in_book(form: Option<Form>) -> bool {
    matches!(form, Some(Form::Conference | Form::Encyclopedia))
}

/// `entrysubtype`, which standard styles do not print, for kinds that share an entry type.
fn subtype(kind: SourceType) -> Option<&'static str> {
    match kind {
        SourceType::News => Some("newspaper"),
        SourceType::Preprint => Some("preprint"),
        SourceType::Other => Some("other"),
        _ => None,
    }
}

pub(super) fn container_field(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Article | SourceType::News => "journal",
        SourceType::Chapter => "booktitle",
        SourceType::Book => "series",
        _ => "organization",
    }
}

pub(super) fn publisher_field(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Report | SourceType::Thesis => "institution",
        _ => "publisher",
    }
}

/// What became of the work, since a reader of the exported file should see it too.
fn note(source: &Source) -> Option<String> {
    let word = match source.status {
        Status::Ok => return None,
        Status::Corrected => "Corrected",
        Status::Concern => "Expression of concern",
        Status::Retracted => "Retracted",
        Status::Superseded => "Superseded",
    };
    Some(source.notice.as_ref().map_or_else(|| word.to_owned(), |notice| format!("{word}: {notice}")))
}

fn authors(names: &[Name]) -> Option<String> {
    let list: Vec<String> = names.iter().map(name).collect();
    (!list.is_empty()).then(|| list.join(" and "))
}

fn name(name: &Name) -> String {
    match name {
        name if stands_for_others(name) => "others".to_owned(),
        Name::Literal(text) => format!("{{{}}}", escape(text)),
        Name::Person { family, given } => {
            let (given, suffix) = given_and_suffix(given);
            let parts = [Some(family.as_str()), suffix, Some(given).filter(|g| !g.is_empty())];
            parts.into_iter().flatten().map(part_of_name).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A part of a name, braced where a comma or `and` in it would part the list.
fn part_of_name(text: &str) -> String {
    let parts = text.split_whitespace().any(|w| w.eq_ignore_ascii_case("and"));
    if parts || text.contains([',', ';']) { format!("{{{}}}", escape(text)) } else { escape(text) }
}

fn pages(text: &str) -> String {
    escape(text).replace(['–', '—'], "--")
}

/// `text` with every character escaped that TeX gives a meaning; ligatures that TeX would make are parted.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    for c in text.chars() {
        if c == last && matches!(c, '-' | '\'') {
            out.push_str("{}");
        }
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            // With an apostrophe behind it, it would open a quotation.
            '`' => out.push_str("\\textasciigrave{}"),
            // An escaped brace still counts for BibTeX where braces are matched: use the commands.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            '\u{a0}' => out.push('~'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        last = c;
    }
    out
}

/// As [escape], with words braced that hold a capital after their first letter (`DNA`, `mRNA`, `GPT-4`).
fn escape_title(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(protect).collect();
    words.join(" ")
}

fn protect(word: &str) -> String {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    let capitals = inner.chars().skip(1).any(char::is_uppercase);
    if !capitals {
        return escape(word);
    }
    let at = word.find(inner).unwrap_or(0);
    format!("{}{{{}}}{}", escape(&word[..at]), escape(inner), escape(&word[at + inner.len()..]))
}

/// A value of a field that biblatex takes verbatim (`doi`, `eprint`, `url`): only what would unbalance braces is percent-encoded.
fn verbatim(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}
