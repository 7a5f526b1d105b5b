//! Any bytes as files of a search index: reading ends and takes no more than it is given, what a whole shard says is written
//! back as it was, and a search in a damaged index gives hits or says which file is damaged.
#![no_main]

use ibid::search::bits::{BitReader, BitWriter};
use ibid::search::directory;
use ibid::search::format::{Letters, Root, frame, read_list, read_set, read_words, unframe, write_list, write_set};
use ibid::search::{Filters, Options, open};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    // A line each: the number of articles, the bits, what stands beside them.
    let mut lines = data.splitn(3, '\n');
    let n: u16 = lines.next().and_then(|n| n.parse().ok()).unwrap_or(100);
    let (first, second) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let root = Root { n: u32::from(n), shards: u32::from(n) / 8 + 1, letters: "etaoinshrdlucmfwypvbgkjqxz0123456789äöüßéèàç".to_owned(), ..Root::default() };
    let letters = Letters::new(&root.letters);
    if let Some(words) = read_list(first, &letters) {
        let plain: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(read_list(&write_list(&plain, &letters), &letters).as_ref(), Some(&words));
    }
    if let Some(terms) = read_words(first, &root) {
        assert!(terms.iter().all(|t| t.postings.len() <= root.n as usize));
    }
    let set = read_set(root.room(), &mut BitReader::new(first));
    if set.iter().all(|doc| *doc < root.room()) {
        let mut out = BitWriter::default();
        write_set(&set, root.room(), &mut out);
        assert_eq!(read_set(root.room(), &mut BitReader::new(&out.finish())), set);
    }
    if let Some(borders) = directory::read(second, &letters) {
        assert!(borders.len() <= 6 * second.len() + 1);
        if borders.is_sorted() {
            assert_eq!(directory::read(&directory::write(&borders, &letters), &letters), Some(borders));
        }
    }
    unframe(first.as_bytes(), "root");
    search(&root, first, second);
});

/// Searches an index whose root and shards are the given texts.
fn search(usual: &Root, first: &str, second: &str) {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let words = directory::write(&[vec![u16::from(b'a')], vec![u16::from(b'm')]], &Letters::new(&usual.letters));
    let own = Root { words, shards: 3, stop: "the of".to_owned(), ends: "s ed".to_owned(), ..usual.clone() };
    let root = serde_json::to_string(&own).unwrap_or_default();
    let bodies = [root.as_str(), second];
    for body in bodies {
        let read = |path: &str| {
            Some(match path {
                "root.js" => frame("s", "root", body),
                "filters.js" => frame("s", "filters", second),
                path => frame("s", path.trim_end_matches(".js"), &format!("{},{second}", quoted(first))),
            })
        };
        let Ok(searcher) = open(read) else { continue };
        let filters = Filters { topic: Some("a".to_owned()), ..Filters::default() };
        for options in [Options::default(), Options { filters, ..Options::default() }] {
            for question in ["what is a", "metal", "蓝天", "zzzzzzzz"] {
                if let Ok(hits) = searcher.search(question, &options) {
                    assert!(hits.len() <= options.limit);
                }
            }
        }
    }
}
