//! Lists and lines that only Pandoc has: `#.` items, items in brackets, examples numbered through the text, line blocks.

use super::Rewriter;
use std::collections::BTreeMap;

impl Rewriter<'_> {
    /// Handles the mark of an item on the line at `line`, whose words `body` begin at `at`; gives where to go on.
    pub(super) fn item(&mut self, line: usize, at: usize, body: &str) -> Option<usize> {
        if body.starts_with("#. ") {
            self.copy(line, at);
            self.insert("1.", at);
            return Some(at + 2);
        }
        if let Some(label) = example(body) {
            self.example += 1;
            self.copy(line, at);
            let mark = format!("{})", self.example);
            self.insert(&mark, at);
            return Some(at + label.len() + 3);
        }
        if let Some(stop) = self.lettered_item(line, at, body) {
            return Some(stop);
        }
        let digits = body.strip_prefix('(')?;
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        (0 < count && count < 10 && digits[count..].starts_with(") ")).then(|| {
            self.copy(line, at);
            self.copy(at + 1, at + 2 + count);
            at + 2 + count
        })
    }

    /// `(@label)` in running text: the number of the example.
    pub(super) fn example_reference(&mut self, at: usize, end: usize) -> Option<usize> {
        let inner = self.rest(at, end).strip_prefix("(@")?;
        let label = &inner[..label_length(inner)];
        let number = *self.examples.get(label).filter(|_| inner[label.len()..].starts_with(')'))?;
        self.insert(&format!("({number})"), at);
        Some(at + label.len() + 3)
    }

    /// Lines that begin with `| `: each stays a line, with its indentation.
    pub(super) fn line_block(&mut self, at: usize, end: usize) -> Option<usize> {
        let is_line = |line: &str| line.starts_with("| ") || line.trim_end() == "|";
        let line_at = |from: usize| &self.text[from..self.line_end(from, end)];
        let first = line_at(at);
        let second = line_at(self.line_end(at, end));
        let is_table = first.trim_end().ends_with('|') && first.trim_end() != "|"
            || second.trim().starts_with("|-")
            || second.trim().starts_with("|:");
        if !is_line(first) || is_table || !self.is_behind_blank(at) {
            return None;
        }
        let mut from = at;
        while from < end {
            let stop = self.line_end(from, end);
            let line = &self.text[from..stop];
            let goes_on = line.starts_with(' ') && from > at && !line.trim().is_empty();
            if !is_line(line) && !goes_on {
                break;
            }
            let words = line.trim_start_matches('|').strip_prefix(' ').unwrap_or("");
            let inner = words.trim_start_matches(' ');
            if from > at {
                self.insert(if goes_on { " " } else { "\\\n" }, from);
            }
            if !goes_on {
                self.insert(&"\u{a0}".repeat((words.len() - inner.len()).min(80)), from);
            }
            let (mut place, last) = (stop - line.trim_start_matches(['|', ' ']).len(), from + line.trim_end().len());
            while place < last {
                place = self.inline(place, last);
            }
            from = stop;
        }
        self.insert("\n", from.saturating_sub(1));
        Some(from)
    }
}

/// The label of an example (`(@)`, `(@good)`) at the start of a line.
fn example(body: &str) -> Option<&str> {
    let inner = body.strip_prefix("(@")?;
    let label = &inner[..label_length(inner)];
    inner[label.len()..].starts_with(") ").then_some(label)
}

fn label_length(inner: &str) -> usize {
    inner.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(inner.len())
}

/// The numbers of examples that have a label.
pub(super) fn examples(text: &str) -> BTreeMap<String, usize> {
    let labels = text.lines().filter_map(|line| example(line.trim_start()));
    labels.enumerate().filter(|(_, label)| !label.is_empty()).map(|(n, label)| (label.to_owned(), n + 1)).collect()
}
