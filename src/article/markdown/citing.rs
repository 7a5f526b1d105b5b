//! Citations and notes in the text: looked up, told where they are wrong, and left as holes.

use super::Place;
use super::walk::Walker;
use super::walked::Edit;
use crate::article::body::Hole;
use crate::article::citation::{Typed, TypedItem, TypedTarget};
use crate::article::numbering::{Unnumbered, UnnumberedItem};
use crate::article::summary::CitationForm;
use crate::base::near::nearest;
use crate::base::span::Span;
use crate::diag::{Diagnostic, Subject};
use std::collections::HashSet;

/// Mistakes in one text after which near names are no longer looked for.
const MISTAKES: usize = 300;
/// Spaces that are looked over for the sign before them.
const SPACES: usize = 64;
/// Labels of notes that a mistyped one is compared with.
const COMPARED: usize = 1_000;

impl Walker<'_, '_> {
    /// A citation: its sources are looked up, and a hole is left for its marker.
    pub(super) fn citation(&mut self, typed: &Typed, form: CitationForm) {
        if !self.is_meant(typed) || self.is_weak(typed) || self.too_many_citations(typed.span) {
            return self.words(&typed.raw, typed.span);
        }
        if !self.links_open.is_empty() {
            let message = "a citation stands inside a link";
            let help = "put it behind the link: a marker is a link itself";
            self.report(Diagnostic::error("citation-in-link", self.setting.file, self.at(typed.span), message).help(help));
        }
        let mut items = Vec::new();
        for item in &typed.items {
            self.resolve(item, &mut items);
        }
        self.drop_repeated(typed, &mut items);
        if items.is_empty() {
            return self.words(&typed.raw, typed.span);
        }
        let by_number = typed.items.iter().any(|i| !matches!(i.target, TypedTarget::Key(_)));
        let section = self.done.headings.len().checked_sub(1);
        self.place_citation(Unnumbered { items, form, section, by_number }, typed.span);
    }

    /// Whether the text has as many citations as it may: the next one is told, and it and all behind it are text.
    fn too_many_citations(&mut self, span: Span) -> bool {
        let most = self.setting.limits.citations;
        if self.done.citations.len() < most {
            return false;
        }
        if !std::mem::replace(&mut self.too_many, true) {
            let message = format!("the text holds over {most} citations; from here on they are shown as text");
            let finding = Diagnostic::error("too-many-citations", self.setting.file, self.at(span), message);
            self.report(finding.help("divide the article, or set `limits:` with `citations:` in ibid.yaml"));
        }
        true
    }

    /// Whether brackets with numbers can be citations here: `[1]` in an article without declared sources that uses a
    /// bibliography, and `arr[0]` in one without sources, are text.
    fn is_meant(&self, typed: &Typed) -> bool {
        let numeric = typed.items.iter().all(|i| !matches!(i.target, TypedTarget::Key(_)));
        if !numeric || self.book.declared() > 0 {
            return true;
        }
        let Place::At(_) = self.place else { return !self.book.has_bibliography() };
        let glued = typed.span.start.checked_sub(1).and_then(|at| self.text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphanumeric);
        !(self.book.has_bibliography() || glued)
    }

    /// Whether all keys stand behind signs of addresses and name no source: `https://x.org/@user`.
    fn is_weak(&self, typed: &Typed) -> bool {
        typed.items.iter().all(|item| match &item.target {
            TypedTarget::Key(key) => item.weak && !self.book.knows(key),
            _ => false,
        })
    }

    fn place_citation(&mut self, citation: Unnumbered, span: Span) {
        let index = self.done.citations.len();
        let at = self.at(span);
        if citation.form == CitationForm::Bracketed {
            self.bind_to_word();
        }
        self.hole(Hole::Citation(index));
        self.collector().cite(index, at);
        self.done.anchors.insert(Subject::Citation(index), at);
        self.done.edits.push((span, Edit::Citation(index)));
        self.done.citations.push(citation);
    }

