//! Tables whose columns are ruled by dashes: simple tables and multiline tables.

use super::table::{Align, Row, Table, piece};
use crate::base::span::Span;

/// Lines that are looked through for a table's end.
const LONGEST: usize = 2_000;

/// The columns that a line of dashes rules, each from its first to behind its last dash.
fn rule(line: &str) -> Option<Vec<(usize, usize)>> {
    let line = line.trim_end();
    if !line.contains("--") || !line.bytes().all(|b| b == b'-' || b == b' ') {
        return None;
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, _) in line.bytes().enumerate().filter(|(_, b)| *b == b'-') {
        match out.last_mut() {
            Some(last) if last.1 == at => last.1 = at + 1,
            _ => out.push((at, at + 1)),
        }
    }
    Some(out)
}

/// The table that begins at the line at `at`.
pub(super) fn table(text: &str, at: usize, end: usize) -> Option<Table> {
    let mut lines = Lines { text, at, end };
    let first = lines.next()?;
    match rule(first.slice(text)) {
        Some(columns) if columns.len() == 1 => with_frame(text, lines),
        Some(columns) => without_header(text, lines, &columns, first),
        None => simple(text, lines, first),
    }
}

/// A header line, a rule, and a line for each row up to an empty one.
fn simple(text: &str, mut lines: Lines<'_>, head: Span) -> Option<Table> {
    let columns = rule(lines.next()?.slice(text)).filter(|columns| columns.len() > 1)?;
    let mut table = Table { columns: aligns(text, head, &columns), head: Some(row(text, &[head], &columns)), ..Table::default() };
    while let Some(line) = lines.next().filter(|line| !line.is_empty()) {
        table.end = lines.at;
        if rule(line.slice(text)).is_some() {
            break;
        }
        table.rows.push(row(text, &[line], &columns));
    }
    (!table.rows.is_empty()).then_some(table)
}

/// A line of dashes, the header, a rule, rows with empty lines between them, a line of dashes.
fn with_frame(text: &str, mut lines: Lines<'_>) -> Option<Table> {
    let mut head = Vec::new();
    let columns = loop {
        let line = lines.next().filter(|line| !line.is_empty())?;
        match rule(line.slice(text)) {
            Some(columns) => break columns,
            None => head.push(line),
        }
    };
    let first = *head.first()?;
    let mut table = Table { columns: aligns(text, first, &columns), head: Some(row(text, &head, &columns)), ..Table::default() };
    let is_end = |line: &str| rule(line).is_some_and(|found| found.len() == 1);
    (table.rows, table.end) = rows(text, lines, &columns, is_end)?;
    Some(table)
}

/// A rule, rows, and a rule.
fn without_header(text: &str, lines: Lines<'_>, columns: &[(usize, usize)], rule_line: Span) -> Option<Table> {
    let mut ahead = Lines { ..lines };
    let first = ahead.next().unwrap_or(rule_line);
    let (rows, end) = rows(text, lines, columns, |line| rule(line).is_some())?;
    (!rows.is_empty()).then(|| Table { columns: aligns(text, first, columns), head: None, rows, end })
}

/// Rows up to the line that ends the table, and where that one ends: parted by empty lines where there are any.
fn rows(text: &str, mut lines: Lines<'_>, columns: &[(usize, usize)], is_end: impl Fn(&str) -> bool) -> Option<(Vec<Row>, usize)> {
    let mut parts: Vec<Vec<Span>> = vec![Vec::new()];
    for _ in 0..LONGEST {
        let line = lines.next()?;
        if is_end(line.slice(text)) {
            parts.retain(|part| !part.is_empty());
            let parted = parts.len() > 1;
            let all = if parted { parts } else { parts.into_iter().flatten().map(|line| vec![line]).collect() };
            return Some((all.iter().map(|part| row(text, part, columns)).collect(), lines.at));
        }
        match line.is_empty() {
            true => parts.push(Vec::new()),
            false => parts.last_mut()?.push(line),
        }
    }
    None
}

/// One row from its lines. A column reaches to where the next begins; the first takes what stands before it.
fn row(text: &str, lines: &[Span], columns: &[(usize, usize)]) -> Row {
    let from = |n: usize| if n == 0 { 0 } else { columns[n].0 };
    let to = |n: usize| columns.get(n + 1).map_or(usize::MAX, |next| next.0);
    (0..columns.len()).map(|n| lines.iter().filter_map(|line| piece(text, *line, from(n), to(n))).collect()).collect()
}

/// How columns are set: by whether the first words are flush with the dashes, left or right.
fn aligns(text: &str, line: Span, columns: &[(usize, usize)]) -> Vec<Align> {
    let words: Vec<char> = line.slice(text).chars().collect();
    let blank = |column: usize| words.get(column).is_none_or(|c| *c == ' ');
    let align = |(start, end): &(usize, usize)| match (blank(*start), blank(end - 1)) {
        (false, true) => Align::Left,
        (true, false) => Align::Right,
        (true, true) => Align::Center,
        (false, false) => Align::None,
    };
    columns.iter().map(align).collect()
}

/// Lines without the space at their ends.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.at >= self.end {
            return None;
        }
        let from = self.at;
        self.at = self.text[from..self.end].find('\n').map_or(self.end, |n| from + n + 1);
        Some(Span::new(from, from + self.text[from..self.at].trim_end().len()))
    }
}
