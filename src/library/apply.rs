//! Follows edits: [Library::apply] changes a Library into the one that [resolve](super::resolve()) would build from the changed Summaries.
//!
//! 1. An article that keeps its file is put in the place of its former self, and only the edges that it touches move:
//!    its place among the newest, its topics and series, its address, its translations, its works.
//! 2. Where an article comes or goes, places move, and all but the works is resolved afresh.
//! 3. Works are regrouped (`regroup`) as far as an edit reaches.
//!
//! Invariant: the result equals what [resolve](super::resolve()) gives, whatever came before (`tests/apply.rs`).

use super::regroup::{Moved, has_same_sources, regroup};
use super::{Asset, Library, Parts, addresses, newer, related, resolve_with, topics, translations, works};
use crate::article::Summary;
use crate::base::path::SitePath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the edits of one moment change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// Articles that are published, new or in the place of their former selves.
    pub published: Vec<Arc<Summary>>,
    /// Articles that are not published, with the reason.
    pub withheld: Vec<(SitePath, String)>,
    /// Content files that are gone.
    pub gone: Vec<SitePath>,
    /// Other files under `content/`; `None` for those that are gone.
    pub assets: Vec<(SitePath, Option<Asset>)>,
}

/// How far a [Change] reaches. Of two, the greater holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// No Summary changed: no page but the edited article's own can differ.
    #[default]
    None,
    /// A Summary changed, and all edges stand: pages that show the article may differ.
    Summary,
    /// Edges moved (order, topics, series, works, addresses, files): pages that list articles may differ.
    Edges,
}

impl Library {
    /// Follows a change, and says how far it reaches.
    pub fn apply(&mut self, change: Change) -> Effect {
        let comes = change.published.iter().any(|a| self.by_file(&a.file).is_none());
        let goes = change.gone.iter().chain(change.withheld.iter().map(|(file, _)| file)).any(|file| self.by_file(file).is_some());
        if comes || goes {
            self.resettle(change);
            return Effect::Edges;
        }
        let mut effect = self.apply_files(&change);
        let before = change.published.iter().any(|a| self.has_other_sources(a)).then(|| self.articles.clone());
        if before.is_some() {
            self.prepare();
        }
        let mut wider = Wider { before, ..Wider::default() };
        for article in change.published {
            effect = effect.max(self.put(article, &mut wider));
        }
        self.widen(wider);
        effect
    }

    /// Whether an article lists other sources than its former self.
    fn has_other_sources(&self, article: &Arc<Summary>) -> bool {
        self.by_file(&article.file).is_some_and(|n| !has_same_sources(&self.articles[n], article))
    }

    /// Resolves the changed Library, and regroups the works.
    fn resettle(&mut self, change: Change) {
        self.prepare();
        let (works, signs, articles) = (Arc::clone(&self.works), self.signs.clone().unwrap_or_default(), self.articles.clone());
        *self = resolve_with(self.changed(change), |now| {
            let (works, signs) = regroup(&works, &signs, &Moved::between(&articles, now), now);
            (works, Some(signs))
        });
    }

    /// The parts that the changed Library is resolved from.
    fn changed(&mut self, change: Change) -> Parts {
        self.apply_files(&change);
        let mut articles: BTreeMap<SitePath, Arc<Summary>> =
            std::mem::take(&mut self.articles).into_iter().map(|a| (a.file.clone(), a)).collect();
        for file in change.gone.iter().chain(change.withheld.iter().map(|(file, _)| file)) {
            articles.remove(file);
        }
        articles.extend(change.published.into_iter().map(|a| (a.file.clone(), a)));
        Parts {
            articles: articles.into_values().collect(),
            withheld: std::mem::take(&mut self.withheld),
            assets: std::mem::take(&mut self.assets),
            home: self.home.take(),
        }
    }

    /// What a change says of files that are no published articles.
    fn apply_files(&mut self, change: &Change) -> Effect {
        let mut moved = false;
        for file in change.gone.iter().chain(change.published.iter().map(|a| &a.file)) {
            moved |= self.withheld.remove(file).is_some();
        }
        for (file, reason) in &change.withheld {
            moved |= self.withheld.insert(file.clone(), reason.clone()).as_ref() != Some(reason);
        }
        for (file, asset) in &change.assets {
            moved |= match asset {
                Some(asset) => self.assets.insert(file.clone(), asset.clone()).as_ref() != Some(asset),
                None => self.assets.remove(file).is_some(),
            };
        }
        if moved { Effect::Edges } else { Effect::None }
    }

    /// Puts an article in the place of its former self, and moves the edges that depend on it alone.
    fn put(&mut self, article: Arc<Summary>, wider: &mut Wider) -> Effect {
        let Some(n) = self.by_file(&article.file) else { return Effect::None };
        if *self.articles[n] == *article {
            return Effect::None;
        }
        let old = std::mem::replace(&mut self.articles[n], article);
        let new = &self.articles[n];
        wider.note(&old, new);
        let order = newer(&old, new).is_ne();
        let topics = old.topics != new.topics;
        let series = old.series != new.series;
        if order {
            reorder(&mut self.newest, n, &self.articles);
        }
        if order || topics {
            let slugs = old.topics.iter().chain(&new.topics).map(|t| topics::topic_slug(t)).collect();
            topics::update(&mut self.topics, slugs, n, &self.articles, |a| &a.topics);
        }
        if order || series {
            let slugs = old.series.iter().chain(&new.series).map(|t| topics::topic_slug(t)).collect();
            topics::update(&mut self.series, slugs, n, &self.articles, |a| a.series.as_slice());
        }
        if order || topics || series || wider.any() { Effect::Edges } else { Effect::Summary }
    }

    /// Works out afresh the edges that depend on many articles.
    fn widen(&mut self, wider: Wider) {
        if let Some(before) = wider.before {
            let signs = self.signs.clone().unwrap_or_default();
            let (works, signs) = regroup(&self.works, &signs, &Moved::between(&before, &self.articles), &self.articles);
            self.work_of = Arc::new(works::work_of(&works, &self.articles));
            (self.works, self.signs) = (Arc::new(works), Some(Arc::new(signs)));
        }
        if wider.ranks {
            self.ranks = Arc::new(related::ranks(&self.articles, &self.newest));
        }
        if wider.addresses {
            self.by_url = Arc::new(addresses(&self.articles));
        }
        if wider.translations {
            self.translations = translations(&self.articles, &self.by_file);
        }
    }
}

/// Which edges that depend on many articles must be worked out afresh.
#[derive(Debug, Default)]
struct Wider {
    /// The articles before, where sources changed.
    before: Option<Vec<Arc<Summary>>>,
    addresses: bool,
    translations: bool,
    ranks: bool,
}

impl Wider {
    fn note(&mut self, old: &Summary, new: &Summary) {
        self.ranks |= newer(old, new).is_ne() || old.lang != new.lang;
        self.addresses |= old.url != new.url;
        self.translations |= old.translation_of != new.translation_of;
    }

    fn any(&self) -> bool {
        self.before.is_some() || self.addresses || self.translations
    }
}

/// Moves `n` to its place in a list that is in the [order of lists](newer) but for it.
pub(super) fn reorder(list: &mut Vec<usize>, n: usize, articles: &[Arc<Summary>]) {
    list.retain(|m| *m != n);
    let place = list.partition_point(|m| newer(&articles[*m], &articles[n]).is_lt());
    list.insert(place, n);
}
