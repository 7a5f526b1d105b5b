//! Reading BibTeX and biblatex: from text to [RawEntry]s through the `biblatex` crate's grammar, entry by entry where the file
//! as a whole is not well-formed, then to sources by [super::bibtex_entry].
//!
//! Only the crate's raw grammar is used. Its later steps recurse through `@string`, `crossref` and `xdata` without an
//! end, and one of them panics; here `@string` sees earlier definitions only (as in BibTeX), parents are followed
//! [a few steps](PARENTS) and never in a circle.

use super::bibtex_entry::source;
use super::{Gather, record};
use crate::base::path::SitePath;
use crate::base::span::{Span, line_at};
use crate::diag::{Checked, Diagnostic};
use crate::source::Source;
use biblatex::{Field, RawBibliography, RawChunk};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// How many generations of `crossref` and `xdata` parents are followed.
const PARENTS: usize = 8;

/// One entry with its fields as typed, `@string`s put in.
#[derive(Debug, Clone, Default)]
pub(super) struct RawEntry {
    /// Key as typed.
    pub key: String,
    /// Entry type, lower case.
    pub kind: String,
    /// Values by field name in lower case; LaTeX as typed.
    pub fields: BTreeMap<String, String>,
    /// Where the entry stands in the file.
    pub span: Span,
}

/// All sources of a BibTeX file.
pub(super) fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let mut gather = Gather::new(file);
    let entries = raw_entries(text, &mut gather);
    let mut by_key: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        by_key.entry(&entry.key).or_insert(at);
    }
    for entry in entries.iter().filter(|e| e.kind != "xdata" && e.kind != "set") {
        let (whole, circular) = with_parents(entry, &entries, &by_key);
        if let Some(parent) = circular {
            let message = format!("the cross-references of entry `{}` lead back to `{parent}`", entry.key);
            let found = Diagnostic::warn(super::BROKEN_ENTRY, file, entry.span, message);
            gather.out.diagnostics.push(found.help("take out the `crossref` or `xdata` that closes the circle"));
        }
        let (source, bad) = source(&whole);
        bad.iter().for_each(|problem| gather.identifier(&entry.key, entry.span, problem));
        gather.take(source, entry.span);
    }
    gather.out
}

fn raw_entries(text: &str, gather: &mut Gather<'_>) -> Vec<RawEntry> {
    let mut strings = Strings::new(text.len());
    if let Ok(raw) = RawBibliography::parse(text) {
        strings.define(&raw);
        return entries_of(&raw, 0, &mut strings);
    }
    let chunks = chunks(text);
    // Definitions first: an entry may stand before the `@string` that it uses in a file that was put together by hand.
    let parsed: Vec<(Span, String)> = chunks.into_iter().map(|span| (span, braces_for_parentheses(span.slice(text)))).collect();
    for (_, chunk) in parsed.iter().filter(|(_, c)| has_kind(c, "string")) {
        if let Ok(raw) = RawBibliography::parse(chunk) {
            strings.define(&raw);
        }
    }
    let mut out = Vec::new();
    for (span, chunk) in parsed.iter().filter(|(_, c)| !["string", "comment", "preamble"].iter().any(|kind| has_kind(c, kind))) {
        match RawBibliography::parse(chunk) {
            Ok(raw) => out.extend(entries_of(&raw, span.start, &mut strings)),
            Err(problem) => match mended_entry(chunk, span.start, &mut strings) {
                Some(entry) => out.push(entry),
                None => gather.broken(key_of(chunk), error_span(*span, chunk, problem.span.start), &problem.kind.to_string()),
            },
        }
    }
    out
}

fn has_kind(chunk: &str, kind: &str) -> bool {
    chunk.get(1..=kind.len()).is_some_and(|k| k.eq_ignore_ascii_case(kind))
        && !chunk[kind.len() + 1..].starts_with(|c: char| c.is_alphanumeric())
}

/// Spans from each `@word{` at the start of a line to the next.
fn chunks(text: &str) -> Vec<Span> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if let Some(rest) = line[indent..].strip_prefix('@') {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
            if after.len() < rest.len() && after.trim_start().starts_with(['{', '(']) {
                starts.push(at + indent);
            }
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end)).collect()
}

/// `@type(…)`, which BibTeX allows too, with braces.
fn braces_for_parentheses(chunk: &str) -> String {
    let Some(open) = chunk.find(['{', '(']).filter(|at| chunk[*at..].starts_with('(')) else { return chunk.to_owned() };
    let Some(close) = chunk.rfind(')') else { return chunk.to_owned() };
    format!("{}{{{}}}{}", &chunk[..open], &chunk[open + 1..close], &chunk[close + 1..])
}

/// The one entry of a chunk that is well-formed but for what other programs let pass: lines behind a `%`, fields without a
/// value (`year = ,`), a key with signs that the grammar forbids (`O'Brien2013`).
fn mended_entry(chunk: &str, start: usize, strings: &mut Strings) -> Option<RawEntry> {
    let key = key_of(chunk);
    let at = chunk.find('{')? + 1;
    let behind = &chunk[at + chunk[at..].find(key)? + key.len()..];
    let empty = |line: &str| line.trim().strip_suffix(',').and_then(|l| l.trim_end().strip_suffix('=')).is_some_and(|l| !l.contains('='));
    let kept = behind.split_inclusive('\n').filter(|line| !line.trim_start().starts_with('%') && !empty(line));
    let mended = format!("{}key{}", &chunk[..at], kept.collect::<String>());
    let raw = RawBibliography::parse(&mended).ok()?;
    let entry = entries_of(&raw, start, strings).pop()?;
    Some(RawEntry { key: key.to_owned(), ..entry }).filter(|entry| !entry.key.is_empty())
}

