//! Figures, tables and formulas by their numbers: `[@fig:x]` and `@fig-x`, as pandoc-crossref and Quarto have them, lead to what
//! has that label, and what has one shows its number.

use super::Rewriter;
use super::attributes::attributes;
use super::latex::label_names;
use crate::article::citation::find_key;

/// Longest bracket and target that are looked at, in bytes: brackets stand in each other, and each would be read to its end.
const LONGEST: usize = 2_000;

impl Rewriter<'_> {
    /// `@fig:x` in the text, where something has that label.
    pub(super) fn cross_reference(&mut self, at: usize, end: usize) -> Option<usize> {
        let key = find_key(self.text, at, (at + 1).min(end)).filter(|key| key.sign == at && !key.weak)?;
        let link = self.link_to(&key.name)?;
        self.insert(&link, at);
        Some(key.end)
    }

    /// `[@fig:x]`, `[@fig:x; @tbl:y]`: the brackets go where all in them are labels.
    pub(super) fn cross_references(&mut self, at: usize, end: usize) -> Option<usize> {
        let close = self.short_bracket(at, end)?;
        let inner = self.text[at + 1..close].trim();
        if self.labels.is_empty() || !inner.starts_with('@') {
            return None;
        }
        let named = inner.split(';').map(|part| self.link_to(part.trim().strip_prefix('@')?));
        let links = named.collect::<Option<Vec<String>>>()?.join(", ");
        self.insert(&links, at);
        Some(close + 1)
    }

    fn link_to(&self, label: &str) -> Option<String> {
        self.labels.get(label).map(|called| format!("[{called}](#{label})"))
    }

    /// The bracket of an image with a label: its words begin with its number.
    pub(super) fn numbered_figure(&mut self, at: usize, end: usize) -> Option<usize> {
        if !self.text[..at].ends_with('!') || self.labels.is_empty() {
            return None;
        }
        let close = self.short_bracket(at, end)?;
        let words = &self.text[at + 1..close];
        let label = label_names(words).next().map(|(_, label)| label.to_owned()).or_else(|| self.id_behind(close + 1, end))?;
        let called = self.labels.get(&label)?.clone();
        self.copy(at, at + 1);
        self.insert(&if words.trim().is_empty() { called } else { format!("{called}: ") }, at);
        Some(at + 1)
    }

    /// Where the bracket at `at` closes, if it does before `end` and is not too long.
    fn short_bracket(&self, at: usize, end: usize) -> Option<usize> {
        self.brackets.get(&at).copied().filter(|close| *close < end && close - at <= LONGEST)
    }

    /// The id in the attributes behind `(target)`.
    fn id_behind(&self, at: usize, end: usize) -> Option<String> {
        let rest = self.rest(at, end).strip_prefix('(')?;
        let close = rest.bytes().take(LONGEST).position(|b| matches!(b, b')' | b'\n')).filter(|n| rest[*n..].starts_with(')'))?;
        attributes(&rest[close + 1..])?.id
    }

    /// The number of a formula with a label, `id` or one inside it, at its end.
    pub(super) fn equation_number(&mut self, inner: &str, id: Option<String>, old: usize) {
        let label = id.or_else(|| label_names(inner).next().map(|(_, label)| label.to_owned()));
        let called = label.and_then(|label| self.labels.get(&label));
        if let Some(number) = called.and_then(|called| called.strip_prefix("Equation ")).filter(|_| !inner.contains("\\tag")) {
            let tag = format!("\\qquad ({number})");
            self.insert(&tag, old);
        }
    }

    /// The heading under which Pandoc puts the list of references: the page's own list of sources stands in its place.
    pub(super) fn without_heading_of_references(&self) -> usize {
        let is_div = |line: &str| line.trim().is_empty() || line.trim_start().starts_with(":::");
        let mut end = self.text.len();
        for line in self.text.split_inclusive('\n').rev().take(TAIL) {
            end -= line.len();
            if is_div(line) {
                continue;
            }
            let words = line.trim_start_matches('#').trim().split('{').next().unwrap_or("").trim().to_lowercase();
            let is_heading = line.starts_with('#') && HEADINGS.contains(&words.as_str());
            return if is_heading { end } else { self.text.len() };
        }
        self.text.len()
    }
}

/// Lines at the end that are looked at for such a heading.
const TAIL: usize = 10;

/// What the list of references is called.
const HEADINGS: [&str; 9] = [
    "references",
    "bibliography",
    "works cited",
    "literature cited",
    "literatur",
    "literaturverzeichnis",
    "références",
    "bibliographie",
    "referencias",
];
