//! Text that wants quotes: the usual mistakes of unquoted YAML, told before the parser trips over them or, worse, reads
//! something else without a word (`&c x` as “x”, `!important` as nothing).

/// Why a value wants quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistake {
    /// The rule's name.
    pub rule: &'static str,
    /// Only a warning.
    pub warning: bool,
    /// What is wrong.
    pub message: &'static str,
}

impl Mistake {
    pub(super) fn error(message: &'static str) -> Self {
        Self { rule: "yaml-syntax", warning: false, message }
    }
}

/// What is wrong with a value that stands unquoted, or in quotes that end too early, on one line; `None` where it is as YAML wants it.
pub fn find(value: &str) -> Option<Mistake> {
    let error = |message| Some(Mistake::error(message));
    let first = value.chars().next()?;
    match first {
        '"' | '\'' => return after_quotes(value, first),
        '[' | '{' => return after_brackets(value),
        ']' | '}' | ',' => return error("text that begins with `]`, `}` or `,` must be in quotes"),
        '@' | '`' => return error("text that begins with `@` or a backtick must be in quotes"),
        '%' => return error("text that begins with `%` must be in quotes"),
        '&' => return error("text that begins with `&` must be in quotes: it would name an anchor and vanish"),
        '*' => return error("text that begins with `*` must be in quotes: it would stand for another value"),
        '!' => return error("text that begins with `!` must be in quotes: it would be read as a type"),
        '#' => return error("text that begins with `#` must be in quotes: it is read as a comment"),
        '|' | '>' if !is_block_header(value) => return error("text that begins with `|` or `>` must be in quotes"),
        '|' | '>' => return None,
        _ => {}
    }
    if value.starts_with("? ") || value.starts_with("- ") || value == "-" || value == "?" {
        return error("text that begins with `- ` or `? ` must be in quotes");
    }
    let (text, comment) = value.split_once(" #").map_or((value, None), |(t, c)| (t, Some(c)));
    if text.contains(": ") || text.trim_end().ends_with(':') {
        return error("a colon and a space inside text make it a key with a value");
    }
    if comment.is_some_and(|c| !c.is_empty() && !c.starts_with([' ', '#'])) {
        return Some(Mistake {
            rule: "yaml-comment",
            warning: true,
            message: "` #` begins a comment: what follows is not part of the text",
        });
    }
    None
}

/// Text behind the end of a quoted text.
fn after_quotes(value: &str, quote: char) -> Option<Mistake> {
    let mut rest = &value[1..];
    loop {
        let at = rest.find([quote, '\\'])?;
        if rest[at..].starts_with('\\') && quote == '"' {
            let skip = rest[at + 1..].chars().next()?.len_utf8();
            rest = &rest[at + 1 + skip..];
        } else if rest[at..].starts_with("''") {
            rest = &rest[at + 2..];
        } else if rest[at..].starts_with('\\') {
            rest = &rest[at + 1..];
        } else {
            rest = &rest[at + 1..];
            break;
        }
    }
    let rest = rest.trim();
    (!rest.is_empty() && !rest.starts_with('#')).then(|| Mistake::error("the quotes end before the text does"))
}

/// Text behind the end of a list or map.
fn after_brackets(value: &str) -> Option<Mistake> {
    let mut depth = 0usize;
    let mut quote = None;
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if value[..at].trim_end().ends_with(['[', '{', ',', ':']) => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let rest = value[at + 1..].trim();
                    let wrong = !rest.is_empty() && !rest.starts_with('#');
                    return wrong
                        .then(|| Mistake::error("text that begins with a bracket must be in quotes: this reads as a list and more"));
                }
            }
            _ => {}
        }
    }
    None
}

/// `|`, `>-`, `|2+` and the like, alone in their line (YAML 1.2.2, section 8.1.1).
fn is_block_header(value: &str) -> bool {
    let rest = &value[1..];
    let marks = rest.bytes().take_while(|b| matches!(b, b'+' | b'-' | b'1'..=b'9')).count();
    let rest = rest[marks..].trim();
    marks <= 2 && (rest.is_empty() || rest.starts_with('#'))
}

/// The text of `value` in double quotes; quotes that were typed around it, and ended too early, go.
pub fn quote(value: &str) -> String {
    let text = value.trim();
    let inner = ['"', '\''].into_iter().find_map(|q| text.strip_prefix(q)?.strip_suffix(q)).unwrap_or(text);
    let mut out = String::with_capacity(inner.len() + 2);
    out.push('"');
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            '"' if !escaped => out.push_str("\\\""),
            '\\' if text.starts_with('"') => out.push('\\'),
            '\\' => out.push_str("\\\\"),
            c => out.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_mistakes() {
        for wrong in [
            "A: B",
            "A:",
            "\"x\" y",
            "'it's'",
            "@x",
            "`x`",
            "%x",
            "&c x",
            "*x",
            "!important",
            "[x] y",
            "{x} y",
            "> x",
            "| x",
            "- x",
            "? x",
            "#1 thing",
            "] x",
        ] {
            assert!(find(wrong).is_some_and(|m| !m.warning), "{wrong}");
        }
        for right in [
            "A:B",
            "\"A: B\"",
            "'it''s'",
            "1984",
            "yes",
            "[a, b]",
            "{a: b} # c",
            "|",
            ">-",
            "|2+ # c",
            "x # y",
            "-5",
            "a - b",
            "https://x.y/z",
            "\"a\\\"b\" # c",
        ] {
            assert_eq!(find(right), None, "{right}");
        }
        assert!(find("C #1").is_some_and(|m| m.warning));
    }

    #[test]
    fn quoted_as_it_was_meant() {
        assert_eq!(quote("A: \"B\""), "\"A: \\\"B\\\"\"");
        assert_eq!(quote("'it's'"), "\"it's\"");
        assert_eq!(quote("a\\b: c"), "\"a\\\\b: c\"");
    }
}
