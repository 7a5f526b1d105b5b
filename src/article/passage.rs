//! Collects the running text of a block: plain words, where citations stand, what is not prose, and where in the
//! file each piece came from.

use super::summary::{Passage, PassageKind};
use crate::base::span::Span;

/// A passage being collected.
#[derive(Debug)]
pub struct Collector {
    kind: PassageKind,
    heading: Option<usize>,
    text: String,
    opaque: Vec<(usize, usize)>,
    citations: Vec<(usize, usize)>,
    /// (offset into `text`, where that piece stands in the file)
    origins: Vec<(usize, Span)>,
}

impl Collector {
    /// An empty passage under `heading`.
    pub fn new(kind: PassageKind, heading: Option<usize>) -> Self {
        Self { kind, heading, text: String::new(), opaque: Vec::new(), citations: Vec::new(), origins: Vec::new() }
    }

    /// Adds prose. A space before a citation goes where punctuation follows it.
    pub fn text(&mut self, words: &str, at: Span) {
        let after_citation = self.citations.last().is_some_and(|(offset, _)| *offset == self.text.len());
        if after_citation && words.starts_with(['.', ',', ';', ':', '!', '?', ')', '。', '，', '；', '：', '！', '？', '、', '）'])
        {
            self.trim_end();
        }
        self.text.push_str(words);
        // A piece that goes on where the last one ended, letter for letter, is part of it.
        let start = self.text.len() - words.len();
        match self.origins.last_mut() {
            Some((begin, span)) if span.end == at.start && span.len() == start - *begin && at.len() == words.len() => span.end = at.end,
            _ => self.origins.push((start, at)),
        }
    }

    /// Adds code, math or an address: text that is not prose.
    pub fn opaque(&mut self, words: &str, at: Span) {
        let start = self.text.len();
        self.origins.push((start, at));
        self.text.push_str(words);
        self.opaque.push((start, self.text.len()));
    }

    /// Notes the citation with this index at the end of what was collected.
    pub fn cite(&mut self, index: usize, at: Span) {
        self.origins.push((self.text.len(), at));
        self.citations.push((self.text.len(), index));
    }

    /// Whether nothing was collected.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.citations.is_empty()
    }

    /// Puts the passage under the heading with this index.
    pub fn under(&mut self, heading: usize) {
        self.heading = Some(heading);
    }

    /// Where in the file the last piece stands.
    pub fn last_place(&self) -> Option<Span> {
        self.origins.last().map(|(_, span)| Span::new(span.end, span.end))
    }

    /// The plain text so far.
    pub fn words(&self) -> &str {
        &self.text
    }

    fn trim_end(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        // Offsets ascend: what lies behind the new end stands last.
        self.citations.iter_mut().rev().take_while(|(offset, _)| *offset > length).for_each(|(offset, _)| *offset = length);
        self.origins.iter_mut().rev().take_while(|(offset, _)| *offset > length).for_each(|(offset, _)| *offset = length);
        self.opaque
            .iter_mut()
            .rev()
            .take_while(|(_, end)| *end > length)
            .for_each(|(start, end)| (*start, *end) = ((*start).min(length), length));
        while self.opaque.pop_if(|(start, end)| start >= end).is_some() {}
    }

    /// Where in the file each piece came from, by its beginning in the text.
    pub fn origins(&self) -> &[(usize, Span)] {
        &self.origins
    }

    /// The finished passage with its sentences, and where in the file each sentence stands.
    pub fn finish(mut self, lang: &str) -> (Passage, Vec<Span>) {
        self.trim_end();
        let sentences = super::sentence::sentences(&self.text, lang);
        let spans = sentences.iter().map(|(start, end)| self.origin(*start, *end)).collect();
        let passage = Passage {
            heading: self.heading,
            kind: self.kind,
            // Copied: a list that is shrunk keeps up to half of its room.
            text: self.text.as_str().into(),
            opaque: self.opaque.as_slice().into(),
            citations: self.citations.as_slice().into(),
            sentences: sentences.as_slice().into(),
        };
        (passage, spans)
    }

    /// Where in the file the text from `start` to `end` stands.
    fn origin(&self, start: usize, end: usize) -> Span {
        let from = self.piece(start);
        let to = self.piece(end.saturating_sub(1));
        match (from, to) {
            (Some(from), Some(to)) => Span::new(from.min(to), to.max(from) + 1),
            _ => Span::default(),
        }
    }

    fn piece(&self, offset: usize) -> Option<usize> {
        let index = self.origins.partition_point(|(at, _)| *at <= offset).checked_sub(1)?;
        let (at, span) = self.origins[index];
        Some((span.start + (offset - at)).min(span.end.saturating_sub(1).max(span.start)))
    }
}

/// The direct answer as plain text: the passages before the first heading, but for tables and notes.
pub fn answer(passages: &[Passage]) -> String {
    let kinds = [PassageKind::Paragraph, PassageKind::ListItem, PassageKind::Quote];
    let parts: Vec<&str> = passages.iter().filter(|p| p.heading.is_none() && kinds.contains(&p.kind)).map(|p| p.text.trim()).collect();
    parts.join("\n")
}
