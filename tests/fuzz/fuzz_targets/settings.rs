//! Any `ibid.yaml`: findings lie inside it, and numbers stay in their bounds.
#![no_main]

use ibid::base::path::SitePath;
use ibid::config;
use ibid_fuzz::well_placed;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = config::parse(&SitePath::new("ibid.yaml"), text);
    well_placed(&read.diagnostics, text);
    let settings = read.value;
    assert!((1..=1_000).contains(&settings.per_page) && settings.feed_items >= 1 && settings.coverage <= 100);
    if let Some(url) = &settings.base_url {
        assert!(url.starts_with("http") && url.ends_with('/') && !url.contains(['"', '<', '>', ' ', '\n']), "{url}");
    }
});
