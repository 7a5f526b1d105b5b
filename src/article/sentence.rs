//! Cuts running text into sentences, as scientific prose is written: abbreviations, decimals, initials, `et al.`,
//! `Fig. 2`, quotes and brackets behind a full stop, CJK punctuation.
//!
//! Invariant: linear in the text; ranges are ascending, do not overlap, and neither begin nor end with a space.

/// Words that end with a full stop and do not end a sentence, in lower case without the full stop.
const ABBREVIATIONS: [&str; 86] = [
    "al", "approx", "art", "assoc", "ave", "bzw", "ca", "cap", "cf", "ch", "chap", "co", "col", "comp", "corp", "dept", "dr", "ed", "eds",
    "eg", "e.g", "eq", "eqs", "est", "etc", "evtl", "ex", "fig", "figs", "ff", "gen", "ggf", "hon", "i.e", "ie", "inc", "incl", "jr", "lt",
    "ltd", "max", "mbar", "mio", "min", "mr", "mrs", "ms", "mt", "no", "nos", "nr", "op", "p", "para", "pp", "ph.d", "pl", "pt", "pts",
    "prof", "ref", "refs", "rev", "resp", "s", "sec", "sect", "ser", "sog", "sp", "spp", "sr", "st", "suppl", "tab", "u.a", "u.s", "usw",
    "v", "viz", "vgl", "vol", "vols", "vs", "z.b", "d.h",
];

/// Abbreviations that also end sentences: they do so where a capital letter follows.
const ENDING_TOO: [&str; 8] = ["etc", "al", "u.s", "usw", "inc", "ltd", "co", "corp"];

/// The sentences of `text` as byte ranges. `lang` is a language tag; it decides little today, since the marks of one
/// language do not stand in another's way.
pub fn sentences(text: &str, lang: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(mark) = next_mark(text, at) {
        match sentence_end(text, mark, lang) {
            Some(end) => {
                push(text, &mut out, start, end);
                (start, at) = (end, end);
            }
            None => at = mark + char_at(text, mark).map_or(1, char::len_utf8),
        }
    }
    push(text, &mut out, start, text.len());
    out
}

/// The next place whose character may end a sentence, by its first byte.
fn next_mark(text: &str, from: usize) -> Option<usize> {
    let may_end = |b: &u8| matches!(b, b'.' | b'!' | b'?' | b'\n' | 0xd8 | 0xdb | 0xe2 | 0xe3 | 0xef);
    text.as_bytes()[from..].iter().position(may_end).map(|n| from + n)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

fn push(text: &str, out: &mut Vec<(usize, usize)>, start: usize, end: usize) {
    let slice = &text[start..end];
    let from = start + (slice.len() - slice.trim_start().len());
    let to = start + slice.trim_end().len();
    if from < to {
        out.push((from, to));
    }
}

/// Where the next sentence begins, if one ends with the character at `mark`.
fn sentence_end(text: &str, mark: usize, lang: &str) -> Option<usize> {
    let c = char_at(text, mark)?;
    let behind = mark + c.len_utf8();
    if c == '\n' && char_at(text, behind) == Some('\n') {
        return Some(behind);
    }
    if matches!(c, '。' | '！' | '？' | '｡') {
        return Some(after_closers(text, behind));
    }
    if !matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔') {
        return None;
    }
    let last = behind + leading(&text[behind..], |c| matches!(c, '.' | '!' | '?' | '…'));
    let end = after_closers(text, last);
    let next = end + leading(&text[end..], char::is_whitespace);
    let Some(following) = char_at(text, next) else { return Some(text.len()) };
    if next == end {
        return None;
    }
    let ends = if c == '.' && last == behind {
        full_stop_ends(text, mark, following, lang)
    } else {
        begins_sentence(following) || c != '…' && !following.is_lowercase()
    };
    ends.then_some(next)
}

