//! Numbers written as words: `twelve`, `thirty-two`, `two thirds`, `half of`, `doubled`, `zweiunddreißig`, `deux tiers`.

use super::token::{Kind, Tokens};
use crate::base::fasthash::FastMap;
use crate::base::heads::Heads;
use std::sync::LazyLock;

/// What a word or a few say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said {
    /// A whole number.
    Number(f64),
    /// A share of a whole, in percent.
    Share(f64),
    /// A multiple (`twice`, `tripled`).
    Multiple(f64),
}

/// A word of a list: its value, and words of which one must follow (any where there are none).
type Entry = (f64, Vec<&'static str>);

/// The lists of one language.
#[derive(Debug, Default)]
pub struct Lists {
    /// Words that anything here may begin with, but for compounds.
    heads: Heads,
    /// Words that `a` or `one` counts.
    counted: Heads,
    /// What those end with.
    endings: &'static [&'static str],
    /// What those hold.
    compounds: &'static [&'static str],
    number: FastMap<&'static str, Entry>,
    part: FastMap<&'static str, Entry>,
    half: FastMap<&'static str, Entry>,
    multiple: FastMap<&'static str, Entry>,
}

static LISTS: LazyLock<FastMap<&'static str, Lists>> = LazyLock::new(|| {
    let mut out: FastMap<&'static str, Lists> = FastMap::default();
    let mut name = ("", "");
    for line in include_str!("words.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            name = head.split_once(' ').unwrap_or((head, ""));
            continue;
        }
        let mut words = line.split(' ');
        let (word, value) = (words.next().unwrap_or(""), words.next().and_then(|v| v.parse().ok()).unwrap_or(0.0));
        let lists = out.entry(name.0).or_default();
        if name.1 == "part" {
            lists.counted.add(word)
        } else {
            lists.heads.add(word)
        }
        let list = match name.1 {
            "number" => &mut lists.number,
            "part" => &mut lists.part,
            "half" => &mut lists.half,
            _ => &mut lists.multiple,
        };
        list.insert(word, (value, words.collect()));
    }
    for (lang, lists) in &mut out {
        SINGLE.iter().for_each(|word| lists.heads.add(word));
        SCALES.iter().chain(&UNITS).for_each(|word| lists.counted.add(word));
        match *lang {
            "en" => lists.endings = &["fold"],
            "de" => lists.compounds = &["und", "fach"],
            _ => {}
        }
    }
    out
});

/// Words for one, before a part of a whole.
const SINGLE: [&str; 7] = ["one", "a", "ein", "einem", "eines", "un", "una"];

/// Words before which `one` and `a` are numbers, and words before which `one` is.
const SCALES: [&str; 6] = ["hundred", "thousand", "million", "billion", "trillion", "dozen"];
const UNITS: [&str; 8] = ["year", "month", "week", "day", "hour", "minute", "decade", "century"];

/// The lists of a language (its primary tag).
pub fn lists(lang: &str) -> Option<&'static Lists> {
    LISTS.get(lang)
}

impl Lists {
    /// Words that anything here may begin with, but for compounds.
    pub fn beginnings(&self) -> impl Iterator<Item = &'static str> {
        self.number.keys().chain(self.half.keys()).chain(self.multiple.keys()).copied().chain(SINGLE)
    }

    /// Whether a word, in any case, may be one that `a` or `one` counts.
    pub fn may_be_counted(&self, word: &[u8]) -> bool {
        let word = String::from_utf8_lossy(word).to_ascii_lowercase();
        self.counted.may_hold(&word) || self.counted.may_hold(part_stem(&word))
    }

    /// Whether a word of five letters or more, in any case, may be a compound.
    pub fn may_be_compound(&self, word: &[u8]) -> bool {
        // Most words differ in the last letter.
        let ends = |end: &&str| {
            let last = word.last().zip(end.as_bytes().last());
            last.is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
                && word[word.len().saturating_sub(end.len())..].eq_ignore_ascii_case(end.as_bytes())
        };
        let holds = |part: &&str| word.windows(part.len()).any(|w| w.eq_ignore_ascii_case(part.as_bytes()));
        self.endings.iter().any(ends) || self.compounds.iter().any(holds)
    }
}

/// Whether a number may begin with this word.
fn may_begin(word: &str, lists: &Lists) -> bool {
    let compound = || lists.endings.iter().any(|end| word.ends_with(end)) || lists.compounds.iter().any(|part| word.contains(part));
    lists.heads.may_hold(word) || word.len() > 4 && compound()
}

/// What the words at `at` say in a language (its primary tag) with these [lists], and the token behind them.
pub fn read(tokens: &Tokens<'_>, at: usize, lang: &str, lists: &Lists) -> Option<(Said, usize)> {
    let word = tokens.word(at);
    if !may_begin(word, lists) || lang == "en" && matches!(word, "a" | "one") && !may_count(tokens, at, lists) {
        return None;
    }
    share(tokens, at, lang, lists).or_else(|| multiple(tokens, at, lang, lists)).or_else(|| number(tokens, at, lang, lists))
}

