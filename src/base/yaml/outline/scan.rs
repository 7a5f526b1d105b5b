//! The scan over the lines of a YAML text.

use super::{Entry, Name, Outline};
use crate::base::fasthash::FastMap;
use crate::base::span::Span;
use std::collections::hash_map::Entry as Seen;

/// What the scanner is inside of.
#[derive(Debug, Clone, Copy)]
enum Inside {
    Nothing,
    /// A block scalar of the entry: lines deeper than this column.
    Block(usize, usize),
    /// A quoted scalar of the entry, until this quote.
    Quotes(usize, char),
    /// A flow collection of the entry, so many brackets deep.
    Flow(usize, usize),
}

pub(super) struct Scanner<'t> {
    text: &'t str,
    pub(super) out: Outline,
    open: Vec<usize>,
    inside: Inside,
    seen: FastMap<(Option<usize>, &'t str), usize>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, out: Outline::default(), open: Vec::new(), inside: Inside::Nothing, seen: FastMap::default() }
    }

    pub(super) fn line(&mut self, start: usize, line: &'t str) {
        let trimmed = line.trim_start_matches(' ');
        let column = line.len() - trimmed.len();
        if self.goes_on(start, line, column) {
            return;
        }
        if trimmed.is_empty() || trimmed.starts_with('#') || trimmed == "---" || trimmed == "..." {
            return;
        }
        if self.continues_plain(column) {
            let entry = self.open.last().copied();
            return self.extend(entry, start + line.len());
        }
        self.content(start + column, trimmed, column);
    }

    /// Lines of a scalar or collection that began before.
    fn goes_on(&mut self, start: usize, line: &str, column: usize) -> bool {
        match self.inside {
            Inside::Nothing => false,
            Inside::Block(entry, deeper) => {
                let inside = line.trim().is_empty() || column > deeper;
                if inside {
                    if !line.trim().is_empty() {
                        self.extend(Some(entry), start + line.len());
                    }
                } else {
                    self.inside = Inside::Nothing;
                }
                inside
            }
            Inside::Quotes(entry, quote) => {
                self.extend(Some(entry), start + line.len());
                if closes(line, quote) {
                    self.inside = Inside::Nothing;
                }
                true
            }
            Inside::Flow(entry, depth) => {
                self.extend(Some(entry), start + line.len());
                let depth = flow_depth(line, depth);
                self.inside = if depth == 0 { Inside::Nothing } else { Inside::Flow(entry, depth) };
                true
            }
        }
    }

    /// Whether a deeper line goes on with the plain scalar of the entry before it.
    fn continues_plain(&self, column: usize) -> bool {
        self.open.last().is_some_and(|n| {
            let entry = &self.out.entries[*n];
            let value = entry.inline.slice(self.text);
            column > entry.column && !value.is_empty() && !value.starts_with('#')
        })
    }

    fn extend(&mut self, entry: Option<usize>, end: usize) {
        let mut at = entry;
        while let Some(n) = at {
            let entry = &mut self.out.entries[n];
            entry.whole.end = entry.whole.end.max(end);
            at = entry.parent;
        }
    }

    /// Dashes, then a key with its value, or a scalar.
    fn content(&mut self, at: usize, text: &'t str, column: usize) {
        if text == "-" || text.starts_with("- ") {
            let parent = self.close_to(column, true);
            let index = self.next_item(parent);
            let value = text[1..].trim_start();
            let value_at = at + text.len() - value.len();
            let inline = Span::new(value_at, at + text.trim_end().len()).max(Span::new(value_at, value_at));
            let n = self.push(parent, Typed::Item(index), (Span::new(at, at), inline), column);
            let inner = column + (value_at - at);
            if value.starts_with("- ") || value == "-" || split_key(value).is_some() {
                self.out.entries[n].inline = Span::new(value_at, value_at);
                return self.content(value_at, value, inner);
            }
            return self.begins(n, value, column);
        }
        let Some((name, key_length, colon)) = split_key(text) else { return self.stray(at, text) };
        let parent = self.close_to(column, false);
        let value = text[colon + 1..].trim();
        let value_at = at + colon + 1 + (text[colon + 1..].len() - text[colon + 1..].trim_start().len());
        let inline = Span::new(value_at, value_at + value.len());
        let n = self.push(parent, Typed::Key(name), (Span::new(at, at + key_length), inline), column);
        self.begins(n, value, column);
    }

    /// A line that is neither: it belongs to the entry before it.
    fn stray(&mut self, at: usize, text: &str) {
        let entry = self.open.last().copied();
        self.extend(entry, at + text.len());
    }

    /// Notes what a value begins that later lines may go on with.
    fn begins(&mut self, n: usize, value: &str, column: usize) {
        self.inside = match value.chars().next() {
            Some('|' | '>') if crate::base::yaml::mistake::find(value).is_none() => Inside::Block(n, column),
            Some(q @ ('"' | '\'')) if !closes(&value[1..], q) => Inside::Quotes(n, q),
            Some('[' | '{') => match flow_depth(value, 0) {
                0 => Inside::Nothing,
                depth => Inside::Flow(n, depth),
            },
            _ => Inside::Nothing,
        };
    }

    /// Ends entries that a line at `column` is not inside of; gives the entry that it is inside of.
    fn close_to(&mut self, column: usize, dash: bool) -> Option<usize> {
        while let Some(n) = self.open.last() {
            let entry = &self.out.entries[*n];
            // A sequence may stand at the column of its key (YAML 1.2.2, section 8.2.1).
            let holds = entry.column < column || (dash && entry.column == column && matches!(entry.name, Name::Key(_)));
            if holds {
                return Some(*n);
            }
            self.open.pop();
        }
        None
    }

    fn next_item(&mut self, parent: Option<usize>) -> usize {
        match parent {
            Some(n) => {
                self.out.entries[n].items += 1;
                self.out.entries[n].items - 1
            }
            None => self.out.entries.iter().filter(|e| e.parent.is_none()).count(),
        }
    }

    fn push(&mut self, parent: Option<usize>, name: Typed<'t>, (key, inline): (Span, Span), column: usize) -> usize {
        let n = self.out.entries.len();
        let (name, first) = match name {
            Typed::Key(key) => match self.seen.entry((parent, key)) {
                Seen::Occupied(seen) => (Name::Key(key.to_owned()), Some(*seen.get())),
                Seen::Vacant(free) => {
                    free.insert(n);
                    (Name::Key(key.to_owned()), None)
                }
            },
            Typed::Item(index) => (Name::Item(index), None),
        };
        let whole = Span::new(key.start, inline.end.max(key.end).max(key.start + 1));
        self.out.entries.push(Entry { parent, name, key, inline, whole, line_end: inline.end, column, items: 0, first });
        self.extend(parent, whole.end);
        self.open.push(n);
        n
    }
}

