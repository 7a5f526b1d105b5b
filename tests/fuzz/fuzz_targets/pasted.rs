//! Any pasted answer: the article made of it has the title and the sources that it says, and nothing of the answer becomes a
//! key of its front matter. Then its citations are written as numbers and as ids again.
#![no_main]

use ibid::article::Context;
use ibid::article::book::Bibliography;
use ibid::article::front_matter::Method;
use ibid::base::path::SitePath;
use ibid::config::{HtmlMode, Settings};
use ibid::fmt::{Form, format};
use ibid::import::chat;
use ibid_fuzz::{article, inert_article, settings, well_placed};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

fuzz_target!(|pasted: &str| {
    let made = chat::article(pasted, "A question?");
    let settings = settings(pasted.len() as u8, HtmlMode::Escape);
    let read = article(&made.text, &settings);
    well_placed(&read.diagnostics, &made.text);
    inert_article(&read.value);
    let summary = &read.value.summary;
    let declared = summary.sources.iter().filter(|s| s.declared.is_some()).count();
    assert_eq!(declared, made.sources, "{}", made.text);
    assert_eq!(summary.provenance.as_ref().and_then(|p| p.method), Some(Method::AiGenerated), "{}", made.text);
    assert!(
        summary.aliases.is_empty() && summary.authors.is_empty() && summary.extra.is_null() && summary.allow.is_empty(),
        "{}",
        made.text
    );
    steady(&made.text, &settings);
});

/// Formatting the result of formatting changes nothing.
fn steady(text: &str, settings: &Settings) {
    let (shared, files) = (Bibliography::default(), BTreeMap::new());
    let context = Context { settings, shared: &shared, files: &files };
    let file = SitePath::new("content/a/x.md");
    for form in [Form::AsTyped, Form::Ids, Form::Numbers] {
        let once = format(&file, text, context, form);
        let twice = format(&file, &once.text, context, form);
        assert_eq!(once.text, twice.text, "{form:?}");
    }
}
