//! Where an article's card stands among the words: [keys].
//!
//! A card lies in the shard of its home word, the most telling word of its question. Whoever asks for that word has
//! the card with the postings; and articles about one thing lie together, so ten results need few requests. The key
//! is the home word and a letter each for the words next to it in weight, so that a word that is home to many is cut
//! further, by borders of few letters. It depends on the questions alone: editing an answer moves nothing.

use crate::base::fasthash::FastMap;
use crate::base::hash;

/// Words of the question that a key names.
const WORDS: usize = 6;

/// What an article's key is made from: the stems of its question with a form of each, and its address.
pub struct Question<'a> {
    /// Stem and form, each stem once.
    pub words: Vec<(&'a str, &'a str)>,
    /// Address.
    pub url: &'a str,
}

/// Each article's key, by which the index numbers the articles.
pub fn keys(questions: &[Question<'_>]) -> Vec<String> {
    let mut common: FastMap<&str, u32> = FastMap::default();
    for (stem, _) in questions.iter().flat_map(|question| &question.words) {
        *common.entry(stem).or_default() += 1;
    }
    questions.iter().map(|question| key(question, &common)).collect()
}

/// The words, the likeliest to be asked for and to bring few others first.
fn key(question: &Question<'_>, common: &FastMap<&str, u32>) -> String {
    let shared = |stem: &str| common.get(stem).copied().unwrap_or_default();
    let mut words = question.words.clone();
    words.sort_by_key(|(stem, _)| (rank(shared(stem)), *stem));
    let mut words = words.iter().take(WORDS).map(|(_, form)| *form);
    let mut key = words.next().unwrap_or_default().to_owned();
    words.for_each(|word| key.push_str(&letters(word, 1)));
    key + &letters(question.url, 2) + " " + question.url
}

/// `count` small letters that stand for `text`.
fn letters(text: &str, count: usize) -> String {
    hash::short(text.as_bytes(), 2 * count).as_bytes().chunks(2).map(letter).collect()
}

fn letter(pair: &[u8]) -> char {
    let sum = pair.iter().fold(0, |sum, byte| sum * 36 + u32::from(*byte));
    char::from(b'a' + (sum % 26) as u8)
}

/// Questions that share a word before it is likely that a reader's question has it too.
const ASKED: u32 = 8;

/// Sorting rank of a word that `shared` questions have: the rarest that readers are likely to ask for is first.
fn rank(shared: u32) -> u32 {
    match shared {
        0 | 1 => u32::MAX,
        few @ 2..ASKED => u32::MAX - few,
        many => many,
    }
}
