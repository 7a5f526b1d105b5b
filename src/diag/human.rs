//! Findings for people.
//!
//! ```text
//! error[unknown-source]: no source has the id `smith2019`
//!   ──▶ content/sky/why-blue.md:42:17
//!    │
//! 42 │ scattering is stronger for short waves [@smith2019, p. 12].
//!    │                                         ^^^^^^^^^^
//!    help: a source with a similar id is listed here: `smith2009`
//! ```

use super::{Located, Severity};
use std::borrow::Cow;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// With colours (ANSI escapes).
    pub colour: bool,
    /// Columns of the terminal; longer lines are cut around the span.
    pub width: usize,
    /// Wrap messages and help that are wider: on a terminal.
    pub wrap: bool,
}

impl Style {
    /// The text in lines that fit: `taken` columns of the first are in use, the others are indented.
    pub fn fold(self, text: &str, taken: usize, indent: usize) -> String {
        if !self.wrap {
            return text.to_owned();
        }
        let (mut out, mut column) = (String::with_capacity(text.len() + 16), taken);
        for word in text.split_inclusive(' ') {
            let wide: usize = word.trim_end().chars().map(columns).sum();
            if column + wide > self.width && column > indent {
                out.truncate(out.trim_end().len());
                out.push_str(&format!("\n{:indent$}", ""));
                column = indent;
            }
            out.push_str(word);
            column += word.chars().map(columns).sum::<usize>();
        }
        out
    }

    /// `text` in the colour of an ANSI code, where there are colours.
    pub fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Text in one line, with signs for what a terminal would obey or would show in another order.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| sign(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(sign).collect()) }
}

