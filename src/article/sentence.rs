//! Cuts running text into sentences, as scientific prose is written: abbreviations, decimals, initials, `et al.`,
//! `Fig. 2`, quotes and brackets behind a full stop, CJK punctuation. `tests/spec/sentences.txt` shows what it does.
//!
//! Invariant: linear in the text; ranges are ascending, do not overlap, and neither begin nor end with a space.

/// Never the end: what they shorten goes on.
const GOES_ON: &[&str] = &[
    "approx", "bzw", "ca", "capt", "cf", "dr", "e.g", "eg", "est", "evtl", "gen", "ggf", "hon", "i.e", "ie", "incl", "lt", "max", "mr",
    "mrs", "ms", "prof", "resp", "rev", "sgt", "sog", "sr", "sra", "v.a", "vgl", "viz", "vs", "z.b", "d.h", "u.a", "s.o", "s.u", "p.ex",
    "dra",
];

/// They stand before a number or a letter: `Fig. 2`, `p. 12`, `Ref. [3]`. Behind a number they are units (`5 min.`) and may end.
const BEFORE_NUMBER: &[&str] = &[
    "abb", "abs", "art", "bd", "cap", "ch", "chap", "col", "eq", "eqs", "ex", "fig", "figs", "kap", "min", "nos", "nr", "op", "p", "par",
    "para", "pl", "pp", "pt", "pts", "ref", "refs", "s", "sec", "sect", "ser", "suppl", "tab", "v", "vol", "vols", "lfd", "anm", "t",
];

/// Months stand before a day; `no.` before a number is short for number, and elsewhere a word.
const BEFORE_DIGIT: &[&str] = &["no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez"];

/// They may end a sentence, and do where the next word often begins one.
const MAY_END: &[&str] = &[
    "a.m", "assoc", "ave", "co", "comp", "corp", "dept", "e.u", "ed", "eds", "ff", "inc", "jr", "ltd", "m.sc", "mbar", "mio", "mrd", "mt",
    "p.m", "ph.d", "sp", "spp", "ssp", "st", "u.k", "u.n", "u.s", "b.c", "a.d", "univ", "tel", "gmbh",
];

/// They end a sentence where a capital follows.
const ENDS_BEFORE_CAPITAL: &[&str] = &["al", "etc", "usw"];

/// Words that begin sentences far more often than they are names.
const STARTERS: &[&str] = &[
    "A", "After", "All", "Although", "An", "And", "Another", "As", "At", "Before", "Both", "But", "By", "Each", "For", "From", "He",
    "Hence", "Here", "However", "I", "If", "In", "It", "Its", "Many", "More", "Most", "No", "Nobody", "None", "Not", "On", "Once", "One",
    "Only", "Other", "Others", "Our", "She", "Since", "So", "Some", "Such", "That", "The", "Their", "Then", "There", "These", "They",
    "This", "Those", "Thus", "To", "Two", "Under", "Until", "We", "What", "When", "Where", "Which", "While", "Who", "With", "Yet", "You",
    "Aber", "Auch", "Bei", "Da", "Dabei", "Dagegen", "Damit", "Danach", "Dann", "Das", "Dem", "Den", "Der", "Des", "Die", "Dies", "Diese",
    "Dieser", "Doch", "Ein", "Eine", "Er", "Es", "Im", "Man", "Nach", "Nur", "Seit", "Sie", "Und", "Wir", "Zwar", "Ce", "Ces", "Cette",
    "Elle", "Elles", "En", "Il", "Ils", "La", "Le", "Les", "L", "Mais", "On", "Pour", "Un", "Une", "El", "Esto", "Los", "Las", "Pero",
];

/// The longest of what is shortened here, in bytes.
const LONGEST: usize = 8;

/// Whether a mark that may end a sentence begins with a byte: `.` `!` `?`, a line end, and those of other scripts.
const MAY_BEGIN: [bool; 256] = {
    let mut out = [false; 256];
    let bytes = [b'.', b'!', b'?', b'\n', 0xd8, 0xdb, 0xe0, 0xe2, 0xe3, 0xef];
    let mut n = 0;
    while n < bytes.len() {
        out[bytes[n] as usize] = true;
        n += 1;
    }
    out
};

