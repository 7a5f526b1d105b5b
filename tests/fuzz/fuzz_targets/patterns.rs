//! A short pattern repeated to 128 KB, as an article, a front matter or a bibliography: where reading takes more than time in
//! proportion to the length, the run's limit of time for one input is passed.
#![no_main]

use ibid::base::path::SitePath;
use ibid::config::HtmlMode;
use ibid::fmt::{Form, format};
use ibid::source::formats;
use ibid_fuzz::{article, settings};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

/// Bytes that a pattern is repeated to.
const LENGTH: usize = 128 * 1024;

fuzz_target!(|data: &str| {
    // The first byte chooses a reader; the rest of the first line stands once, the other lines again and again.
    let Some((first, pattern)) = data.split_once('\n') else { return };
    let Some(choice) = first.bytes().next().filter(u8::is_ascii) else { return };
    let start = &first[1..];
    if pattern.is_empty() || pattern.len() > 256 || start.len() > 256 {
        return;
    }
    let text = format!("{start}{}", pattern.repeat(LENGTH / pattern.len()));
    match choice % 8 {
        0 => drop(article(&format!("---\ntitle: A\n{text}\n---\n"), &settings(choice, HtmlMode::Escape))),
        1 => drop(article(&text, &settings(choice, HtmlMode::Sanitize))),
        2 => {
            let settings = settings(choice, HtmlMode::Escape);
            let context = ibid::article::Context { settings: &settings, shared: &Default::default(), files: &BTreeMap::new() };
            drop(format(&SitePath::new("content/x.md"), &text, context, Form::Ids));
        }
        3 => drop(ibid::import::chat::article(&text, "A")),
        4 => {
            let ending = ["bib", "ris", "nbib", "enw", "xml", "json", "yaml"][usize::from(choice / 8) % 7];
            drop(formats::read(&SitePath::new(format!("sources/x.{ending}")), &text));
        }
        _ => drop(article(&format!("---\ntitle: A\nsources: [{{id: a, title: T}}]\n---\n{text}"), &settings(choice, HtmlMode::Escape))),
    }
});
