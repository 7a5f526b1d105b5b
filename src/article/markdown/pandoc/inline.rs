//! What stands in running text: notes, spans, attributes, sub- and superscripts, code and formulas (which are left alone).

use super::attributes::attributes;
use super::{Rewriter, note_label};
use crate::base::span::Span;
use std::collections::HashMap;

/// How far the end of code, a formula or an argument is looked for, in bytes.
pub(super) const REACH: usize = 6_000;

impl<'t> Rewriter<'t> {
    /// Handles what stands at `at`, and copies text up to the next sign that may mean something; gives where to go on.
    pub(super) fn inline(&mut self, at: usize, end: usize) -> usize {
        let handled = match self.text.as_bytes()[at] {
            b'`' => self.code(at, end),
            b'$' => self.formula(at, end),
            b'\\' => self.backslash(at, end),
            b'^' if self.rest(at, end).starts_with("^[") => self.inline_note(at, end),
            b'^' => self.raised(at, end, '^', "sup"),
            b'~' => self.raised(at, end, '~', "sub"),
            b'[' => self.cross_references(at, end).or_else(|| self.span_start(at, end)).or_else(|| self.numbered_figure(at, end)),
            b'@' if !self.labels.is_empty() => self.cross_reference(at, end),
            b']' if self.dropped.remove(&at) => Some(at + 1),
            b'{' => self.attributes_behind(at, end),
            b'<' => self.tag(at, end),
            b'(' if !self.examples.is_empty() => self.example_reference(at, end),
            _ => None,
        };
        handled.unwrap_or_else(|| {
            let first = self.text[at..end].chars().next().map_or(1, char::len_utf8);
            let rest = &self.text[at + first..end];
            // A line's own end is taken with it, so that the next line is looked at as one.
            let stop = rest.find(['`', '$', '\\', '^', '~', '[', ']', '{', '<', '(', '@', '\n']);
            let stop = match stop {
                _ if self.text.as_bytes()[at] == b'\n' => at + first,
                Some(n) if rest.as_bytes()[n] == b'\n' => at + first + n + 1,
                Some(n) => at + first + n,
                None => end,
            };
            self.copy(at, stop);
            stop
        })
    }

