//! Where keys and values of a YAML text stand: found line by line, for block mappings and sequences. Flow collections
//! (`[a, b]`, `{a: b}`) and scalars of several lines are values as a whole.

use crate::base::fasthash::FastMap;
use crate::base::span::Span;
use std::cell::OnceCell;

mod scan;

use scan::Scanner;

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'o> {
    /// A key of a mapping.
    Key(&'o str),
    /// An item of a sequence, from 0.
    Item(usize),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// The first entry of each name by the entry that holds it, once one was looked for.
    places: OnceCell<FastMap<(Option<usize>, Name), usize>>,
}

impl Outline {
    /// The outline of `text`.
    pub fn of(text: &str) -> Self {
        let mut scanner = Scanner::new(text);
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
        let mut out = Vec::with_capacity(4);
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
        let places = self.places.get_or_init(|| {
            let named = self.entries.iter().enumerate().rev();
            named.map(|(n, entry)| ((entry.parent, entry.name.clone()), n)).collect()
        });
        path.iter().try_fold(None, |parent, step| {
            let name = match step {
                Step::Key(key) => Name::Key((*key).to_owned()),
                Step::Item(n) => Name::Item(*n),
            };
            places.get(&(parent, name)).map(|n| Some(*n))
        })?
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

    /// Where the items of the list at a top-level key of `text` stand, in lines of their own or in brackets in one line.
    pub fn items(&self, key: &str, text: &str) -> Vec<Span> {
        let Some(list) = self.find(&[Step::Key(key)]) else { return Vec::new() };
        if self.inline_value(list).slice(text).starts_with('[') {
            return flow_items(self.inline_value(list), text);
        }
        let item = |n| self.find(&[Step::Key(key), Step::Item(n)]).map(|found| self.inline_value(found));
        (0..self.entries[list].items).map_while(item).collect()
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
        holding
            .max_by_key(|n| self.entries[*n].whole.start)
            .or_else(|| (0..self.len()).filter(open).rfind(|n| self.entries[*n].whole.start < end))
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

/// The items of a list in brackets, without the space around them.
fn flow_items(list: Span, text: &str) -> Vec<Span> {
    let (mut out, mut depth, mut quote, mut from) = (Vec::new(), 0_usize, None, list.start + 1);
    for (n, c) in list.slice(text).char_indices() {
        let at = list.start + n;
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if text[from..at].trim().is_empty() => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ',' | ']') if depth == 1 => {
                let item = &text[from..at];
                let start = from + (item.len() - item.trim_start().len());
                out.push(Span::new(start, start + item.trim().len()));
                from = at + 1;
                if c == ']' {
                    break;
                }
            }
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let outline = Outline::of(text);
        outline
            .entries()
            .map(|n| {
                let path: Vec<String> = outline
                    .path(n)
                    .iter()
                    .map(|s| match s {
                        Step::Key(k) => (*k).to_owned(),
                        Step::Item(i) => i.to_string(),
                    })
                    .collect();
                format!("{}={}", path.join("."), outline.inline_value(n).slice(text))
            })
            .collect()
    }

    #[test]
    fn block_mappings_and_sequences() {
        let text = "title: A\nsources:\n  - id: x\n    title: |\n      B: c\n      d\n    'year': 1\n  - id: y\ntopics:\n- a\n- b: c\nend: {a: 1,\n  b: 2}\nlast: \"x\n  y\"\nz: 1\n";
        assert_eq!(
            shown(text),
            [
                "title=A",
                "sources=",
                "sources.0=",
                "sources.0.id=x",
                "sources.0.title=|",
                "sources.0.year=1",
                "sources.1=",
                "sources.1.id=y",
                "topics=",
                "topics.0=a",
                "topics.1=",
                "topics.1.b=c",
                "end={a: 1,",
                "last=\"x",
                "z=1"
            ]
        );
    }

    #[test]
    fn items_of_lists_have_places() {
        let text = "a: [x, \"y, z\", [u, v] , it's] # x, y\nb:\n  - one\n  - two\nc: x\nd: []\n";
        let items = |key| Outline::of(text).items(key, text).iter().map(|span| span.slice(text)).collect::<Vec<_>>();
        assert_eq!(items("a"), ["x", "\"y, z\"", "[u, v]", "it's"]);
        assert_eq!((items("b"), items("c"), items("d")), (vec!["one", "two"], vec![], vec![""]));
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
