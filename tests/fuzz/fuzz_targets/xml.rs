//! Any XML as EndNote or PubMed give it: findings lie inside it, entities do not grow, nesting does not overflow.
#![no_main]

use ibid_fuzz::bibliography;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let sources = bibliography("sources/x.xml", text);
    let size: usize = sources.iter().map(|s| s.title.len() + s.container.as_ref().map_or(0, |c| c.len())).sum();
    assert!(size <= 4 * text.len(), "{size} bytes of titles from {}", text.len());
});
