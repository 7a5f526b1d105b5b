//! The formats in which sources come and go: [bibtex], [ris], [csl]; and those that only come: [nbib], [enw], [xml].
//!
//! [read] chooses by the file's ending. A broken entry is a diagnostic with its file, place and key, and the others are kept;
//! of two entries with one id the first is kept. Written files hold every source given, in the given order.
//!
//! Invariant: readers take what they are given as text and never panic, loop or grow beyond their input.

use super::Source;
use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Checked, Diagnostic, Target};
use std::borrow::Cow;
use std::collections::BTreeSet;

pub mod bibtex;
mod bibtex_entry;
mod bibtex_read;
pub mod csl;
mod csl_read;
mod entry_key;
pub mod enw;
mod forms;
mod journals;
mod latex;
mod latex_math;
pub mod nbib;
mod record;
pub mod ris;
mod tagged;
pub mod xml;

/// Endings of the files that [read] understands, without dot, lower case.
pub const ENDINGS: [&str; 8] = ["bib", "bibtex", "ris", "nbib", "enw", "xml", "json", "txt"];

/// The sources in `text`, by the ending of `file`: `.bib`, `.ris`, `.nbib`, `.enw` (EndNote tagged, or RIS under that name), `.xml` (EndNote, PubMed),
/// `.json` (CSL-JSON); a `.txt` by what it holds. Never fails: what cannot be read is in the diagnostics.
pub fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut read = by_ending(file, bare);
    for found in &mut read.diagnostics {
        if let Target::Span(span) = &mut found.target {
            *span = span.shifted(text.len() - bare.len());
        }
    }
    read
}

fn by_ending(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let ending = file.name().rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if matches!(ending.as_str(), "yaml" | "yml") {
        return super::yaml::parse_sources(file, text);
    }
    let text = &*printable(text);
    match ending.as_str() {
        "bib" | "bibtex" => bibtex_read::read(file, text),
        "ris" => ris::read(file, text),
        "nbib" => nbib::read(file, text),
        "enw" if text.trim_start().starts_with("TY  -") => ris::read(file, text),
        "enw" => enw::read(file, text),
        "xml" => xml::read(file, text),
        "json" => csl_read::read_json(file, text),
        "txt" => by_content(file, text),
        _ => unknown(file, &ending),
    }
}

/// `text` with spaces for the control characters that a title or a name cannot hold, so that places in it stay.
fn printable(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| if hidden(c) { out.extend(std::iter::repeat_n(' ', c.len_utf8())) } else { out.push(c) });
    Cow::Owned(out)
}

/// The sources in a list of CSL items that another door has parsed (CSL-YAML, Pandoc's `references`).
pub fn read_csl(file: &SitePath, items: &serde_json::Value) -> Checked<Vec<Source>> {
    csl_read::read_value(file, "", items)
}

/// An id for each of `sources` that a citation can carry, that no other of them has, and that is not among `taken`.
pub fn unique_ids(sources: &[Source], taken: &BTreeSet<&str>) -> Vec<String> {
    entry_key::ids(sources, taken)
}

/// Text without the tags that CSL-JSON allows in titles (`<i>`, `<b>`, `<sup>`, `<sub>`, `<span …>`), where they come in
/// pairs: a lone `<b>` is what the title is about.
pub fn without_tags(text: &str) -> String {
    /// How far a tag reaches, and what it holds.
    const TAG: usize = 80;
    const HELD: usize = 600;
    let near = |text: &'_ str, most: usize| (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut open) = (text, Vec::new());
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let closes = rest.starts_with("</");
        let name: String = rest[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphabetic).collect();
        let end = rest[..near(rest, TAG)].find('>').filter(|_| TAGS.contains(&name.as_str()));
        let paired = match end {
            Some(_) if closes => open.iter().rposition(|known| *known == name).map(|at| drop(open.remove(at))).is_some(),
            Some(_) => rest[..near(rest, HELD)].contains(&format!("</{name}>")),
            None => false,
        };
        match end.filter(|_| paired) {
            Some(end) => rest = &rest[end + 1..],
            None => {
                out.push('<');
                rest = &rest[1..];
                continue;
            }
        }
        if !closes {
            open.push(name);
        }
    }
    out.push_str(rest);
    out
}

/// Tags of rich text in titles.
const TAGS: [&str; 8] = ["i", "b", "sup", "sub", "span", "sc", "em", "strong"];

/// One CSL item as a source; `Err` says why it is none.
pub fn read_csl_item(item: &serde_json::Value) -> Result<Source, String> {
    csl_read::source(item)
}

