//! Following edits gives what starting afresh gives, whatever the edits and their order.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, reason = "tests read and write files and fail by panicking")]

use ibid::article::book::Bibliography;
use ibid::article::{Context, Summary, parse};
use ibid::base::date::Date;
use ibid::base::path::SitePath;
use ibid::config::Settings;
use ibid::diag::Located;
use ibid::library::{Asset, Change, Effect, Library, Parts, resolve};
use ibid::site::{Live, Options, Seen, Site, Snapshot};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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
                change.assets.push((file, there.then(|| Asset { size: Some((1, 1)), active: None })));
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
        library.prepare();
        for edits in moments {
            let change = change(&edits);
            follow(&mut parts, &change);
            let before = library.clone();
            let effect = library.apply(change);
            let mut fresh = resolve(parts.clone());
            fresh.prepare();
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

/// A site's folder, removed at the end.
struct Folder(PathBuf);

static NUMBER: AtomicUsize = AtomicUsize::new(0);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("ibid-apply-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("content")).unwrap();
        Self(path)
    }

    fn options(&self) -> Options {
        Options { today: Date::parse("2026-01-02").unwrap(), ..Options::new(&self.0) }
    }

    fn live(&self) -> Live {
        Live::open(self.options(), Some(ORIGIN.to_owned())).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const ORIGIN: &str = "http://127.0.0.1:7070";
/// The address that the settings name, as `serve` has it.
const SERVED: &str = "http://127.0.0.1:7070/x/";

/// Everything that a snapshot shows: outputs, search index, findings.
fn shown(snapshot: &Snapshot) -> (BTreeMap<String, Vec<u8>>, Vec<Located>) {
    let mut outputs: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for path in snapshot.paths() {
        let made = snapshot.make(&path).unwrap().unwrap_or_else(|| panic!("{path} is listed and not found"));
        outputs.insert(path, made.bytes);
    }
    outputs.extend(snapshot.index(&|| false).unwrap());
    let findings = snapshot.check(&|| false).unwrap();
    let mut located = findings.around().to_vec();
    for file in findings.files() {
        located.extend(snapshot.located(&findings, file).unwrap());
    }
    ibid::diag::sort(&mut located);
    (outputs, located)
}

/// What a build publishes, and what it finds.
fn built(folder: &Folder) -> (BTreeMap<String, Vec<u8>>, Vec<Located>) {
    let output = folder.0.join("public");
    let has_base = fs::read_to_string(folder.0.join("ibid.yaml")).is_ok_and(|t| t.contains("base_url"));
    let site = Site::open(Options { base_url: has_base.then(|| SERVED.to_owned()), ..folder.options() }).unwrap();
    let found = site.diagnostics().to_vec();
    if let Err(error) = site.build() {
        panic!("{error}: {found:?}");
    }
    let mut outputs = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&output).into_iter().flatten().filter(|e| e.file_type().is_file()) {
        let path = entry.path().strip_prefix(&output).unwrap().to_string_lossy().replace('\\', "/");
        if !path.starts_with(".ibid") {
            outputs.insert(path, fs::read(entry.path()).unwrap());
        }
    }
    fs::remove_dir_all(&output).unwrap();
    (outputs, found)
}

/// Files of a site, each in a few versions; the first version of some is that they are not there.
const VERSIONS: &[(&str, &[Option<&str>])] = &[
    (
        "ibid.yaml",
        &[
            None,
            Some("title: One\nbase_url: https://x.example/x/\n"),
            Some("title: Two\nper_page: 2\nbase_url: https://x.example/x/\nsource_pages: all\nnav: [{title: A, url: /a/}]\n"),
            Some("title: Two\nbibliography: [more/site.bib]\nrules: {unused-source: off, unknown-source: warn, broken-link: warn}\n"),
            Some("title: One\nlang: de\ntheme: own\nnonsense: 1\n"),
        ],
    ),
    ("themes/own/words/de.yaml", &[None, Some("text: {search: Finden}\n"), Some("text: {search: Suche}\n")]),
    ("themes/own/templates/not-found.html", &[None, Some("<title>{{ broken"), Some("<title>gone</title>")]),
    (
        "sources/shared.yaml",
        &[
            None,
            Some("- {id: shared, title: Shared work, doi: 10.1000/s}\n"),
            Some("- {id: shared, title: Shared work renamed}\n- {id: other, title: Other}\n"),
            Some("- {id: shared\n"),
        ],
    ),
    ("more/site.bib", &[None, Some("@book{site, title={Site book}, year={2000}}\n")]),
    ("content/own.bib", &[None, Some("@book{own, title={Own book}}\n"), Some("@book{own, title={Own book, again}, year={2001}}\n")]),
    (
        "content/a.md",
        &[
            None,
            Some("---\ntitle: A?\ntopics: [x]\n---\nYes [@shared].\n"),
            Some("---\ntitle: A?\ntopics: [x]\n---\nYes, since [@shared] says so. ![p](p.svg)\n"),
            Some(
                "---\ntitle: Aa?\ntopics: [x, Y]\ndate: 2026-01-01\nsources:\n  - {title: T, finding: F}\n---\nNo [1].\n\n## More?\n\nSee [b](deep/b.md#s) and [c](c.md).\n",
            ),
        ],
    ),
    (
        "content/deep/b.md",
        &[
            None,
            Some("---\ntitle: B?\naliases: [/old/]\nbibliography: ../own.bib\n---\nSo [@own; @site].\n\n## S\n\nText.\n"),
            Some("---\ntitle: B?\ntopics: [y]\nsources: [{ref: shared, finding: F}]\n---\nSo [1] and [@other].\n"),
            Some("---\ntitle: B?\ndraft: true\n---\nSo.\n"),
        ],
    ),
    (
        "content/c.md",
        &[
            None,
            Some("---\ntitle: C?\nslug: a\nrelated: [a.md]\n---\nC [a](a.md).\n"),
            Some("# C?\n\nBy [@site].\n"),
            Some("---\ntitle: [\n---\n"),
        ],
    ),
    (
        "content/d.md",
        &[
            None,
            Some("---\ntitle: D?\ndate: 2026-01-03\n---\nLater.\n"),
            Some("---\ntitle: D?\ntranslation_of: a.md\nlang: fr\ntopics: [x]\n---\nD.\n"),
        ],
    ),
    ("content/p.svg", &[None, Some("<svg width=\"3\" height=\"4\"></svg>"), Some("<svg width=\"30\" height=\"4\"></svg>")]),
    (
        "content/_index.md",
        &[
            None,
            Some("---\ntitle: All *of* it\nunknwon: 1\n---\nSee [c](c.md), ![p](p.svg) and [@shared].[^n]\n\n## X\n\n[^n]: N.\n"),
            Some("Words alone.\n"),
            Some("---\ndraft: true\n---\nWords alone.\n"),
        ],
    ),
    ("content/deep/_index.md", &[None, Some("# Deep\n\nWords.\n")]),
];

fn version() -> impl Strategy<Value = (usize, usize)> {
    (0..VERSIONS.len()).prop_flat_map(|n| (Just(n), 0..VERSIONS[n].1.len()))
}

/// Writes a version of a file, or takes the file away, with its folder where that is empty.
fn put(folder: &Folder, (n, version): (usize, usize)) -> SitePath {
    let (path, versions) = VERSIONS[n];
    let target = folder.0.join(path);
    match versions[version] {
        Some(text) => {
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            // Written beside and put in place, as editors do.
            fs::write(target.with_extension("tmp~"), text).unwrap();
            fs::rename(target.with_extension("tmp~"), &target).unwrap();
        }
        None => {
            let _ = fs::remove_file(&target);
            let _ = fs::remove_dir(target.parent().unwrap()).is_ok() && path.starts_with("content/d");
        }
    }
    fs::create_dir_all(folder.0.join("content")).unwrap();
    SitePath::new(path)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_live_site_shows_what_a_fresh_one_does(moments in prop::collection::vec((prop::collection::vec(version(), 1..5), any::<bool>()), 1..10)) {
        let folder = Folder::new();
        let mut live = folder.live();
        for (edits, everything) in moments {
            let paths: BTreeSet<SitePath> = edits.iter().map(|edit| put(&folder, *edit)).collect();
            let before = live.snapshot().check(&|| false).unwrap();
            live.apply(&if everything { Seen::Everything } else { Seen::Files(paths) });
            let now = live.snapshot();
            // What is said at once may say too much, and never leaves out what was found in reading.
            let early = now.check_early(&before).unwrap_or(before);
            let all = now.check(&|| false).unwrap();
            for file in all.files() {
                let read = |rule| ["unknown-source", "wrong-type", "unknown-key"].contains(&rule);
                let missing = all.of(file).iter().find(|d| read(d.rule) && !early.of(file).contains(d));
                prop_assert!(missing.is_none(), "{:?} after {:?}", missing, edits);
            }
            let Ok(fresh) = Live::open(folder.options(), Some(ORIGIN.to_owned())).map(|l| l.snapshot()) else {
                prop_assert!(!now.trouble().is_empty(), "a bibliography that the settings name is missing");
                continue;
            };
            // A broken theme leaves the last one in place, which a fresh site cannot know.
            if fresh.trouble().is_empty() {
                let ((outputs, found), (fresh, fresh_found)) = (shown(&now), shown(&fresh));
                prop_assert_eq!(outputs.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
                for (path, bytes) in &outputs {
                    prop_assert!(*bytes == fresh[path], "{} after {:?}: {}", path, edits, String::from_utf8_lossy(bytes));
                }
                prop_assert_eq!(found, fresh_found, "after {:?}", edits);
            } else {
                prop_assert_eq!(now.trouble(), fresh.trouble());
            }
        }
    }
}

#[test]
fn what_was_accepted_is_followed() {
    let folder = Folder::new();
    let write = |sources: &str| {
        let text = format!("---\ntitle: A?\nsources:\n{sources}---\nIt is so [1].\n");
        fs::write(folder.0.join("content/a.md"), text).unwrap();
    };
    write("  - {title: Waves, finding: F}\n");
    let lock = folder.0.join("sources.lock.yaml");
    let accepted = Site::open(folder.options()).unwrap().accepted_anew(|_| true).write();
    write("  - {title: Rays, finding: F}\n  - {title: Waves, finding: F}\n");
    let mut live = folder.live();
    let told = |live: &Live| {
        let (found, site) = (shown(&live.snapshot()).1, Site::open(folder.options()).unwrap());
        assert_eq!(found, site.diagnostics());
        found.iter().any(|f| f.diagnostic.rule == "renumbered-source")
    };
    assert!(!told(&live));
    let files = Seen::Files(BTreeSet::from([SitePath::new("sources.lock.yaml")]));
    fs::write(&lock, &accepted).unwrap();
    live.apply(&files);
    assert!(told(&live) && told(&folder.live()));
    fs::write(&lock, "\"content/a.md\":\n<<<<<<< HEAD\n").unwrap();
    live.apply(&files);
    assert!(live.snapshot().trouble()[0].contains("sources.lock.yaml:2"), "{:?}", live.snapshot().trouble());
    fs::remove_file(&lock).unwrap();
    live.apply(&Seen::Everything);
    assert!(!told(&live) && live.snapshot().trouble().is_empty());
}

#[test]
fn a_live_site_shows_what_a_build_publishes() {
    let folder = Folder::new();
    let mut live = folder.live();
    for (edits, errors) in [
        (vec![(0, 1), (3, 1), (6, 1), (7, 1), (5, 1), (4, 1), (10, 1)], true),
        (vec![(0, 3)], false),
        (vec![(0, 2), (6, 2), (7, 2), (3, 2), (8, 0), (9, 2)], false),
        (vec![(0, 0), (6, 3), (7, 1), (8, 0)], true),
        (vec![(0, 3), (2, 2), (1, 1), (8, 2), (11, 2), (12, 1)], false),
        (vec![(11, 1)], true),
        (vec![(11, 3)], false),
        (vec![(11, 2), (12, 0)], false),
        (vec![(11, 0)], false),
    ] {
        let paths: BTreeSet<SitePath> = edits.iter().map(|edit| put(&folder, *edit)).collect();
        live.apply(&Seen::Files(paths));
        let (outputs, found) = shown(&live.snapshot());
        let site = Site::open(folder.options()).unwrap();
        if errors {
            assert_eq!(found, site.diagnostics(), "{edits:?}");
            assert!(site.build().is_err(), "{edits:?}");
            continue;
        }
        let (published, told) = built(&folder);
        assert_eq!(outputs.keys().collect::<Vec<_>>(), published.keys().collect::<Vec<_>>(), "{edits:?}");
        for (path, bytes) in &outputs {
            assert!(*bytes == published[path], "{path} after {edits:?}");
        }
        assert_eq!(found, told);
    }
}
