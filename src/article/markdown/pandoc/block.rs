//! What stands at the start of a line: fenced code, divs, LaTeX environments, indented code.

use super::Rewriter;
use super::attributes::attributes;

impl Rewriter<'_> {
    /// Handles the line that starts at `at`, where it is one of a block that is not running text; gives where to go on.
    pub(super) fn block(&mut self, at: usize, end: usize) -> Option<usize> {
        let line_end = self.line_end(at, end);
        let line = &self.text[at..line_end];
        let body = line.trim_start();
        let indent = line.len() - body.len();
        if body.is_empty() {
            self.copy(at, line_end);
            return Some(line_end);
        }
        if body.starts_with("```") || body.starts_with("~~~") {
            return Some(self.fence(at, indent, line_end, end));
        }
        if let Some(behind) = body.strip_prefix(":::") {
            let behind = behind.trim_start_matches(':').trim();
            if behind.is_empty() || behind.starts_with('{') || behind.split_whitespace().count() <= 2 {
                self.insert("\n", at);
                return Some(line_end);
            }
        }
        let table = if indent < 4 || body.starts_with("--") { self.table(at, end) } else { None };
        if let Some(stop) = table.or_else(|| self.caption(at, end)).or_else(|| self.line_block(at, end)) {
            return Some(stop);
        }
        if self.is_indented_code(line, at) {
            self.copy(at, line_end);
            return Some(line_end);
        }
        if indent == 0 {
            self.in_list = begins_item(body);
            self.end_numberings(at, body);
        }
        if let Some(stop) = self.item(at, at + indent, body) {
            return Some(stop);
        }
        if body.starts_with("\\begin{") {
            return self.environment(at + indent, end);
        }
        None
    }

    pub(super) fn line_end(&self, at: usize, end: usize) -> usize {
        self.text[at..end].find('\n').map_or(end, |n| at + n + 1)
    }

    /// Four spaces or a tab behind a blank line, outside a list.
    fn is_indented_code(&self, line: &str, at: usize) -> bool {
        let indented = line.starts_with("    ") || line.starts_with('\t');
        let before = &self.text[..at];
        let behind_blank = before.trim_end_matches([' ', '\t', '\r']).ends_with("\n\n") || before.ends_with("\r\n\r\n") || at == 0;
        let copied = self.done.map.text.lines().next_back().is_some_and(|l| l.starts_with("    ") || l.starts_with('\t'));
        indented && !self.in_list && (behind_blank || copied)
    }

    /// Fenced code is kept; attributes behind the fence become the name of the language.
    fn fence(&mut self, at: usize, indent: usize, line_end: usize, end: usize) -> usize {
        let line = &self.text[at..line_end];
        let sign = line.as_bytes()[indent] as char;
        let length = line[indent..].chars().take_while(|c| *c == sign).count();
        let mark = at + indent + length;
        let behind = &self.text[mark..line_end];
        let info = behind.trim();
        match info.strip_prefix('{') {
            Some(inner) => {
                let language = attributes(info)
                    .map_or_else(|| inner.split([',', ' ', '}']).next().unwrap_or("").to_owned(), |a| a.class.unwrap_or_default());
                self.copy(at, mark);
                self.insert(&format!("{language}\n"), mark);
            }
            None if sign == '`' && info.contains('`') => return self.inline_line(at, line_end),
            None => self.copy(at, line_end),
        }
        let mut from = line_end;
        while from < end {
            let next = self.line_end(from, end);
            self.copy(from, next);
            let line = self.text[from..next].trim();
            from = next;
            if line.len() >= length && line.chars().all(|c| c == sign) {
                break;
            }
        }
        from
    }

    /// A line that only looks like a fence.
    fn inline_line(&mut self, at: usize, line_end: usize) -> usize {
        let mut from = at;
        while from < line_end {
            from = self.inline(from, line_end);
        }
        from
    }
}

/// Whether a line begins an item of a list, or a note.
pub(super) fn begins_item(line: &str) -> bool {
    let bullet = line.strip_prefix(['-', '*', '+']).is_some_and(|r| r.starts_with([' ', '\t']));
    let digits = line.trim_start_matches('(').trim_start_matches(|c: char| c.is_ascii_digit() || c == '#');
    let numbered = digits.len() < line.len() && digits.strip_prefix(['.', ')']).is_some_and(|r| r.starts_with([' ', '\t']));
    bullet || numbered || line.starts_with("[^") || line.starts_with(": ") || line.starts_with("(@")
}
