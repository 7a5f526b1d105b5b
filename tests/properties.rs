//! What holds for any input: reading never panics, findings lie inside the text, HTML is balanced.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use ibid::article::book::Bibliography;
use ibid::article::{Context, parse};
use ibid::base::path::SitePath;
use ibid::base::yaml::{Step, decode};
use ibid::config::Settings;
use ibid::diag::Target;
use ibid::source::formats;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn read(text: &str) -> ibid::diag::Checked<ibid::article::Article> {
    let settings = Settings::default();
    let (shared, files) = (Bibliography::default(), BTreeMap::new());
    parse(&SitePath::new("content/x.md"), text, Context { settings: &settings, shared: &shared, files: &files })
}

/// Pieces that Markdown, YAML and citations are made of, so that random text is more than noise.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[1]",
        "[1, 2]",
        "[1–3]",
        "[@a]",
        "[@a; @b, p. 3]",
        "[^a]",
        "[^n]: note",
        "[^n]",
        "[x](y.md)",
        "![a](b.png \"c [1]\")",
        "# ",
        "## ",
        "### H {#x}",
        "- ",
        "1. ",
        "- [ ] ",
        "> ",
        "> [!NOTE]\n> ",
        "```rust\n",
        "```\n",
        "`",
        "*",
        "**",
        "~~",
        "$x$",
        "$$y$$",
        "|a|b|\n|-|-|\n|c|d|\n",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "<b>",
        "</b>",
        "<details>",
        "<summary>",
        "<!-- ",
        "-->",
        "<br>",
        "&amp;",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "@",
        "{",
        "}",
        "---\n",
        "title: A\n",
        "sources:\n",
        "  - id: a\n",
        "    title: T: U\n",
        "'",
        "\"",
        ": ",
        "é",
        "蓝",
        "\u{2028}",
        "\u{0}",
        "\r\n",
        "word ",
        "Term\n: Def\n",
        "[1]: x\n",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|p| p.concat())
}

/// Elements that open and close in turn; void ones and the insides of math aside.
fn unbalanced(html: &str) -> Option<String> {
    const VOID: [&str; 6] = ["br", "wbr", "hr", "img", "input", "meta"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>')?;
        let tag = &rest[..end];
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> closes nothing in {html}"));
            }
        } else if !VOID.contains(&name) && !tag.ends_with('/') {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    (!open.is_empty()).then(|| format!("{open:?} stay open in {html}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_article_is_read_and_its_html_is_balanced(front in pieces(), body in pieces()) {
        for text in [format!("---\n{front}\n---\n{body}"), body.clone(), format!("---\ntitle: A\nsources: [{{id: a, title: T}}, {{title: U}}, {{title: V}}]\n---\n{body}")] {
            let checked = read(&text);
            for d in &checked.diagnostics {
                if let Target::Span(span) = d.target {
                    prop_assert!(span.start <= span.end && span.end <= text.len(), "{} at {span:?} of {}", d.rule, text.len());
                }
            }
            let body = &checked.value.body;
            for markup in std::iter::once(&body.answer).chain(body.sections.iter().map(|s| &s.content)).chain(body.notes.iter().map(|n| &n.content)) {
                prop_assert_eq!(unbalanced(&markup.html), None);
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*") {
        read(&text);
        for ending in ["bib", "ris", "nbib", "json", "yaml", "xml"] {
            formats::read(&SitePath::new(format!("sources/x.{ending}")), &text);
        }
    }

    #[test]
    fn broken_entries_of_a_list_cost_no_others(broken in prop::collection::vec(any::<bool>(), 1..12)) {
        let entries: String = broken.iter().enumerate().map(|(n, bad)| if *bad { format!("  - title: [list {n}]\n    year: 2000\n") } else { format!("  - title: T{n}\n") }).collect();
        let checked = read(&format!("---\ntitle: A\nsources:\n{entries}---\nText.\n"));
        let titles: Vec<String> = checked.value.summary.sources.iter().map(|s| s.source.title.clone()).filter(|t| !t.is_empty()).collect();
        let kept: Vec<String> = broken.iter().enumerate().filter(|(_, bad)| !**bad).map(|(n, _)| format!("T{n}")).collect();
        prop_assert_eq!(titles, kept);
        let told = checked.diagnostics.iter().filter(|d| d.rule == "wrong-type").count();
        prop_assert_eq!(told, broken.iter().filter(|b| **b).count());
    }
}

#[test]
fn hostile_yaml_is_refused_at_once() {
    fn any_key(_: &[Step<'_>]) -> Option<&'static [&'static str]> {
        None
    }
    for text in [
        "- ".repeat(100_000),
        "-  ".repeat(40_000),
        "-\t".repeat(40_000),
        "- ? ".repeat(40_000),
        ": ".repeat(100_000),
        "[".repeat(1_000_000),
        format!("a: {}", "[".repeat(100_000)),
        format!("a: {}", "{".repeat(2_000)),
        "x".repeat(300 * 1024),
    ] {
        let decoded = decode::<BTreeMap<String, String>>(&text, any_key);
        assert!(!decoded.faults.is_empty());
    }
}
