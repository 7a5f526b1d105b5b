//! Pandoc's Markdown as CommonMark: what a paper written for Pandoc holds besides, rewritten so that the parser reads it.
//!
//! | typed | read as |
//! |---|---|
//! | `^[a note]` | a note |
//! | `{ width=50% }` behind images, links, spans and code | nothing; an id in it is an anchor |
//! | `[words]{.class}`, `::: div` | the words |
//! | `H~2~O`, `x^2^` | `<sub>`, `<sup>` |
//! | `\label{fig:x}`, `\ref{fig:x}`, `\autoref{fig:x}` | an anchor, a link to it |
//! | `[@fig:x]`, `@tbl-y` | links to what has that label, which shows its number ([crossing]) |
//! | `# References` at the end | nothing: the page's list of sources stands there |
//! | grid, simple and multiline tables | tables of pipes ([table]) |
//! | `(@label)`, `#.`, `(1)`; lines after `\|` | items of lists; lines ([list]) |
//! | `a.`, `(iv)`, `B)` | items of numbered lists ([numbering]) |
//! | `\begin{equation}…` | a formula |
//! | other LaTeX | code, with a remark |
//! | `<div>`, `<p>`, `<center>`, `<img …>` | the text in them, an image |
//!
//! Every span of the new text leads back to the old one ([map]), so that findings stand where the author typed.
//! Invariant: linear in the text, whatever it holds: each look ahead is bounded, or made once.

mod attributes;
mod block;
mod crossing;
mod html;
mod inline;
mod latex;
mod list;
mod map;
mod numbering;
mod ruled;
mod table;

use crate::base::span::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A text rewritten.
#[derive(Debug, Default)]
pub struct Rewritten {
    /// The new text, with the way back.
    pub map: map::Mapped,
    /// Anchors, by their place in the new text.
    pub anchors: Vec<(usize, String)>,
    /// Lists that are not numbered by digits: where their first item stands in the new text, and HTML's `type` of them.
    pub numberings: Vec<(usize, char)>,
    /// LaTeX that says nothing to a page: where it stands in the old text, and its command. Each command once.
    pub latex: Vec<(Span, String)>,
}

/// Rewrites `text`.
pub fn rewrite(text: &str) -> Rewritten {
    let mut rewriter = Rewriter {
        text,
        labels: latex::labels(text),
        brackets: inline::brackets(text),
        examples: list::examples(text),
        ..Rewriter::default()
    };
    let end = rewriter.without_heading_of_references();
    rewriter.run(Span::new(0, end));
    rewriter.notes();
    rewriter.done
}

/// The state of a rewriting.
#[derive(Debug, Default)]
struct Rewriter<'t> {
    text: &'t str,
    done: Rewritten,
    /// Inline notes, to be written behind the text.
    notes: Vec<Span>,
    notes_written: usize,
    /// The closing bracket of each opening one.
    brackets: HashMap<usize, usize>,
    /// The paragraph that was last looked at, as far as it is known.
    paragraph: Span,
    /// Up to where no run of so many backticks closes one, and no dollar a formula.
    open_ticks: BTreeMap<usize, usize>,
    open_dollar: usize,
    /// Brackets of spans, which are left out.
    dropped: BTreeSet<usize>,
    /// Ids of figures, tables, formulas and sections that can be referred to, with what they are called.
    labels: BTreeMap<String, String>,
    /// Commands that were remarked on.
    remarked: BTreeSet<String>,
    /// Ends that the text was searched for and does not hold.
    absent: BTreeSet<String>,
    /// Whether the last line without indentation began a list item or a note.
    in_list: bool,
    /// Lists by letters or Roman numerals that may go on, outer ones first.
    numberings: Vec<numbering::Numbering>,
    /// The numbers of examples that have a label, and how many examples were met.
    examples: BTreeMap<String, usize>,
    example: usize,
    /// Where the last table ends.
    table_end: usize,
    /// Targets of raw links that are open.
    links: Vec<Option<String>>,
}

impl<'t> Rewriter<'t> {
    fn run(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let starts_line = at == span.start || self.text.as_bytes()[at - 1] == b'\n';
            let block = if starts_line { self.block(at, span.end) } else { None };
            at = block.unwrap_or_else(|| self.inline(at, span.end));
        }
    }

    /// Definitions of the inline notes met, at the end of the text.
    fn notes(&mut self) {
        while let Some(inner) = self.notes.get(self.notes_written).copied() {
            self.notes_written += 1;
            let head = format!("\n\n[^{}]: ", note_label(self.notes_written));
            self.insert(&head, inner.start);
            self.run(inner);
        }
        if self.notes_written > 0 {
            self.insert("\n", self.text.len());
        }
    }

    fn copy(&mut self, start: usize, end: usize) {
        self.done.map.copy(self.text, Span::new(start, end));
    }

    fn insert(&mut self, words: &str, old: usize) {
        self.done.map.insert(words, old);
    }

    fn anchor(&mut self, id: String) {
        self.done.anchors.push((self.done.map.text.len(), id));
    }

    /// Where `needle` begins at or after `from`; each needle that is not there is searched for once.
    fn find(&mut self, needle: &str, from: usize, end: usize) -> Option<usize> {
        if self.absent.contains(needle) {
            return None;
        }
        let found = self.text[from..end].find(needle).map(|at| from + at);
        if found.is_none() {
            self.absent.insert(needle.to_owned());
        }
        found
    }

    fn rest(&self, at: usize, end: usize) -> &'t str {
        &self.text[at..end]
    }
}

fn note_label(number: usize) -> String {
    format!("inline-note-{number}")
}

#[cfg(test)]
mod tests;
