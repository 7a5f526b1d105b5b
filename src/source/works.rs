//! Works: which entries of all articles are one work ([group]), and why ([Verdict]), for `ibid sources`.
//!
//! Key kinds are taken from the strongest to the weakest. Entries that share a key are joined, unless stronger identifiers
//! tell them apart (one arXiv id, two DOIs: a preprint and what was published). The result does not depend on the order
//! of the entries, and the work is linear in the number of keys.

use super::Source;
use super::address::arxiv_of_doi;
use super::key::{SourceKey, keys};
use crate::base::fasthash::FastMap;
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
    let keys: Vec<Box<[SourceKey]>> = entries.iter().map(|entry| keys(entry.source, entry.shared).into()).collect();
    let mut sets = Sets::new(&keys);
    let mut verdicts = Vec::new();
    for (key, members) in shared(&keys) {
        let roots: BTreeSet<usize> = members.iter().map(|at| sets.root(*at)).collect();
        if roots.len() > 1 {
            join(&mut sets, key, &roots, &mut verdicts);
        }
    }
    Grouping { works: sets.numbered(), verdicts }
}

/// Keys that several entries have, the strongest first, each with the entries in order.
fn shared(keys: &[Box<[SourceKey]>]) -> Vec<(&SourceKey, Vec<usize>)> {
    // Most keys are of one entry: those get no list.
    let mut first: FastMap<&SourceKey, (usize, Option<usize>)> = FastMap::default();
    let mut out: Vec<(&SourceKey, Vec<usize>)> = Vec::new();
    for (at, key) in keys.iter().enumerate().flat_map(|(at, keys)| keys.iter().map(move |key| (at, key))) {
        let (before, list) = first.entry(key).or_insert((at, None));
        match list {
            Some(list) => out[*list].1.push(at),
            None if *before == at => {}
            None => {
                *list = Some(out.len());
                out.push((key, vec![*before, at]));
            }
        }
    }
    out.sort_unstable_by(|a, b| a.0.cmp(b.0));
    out
}

/// Joins the sets `roots`, which all have `key`, as far as their stronger identifiers allow.
fn join(sets: &mut Sets<'_>, key: &SourceKey, roots: &BTreeSet<usize>, verdicts: &mut Vec<Verdict>) {
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
fn contested(sets: &Sets<'_>, rank: usize, roots: &BTreeSet<usize>) -> BTreeMap<usize, (usize, SourceKey, SourceKey)> {
    let mut out = BTreeMap::new();
    for stronger in 0..rank {
        let holders: Vec<(usize, &SourceKey)> =
            roots.iter().filter_map(|root| Some((*root, *sets.ids[*root].iter().find(|k| k.rank() == stronger)?))).collect();
        let Some(((first, first_key), rest)) = holders.split_first() else { continue };
        for (root, key) in rest.iter().filter(|(_, key)| key != first_key) {
            out.entry(*first).or_insert_with(|| (*first, (*first_key).clone(), (*key).clone()));
            out.entry(*root).or_insert_with(|| (*first, (*key).clone(), (*first_key).clone()));
        }
    }
    out
}

/// Union-find over entries; a set is named by its smallest entry and knows its unique identifiers.
struct Sets<'k> {
    parent: Vec<usize>,
    /// Unique identifiers ([SourceKey::is_unique]) of the set that the entry names, sorted.
    ids: Vec<Vec<&'k SourceKey>>,
}

impl<'k> Sets<'k> {
    fn new(keys: &'k [Box<[SourceKey]>]) -> Self {
        // An entry's keys come sorted.
        let ids = keys.iter().map(|keys| keys.iter().filter(|key| key.is_unique()).collect());
        Self { parent: (0..keys.len()).collect(), ids: ids.collect() }
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
        for key in moved {
            if let Err(at) = self.ids[low].binary_search(&key) {
                self.ids[low].insert(at, key);
            }
        }
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
