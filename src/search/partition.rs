//! Where one shard of words ends and the next begins: [borders] of a sorted list of words.
//!
//! A border is a prefix at which words branch, and depends only on how much lies below each branch; so a new word
//! changes the shard it falls into, and a border only when a shard has outgrown its measure.

/// A word and what it costs in its shard, in bits.
pub type Weighed<'a> = (&'a [u16], u64);

/// The first keys of all shards but the first, sorted. `words` is sorted by UTF-16 units.
pub fn borders(words: &[Weighed<'_>], measure: u64) -> Vec<Vec<u16>> {
    let mut out = Vec::new();
    let mut stack = vec![(words, 0_usize)];
    while let Some((words, depth)) = stack.pop() {
        let groups = groups(words, depth, measure);
        if groups.len() == 1 && words.iter().any(|w| w.0.len() > depth) && total(words) > measure && words.len() > 1 {
            stack.push((words, depth + 1));
            continue;
        }
        for (at, group) in groups.iter().enumerate() {
            let first = group[0].0;
            if at > 0 {
                out.push(first[..first.len().min(depth + 1)].to_vec());
            }
        }
        let heavy = groups.into_iter().filter(|g| g.len() > 1 && total(g) > measure);
        stack.extend(heavy.map(|g| (g, depth + 1)));
    }
    out.sort();
    out.dedup();
    out
}

fn total(words: &[Weighed<'_>]) -> u64 {
    words.iter().map(|w| w.1).sum()
}

/// `words` by their unit at `depth`, with light neighbours joined up to `measure`.
fn groups<'w, 'a>(words: &'w [Weighed<'a>], depth: usize, measure: u64) -> Vec<&'w [Weighed<'a>]> {
    let mut out = Vec::new();
    let (mut start, mut at, mut weight) = (0, 0, 0);
    for branch in words.chunk_by(|a, b| a.0.get(depth) == b.0.get(depth)) {
        let more = total(branch);
        if weight > 0 && weight + more > measure {
            out.push(&words[start..at]);
            (start, weight) = (at, 0);
        }
        weight += more;
        at += branch.len();
    }
    if start < words.len() {
        out.push(&words[start..]);
    }
    out
}

/// The shard that `key` belongs to.
pub fn place(borders: &[Vec<u16>], key: &[u16]) -> usize {
    borders.partition_point(|border| border.as_slice() <= key)
}

/// `text` in the units that keys are compared by.
pub fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}