/// How many bytes the characters at the beginning take that are so.
fn leading(text: &str, so: impl Fn(char) -> bool) -> usize {
    text.find(|c| !so(c)).unwrap_or(text.len())
}

/// Past quotes and brackets that close behind a mark.
fn after_closers(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(c) = char_at(text, at)
        && matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '】' | '›' | '“')
    {
        let behind = at + c.len_utf8();
        // An opening quote behind a full stop belongs to the next sentence.
        if c == '“' && char_at(text, behind).is_some_and(char::is_alphanumeric) {
            break;
        }
        at = behind;
    }
    at
}

/// Whether a single full stop ends its sentence.
fn full_stop_ends(text: &str, mark: usize, following: char, lang: &str) -> bool {
    let before = &text[..mark];
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '/' | '—' | '–'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    let lower = word.to_lowercase();
    if following.is_lowercase() {
        // A lower-case word goes on with the sentence, unless it is a name such as `mRNA` or `iPhone`.
        let rest = &text[mark + 1..];
        let next_word = rest.split_whitespace().next().unwrap_or("");
        return next_word.chars().skip(1).any(char::is_uppercase) && !ABBREVIATIONS.contains(&lower.as_str());
    }
    let single_letter = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let initials = word.len() <= 5 && word.contains('.') && word.split('.').all(|p| p.chars().count() == 1);
    if ENDING_TOO.contains(&lower.as_str()) {
        return following.is_uppercase() && lower != "al" || following == '“' || (lower == "al" && following.is_uppercase());
    }
    if ABBREVIATIONS.contains(&lower.as_str()) {
        // `p.`, `no.` and `fig.` stand before a number; `no.` before anything else is a word.
        return lower == "no" && !following.is_ascii_digit() && !following.is_uppercase();
    }
    if single_letter || initials {
        return false;
    }
    // German writes ordinals with a full stop: `am 3. Mai`.
    let ordinal = lang.starts_with("de") && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty();
    !ordinal
}

fn begins_sentence(c: char) -> bool {
    c.is_uppercase()
        || c.is_numeric()
        || matches!(c, '“' | '"' | '‘' | '\'' | '«' | '(' | '[' | '¿' | '¡' | '„')
        || (c.is_alphabetic() && !c.is_lowercase())
}

/// The sentence that a mark at byte `at` belongs to: the one that holds it or ends before it. A mark before all text
/// belongs to the first.
pub fn owner(sentences: &[(usize, usize)], at: usize) -> Option<usize> {
    let before = sentences.partition_point(|(start, _)| *start < at);
    if sentences.is_empty() { None } else { Some(before.saturating_sub(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, "en").into_iter().map(|(a, b)| &text[a..b]).collect()
    }

    #[test]
    fn scientific_prose() {
        assert_eq!(cut("It rose by 2.5 points. Then it fell."), ["It rose by 2.5 points.", "Then it fell."]);
        assert_eq!(cut("Smith et al. found it, e.g. in Fig. 2 (p. 3). No."), ["Smith et al. found it, e.g. in Fig. 2 (p. 3).", "No."]);
        assert_eq!(cut("J. W. Strutt wrote it. “It is so.” He was right!"), ["J. W. Strutt wrote it.", "“It is so.”", "He was right!"]);
        assert_eq!(cut("天空为什么是蓝的？因为散射。"), ["天空为什么是蓝的？", "因为散射。"]);
        assert_eq!(cut("one. two"), ["one. two"]);
        assert_eq!(cut(""), Vec::<&str>::new());
    }

    #[test]
    fn marks_belong_to_the_sentence_on_their_left() {
        let text = "One is so. Two is so.";
        let cut = sentences(text, "en");
        assert_eq!(
            (owner(&cut, 9), owner(&cut, 10), owner(&cut, 11), owner(&cut, 21), owner(&cut, 0)),
            (Some(0), Some(0), Some(0), Some(1), Some(0))
        );
    }
}
