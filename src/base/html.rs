//! Escaping of text for HTML and XML. The one place that knows which characters need it.

/// Appends `text` to `out`, safe as element content and inside quoted attributes, in HTML and in XML 1.0.
///
/// Control characters that XML 1.0 (section 2.2) forbids are dropped, since no escape can carry them.
pub fn escape_into(out: &mut String, text: &str) {
    escape_where(out, text, &IN_ATTRIBUTES);
}

/// Appends `text` to `out`, safe as element content only: quotes stay as they are.
pub fn escape_text_into(out: &mut String, text: &str) {
    escape_where(out, text, &IN_TEXT);
}

/// Bytes that do not stay as they are.
type Special = [bool; 256];

const IN_TEXT: Special = special(b"&<>");
const IN_ATTRIBUTES: Special = special(b"&<>\"'");

const fn special(marks: &[u8]) -> Special {
    let mut out = [false; 256];
    let mut n = 0;
    while n < 32 {
        out[n] = !matches!(n as u8, b'\t' | b'\n' | b'\r');
        n += 1;
    }
    n = 0;
    while n < marks.len() {
        out[marks[n] as usize] = true;
        n += 1;
    }
    out
}

fn escape_where(out: &mut String, text: &str, special: &Special) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| special[usize::from(b)]) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => "",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// `text` escaped as by [escape_into].
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_into(&mut out, text);
    out
}

/// `a`, `b` … `z`, `aa` … for the n-th of something, from 0.
pub fn letters(n: usize) -> String {
    if let Some(letter) = u8::try_from(n).ok().filter(|n| *n < 26) {
        return char::from(b'a' + letter).into();
    }
    let mut out = Vec::new();
    let mut n = n + 1;
    while n > 0 {
        n -= 1;
        out.push(b'a' + u8::try_from(n % 26).unwrap_or(0));
        n /= 26;
    }
    out.iter().rev().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_opens_markup_survives() {
        assert_eq!(escape("a<b>&\"'\u{0}\t\n"), "a&lt;b&gt;&amp;&quot;&#39;\t\n");
    }
}
