//! Syntax highlighting by CSS classes, at build time. The one door to `syntect`.
//!
//! The regex engine is `fancy-regex`: slower than Oniguruma, but no grammar takes over 10 s on hostile input.
//! Bounds: a block over 64 KB, a line over 1,000 bytes, and what is left after the deadline are shown plain.
#![allow(clippy::disallowed_methods, reason = "a deadline bounds hostile input; what it does is told in a finding")]

use crate::base::html::escape_text_into;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// Longest block that is highlighted, in bytes.
pub const LONGEST_BLOCK: usize = 64 * 1024;
/// Longest line that is highlighted, in bytes.
pub const LONGEST_LINE: usize = 1_000;
/// Longest time for one block. Over it the block is shown plain, which is said in a finding.
const DEADLINE: Duration = Duration::from_secs(2);

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
        "shell" | "console" | "zsh" | "sh-session" | "shellsession" => "bash",
        "typescript" | "ts" | "jsx" | "tsx" | "mjs" => "js",
        "yml" => "yaml",
        "c++" => "cpp",
        "jsonc" | "json5" => "json",
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
    let Some(grammar) = grammar(language) else { return plain(None) };
    let mut html = ClassedHTMLGenerator::new_with_class_style(grammar, syntaxes(), ClassStyle::SpacedPrefixed { prefix: "s-" });
    let start = Instant::now();
    for line in LinesWithEndings::from(code) {
        if html.parse_html_for_line_which_includes_newline(line).is_err() {
            return plain(Some("its grammar failed on it"));
        }
        if start.elapsed() > DEADLINE {
            return plain(Some("it took over 2 s"));
        }
    }
    Highlighted::Classes(html.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_never_styles() {
        let Highlighted::Classes(html) = highlight("fn main() { let x = \"<b>\"; }\n", "rust") else { panic!("plain") };
        assert!(html.contains("s-keyword") && html.contains("&lt;b&gt;") && !html.contains("style="), "{html}");
        assert_eq!(highlight("a<b", "no-such-language"), Highlighted::Plain("a&lt;b".into(), None));
        assert!(matches!(highlight(&"x".repeat(1_001), "rust"), Highlighted::Plain(_, Some(_))));
    }
}
