//! Any content file: findings lie inside it, its HTML is balanced and runs nothing, and reading it again gives the same.
#![no_main]

use ibid::article::summary::Summary;
use ibid::config::HtmlMode;
use ibid_fuzz::{article, inert_article, settings, well_placed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let settings = settings(text.len() as u8, HtmlMode::Escape);
    let read = article(text, &settings);
    well_placed(&read.diagnostics, text);
    inert_article(&read.value);
    in_range(&read.value.summary);
    assert!(read == article(text, &settings), "reading it twice gives two articles");
});

/// Whatever names another part of the article by its number names one that is there.
fn in_range(summary: &Summary) {
    for citation in &summary.citations {
        assert!(citation.items.iter().all(|i| (1..=summary.sources.len()).contains(&i.number)));
        assert!(citation.section.is_none_or(|s| s < summary.headings.len()));
        if let Some((passage, sentence)) = citation.sentence {
            assert!(sentence < summary.passages[passage].sentences.len());
        }
    }
    for source in &summary.sources {
        assert!(source.uses.iter().all(|u| *u < summary.citations.len()));
    }
    for passage in &summary.passages {
        let fits = |(from, to): &(usize, usize)| from <= to && passage.text.get(*from..*to).is_some();
        assert!(passage.sentences.iter().all(fits) && passage.opaque.iter().all(fits), "{passage:?}");
        assert!(passage.citations.iter().all(|(at, n)| passage.text.is_char_boundary(*at) && *n < summary.citations.len()), "{passage:?}");
    }
}
