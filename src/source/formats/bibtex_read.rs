//! Reads BibTeX and BibLaTeX. The one door to `biblatex`.
//!
//! The file is read whole where that works, which keeps cross-references; else entry by entry with the file's
//! `@string`s, so that one broken entry costs no other. Circular references overflow the parser's stack: a file that has
//! any is read entry by entry.

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Checked, Diagnostic};
use crate::source::{Identifiers, Issued, Name, Source, SourceType, entry, identifier};
use biblatex::{Bibliography, ChunksExt, Entry, EntryType, Person};
use std::collections::{HashMap, HashSet};

/// The sources of a `.bib` file.
pub fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let blocks = blocks(text);
    let mut diagnostics = Vec::new();
    let whole = (!is_circular(&blocks)).then(|| Bibliography::parse(text).ok()).flatten();
    let value = match whole {
        Some(bibliography) => bibliography.iter().map(source).collect(),
        None => one_by_one(file, &blocks, &mut diagnostics),
    };
    repeated(file, &blocks, &mut diagnostics);
    Checked { value, diagnostics }
}

/// One `@…{…}` of a file.
struct Block<'t> {
    kind: String,
    key: &'t str,
    key_span: Span,
    text: &'t str,
}

/// The blocks of a file, by their braces. A block whose braces do not close ends before the next line that begins with `@`.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('@').map(|found| at + found) {
        let Some(open) = text[start..].find(['{', '(']).map(|found| start + found) else { break };
        let kind = text[start + 1..open].trim().to_ascii_lowercase();
        if kind.is_empty() || !kind.bytes().all(|b| b.is_ascii_alphabetic()) {
            at = start + 1;
            continue;
        }
        let end = block_end(text, open);
        let inner = &text[open + 1..end];
        let key = inner.split([',', '\n', '}']).next().unwrap_or("").trim();
        let key_at = open + 1 + inner.find(key).unwrap_or(0);
        out.push(Block { kind, key, key_span: Span::new(key_at, key_at + key.len()), text: &text[start..end] });
        at = end;
    }
    out
}

