//! Works: which entries of all articles are one work ([group]), and why ([Verdict]), for `ibid sources`.
//!
//! Key kinds are taken from the strongest to the weakest. Entries that share a key are joined, unless stronger identifiers
//! tell them apart (one arXiv id, two DOIs: a preprint and what was published). The result does not depend on the order
//! of the entries, and the work is linear in the number of keys.

use super::Source;
use super::address::arxiv_of_doi;
use super::key::{SourceKey, keys};
use std::collections::{BTreeMap, BTreeSet};

/// One entry of an article's `sources`, for [group].
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The entry.
    pub source: &'a Source,
    /// Its id within the site's `sources/`, where it comes from there.
    pub shared: Option<&'a str>,
}

/// Number of a work: works are numbered from 0 by their first entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(pub usize);

/// What [group] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grouping {
    /// The work of each entry, in the order of the entries.
    pub works: Vec<WorkId>,
    /// Why entries with a key in common are one work or not, strongest keys first.
    pub verdicts: Vec<Verdict>,
}

/// Why two entries that share a key are one work, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Index of the entry that came first.
    pub first: usize,
    /// Index of the other.
    pub second: usize,
    /// The key that they share.
    pub shared: SourceKey,
    /// What follows from it.
    pub outcome: Outcome,
}

/// What follows from a shared key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// One work.
    Merged,
    /// Two works: these stronger keys of theirs differ.
    Apart(SourceKey, SourceKey),
    /// Kept apart: the key leads to several works, and nothing says to which of them the second entry belongs.
    Ambiguous,
}

/// Joins entries to works.
pub fn group(entries: &[Entry<'_>]) -> Grouping {
    let mut sets = Sets::new(entries);
    let mut verdicts = Vec::new();
    let mut by_key: BTreeMap<(usize, SourceKey), Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for key in keys(entry.source, entry.shared) {
            by_key.entry((key.rank(), key)).or_default().push(at);
        }
    }
    for ((_, key), members) in by_key {
        let roots: BTreeSet<usize> = members.iter().map(|at| sets.root(*at)).collect();
        if roots.len() > 1 {
            join(&mut sets, &key, &roots, &mut verdicts);
        }
    }
    Grouping { works: sets.numbered(), verdicts }
}

/// Joins the sets `roots`, which all have `key`, as far as their stronger identifiers allow.
fn join(sets: &mut Sets, key: &SourceKey, roots: &BTreeSet<usize>, verdicts: &mut Vec<Verdict>) {
    let contested = contested(sets, key.rank(), roots);
    let mut free: Vec<usize> = roots.iter().copied().filter(|r| !contested.contains_key(r)).collect();
    for (second, (first, mine, theirs)) in contested.iter().filter(|(second, (first, ..))| *second != first) {
        let outcome = Outcome::Apart(theirs.clone(), mine.clone());
        verdicts.push(verdict(*first, *second, key, outcome));
    }
    let home = match key {
        SourceKey::Arxiv(id) => contested.keys().copied().find(|root| sets.has_own_doi(*root, id)),
        _ => None,
    };
    if let (Some(first_free), None, Some(first_contested)) = (free.first(), home, contested.keys().next()) {
        verdicts.push(verdict(*first_contested, *first_free, key, Outcome::Ambiguous));
    }
    free.extend(home);
    free.sort_unstable();
    let Some((first, rest)) = free.split_first() else { return };
    for second in rest {
        verdicts.push(verdict(*first, *second, key, Outcome::Merged));
        sets.union(*first, *second);
    }
}

fn verdict(a: usize, b: usize, shared: &SourceKey, outcome: Outcome) -> Verdict {
    let outcome = match outcome {
        Outcome::Apart(x, y) if a > b => Outcome::Apart(y, x),
        outcome => outcome,
    };
    Verdict { first: a.min(b), second: a.max(b), shared: shared.clone(), outcome }
}

/// The sets among `roots` that identifiers stronger than `rank` tell apart: each with the set that it is told from and both keys.
fn contested(sets: &Sets, rank: usize, roots: &BTreeSet<usize>) -> BTreeMap<usize, (usize, SourceKey, SourceKey)> {
    let mut out = BTreeMap::new();
    for stronger in 0..rank {
        let holders: Vec<(usize, &SourceKey)> =
            roots.iter().filter_map(|root| Some((*root, sets.ids[*root].iter().find(|k| k.rank() == stronger)?))).collect();
        let Some(((first, first_key), rest)) = holders.split_first() else { continue };
        for (root, key) in rest.iter().filter(|(_, key)| key != first_key) {
            out.entry(*first).or_insert_with(|| (*first, (*first_key).clone(), (*key).clone()));
            out.entry(*root).or_insert_with(|| (*first, (*key).clone(), (*first_key).clone()));
        }
    }
    out
}

/// Union-find over entries; a set is named by its smallest entry and knows its unique identifiers.
struct Sets {
    parent: Vec<usize>,
    /// Unique identifiers ([SourceKey::is_unique]) of the set that the entry names.
    ids: Vec<BTreeSet<SourceKey>>,
}

impl Sets {
    fn new(entries: &[Entry<'_>]) -> Self {
        let ids = entries.iter().map(|e| keys(e.source, e.shared).into_iter().filter(SourceKey::is_unique).collect());
        Self { parent: (0..entries.len()).collect(), ids: ids.collect() }
    }

    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut at = at;
        while self.parent[at] != root {
            at = std::mem::replace(&mut self.parent[at], root);
        }
        root
    }

    fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high] = low;
        let mut moved = std::mem::take(&mut self.ids[high]);
        if moved.len() > self.ids[low].len() {
            std::mem::swap(&mut moved, &mut self.ids[low]);
        }
        self.ids[low].extend(moved);
    }

    /// Whether the set has the DOI that arXiv itself gave to `arxiv`.
    fn has_own_doi(&self, root: usize, arxiv: &str) -> bool {
        self.ids[root].iter().any(|key| matches!(key, SourceKey::Doi(doi) if arxiv_of_doi(doi).as_deref() == Some(arxiv)))
    }

    fn numbered(mut self) -> Vec<WorkId> {
        let mut numbers = BTreeMap::new();
        (0..self.parent.len())
            .map(|at| {
                let root = self.root(at);
                let next = numbers.len();
                WorkId(*numbers.entry(root).or_insert(next))
            })
            .collect()
    }
}