/// The sentences of `text` as byte ranges. `lang` is a language tag.
pub fn sentences(text: &str, lang: &str) -> Vec<(usize, usize)> {
    let cutter = Cutter { text, german: lang.starts_with("de") };
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = text.as_bytes()[at..].iter().position(|b| MAY_BEGIN[usize::from(*b)]) {
        at += found;
        let behind = cutter.behind(at);
        match cutter.end_behind(at, start) {
            Some(end) => {
                push(text, &mut out, start, end);
                (start, at) = (end, end.max(behind));
            }
            None => at = behind,
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

/// The sentence that a mark at byte `at` belongs to: the one that holds it or ends before it. A mark before all text
/// belongs to the first.
pub fn owner(sentences: &[(usize, usize)], at: usize) -> Option<usize> {
    let before = sentences.partition_point(|(start, _)| *start < at);
    if sentences.is_empty() { None } else { Some(before.saturating_sub(1)) }
}

/// The sentence that words at byte `at` belong to: the one that holds them, or the next. An author who is named begins a sentence.
pub fn holder(sentences: &[(usize, usize)], at: usize) -> Option<usize> {
    let ended = sentences.partition_point(|(_, end)| *end <= at);
    if sentences.is_empty() { None } else { Some(ended.min(sentences.len() - 1)) }
}

/// Places are byte offsets at which characters begin.
struct Cutter<'t> {
    text: &'t str,
    german: bool,
}

impl Cutter<'_> {
    fn char(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Where the character behind the one at `at` begins.
    fn behind(&self, at: usize) -> usize {
        at + self.char(at).map_or(1, char::len_utf8)
    }

    /// Past the characters from `at` on that `is` takes.
    fn past(&self, at: usize, is: impl Fn(char) -> bool) -> usize {
        self.text[at..].find(|c| !is(c)).map_or(self.text.len(), |length| at + length)
    }

    /// Where the next sentence begins, if one that began at byte `start` ends with the character at `n`.
    fn end_behind(&self, n: usize, start: usize) -> Option<usize> {
        let c = self.char(n)?;
        match c {
            '\n' if self.char(n + 1) == Some('\n') => Some(n + 1),
            '。' | '！' | '？' | '｡' => self.wide_mark(n),
            '।' | '॥' => Some(self.after_closers(self.behind(n))),
            '.' | '!' | '?' | '…' | '؟' | '۔' => self.mark(n, c, start),
            _ => None,
        }
    }

    /// A mark of Chinese or Japanese: `“真的吗？”他问` goes on behind the quotation.
    fn wide_mark(&self, n: usize) -> Option<usize> {
        let behind = self.past(self.behind(n), |c| matches!(c, '！' | '？' | '。'));
        let end = self.after_closers(behind);
        let goes_on = end > behind && self.char(n) != Some('。') && self.char(end).is_some_and(char::is_alphabetic);
        (!goes_on).then_some(end)
    }

    fn mark(&self, n: usize, c: char, start: usize) -> Option<usize> {
        let behind = self.past(self.behind(n), |next| matches!(next, '.' | '!' | '?' | '…'));
        let mut end = self.after_closers(behind);
        // « C'est faux. » has a space before the closing mark.
        if self.char(end).is_some_and(char::is_whitespace) && matches!(self.char(self.behind(end)), Some('»' | '›')) {
            end = self.after_closers(self.behind(end));
        }
        if self.char(end).is_some_and(|next| !next.is_whitespace()) {
            return None;
        }
        let next = self.past(end, char::is_whitespace);
        let Some(following) = self.char(next) else { return Some(next) };
        let closed = end > behind;
        let ends = match (c, following.is_lowercase()) {
            ('.', _) if behind == n + 1 && !closed => self.full_stop_ends(n, next, start),
            (_, true) => self.is_cased_name(next) && c != '…' && !closed,
            ('…', false) => !following.is_numeric(),
            _ => true,
        };
        ends.then_some(next)
    }

    /// Past quotes and brackets that close behind a mark.
    fn after_closers(&self, from: usize) -> usize {
        let closes = |c| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '】' | '›' | '“');
        let mut at = from;
        while let Some(c) = self.char(at).filter(|c| closes(*c)) {
            let behind = at + c.len_utf8();
            // An opening quote behind a full stop belongs to the next sentence.
            if c == '“' && self.char(behind).is_some_and(char::is_alphanumeric) {
                break;
            }
            at = behind;
        }
        at
    }

    /// The word that ends before the character at `n`, and the one before it.
    fn words_before(&self, n: usize) -> (&str, &str) {
        let cut = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„' | '‘' | '«' | '/' | '—' | '–');
        let before = &self.text[..n];
        let word = before.rsplit(cut).next().unwrap_or("");
        let rest = before[..before.len() - word.len()].trim_end();
        (word, rest.rsplit(cut).next().unwrap_or(""))
    }

    /// Whether a single full stop at `n` ends its sentence; the next word begins at `next`.
    fn full_stop_ends(&self, n: usize, next: usize, start: usize) -> bool {
        let (word, earlier) = self.words_before(n);
        let lower = if word.len() <= LONGEST { word.to_lowercase() } else { String::new() };
        let is = |list: &[&str]| !lower.is_empty() && list.contains(&lower.as_str());
        let following = self.char(next).unwrap_or(' ');
        if following.is_lowercase() {
            return self.is_cased_name(next) && !is(GOES_ON) && !is(BEFORE_NUMBER) && !is(MAY_END);
        }
        let measured = earlier.ends_with(|c: char| c.is_ascii_digit());
        let letters = word.chars().count();
        let initials = word.contains('.') && word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic));
        let begins = n - word.len() <= start + (self.text[start..].len() - self.text[start..].trim_start().len());
        match () {
            () if is(GOES_ON) => false,
            () if is(BEFORE_NUMBER) && (letters > 1 || word.chars().all(char::is_lowercase) || following.is_ascii_digit()) => {
                measured && !following.is_ascii_digit()
            }
            () if is(BEFORE_DIGIT) => !following.is_ascii_digit(),
            () if is(ENDS_BEFORE_CAPITAL) => following.is_uppercase() || matches!(following, '“' | '"' | '„' | '«'),
            // `at 8 h. Then`
            () if letters == 1 && measured && following.is_uppercase() && word.chars().all(char::is_lowercase) => true,
            () if is(MAY_END) || letters == 1 && word.chars().all(char::is_alphabetic) || initials => self.starts_sentence(next),
            // `1. The first`: a number of a list; `am 3. Mai`: an ordinal of German.
            () if word.len() <= 3 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) => {
                !begins && (!self.german || self.starts_sentence(next))
            }
            () => true,
        }
    }

    /// Whether the word at `next` is one that begins sentences.
    fn starts_sentence(&self, next: usize) -> bool {
        let rest = &self.text[next..];
        let opened = rest.starts_with(['“', '"', '‘', '„', '«', '¿', '¡']);
        let word: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let initial = rest[word.len()..].starts_with('.');
        opened || STARTERS.contains(&word) && !initial
    }

    /// Whether the lower-case word at `next` is a name such as `mRNA`, `pH` or `iPhone`, which may begin a sentence.
    fn is_cased_name(&self, next: usize) -> bool {
        let word = self.text[next..].split(|c: char| c.is_whitespace() || c == '.').next().unwrap_or("");
        word.chars().skip(1).any(char::is_uppercase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_shortened_is_longer() {
        let lists = [GOES_ON, BEFORE_NUMBER, BEFORE_DIGIT, MAY_END, ENDS_BEFORE_CAPITAL];
        assert!(lists.into_iter().flatten().all(|word| word.len() <= LONGEST));
    }
}