/// Whether the word behind `a` or `one` may be one that these count.
fn may_count(tokens: &Tokens<'_>, at: usize, lists: &Lists) -> bool {
    let behind = tokens.word(at + 1 + usize::from(tokens.mark(at + 1, '-')));
    lists.counted.may_hold(behind) || lists.counted.may_hold(part_stem(behind))
}

/// A part of a whole without the ending of its number or case.
fn part_stem(word: &str) -> &str {
    word.trim_end_matches(['s', 'n', 'e', 'a', 'o'])
}

fn small(word: &str, lists: &Lists) -> Option<f64> {
    lists.number.get(word).map(|(n, _)| *n)
}

/// A whole number at `at`.
fn number(tokens: &Tokens<'_>, at: usize, lang: &str, lists: &Lists) -> Option<(Said, usize)> {
    let word = tokens.word(at);
    // `one year`, `a million`: the words are numbers before a unit or a scale alone.
    if lang == "en" && matches!(word, "one" | "a") {
        let scale = SCALES.contains(&tokens.word(at + 1));
        let unit = word == "one" && UNITS.contains(&tokens.word(at + 1));
        return (scale || unit).then_some((Said::Number(1.0), at + 1));
    }
    let Some(first) = small(word, lists) else { return german(word, lang, lists).map(|n| (Said::Number(n), at + 1)) };
    // `thirty-two`, `trente-deux`; `twenty one` with a space is read too.
    let hyphen = tokens.mark(at + 1, '-') && tokens.glued(at + 1);
    let behind = at + 1 + usize::from(hyphen);
    if first >= 20.0 && first % 10.0 == 0.0 {
        let unit = if tokens.word(behind) == "one" { Some(1.0) } else { small(tokens.word(behind), lists) };
        if let Some(unit) = unit.filter(|u| *u < 10.0 && (hyphen || lang == "en")) {
            return Some((Said::Number(first + unit), behind + 1));
        }
    }
    Some((Said::Number(first), at + 1))
}

/// German writes units before tens in one word: `zweiunddreißig`.
fn german(word: &str, lang: &str, lists: &Lists) -> Option<f64> {
    if lang != "de" {
        return None;
    }
    let (unit, ten) = word.split_once("und")?;
    let unit = if unit == "ein" { 1.0 } else { small(unit, lists)? };
    small(ten, lists).filter(|t| *t >= 20.0).map(|t| t + unit)
}

fn follows((_, behind): &Entry, tokens: &Tokens<'_>, at: usize) -> bool {
    behind.is_empty() || behind.contains(&tokens.word(at))
}

/// `two thirds`, `a quarter of`, `one-fifth`, `half of`.
fn share(tokens: &Tokens<'_>, at: usize, lang: &str, lists: &Lists) -> Option<(Said, usize)> {
    let word = tokens.word(at);
    if let Some(half) = lists.half.get(word).filter(|half| follows(half, tokens, at + 1)) {
        return Some((Said::Share(half.0), at + 1));
    }
    let count = if SINGLE.contains(&word) { 1.0 } else { small(word, lists).filter(|n| *n <= 9.0)? };
    let hyphen = tokens.mark(at + 1, '-') && tokens.glued(at + 1);
    let part = at + 1 + usize::from(hyphen);
    let parts = tokens.word(part);
    let stem = part_stem(parts);
    let n = lists.part.get(parts).or_else(|| lists.part.get(stem)).map(|(n, _)| *n)?;
    let of = ["of", "der", "des", "von", "aller", "de", "du", "d"].contains(&tokens.word(part + 1));
    let plural = count > 1.0 && (parts.ends_with('s') || lang != "en");
    let alone = lang != "en" && word != "a";
    if !(of || plural || alone || hyphen && tokens.is(part + 1, Kind::Word)) || count >= n {
        return None;
    }
    Some((Said::Share(100.0 * count / n), part + 1))
}

/// `twice`, `doubled`, `threefold`, `dreifach`.
fn multiple(tokens: &Tokens<'_>, at: usize, lang: &str, lists: &Lists) -> Option<(Said, usize)> {
    let word = tokens.word(at);
    let hyphen = tokens.mark(at + 1, '-') && tokens.glued(at + 1);
    if let Some(found) = lists.multiple.get(word).filter(|m| !hyphen && follows(m, tokens, at + 1)) {
        return Some((Said::Multiple(found.0), at + 1));
    }
    let stem = match lang {
        "en" => word.strip_suffix("fold"),
        "de" => ["fache", "faches", "fachen", "fach"].iter().find_map(|s| word.strip_suffix(s)),
        _ => None,
    };
    small(stem?, lists).map(|n| (Said::Multiple(n), at + 1))
}
