//! The stages of a build, each by itself: `cargo bench --bench stages`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a measuring program writes into a scratch folder and fails by panicking"
)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use ibid::article::book::Bibliography;
use ibid::article::{self, Body, Context, Summary};
use ibid::base::date::Date;
use ibid::base::path::SitePath;
use ibid::config::{self, Settings};
use ibid::library::{self, Library, Parts};
use ibid::output::{Extent, Publication};
use ibid::page::{Dictionary, PageId, View, present};
use ibid::source::style::Style;
use ibid::theme::Theme;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

/// Articles of the library that is resolved and whose pages are made.
const ARTICLES: usize = 200;

/// An article of the usual shape: five sources, a direct answer, four sections, fifteen citations.
fn text(n: usize) -> String {
    let source = |s: usize| {
        let work = (n * 3 + s * 7) % 400;
        format!(
            "  - id: w{work}\n    title: \"Effects of method {work} on outcome {s}: a trial\"\n    authors: [\"Adler, B.\", \"Chen, D.\"]\n    year: {}\n    doi: 10.1000/x.{work}\n    finding: \"Method {work} raised the outcome from 12.5% to 18.0% in a trial of moderate size.\"\n",
            1990 + work % 35
        )
    };
    let cite = |s: usize| format!("[@w{}]", (n * 3 + s % 5 * 7) % 400);
    let sentence = |s: usize| {
        let mark = if s % 5 < 3 { format!(" {}", cite(s)) } else { String::new() };
        format!("The method of group {s} raised the *measured* outcome in most of the trials that were large enough to tell{mark}. ")
    };
    let paragraph = |p: usize| (0..5).map(|s| sentence(p * 5 + s)).collect::<String>();
    let section = |s: usize| format!("## Does group {s} respond to the method?\n\n{}\n\n{}\n\n", paragraph(s), paragraph(s + 1));
    format!(
        "---\ntitle: \"Does method {n} raise the outcome?\"\ndescription: It does, in most trials.\ndate: 2025-{:02}-{:02}\ntopics: [methods, \"topic {}\"]\nsources:\n{}---\n\nYes, in most trials {}. {}\n\n{}",
        n % 12 + 1,
        n % 28 + 1,
        n % 15,
        (0..5).map(source).collect::<String>(),
        cite(0),
        sentence(1),
        (0..4).map(section).collect::<String>(),
    )
}

struct Site {
    settings: Settings,
    theme: Theme,
    words: Dictionary,
    library: Library,
    bodies: Vec<Body>,
}

impl Site {
    fn new() -> Self {
        let settings = config::parse(&SitePath::new("ibid.yaml"), "base_url: https://answers.example/\n").value;
        let theme = Theme::load(Path::new("/nowhere"), None).unwrap();
        let words = Dictionary::new(theme.words().clone());
        let parsed: Vec<(Summary, Body)> = (0..ARTICLES).map(|n| parse(&settings, n, &text(n))).collect();
        let (summaries, bodies): (Vec<_>, Vec<_>) = parsed.into_iter().map(|(s, b)| (Arc::new(s), b)).unzip();
        Self { library: library::resolve(Parts { articles: summaries, ..Parts::default() }), settings, theme, words, bodies }
    }

    fn view(&self) -> View<'_> {
        View { library: &self.library, settings: &self.settings, style: &Style::Own, words: &self.words, today: Date::EPOCH, told: None }
    }
}

fn parse(settings: &Settings, n: usize, text: &str) -> (Summary, Body) {
    let (shared, files) = (Bibliography::default(), BTreeMap::new());
    let context = Context { settings, shared: &shared, files: &files };
    let checked = article::parse(&SitePath::new(format!("content/{n:04}.md")), text, context);
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    (checked.value.summary, checked.value.body)
}

fn stages(criterion: &mut Criterion) {
    let site = Site::new();
    let view = site.view();
    let mut group = criterion.benchmark_group("stages");
    let first = text(0);
    group.throughput(Throughput::Bytes(first.len() as u64));
    group.bench_function("parse", |b| b.iter(|| parse(&site.settings, 0, black_box(&first))));
    group.throughput(Throughput::Elements(1));
    group.bench_function("present", |b| b.iter(|| present(black_box(view), PageId::Article(0), site.bodies.first())));
    let model = present(view, PageId::Article(0), site.bodies.first());
    group.bench_function("render", |b| b.iter(|| site.theme.render(black_box(&model)).unwrap()));
    group.throughput(Throughput::Elements(ARTICLES as u64));
    let parts = || Parts { articles: site.library.articles.clone(), ..Parts::default() };
    group.bench_function("resolve", |b| b.iter_batched(parts, library::resolve, BatchSize::LargeInput));
    let html = site.theme.render(&model).unwrap();
    let folder = std::env::temp_dir().join(format!("ibid-bench-{}", std::process::id()));
    let paths: Vec<String> = (0..ARTICLES).map(|n| format!("answers/{n}/index.html")).collect();
    let emit = |fresh: bool| {
        if fresh {
            let _ = std::fs::remove_dir_all(&folder);
        }
        let publication = Publication::begin(Path::new("/nowhere"), &folder, Extent::Whole).unwrap();
        publication.announce(paths.iter().cloned()).unwrap();
        paths.iter().for_each(|path| publication.put(path, html.as_bytes()).unwrap());
        publication.finish("mark").unwrap()
    };
    group.bench_function("emit, new", |b| b.iter(|| emit(true)));
    group.bench_function("emit, unchanged", |b| b.iter(|| emit(false)));
    let _ = std::fs::remove_dir_all(&folder);
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
