//! Where one shard of words ends and the next begins: [borders] of a sorted list of words and what each costs.
//!
//! The list is cut at branches of its words into pieces, and neighbouring pieces are joined to at least half of the
//! measure; of the borders that this leaves open, the shortest is taken. So borders take few bytes, and since short
//! ones are taken wherever the list begins, a change of one word moves the borders of a few neighbours at most.

/// A word and what it costs in its shard, in bits.
pub type Weighed<'a> = (&'a [u16], u64);

/// A run of neighbouring words that a border may precede.
struct Piece<'a> {
    border: &'a [u16],
    weight: u64,
}

/// The first keys of all shards but the first, sorted. `words` is sorted by UTF-16 units.
pub fn borders(words: &[Weighed<'_>], measure: u64) -> Vec<Vec<u16>> {
    let pieces = pieces(words, measure / 4);
    let mut out = Vec::new();
    let mut start = 0;
    loop {
        let (mut at, mut weight) = (start, 0);
        let mut best: Option<usize> = None;
        while at < pieces.len() && (at == start || weight + pieces[at].weight <= measure) {
            weight += pieces[at].weight;
            at += 1;
            let shorter = |best: usize| pieces.get(at).is_some_and(|piece| piece.border.len() <= pieces[best].border.len());
            if weight >= measure / 2 && at < pieces.len() && best.is_none_or(shorter) {
                best = Some(at);
            }
        }
        start = best.unwrap_or(at);
        let Some(piece) = pieces.get(start).filter(|_| at < pieces.len()) else { return out };
        out.push(piece.border.to_vec());
    }
}

/// The list in pieces of at most `limit`, where it branches, each with the shortest border before it.
fn pieces<'a>(words: &[Weighed<'a>], limit: u64) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut at = 0_usize;
    split(words, limit, &mut |part| {
        let first = part[0].0;
        let before = at.checked_sub(1).map_or(&[][..], |at| words[at].0);
        let shared = first.iter().zip(before).take_while(|(a, b)| a == b).count();
        let pair = first.get(shared).is_some_and(|unit| (0xd800..0xdc00).contains(unit));
        let border = &first[..first.len().min(shared + 1 + usize::from(pair))];
        let weight = part.iter().map(|word| word.1).sum();
        match pieces.last_mut() {
            Some(last) if shared == first.len() => last.weight += weight,
            _ => pieces.push(Piece { border, weight }),
        }
        at += part.len();
    });
    pieces
}

/// Calls `each` with the parts of `words`: as large as `limit` lets them be, cut where their words branch.
fn split<'a, 'w>(words: &'w [Weighed<'a>], limit: u64, each: &mut impl FnMut(&'w [Weighed<'a>])) {
    let mut stack = vec![(words, 0)];
    while let Some((words, depth)) = stack.pop() {
        let weight: u64 = words.iter().map(|word| word.1).sum();
        if words.is_empty() {
            continue;
        }
        if weight <= limit || words.len() == 1 || words.iter().all(|word| word.0.len() <= depth) {
            each(words);
        } else {
            stack.extend(words.chunk_by(|a, b| a.0.get(depth) == b.0.get(depth)).rev().map(|branch| (branch, depth + 1)));
        }
    }
}

/// The shard that `key` belongs to.
pub fn place(borders: &[Vec<u16>], key: &[u16]) -> usize {
    borders.partition_point(|border| border.as_slice() <= key)
}

/// `text` in the units that keys are compared by.
pub fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(words: &[String], measure: u64) -> Vec<String> {
        let units: Vec<_> = words.iter().map(|word| units(word)).collect();
        let weighed: Vec<Weighed<'_>> = units.iter().map(|word| (word.as_slice(), 10)).collect();
        borders(&weighed, measure).iter().map(|border| String::from_utf16_lossy(border)).collect()
    }

    fn words() -> Vec<String> {
        (0..2000_u32)
            .map(|n| format!("{:04x}", n.wrapping_mul(40503) % 65_536))
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    #[test]
    fn shards_keep_the_measure() {
        let words = words();
        let cuts = cut(&words, 400);
        assert!((50..110).contains(&cuts.len()), "{}", cuts.len());
        let keys: Vec<_> = cuts.iter().map(|cut| units(cut)).collect();
        let mut sizes = vec![0; cuts.len() + 1];
        words.iter().for_each(|word| sizes[place(&keys, &units(word))] += 10);
        assert!(sizes.iter().all(|size| *size <= 400 && *size > 0), "{sizes:?}");
    }

    #[test]
    fn a_new_word_moves_few_borders() {
        let before = cut(&words(), 400);
        let mut more = words();
        more.push("7777".to_owned());
        more.push("7778".to_owned());
        more.sort();
        let after = cut(&more, 400);
        let moved = after.iter().filter(|border| !before.contains(border)).count();
        assert!(moved <= 6, "{moved}");
    }
}
