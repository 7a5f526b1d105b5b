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

/// The sentences of `text` as byte ranges. `lang` is a language tag.
pub fn sentences(text: &str, lang: &str) -> Vec<(usize, usize)> {
    let cutter = Cutter { text, chars: text.char_indices().collect(), german: lang.starts_with("de") };
    let mut out = Vec::new();
    let (mut start, mut n) = (0, 0);
    while n < cutter.chars.len() {
        match cutter.end_behind(n, start) {
            Some(end) => {
                let at = cutter.offset(end);
                push(text, &mut out, start, at);
                (start, n) = (at, end.max(n + 1));
            }
            None => n += 1,
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

struct Cutter<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    german: bool,
}

impl Cutter<'_> {
    fn char(&self, n: usize) -> Option<char> {
        self.chars.get(n).map(|c| c.1)
    }

    fn offset(&self, n: usize) -> usize {
        self.chars.get(n).map_or(self.text.len(), |c| c.0)
    }

    /// Where the next sentence begins (as an index of `chars`), if one that began at byte `start` ends with the character at `n`.
    fn end_behind(&self, n: usize, start: usize) -> Option<usize> {
        let c = self.char(n)?;
        match c {
            '\n' if self.char(n + 1) == Some('\n') => Some(n + 1),
            '。' | '！' | '？' | '｡' => self.wide_mark(n),
            '।' | '॥' => Some(self.after_closers(n + 1)),
            '.' | '!' | '?' | '…' | '؟' | '۔' => self.mark(n, c, start),
            _ => None,
        }
    }

    /// A mark of Chinese or Japanese: `“真的吗？”他问` goes on behind the quotation.
    fn wide_mark(&self, n: usize) -> Option<usize> {
        let mut mark = n;
        while self.char(mark + 1).is_some_and(|c| matches!(c, '！' | '？' | '。')) {
            mark += 1;
        }
        let end = self.after_closers(mark + 1);
        let goes_on = end > mark + 1 && self.char(n) != Some('。') && self.char(end).is_some_and(char::is_alphabetic);
        (!goes_on).then_some(end)
    }

    fn mark(&self, n: usize, c: char, start: usize) -> Option<usize> {
        let mut mark = n;
        while self.char(mark + 1).is_some_and(|next| matches!(next, '.' | '!' | '?' | '…')) {
            mark += 1;
        }
        let mut end = self.after_closers(mark + 1);
        // « C'est faux. » has a space before the closing mark.
        if self.char(end).is_some_and(char::is_whitespace) && matches!(self.char(end + 1), Some('»' | '›')) {
            end = self.after_closers(end + 1);
        }
        if self.char(end).is_some_and(|next| !next.is_whitespace()) {
            return None;
        }
        let next = (end..self.chars.len()).find(|at| self.char(*at).is_some_and(|c| !c.is_whitespace())).unwrap_or(self.chars.len());
        let Some(following) = self.char(next) else { return Some(self.chars.len()) };
        let closed = end > mark + 1;
        let ends = match (c, following.is_lowercase()) {
            ('.', _) if mark == n && !closed => self.full_stop_ends(n, next, start),
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
        while self.char(at).is_some_and(closes) {
            // An opening quote behind a full stop belongs to the next sentence.
            if self.char(at) == Some('“') && self.char(at + 1).is_some_and(char::is_alphanumeric) {
                break;
            }
            at += 1;
        }
        at
    }

    /// The word that ends before the character at `n`, and the one before it.
    fn words_before(&self, n: usize) -> (&str, &str) {
        let cut = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„' | '‘' | '«' | '/' | '—' | '–');
        let before = &self.text[..self.offset(n)];
        let word = before.rsplit(cut).next().unwrap_or("");
        let rest = before[..before.len() - word.len()].trim_end();
        (word, rest.rsplit(cut).next().unwrap_or(""))
    }

    /// Whether a single full stop at `n` ends its sentence; the next word begins at `next`.
    fn full_stop_ends(&self, n: usize, next: usize, start: usize) -> bool {
        let (word, earlier) = self.words_before(n);
        let lower = word.to_lowercase();
        let is = |list: &[&str]| list.contains(&lower.as_str());
        let following = self.char(next).unwrap_or(' ');
        if following.is_lowercase() {
            return self.is_cased_name(next) && !is(GOES_ON) && !is(BEFORE_NUMBER) && !is(MAY_END);
        }
        let measured = earlier.ends_with(|c: char| c.is_ascii_digit());
        let letters = word.chars().count();
        let initials = word.contains('.') && word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic));
        let begins = self.offset(n) - word.len() <= start + (self.text[start..].len() - self.text[start..].trim_start().len());
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
        let rest = &self.text[self.offset(next)..];
        let opened = rest.starts_with(['“', '"', '‘', '„', '«', '¿', '¡']);
        let word: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let initial = rest[word.len()..].starts_with('.');
        opened || STARTERS.contains(&word) && !initial
    }

    /// Whether the lower-case word at `next` is a name such as `mRNA`, `pH` or `iPhone`, which may begin a sentence.
    fn is_cased_name(&self, next: usize) -> bool {
        let word = self.text[self.offset(next)..].split(|c: char| c.is_whitespace() || c == '.').next().unwrap_or("");
        word.chars().skip(1).any(char::is_uppercase)
    }
}
