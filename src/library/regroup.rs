//! Follows edits of sources: [regroup] works out afresh the works that an edit can touch, and keeps the others.
//!
//! Two entries can be one work only where keys of theirs lead from one to the other, over any number of other entries. So
//! 1. what is kept of the [Signs] and of the works is given the places that articles have now;
//! 2. entries that have a key in common with what came or went are gathered, with all that keys lead to from there;
//! 3. these alone are [grouped], put among the others, and works whose addresses begin alike are named anew.
//!
//! Invariant: the result is what [works](super::works::works) gives (`tests/apply.rs`).

use super::works::{Place, Work, grouped, name};
use crate::article::Summary;
use crate::source::Source;
use crate::source::key::keys;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeSet, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// One key of one entry: a hash of the key, and where the entry stands. Keys that share a hash by chance make the part that is
/// worked out afresh larger, and no result wrong.
type Sign = (u64, u32, u32);

/// The keys of all entries, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Signs(Vec<Sign>);

/// How places of articles moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    /// For each place before, the place now of an article whose sources are as they were.
    kept: Vec<Option<usize>>,
    /// Places now of all others.
    new: Vec<usize>,
}

impl Moved {
    /// From articles before and now, both in the order of their files.
    pub fn between(before: &[Arc<Summary>], now: &[Arc<Summary>]) -> Self {
        let mut moved = Self { kept: vec![None; before.len()], new: Vec::new() };
        let mut at = 0;
        for (place, article) in now.iter().enumerate() {
            while before.get(at).is_some_and(|b| b.file < article.file) {
                at += 1;
            }
            match before.get(at).filter(|b| b.file == article.file && has_same_sources(b, article)) {
                Some(_) => moved.kept[at] = Some(place),
                None => moved.new.push(place),
            }
        }
        moved
    }

    fn now(&self, (article, source): Place) -> Option<Place> {
        Some((self.kept.get(article).copied().flatten()?, source))
    }
}

/// Whether two states of an article list the same sources.
pub(super) fn has_same_sources(a: &Arc<Summary>, b: &Arc<Summary>) -> bool {
    Arc::ptr_eq(a, b) || a.sources.len() == b.sources.len() && a.sources.iter().zip(&b.sources).all(|(a, b)| a.source == b.source)
}

impl Signs {
    /// The keys of all sources of these articles.
    pub fn of(articles: &[Arc<Summary>]) -> Self {
        let mut signs: Vec<Sign> = (0..articles.len()).flat_map(|a| signs_of(articles, a)).collect();
        signs.sort_unstable();
        Self(signs)
    }

    /// The same after an edit, and the hashes of all keys that came or went.
    fn moved(&self, moved: &Moved, articles: &[Arc<Summary>]) -> (Self, HashSet<u64>) {
        let mut touched = HashSet::new();
        let mut signs = Vec::with_capacity(self.0.len() + moved.new.len() * 16);
        for (hash, article, source) in &self.0 {
            match moved.now((*article as usize, *source as usize)) {
                Some((article, source)) => signs.push((*hash, article as u32, source as u32)),
                None => drop(touched.insert(*hash)),
            }
        }
        for sign in moved.new.iter().flat_map(|a| signs_of(articles, *a)) {
            touched.insert(sign.0);
            signs.push(sign);
        }
        // Two sorted runs: a stable sort merges them.
        signs.sort();
        (Self(signs), touched)
    }

    /// The entries that have this key.
    fn entries(&self, hash: u64) -> impl Iterator<Item = Place> {
        let from = self.0.partition_point(|sign| sign.0 < hash);
        self.0[from..].iter().take_while(move |sign| sign.0 == hash).map(|sign| (sign.1 as usize, sign.2 as usize))
    }
}

fn signs_of(articles: &[Arc<Summary>], article: usize) -> impl Iterator<Item = Sign> {
    let sources = articles[article].sources.iter().enumerate();
    sources.flat_map(move |(s, cited)| hashes(&cited.source).into_iter().map(move |hash| (hash, article as u32, s as u32)))
}

fn hashes(source: &Source) -> Vec<u64> {
    let hash = |key| {
        let mut hasher = DefaultHasher::new();
        Hash::hash(&key, &mut hasher);
        hasher.finish()
    };
    keys(source, source.reference.as_deref()).into_iter().map(hash).collect()
}

/// The works of `articles` and the keys of their sources, from what they were before articles [Moved].
pub(super) fn regroup(before: &[Work], signs: &Signs, moved: &Moved, articles: &[Arc<Summary>]) -> (Vec<Work>, Signs) {
    let (signs, touched) = signs.moved(moved, articles);
    let reached = reached(&signs, touched, moved, articles);
    let mut words: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut works = Vec::with_capacity(before.len() + 16);
    for work in before {
        let now = |place: &Place| moved.now(*place).filter(|place| !reached.contains(place));
        match work.entries.iter().map(now).collect::<Option<Vec<Place>>>() {
            Some(entries) => {
                let (slug, source, words) = (work.slug.clone(), Arc::clone(&work.source), Arc::clone(&work.words));
                works.push(Work { slug, source, entries, words });
            }
            None => drop(words.insert(Arc::clone(&work.words))),
        }
    }
    for work in grouped(articles, &reached.into_iter().collect::<Vec<_>>()) {
        words.insert(Arc::clone(&work.words));
        let order = work.order();
        let at = works.partition_point(|other: &Work| (other.order().as_str(), &other.entries) < (order.as_str(), &work.entries));
        works.insert(at, work);
    }
    name(&mut works, articles, |own| words.contains(own));
    (works, signs)
}

/// The entries of new articles, and all that keys lead to from what came or went.
fn reached(signs: &Signs, touched: HashSet<u64>, moved: &Moved, articles: &[Arc<Summary>]) -> BTreeSet<Place> {
    let mut seen = touched.clone();
    let mut ahead: Vec<u64> = touched.into_iter().collect();
    let mut reached: BTreeSet<Place> = moved.new.iter().flat_map(|a| (0..articles[*a].sources.len()).map(move |s| (*a, s))).collect();
    while let Some(hash) = ahead.pop() {
        for (a, s) in signs.entries(hash) {
            if reached.insert((a, s)) {
                ahead.extend(hashes(&articles[a].sources[s].source).into_iter().filter(|hash| seen.insert(*hash)));
            }
        }
    }
    reached
}