/// The name of an entry as it stands in the text.
enum Typed<'t> {
    Key(&'t str),
    Item(usize),
}

/// The key at the start of `text`: its name, its length as typed, and where its colon stands.
fn split_key(text: &str) -> Option<(&str, usize, usize)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = text[1..].find(first)? + 2;
        let colon = end + (text[end..].len() - text[end..].trim_start().len());
        let behind = text[colon..].strip_prefix(':')?;
        return (behind.is_empty() || behind.starts_with(' ')).then(|| (&text[1..end - 1], end, colon));
    }
    if matches!(first, '[' | '{' | '#' | '&' | '*' | '!' | '|' | '>' | '@' | '`' | '%') {
        return None;
    }
    let comment = text.find(" #").unwrap_or(text.len());
    let head = &text[..comment];
    let colon = head.match_indices(':').map(|(at, _)| at).find(|at| matches!(text.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))?;
    let name = head[..colon].trim_end();
    (!name.is_empty()).then_some((name, name.len(), colon))
}

/// Whether a quoted scalar that is open ends in `text`.
fn closes(text: &str, quote: char) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find([quote, '\\']) {
        let behind = &rest[at..];
        let doubled = quote == '\'' && behind.starts_with("''");
        if let Some(escaped) = behind.strip_prefix('\\') {
            let skip = if quote == '"' { escaped.chars().next().map_or(0, char::len_utf8) } else { 0 };
            rest = &escaped[skip..];
        } else if doubled {
            rest = &behind[2..];
        } else {
            return true;
        }
    }
    false
}

/// Brackets that are open behind `text`, which begins `depth` deep; quoted text is passed over.
fn flow_depth(text: &str, depth: usize) -> usize {
    let mut depth = depth;
    let mut quote = None;
    let mut before = ' ';
    for c in text.chars() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',' | ':') => quote = Some(c),
            (None, '#') if before == ' ' => break,
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = c;
    }
    depth
}
