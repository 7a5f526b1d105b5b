//! The words of a question: [Question::of] cuts it into words, and [Question::telling] leaves those that are worth
//! fetching. `client.js` has both under the same names.

use super::token;
use crate::base::fold;
use std::collections::BTreeSet;

/// Words of a question that are looked up at most.
const MOST: usize = 32;
/// Words that make a question telling: beyond them, common words are left out.
const ENOUGH: usize = 3;

/// A question as it is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Words, each once, in the order typed; identifiers first.
    pub words: Vec<String>,
    /// The last word, where it may be half typed.
    pub open: Option<String>,
}

impl Question {
    /// The words of `query`. Of a script without spaces, characters that stand in a pair are left to the pair.
    pub fn of(query: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut rest = String::new();
        let mut open = false;
        for piece in query.split_whitespace() {
            let identifier = token::identifier(piece);
            open = identifier.is_none();
            match identifier {
                Some(word) => words.push(word),
                None => {
                    fold::search(piece, &mut rest);
                    rest.push(' ');
                }
            }
        }
        token::words(&rest, |word| words.push(word.to_owned()));
        let last = words.last().cloned();
        let paired: BTreeSet<char> = words.iter().filter(|word| dense(word) == 2).flat_map(|word| word.chars()).collect();
        let mut seen = BTreeSet::new();
        words.retain(|word| (dense(word) != 1 || !word.chars().all(|c| paired.contains(&c))) && seen.insert(word.clone()));
        let typed = open && query.ends_with(token::is_word) && last.as_deref().is_some_and(|word| dense(word) == 0);
        let typed = typed && last == words.last().cloned();
        Self { words, open: last.filter(|_| typed) }
    }

    /// The words that are worth fetching: not those of `stop`; and of those of `common`, which has the commonest first,
    /// no more than make `ENOUGH`. One or two letters of a word half typed say nothing beside others.
    pub fn telling(&self, stop: &BTreeSet<String>, common: &[String]) -> Vec<String> {
        let mut words = self.words.clone();
        let short = self.open.as_ref().is_some_and(|word| word.encode_utf16().count() < 3);
        if short && words.len() > 1 {
            words.pop();
        }
        if words.iter().any(|word| !stop.contains(word)) {
            words.retain(|word| !stop.contains(word));
        }
        for word in common {
            if words.len() > ENOUGH {
                words.retain(|known| known != word);
            }
        }
        if words.len() > MOST {
            words.drain(MOST - 1..words.len() - 1);
        }
        words
    }
}

/// Characters of a word of a script that sets no spaces; 0 for other words.
pub fn dense(word: &str) -> usize {
    if word.starts_with(token::is_dense) { word.chars().count() } else { 0 }
}
