//! The picture of an article that shows where its address is shared: `og.png` beside the page, and what its head says of it.

use super::model::Meta;
use super::view::View;
use crate::article::Summary;
use crate::picture::{self, Picture};

/// The file, in the article's folder.
pub(super) const FILE: &str = "og.png";

/// The picture as PNG.
pub(super) fn picture(view: View<'_>, article: &Summary) -> Vec<u8> {
    let words = view.words(&article.lang);
    let verdict = article.verdict.map(|v| words.get(&format!("verdict-{}", v.word())).to_owned());
    let evidence = super::article::evidence_line(words, article);
    let cited: Vec<bool> = article.sources.iter().map(|s| !s.uses.is_empty()).collect();
    picture::png(&Picture {
        site: &view.settings.title,
        question: &article.title,
        verdict: verdict.as_deref(),
        evidence: evidence.as_deref(),
        cited: &cited,
    })
}

/// What the head says of the picture; nothing without a full address, which networks want.
pub(super) fn properties(view: View<'_>, article: &Summary) -> Vec<Meta> {
    let Some(absolute) = view.absolute().filter(|_| view.settings.og_images) else { return Vec::new() };
    let (width, height) = (picture::WIDTH.to_string(), picture::HEIGHT.to_string());
    let all = [
        ("og:image", absolute.file(&article.url.file(FILE))),
        ("og:image:type", "image/png".to_owned()),
        ("og:image:width", width),
        ("og:image:height", height),
        ("og:image:alt", article.title.clone()),
    ];
    all.into_iter().map(|(name, content)| Meta { name: name.to_owned(), content }).collect()
}

/// Which pictures do without their question, and why.
pub(super) fn notes(view: View<'_>) -> Option<String> {
    let articles = view.library.articles.iter().filter(|_| view.settings.og_images);
    let lacking: Vec<_> = articles.filter_map(|a| Some((a, picture::lacks(&a.title)?))).collect();
    let (first, letter) = lacking.first()?;
    let more = match lacking.len() {
        1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    Some(format!(
        "{FILE} is drawn without the question for {}{more}: its fonts have Latin, Greek and Cyrillic letters, not `{letter}`",
        first.file
    ))
}
