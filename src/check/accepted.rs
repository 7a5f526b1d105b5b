//! What the numbers in articles meant when the site was last accepted: `sources.lock.yaml`, written by `ibid check --accept`.
//!
//! `[2]` means the second source of a list, so that a source put before it gives every later number another meaning, in
//! silence. The file holds, for each article that cites by number, its sources by position, and for each sentence that
//! cites by number a hash of its words and the numbers. A sentence that was changed is the author's; one that stands as it
//! was and now points to another work is a finding.
//!
//! ```yaml
//! "content/sky.md":
//!   sources:
//!     - {"id":"strutt","key":"DOI 10.1000/182","title":"On the light from the sky"}
//!   sentences:
//!     "3f2a9c0112": [1]
//! ```
//!
//! Invariant: one thing a line, each line JSON behind its indentation, so that versions of the file merge line by line.

use crate::article::Summary;
use crate::base::fold::fold;
use crate::base::hash::short;
use crate::base::json::compact;
use crate::library::Library;
use crate::source::Source;
use crate::source::key::keys;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file's name, in the site's folder.
pub const FILE: &str = "sources.lock.yaml";

/// What numbers meant, by article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    articles: BTreeMap<String, Meant>,
}

/// What the numbers of one article meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meant {
    /// The sources by position, from 0.
    pub sources: Vec<Known>,
    /// By the hash of its words, the numbers that a sentence cites.
    pub sentences: BTreeMap<String, Vec<usize>>,
}

/// A source as it was: any of its names is enough to know it again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// The author's id for it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Its strongest identifier.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// Its title.
    pub title: String,
}

impl Known {
    fn new(source: &Source) -> Self {
        let key = keys(source, source.reference.as_deref()).first().map(ToString::to_string).unwrap_or_default();
        Self { id: source.id.clone().unwrap_or_default(), key, title: source.title.clone() }
    }

    /// Whether `source` is this one still: by its id, an identifier, or its title.
    pub fn is(&self, source: &Source) -> bool {
        let id = !self.id.is_empty() && source.id.as_deref() == Some(&self.id);
        let key = || !self.key.is_empty() && keys(source, source.reference.as_deref()).iter().any(|k| k.to_string() == self.key);
        id || key() || fold(&self.title) == fold(&source.title)
    }
}

impl Accepted {
    /// What the numbers of an article meant.
    pub fn article(&self, file: &str) -> Option<&Meant> {
        self.articles.get(file)
    }

    /// The same with what the articles of `library` that `wanted` takes mean now. Articles that are neither published nor
    /// withheld are gone.
    #[must_use]
    pub fn renewed(&self, library: &Library, wanted: impl Fn(&str) -> bool) -> Self {
        let stays =
            |file: &str| library.articles.iter().any(|a| a.file.as_str() == file) || library.withheld.keys().any(|f| f.as_str() == file);
        let mut articles: BTreeMap<String, Meant> = BTreeMap::new();
        let kept = self.articles.iter().filter(|(file, _)| !wanted(file) || library.withheld.keys().any(|f| f.as_str() == **file));
        articles.extend(kept.filter(|(file, _)| stays(file)).map(|(file, meant)| (file.clone(), meant.clone())));
        for article in library.articles.iter().filter(|a| wanted(a.file.as_str())) {
            let meant = Meant::new(article);
            if !meant.sentences.is_empty() {
                articles.insert(article.file.as_str().to_owned(), meant);
            }
        }
        Self { articles }
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let mut out = String::from(
            "# What each number in the text meant when the site was last accepted. Written by `ibid check --accept`: keep it with the site.\n",
        );
        for (file, meant) in &self.articles {
            out.push_str(&format!("{}:\n  sources:\n", compact(file)));
            for source in &meant.sources {
                out.push_str(&format!("    - {}\n", compact(source)));
            }
            out.push_str("  sentences:\n");
            for (hash, numbers) in &meant.sentences {
                out.push_str(&format!("    {}: {}\n", compact(hash), compact(numbers)));
            }
        }
        out
    }

    /// Reads the file. `Err` names the line that cannot be read.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut out = Self::default();
        let mut file = String::new();
        for (n, line) in text.lines().enumerate() {
            let words = line.trim();
            if words.is_empty() || words.starts_with('#') || matches!(line, "  sources:" | "  sentences:") {
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            let article = out.articles.get_mut(&file);
            let read = match (indent, article) {
                (0, _) => words.strip_suffix(':').and_then(|name| serde_json::from_str::<String>(name).ok()).map(|name| {
                    out.articles.entry(name.clone()).or_default();
                    file = name;
                }),
                (_, Some(meant)) => meant.line(words),
                _ => None,
            };
            read.ok_or(n + 1)?;
        }
        Ok(out)
    }
}

impl Meant {
    fn new(article: &Summary) -> Self {
        let mut declared: Vec<(usize, &Source)> = article.sources.iter().filter_map(|s| Some((s.declared?, &s.source))).collect();
        declared.sort_by_key(|(place, _)| *place);
        let sentences = numbered(article).map(|(_, hash, numbers)| (hash, numbers)).collect();
        Self { sources: declared.into_iter().map(|(_, source)| Known::new(source)).collect(), sentences }
    }

    fn line(&mut self, words: &str) -> Option<()> {
        if let Some(source) = words.strip_prefix("- ") {
            self.sources.push(serde_json::from_str(source).ok()?);
            return Some(());
        }
        let (hash, numbers) = words.split_once(": ")?;
        self.sentences.insert(serde_json::from_str(hash).ok()?, serde_json::from_str(numbers).ok()?);
        Some(())
    }
}

/// The sentences of an article that cite by number: the first citation in each, a hash of its words, and the numbers typed.
pub fn numbered(article: &Summary) -> impl Iterator<Item = (usize, String, Vec<usize>)> {
    let mut sentences: BTreeMap<(usize, usize), (usize, Vec<usize>)> = BTreeMap::new();
    for (n, citation) in article.citations.iter().enumerate().filter(|(_, c)| c.by_number) {
        let Some(sentence) = citation.sentence else { continue };
        let typed = citation.items.iter().filter_map(|item| Some(article.sources.get(item.number.checked_sub(1)?)?.declared? + 1));
        sentences.entry(sentence).or_insert((n, Vec::new())).1.extend(typed);
    }
    sentences.into_iter().filter_map(|((passage, sentence), (citation, numbers))| {
        let passage = article.passages.get(passage)?;
        let (start, end) = *passage.sentences.get(sentence)?;
        let words = fold(passage.text.get(start..end)?);
        Some((citation, short(words.as_bytes(), 10), numbers))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let known = Known { id: "a: \"b\"".to_owned(), key: "DOI 10.1/x".to_owned(), title: "天空 – a: b # c".to_owned() };
        let meant = Meant { sources: vec![known], sentences: BTreeMap::from([("3f".to_owned(), vec![1, 2])]) };
        let accepted = Accepted { articles: BTreeMap::from([("content/a: b.md".to_owned(), meant)]) };
        assert_eq!(Accepted::read(&accepted.write()), Ok(accepted));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        assert_eq!(Accepted::read("\"content/a.md\":\n<<<<<<< HEAD\n"), Err(2));
        assert_eq!(Accepted::read("    - {\"title\":\"T\"}\n"), Err(1));
    }
}
