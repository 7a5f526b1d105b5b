//! Text as a YAML scalar, so that reading gives the same text.

use std::borrow::Cow;

/// `text` as it can stand behind `key: ` or `- `: plain where that is safe, else in double quotes.
pub fn scalar(text: &str) -> String {
    let text = one_line(text);
    if is_plain(&text) { text.into_owned() } else { crate::base::json::string(&text) }
}

/// `text` with a space for each line end, those that cannot be seen included, and for each control character, which readers refuse.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| (c.is_control() && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    if text.contains(hidden) { Cow::Owned(text.replace(hidden, " ")) } else { Cow::Borrowed(text) }
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
