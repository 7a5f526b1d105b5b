//! Colours code of the common languages in one pass over its bytes: comments, strings, numbers, keywords, names.
//!
//! A grammar tells more apart, at two hundred times the cost. Invariant: linear in the code; what is not closed is coloured
//! to the end of its line.

use super::languages::{Language, Quote, Traits};

/// A piece of code and the class that it has.
pub type Piece<'c> = (&'c str, Option<&'static str>);

/// The pieces of `code`, in order; together they are the whole.
pub fn scan<'c>(code: &'c str, language: &Language, mut put: impl FnMut(Piece<'c>)) {
    let mut scanner = Scanner { code, language, at: 0, last: Last::Start, unclosed: 0 };
    while scanner.at < code.len() {
        let start = scanner.at;
        let class = scanner.step();
        put((&code[start..scanner.at], class));
    }
}

/// What stood before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Start,
    /// A word or a closing bracket: what follows is no value.
    Value,
    /// A keyword behind which a name is declared.
    Declares,
    /// Any other word of the language.
    Keyword,
    Mark,
}

struct Scanner<'c, 'l> {
    code: &'c str,
    language: &'l Language,
    at: usize,
    last: Last,
    /// Quotes (by bit) and block comments (bit 31) that are known to stay open from here on.
    unclosed: u32,
}

/// Keywords that a declared name follows.
const DECLARING: [&str; 15] =
    ["fn", "def", "class", "struct", "enum", "trait", "interface", "function", "func", "fun", "mod", "type", "impl", "union", "namespace"];

impl Scanner<'_, '_> {
    /// Takes the next piece.
    fn step(&mut self) -> Option<&'static str> {
        let rest = &self.code[self.at..];
        if rest.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.at += rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len());
            return None;
        }
        if self.comment(rest) {
            return Some("s-comment");
        }
        if self.string(rest) {
            self.last = Last::Value;
            return Some("s-string");
        }
        let first = rest.chars().next()?;
        if first.is_ascii_digit() {
            self.at += number(rest);
            self.last = Last::Value;
            return Some("s-constant");
        }
        if is_word(first) {
            return self.word(rest);
        }
        self.mark(rest, first)
    }

    fn comment(&mut self, rest: &str) -> bool {
        let opens = |mark: &&&str| rest.starts_with(**mark);
        if self.language.line_comments.iter().find(opens).is_some() && self.may_comment() {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return true;
        }
        let Some((open, close)) = self.language.block_comment.filter(|(open, _)| rest.starts_with(open)) else { return false };
        self.at += match rest[open.len()..].find(close).filter(|_| self.unclosed & 1 << 31 == 0) {
            Some(end) => open.len() + end + close.len(),
            None => {
                self.unclosed |= 1 << 31;
                rest.find('\n').unwrap_or(rest.len())
            }
        };
        true
    }

    /// `$#` and `a#b` are no comments in a shell.
    fn may_comment(&self) -> bool {
        let before = self.code[..self.at].chars().next_back();
        self.language.traits != Traits::Shell || before.is_none_or(|c| c.is_whitespace() || c == ';' || c == '(')
    }

    fn string(&mut self, rest: &str) -> bool {
        if self.language.traits == Traits::Rust
            && let Some(end) = rust_raw(rest).or_else(|| rust_char(rest))
        {
            self.at += end;
            return true;
        }
        if self.language.traits == Traits::Script
            && self.last != Last::Value
            && let Some(end) = pattern(rest)
        {
            self.at += end;
            return true;
        }
        let Some(place) = self.language.strings.iter().position(|q| rest.starts_with(q.mark)) else { return false };
        let quote = &self.language.strings[place];
        let bit = 1 << place;
        let closed = if self.unclosed & bit == 0 { string_end(rest, quote) } else { None };
        if closed.is_none() && quote.lines {
            self.unclosed |= bit;
        }
        self.at += closed.unwrap_or_else(|| rest.find('\n').unwrap_or(rest.len()));
        true
    }

    fn word(&mut self, rest: &str) -> Option<&'static str> {
        let end = rest.find(|c: char| !is_word(c) && !c.is_ascii_digit()).unwrap_or(rest.len());
        let word = &rest[..end];
        self.at += end;
        if self.language.strings.iter().any(|q| rest[end..].starts_with(q.mark)) && word.len() <= 2 && is_prefix(word) {
            self.last = Last::Mark;
            return Some("s-string");
        }
        if self.is_one_of(self.language.keywords, word) {
            self.last = if DECLARING.contains(&word) { Last::Declares } else { Last::Keyword };
            return Some("s-keyword");
        }
        let declared = std::mem::replace(&mut self.last, Last::Value) == Last::Declares;
        if self.is_one_of(self.language.constants, word) {
            return Some("s-constant");
        }
        let called = rest[end..].starts_with('(');
        if self.language.traits == Traits::Rust && rest[end..].starts_with('!') && !rest[end..].starts_with("!=") {
            self.at += 1;
            return Some("s-entity");
        }
        (called || declared).then_some("s-entity")
    }

    fn is_one_of(&self, words: &str, word: &str) -> bool {
        let same = |known: &str| known == word || self.language.traits == Traits::AnyCase && known.eq_ignore_ascii_case(word);
        words.split(' ').any(same)
    }

    /// One mark: a bracket, an operator, a decorator's or a lifetime's sign with its name.
    fn mark(&mut self, rest: &str, first: char) -> Option<&'static str> {
        let name = rest[first.len_utf8()..].find(|c: char| !is_word(c) && !c.is_ascii_digit()).unwrap_or(rest.len() - first.len_utf8());
        self.at += first.len_utf8();
        self.last = if matches!(first, ')' | ']' | '}') { Last::Value } else { Last::Mark };
        match (first, self.language.traits) {
            ('\'', Traits::Rust) if name > 0 => {
                self.at += name;
                Some("s-keyword")
            }
            ('@', _) if name > 0 => {
                self.at += name;
                Some("s-entity")
            }
            ('$', Traits::Shell) => {
                self.at += if name > 0 {
                    name
                } else {
                    rest[1..].chars().next().filter(|c| matches!(c, '#' | '?' | '@' | '*')).map_or(0, char::len_utf8)
                };
                None
            }
            _ => None,
        }
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_ascii_alphabetic() || !c.is_ascii() && c.is_alphabetic()
}

