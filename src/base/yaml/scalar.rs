//! Text as a YAML scalar, so that reading gives the same text.

/// `text` as it can stand behind `key: ` or `- `: plain where that is safe, else in double quotes.
pub fn scalar(text: &str) -> String {
    // Line ends that cannot be seen, and control characters, are refused by readers: a space stands for them.
    let hidden = |c: char| (c.is_control() && c != '\t') || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    let text: String = text.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    if is_plain(&text) { text } else { crate::base::json::string(&text) }
}

fn is_plain(text: &str) -> bool {
    let word = ["null", "true", "false", "yes", "no", "on", "off"].iter().any(|w| w.eq_ignore_ascii_case(text));
    let start = text.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '/' | '“' | '‘' | '«' | '¿' | '¡'));
    let signs = text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.contains(['\t', '\\', '"']);
    start && !word && !signs && !text.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_quotes() {
        for plain in ["A title", "2019", "10.1000/182", "it's (so)", "https://x.org/#a", "Über"] {
            assert_eq!(scalar(plain), plain);
        }
        for (text, quoted) in [
            ("a: b", r#""a: b""#),
            ("null", r#""null""#),
            ("- x", r#""- x""#),
            ("say \"x\"", r#""say \"x\"""#),
            ("", r#""""#),
            ("[1]", r#""[1]""#),
        ] {
            assert_eq!(scalar(text), quoted);
        }
        for text in ["a: b # c", "*x", "'q'", "a \\ b", "x:", "@a", "%", "é: 王", "{a}", "\"\"", "a\u{2028}b", "~", " x "] {
            let read = crate::base::yaml::plain::<String>(&scalar(text)).unwrap();
            assert_eq!(read, text.replace('\u{2028}', " "));
        }
    }
}
