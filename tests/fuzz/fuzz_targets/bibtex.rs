//! Any BibTeX: findings lie inside it, and what was read is written as BibTeX that reads as the same works.
#![no_main]

use ibid::source::formats::bibtex;
use ibid_fuzz::round_trip;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| round_trip("sources/x.bib", text, bibtex::write));
