//! Where an article's card stands among the words: [keys].
//!
//! A card lies in the shard of its home word, the most telling word of its question. Whoever asks for that word has
//! the card with the postings; and articles about one thing lie together, so ten results need few requests. The key
//! is the home word and the words next to it in weight, so that a word that is home to many is cut further. It
//! depends on the questions alone: editing an answer moves nothing.

use super::fragment::Fragment;
use crate::base::fasthash::FastMap;

/// Words of the question that a key names.
const WORDS: usize = 3;

/// Each fragment's key, by which the index numbers the articles.
pub fn keys(fragments: &[Fragment]) -> Vec<String> {
    let mut common: FastMap<&str, u32> = FastMap::default();
    let titles: Vec<_> = fragments.iter().map(question).collect();
    for (stem, _) in titles.iter().flatten() {
        *common.entry(stem).or_default() += 1;
    }
    let key = |(words, fragment): (Vec<(&str, String)>, &Fragment)| key(words, &common, &fragment.card.url);
    titles.into_iter().zip(fragments).map(key).collect()
}

/// Stems of the question with the first form of each, each once.
fn question(fragment: &Fragment) -> Vec<(&str, String)> {
    let mut words = Vec::new();
    fragment.each(|term, forms| {
        if term.counts[0] > 0 {
            words.push((term.stem, forms.next().unwrap_or(term.stem).to_owned()));
        }
    });
    words
}

/// The words, the likeliest to be asked for and to bring few others first.
fn key(mut words: Vec<(&str, String)>, common: &FastMap<&str, u32>, url: &str) -> String {
    let shared = |stem: &str| common.get(stem).copied().unwrap_or_default();
    words.sort_by_key(|(stem, _)| (rank(shared(stem)), *stem));
    let mut key: Vec<&str> = words.iter().take(WORDS).map(|(_, form)| form.as_str()).collect();
    key.push(url);
    key.join(" ").replace('|', " ")
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
