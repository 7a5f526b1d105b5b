//! Syntax highlighting by CSS classes, at build time. The one door to `syntect`.
//!
//! The common languages are read by `scan`; others by `syntect`'s grammars, which are loaded when one is first asked for.
//! The regex engine is `fancy-regex`: slower than Oniguruma, but no grammar takes over 10 s on hostile input.
//! Bounds ([Limits]): a block or a line that is too long, and one that takes more work than is left for the article, are shown plain.
//! Work is counted from the text before anything is run, not timed: the same article is the same page on any machine.

mod languages;
mod scan;

use crate::base::html::escape_text_into;
use crate::config::Limits;
use std::sync::OnceLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// What a byte costs in a grammar whose patterns look far: measured on lines of 30 to 1,000 bytes of 63 hostile patterns, the worst
/// of them, in microseconds on a slow machine of 2025. All others stay below [BYTE] + length / [SLOPE].
const COSTLY: [(&str, usize); 3] = [("Makefile", 400), ("Lisp", 75), ("MATLAB", 55)];
/// What a byte costs at least.
const BYTE: usize = 15;
/// Bytes of a line that make each of its bytes cost one more: patterns are tried at every place, and read to the line's end.
const SLOPE: usize = 3;

/// What became of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Highlighted {
    /// HTML with classes that start with `s-`.
    Classes(String),
    /// Escaped text, and why it is plain where that is worth saying.
    Plain(String, Option<String>),
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

/// The work of colouring `code` by a grammar: for each line its bytes, times what one costs in a line so long.
fn work(code: &str, grammar: &str) -> usize {
    let byte = COSTLY.iter().find(|(name, _)| *name == grammar).map_or(BYTE, |(_, cost)| *cost);
    code.split_inclusive('\n').map(|line| line.len() * (byte + line.len() / SLOPE)).sum()
}

/// `code` in the language named by a fence's info string; `left` is the work that the article's code may still take.
pub fn highlight(code: &str, language: &str, limits: Limits, left: &mut usize) -> Highlighted {
    let plain = |why: Option<String>| {
        let mut out = String::with_capacity(code.len() + code.len() / 8);
        escape_text_into(&mut out, code);
        Highlighted::Plain(out, why)
    };
    if code.len() > limits.code_block {
        return plain(Some(format!("the block is over {} bytes", limits.code_block)));
    }
    if language.is_empty() {
        return plain(None);
    }
    if code.lines().any(|line| line.len() > limits.code_line) {
        return plain(Some(format!("a line is over {} bytes", limits.code_line)));
    }
    if let Some(known) = languages::find(language) {
        let mut spans = Spans::default();
        scan::scan(code, known, |(text, class)| spans.write(text, class));
        return Highlighted::Classes(spans.finish());
    }
    let Some(grammar) = grammar(language) else { return plain(None) };
    let work = work(code, &grammar.name);
    let Some(rest) = left.checked_sub(work) else {
        return plain(Some(format!("colouring it takes a work of {work}, and {left} of {} is left", limits.code_work)));
    };
    *left = rest;
    let failed = || plain(Some("its grammar failed on it".to_owned()));
    let (mut state, mut stack, mut spans) = (ParseState::new(grammar), ScopeStack::new(), Spans::default());
    for line in LinesWithEndings::from(code) {
        let Ok(ops) = state.parse_line(line, syntaxes()) else { return failed() };
        let mut at = 0;
        for (place, op) in ops {
            spans.write(&line[at..place], class(&stack));
            at = place;
            if stack.apply(&op).is_err() {
                return failed();
            }
        }
        spans.write(&line[at..], class(&stack));
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
        let coloured = |code: &str, language: &str| highlight(code, language, Limits::default(), &mut 1_000_000);
        let Highlighted::Classes(html) = coloured("fn main() { let x = \"<b>\"; }\n", "rust") else { panic!("plain") };
        let string = "<span class=\"s-string\">\"&lt;b&gt;\"</span>";
        assert!(html.contains("s-keyword") && html.contains(string) && !html.contains("style="), "{html}");
        assert_eq!(coloured("a<b", "no-such-language"), Highlighted::Plain("a&lt;b".into(), None));
        assert!(matches!(coloured(&"x".repeat(1_001), "rust"), Highlighted::Plain(_, Some(_))));
    }
    #[test]
    fn work_is_counted_and_ends() {
        let mut left = 20_000;
        let line = "class A { }\n";
        assert!(matches!(highlight(&line.repeat(10), "cs", Limits::default(), &mut left), Highlighted::Classes(_)));
        assert_eq!(left, 20_000 - 10 * 12 * (15 + 4));
        assert!(matches!(highlight(&line.repeat(100), "cs", Limits::default(), &mut left), Highlighted::Plain(_, Some(_))));
        assert_eq!(left, 20_000 - 10 * 12 * (15 + 4), "what is shown plain takes nothing");
        assert!(matches!(highlight(&line.repeat(100), "rust", Limits::default(), &mut left), Highlighted::Classes(_)));
    }
}
