//! Charts in articles: drawn with their citations, told where they are wrong.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, attributes, text};

const HEAD: &str = "---\ntitle: A?\nsources:\n  - {id: embryo, title: Embryos}\n---\nText [1].\n\n";

#[test]
fn a_citation_in_a_caption_is_a_citation() {
    let block = "```chart\ncaption: Accuracy [@embryo, p. 3]\n---\nData, Accuracy\nReal, 94.5\n```\n";
    let site = Site::new(&[("content/a.md", &format!("{HEAD}{block}"))]);
    assert!(site.ibid(&["check", "--strict"]).status.success());
    site.build(&[]);
    let page = site.read("public/a/index.html");
    let figure = page.split("<figure class=\"chart\">").nth(1).unwrap().split("</figure>").next().unwrap();
    assert!(figure.contains("aria-label=\"Accuracy\""), "the caption's words without the citation\n{figure}");
    assert!(attributes(figure, "id").iter().any(|id| id == "c1b"), "the second use of source 1\n{figure}");
    assert!(figure.contains("<th scope=\"row\">Real</th>") && figure.contains("Data of this chart"), "{figure}");
    assert!(!page.contains("style=\""), "a strict content security policy lets the page through");
    assert!(page.contains("href=\"#c1b\""), "the card leads back to it");
    assert!(site.read("public/a/index.md").contains("Real, 94.5"));
}

#[test]
fn mistakes_point_at_their_line_in_lists_and_quotes_too() {
    let block = "> - ```chart\n>   captoin: C\n>   data:\n>     - [A, B]\n>     - [x, y1]\n>   ```\n";
    let site = Site::new(&[
        ("content/a.md", &format!("{HEAD}{block}")),
        ("content/b.md", "# B\n\n```chart\ncaption: C [@nobody]\n---\nA, B\nx, 1\n```\n"),
    ]);
    let said = text(&site.ibid(&["check"]).stdout);
    for (place, words) in [
        ("content/a.md:9:5", "did you mean `caption`?"),
        ("content/a.md:12:9", "`y1` is no number"),
        ("content/b.md:4:1", "no source has the id `nobody`"),
    ] {
        assert!(said.split("\n\n").any(|f| f.contains(place) && f.contains(words)), "{place} {words}\n{said}");
    }
}
