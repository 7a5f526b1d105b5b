//! What a text is about, as the stems of its words: whether a sentence and a record speak of one thing at all.

use super::quantity::stem;
use crate::base::fasthash::FastSet;
use crate::base::heads::Heads;
use std::sync::LazyLock;

/// The stems of a text's words.
#[derive(Debug, Clone, Default)]
pub struct Topic {
    stems: FastSet<String>,
    /// Whether words were met that only stand in texts of this language.
    own_language: bool,
    lang: String,
}

/// Words that only bind others, by language. They show which language a text is in, and say nothing of what it is about.
const BINDING: &[(&str, &[&str])] = &[
    (
        "en",
        &["the", "of", "and", "in", "to", "was", "were", "is", "are", "with", "for", "that", "from", "by", "than", "on", "at", "an", "be"],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "von", "den", "dem", "des", "mit", "bei", "auf", "ist", "sind", "wurde", "wurden", "eine", "im",
            "zu",
        ],
    ),
    ("fr", &["le", "la", "les", "des", "et", "du", "une", "dans", "est", "sont", "par", "pour", "sur", "que", "chez", "avec", "au", "aux"]),
    ("es", &["el", "la", "los", "las", "y", "del", "una", "en", "es", "son", "por", "para", "que", "con", "se"]),
];

/// Stems that texts of any subject share.
const COMMON: &[&str] = &[
    "study", "studi", "result", "found", "find", "findi", "show", "showe", "shown", "report", "data", "analys", "method", "group",
    "compar", "increa", "decrea", "reduc", "higher", "lower", "more", "less", "than", "which", "between", "betwee", "among", "after",
    "before", "during", "about", "with", "from", "that", "this", "these", "those", "were", "have", "been", "year", "month", "week",
    "total", "number", "averag", "mea", "median", "percen", "effect", "signif", "differ", "level", "rate", "also", "their", "other",
    "when", "over", "under", "only", "most", "first", "second", "three", "four", "five", "include", "includ", "associ", "using", "used",
    "base", "into", "source", "per", "against", "agains", "within", "record", "paper", "article", "articl", "claim",
];

static COMMON_SET: LazyLock<(Heads, FastSet<&'static str>)> = LazyLock::new(|| {
    let mut heads = Heads::default();
    COMMON.iter().for_each(|stem| heads.add(stem));
    (heads, COMMON.iter().copied().collect())
});

fn is_common(stem: &str) -> bool {
    let (heads, set) = &*COMMON_SET;
    heads.may_hold(stem) && set.contains(stem)
}

/// The longest of the words that bind, in bytes.
const LONGEST_BINDING: usize = 6;

impl Topic {
    /// A topic of no words yet, for texts in `lang` (a primary tag).
    pub fn new(lang: &str) -> Self {
        Self { lang: lang.to_owned(), ..Self::default() }
    }

    /// Takes in the words of `text`.
    pub fn add(&mut self, text: &str) {
        let binding = BINDING.iter().find(|(l, _)| *l == self.lang).map_or(&[][..], |(_, words)| *words);
        let mut last = None;
        let mut lower = String::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let first = word.chars().next().unwrap_or(' ');
            if super::phrases::is_spaceless(first) {
                self.own_language |= matches!(self.lang.as_str(), "zh" | "ja");
                for c in word.chars() {
                    if let Some(before) = last.replace(c) {
                        self.stems.insert([before, c].iter().collect());
                    }
                }
                last = None;
                continue;
            }
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.push_str(&word.to_lowercase());
            }
            if lower.len() <= LONGEST_BINDING && binding.contains(&lower.as_str()) {
                self.own_language = true;
                continue;
            }
            let letters = word.chars().count();
            let name = letters >= 2 && word.chars().skip(1).any(char::is_uppercase);
            if letters < 4 && !name || first.is_numeric() {
                continue;
            }
            let stem = stem(&lower);
            if !is_common(&stem) && !is_common(&lower) {
                self.stems.insert(stem);
            }
        }
    }

    /// Whether a word of one is a word of the other.
    pub fn meets(&self, other: &Topic) -> bool {
        self.stems.iter().any(|stem| other.stems.contains(stem))
    }

    /// Whether the texts of `parts`, taken together, and a record speak of one thing, as far as that can be told: where they are
    /// too short or in another language, it cannot.
    pub fn any_meets(parts: &[&Topic], record: &Topic) -> bool {
        const FEWEST: usize = 4;
        let own_language = record.own_language && parts.iter().any(|p| p.own_language);
        if record.stems.len() < FEWEST || !own_language || parts.iter().any(|p| p.stems.iter().any(|s| record.stems.contains(s))) {
            return true;
        }
        parts.iter().flat_map(|p| &p.stems).collect::<FastSet<_>>().len() < FEWEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_that_binds_is_longer() {
        assert!(BINDING.iter().flat_map(|(_, words)| *words).all(|word| word.len() <= LONGEST_BINDING));
    }
}
