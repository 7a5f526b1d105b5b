//! The order of articles in the index: those whose questions share a telling word stand together, so that ten results
//! lie in few card shards. It depends on the questions alone: editing an answer moves nothing.

use super::fasthash::FastMap;
use super::fragment::Fragment;

/// The positions of `fragments` in the order in which the index numbers them.
pub fn order(fragments: &[Fragment]) -> Vec<usize> {
    let mut common: FastMap<&str, u32> = FastMap::default();
    let titles: Vec<Vec<&str>> = fragments.iter().map(question_stems).collect();
    for stem in titles.iter().flatten() {
        *common.entry(stem).or_default() += 1;
    }
    let mut keys: Vec<_> = titles
        .into_iter()
        .enumerate()
        .map(|(at, stems)| (key(stems, &common), fragments[at].card.lang.as_str(), fragments[at].card.url.as_str(), at))
        .map(|(key, lang, url, at)| (lang, key, url, at))
        .collect();
    keys.sort();
    keys.into_iter().map(|(.., at)| at).collect()
}

/// Stems of the question, each once.
fn question_stems(fragment: &Fragment) -> Vec<&str> {
    let mut stems = Vec::new();
    fragment.each(|term, _| {
        if term.counts[0] > 0 {
            stems.push(term.stem);
        }
    });
    stems
}

/// The stems that other questions have too, the rarest first.
fn key<'a>(mut stems: Vec<&'a str>, common: &FastMap<&str, u32>) -> Vec<&'a str> {
    let shared = |stem: &str| common.get(stem).copied().unwrap_or_default();
    stems.retain(|stem| shared(stem) > 1);
    stems.sort_by_key(|stem| (shared(stem), *stem));
    stems
}