/// The day that a text in any usual form names: `17 November 2020`, `Nov 17, 2020`, `2020/11/17`.
pub fn free_date(text: &str) -> Option<Date> {
    let issued = record::date(text)?;
    Date::parse(&format!("{:04}-{:02}-{:02}", issued.year, issued.month?, issued.day?))
}

fn by_content(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let start = text.trim_start();
    match () {
        () if start.starts_with("TY  -") => ris::read(file, text),
        () if start.starts_with("PMID-") => nbib::read(file, text),
        () if start.starts_with("%0") => enw::read(file, text),
        () if start.starts_with(['[', '{']) => csl_read::read_json(file, text),
        () if start.starts_with('<') => xml::read(file, text),
        () => bibtex_read::read(file, text),
    }
}

/// Whether a text without a telling name is a bibliography: it begins as one, or has BibTeX entries.
pub fn looks_like_one(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let entry = |line: &str| {
        line.trim_start().strip_prefix('@').is_some_and(|rest| {
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            behind.len() < rest.len() && behind.trim_start().starts_with('{')
        })
    };
    ["TY  -", "PMID-", "%0 ", "[{", "<?xml", "<xml"].iter().any(|head| start.starts_with(head)) || text.lines().any(entry)
}

fn unknown(file: &SitePath, ending: &str) -> Checked<Vec<Source>> {
    let found = Diagnostic::error(UNREADABLE, file, Span::default(), format!("no bibliography format has the ending `.{ending}`"));
    Checked { value: Vec::new(), diagnostics: vec![found.help("files that can be read: .bib .ris .nbib .enw .xml .json (CSL-JSON) .yaml")] }
}

/// Rule: a bibliography, or an entry of it, that cannot be read.
pub const UNREADABLE: &str = "unreadable-bibliography";
/// Rule: an entry of a bibliography that cannot be read.
pub const BROKEN_ENTRY: &str = "broken-entry";
/// Rule: two entries of one bibliography with one id.
pub const DUPLICATE_ENTRY: &str = "duplicate-entry";
/// Rule: an identifier that breaks its own grammar, or whose check digit is wrong.
pub const INVALID_IDENTIFIER: &str = "invalid-identifier";

/// Gathers what a reader finds: sources with distinct ids, and diagnostics.
struct Gather<'a> {
    file: &'a SitePath,
    ids: BTreeSet<String>,
    out: Checked<Vec<Source>>,
}

impl<'a> Gather<'a> {
    fn new(file: &'a SitePath) -> Self {
        Self { file, ids: BTreeSet::new(), out: Checked::clean(Vec::new()) }
    }

    /// Takes `source`, unless an earlier one has its id.
    fn take(&mut self, source: Source, span: Span) {
        if let Some(id) = source.id.clone().filter(|id| !self.ids.insert(id.clone())) {
            let message = format!("another entry has the id `{id}`; the first is kept");
            let found = Diagnostic::warn(DUPLICATE_ENTRY, self.file, span, message);
            self.out.diagnostics.push(found.help("give this entry another id, or delete it"));
            return;
        }
        self.out.value.push(source);
    }

    /// Notes that the entry `key` at `span` cannot be read.
    fn broken(&mut self, key: &str, span: Span, why: &str) {
        let message = if key.is_empty() { why.to_owned() } else { format!("entry `{key}` cannot be read: {why}") };
        self.out.diagnostics.push(Diagnostic::warn(BROKEN_ENTRY, self.file, span, message).help("the other entries of the file are kept"));
    }

    /// Notes an identifier that is none; the source stands without it.
    fn identifier(&mut self, key: &str, span: Span, problem: &record::BadIdentifier) {
        let record::BadIdentifier { kind, text, why } = problem;
        let message = format!("`{text}` is no {}: {why}", kind.label());
        let of = if key.is_empty() { String::new() } else { format!(" of entry `{key}`") };
        let found = Diagnostic::warn(INVALID_IDENTIFIER, self.file, span, message);
        self.out.diagnostics.push(found.help(format!("correct the `{}`{of}, or take it out", kind.key())));
    }
}

/// The text of a bibliography file: UTF-8 (a byte order mark is dropped), UTF-16 with a byte order mark, else Windows-1252.
pub fn decode(bytes: &[u8]) -> String {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|b| windows_1252(*b)).collect(), str::to_owned),
    }
}

/// One byte in Windows-1252, as the WHATWG Encoding Standard has it: the five unused places are control characters.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
