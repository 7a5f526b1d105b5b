//! `ibid report`: what it counts, and that the page needs no script and asks for nothing.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, text};

#[test]
fn the_report_counts_what_is_there() {
    let article = |title: &str, extra: &str, body: &str| {
        format!(
            "---\ntitle: \"{title}\"\n{extra}sources:\n  - {{id: a, title: One <work>, year: 2001, doi: 10.1000/182}}\n  - {{id: b, title: Two, year: 2003}}\n---\n{body}\n"
        )
    };
    let site = Site::new(&[
        (
            "content/a.md",
            &article(
                "A & B",
                "topics: [light]\ndate: 2025-01-01\nreview_every: 1y\n",
                "This sentence cites a source [@a]. This sentence cites no source.\n\nYes.",
            ),
        ),
        ("content/b.md", &article("C", "topics: [light]\n", "Here is one more that cites [@a; @b].")),
        ("content/c.md", "---\ntitle: D\ndraft: true\n---\nText.\n"),
    ]);
    let done = site.ibid(&["report"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let page = site.read("report.html");
    for expected in [
        "<div><dt>articles</dt><dd>2</dd></div>",
        "<div><dt>not published</dt><dd>1</dd></div>",
        "<div><dt>of the sentences cite</dt><dd>67%</dd></div>",
        "<div><dt>reviews due</dt><dd>1</dd></div>",
        "<tr><th scope=\"row\">light</th><td class=\"a-right\">67%</td></tr>",
        "<tr><th scope=\"row\">A &amp; B</th><td class=\"due\">2026-01-01, due</td></tr>",
        "<td class=\"n\">1 of 2</td>",
        "<tr><th scope=\"row\">2002</th><td class=\"a-right\">0</td></tr>",
        "<tr><th scope=\"row\">One &lt;work&gt;</th><td class=\"a-right\">2</td></tr>",
        "<tr><th scope=\"row\">unused-source</th><td class=\"a-right\">1</td></tr>",
        "<code>content/c.md</code>: it is a draft",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains("src="), "no script, no request");
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn an_empty_site_has_a_report() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n")]);
    assert!(site.ibid(&["report", "--output", "r.html"]).status.success());
    let page = site.read("r.html");
    assert!(page.contains("Nothing to show.") && !page.contains("NaN"), "{page}");
}