    /// A marker never begins a line: the space before it does not break, and where there is none a word joiner stands.
    fn bind_to_word(&mut self) {
        let behind_marker = self.out.holes.last().is_some_and(|(at, h)| *at == self.out.html.len() && matches!(h, Hole::Citation(_)));
        let html = &mut self.out.html;
        if behind_marker {
            html.push('\u{2060}');
        } else if html.ends_with([' ', '\n']) && last_sign(html).is_some_and(|c| c != '>') {
            html.pop();
            html.push('\u{a0}');
        } else if html.chars().next_back().is_some_and(|c| !c.is_ascii_alphanumeric() && !c.is_whitespace() && c != '>' && c != '\u{a0}') {
            html.push('\u{2060}');
        }
    }

    fn resolve(&mut self, item: &TypedItem, items: &mut Vec<UnnumberedItem>) {
        match &item.target {
            TypedTarget::Number(n) => {
                if self.in_range(*n, item) {
                    items.push(resolved(item, n - 1, true));
                }
            }
            TypedTarget::Range(first, last) => self.resolve_range(*first, *last, item, items),
            TypedTarget::Key(key) => match self.book.find(key) {
                Some(entry) => items.push(resolved(item, entry, true)),
                None => self.unknown_key(key, item.span),
            },
        }
    }

    fn resolve_range(&mut self, first: usize, last: usize, item: &TypedItem, items: &mut Vec<UnnumberedItem>) {
        if first >= last {
            let message = format!("the range {first}–{last} runs backwards");
            let help = if first == last { format!("write [{first}]") } else { format!("write [{last}–{first}]") };
            return self.report(Diagnostic::error("citation-range", self.setting.file, self.at(item.span), message).help(help));
        }
        if !self.in_range(first, item) || !self.in_range(last, item) {
            return;
        }
        for n in first..=last {
            items.push(resolved(item, n - 1, n == first || n == last));
        }
    }

    /// Whether source `n` exists; reports it where it does not.
    fn in_range(&mut self, n: usize, item: &TypedItem) -> bool {
        let declared = self.book.declared();
        if (1..=declared).contains(&n) {
            return true;
        }
        let at = self.at(item.span);
        let file = self.setting.file;
        let finding = match (n, declared) {
            (_, 0) => Diagnostic::error("unknown-source", file, at, format!("source {n} is cited, and the article lists no sources"))
                .help("list it under `sources:` in the front matter, or write `\\[` for brackets that are text"),
            (0, _) => Diagnostic::error("unknown-source", file, at, "sources are numbered from 1, and 0 is cited")
                .help("if this is code, put it between backticks; if it is text, write `\\[0\\]`"),
            _ => {
                let first = self.book.entry(0).and_then(|e| e.source.id.clone());
                let page = if item.locator.is_empty() { format!(", or for a page write [1, p. {n}]") } else { String::new() };
                let by_id = first.map(|id| format!(" (or by its id, such as [@{id}])")).unwrap_or_default();
                Diagnostic::error("unknown-source", file, at, format!("source {n} is cited, and the article lists {declared}"))
                    .help(format!("cite one of 1 to {declared}{by_id}{page}; brackets that are text are written `\\[{n}\\]`"))
            }
        };
        self.report(finding);
        false
    }

    pub(super) fn unknown_key(&mut self, key: &str, span: Span) {
        let mut finding = Diagnostic::error("unknown-source", self.setting.file, self.at(span), format!("no source has the id `{key}`"));
        let ids = self.names_worth_comparing();
        finding = match nearest(key, ids.iter().copied()) {
            Some(near) => finding.help(format!("a source with a similar id is listed here: `{near}`")),
            None if ids.is_empty() => finding.help("list it under `sources:` in the front matter"),
            None => finding.help(format!("the sources that it can cite are {}", listed(&ids))),
        };
        self.report(finding);
    }

    /// Ids that a mistyped one is compared with; none once a text has shown hundreds of mistakes, so that time stays linear.
    fn names_worth_comparing(&self) -> Vec<&str> {
        if self.done.diagnostics.len() > MISTAKES { Vec::new() } else { self.book.ids() }
    }

    /// One source twice in one citation with the same locator is a slip.
    fn drop_repeated(&mut self, typed: &Typed, items: &mut Vec<UnnumberedItem>) {
        let mut kept: Vec<UnnumberedItem> = Vec::with_capacity(items.len());
        let mut seen = HashSet::new();
        for item in items.drain(..) {
            if !seen.insert((item.entry, item.locator.clone())) {
                let message = "one source is cited twice in one citation";
                let finding = Diagnostic::error("repeated-citation", self.setting.file, self.place.locate(typed.span), message);
                self.done.diagnostics.push(finding.help("leave one of them out"));
            } else {
                kept.push(item);
            }
        }
        *items = kept;
    }