/// Letters that may stand before a quote as part of the string: `f"…"`, `b'…'`.
fn is_prefix(word: &str) -> bool {
    word.bytes().all(|b| matches!(b.to_ascii_lowercase(), b'r' | b'b' | b'f' | b'u' | b'l' | b'c'))
}

fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while let Some(b) = bytes.get(end) {
        let goes_on = b.is_ascii_alphanumeric()
            || *b == b'_'
            || *b == b'.' && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
            || matches!(b, b'+' | b'-') && matches!(bytes[end - 1], b'e' | b'E') && !rest.starts_with("0x");
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// Just past the closing quote; `None` where there is none (in the line, for strings that end with it).
fn string_end(rest: &str, quote: &Quote) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mark = quote.mark.as_bytes();
    let mut at = mark.len();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote.escapes => at += 2,
            b'\n' if !quote.lines => return None,
            _ if bytes[at..].starts_with(mark) => return Some(at + mark.len()),
            _ => at += 1,
        }
    }
    None
}

/// `r"…"`, `r#"…"#`, `br"…"`.
fn rust_raw(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("br").or_else(|| rest.strip_prefix("cr")).or_else(|| rest.strip_prefix('r'))?;
    let hashes = inner.bytes().take_while(|b| *b == b'#').count();
    let text = inner[hashes..].strip_prefix('"').filter(|_| hashes < 16)?;
    let close = &"\"################"[..=hashes];
    Some(rest.len() - text.len() + text.find(close)? + close.len())
}

/// `'x'`, `'\n'`; a lifetime is none.
fn rust_char(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let first = inner.chars().next().filter(|c| !matches!(c, '\n' | '\''))?;
    let end = match first {
        '\\' => inner.get(2..)?.find('\'').filter(|n| *n < 10)? + 2,
        c => c.len_utf8(),
    };
    inner[end..].starts_with('\'').then_some(end + 2)
}

/// `/…/flags` in its line.
fn pattern(rest: &str) -> Option<usize> {
    let line = rest.split('\n').next()?;
    let bytes = line.as_bytes();
    if bytes.first() != Some(&b'/') || matches!(bytes.get(1), None | Some(b'/' | b'*' | b' ' | b'=')) {
        return None;
    }
    let mut in_class = false;
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => {
                let flags = bytes[at + 1..].iter().take_while(|b| b.is_ascii_lowercase()).count();
                return Some(at + 1 + flags);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::languages::{LANGUAGES, find};
    use super::*;

    /// The pieces that have a class, as `class:text`, without `s-`.
    fn coloured(code: &str, language: &str) -> Vec<String> {
        let mut out = Vec::new();
        scan(code, find(language).unwrap(), |(text, class)| out.extend(class.map(|c| format!("{}:{text}", &c[2..]))));
        out
    }

    #[test]
    fn common_languages() {
        let rust = coloured("pub fn a<'t>(x: &'t str) -> u8 { let c = '\\n'; r#\"\"q\"\"#; 1..2; b(0xff) } // end", "rust");
        let want = "keyword:pub keyword:fn entity:a keyword:'t keyword:'t keyword:str keyword:u8 keyword:let string:'\\n' string:r#\"\"q\"\"# constant:1 constant:2 entity:b constant:0xff comment:// end";
        assert_eq!(rust.join(" "), want);
        assert_eq!(
            coloured("def f(x):\n    return f\"{x}\" # it's\n", "py").join(" "),
            "keyword:def entity:f keyword:return string:f string:\"{x}\" comment:# it's"
        );
        assert_eq!(coloured("a = b / c / d; e = /[/]x/g; `${y}`", "ts").join(" "), "string:/[/]x/g string:`${y}`");
        assert_eq!(coloured("echo $# 'a b' # c", "sh").join(" "), "keyword:echo string:'a b' comment:# c");
        assert_eq!(coloured("SELECT a FROM t -- x", "sql").join(" "), "keyword:SELECT keyword:FROM comment:-- x");
        assert_eq!(coloured("{\"a\": [1.5e-3, true]}", "json").join(" "), "string:\"a\" constant:1.5e-3 constant:true");
    }

    #[test]
    fn what_is_not_closed_ends_with_its_line() {
        assert_eq!(coloured("don't\necho ok", "sh"), ["string:'t", "keyword:echo"]);
        assert_eq!(coloured("/* a\nint b;", "c"), ["comment:/* a", "keyword:int"]);
    }

    #[test]
    fn the_pieces_are_the_whole() {
        for code in ["'\\", "\"\\é", "é'ü'\u{a0}\u{2028}@", "r##\"x\"#", "/\\", "$", "1e+", "0x1e+2", "\\\"\n'''", "'é'", "'\\é'"] {
            for language in &LANGUAGES {
                let mut whole = String::new();
                scan(code, language, |(text, _)| whole.push_str(text));
                assert_eq!(whole, code, "{:?}", language.names);
            }
        }
    }
}
