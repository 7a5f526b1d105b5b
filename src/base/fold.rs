//! Folding: one form for texts that a reader takes for the same. The one door to `unicode-normalization`.

use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` without case, accents, punctuation and width: words joined by single spaces. For identity, never for display.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return ascii_words(text, b' ', b"");
    }
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

/// The folded text as lists are sorted by: numbers by their value, so that 2 comes before 10.
pub fn order(text: &str) -> String {
    let folded = fold(text);
    if !folded.bytes().any(|b| b.is_ascii_digit()) {
        return folded;
    }
    let mut out = String::with_capacity(folded.len() + WIDEST);
    let mut rest = folded.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[at..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |n| at + n);
        out.push_str(&rest[..at]);
        let digits = rest[at..end].trim_start_matches('0');
        out.extend(std::iter::repeat_n('0', WIDEST.saturating_sub(digits.len())));
        out.push_str(digits);
        rest = &rest[end..];
    }
    out + rest
}

/// Digits of numbers that are compared by value; longer ones are compared digit by digit.
const WIDEST: usize = 12;

/// Compares two texts as typed, but for numbers, which go by their value.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (x, y) = (digits(left), digits(right));
        if x > 0 && y > 0 {
            let (one, two) = (left[..x].trim_start_matches('0'), right[..y].trim_start_matches('0'));
            match one.len().cmp(&two.len()).then_with(|| one.cmp(two)) {
                Ordering::Equal => (left, right) = (&left[x..], &right[y..]),
                other => return other,
            }
            continue;
        }
        let (mut ahead, mut behind) = (left.chars(), right.chars());
        match (ahead.next(), behind.next()) {
            (Some(c), Some(d)) if c == d => (left, right) = (ahead.as_str(), behind.as_str()),
            (None, None) => return a.cmp(b),
            (c, d) => return c.cmp(&d),
        }
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The words of ASCII text in lower case, joined by `joint`; the bytes of `inside` are left out and part no words.
pub fn ascii_words(text: &str, joint: u8, inside: &[u8]) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut gap = false;
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(joint);
            }
            gap = false;
            out.push(b.to_ascii_lowercase());
        } else if !inside.contains(&b) {
            gap = true;
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Whether `c` is a combining mark (general category M).
pub fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

/// Appends `text` as search compares it: lower case, compatibility forms resolved, the accents of Latin, Greek,
/// Cyrillic, Hebrew and Arabic taken off, ligatures spelled out. Scripts whose marks are letters (Indic, Thai, Kana)
/// keep them. `search/client.js` does the same; `tests/search/words.json` holds both to it.
pub fn search(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.push_str(text);
        let start = out.len() - text.len();
        out[start..].make_ascii_lowercase();
        return;
    }
    let lower = text.nfkd().collect::<String>().to_lowercase();
    for c in lower.chars().filter(|c| !is_accent(*c)).nfc() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
}

/// Marks that readers leave out when they type: general diacritics, Hebrew points, Arabic vowels and the tatweel.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// `text` in NFC, the form in which names are compared and written.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }
}

/// The form in which file systems that fold case (and Unicode forms) would see `path` (NFKC, lower case).
pub fn path_key(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfkc().flat_map(char::to_lowercase).collect()
}

/// The letters of `text` with accents taken off where the base is Latin; other scripts keep their marks.
pub fn unaccent(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
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
    fn numbers_are_sorted_by_their_value() {
        let sorted = ["A 9", "Work", "Work 1", "work 2", "Work 010: b", "Work 10: c", "Work 100", "Works 1"];
        assert!(sorted.map(order).is_sorted(), "{:?}", sorted.map(order));
        let sorted = ["", "1", "01a", "2", "10", "A", "A 2.9", "A 2.10", "B", "a", "é1", "é10"];
        for (n, a) in sorted.iter().enumerate() {
            for (m, b) in sorted.iter().enumerate() {
                assert_eq!(compare(a, b), n.cmp(&m), "{a} {b}");
            }
        }
        assert_eq!(compare("01", "1"), Ordering::Less);
    }

    #[test]
    fn folds_what_readers_take_for_the_same() {
        assert_eq!(fold("Überblick:  die “Ｄaten”"), "uberblick die daten");
        assert_eq!(fold("  It's 2.5 %: SO? "), "it s 2 5 so");
        assert_eq!(unaccent("Étude Straße"), "Etude Strasse");
    }
}
