//! Builds a search index from a collection, and measures the build and (through Rust's search) the quality.
//!
//! ```text
//! cargo run --release --example search-bench -- build COLLECTION OUT [--k1 2 --b 0.75 --question 6 --keep 256]
//! cargo run --release --example search-bench -- quality COLLECTION OUT [SPLIT]
//! ```
//!
//! A collection is a folder with `docs.jsonl` (`{id, title, body, lang}` a line), or of Markdown files (ids are their
//! paths without `.md`); beside them `queries.VARIANT.jsonl` and `qrels.tsv` or `qrels.trec`. `bench.mjs` measures the
//! rest: bytes over the wire, latency and quality of the browser's client, and peers.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measuring program reads files and the clock, and prints"
)]
use ibid::search::{self, Document, Options, Setting, Vocabulary};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};
use yardstick::{Weights, Yardstick};

mod collection;
mod yardstick;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["build", collection, out, flags @ ..] => build(Path::new(collection), Path::new(out), flags),
        ["quality", collection, out] => quality(Path::new(collection), Path::new(out), "test"),
        ["quality", collection, out, split] => quality(Path::new(collection), Path::new(out), split),
        _ => Err("usage: search-bench build|quality COLLECTION OUT".into()),
    }
}

fn setting(flags: &[&str]) -> Outcome<Setting> {
    let mut setting = Setting::default();
    for pair in flags.chunks(2) {
        let [name, value] = pair else { return Err("a flag wants a value".into()) };
        match *name {
            "--k1" => setting.k1 = value.parse()?,
            "--b" => setting.b = value.parse()?,
            "--question" => setting.question = value.parse()?,
            "--keep" => setting.keep = value.parse()?,
            _ => return Err(format!("unknown flag {name}").into()),
        }
    }
    Ok(setting)
}

fn build(collection: &Path, out: &Path, flags: &[&str]) -> Outcome {
    let documents: Vec<Document> = collection::documents(collection)?;
    let setting = setting(flags)?;
    let held = collection::memory("VmRSS:");
    let start = Instant::now();
    let vocabulary = Vocabulary::default();
    let fragments = documents.iter().map(|document| vocabulary.count(document)).collect();
    let fragmented = start.elapsed();
    let index = search::merge_with(&setting, vocabulary, fragments);
    let merged = start.elapsed() - fragmented;
    let files = index.files();
    let written = start.elapsed() - merged - fragmented;
    let peak = collection::memory("VmHWM:");
    let _ = fs::remove_dir_all(out);
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (path, bytes) in &files {
        let to = out.join(path);
        fs::create_dir_all(to.parent().unwrap_or(out))?;
        fs::write(to, bytes)?;
        let kind = kinds.entry(path.split('/').next().unwrap_or(path)).or_default();
        *kind = (kind.0 + 1, kind.1 + bytes.len());
    }
    println!("{} articles: fragments {:.2?}, merge {merged:.2?}, files {written:.2?}, one thread", documents.len(), fragmented);
    println!("peak memory {} MB, of which the articles themselves {} MB", peak / 1024, held / 1024);
    for (kind, (count, bytes)) in kinds {
        println!("{kind:10} {count:6} files {bytes:10} bytes {:8.1} a page", bytes as f64 / documents.len() as f64);
    }
    Ok(())
}

/// Quality of a built index through Rust's search, and of the yardstick beside it.
fn quality(collection: &Path, out: &Path, split: &str) -> Outcome {
    let cache = RefCell::new(BTreeMap::<String, Option<Vec<u8>>>::new());
    let read = |path: &str| cache.borrow_mut().entry(path.to_owned()).or_insert_with(|| fs::read(out.join(path)).ok()).clone();
    let searcher = search::open(read)?;
    let documents = collection::documents(collection)?;
    let yardstick = Yardstick::new(&documents, Weights { k1: 3.0, b: 0.75, question: 10.0 });
    let judged = collection::judgements(collection)?;
    for (variant, queries) in collection::queries(collection, split)? {
        let (mut ours, mut theirs) = (Mean::default(), Mean::default());
        for query in &queries {
            let Some(grades) = judged.get(&query.id) else { continue };
            let hits = searcher.search(&query.text, &Options::default())?;
            ours.add(grades, &hits.iter().map(|hit| hit.card.url.as_str()).collect::<Vec<_>>());
            theirs.add(grades, &yardstick.search(&query.text, &query.lang));
        }
        println!("{variant:8} {ours}  ({} questions)  yardstick {:.4}", ours.count, theirs.ndcg / theirs.count);
    }
    Ok(())
}

/// Sums over questions.
#[derive(Default)]
struct Mean {
    ndcg: f64,
    mrr: f64,
    first: f64,
    none: f64,
    count: f64,
}

impl Mean {
    fn add(&mut self, grades: &BTreeMap<String, f64>, urls: &[&str]) {
        let gains: Vec<f64> = urls.iter().map(|url| grades.get(*url).copied().unwrap_or_default()).collect();
        let mut ideal: Vec<f64> = grades.values().copied().collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let best = collection::dcg(&ideal);
        self.ndcg += if best > 0.0 { collection::dcg(&gains) / best } else { 0.0 };
        self.mrr += gains.iter().position(|g| *g > 0.0).map_or(0.0, |at| 1.0 / (at + 1) as f64);
        self.first += f64::from(u8::from(gains.first().is_some_and(|g| *g > 0.0)));
        self.none += f64::from(u8::from(urls.is_empty()));
        self.count += 1.0;
    }
}

impl std::fmt::Display for Mean {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mean = |sum: f64| sum / self.count.max(1.0);
        let (ndcg, mrr, first, none) = (mean(self.ndcg), mean(self.mrr), mean(self.first), 100.0 * mean(self.none));
        write!(f, "nDCG@10 {ndcg:.4}  MRR@10 {mrr:.4}  S@1 {first:.4}  nothing {none:.2} %")
    }
}
