//! From text to search words: [words] cuts and folds, [identifier] recognises a DOI or an arXiv number.
//!
//! The browser's client does the same with the same character classes (`client.js`, "words"), so everything here is
//! defined by Unicode properties that both have, and `tests/search/words.json` holds both to it.
//!
//! Invariant: no stemming here. A query is never stemmed: the index says which stem a word form belongs to.

use crate::base::fold;

/// Characters a word may have; what is longer is cut, since no one types it and some files hold such lines.
pub const LONGEST: usize = 32;

/// Whether `c` belongs to a word: letters, numbers and the marks on them, in any script.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || fold::is_mark(c) }
}

/// Whether `c` is of a script that sets no spaces between words (Han, Kana, Hangul, Thai, Lao, Khmer, Burmese),
/// where words are cut into single characters and pairs.
pub fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
}

/// A run of word characters: where it starts and ends in its text, and whether all of it is ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Its first byte.
    pub start: usize,
    /// Just past its last byte.
    pub end: usize,
    ascii: bool,
}

/// Calls `each` with every run of word characters ([is_word]).
pub fn runs(text: &str, mut each: impl FnMut(Run)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (start, mut ascii) = (at, true);
        while let Some(byte) = bytes.get(at) {
            if ALPHANUMERIC[usize::from(*byte)] {
                at += 1;
                continue;
            }
            let Some(c) = text[at..].chars().next().filter(|c| !c.is_ascii() && is_word(*c)) else { break };
            (at, ascii) = (at + c.len_utf8(), false);
        }
        if at > start {
            each(Run { start, end: at, ascii });
        }
        // Past what ended the run.
        at += if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) { text[at..].chars().next().map_or(1, char::len_utf8) } else { 1 };
    }
}

/// A run of at most sixteen ASCII characters as a number, in lower case: runs that fold to the same have the same.
pub fn key(text: &str, run: Run) -> Option<u128> {
    let length = run.end - run.start;
    if length > 16 || !run.ascii {
        return None;
    }
    let bytes = text.as_bytes();
    let word = match bytes.get(run.start..run.start + 16).and_then(|b| b.try_into().ok()) {
        Some(sixteen) => u128::from_le_bytes(sixteen),
        None => bytes[run.start..run.end].iter().rev().fold(0, |word, byte| word << 8 | u128::from(*byte)),
    };
    // Letters and digits alone have bit 5 set in lower case.
    let mask = u128::MAX >> (128 - 8 * length);
    Some((word | LOWER) & mask)
}

const LOWER: u128 = u128::from_le_bytes([0x20; 16]);

/// ASCII letters and digits.
const ALPHANUMERIC: [bool; 256] = {
    let mut out = [false; 256];
    let mut n = 0;
    while n < 128 {
        out[n] = (n as u8).is_ascii_alphanumeric();
        n += 1;
    }
    out
};

/// Calls `each` with every search word of `folded`, a text that [fold::search] has folded.
///
/// Dense scripts give each character, then each pair of neighbours; other scripts give runs of word characters.
pub fn words<'a>(folded: &'a str, mut each: impl FnMut(&'a str)) {
    for run in folded.split(|c| !is_word(c)).filter(|run| !run.is_empty()) {
        if run.is_ascii() {
            each(cut(run));
        } else {
            mixed_run(run, &mut each);
        }
    }
}

fn mixed_run<'a>(run: &'a str, each: &mut impl FnMut(&'a str)) {
    let mut plain: Option<usize> = None;
    let mut before: Option<usize> = None;
    for (at, c) in run.char_indices() {
        if !is_dense(c) {
            before = None;
            plain = plain.or(Some(at));
            continue;
        }
        if let Some(start) = plain.take() {
            each(cut(&run[start..at]));
        }
        let end = at + c.len_utf8();
        each(&run[at..end]);
        if let Some(start) = before {
            each(&run[start..end]);
        }
        before = Some(at);
    }
    if let Some(start) = plain {
        each(cut(&run[start..]));
    }
}

/// The first [LONGEST] characters of a word.
pub fn cut(word: &str) -> &str {
    word.char_indices().nth(LONGEST).map_or(word, |(at, _)| &word[..at])
}

/// The index word that stands for an identifier: `#` and seven letters or digits of its hash, however it is written
/// (`10.1000/x`, `doi:10.1000/X`, `https://doi.org/10.1000/x`). `None` for text that is neither DOI nor arXiv number.
pub fn identifier(piece: &str) -> Option<String> {
    let lower = piece.to_lowercase();
    let mut rest = lower.trim_end_matches(['.', ',', ';', ')', ']', '?', '!']);
    for prefix in ["https://", "http://", "dx.", "www.", "doi.org/", "arxiv.org/abs/", "arxiv.org/pdf/", "doi:", "arxiv:"] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest);
    }
    (is_doi(rest) || is_arxiv(rest)).then(|| hashed(rest))
}

fn is_doi(text: &str) -> bool {
    let Some((registrant, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else { return false };
    (4..=9).contains(&registrant.len()) && registrant.bytes().all(|b| b.is_ascii_digit()) && !suffix.is_empty()
}

fn is_arxiv(text: &str) -> bool {
    let Some((month, number)) = text.split_once('.') else { return false };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    month.len() == 4 && digits(month) && (4..=5).contains(&number.len()) && digits(number)
}

/// FNV-1a over UTF-16 units (what JavaScript strings are made of), in base 36.
fn hashed(text: &str) -> String {
    let mut hash = 0x811c_9dc5_u32;
    for unit in text.encode_utf16() {
        hash = (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
    }
    let mut out = vec![b'#'; 8];
    for slot in out[1..].iter_mut().rev() {
        *slot = b"0123456789abcdefghijklmnopqrstuvwxyz"[(hash % 36) as usize];
        hash /= 36;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_cut_where_words_end() {
        let cut = |text: &str| {
            let mut out = Vec::new();
            runs(text, |run| out.push(text[run.start..run.end].to_owned()));
            out
        };
        for text in ["", "…", "a", "It's 2.5 %: SO?", "Straße–Weg é", "数据 и 12x", "e\u{301}t é", "x\u{0}y"] {
            let split: Vec<&str> = text.split(|c| !is_word(c)).filter(|run| !run.is_empty()).collect();
            assert_eq!(cut(text), split, "{text:?}");
        }
    }

    #[test]
    fn keys_are_those_of_the_folded_run() {
        let keyed = |text: &str| {
            let mut out = Vec::new();
            runs(text, |run| out.push(key(text, run)));
            out
        };
        assert_eq!(keyed("Sleep sLEEP, and longer text sleep"), {
            let [sleep, and, longer, text] = ["sleep", "and", "longer", "text"].map(|word| keyed(word)[0]);
            vec![sleep, sleep, and, longer, text, sleep]
        });
        let differing = ["a", "b", "aa", "1", "q", "a1", "1a", "sixteencharacter", "sixteencharactes"].map(|word| keyed(word)[0]);
        assert!((0..differing.len()).all(|n| differing[n].is_some() && !differing[..n].contains(&differing[n])));
        assert_eq!(keyed("seventeencharacte é"), [None, None]);
    }
}
