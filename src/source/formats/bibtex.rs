//! Writes BibTeX that BibLaTeX and reference managers read alike.

use crate::base::slug::slugify;
use crate::source::{Name, Source, SourceType};
use std::collections::BTreeSet;

/// `sources` as BibTeX entries, one after the other. Keys are the sources' ids, or author and year; each is unique.
pub fn write(sources: &[&Source]) -> String {
    let mut taken = BTreeSet::new();
    let mut out = String::new();
    for source in sources {
        let key = unique(key(source), &mut taken);
        entry(&mut out, source, &key);
    }
    out
}

fn key(source: &Source) -> String {
    if let Some(id) = source.id.as_ref().or(source.reference.as_ref()) {
        let clean: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || ":.-_/+".contains(*c)).collect();
        if !clean.is_empty() {
            return clean;
        }
    }
    let family = match source.authors.first() {
        Some(Name::Person { family, .. } | Name::Literal(family)) => slugify(family),
        None => slugify(source.title.split_whitespace().next().unwrap_or("source")),
    };
    let ascii: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = if ascii.is_empty() { "source".to_owned() } else { ascii };
    format!("{name}{}", source.issued.map(|i| i.year.to_string()).unwrap_or_default())
}

fn unique(key: String, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = key.clone();
    let mut n = 0;
    while !taken.insert(candidate.to_lowercase()) {
        candidate = format!("{key}{}", crate::base::html::letters(n));
        n += 1;
    }
    candidate
}

fn entry(out: &mut String, source: &Source, key: &str) {
    let kind = entry_type(source);
    out.push_str(&format!("@{kind}{{{key},\n"));
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            out.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    };
    field("title", Some(title(&source.title)));
    field("author", Some(source.authors.iter().map(name).collect::<Vec<_>>().join(" and ")));
    let issued = source.issued;
    field("year", issued.map(|i| i.year.to_string()));
    field("month", issued.and_then(|i| i.month).map(|m| m.to_string()));
    field("day", issued.and_then(|i| i.day).map(|d| d.to_string()));
    let container = match kind {
        "article" => "journal",
        "incollection" => "booktitle",
        _ => "howpublished",
    };
    field(container, source.container.as_deref().map(escape));
    let publisher = match kind {
        "techreport" => "institution",
        "phdthesis" => "school",
        _ => "publisher",
    };
    field(publisher, source.publisher.as_deref().map(escape));
    field("volume", source.volume.as_deref().map(escape));
    field("number", source.issue.as_deref().map(escape));
    field("pages", source.pages.as_deref().map(|p| escape(&p.replace('–', "--"))));
    field("doi", source.ids.doi.clone());
    field("eprint", source.ids.arxiv.clone());
    field("archiveprefix", source.ids.arxiv.as_ref().map(|_| "arXiv".to_owned()));
    field("pmid", source.ids.pmid.clone());
    field("pmcid", source.ids.pmcid.clone());
    field("isbn", source.ids.isbn.clone());
    field("issn", source.ids.issn.clone());
    field("url", source.url.as_ref().map(|u| u.replace('{', "%7B").replace('}', "%7D")));
    field("urldate", source.accessed.map(|d| d.to_string()));
    field("annotation", source.finding.as_deref().map(escape));
    out.push_str("}\n\n");
}

fn entry_type(source: &Source) -> &'static str {
    match source.kind {
        Some(SourceType::Article) => "article",
        Some(SourceType::Book) => "book",
        Some(SourceType::Chapter) => "incollection",
        Some(SourceType::Report | SourceType::Standard) => "techreport",
        Some(SourceType::Thesis) => "phdthesis",
        Some(SourceType::News) if source.container.is_some() => "article",
        None if source.container.is_some() && source.volume.is_some() => "article",
        _ => "misc",
    }
}

/// Names as BibTeX splits them: `Family, Given`; a name without parts in braces, so that it is not split.
fn name(name: &Name) -> String {
    match name {
        Name::Literal(name) => format!("{{{}}}", escape(name)),
        Name::Person { family, given } if given.is_empty() => escape(family),
        Name::Person { family, given } => format!("{}, {}", escape(family), escape(given)),
    }
}

/// A title whose words with capitals inside are kept as they are by styles that lower titles.
fn title(text: &str) -> String {
    let word = |word: &str| {
        let capitals = word.chars().skip(1).any(char::is_uppercase);
        if capitals { format!("{{{}}}", escape(word)) } else { escape(word) }
    };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// Text with LaTeX's special characters escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '{' => out.push_str("\\{"),
            '}' => out.push_str("\\}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
