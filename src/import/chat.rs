//! A pasted chat answer as an article: its numbered links become sources, its markers citations.
//!
//! Read as links: `[1] https://…`, `[1]: https://… "title"`, `1. [title](https://…)`, and `[words](https://…)` in the text.
//! Read as markers: `[1]`, `[1][2]`, `[1, 2]`, `[^1]`, `【1†source】`. A marker that leads to no link is kept as text, and told.

mod links;
mod text;

use super::list;
use crate::base::slug::slugify;
use crate::base::url::decode;
use crate::base::yaml::scalar;
use crate::source::Source;
use crate::source::formats::unique_ids;
use links::{Links, Numbered};
use std::collections::BTreeSet;

/// An article made of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question, for the file's name.
    pub title: String,
    /// The content file's text.
    pub text: String,
    /// How many sources it lists.
    pub sources: usize,
    /// What is to be looked at, one line each.
    pub notes: Vec<String>,
}

/// Makes an article of `pasted`; `name` is its title where the text has none.
pub fn article(pasted: &str, name: &str) -> Answer {
    let pasted = pasted.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (body, numbered) = links::split(&pasted);
    let (title, body) = text::title(&body, name);
    let mut links = Links::new(numbered);
    let body = text::cited(&text::levelled(&body), &mut links);
    let (sources, mut notes) = (links.sources(), links.notes);
    notes.extend(
        sources
            .iter()
            .filter(|s| s.url.as_deref().is_some_and(|url| url.contains(&s.title)))
            .map(|s| format!("`{}` has no title in the answer: its address stands for it", s.id.as_deref().unwrap_or_default())),
    );
    let listed = if sources.is_empty() { String::new() } else { format!("sources:\n{}", list(&sources, "  ")) };
    let front = format!("---\ntitle: {}\nprovenance:\n  method: ai-generated\n{listed}---\n\n", scalar(&title));
    Answer { title, text: format!("{front}{}\n", body.trim()), sources: sources.len(), notes }
}

impl Links {
    /// The sources in the order of their links, with their ids.
    fn sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> = self.all.iter().map(source).collect();
        let ids = unique_ids(&sources, &BTreeSet::new());
        sources.iter_mut().zip(ids).for_each(|(source, id)| source.id = Some(id));
        sources
    }
}

fn source(link: &Numbered) -> Source {
    let bare = link.url.split_once("://").map_or(link.url.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/');
    let title = if link.title.is_empty() { bare.to_owned() } else { link.title.clone() };
    let mut source = Source { title, url: Some(link.url.clone()), ..Source::default() };
    source.complete();
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or(bare);
    let name = host.rsplit_once('.').map_or(host, |(name, _)| name);
    source.id = id_of_doi(host, bare, &link.title).or_else(|| Some(slugify(name)).filter(|id| !id.is_empty()));
    source
}

/// An id for a link to a DOI, whose host says nothing: the last part of the DOI, or where that is a bare number the first
/// words of the link.
fn id_of_doi(host: &str, bare: &str, title: &str) -> Option<String> {
    ["doi.org", "dx.doi.org"].contains(&host).then_some(())?;
    let path = bare.split(['?', '#']).next().unwrap_or(bare);
    let doi = slugify(&decode(path.rsplit('/').next().unwrap_or(path)));
    if doi.starts_with(|c: char| c.is_alphabetic()) && doi.len() <= LONGEST_ID {
        return Some(doi);
    }
    let is_words = title.contains(' ') && !title.contains("://");
    let words: Vec<&str> = title.split_whitespace().filter(|_| is_words).filter(|word| word.chars().count() > 3).take(3).collect();
    let named = Some(slugify(&words.join(" "))).filter(|id| id.starts_with(|c: char| c.is_alphabetic()) && id.len() <= LONGEST_ID);
    named.or_else(|| (!doi.is_empty() && doi.len() <= LONGEST_ID).then(|| format!("doi-{doi}")))
}

/// Bytes of an id that is still easily typed.
const LONGEST_ID: usize = 48;
