//! Reads a collection: articles, queries, judgements.
use super::Outcome;
use ibid::search::{DocSection, DocSource, Document};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The articles of a collection, in the order of their ids.
pub fn documents(folder: &Path) -> Outcome<Vec<Document>> {
    if let Ok(text) = fs::read_to_string(folder.join("docs.jsonl")) {
        return text.lines().map(|line| Ok(from_json(&serde_json::from_str(line)?))).collect();
    }
    let mut documents = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_some_and(|e| e == "md") {
            let id = entry.path().strip_prefix(folder)?.with_extension("").to_string_lossy().replace('\\', "/");
            documents.push(from_markdown(id, &fs::read_to_string(entry.path())?));
        }
    }
    Ok(documents)
}

fn from_json(value: &Value) -> Document {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    Document { url: text("id"), title: text("title"), lang: text("lang"), answer: text("body"), ..Document::default() }
}

/// Enough of an article's form for a benchmark: front matter keys of one line, `##` sections, citations taken out.
fn from_markdown(id: String, text: &str) -> Document {
    let (front, body) = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")).unwrap_or(("", text));
    let mut document = Document { url: id, lang: "en".to_owned(), ..Document::default() };
    for line in front.lines() {
        let (key, value) = line.split_once(": ").unwrap_or((line, ""));
        let value = value.trim().trim_matches('"');
        match key {
            "title" => document.title = value.to_owned(),
            "answer" => document.answer = plain(value),
            "lang" => document.lang = value.to_owned(),
            "date" => document.year = value.get(..4).and_then(|year| year.parse().ok()),
            "topics" => document.topics = value.trim_matches(['[', ']']).split(", ").map(|t| t.trim_matches('"').to_owned()).collect(),
            "  - id" => document.sources.push(DocSource::default()),
            _ => {
                let Some(source) = document.sources.last_mut() else { continue };
                match key {
                    "    title" => source.title = value.to_owned(),
                    "    authors" => source.authors = value.to_owned(),
                    "    doi" => source.identifiers.push(value.to_owned()),
                    _ => {}
                }
            }
        }
    }
    for part in body.split("\n## ").enumerate() {
        match part {
            (0, text) if !text.starts_with("## ") => document.answer.push_str(&plain(text)),
            (_, text) => {
                let (heading, text) = text.trim_start_matches("## ").split_once('\n').unwrap_or((text, ""));
                let id = heading.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-").trim_matches('-').to_owned();
                document.sections.push(DocSection { id: Some(id), heading: heading.to_owned(), text: plain(text) });
            }
        }
    }
    document
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[@") {
        out.push_str(before);
        rest = after.split_once(']').map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// Question id to article id to grade; from `qrels.tsv` (`query doc grade`) or `qrels.trec` (`query 0 doc grade`).
pub fn judgements(folder: &Path) -> Outcome<BTreeMap<String, BTreeMap<String, f64>>> {
    let text = fs::read_to_string(folder.join("qrels.tsv")).or_else(|_| fs::read_to_string(folder.join("qrels.trec")))?;
    let mut judged: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for line in text.lines() {
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            [query, doc, grade] | [query, _, doc, grade] => {
                judged.entry((*query).to_owned()).or_default().insert((*doc).to_owned(), grade.parse()?);
            }
            _ => return Err(format!("not a judgement: {line}").into()),
        }
    }
    Ok(judged)
}

/// Variant to its questions.
pub type Queries = BTreeMap<String, Vec<Query>>;

/// One question.
pub struct Query {
    pub id: String,
    pub text: String,
    pub lang: String,
}

/// The questions of one split, by variant.
pub fn queries(folder: &Path, split: &str) -> Outcome<Queries> {
    let mut variants = Queries::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(variant) = name.strip_prefix("queries.").and_then(|n| n.strip_suffix(".jsonl")) else { continue };
        for line in fs::read_to_string(entry.path())?.lines() {
            let query: Value = serde_json::from_str(line)?;
            let text = |key: &str| query[key].as_str().unwrap_or_default().to_owned();
            if text("split") == split {
                variants.entry(variant.to_owned()).or_default().push(Query { id: text("id"), text: text("text"), lang: text("lang") });
            }
        }
    }
    Ok(variants)
}

/// Discounted cumulative gain of the first ten, as TREC has it (gain as it stands, not exponential).
pub fn dcg(gains: &[f64]) -> f64 {
    gains.iter().take(10).enumerate().map(|(at, gain)| gain / ((at + 2) as f64).log2()).sum()
}

/// Kilobytes that the system says the process has (`VmRSS:`) or has had at most (`VmHWM:`); 0 where it does not say.
pub fn memory(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
