//! Places in a text: byte [Span]s, and the lines and columns that people count in.

use std::sync::Arc;

/// A half-open range of byte offsets into one content file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, both in bytes.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same span moved `by` bytes further into the text.
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The text that the span covers; empty where the span does not fit the text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A line and a column, both counted from 1; the column counts characters (Unicode scalar values), as editors do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The lines of a text, for many look-ups: each takes time with the length of one line, not of the text.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// Offset of each line's first byte.
    starts: Vec<usize>,
    /// The line asked for last, by its number from 0.
    last: Option<(usize, Arc<str>)>,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    pub fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts, last: None }
    }

    /// As [position()].
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_boundary(self.text, offset);
        let number = self.number(offset);
        let column = self.text[self.starts[number]..offset].chars().filter(|c| *c != '\u{feff}').count() + 1;
        Position { line: number + 1, column }
    }

    /// The whole line that holds byte `offset`, without its line end and without a byte-order mark.
    pub fn line(&mut self, offset: usize) -> Arc<str> {
        let number = self.number(floor_boundary(self.text, offset));
        if let Some((_, line)) = self.last.as_ref().filter(|(n, _)| *n == number) {
            return Arc::clone(line);
        }
        let (_, line) = line_at(self.text, self.starts[number]);
        let line: Arc<str> = line.trim_start_matches('\u{feff}').into();
        self.last = Some((number, Arc::clone(&line)));
        line
    }

    fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }
}

/// The position of byte `offset` in `text`; an offset past the end gives the last position.
pub fn position(text: &str, offset: usize) -> Position {
    let offset = floor_boundary(text, offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[line_start..].chars().filter(|c| *c != '\u{feff}').count() + 1;
    Position { line: before.matches('\n').count() + 1, column }
}

/// The whole line (without its line end) that holds byte `offset`, and the offset at which it starts.
pub fn line_at(text: &str, offset: usize) -> (usize, &str) {
    let offset = floor_boundary(text, offset);
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    (start, text[start..end].trim_end_matches('\r'))
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let text = "a\r\n标题 x\n";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, text.find('x').unwrap()), Position { line: 2, column: 4 });
        assert_eq!(position(text, 999), Position { line: 3, column: 1 });
        assert_eq!(line_at(text, 4), (3, "标题 x"));
        let mut lines = Lines::new(text);
        for offset in 0..text.len() + 2 {
            assert_eq!(lines.position(offset), position(text, offset), "{offset}");
        }
        assert_eq!((&*lines.line(4), &*lines.line(0), &*lines.line(99)), ("标题 x", "a", ""));
    }
}
