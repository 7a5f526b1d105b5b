//! Syntax highlighting by CSS classes, at build time. The one door to `syntect`.
//!
//! The common languages are read by `scan`; others by `syntect`'s grammars, which are loaded when one is first asked for.
//! The regex engine is `fancy-regex`: slower than Oniguruma, but no grammar takes over 10 s on hostile input.
//! Bounds: a block over 64 KB, a line over 1,000 bytes, and what is left after the deadline are shown plain.
#![allow(clippy::disallowed_methods, reason = "a deadline bounds hostile input; what it does is told in a finding")]

mod languages;
mod scan;

use crate::base::html::escape_text_into;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// Longest block that is highlighted, in bytes.
pub const LONGEST_BLOCK: usize = 64 * 1024;
/// Longest line that is highlighted, in bytes.
pub const LONGEST_LINE: usize = 1_000;
/// Longest time for one block. Over it the block is shown plain, which is said in a finding.
const DEADLINE: Duration = Duration::from_secs(5);

/// What became of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Highlighted {
    /// HTML with classes that start with `s-`.
    Classes(String),
    /// Escaped text, and why it is plain where that is worth saying.
    Plain(String, Option<&'static str>),
}

fn syntaxes() -> &'static SyntaxSet {
    static SET: OnceLock<SyntaxSet> = OnceLock::new();
    SET.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// The grammar of an info string's first word, by name, extension or one of the names that writers use.
fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let set = syntaxes();
    let usual = match language.to_ascii_lowercase().as_str() {
        "yml" => "yaml",
        "text" | "txt" | "plain" | "plaintext" | "" => return None,
        _ => language,
    };
    set.find_syntax_by_token(usual)
}

/// `code` in the language named by a fence's info string.
pub fn highlight(code: &str, language: &str) -> Highlighted {
    let plain = |why| {
        let mut out = String::with_capacity(code.len() + code.len() / 8);
        escape_text_into(&mut out, code);
        Highlighted::Plain(out, why)
    };
    if code.len() > LONGEST_BLOCK {
        return plain(Some("the block is over 64 KB"));
    }
    if language.is_empty() {
        return plain(None);
    }
    if code.lines().any(|line| line.len() > LONGEST_LINE) {
        return plain(Some("a line is over 1,000 bytes"));
    }
    if let Some(known) = languages::find(language) {
        let mut spans = Spans::default();
        scan::scan(code, known, |(text, class)| spans.write(text, class));
        return Highlighted::Classes(spans.finish());
    }
    let Some(grammar) = grammar(language) else { return plain(None) };
    let (mut state, mut stack, mut spans) = (ParseState::new(grammar), ScopeStack::new(), Spans::default());
    let start = Instant::now();
    for line in LinesWithEndings::from(code) {
        let Ok(ops) = state.parse_line(line, syntaxes()) else { return plain(Some("its grammar failed on it")) };
        let mut at = 0;
        for (place, op) in ops {
            spans.write(&line[at..place], class(&stack));
            at = place;
            if stack.apply(&op).is_err() {
                return plain(Some("its grammar failed on it"));
            }
        }
        spans.write(&line[at..], class(&stack));
        if start.elapsed() > DEADLINE {
            return plain(Some("it took over 5 s"));
        }
    }
    Highlighted::Classes(spans.finish())
}

/// What a style sheet tells apart, by the scope that says so: a dozen classes, so that code does not weigh on the page.
/// The first that fits counts. Marks that open a string or a comment are part of it.
const CLASSES: [(&str, &str); 17] = [
    ("punctuation.definition.string", "s-string"),
    ("punctuation.definition.comment", "s-comment"),
    ("variable.parameter", "s-parameter"),
    ("markup.heading", "s-heading"),
    ("markup.inserted", "s-inserted"),
    ("markup.deleted", "s-deleted"),
    ("comment", "s-comment"),
    ("string", "s-string"),
    ("constant", "s-constant"),
    ("keyword", "s-keyword"),
    ("storage", "s-keyword"),
    ("entity", "s-entity"),
    ("support", "s-entity"),
    ("punctuation", ""),
    ("invalid", "s-invalid"),
    ("inserted", "s-inserted"),
    ("deleted", "s-deleted"),
];

/// The class of text in these scopes: that of the innermost scope that has one.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    static TABLE: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect());
    let of = |scope: &Scope| table.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.scopes.iter().rev().find_map(of).filter(|class| !class.is_empty())
}

/// HTML being written: neighbours of one class share a span, and spaces need none.
#[derive(Default)]
struct Spans {
    html: String,
    open: Option<&'static str>,
}

impl Spans {
    fn write(&mut self, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        if class != self.open && (text.contains('\n') || !text.trim().is_empty()) {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        escape_text_into(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_never_styles() {
        let Highlighted::Classes(html) = highlight("fn main() { let x = \"<b>\"; }\n", "rust") else { panic!("plain") };
        let string = "<span class=\"s-string\">\"&lt;b&gt;\"</span>";
        assert!(html.contains("s-keyword") && html.contains(string) && !html.contains("style="), "{html}");
        assert_eq!(highlight("a<b", "no-such-language"), Highlighted::Plain("a&lt;b".into(), None));
        assert!(matches!(highlight(&"x".repeat(1_001), "rust"), Highlighted::Plain(_, Some(_))));
    }
}
