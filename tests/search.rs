//! Search over a site in twelve languages (`tests/search/`): the answers that questions must find, the same ranking from
//! the library, from `ibid search` and (in `tests/search/client.test.mjs`, over the output that this test leaves in
//! `target/tmp/search/`) from the browser's client; odd questions, odd sites, damaged files, and how little an edit moves.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, reason = "tests read and write files and fail by panicking")]

mod common;

use common::Site;
use ibid::search::{self, DocSection, Document, Hit, Options};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn json(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(Path::new(HERE).join("tests/search").join(name)).unwrap()).unwrap()
}

fn files(documents: &[Document]) -> BTreeMap<String, Vec<u8>> {
    search::index(documents).files().into_iter().collect()
}

fn ask(files: &BTreeMap<String, Vec<u8>>, query: &str) -> Vec<Hit> {
    search::open(|path: &str| files.get(path).cloned()).unwrap().search(query, &Options::default()).unwrap()
}

/// The site of `tests/search/site`, built; one folder for the Node test too.
fn built() -> (Site, PathBuf) {
    let site = Site::empty();
    for entry in fs::read_dir(Path::new(HERE).join("tests/search/site/content")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        site.write(&format!("content/{name}"), &fs::read_to_string(&path).unwrap());
    }
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("search");
    let done = site.ibid(&["build", "--output", out.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    (site, out)
}

#[test]
fn words_are_cut_and_folded_as_the_vectors_say() {
    for vector in json("words.json").as_array().unwrap() {
        let mut folded = String::new();
        ibid::base::fold::search(vector[0].as_str().unwrap(), &mut folded);
        let mut words = Vec::new();
        search::token::words(&folded, |word| words.push(word.to_owned()));
        assert_eq!(json!(words), vector[1], "{}", vector[0]);
    }
}

#[test]
fn questions_find_their_answers_alike_in_the_library_the_terminal_and_the_browser() {
    let (site, out) = built();
    let folder = out.join("search");
    let searcher = search::open(|path: &str| fs::read(folder.join(path)).ok()).unwrap();
    let mut answers = Vec::new();
    for question in json("questions.json").as_array().unwrap() {
        let query = question[0].as_str().unwrap();
        let hits = searcher.search(query, &Options::default()).unwrap();
        let first = hits.first().map(|hit| hit.card.url.trim_end_matches('/'));
        assert_eq!(first, question[1].as_str(), "{query}");
        let shown = |hit: &Hit| {
            let sections: Vec<_> = hit.sections.iter().map(|(at, score)| json!([hit.card.sections[*at].0, score])).collect();
            json!([hit.card.url, hit.score, sections])
        };
        answers.push(json!([query, hits.iter().map(shown).collect::<Vec<_>>()]));
        if query.trim().is_empty() {
            continue;
        }
        let told = site.ibid(&["search", "--output", out.to_str().unwrap(), "--", query]);
        let told = String::from_utf8(told.stdout).unwrap();
        let told: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("  /")).collect();
        assert_eq!(told, hits.iter().map(|hit| hit.card.url.as_str()).collect::<Vec<_>>(), "ibid search {query}");
    }
    fs::write(out.join("answers.json"), Value::Array(answers).to_string()).unwrap();
}

#[test]
fn odd_questions_end() {
    let all = files(&corpus(50));
    for query in ["word ".repeat(2000), "x".repeat(10_000), "天".repeat(10_000), (0..2500).map(|n| format!("q{n} ")).collect()] {
        assert!(ask(&all, &query).len() <= 10);
    }
    for query in ["", " ", "?!", "\u{0}\u{fffd}", "a", "#", "the of and"] {
        ask(&all, query);
    }
}

#[test]
fn sites_of_no_article_and_of_one_are_searched() {
    assert!(ask(&files(&[]), "anything").is_empty());
    let one = files(&corpus(1));
    assert_eq!(ask(&one, "article 0").len(), 1);
    assert!(ask(&one, "zzzz").is_empty());
}

#[test]
fn an_article_of_a_megabyte_is_found_by_its_question() {
    let mut documents = corpus(20);
    documents[7].answer = (0..130_000).map(|n| format!("w{} ", n % 5003)).collect();
    documents[7].title = "Why megabytes?".to_owned();
    let all = files(&documents);
    assert_eq!(ask(&all, "why megabyte")[0].card.url, "a/7/");
    assert!(all.values().all(|bytes| bytes.len() < 60_000));
}

/// Every file cut off, and every file with one byte changed: an error or an answer, never a panic.
#[test]
fn damaged_files_are_told() {
    let whole = files(&corpus(60));
    let mut told = 0;
    for (path, bytes) in &whole {
        if ["client.js", "disk.js"].contains(&path.as_str()) {
            continue;
        }
        for at in [0, 1, 7, bytes.len() / 3, bytes.len() / 2, bytes.len() - 3] {
            let cut = bytes[..at].to_vec();
            let mut changed = bytes.clone();
            changed[at] = changed[at].wrapping_add(13);
            for damaged in [cut, changed] {
                let mut files = whole.clone();
                files.insert(path.clone(), damaged);
                let open = search::open(|path: &str| files.get(path).cloned());
                let asked =
                    ["article 7 subject7", "misspeltt subjct12"].map(|query| open.as_ref().map(|s| s.search(query, &Options::default())));
                told += asked.iter().filter(|result| !matches!(result, Ok(Ok(_)))).count();
            }
        }
    }
    assert!(told > 20, "{told}");
}

#[test]
fn an_edit_moves_at_most_a_hundredth_of_the_shards() {
    let documents = corpus(2000);
    let before = files(&documents);
    let mut edited = documents.clone();
    edited[700].answer.push_str(" Corrected.");
    let moved = moved(&before, &files(&edited));
    assert!(moved.len() * 100 <= before.len(), "{} of {} files moved: {moved:?}", moved.len(), before.len());
}

fn moved(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let shards = after.iter().filter(|(path, _)| path.as_str() != "root.js");
    shards.filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn files_and_bytes_stay_within_bounds() {
    let documents = corpus(2000);
    let all = files(&documents);
    assert!(all.len() <= documents.len() / 8 + 300, "{} files", all.len());
    let cards: usize = documents.iter().map(|d| d.title.len() + d.url.len() + d.answer.len().min(140)).sum();
    let bytes: usize = all.values().map(Vec::len).sum();
    assert!(bytes - cards <= 400 * documents.len(), "{} bytes a page", (bytes - cards) / documents.len());
}

/// Articles whose words are as frequent as those of a language: a few everywhere, most in a few.
fn corpus(n: usize) -> Vec<Document> {
    let mut state = 1_u32;
    let mut next = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1 << 24)
    };
    let mut text =
        move |words: usize| -> String { (0..words).map(|_| format!("{} ", syllables((3000.0_f64.powf(next())) as usize))).collect() };
    let article = |at: usize| Document {
        url: format!("a/{at}/"),
        title: format!("What is article {at} about subject{}, {}?", at % 40, text(4)),
        lang: "en".to_owned(),
        answer: text(40),
        sections: vec![DocSection { id: Some("more".to_owned()), heading: "More".to_owned(), text: text(60) }],
        ..Document::default()
    };
    (0..n).map(article).collect()
}

fn syllables(mut n: usize) -> String {
    let mut word = String::new();
    n += 20;
    while n > 0 {
        word.push_str(["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"][n % 16]);
        n /= 16;
    }
    word
}
