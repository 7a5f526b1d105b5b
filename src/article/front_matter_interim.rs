//! tmp
#![allow(missing_docs)]
use super::*;
use crate::article::front_matter::*;
use crate::base::path::SitePath;
use crate::diag::*;
use serde::Deserialize;
#[derive(Deserialize, Default)]
#[serde(default)]
struct Raw { title: Option<String>, description: Option<String>, answer: Option<String>, date: Option<String>, topics: Vec<String>, slug: Option<String>, provenance: Option<serde_yaml::Value>, sources: Vec<RawS>, aliases: Vec<String>, verdict: Option<String>, lang: Option<String> }
#[derive(Deserialize, Default)]
#[serde(default)]
struct RawS { id: Option<String>, title: String, finding: Option<String>, url: Option<String>, year: Option<String>, doi: Option<String>, publisher: Option<String> }
pub struct Split { pub yaml: Option<Span>, pub body: usize, pub diagnostics: Vec<Diagnostic> }
pub fn split(_file: &SitePath, text: &str) -> Split {
    if let Some(rest) = text.strip_prefix("---\n") && let Some(end) = rest.find("\n---\n") { return Split { yaml: Some(Span::new(4, 4 + end + 1)), body: 4 + end + 5, diagnostics: vec![] } }
    Split { yaml: None, body: 0, diagnostics: vec![] }
}
pub fn parse(file: &SitePath, yaml: &str, offset: usize) -> Checked<(FrontMatter, Anchors)> {
    let mut d = vec![];
    let raw: Raw = match serde_yaml::from_str(yaml) { Ok(r) => r, Err(e) => { d.push(Diagnostic::error("yaml-syntax", file, Span::new(offset, offset), e.to_string())); Raw::default() } };
    let fm = FrontMatter { title: raw.title, description: raw.description, answer: raw.answer, slug: raw.slug, topics: raw.topics, aliases: raw.aliases, lang: raw.lang.and_then(|l| crate::base::lang::Lang::new(&l)),
        verdict: match raw.verdict.as_deref() { Some("yes") => Some(Verdict::Yes), Some("no") => Some(Verdict::No), _ => None },
        date: raw.date.and_then(|d| crate::base::date::Date::parse(&d)),
        provenance: raw.provenance.map(|p| Provenance { statement: p.as_str().map(str::to_owned), ..Default::default() }),
        sources: raw.sources.into_iter().map(|s| crate::source::Source { id: s.id, title: s.title, finding: s.finding, url: s.url, publisher: s.publisher, ids: crate::source::Identifiers { doi: s.doi, ..Default::default() }, issued: s.year.and_then(|y| y.parse().ok()).map(|year| crate::source::Issued { year, month: None, day: None }), ..Default::default() }).collect(), ..Default::default() };
    Checked { value: (fm, Anchors::default()), diagnostics: d }
}
pub fn bibliography_paths(_y: &str) -> Vec<String> { vec![] }
