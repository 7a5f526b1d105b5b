//! Pandoc's own tables as tables of pipes: grid tables, simple tables, multiline tables, with a header and without
//! (Pandoc User's Guide, “Tables”). Columns that span are not read: such a table stays as it is typed.

use super::Rewriter;
use super::ruled;
use crate::base::span::Span;

/// A table as it stands in the text.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// How each column is set.
    pub columns: Vec<Align>,
    /// The header; `None` where there is none.
    pub head: Option<Row>,
    /// The rows below it.
    pub rows: Vec<Row>,
    /// Where the line behind the table begins.
    pub end: usize,
}

/// The cells of a row, each as the pieces of its lines.
pub(super) type Row = Vec<Vec<Span>>;

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub(super) enum Align {
    #[default]
    None,
    Left,
    Center,
    Right,
}

impl Rewriter<'_> {
    /// Handles a table that begins at the line at `at`; gives where to go on.
    pub(super) fn table(&mut self, at: usize, end: usize) -> Option<usize> {
        let line = self.text[at..self.line_end(at, end)].trim();
        if !self.is_behind_blank(at) || line.is_empty() {
            return None;
        }
        let table = if line.starts_with('+') { grid(self.text, at, end) } else { ruled::table(self.text, at, end) }?;
        self.insert("\n", at);
        self.row(table.head.as_ref().unwrap_or(&vec![Vec::new(); table.columns.len()]), at);
        let marks = table.columns.iter().map(|align| match align {
            Align::None => "---|",
            Align::Left => ":--|",
            Align::Center => ":-:|",
            Align::Right => "--:|",
        });
        self.insert(&format!("|{}\n", marks.collect::<String>()), at);
        for row in &table.rows {
            self.row(row, at);
        }
        self.insert("\n", table.end.saturating_sub(1));
        self.table_end = table.end;
        Some(table.end)
    }

    fn row(&mut self, cells: &Row, at: usize) {
        self.insert("|", at);
        for cell in cells {
            self.insert(" ", at);
            for (n, piece) in cell.iter().enumerate() {
                if n > 0 {
                    let words = piece.slice(self.text);
                    self.insert(if words.starts_with(['-', '*', '+']) { "<br>" } else { " " }, piece.start);
                }
                self.cell(*piece);
            }
            self.insert(" |", at);
        }
        self.insert("\n", at);
    }

    /// Running text in a cell, where a `|` would end it.
    fn cell(&mut self, span: Span) {
        let mut from = span.start;
        loop {
            let stop = self.text[from..span.end].find('|').map_or(span.end, |n| from + n);
            while from < stop {
                from = self.inline(from, stop);
            }
            if stop >= span.end {
                return;
            }
            self.insert("\\|", stop);
            from = stop + 1;
        }
    }

    /// `Table: words {#tbl:x}` or `: words` beside a table: a paragraph that begins with `Table:`, with its id as an anchor.
    pub(super) fn caption(&mut self, at: usize, end: usize) -> Option<usize> {
        let stop = self.line_end(at, end);
        let line = &self.text[at..stop];
        let words = line.strip_prefix("Table:").or_else(|| line.strip_prefix("table:")).or_else(|| line.strip_prefix(": "))?;
        let before = self.text[..at].trim_end().rsplit('\n').next().unwrap_or("").trim_end();
        let behind_table = self.table_end > 0 && self.text.get(self.table_end..at).is_some_and(|between| between.trim().is_empty());
        let is_row = behind_table || before.ends_with('|') || before.contains(" | ");
        if !(is_row || self.is_before_table(stop, end)) || !self.is_behind_blank(at) {
            return None;
        }
        let mut words = Span::new(stop - words.trim_start().len(), at + line.trim_end().len());
        let open = words.slice(self.text).rfind('{').map(|n| words.start + n);
        let found = open.and_then(|open| Some((open, super::attributes::attributes(&self.text[open..words.end])?)));
        self.insert("\nTable: ", at);
        if let Some((open, found)) = found.filter(|(open, found)| open + found.length == words.end) {
            words.end = open;
            let called = found.id.as_ref().and_then(|id| self.labels.get(id)).map(|called| format!("{called}: "));
            found.id.into_iter().for_each(|id| self.anchor(id));
            called.into_iter().for_each(|called| self.insert(&called, at));
        }
        let mut from = words.start;
        while from < words.end {
            from = self.inline(from, words.end);
        }
        self.insert("\n", stop - 1);
        Some(stop)
    }

    /// Whether a table comes next behind empty lines.
    fn is_before_table(&self, at: usize, end: usize) -> bool {
        let rest = &self.text[at..end];
        let mut lines = rest.trim_start_matches(['\n', '\r']).lines();
        let (head, rule) = (lines.next().unwrap_or("").trim(), lines.next().unwrap_or("").trim());
        let pipes = rule.contains("--") && rule.bytes().all(|b| b"|-: +".contains(&b));
        rest.trim_start_matches(' ').starts_with(['\n', '\r']) && (head.starts_with("+--") || head.starts_with("---") || pipes)
    }

    /// Whether the line at `at` begins the text or follows an empty line.
    pub(super) fn is_behind_blank(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches([' ', '\t', '\r']);
        let Some(before) = before.strip_suffix('\n') else { return before.is_empty() };
        let before = before.trim_end_matches([' ', '\t', '\r']);
        before.is_empty() || before.ends_with('\n')
    }
}

