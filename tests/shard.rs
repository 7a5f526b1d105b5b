//! A site that is built in parts.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, files, text};
use std::collections::BTreeMap;

/// A site in which every kind of output occurs: lists of several pages, topics, series, aliases, shared works, copied files.
fn site() -> Site {
    let site = Site::new(&[
        ("ibid.yaml", "base_url: https://x.example/\nper_page: 4\nformats: [html, md, json, bib, ris, csl]\n"),
        ("content/a/figure.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>"),
    ]);
    for n in 0..30 {
        let text = format!(
            "---\ntitle: Is question {n} open?\ndate: 2026-01-{:02}\ntopics: [t{}, all]\nseries: s{}\naliases: [/old/{n}/]\nsources:\n  - id: w\n    title: Work {}\n    doi: 10.1000/{}\n    finding: It is.\n---\n\nIt is [@w].\n\n![A figure](figure.svg)\n",
            n % 28 + 1,
            n % 5,
            n % 3,
            n % 7,
            n % 7,
        );
        site.write(&format!("content/a/q{n}.md"), &text);
    }
    site
}

/// The parts laid over one another; no file may come from two of them.
fn parts(site: &Site, of: usize) -> BTreeMap<String, Vec<u8>> {
    let mut union = BTreeMap::new();
    for n in 1..=of {
        let folder = format!("part-{n}-of-{of}");
        site.build(&["--shard", &format!("{n}/{of}"), "--output", &folder]);
        let part = files(&site.0.join(folder));
        assert!(!part.is_empty(), "part {n} of {of} is empty");
        for (path, bytes) in part {
            assert!(union.insert(path.clone(), bytes).is_none(), "{path} comes from two of {of} parts");
        }
    }
    union
}

#[test]
fn parts_laid_over_one_another_are_the_site() {
    let site = site();
    site.build(&[]);
    let mut whole = site.output();
    whole.remove(".ibid-state");
    for kind in
        ["a/q1/index.html", "a/q1/index.json", "a/q1/sources.ris", "answers/page/1/index.html", "topics/all/feed.xml", "old/3/index.html"]
    {
        assert!(whole.contains_key(kind), "{kind}");
    }
    for kind in ["sources/work-1/index.html", "series/s1/index.html", "a/figure.svg", "sitemap.xml", "api/sources.json", ".ibid-manifest"] {
        assert!(whole.contains_key(kind), "{kind}");
    }
    assert!(whole.keys().filter(|path| path.starts_with("search/")).count() > 3, "the search index");
    for of in [2, 3, 7] {
        let union = parts(&site, of);
        let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&union), names(&whole), "{of} parts");
        for (path, bytes) in &whole {
            assert!(union[path] == *bytes, "{path} differs, of {of} parts");
        }
    }
}

#[test]
fn a_part_is_written_into_a_folder_of_its_own() {
    let site = site();
    site.build(&[]);
    let done = site.ibid(&["build", "--shard", "1/2"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("holds a site already"), "{}", text(&done.stderr));
    let wrong = site.ibid(&["build", "--shard", "3/2"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("such as `2/8`"), "{}", text(&wrong.stderr));
}
