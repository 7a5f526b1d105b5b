//! Where keys and values of a YAML text stand: found line by line, for block mappings and sequences. Flow collections
//! (`[a, b]`, `{a: b}`) and scalars of several lines are values as a whole.

use crate::base::span::Span;
use std::collections::HashMap;

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'o> {
    /// A key of a mapping.
    Key(&'o str),
    /// An item of a sequence, from 0.
    Item(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Name {
    Key(String),
    Item(usize),
}

#[derive(Debug, Clone)]
struct Entry {
    parent: Option<usize>,
    name: Name,
    /// The key, quotes included; empty at the dash for items.
    key: Span,
    /// What stands behind the colon or dash in its line, comments included, trimmed.
    inline: Span,
    /// From the key (or dash) to the end of its last line.
    whole: Span,
    /// The end of what stands in its first line.
    line_end: usize,
    column: usize,
    items: usize,
    first: Option<usize>,
}

/// The entries of a text, in order.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    entries: Vec<Entry>,
    lines: Vec<usize>,
}

impl Outline {
    /// The outline of `text`.
    pub fn of(text: &str) -> Self {
        let mut scanner = Scanner { text, out: Outline::default(), open: Vec::new(), inside: Inside::Nothing, seen: HashMap::new() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            scanner.out.lines.push(at);
            scanner.line(at, line.trim_end_matches(['\n', '\r']));
            at += line.len();
        }
        scanner.out
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Where the key of entry `n` stands.
    pub fn key(&self, n: usize) -> Span {
        self.entries[n].key
    }

    /// The key of entry `n`; `None` for items.
    pub fn name(&self, n: usize) -> Option<&str> {
        match &self.entries[n].name {
            Name::Key(name) => Some(name),
            Name::Item(_) => None,
        }
    }

    /// From the key of entry `n` to the end of its last line.
    pub fn whole(&self, n: usize) -> Span {
        self.entries[n].whole
    }

    /// What stands behind the colon of entry `n` in its line.
    pub fn inline_value(&self, n: usize) -> Span {
        self.entries[n].inline
    }

    /// Whether entry `n` goes on behind its first line.
    pub fn spans_lines(&self, n: usize) -> bool {
        let entry = &self.entries[n];
        entry.whole.end > entry.line_end.max(entry.key.end + 1) + 1
    }

    /// The end of what stands in the first line of entry `n`.
    pub fn first_line_end(&self, n: usize) -> usize {
        self.entries[n].line_end.max(self.entries[n].key.end)
    }

    /// The value of entry `n` where it stands in one line, else its key; the dash for items.
    pub fn value_or_key(&self, n: usize) -> Span {
        let entry = &self.entries[n];
        match (entry.inline.is_empty(), entry.key.is_empty()) {
            (false, _) => entry.inline,
            (true, false) => entry.key,
            (true, true) => Span::new(entry.whole.start, entry.whole.start + 1),
        }
    }

    /// The entry before `n` with the same key in the same mapping.
    pub fn repeats(&self, n: usize) -> Option<usize> {
        self.entries[n].first
    }

    /// The path of entry `n`.
    pub fn path(&self, n: usize) -> Vec<Step<'_>> {
        let mut out = Vec::new();
        let mut at = Some(n);
        while let Some(n) = at {
            out.push(match &self.entries[n].name {
                Name::Key(name) => Step::Key(name),
                Name::Item(i) => Step::Item(*i),
            });
            at = self.entries[n].parent;
        }
        out.reverse();
        out
    }

    /// The entry at a path.
    pub fn find(&self, path: &[Step<'_>]) -> Option<usize> {
        let mut parent = None;
        for step in path {
            let found = self.entries.iter().position(|e| {
                e.parent == parent
                    && match (&e.name, step) {
                        (Name::Key(a), Step::Key(b)) => a == b,
                        (Name::Item(a), Step::Item(b)) => a == b,
                        _ => false,
                    }
            });
            parent = Some(found?);
        }
        parent
    }

    /// Where the value at a path stands: the value, or the nearest entry that holds it.
    pub fn span(&self, path: &[Step<'_>]) -> Span {
        for length in (1..=path.len()).rev() {
            if let Some(n) = self.find(&path[..length]) {
                return if length == path.len() { self.value_or_key(n) } else { self.first_line(n) };
            }
        }
        Span::default()
    }

    /// The first line of entry `n`, from its key or dash on.
    pub fn first_line(&self, n: usize) -> Span {
        Span::new(self.entries[n].whole.start, self.first_line_end(n).max(self.entries[n].whole.start + 1))
    }

    /// Top-level entries and the entries right below, for anchors.
    pub fn entries(&self) -> impl Iterator<Item = usize> {
        0..self.entries.len()
    }

    /// The deepest entry that holds a line (from 1) and is not blanked; the nearest before it where none does.
    pub fn at_line(&self, line: usize, blanked: &[bool]) -> Option<usize> {
        let start = *self.lines.get(line.checked_sub(1)?).or(self.lines.last())?;
        let end = self.lines.get(line).copied().unwrap_or(usize::MAX);
        let open = |n: &usize| !blanked[*n] && !self.ancestors(*n).any(|a| blanked[a]);
        let holding = (0..self.len()).filter(open).filter(|n| {
            let whole = self.entries[*n].whole;
            whole.start < end && whole.end > start
        });
        holding.max_by_key(|n| self.entries[*n].whole.start).or_else(|| (0..self.len()).filter(open).rfind(|n| self.entries[*n].whole.start < end))
    }

    fn ancestors(&self, n: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.entries[n].parent, |p| self.entries[*p].parent)
    }

    /// The span of a line (from 1) in `text`.
    pub fn line_span(&self, line: usize, text: &str) -> Span {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let (start, line) = crate::base::span::line_at(text, start);
        Span::new(start, start + line.len())
    }

    /// Blanks entry `n` in the working copy, whose lines are those of the text: from its column in its first line to its last line.
    pub fn blank(&self, n: usize, working: &mut String) {
        let entry = &self.entries[n];
        let first = self.lines.partition_point(|at| *at <= entry.whole.start).saturating_sub(1);
        let last = self.lines.partition_point(|at| *at < entry.whole.end).saturating_sub(1).max(first);
        let lines: Vec<&str> = working.split('\n').collect();
        let mut out = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            if at == first {
                let keep = line.char_indices().nth(entry.column).map_or(line.len(), |(at, _)| at);
                out.push(&line[..keep]);
            } else if (first..=last).contains(&at) {
                out.push("");
            } else {
                out.push(line);
            }
        }
        *working = out.join("\n");
    }
}

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

struct Scanner<'t> {
    text: &'t str,
    out: Outline,
    open: Vec<usize>,
    inside: Inside,
    seen: HashMap<(Option<usize>, String), usize>,
}

