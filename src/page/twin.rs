//! Twins of an article's page: `index.md` for people and models, `index.json` for programs.

use super::claims::{self, Claim};
use super::link::Linker;
use super::markup::{Filler, fill_markdown};
use super::view::View;
use crate::article::front_matter::Person;
use crate::article::{Body, Summary};
use crate::base::json;
use crate::evidence::examine;
use crate::evidence::ledger::Counts;
use crate::source::{formats, reference};
use serde::Serialize;

/// `index.md`: front matter, the text with citations as footnote references, and the sources as footnotes.
pub fn markdown(view: View<'_>, article: &Summary, body: &Body) -> String {
    let own = article.url.file("index.md");
    let linker = view.absolute().unwrap_or_else(|| view.linker(&own));
    let filler = Filler { article, notes: &body.notes, library: view.library, linker: &linker, words: view.words(&article.lang) };
    let mut out = front_matter(article, view.absolute().as_ref());
    out.push_str(&format!("\n# {}\n", one_line(&article.title)));
    out.push_str(&answer_of_front_matter(article, body));
    out.push_str(fill_markdown(&filler, &body.markdown).trim_end());
    out.push('\n');
    if !article.sources.is_empty() {
        out.push('\n');
    }
    for (n, cited) in article.sources.iter().enumerate() {
        out.push_str(&footnote(n + 1, &cited.source));
    }
    out
}

/// The direct answer where it stands in the front matter and so not in the text.
fn answer_of_front_matter(article: &Summary, body: &Body) -> String {
    let in_text = body.markdown.html.trim_start();
    let begins = in_text.split("\n## ").next().unwrap_or("");
    let needed = !article.answer.is_empty()
        && (in_text.starts_with("## ") || begins.trim().is_empty())
        && !in_text.to_lowercase().starts_with("## direct answer");
    if needed { format!("\n{}\n\n", article.answer) } else { "\n".to_owned() }
}

fn footnote(number: usize, source: &crate::source::Source) -> String {
    let mut parts = vec![one_line(&source.title).trim_end_matches('.').to_owned()];
    parts.extend(Some(reference::byline(source)).filter(|b| !b.is_empty()));
    parts.extend(super::card::address(source).map(|a| format!("<{a}>")));
    parts.extend(source.finding.as_ref().map(|f| format!("Finding: {}", one_line(f).trim_end_matches('.'))));
    format!("[^{number}]: {}.\n", parts.join(". "))
}

/// Front matter as YAML: every scalar in double quotes, which JSON's strings are (YAML 1.2.2, section 7.3.1).
fn front_matter(article: &Summary, absolute: Option<&Linker>) -> String {
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push_str(&format!("{key}: {}\n", json::compact(&value)));
        }
    };
    line("title", Some(article.title.clone()));
    line("description", article.description.clone());
    line("url", absolute.map(|a| a.page(&article.url)));
    line("lang", Some(article.lang.to_string()));
    line("verdict", article.verdict.map(|v| v.word().to_owned()));
    line("certainty", article.certainty.map(|c| c.word().to_owned()));
    line("date", article.date.map(|d| d.to_string()));
    line("updated", article.last_change().filter(|d| Some(*d) != article.date).map(|d| d.to_string()));
    line("provenance", article.provenance.as_ref().and_then(|p| p.statement.clone()));
    if !article.authors.is_empty() {
        out.push_str(&format!("authors: {}\n", json::compact(&article.authors.iter().map(|a| &a.name).collect::<Vec<_>>())));
    }
    if !article.topics.is_empty() {
        out.push_str(&format!("topics: {}\n", json::compact(&article.topics)));
    }
    out.push_str("---\n");
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Serialize)]
struct Twin<'a> {
    url: Option<String>,
    title: &'a str,
    description: Option<&'a str>,
    lang: &'a str,
    answer: &'a str,
    verdict: Option<&'static str>,
    certainty: Option<&'static str>,
    topics: &'a [String],
    authors: Vec<Author<'a>>,
    date: Option<String>,
    updated: Option<String>,
    reviewed: Option<String>,
    provenance: Option<&'a str>,
    sections: Vec<Part<'a>>,
    sources: serde_json::Value,
    ledger: Vec<Entry>,
    coverage: Counts,
    claims: Vec<Claim>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    orcid: Option<&'a str>,
}

#[derive(Serialize)]
struct Part<'a> {
    id: &'a str,
    title: &'a str,
    level: u8,
}

/// How often a source is cited.
#[derive(Serialize)]
struct Entry {
    source: usize,
    cited: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    finding: Option<String>,
}

/// `index.json`: the article, its sources as CSL-JSON, and each claim with its citations and the evidence behind it.
pub fn json_twin(view: View<'_>, article: &Summary) -> String {
    let sources: Vec<&crate::source::Source> = article.sources.iter().map(|s| &s.source).collect();
    let examined = examine(article);
    let twin = Twin {
        url: view.absolute().map(|a| a.page(&article.url)),
        title: &article.title,
        description: article.description.as_deref(),
        lang: article.lang.as_str(),
        answer: &article.answer,
        verdict: article.verdict.map(|v| v.word()),
        certainty: article.certainty.map(|c| c.word()),
        topics: &article.topics,
        authors: article.authors.iter().map(author).collect(),
        date: article.date.map(|d| d.to_string()),
        updated: article.last_change().map(|d| d.to_string()),
        reviewed: article.reviewed.map(|d| d.to_string()),
        provenance: article.provenance.as_ref().and_then(|p| p.statement.as_deref()),
        sections: article.headings.iter().map(|h| Part { id: &h.id, title: &h.title, level: h.level }).collect(),
        sources: formats::csl::items(&sources),
        ledger: ledger(article),
        coverage: examined.ledger.counts(article),
        claims: claims::claims(article, &examined),
    };
    json::pretty(&twin)
}

fn author(person: &Person) -> Author<'_> {
    Author { name: &person.name, url: person.url.as_deref(), orcid: person.orcid.as_deref() }
}

fn ledger(article: &Summary) -> Vec<Entry> {
    let uses = |n: usize| article.citations.iter().flat_map(|c| &c.items).filter(|i| i.number == n).count();
    let entries = article.sources.iter().enumerate();
    entries.map(|(n, s)| Entry { source: n + 1, cited: uses(n + 1), id: s.source.id.clone(), finding: s.source.finding.clone() }).collect()
}
