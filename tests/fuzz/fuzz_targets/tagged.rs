//! Any RIS, PubMed or EndNote text: findings lie inside it, and what was read is written as RIS that reads as the same works.
#![no_main]

use ibid::source::formats::ris;
use ibid_fuzz::{bibliography, round_trip};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for name in ["sources/x.nbib", "sources/x.enw", "sources/x.txt"] {
        bibliography(name, text);
    }
    round_trip("sources/x.ris", text, ris::write);
});