/// The sign for a character: the picture that Unicode has of a control, U+FFFD for others that hide or turn text.
fn sign(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// One finding, with a final line feed.
pub fn render(found: &Located, style: Style) -> String {
    let d = &found.diagnostic;
    let code = match d.severity {
        Severity::Error => "1;31",
        Severity::Warn => "1;33",
        Severity::Info => "1;36",
    };
    let gutter = found.position.line.to_string().len().max(2);
    let bar = style.paint("34", "│");
    let name = format!("{}[{}]", d.severity.word(), d.rule);
    let message = style.fold(&format!(": {}", visible(&d.message)), name.len(), 2);
    let mut out = format!("{}{}\n", style.paint(code, &name), style.paint("1", &message));
    let place = format!("{}:{}:{}", visible(d.file.as_str()), found.position.line, found.position.column);
    out.push_str(&format!("{:gutter$}{} {place}\n", "", style.paint("34", "──▶")));
    if !found.line.trim().is_empty() {
        let (line, marks) = excerpt(found, style.width.saturating_sub(gutter + 3).max(30));
        out.push_str(&format!("{:gutter$} {bar}\n", ""));
        out.push_str(&format!("{} {bar} {line}\n", style.paint("34", &format!("{:>gutter$}", found.position.line))));
        out.push_str(&format!("{:gutter$} {bar} {}\n", "", style.paint(code, &marks)));
    }
    for help in &d.help {
        let mut lines = help.lines().map(visible);
        let first = style.fold(&lines.next().unwrap_or_default(), gutter + 7, gutter + 7);
        out.push_str(&format!("{:gutter$} {} {first}\n", "", style.paint("36", "help:")));
        for line in lines {
            out.push_str(&format!("{:gutter$}       {line}\n", ""));
        }
    }
    out
}

/// The line, cut around the span where it is wider than `width`, and the marks below the span.
fn excerpt(found: &Located, width: usize) -> (String, String) {
    let chars: Vec<char> = found.line.chars().collect();
    let start = (found.position.column - 1).min(chars.len());
    let end = if found.end.line == found.position.line { (found.end.column - 1).clamp(start, chars.len()) } else { chars.len() };
    let end = end.max((start + 1).min(chars.len())).max(start);
    let total: usize = chars.iter().map(|c| columns(*c)).sum();
    let (from, to) = if total <= width { (0, chars.len()) } else { window(&chars, start, end, width) };
    let mut line = String::new();
    let mut marks = String::new();
    if from > 0 {
        line.push('…');
        marks.push(' ');
    }
    for (at, c) in chars.iter().enumerate().take(to).skip(from) {
        line.push(if *c == '\t' { ' ' } else { sign(*c) });
        let mark = if (start..end).contains(&at) { '^' } else { ' ' };
        marks.extend(std::iter::repeat_n(mark, columns(*c)));
    }
    if to < chars.len() {
        line.push('…');
    }
    let marks = marks.trim_end().to_owned();
    (line, if marks.is_empty() { format!("{}^", " ".repeat(columns_of(&chars[from..start.min(to)]))) } else { marks })
}

/// The part of a long line to show: the span with what stands around it.
fn window(chars: &[char], start: usize, end: usize, width: usize) -> (usize, usize) {
    let budget = width.saturating_sub(2);
    let mut from = start;
    let mut before = 0;
    while from > 0 && before + columns(chars[from - 1]) <= budget / 3 {
        from -= 1;
        before += columns(chars[from]);
    }
    let mut to = from;
    let mut used = 0;
    while to < chars.len() && used + columns(chars[to]) <= budget {
        used += columns(chars[to]);
        to += 1;
    }
    (from, to.max((end.min(start + 1)).min(chars.len())))
}

fn columns_of(chars: &[char]) -> usize {
    chars.iter().map(|c| columns(*c)).sum()
}

/// Columns that a character takes: two for wide East Asian ones (Unicode Standard Annex 11), none for combining marks.
fn columns(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SitePath;
    use crate::base::span::Span;
    use crate::diag::{Diagnostic, locate};

    const PLAIN: Style = Style { colour: false, width: 60, wrap: false };

    fn shown(text: &str, at: &str) -> String {
        let start = text.find(at).unwrap();
        let span = Span::new(start, start + at.len());
        let d = Diagnostic::error("unknown-source", &SitePath::new("content/a.md"), span, "no source has the id `x`").help("one\ntwo");
        render(&locate(&d, text, None), PLAIN)
    }

    #[test]
    fn the_line_with_the_span_marked() {
        let text = "a\nb\nwaves [@x, p. 1].\n";
        let expected = "error[unknown-source]: no source has the id `x`\n  ──▶ content/a.md:3:8\n   │\n 3 │ waves [@x, p. 1].\n   │        ^^\n   help: one\n         two\n";
        assert_eq!(shown(text, "@x"), expected);
    }

    #[test]
    fn a_terminal_obeys_nothing_that_stands_in_a_file() {
        let d = Diagnostic::error("x", &SitePath::new("a\u{1b}[2J.md"), Span::new(2, 3), "`a\nb\u{202e}` is none").help("\u{7}x\ny\r");
        let shown = render(&locate(&d, "\u{1b}]0;\tx\u{9b}", None), PLAIN);
        assert!(shown.starts_with("error[x]: `a␊b\u{fffd}` is none\n  ──▶ a␛[2J.md:1:3\n"), "{shown}");
        assert!(shown.contains(" 1 │ ␛]0; x\u{fffd}\n") && shown.contains("help: ␇x\n         y␍\n"), "{shown}");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert!(shown("标题 @x", "@x").contains(" 1 │ 标题 @x\n   │      ^^\n"));
    }

    #[test]
    fn long_lines_are_cut_around_the_span() {
        let text = format!("{} @x {}", "word ".repeat(40), "word ".repeat(40));
        let shown = shown(&text, "@x");
        assert!(shown.lines().all(|l| l.chars().count() <= 62), "{shown}");
        assert!(shown.contains("@x") && shown.contains('…') && shown.contains("^^"), "{shown}");
    }
}
