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
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = Vec::new();
    let mut start = 0;
    let mut n = 0;
    while n < chars.len() {
        if let Some(end) = sentence_end(text, &chars, n, lang) {
            push(text, &mut out, start, chars.get(end).map_or(text.len(), |c| c.0));
            start = chars.get(end).map_or(text.len(), |c| c.0);
            n = end;
        } else {
            n += 1;
        }
    }
    push(text, &mut out, start, text.len());
    out
}

fn push(text: &str, out: &mut Vec<(usize, usize)>, start: usize, end: usize) {
    let slice = &text[start..end];
    let from = start + (slice.len() - slice.trim_start().len());
    let to = start + slice.trim_end().len();
    if from < to {
        out.push((from, to));
    }
}

/// Where the next sentence begins (as an index of `chars`), if one ends with the character at `n`.
fn sentence_end(text: &str, chars: &[(usize, char)], n: usize, lang: &str) -> Option<usize> {
    let c = chars[n].1;
    if c == '\n' && chars.get(n + 1).is_some_and(|next| next.1 == '\n') {
        return Some(n + 1);
    }
    if matches!(c, '。' | '！' | '？' | '｡') {
        return Some(after_closers(chars, n + 1));
    }
    if !matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔') {
        return None;
    }
    let mut mark = n;
    while chars.get(mark + 1).is_some_and(|next| matches!(next.1, '.' | '!' | '?' | '…')) {
        mark += 1;
    }
    let end = after_closers(chars, mark + 1);
    let gap = chars.get(end).is_none_or(|next| next.1.is_whitespace());
    if !gap {
        return None;
    }
    let mut next = end;
    while chars.get(next).is_some_and(|c| c.1.is_whitespace()) {
        next += 1;
    }
    let Some((_, following)) = chars.get(next) else { return Some(chars.len()) };
    let ends = if c == '.' && mark == n {
        full_stop_ends(text, chars, n, *following, lang)
    } else {
        begins_sentence(chars, next, *following) || c != '…' && !following.is_lowercase()
    };
    ends.then_some(next)
}

/// Past quotes and brackets that close behind a mark.
fn after_closers(chars: &[(usize, char)], from: usize) -> usize {
    let mut at = from;
    while chars.get(at).is_some_and(|c| matches!(c.1, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '】' | '›' | '“'))
    {
        // An opening quote behind a full stop belongs to the next sentence.
        if matches!(chars[at].1, '“') && chars.get(at + 1).is_some_and(|c| c.1.is_alphanumeric()) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a single full stop ends its sentence.
fn full_stop_ends(text: &str, chars: &[(usize, char)], n: usize, following: char, lang: &str) -> bool {
    let before = &text[..chars[n].0];
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '/' | '—' | '–'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    let lower = word.to_lowercase();
    if following.is_lowercase() {
        // A lower-case word goes on with the sentence, unless it is a name such as `mRNA` or `iPhone`.
        let rest = &text[chars[n].0 + 1..];
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

fn begins_sentence(chars: &[(usize, char)], at: usize, c: char) -> bool {
    c.is_uppercase()
        || c.is_numeric()
        || matches!(c, '“' | '"' | '‘' | '\'' | '«' | '(' | '[' | '¿' | '¡' | '„')
        || (c.is_alphabetic() && !c.is_lowercase() && at < chars.len())
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
