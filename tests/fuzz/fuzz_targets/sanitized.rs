//! Raw HTML in a site that cleans it: whatever stands in the text, nothing of what is left runs, and elements are balanced.
#![no_main]

use ibid::config::HtmlMode;
use ibid_fuzz::{article, inert_article, settings, well_placed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let text = format!("---\ntitle: A\nsources: [{{id: a, title: T, finding: F}}]\n---\n{body}");
    let read = article(&text, &settings(body.len() as u8, HtmlMode::Sanitize));
    well_placed(&read.diagnostics, &text);
    inert_article(&read.value);
});