/// The words of a line from one column (in characters) to another, without the space around them; `None` where there are none.
pub(super) fn piece(text: &str, line: Span, from: usize, to: usize) -> Option<Span> {
    let words = line.slice(text);
    let place = |column: usize| words.char_indices().nth(column).map_or(words.len(), |(at, _)| at);
    let (start, stop) = (place(from), place(to));
    let inside = words.get(start..stop)?;
    let trimmed = inside.trim();
    let start = line.start + start + (inside.len() - inside.trim_start().len());
    (!trimmed.is_empty()).then(|| Span::new(start, start + trimmed.len()))
}

fn grid(text: &str, at: usize, end: usize) -> Option<Table> {
    let mut table = Table::default();
    let mut edges: Vec<usize> = Vec::new();
    let mut row: Row = Vec::new();
    let mut from = at;
    let mut closed = false;
    while from < end {
        let next = text[from..end].find('\n').map_or(end, |n| from + n + 1);
        let indent = text[from..next].len() - text[from..next].trim_start_matches(' ').len();
        let line = Span::new(from + indent, from + text[from..next].trim_end().len().max(indent));
        let words = line.slice(text);
        match words.as_bytes().first() {
            Some(b'+') if is_border(words) => {
                if edges.is_empty() {
                    edges = words.match_indices('+').map(|(n, _)| n).collect();
                    table.columns = aligns(words);
                } else {
                    table.rows.push(std::mem::take(&mut row));
                }
                if words.contains('=') && table.head.is_none() && table.rows.len() == 1 {
                    table.head = table.rows.pop();
                    table.columns = aligns(words);
                }
                row = vec![Vec::new(); edges.len().saturating_sub(1)];
                closed = true;
            }
            Some(b'|') if !edges.is_empty() => {
                let pieces = cells(text, line, &edges)?;
                row.iter_mut().zip(pieces).for_each(|(cell, piece)| cell.extend(piece));
                closed = false;
            }
            Some(b'+') => return None,
            _ => break,
        }
        from = next;
    }
    table.end = from;
    (closed && !(table.rows.is_empty() && table.head.is_none())).then_some(table)
}

fn is_border(line: &str) -> bool {
    line.len() > 2 && line.ends_with('+') && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
}

fn aligns(border: &str) -> Vec<Align> {
    let parts = border.trim_matches('+').split('+');
    parts
        .map(|part| match (part.starts_with(':'), part.ends_with(':')) {
            (true, true) => Align::Center,
            (true, false) => Align::Left,
            (false, true) => Align::Right,
            (false, false) => Align::None,
        })
        .collect()
}

/// The cells of a line between its bars; where wide characters move the bars, by the bars themselves.
fn cells(text: &str, line: Span, edges: &[usize]) -> Option<Vec<Option<Span>>> {
    let words = line.slice(text);
    let at = |column: usize| words.chars().nth(column) == Some('|');
    if edges.iter().all(|edge| at(*edge)) {
        return Some(edges.windows(2).map(|pair| piece(text, line, pair[0] + 1, pair[1])).collect());
    }
    let bars: Vec<usize> = words.char_indices().enumerate().filter(|(_, (_, c))| *c == '|').map(|(column, _)| column).collect();
    (bars.len() == edges.len()).then(|| bars.windows(2).map(|pair| piece(text, line, pair[0] + 1, pair[1])).collect())
}
