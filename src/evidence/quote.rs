//! Quotations: where they stand in a text, and whether a recorded text holds them word for word.
//!
//! Typography does not count: quotation marks, dashes, spaces, case. `…` and `[…]` are gaps, and words in square brackets are
//! the article's own.

use crate::base::fold::fold;

/// Quotations of fewer words than this, and of fewer characters than [FEWEST_CHARACTERS], are terms rather than quotations.
const FEWEST_WORDS: usize = 4;
const FEWEST_CHARACTERS: usize = 20;
/// The same for scripts without spaces, in which a character says as much as half a word.
const FEWEST_SPACELESS: usize = 8;

/// Marks that open a quotation with those that close it.
const PAIRS: [(char, &[char]); 10] = [
    ('“', &['”', '“', '"']),
    ('„', &['“', '”', '"']),
    ('"', &['"', '”']),
    ('‘', &['’', '\'']),
    ('‚', &['‘', '’']),
    ('\'', &['\'', '’']),
    ('«', &['»']),
    ('»', &['«']),
    ('「', &['」']),
    ('『', &['』']),
];

/// The quotations of a text that are long enough to be checked, as byte ranges of the words between the marks.
pub fn find(text: &str, opaque: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    // The first bytes of the marks that open.
    let may_open = |b| matches!(b, b'"' | b'\'' | 0xc2 | 0xe2 | 0xe3);
    if !text.bytes().any(may_open) || !text.contains(|c: char| PAIRS.iter().any(|(open, _)| *open == c)) {
        return out;
    }
    let inside = |at: usize| opaque.iter().any(|(from, to)| (*from..*to).contains(&at));
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    // Marks of which it is known that none that opens further on is closed: each looks to the end of the text once.
    let mut never: Vec<char> = Vec::new();
    let mut n = 0;
    while n < chars.len() {
        let (at, c) = chars[n];
        let closes = PAIRS.iter().find(|(open, _)| *open == c && !never.contains(open)).map(|(_, close)| *close);
        let Some(close) = closes.filter(|_| opens(&chars, n) && !inside(at)) else {
            n += 1;
            continue;
        };
        let Some(end) = closing(&chars, n, close) else {
            never.push(c);
            n += 1;
            continue;
        };
        let range = (at + c.len_utf8(), chars[end].0);
        if is_long(&text[range.0..range.1]) {
            out.push(range);
        }
        n = end + 1;
    }
    out
}

/// Whether the mark at `n` can open: it stands at a beginning, and words follow at once.
fn opens(chars: &[(usize, char)], n: usize) -> bool {
    let mark = chars[n].1;
    let before = n.checked_sub(1).map(|b| chars[b].1);
    let behind = chars.get(n + 1).map(|c| c.1);
    let directed = matches!(mark, '“' | '„' | '‘' | '‚' | '「' | '『');
    let spaced = behind.is_some_and(|c| !c.is_whitespace()) || matches!(mark, '«' | '»');
    let free = before
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | ':' | '-' | '/' | '“' | '"' | '，' | '：' | '、' | '。'))
        || before.is_some_and(super::phrases::is_spaceless);
    spaced && behind.is_some() && (directed || free)
}

fn closing(chars: &[(usize, char)], open: usize, close: &[char]) -> Option<usize> {
    let single = matches!(chars[open].1, '\'' | '‘' | '‚');
    (open + 1..chars.len()).find(|n| {
        let c = chars[*n].1;
        if !close.contains(&c) {
            return false;
        }
        let behind = chars.get(n + 1).map(|c| c.1);
        let before = chars[n - 1].1;
        let inner = behind.is_some_and(char::is_alphanumeric);
        // An apostrophe is no closing mark: `don’t`, `patients’ data`.
        let plural = || before == 's' && later_close(chars, n + 1, close);
        !(single && (inner || before.is_whitespace() || plural()))
            && !(c == '"' && inner && !super::phrases::is_spaceless(behind.unwrap_or(' ')))
    })
}

/// Whether another closing mark follows in the text before any opening one.
fn later_close(chars: &[(usize, char)], from: usize, close: &[char]) -> bool {
    let next = (from..chars.len()).find(|n| {
        close.contains(&chars[*n].1) && !chars.get(n + 1).is_some_and(|c| c.1.is_alphanumeric()) && !chars[n - 1].1.is_whitespace()
    });
    let opened = |until: usize| (from..=until).any(|n| matches!(chars[n].1, '‘' | '\'') && chars[n - 1].1.is_whitespace());
    next.is_some_and(|n| !opened(n))
}