    /// The part of the text in which something that begins at `at` must end: no further than its paragraph.
    pub(super) fn reach(&mut self, at: usize, end: usize) -> &'t str {
        if !self.paragraph.contains(Span::new(at, at + 1)) {
            let stop = self.text[at..].find("\n\n").or_else(|| self.text[at..].find("\n\r\n")).map_or(self.text.len(), |n| at + n);
            self.paragraph = Span::new(at, stop.max(at + 1));
        }
        let mut stop = (at + REACH).min(end).min(self.paragraph.end).max(at + 1);
        while !self.text.is_char_boundary(stop) {
            stop += 1;
        }
        &self.text[at..stop]
    }

    fn code(&mut self, at: usize, end: usize) -> Option<usize> {
        let part = self.reach(at, end);
        let ticks = part.bytes().take_while(|b| *b == b'`').count();
        let mark = "`".repeat(ticks);
        let mut from = ticks;
        let known_open = self.open_ticks.get(&ticks).is_some_and(|until| at < *until);
        while let Some(found) = part[from..].find(&mark).map(|n| from + n).filter(|_| !known_open) {
            let run = part[found..].bytes().take_while(|b| *b == b'`').count();
            if run == ticks {
                let stop = at + found + ticks;
                self.copy(at, stop);
                return Some(stop);
            }
            from = found + run;
        }
        self.open_ticks.insert(ticks, at + part.len());
        self.copy(at, at + ticks);
        Some(at + ticks)
    }

    /// `$…$` or `$$…$$`, by Pandoc's rule: no space inside the signs, no digit behind the last.
    fn formula(&mut self, at: usize, end: usize) -> Option<usize> {
        let part = self.reach(at, end);
        if let Some(inside) = part.strip_prefix("$$") {
            let close = inside.find("$$")? + 2;
            let (inner, stop) = (Span::new(at + 2, at + close), at + close + 2);
            self.insert("$$", at);
            self.math(inner);
            self.equation_number(
                inner.slice(self.text),
                attributes(self.rest(stop, end).trim_start_matches(' ')).and_then(|a| a.id),
                stop - 1,
            );
            self.insert("$$", stop - 1);
            return Some(self.attributes_of_formula(stop, end));
        }
        let bytes = part.as_bytes();
        if bytes.get(1).is_none_or(u8::is_ascii_whitespace) || at < self.open_dollar {
            return None;
        }
        let mut from = 1;
        while let Some(found) = part[from..].find('$').map(|n| from + n) {
            let before = bytes[found - 1];
            let fine = !before.is_ascii_whitespace() && before != b'\\' && !bytes.get(found + 1).is_some_and(u8::is_ascii_digit);
            if fine {
                self.copy(at, at + 1);
                self.math(Span::new(at + 1, at + found));
                self.copy(at + found, at + found + 1);
                return Some(at + found + 1);
            }
            from = found + 1;
        }
        self.open_dollar = at + part.len();
        None
    }

    /// `$$…$$ {#eq:x}`.
    fn attributes_of_formula(&mut self, at: usize, end: usize) -> usize {
        let rest = self.rest(at, end);
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        match attributes(&rest[blank..]) {
            Some(found) => {
                found.id.into_iter().for_each(|id| self.anchor(id));
                at + blank + found.length
            }
            None => at,
        }
    }

    fn inline_note(&mut self, at: usize, end: usize) -> Option<usize> {
        let close = *self.brackets.get(&(at + 1)).filter(|c| **c < end)?;
        self.notes.push(Span::new(at + 2, close));
        let mark = format!("[^{}]", note_label(self.notes.len()));
        self.insert(&mark, at);
        Some(close + 1)
    }

    /// `x^2^`, `H~2~O`: no space between the signs.
    fn raised(&mut self, at: usize, end: usize, sign: char, tag: &str) -> Option<usize> {
        let part = self.reach(at, end);
        if part[1..].starts_with(sign) {
            let run = part.chars().take_while(|c| *c == sign).count();
            self.copy(at, at + run);
            return Some(at + run);
        }
        let close = part[1..].find([sign, ' ', '\n', '\t', '\u{a0}', '@', '[', '`', '$']).map(|n| n + 1)?;
        if !part[close..].starts_with(sign) || close == 1 {
            return None;
        }
        self.insert(&format!("<{tag}>"), at);
        self.copy(at + 1, at + close);
        self.insert(&format!("</{tag}>"), at + close);
        Some(at + close + 1)
    }

    /// `[words]{.class}`: the brackets go.
    fn span_start(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.text[..at].ends_with('!') {
            return None;
        }
        let close = *self.brackets.get(&at).filter(|c| **c < end)?;
        let found = attributes(self.rest(close + 1, end))?;
        self.dropped.insert(close);
        found.id.into_iter().for_each(|id| self.anchor(id));
        Some(at + 1)
    }

    /// Attributes behind an image, a link, a span or code.
    fn attributes_behind(&mut self, at: usize, end: usize) -> Option<usize> {
        let before = self.text[..at].chars().next_back();
        if !matches!(before, Some(')' | ']' | '`')) {
            return None;
        }
        let found = attributes(self.reach(at, end))?;
        // The id of a span stands before its words already.
        if before != Some(']') {
            found.id.into_iter().for_each(|id| self.anchor(id));
        }
        Some(at + found.length)
    }
}

/// The closing bracket of each opening one, within its paragraph; escapes are passed over.
pub(super) fn brackets(text: &str) -> HashMap<usize, usize> {
    let mut out = HashMap::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut escaped, mut blank) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'\n' if blank => open.clear(),
            b'[' => open.push(at),
            b']' => out.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
        blank = byte == b'\n' || (blank && byte.is_ascii_whitespace());
    }
    out
}
