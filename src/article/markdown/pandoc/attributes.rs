//! Pandoc's attributes: `{#id .class key=value}`.

/// Longest attributes that are looked for, in bytes.
const LONGEST: usize = 600;

/// Attributes at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes {
    /// Length, braces included.
    pub length: usize,
    /// The id.
    pub id: Option<String>,
    /// The first class.
    pub class: Option<String>,
}

/// Reads attributes at the start of `text`; `None` where there are none.
pub fn attributes(text: &str) -> Option<Attributes> {
    let inner = text.strip_prefix('{')?;
    let mut out = Attributes::default();
    let mut at = 0;
    let mut any = false;
    loop {
        let rest = &inner[at..];
        let blank = rest.len() - rest.trim_start().len();
        let rest = &rest[blank..];
        at += blank;
        if at > LONGEST {
            return None;
        }
        if rest.starts_with('}') {
            out.length = at + 2;
            return any.then_some(out);
        }
        let word = word(rest)?;
        match rest.as_bytes()[0] {
            b'#' if word.len() > 1 => out.id = out.id.or_else(|| Some(word[1..].to_owned())),
            b'.' if word.len() > 1 => out.class = out.class.or_else(|| Some(word[1..].to_owned())),
            b'-' if word == "-" => {}
            b'=' if word.len() > 1 => {}
            _ if word.contains('=') && word.starts_with(|c: char| c.is_alphabetic()) => {}
            _ => return None,
        }
        any = true;
        at += word.len();
    }
}

/// The word at the start of `text`, with a value in quotes as one.
fn word(text: &str) -> Option<&str> {
    let mut quote = None;
    for (at, c) in text.char_indices().take(LONGEST) {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('{' | '\n', None) if at == 0 => return None,
            (c, None) if c.is_whitespace() || c == '}' => return (at > 0).then(|| &text[..at]),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_are_attributes() {
        let read = |text| attributes(text).map(|a| (a.length, a.id.unwrap_or_default(), a.class.unwrap_or_default()));
        assert_eq!(read("{ width=50% } x"), Some((13, String::new(), String::new())));
        assert_eq!(read("{#fig:x .wide key=\"a } b\"}"), Some((26, "fig:x".into(), "wide".into())));
        assert_eq!(read("{.r}"), Some((4, String::new(), "r".into())));
        assert_eq!(read("{-}"), Some((3, String::new(), String::new())));
        for none in ["{}", "{bar}", "{a b}", "{", "{x=1", "(x)"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
