//! Folding: one form for texts that a reader takes for the same. The one door to `unicode-normalization`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` without case, accents, punctuation and width: words joined by single spaces. For identity, never for display.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        } else {
            gap = true;
        }
    }
    out
}

/// `text` in NFC, the form in which names are compared and written.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// The form in which file systems that fold case (and Unicode forms) would see `path` (NFKC, lower case).
pub fn path_key(path: &str) -> String {
    path.nfkc().flat_map(char::to_lowercase).collect()
}

/// The letters of `text` with accents taken off where the base is Latin; other scripts keep their marks.
pub fn unaccent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut latin = false;
    for c in text.nfd() {
        if is_combining_mark(c) && latin {
            continue;
        }
        latin = c.is_ascii_alphabetic();
        match c {
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' => out.push('d'),
            'ł' | 'Ł' => out.push('l'),
            'þ' | 'Þ' => out.push_str("th"),
            'ı' => out.push('i'),
            c => out.push(c),
        }
    }
    nfc(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_readers_take_for_the_same() {
        assert_eq!(fold("Überblick:  die “Ｄaten”"), "uberblick die daten");
        assert_eq!(unaccent("Étude Straße"), "Etude Strasse");
    }
}