    pub(super) fn note_reference(&mut self, label: &str, span: Span) {
        let defined = self.note_labels.contains(label);
        let is_source = self.book.knows(label);
        match (defined, is_source) {
            (true, true) => {
                let message = format!("`{label}` is both a note and the id of a source");
                let help = format!("give the note another label, or cite the source as [@{label}]");
                self.report(Diagnostic::error("note-and-source", self.setting.file, self.at(span), message).help(help));
            }
            (true, false) => self.note_marker(label),
            (false, true) => {
                let key = Span::new(span.start + 2, span.end.saturating_sub(1));
                let target = TypedTarget::Key(label.to_owned());
                let item =
                    TypedItem { span: key, target, prefix: String::new(), locator: String::new(), suppress_author: false, weak: false };
                self.citation(&Typed { span, items: vec![item], raw: format!("[^{label}]") }, CitationForm::Bracketed);
            }
            // A pasted mark, told as such.
            (false, false) if label.strip_suffix('^').is_some_and(|n| n.parse::<usize>().is_ok()) => {
                self.words(&format!("[^{label}]"), span)
            }
            (false, false) => self.unknown_note(label, span),
        }
    }

    fn note_marker(&mut self, label: &str) {
        let place = self.note_places.get(label).copied().unwrap_or_else(|| {
            self.done.note_uses.push((label.to_owned(), 0));
            self.note_places.insert(label.to_owned(), self.done.note_uses.len() - 1);
            self.done.note_uses.len() - 1
        });
        self.done.note_uses[place].1 += 1;
        let letters = crate::article::heading::letters(place);
        let id = format!("n{letters}{}", self.done.note_uses[place].1);
        self.hole(Hole::Note(place, id));
    }

    fn unknown_note(&mut self, label: &str, span: Span) {
        let finding =
            Diagnostic::error("unknown-note", self.setting.file, self.at(span), format!("no note and no source has the label `{label}`"));
        let number = label.parse::<usize>().ok().filter(|n| (1..=self.book.declared()).contains(n));
        let ids = self.names_worth_comparing();
        let labels = ids.iter().copied().chain(self.note_labels.iter().map(String::as_str).take(COMPARED));
        let finding = match (number, nearest(label, labels)) {
            (Some(n), _) => finding.help(format!("to cite source {n} write [{n}]; to define the note write `[^{n}]: …` below")),
            (None, Some(near)) => finding.help(format!("a similar one is `{near}`")),
            (None, None) => finding.help(format!("define it below the text: `[^{label}]: …`")),
        };
        self.report(finding);
        self.words(&format!("[^{label}]"), span);
    }

    /// Link definitions that take the place of citations.
    pub(super) fn shadowed(&mut self, definitions: &[(String, Span)]) {
        for (label, span) in definitions {
            let number = label.trim().parse::<usize>().ok().and_then(|n| Some((n, self.book.entry(n.checked_sub(1)?)?)));
            let key = label.trim().strip_prefix('@').filter(|k| self.book.knows(k));
            let named = match (number, key) {
                (Some((n, entry)), _) => format!("source {n}, “{}”", entry.source.title),
                (None, Some(key)) => format!("the source `{key}`"),
                (None, None) => continue,
            };
            let message = format!("`[{label}]: …` makes every [{label}] a link and shadows {named}");
            let help = "give the link in the text, as `[words](address)`; an address of the source belongs into its `url:`";
            self.report(Diagnostic::error("shadowed-source", self.setting.file, self.at(*span), message).help(help));
        }
    }
}

fn resolved(item: &TypedItem, entry: usize, shown: bool) -> UnnumberedItem {
    UnnumberedItem { entry, shown, prefix: item.prefix.clone(), locator: item.locator.clone(), suppress_author: item.suppress_author }
}

fn listed(ids: &[&str]) -> String {
    let shown: Vec<String> = ids.iter().take(8).map(|id| format!("`{id}`")).collect();
    let more = ids.len().saturating_sub(8);
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

/// The last character that is no space.
fn last_sign(html: &str) -> Option<char> {
    html.chars().rev().take(SPACES).find(|c| !c.is_whitespace())
}
