//! A build without the feature `csl`: `cargo test --no-default-features --test citation_style_off`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and fail by panicking")]
#![cfg(not(feature = "csl"))]

mod common;

use ibid::site::{Options, Site};
use std::fs;

/// Each style that the settings ask for, and what is said of it.
#[test]
fn it_says_that_it_reads_no_csl_and_knows_its_own_styles() {
    let cases = [
        ("styles/own.csl", Some("this build of ibid reads no CSL styles")),
        ("modern-language-association", Some("`modern-language-association` is no style known here")),
        ("apa", None),
    ];
    for (style, expected) in cases {
        let site = common::Site::empty();
        fs::create_dir_all(site.0.join("content")).unwrap();
        fs::create_dir_all(site.0.join("styles")).unwrap();
        fs::write(site.0.join("styles/own.csl"), "<style/>").unwrap();
        fs::write(site.0.join("content/a.md"), "# Is it so?\n\nIt is.\n").unwrap();
        fs::write(site.0.join("ibid.yaml"), format!("citation_style: {style}\n")).unwrap();
        let found = Site::open(Options::new(&site.0)).unwrap().diagnostics().to_vec();
        let said: Vec<&str> = found.iter().map(|d| d.diagnostic.message.as_str()).collect();
        assert_eq!(said, expected.as_slice(), "{style}");
        assert!(found.iter().all(|d| d.diagnostic.file.as_str() == "ibid.yaml" && d.position.column == 17), "{style}");
    }
}