fn key_of(chunk: &str) -> &str {
    let after = chunk.find('{').map_or("", |at| &chunk[at + 1..]);
    let end = after.find([',', '}', '\n']).unwrap_or(after.len());
    after[..end].trim()
}

/// The line on which an entry breaks; its first line where it does not end at all.
fn error_span(span: Span, chunk: &str, at: usize) -> Span {
    let at = if at < chunk.trim_end().len() { at } else { 0 };
    let (start, line) = line_at(chunk, at);
    let indent = line.len() - line.trim_start().len();
    Span::new(start + indent, start + line.trim_end().len()).shifted(span.start)
}

fn entries_of(raw: &RawBibliography<'_>, offset: usize, strings: &mut Strings) -> Vec<RawEntry> {
    let mut out = Vec::with_capacity(raw.entries.len());
    for entry in &raw.entries {
        let mut fields = BTreeMap::new();
        for pair in &entry.v.fields {
            // Of one field given twice the first counts, as in BibTeX.
            let name = pair.key.v.to_ascii_lowercase();
            if let Entry::Vacant(slot) = fields.entry(name) {
                slot.insert(strings.expand(&pair.value.v));
            }
        }
        let head_end = entry.v.key.span.end.max(entry.span.start);
        let span = Span::new(entry.span.start, head_end).shifted(offset);
        out.push(RawEntry { key: entry.v.key.v.to_owned(), kind: entry.v.kind.v.to_ascii_lowercase(), fields, span });
    }
    out
}

/// `@string` definitions, expanded. All that they add to the file is bounded by [Strings::budget].
struct Strings {
    values: BTreeMap<String, String>,
    /// Bytes that expansions may still add.
    budget: usize,
}

impl Strings {
    fn new(file_length: usize) -> Self {
        Self { values: BTreeMap::new(), budget: file_length.saturating_mul(16).saturating_add(1 << 16) }
    }

    fn define(&mut self, raw: &RawBibliography<'_>) {
        for pair in &raw.abbreviations {
            let value = self.expand(&pair.value.v);
            self.values.insert(pair.key.v.to_ascii_lowercase(), value);
        }
    }

    /// A field's value as one text. A name that nothing defines stands for itself, a month's for its number.
    fn expand(&mut self, field: &Field<'_>) -> String {
        let mut out = String::new();
        for chunk in field {
            match &chunk.v {
                RawChunk::Normal(text) => out.push_str(text),
                RawChunk::Abbreviation(name) => {
                    let defined = self.values.get(&name.to_ascii_lowercase()).filter(|value| value.len() <= self.budget);
                    self.budget = self.budget.saturating_sub(defined.map_or(0, String::len));
                    match (defined, record::month(name).filter(|_| name.len() == 3)) {
                        (Some(value), _) => out.push_str(value),
                        (None, Some(month)) => out.push_str(&month.to_string()),
                        (None, None) => out.push_str(name),
                    }
                }
            }
        }
        out
    }
}

/// The entry with what it inherits, and the key at which its parents close a circle.
fn with_parents(entry: &RawEntry, all: &[RawEntry], by_key: &BTreeMap<&str, usize>) -> (RawEntry, Option<String>) {
    let mut whole = entry.clone();
    let mut seen = vec![entry.key.as_str()];
    let mut circular = None;
    let mut waiting = parents(entry);
    while let Some((key, how)) = waiting.pop() {
        let Some(parent) = by_key.get(key).map(|at| &all[*at]) else { continue };
        if seen.contains(&parent.key.as_str()) {
            circular.get_or_insert_with(|| parent.key.clone());
            continue;
        }
        if seen.len() > PARENTS {
            break;
        }
        seen.push(&parent.key);
        for (name, value) in &parent.fields {
            if let Some(name) = inherited_name(name, how, &entry.kind) {
                whole.fields.entry(name.to_owned()).or_insert_with(|| value.clone());
            }
        }
        waiting.extend(parents(parent));
    }
    (whole, circular)
}

#[derive(Clone, Copy, PartialEq)]
enum Inheritance {
    Crossref,
    Xdata,
}

fn parents(entry: &RawEntry) -> Vec<(&str, Inheritance)> {
    let list = |name: &str| entry.fields.get(name).map_or("", String::as_str);
    let xdata = list("xdata").split(',').map(|key| (key.trim(), Inheritance::Xdata));
    let crossref = [(list("crossref").trim(), Inheritance::Crossref)];
    // Taken from the end: xdata comes before crossref.
    crossref.into_iter().chain(xdata.rev()).filter(|(key, _)| !key.is_empty()).take(PARENTS).collect()
}

/// What a parent's field is called in its child (biblatex manual, appendix B); `None` where it is not inherited.
fn inherited_name<'a>(name: &'a str, how: Inheritance, child: &str) -> Option<&'a str> {
    const OWN: [&str; 17] = [
        "crossref",
        "xdata",
        "xref",
        "ids",
        "entryset",
        "entrysubtype",
        "keywords",
        "label",
        "options",
        "shorttitle",
        "doi",
        "url",
        "eprint",
        "pmid",
        "pmcid",
        "pages",
        "note",
    ];
    let part = matches!(child, "incollection" | "inproceedings" | "conference" | "inbook" | "bookinbook" | "suppbook" | "inreference");
    match (how, name) {
        (_, "crossref" | "xdata" | "ids") => None,
        (Inheritance::Xdata, name) => Some(name),
        (Inheritance::Crossref, "title") => part.then_some("booktitle"),
        (Inheritance::Crossref, "subtitle") => part.then_some("booksubtitle"),
        (Inheritance::Crossref, "author") => (child == "inbook").then_some("author"),
        (Inheritance::Crossref, name) => (!OWN.contains(&name)).then_some(name),
    }
}
