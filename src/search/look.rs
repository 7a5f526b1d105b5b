//! A second look at the best answers: what their cards say of the question's words that the postings could not.
//!
//! The commonest words of a question are not fetched, and the lists of frequent words end with their strongest postings.
//! Where many answers are about one thing ("What are the symptoms of …", "Is … inherited?"), just such words tell which
//! is meant. Cards that are at hand say whether the question has them, for no further byte. `client.js` has the same
//! function under the same name.

use super::card::Card;
use super::token;
use crate::base::fold;
use std::collections::BTreeSet;

/// A word of the question.
pub struct Asked<'a> {
    /// The forms that stand for it.
    pub forms: Vec<&'a str>,
    /// How telling it is.
    pub rarity: u32,
    /// Whether the article's posting has been counted, or is known not to exist.
    pub counted: bool,
    /// It is a start only: what it stands for does not show that the question was asked for.
    pub half: bool,
}

/// Rarity of a word that most articles have and that is not fetched.
pub const STOP: u32 = 8;
/// Rarity of a word that a good many articles have, where it is not fetched.
pub const COMMON: u32 = 32;
/// Answers that are looked at again, if their cards are at hand.
pub const LOOKED: usize = 40;
/// What a word of the question is worth, and one of the headings or the answer as the card shows it.
const TITLE: u32 = 24;
const REST: u32 = 12;
/// A question that is covered by the words wholly scores an eighth more; one of fewer words counts as so many.
const COVERED: u64 = 8;
const SHORT: usize = 3;

/// The score of the article with this card, whose postings have given `score`.
pub fn look(card: &Card, score: u32, asked: &[Asked<'_>]) -> u32 {
    let (title, rest) = (words([card.title.as_str()]), words(card.sections.iter().map(|s| s.1.as_str()).chain([card.snippet.as_str()])));
    let has = |words: &BTreeSet<String>, word: &Asked<'_>| word.forms.iter().any(|form| words.contains(*form));
    let mut total = u64::from(score);
    for word in asked.iter().filter(|word| !word.counted) {
        let worth = if has(&title, word) { TITLE } else { u32::from(has(&rest, word)) * REST };
        total += u64::from(word.rarity * worth);
    }
    let known: BTreeSet<&str> = asked.iter().filter(|word| !word.half).flat_map(|word| word.forms.iter().copied()).collect();
    let covered = title.iter().filter(|word| known.contains(word.as_str())).count() as u64;
    total += total * covered / (COVERED * title.len().max(SHORT) as u64);
    u32::try_from(total).unwrap_or(u32::MAX)
}

fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut folded = String::new();
    for text in texts {
        fold::search(text, &mut folded);
        folded.push(' ');
    }
    let mut out = BTreeSet::new();
    token::words(&folded, |word| {
        out.insert(word.to_owned());
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_tell_answers_about_one_thing_apart() {
        let card = |title: &str| Card { title: title.to_owned(), ..Card::default() };
        let word = |form, rarity, counted| Asked { forms: vec![form], rarity, counted, half: false };
        let asked = [word("is", STOP, false), word("measles", 90, true), word("catching", 40, false)];
        let scores = ["Is measles catching?", "Is measles common?", "What are measles?"].map(|title| look(&card(title), 1000, &asked));
        assert!(scores[0] > scores[1] && scores[1] > scores[2], "{scores:?}");
    }
}