fn block_end(text: &str, open: usize) -> usize {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, byte) in text.as_bytes().iter().enumerate().skip(open) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' | b'(' if depth == 0 || *byte == b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b')' if depth == 1 && text.as_bytes()[open] == b'(' => depth = 0,
            b'\n' if text[at + 1..].starts_with('@') && depth <= 1 => return at,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// Whether following `crossref` and `xdata` from some entry comes back to it.
fn is_circular(blocks: &[Block<'_>]) -> bool {
    let parents: HashMap<&str, Vec<&str>> = blocks.iter().map(|b| (b.key, references(b.text))).collect();
    blocks.iter().any(|block| {
        let mut seen = HashSet::new();
        let mut next = vec![block.key];
        while let Some(key) = next.pop() {
            for parent in parents.get(key).into_iter().flatten() {
                if *parent == block.key {
                    return true;
                }
                if seen.insert(*parent) {
                    next.push(parent);
                }
            }
        }
        false
    })
}

/// Keys that a block names in `crossref`, `xref` and `xdata`.
fn references(block: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for line in block.split(['\n', ',']) {
        let Some((name, value)) = line.split_once('=') else { continue };
        if matches!(name.trim().to_ascii_lowercase().as_str(), "crossref" | "xref" | "xdata") {
            out.extend(value.trim().trim_matches(['{', '}', '"']).split(',').map(str::trim));
        }
    }
    out
}

fn is_entry(block: &Block<'_>) -> bool {
    !matches!(block.kind.as_str(), "string" | "comment" | "preamble")
}

fn one_by_one(file: &SitePath, blocks: &[Block<'_>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Source> {
    let strings: String = blocks.iter().filter(|b| b.kind == "string").map(|b| format!("{}\n", b.text)).collect();
    let mut out = Vec::new();
    for block in blocks.iter().filter(|b| is_entry(b)) {
        let alone = if is_self_referring(block) { String::new() } else { format!("{strings}{}", block.text) };
        match Bibliography::parse(&alone).ok().and_then(|b| b.iter().next().map(source)) {
            Some(source) => out.push(source),
            None => {
                let message = format!("the entry `{}` cannot be read; it is left out", block.key);
                let finding = Diagnostic::error("bibliography-entry", file, block.key_span, message);
                diagnostics.push(finding.help("look at its braces, quotes and commas, and at the key that it names in `crossref`"));
            }
        }
    }
    out
}

fn is_self_referring(block: &Block<'_>) -> bool {
    references(block.text).contains(&block.key)
}

fn repeated(file: &SitePath, blocks: &[Block<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for block in blocks.iter().filter(|b| is_entry(b) && !seen.insert(b.key)) {
        let message = format!("a second entry has the key `{}`; the first is used", block.key);
        diagnostics.push(Diagnostic::warn("duplicate-source", file, block.key_span, message).help("give it another key, or take it out"));
    }
}

fn source(e: &Entry) -> Source {
    let text = |name: &str| e.get(name).map(|c| plain(&c.format_verbatim())).filter(|t| !t.is_empty());
    let issued = text("date").as_deref().and_then(date).or_else(|| {
        let year = text("year").as_deref().and_then(entry::issued)?;
        Some(Issued { month: text("month").as_deref().and_then(month), ..year })
    });
    let eprint = text("eprint");
    let is_arxiv = text("archiveprefix").or_else(|| text("eprinttype")).is_some_and(|p| p.eq_ignore_ascii_case("arxiv"));
    let id = |name: &str, normal: fn(&str) -> Result<String, String>| text(name).and_then(|t| normal(&t).ok());
    Source {
        id: Some(e.key.clone()),
        title: text("title").map(|t| text("subtitle").map_or(t.clone(), |s| format!("{t}: {s}"))).unwrap_or_default(),
        authors: people(e, "author").or_else(|| people(e, "editor")).unwrap_or_default(),
        issued,
        container: text("journaltitle")
            .or_else(|| text("journal"))
            .or_else(|| text("booktitle"))
            .or_else(|| text("howpublished").filter(|h| !h.contains("://"))),
        publisher: text("publisher").or_else(|| text("institution")).or_else(|| text("school")).or_else(|| text("organization")),
        volume: text("volume"),
        issue: text("number").or_else(|| text("issue")),
        pages: text("pages").map(|p| p.replace("--", "–")),
        kind: kind(e, is_arxiv),
        ids: Identifiers {
            doi: id("doi", identifier::doi),
            arxiv: eprint.filter(|p| is_arxiv || identifier::arxiv(p).is_ok()).and_then(|p| identifier::arxiv(&p).ok()),
            pmid: id("pmid", identifier::pmid),
            pmcid: id("pmcid", identifier::pmcid),
            isbn: id("isbn", identifier::isbn),
            issn: id("issn", identifier::issn),
        },
        url: text("url").filter(|u| u.starts_with("http")),
        accessed: text("urldate").as_deref().and_then(crate::base::date::Date::parse),
        finding: text("annotation").or_else(|| text("annote")),
        ..Source::default()
    }
}

fn people(e: &Entry, field: &str) -> Option<Vec<Name>> {
    let people: Vec<Person> = e.get_as(field).ok()?;
    let name = |p: Person| {
        let family = [plain(&p.prefix), plain(&p.name)].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ");
        match plain(&p.given_name) {
            given if given.is_empty() && family.contains(' ') => Name::Literal(family),
            given => Name::Person { family, given },
        }
    };
    Some(people.into_iter().map(name).collect())
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first date of `2019-05-03/2020`, `2019~`, `2019-05`.
fn date(text: &str) -> Option<Issued> {
    entry::issued(text.split('/').next()?.trim_end_matches(['~', '?', '%']))
}

fn month(text: &str) -> Option<u8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    let named = NAMES.iter().position(|m| lower.starts_with(m)).and_then(|n| u8::try_from(n + 1).ok());
    named.or_else(|| lower.parse().ok()).filter(|m| (1..=12).contains(m))
}

fn kind(e: &Entry, is_arxiv: bool) -> Option<SourceType> {
    Some(match e.entry_type {
        EntryType::Article | EntryType::SuppPeriodical => SourceType::Article,
        EntryType::Book | EntryType::MvBook | EntryType::Collection | EntryType::Proceedings | EntryType::Reference => SourceType::Book,
        EntryType::InBook | EntryType::InCollection | EntryType::InProceedings | EntryType::BookInBook | EntryType::InReference => {
            SourceType::Chapter
        }
        EntryType::Report | EntryType::TechReport | EntryType::Manual => SourceType::Report,
        EntryType::Thesis | EntryType::MastersThesis | EntryType::PhdThesis => SourceType::Thesis,
        EntryType::Online => SourceType::Web,
        EntryType::Software => SourceType::Software,
        EntryType::Dataset => SourceType::Dataset,
        EntryType::Patent => SourceType::Legal,
        _ if is_arxiv => SourceType::Preprint,
        _ => return None,
    })
}
