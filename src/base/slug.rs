//! Slugs: the part of an address or an id that is made from words.

use super::fold::{ascii_words, unaccent};

/// Longest slug, in bytes: file systems allow 255 a name, and the name still grows by an ending.
const LONGEST: usize = 120;

/// `text` as lower-case words joined by `-`; letters of every script stay, Latin accents go.
/// Empty where `text` has neither letter nor digit.
pub fn slugify(text: &str) -> String {
    if text.is_ascii() {
        let mut out = ascii_words(text, b'-', b"'");
        out.truncate(LONGEST);
        out.truncate(out.trim_end_matches('-').len());
        return out;
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in unaccent(text).chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || is_mark(c) {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            if out.len() + c.len_utf8() > LONGEST {
                break;
            }
            out.push(c);
        } else if !matches!(c, '\'' | '’') {
            gap = true;
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Marks that carry a word's sound in scripts whose words would be broken without them (Indic, Thai, Arabic).
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_joined_by_hyphens() {
        assert_eq!(slugify("What is the 'reality gap' and why does it matter?"), "what-is-the-reality-gap-and-why-does-it-matter");
        assert_eq!(slugify("Über Äpfel — 2.5%"), "uber-apfel-2-5");
        assert_eq!(slugify("合成数据能否完全替代?"), "合成数据能否完全替代");
        assert_eq!(slugify("../../etc/passwd"), "etc-passwd");
        assert_eq!(slugify("?!"), "");
        assert_eq!(slugify(&"ab ".repeat(60)).len(), 119);
        assert_eq!(slugify(&"äb ".repeat(60)).len(), 119);
    }
}
