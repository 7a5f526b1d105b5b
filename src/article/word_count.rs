//! How many words a text has: [count_words], and [has_words] where a few are enough.

/// Words of a text: runs between spaces, and each two characters of scripts without spaces.
pub fn count_words(text: &str) -> usize {
    ascii_words(text, usize::MAX).unwrap_or_else(|| words_of_any(text))
}

fn words_of_any(text: &str) -> usize {
    let (mut words, mut spaceless, mut in_word) = (0, 0, false);
    for c in text.chars() {
        if c.is_whitespace() {
            words += usize::from(std::mem::take(&mut in_word));
        } else if c.is_ascii() {
            in_word |= c.is_ascii_alphanumeric();
        } else {
            spaceless += usize::from(matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}'));
            in_word |= c < '\u{3000}' && c.is_alphanumeric();
        }
    }
    words + usize::from(in_word) + spaceless / 2
}

/// Whether a text has so many words: they are counted no further than that.
pub fn has_words(text: &str, fewest: usize) -> bool {
    ascii_words(text, fewest).unwrap_or_else(|| words_of_any(text)) >= fewest
}

/// Words of a text, counted not much further than `enough`; `None` where another character than those of ASCII comes first.
fn ascii_words(text: &str, enough: usize) -> Option<usize> {
    let (mut words, mut in_word) = (0, 0);
    for bytes in text.as_bytes().chunks(32) {
        let mut seen = 0;
        for kind in bytes.iter().map(|byte| KINDS[usize::from(*byte)]) {
            words += usize::from(in_word & kind >> 1);
            in_word = (in_word | kind & LETTER) & !(kind >> 1);
            seen |= kind;
        }
        if seen & FOREIGN != 0 {
            return None;
        }
        if words >= enough {
            break;
        }
    }
    Some(words + usize::from(in_word))
}

const LETTER: u8 = 1;
const SPACE: u8 = 2;
const FOREIGN: u8 = 4;

/// Which bytes words hold, which part them, and which are no ASCII.
const KINDS: [u8; 256] = {
    let mut out = [0; 256];
    let mut n = 0;
    while n < 256 {
        out[n] = match n as u8 {
            b' ' | b'\t'..=b'\r' => SPACE,
            128.. => FOREIGN,
            byte if byte.is_ascii_alphanumeric() => LETTER,
            _ => 0,
        };
        n += 1;
    }
    out
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_between_spaces_that_hold_a_letter() {
        let long = "one two\tthree\u{b}four\nfive, six - seven… ".repeat(3);
        for text in ["", " - ", "It's 2.5 %: so", "a\u{1c}b c", "数据不能 x", "one\u{2009}two é", "  x  ", &long, &long[..42]] {
            assert_eq!(ascii_words(text, usize::MAX).unwrap_or_else(|| words_of_any(text)), words_of_any(text), "{text:?}");
            for fewest in 1..9 {
                assert_eq!(has_words(text, fewest), words_of_any(text) >= fewest, "{text:?} {fewest}");
            }
        }
        assert_eq!(count_words(&long), 21);
    }
}
