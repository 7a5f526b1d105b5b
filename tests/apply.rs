//! Following edits gives what starting afresh gives, whatever the edits and their order.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, reason = "tests read and write files and fail by panicking")]

use ibid::article::book::Bibliography;
use ibid::article::{Context, Summary, parse};
use ibid::base::path::SitePath;
use ibid::config::Settings;
use ibid::library::{Asset, Change, Effect, Library, Parts, resolve};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An article as an author might write it; few values for each key, so that articles meet in topics, works and addresses.
#[derive(Debug, Clone)]
struct Written {
    title: usize,
    topics: Vec<usize>,
    series: Option<usize>,
    date: Option<usize>,
    sources: Vec<usize>,
    original: Option<usize>,
    related: Option<usize>,
    slug: Option<usize>,
    body: usize,
}

const TITLES: [&str; 4] = ["Why?", "How?", "Why not?", "Élan?"];
const TOPICS: [&str; 6] = ["Light", "light", "LIGHT", "Sky", "Sea and sky", "蓝"];
const SOURCES: [&str; 7] = [
    "{id: a, title: Waves, doi: 10.1000/a}",
    "{id: b, title: waves, doi: 10.1000/a, arxiv: 2001.00001}",
    "{id: c, title: Waves, doi: 10.1000/b, year: 2001}",
    "{id: d, title: Waves, arxiv: 2001.00001, authors: [Ann Lee]}",
    "{id: e, title: Rays, url: https://x.example/rays}",
    "{id: f, title: Rays and waves, url: https://x.example/rays#top}",
    "{id: g, title: Rays, year: 1999, authors: [Ann Lee]}",
];

fn written() -> impl Strategy<Value = Written> {
    let few = |most: usize| prop::option::weighted(0.3, 0..most);
    let lists = (prop::collection::vec(0..TOPICS.len(), 0..3), prop::collection::vec(0..SOURCES.len(), 0..3));
    (0..TITLES.len(), lists, few(2), few(3), few(FILES), few(FILES), few(3), 0..3usize).prop_map(
        |(title, (topics, sources), series, date, original, related, slug, body)| {
            let (mut topics, mut sources) = (topics, sources);
            topics.dedup();
            sources.sort_unstable();
            sources.dedup();
            Written { title, topics, series, date, sources, original, related, slug, body }
        },
    )
}

fn file(n: usize) -> SitePath {
    SitePath::new(format!("content/{n}.md"))
}

const FILES: usize = 6;

impl Written {
    fn text(&self) -> String {
        let mut out = format!("---\ntitle: \"{}\"\n", TITLES[self.title]);
        let mut line = |text: String| out.push_str(&format!("{text}\n"));
        line(format!("topics: [{}]", self.topics.iter().map(|t| TOPICS[*t]).collect::<Vec<_>>().join(", ")));
        self.series.into_iter().for_each(|s| line(format!("series: {}", TOPICS[s])));
        self.date.into_iter().for_each(|d| line(format!("date: 2026-01-0{}", d + 1)));
        self.original.into_iter().for_each(|o| line(format!("translation_of: {o}.md")));
        self.related.into_iter().for_each(|r| line(format!("related: [{r}.md]")));
        self.slug.into_iter().for_each(|s| line(format!("slug: s{s}")));
        line(format!("sources: [{}]", self.sources.iter().map(|s| SOURCES[*s]).collect::<Vec<_>>().join(", ")));
        out + &format!("---\nText {}.\n", self.body)
    }

    fn summary(&self, n: usize) -> Arc<Summary> {
        let settings = Settings::default();
        let (shared, files) = (Bibliography::default(), BTreeMap::new());
        Arc::new(parse(&file(n), &self.text(), Context { settings: &settings, shared: &shared, files: &files }).value.summary)
    }
}

#[derive(Debug, Clone)]
enum Edit {
    Publish(usize, Written),
    Withhold(usize),
    Remove(usize),
    Asset(usize, bool),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => (0..FILES, written()).prop_map(|(n, w)| Edit::Publish(n, w)),
        1 => (0..FILES).prop_map(Edit::Withhold),
        1 => (0..FILES).prop_map(Edit::Remove),
        1 => (0..3usize, any::<bool>()).prop_map(|(n, there)| Edit::Asset(n, there)),
    ]
}

/// The same edits, on the parts from which a Library is resolved afresh.
fn follow(parts: &mut Parts, change: &Change) {
    let gone = change.gone.iter().chain(change.withheld.iter().map(|(f, _)| f)).chain(change.published.iter().map(|a| &a.file));
    for file in gone {
        parts.articles.retain(|a| a.file != *file);
        parts.withheld.remove(file);
    }
    parts.withheld.extend(change.withheld.iter().cloned());
    parts.articles.extend(change.published.iter().cloned());
    for (file, asset) in &change.assets {
        parts.assets.remove(file);
        parts.assets.extend(asset.clone().map(|a| (file.clone(), a)));
    }
}

fn change(edits: &[Edit]) -> Change {
    let mut last: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut change = Change::default();
    for edit in edits {
        match edit {
            Edit::Publish(n, _) | Edit::Withhold(n) | Edit::Remove(n) => drop(last.insert(*n, edit)),
            Edit::Asset(n, there) => {
                let file = SitePath::new(format!("content/{n}.png"));
                change.assets.retain(|(known, _)| *known != file);
                change.assets.push((file, there.then(|| Asset { size: Some((1, 1)) })));
            }
        }
    }
    for (n, edit) in last {
        match edit {
            Edit::Publish(n, written) => change.published.push(written.summary(*n)),
            Edit::Withhold(_) => change.withheld.push((file(n), "it is a draft".to_owned())),
            _ => change.gone.push(file(n)),
        }
    }
    change
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn apply_is_resolve(moments in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..12)) {
        let (mut library, mut parts) = (Library::default(), Parts::default());
        for edits in moments {
            let change = change(&edits);
            follow(&mut parts, &change);
            let before = library.clone();
            let effect = library.apply(change);
            let fresh = resolve(parts.clone());
            prop_assert_eq!(&library, &fresh, "after {:?}", edits);
            for n in 0..fresh.articles.len() {
                prop_assert_eq!(library.related(n), fresh.related(n));
            }
            prop_assert_eq!(effect == Effect::None, before == library, "{:?}", effect);
            if effect == Effect::Summary {
                let mut edges = library.clone();
                edges.articles = before.articles.clone();
                prop_assert_eq!(&edges, &before, "edges stand");
            }
        }
    }
}