fn is_long(words: &str) -> bool {
    let spaceless = words.chars().filter(|c| super::phrases::is_spaceless(*c)).count();
    let count = words.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
    count >= FEWEST_WORDS || words.chars().count() >= FEWEST_CHARACTERS || spaceless >= FEWEST_SPACELESS
}

/// A quotation as it is compared: its parts between gaps, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    parts: Vec<String>,
}

impl Quoted {
    /// The parts of the words between two quotation marks.
    pub fn new(words: &str) -> Self {
        let mut parts = vec![String::new()];
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            let mut step = c.len_utf8();
            match c {
                '…' => parts.push(String::new()),
                '.' if rest.starts_with("...") || rest.starts_with(". . .") => {
                    step = if rest.starts_with("...") { 3 } else { 5 };
                    parts.push(String::new());
                }
                '[' | '［' if rest.find([']', '］']).is_some_and(|end| end <= 120) => {
                    let end = rest.find([']', '］']).unwrap_or(0);
                    let (inner, behind) = (&rest[step..end], rest[end + 1..].chars().next());
                    step = end + 1;
                    bracketed(inner, behind, &mut parts);
                }
                c => {
                    if let Some(part) = parts.last_mut() {
                        part.push(c);
                    }
                }
            }
            rest = &rest[step..];
        }
        Self { parts: parts.iter().map(|p| fold(p)).filter(|p| !p.is_empty()).collect() }
    }

    /// Whether a text, folded, holds the parts one behind the other.
    pub fn is_in(&self, folded: &str) -> bool {
        let mut from = 0;
        self.parts.iter().all(|part| match find_words(folded, part, from) {
            Some(end) => {
                from = end;
                true
            }
            None => false,
        })
    }
}

/// Words in square brackets: `[t]he` is a changed letter, `[sic]` nothing, all else a gap.
fn bracketed(inner: &str, behind: Option<char>, parts: &mut Vec<String>) {
    let letter = inner.chars().count() <= 2 && inner.chars().all(char::is_alphabetic) && behind.is_some_and(char::is_alphabetic);
    if letter {
        if let Some(part) = parts.last_mut() {
            part.push_str(inner);
        }
    } else if inner.trim() != "sic" {
        parts.push(String::new());
    }
}

/// Where `part` ends in `text`, whole words only where its ends are of a script with spaces.
fn find_words(text: &str, part: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = text.get(at..)?.find(part).map(|f| f + at) {
        let end = found + part.len();
        let cut = |inside: Option<char>, outside: Option<char>| {
            inside.is_some_and(|c| !super::phrases::is_spaceless(c))
                && outside.is_some_and(|c| c.is_alphanumeric() && !super::phrases::is_spaceless(c))
        };
        let before = cut(part.chars().next(), text[..found].chars().next_back());
        let behind = cut(part.chars().next_back(), text[end..].chars().next());
        if !before && !behind {
            return Some(end);
        }
        at = found + part.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// The words of recorded texts that come nearest to a quotation, where at least half of its words are there.
pub fn nearest<'t>(words: &str, texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let wanted: Vec<String> = fold(words).split(' ').map(str::to_owned).collect();
    let mut best: Option<(usize, String)> = None;
    for text in texts {
        if let Some((shared, window)) = window(&wanted, text).filter(|(shared, _)| best.as_ref().is_none_or(|(most, _)| shared > most)) {
            best = Some((shared, window));
        }
    }
    best.filter(|(shared, _)| *shared * 2 >= wanted.len()).map(|(_, window)| window)
}

/// The stretch of `text`, somewhat longer than the wanted words, that shares most of them.
fn window(wanted: &[String], text: &str) -> Option<(usize, String)> {
    const MOST: usize = 4000;
    let words: Vec<(&str, bool)> = text.split_whitespace().take(MOST).map(|w| (w, wanted.contains(&fold(w)))).collect();
    let size = (wanted.len() + wanted.len() / 4 + 1).min(words.len());
    let mut shared = words.iter().take(size).filter(|(_, hit)| *hit).count();
    let (mut most, mut start) = (shared, 0);
    for n in size..words.len() {
        shared = shared + usize::from(words[n].1) - usize::from(words[n - size].1);
        if shared > most {
            (most, start) = (shared, n + 1 - size);
        }
    }
    (most > 0).then(|| (most, words[start..(start + size).min(words.len())].iter().map(|(w, _)| *w).collect::<Vec<_>>().join(" ")))
}
