//! Any front matter: findings lie inside it, and a source that was read is written as YAML that reads as the same source.
#![no_main]

use ibid::article::front_matter::{parse, split};
use ibid::base::path::SitePath;
use ibid::import::list;
use ibid::source::yaml::parse_sources;
use ibid_fuzz::well_placed;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|yaml: &str| {
    let (file, text) = (SitePath::new("content/x.md"), format!("---\n{yaml}\n---\nText.\n"));
    let found = split(&file, &text);
    assert!(found.body <= text.len() && text.is_char_boundary(found.body));
    well_placed(&found.diagnostics, &text);
    let Some(span) = found.yaml else { return };
    let read = parse(&file, span.slice(&text), span.start);
    well_placed(&read.diagnostics, &text);
    let sources = read.value.0.sources;
    if sources.is_empty() || sources.iter().any(|s| s.title.trim().is_empty() || s.reference.is_some()) {
        return;
    }
    let written = list(&sources, "");
    let again = parse_sources(&SitePath::new("sources/x.yaml"), &written);
    let titles =
        |list: &[ibid::source::Source]| list.iter().map(|s| (s.title.clone(), s.finding.clone(), s.ids.clone())).collect::<Vec<_>>();
    assert_eq!(titles(&sources), titles(&again.value), "{written}\n{:?}", again.diagnostics);
});
