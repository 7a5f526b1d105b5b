//! Bounds on YAML before it is parsed, and characters that hide things.

use super::Fault;
use crate::base::span::Span;
use std::borrow::Cow;

/// Longest text, in bytes.
pub const LONGEST: usize = 256 * 1024;
/// Most `[` and `{` together: libyaml takes over 30 s for 100,000 nested ones.
pub const MOST_BRACKETS: usize = 1_000;

/// Most `- `, `? ` and `: ` with which a line may begin: libyaml takes minutes for 100,000 of them.
const MOST_DASHES: usize = 50;

/// The first line that begins with too many lists in each other: its place, and how many.
fn nested_in_a_line(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        // Most lines begin with a key.
        let begins = line.bytes().find(|b| !b.is_ascii_whitespace()).is_some_and(|b| matches!(b, b'-' | b'?' | b':'));
        let signs = line.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
        let dashes = if begins { signs.take_while(|word| matches!(*word, "-" | "?" | ":")).count() } else { 0 };
        if dashes > MOST_DASHES {
            return Some((at, dashes));
        }
        at += line.len();
    }
    None
}

/// The text with tabs in its indentation and hidden characters as spaces, each told as a fault; `None` where it is too
/// large or too deep to be parsed.
pub fn guard<'t>(text: &'t str, faults: &mut Vec<Fault>) -> Option<Cow<'t, str>> {
    if text.len() > LONGEST {
        let fault = Fault::new(
            "yaml-too-large",
            Span::new(0, first_line(text)),
            format!("this has {} KB; 256 KB are read at most", text.len() / 1024),
        );
        faults.push(fault.help("put long text into the body, and shared sources into sources/"));
        return None;
    }
    let brackets = text.bytes().filter(|b| matches!(b, b'[' | b'{')).count();
    if brackets > MOST_BRACKETS {
        let at = text.find(['[', '{']).unwrap_or(0);
        let fault = Fault::new(
            "yaml-too-deep",
            Span::new(at, at + 1),
            format!("this has {brackets} opening brackets; {MOST_BRACKETS} are read at most"),
        );
        faults.push(fault.help("write lists a line each, with `- `"));
        return None;
    }
    if let Some((at, dashes)) = nested_in_a_line(text) {
        let message = format!("this line begins {dashes} lists in each other; {MOST_DASHES} are read at most");
        faults.push(Fault::new("yaml-too-deep", Span::new(at, at + 1), message).help("write lists a line each, with `- `"));
        return None;
    }
    let is_plain = |b: u8| matches!(b, b'\n' | b'\r' | 0x20..=0x7e);
    if text.bytes().all(is_plain) || !text.contains(|c: char| is_hidden(c) || c == '\t') {
        return Some(Cow::Borrowed(text));
    }
    Some(Cow::Owned(cleaned(text, faults)))
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Characters that end a line or hide a key for some readers of YAML and not for others.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{7f}') || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

fn cleaned(text: &str, faults: &mut Vec<Fault>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut indentation = true;
    let mut tab_told = false;
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        match c {
            '\n' => (indentation, tab_told) = (true, false),
            '\t' if indentation => {
                if !tab_told {
                    faults.push(
                        Fault::new("yaml-tab", span, "a tab stands in the indentation")
                            .help("YAML is indented with spaces: two in place of the tab"),
                    );
                }
                tab_told = true;
                out.push(' ');
                continue;
            }
            c if is_hidden(c) => {
                let message = format!("the character U+{:04X} stands here and cannot be seen", u32::from(c));
                faults.push(Fault::new("yaml-character", span, message).help("take it out"));
                out.extend(std::iter::repeat_n(' ', c.len_utf8()));
                continue;
            }
            ' ' | '-' if indentation => {}
            _ => indentation = false,
        }
        out.push(c);
    }
    out
}
