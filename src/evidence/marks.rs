//! What the words of a text may be, found in one pass: most sentences hold no phrase that a rule looks for, and most texts
//! no number, so that nobody needs to look at those more closely.

use super::phrases;
use super::quantity::word;
use crate::base::heads::{DIGIT, FOREIGN, HYPHEN, HeadTable, LETTER, kind, word_at};
use std::sync::LazyLock;

/// What a text may hold. That it holds none is sure; that it may is a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

/// A quantity, in digits or in words.
pub const NUMBER: Marks = Marks(1);
/// A phrase that attributes something to others.
pub const ATTRIBUTION: Marks = Marks(2);
/// A phrase that speaks of now.
pub const NOW: Marks = Marks(4);

const ALL: Marks = Marks(NUMBER.0 | ATTRIBUTION.0 | NOW.0);
/// `a` or `one` of English, which may begin a number where the next word is one that it counts.
const ONE: u8 = 8;

impl Marks {
    /// Whether the text may hold this.
    pub fn may(self, what: Marks) -> bool {
        self.0 & what.0 != 0
    }

    /// What two texts may hold together.
    #[must_use]
    pub fn and(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

/// What the words of one language may be.
#[derive(Debug, Default)]
pub struct Table {
    heads: HeadTable,
    /// What any text may hold, since phrases of it are found anywhere.
    always: u8,
    numbers: Option<&'static word::Lists>,
}

static TABLES: [(&str, LazyLock<Table>); 5] = [
    ("en", LazyLock::new(|| Table::new("en"))),
    ("de", LazyLock::new(|| Table::new("de"))),
    ("fr", LazyLock::new(|| Table::new("fr"))),
    ("es", LazyLock::new(|| Table::new("es"))),
    ("zh", LazyLock::new(|| Table::new("zh"))),
];
static NONE: LazyLock<Table> = LazyLock::new(Table::default);

/// The table of a language (its primary tag).
pub fn of(lang: &str) -> &'static Table {
    TABLES.iter().find(|(known, _)| *known == lang).map_or(&*NONE, |(_, table)| &**table)
}

impl Table {
    fn new(lang: &str) -> Self {
        let (phrases, numbers) = (phrases::of(lang), word::lists(lang));
        let mut out = Self { numbers, ..Self::default() };
        for (list, mark) in [("attribution-subject", ATTRIBUTION), ("attribution-phrase", ATTRIBUTION), ("now", NOW)] {
            phrases.longest(list).for_each(|word| out.heads.add(word, mark.0));
            if phrases.has_any_where(list) {
                out.always |= mark.0;
            }
        }
        for word in numbers.into_iter().flat_map(word::Lists::beginnings) {
            let one = lang == "en" && ["a", "one"].contains(&word);
            out.heads.add(word, if one { ONE } else { NUMBER.0 });
        }
        out
    }

    /// What `text` may hold.
    pub fn read(&self, text: &str) -> Marks {
        let bytes = text.as_bytes();
        let (mut found, mut counts, mut at) = (self.always, false, 0);
        while at < bytes.len() {
            match kind(bytes[at]) {
                // General punctuation: quotation marks, dashes, the ellipsis.
                FOREIGN if bytes[at..].starts_with(&[0xe2, 0x80]) => at += 3,
                FOREIGN => return ALL,
                kind if kind & LETTER == 0 => at += 1,
                _ => {
                    let (word, seen, end) = word_at(bytes, at);
                    at = end;
                    found |= if seen & DIGIT == 0 { 0 } else { NUMBER.0 };
                    let mark = self.heads.of(word);
                    if seen & HYPHEN == 0 {
                        found |= mark & !ONE | self.number(word, mark, counts);
                        counts = mark & ONE != 0;
                        continue;
                    }
                    found |= mark & !(ONE | NUMBER.0);
                    // Numbers are read from words without hyphens.
                    for part in word.split(|b| *b == b'-') {
                        let mark = self.heads.of(part);
                        found |= self.number(part, mark, counts);
                        counts = mark & ONE != 0;
                    }
                }
            }
        }
        Marks(found)
    }

    /// [NUMBER] where a number may begin with this word, which looks like one of `mark`; where `counts`, one that it counts.
    fn number(&self, word: &[u8], mark: u8, counts: bool) -> u8 {
        let begins = mark & NUMBER.0 != 0;
        let counted = || counts && self.numbers.is_some_and(|lists| lists.may_be_counted(word));
        let compound = || word.len() > 4 && self.numbers.is_some_and(|lists| lists.may_be_compound(word));
        if begins || counted() || compound() { NUMBER.0 } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::quantity;

    #[test]
    fn no_number_is_passed_over() {
        let said = [
            "12 of them",
            "twelve",
            "Thirty-two men",
            "one-fifth of it",
            "A Quarter of all",
            "a — million",
            "sevenfold",
            "v2",
            "it doubled",
        ];
        let others = [("de", "zweiundvierzig"), ("de", "dreifach"), ("fr", "un tiers"), ("es", "la mitad de"), ("zh", "三成"), ("xx", "٣")];
        for (lang, text) in said.into_iter().map(|text| ("en", text)).chain(others) {
            assert!(of(lang).read(text).may(NUMBER), "{text}");
        }
        for text in ["A study of one method", "a one-off", "They say so — “now and then”…", ""] {
            assert!(!of("en").read(text).may(NUMBER) && quantity::read(text, &[], "en").is_empty(), "{text}");
        }
    }

    #[test]
    fn phrases_are_marked_by_a_word_of_theirs() {
        assert!(of("en").read("The Authors note it").may(ATTRIBUTION));
        assert!(of("en").read("It is currently so").may(NOW));
        assert!(!of("en").read("It is so").may(NOW));
        assert!(of("en").read("Straße").may(ATTRIBUTION) && of("zh").read("it").may(NOW));
        assert!(!of("xx").read("currently").may(NOW));
    }
}
