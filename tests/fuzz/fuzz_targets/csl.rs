//! Any JSON or YAML as sources: findings lie inside it, and what was read is written as CSL-JSON that reads as the same works.
#![no_main]

use ibid::source::formats::csl;
use ibid_fuzz::{bibliography, round_trip};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    round_trip("sources/x.json", text, csl::write);
    bibliography("sources/x.yaml", text);
});