impl Scanner<'_> {
    fn line(&mut self, start: usize, line: &str) {
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
    fn content(&mut self, at: usize, text: &str, column: usize) {
        if text == "-" || text.starts_with("- ") {
            let parent = self.close_to(column, true);
            let index = self.next_item(parent);
            let value = text[1..].trim_start();
            let value_at = at + text.len() - value.len();
            let inline = Span::new(value_at, at + text.trim_end().len()).max(Span::new(value_at, value_at));
            let n = self.push(parent, Name::Item(index), Span::new(at, at), inline, column);
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
        let n = self.push(parent, Name::Key(name), Span::new(at, at + key_length), inline, column);
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
            Some('|' | '>') if super::mistake::find(value).is_none() => Inside::Block(n, column),
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

    fn push(&mut self, parent: Option<usize>, name: Name, key: Span, inline: Span, column: usize) -> usize {
        let n = self.out.entries.len();
        let first = match &name {
            Name::Key(key) => match self.seen.entry((parent, key.clone())) {
                std::collections::hash_map::Entry::Occupied(seen) => Some(*seen.get()),
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(n);
                    None
                }
            },
            Name::Item(_) => None,
        };
        let whole = Span::new(key.start, inline.end.max(key.end).max(key.start + 1));
        self.out.entries.push(Entry { parent, name, key, inline, whole, line_end: inline.end, column, items: 0, first });
        self.extend(parent, whole.end);
        self.open.push(n);
        n
    }
}

/// The key at the start of `text`: its name, its length as typed, and where its colon stands.
fn split_key(text: &str) -> Option<(String, usize, usize)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = text[1..].find(first)? + 2;
        let colon = end + (text[end..].len() - text[end..].trim_start().len());
        let behind = text[colon..].strip_prefix(':')?;
        return (behind.is_empty() || behind.starts_with(' ')).then(|| (text[1..end - 1].to_owned(), end, colon));
    }
    if matches!(first, '[' | '{' | '#' | '&' | '*' | '!' | '|' | '>' | '@' | '`' | '%') {
        return None;
    }
    let comment = text.find(" #").unwrap_or(text.len());
    let head = &text[..comment];
    let colon = head.match_indices(':').map(|(at, _)| at).find(|at| matches!(text.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))?;
    let name = head[..colon].trim_end();
    (!name.is_empty()).then(|| (name.to_owned(), name.len(), colon))
}

/// Whether a quoted scalar that is open ends in `text`.
fn closes(text: &str, quote: char) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find([quote, '\\']) {
        let (here, behind) = rest.split_at(at);
        let _ = here;
        let doubled = quote == '\'' && behind.starts_with("''");
        if behind.starts_with('\\') {
            let skip = if quote == '"' { behind[1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
            rest = &behind[1 + skip..];
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let outline = Outline::of(text);
        outline
            .entries()
            .map(|n| {
                let path: Vec<String> = outline.path(n).iter().map(|s| match s {
                    Step::Key(k) => (*k).to_owned(),
                    Step::Item(i) => i.to_string(),
                }).collect();
                format!("{}={}", path.join("."), outline.inline_value(n).slice(text))
            })
            .collect()
    }

    #[test]
    fn block_mappings_and_sequences() {
        let text = "title: A\nsources:\n  - id: x\n    title: |\n      B: c\n      d\n    'year': 1\n  - id: y\ntopics:\n- a\n- b: c\nend: {a: 1,\n  b: 2}\nlast: \"x\n  y\"\nz: 1\n";
        assert_eq!(
            shown(text),
            ["title=A", "sources=", "sources.0=", "sources.0.id=x", "sources.0.title=|", "sources.0.year=1", "sources.1=", "sources.1.id=y", "topics=", "topics.0=a", "topics.1=", "topics.1.b=c", "end={a: 1,", "last=\"x", "z=1"]
        );
    }

    #[test]
    fn entries_hold_their_lines() {
        let text = "a: 1\nb:\n  c: 2\n  d: 3\n";
        let outline = Outline::of(text);
        let b = outline.find(&[Step::Key("b")]).unwrap();
        assert_eq!(outline.whole(b).slice(text), "b:\n  c: 2\n  d: 3");
        assert_eq!(outline.at_line(4, &[false; 4]), outline.find(&[Step::Key("b"), Step::Key("d")]));
    }
}
