//! The sources that an article can cite: those it declares, and those of the bibliographies that it may use.

use crate::source::{Cited, Source};
use std::collections::HashMap;

/// Sources shared by several articles: one `sources/` folder, or one bibliography file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bibliography {
    sources: Vec<Source>,
    by_id: HashMap<String, usize>,
}

impl Bibliography {
    /// A bibliography of `sources`; of two with one id the first is kept.
    pub fn new(sources: Vec<Source>) -> Self {
        let mut by_id = HashMap::with_capacity(sources.len());
        for (at, source) in sources.iter().enumerate() {
            if let Some(id) = &source.id {
                by_id.entry(id.clone()).or_insert(at);
            }
        }
        Self { sources, by_id }
    }

    /// The source with this id.
    pub fn find(&self, id: &str) -> Option<&Source> {
        self.by_id.get(id).map(|at| &self.sources[*at])
    }

    /// All ids, sorted.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.by_id.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// All sources, in the order of their files.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
}

/// The sources of one article while its text is read: declared ones first, then those taken from bibliographies as they are cited.
#[derive(Debug)]
pub struct Book<'a> {
    entries: Vec<Entry>,
    declared: usize,
    by_id: HashMap<String, usize>,
    bibliographies: Vec<&'a Bibliography>,
}

/// One source of a [Book].
#[derive(Debug, Clone)]
pub struct Entry {
    /// The source, its `ref` resolved.
    pub source: Source,
    /// Position in the front matter's `sources`.
    pub declared: Option<usize>,
}

impl<'a> Book<'a> {
    /// A book of the `declared` sources, with `bibliographies` to look further in, nearest first.
    /// The second value holds the positions of declared sources whose `ref` was not found.
    pub fn new(declared: &[Source], bibliographies: Vec<&'a Bibliography>) -> (Self, Vec<usize>) {
        let mut missing = Vec::new();
        let mut by_id = HashMap::new();
        let mut entries = Vec::with_capacity(declared.len());
        for (at, source) in declared.iter().enumerate() {
            let mut source = source.clone();
            if let Some(reference) = source.reference.clone() {
                match bibliographies.iter().find_map(|b| b.find(&reference)) {
                    Some(shared) => source.fill_from(shared),
                    None => missing.push(at),
                }
            }
            if let Some(id) = source.id.as_ref().or(source.reference.as_ref()) {
                by_id.entry(id.clone()).or_insert(at);
            }
            entries.push(Entry { source, declared: Some(at) });
        }
        let declared = entries.len();
        (Self { entries, declared, by_id, bibliographies }, missing)
    }

    /// How many sources the front matter declares.
    pub fn declared(&self) -> usize {
        self.declared
    }

    /// Whether nothing could be cited.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.bibliographies.iter().all(|b| b.is_empty())
    }

    /// Whether the article may use a bibliography.
    pub fn has_bibliography(&self) -> bool {
        self.bibliographies.iter().any(|b| !b.is_empty())
    }

    /// The entry with this id: a declared one, or one of a bibliography, which is then taken in.
    pub fn find(&mut self, id: &str) -> Option<usize> {
        if let Some(at) = self.by_id.get(id) {
            return Some(*at);
        }
        let source = self.bibliographies.iter().find_map(|b| b.find(id))?.clone();
        let at = self.entries.len();
        self.entries.push(Entry { source, declared: None });
        self.by_id.insert(id.to_owned(), at);
        Some(at)
    }

    /// Takes in the source with this id as one that is consulted and not cited, unless it is there; whether it is known.
    pub fn consult(&mut self, id: &str) -> bool {
        let known = self.entries.len();
        let found = self.find(id);
        if let Some(entry) = found.filter(|at| *at >= known).and_then(|at| self.entries.get_mut(at)) {
            entry.source.cited = Cited::Background;
        }
        found.is_some()
    }

    /// Takes in all sources of the article's own bibliographies, or of the site's where it has none.
    pub fn consult_all(&mut self) {
        let own = self.bibliographies.len().saturating_sub(1);
        let has_own = self.bibliographies[..own].iter().any(|b| !b.is_empty());
        let wanted = if has_own { &self.bibliographies[..own] } else { &self.bibliographies[..] };
        let ids: Vec<String> = wanted.iter().flat_map(|b| b.sources()).filter_map(|source| source.id.clone()).collect();
        for id in &ids {
            self.consult(id);
        }
    }

    /// Whether an id is known, without taking it in.
    pub fn knows(&self, id: &str) -> bool {
        self.by_id.contains_key(id) || self.bibliographies.iter().any(|b| b.find(id).is_some())
    }

    /// All ids that can be cited, declared ones first, each group sorted.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.by_id.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids.extend(self.bibliographies.iter().flat_map(|b| b.ids()).filter(|id| !self.by_id.contains_key(*id)));
        ids
    }

    /// The entry at a position.
    pub fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at)
    }

    /// All entries.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}
