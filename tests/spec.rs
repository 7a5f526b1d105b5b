//! Cases as text, through one door: an article's body in, citations, findings and HTML out.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

use ibid::article::book::Bibliography;
use ibid::article::summary::CitationItem;
use ibid::article::{Article, Context, parse};
use ibid::base::path::SitePath;
use ibid::base::span::position;
use ibid::config::Settings;
use ibid::diag::{Checked, Target};
use std::collections::BTreeMap;

const FRONT: &str = "---\ntitle: Case\nsources:\n  - {id: a, title: A}\n  - {id: b, title: B}\n  - {id: c, title: C}\n  - {id: d, title: D}\n  - {id: smith2009, title: S}\n---\n";

fn read(text: &str) -> Checked<Article> {
    let settings = Settings::default();
    let (shared, files) = (Bibliography::default(), BTreeMap::new());
    parse(&SitePath::new("content/case.md"), text, Context { settings: &settings, shared: &shared, files: &files })
}

/// The cases of a file: name, input, expectations.
fn cases(text: &str) -> Vec<(String, String, Vec<String>)> {
    let blocks = text.split("\n== ").skip(1);
    blocks
        .map(|block| {
            let (name, rest) = block.split_once('\n').expect("a name and a body");
            let (input, expected) = rest.split_once("\n=>").unwrap_or_else(|| panic!("{name}: no `=>`"));
            let expected = expected.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
            (name.to_owned(), format!("{input}\n"), expected)
        })
        .collect()
}

fn item(item: &CitationItem) -> String {
    let prefix = if item.prefix.is_empty() { String::new() } else { format!("{} ", item.prefix) };
    let sign = if item.suppress_author { "-" } else { "" };
    let number = if item.shown { item.number.to_string() } else { format!("({})", item.number) };
    let locator = if item.locator.is_empty() { String::new() } else { format!("{{{}}}", item.locator) };
    format!("{prefix}{sign}{number}{locator}")
}

/// The page's HTML as a reader gets it, markers filled in.
fn html(article: &Article) -> String {
    let library = ibid::library::resolve(ibid::library::Parts {
        articles: vec![std::sync::Arc::new(article.summary.clone())],
        ..ibid::library::Parts::default()
    });
    let (settings, words) = (Settings::default(), ibid::page::Dictionary::default());
    let view = ibid::page::View {
        library: &library,
        settings: &settings,
        style: &ibid::source::style::Style::Own,
        words: &words,
        today: ibid::base::date::Date::EPOCH,
        told: None,
    };
    let model = ibid::page::present(view, ibid::page::PageId::Article(0), Some(&article.body));
    match model.content {
        ibid::page::model::Content::Article(page) => {
            let sections: String =
                page.sections.iter().map(|s| format!("<h2 id=\"{}\">{}</h2>{}", s.id, s.title_html, s.content_html)).collect();
            let notes: String = page.notes.iter().map(|n| n.content_html.clone()).collect();
            format!("{}{sections}{notes}", page.answer_html)
        }
        _ => unreachable!("an article's page"),
    }
}

fn observed(front: &str, input: &str) -> (Vec<String>, String) {
    let text = format!("{front}{input}");
    let checked = read(&text);
    let article = &checked.value;
    let mut lines = Vec::new();
    if !article.summary.citations.is_empty() {
        let cites: Vec<String> = article.summary.citations.iter().map(|c| c.items.iter().map(item).collect::<Vec<_>>().join("+")).collect();
        lines.push(format!("cites: {}", cites.join(" | ")));
    }
    let above = front.matches('\n').count();
    let mut findings: Vec<String> = checked
        .diagnostics
        .iter()
        .map(|d| {
            let Target::Span(span) = d.target else { panic!("a span") };
            let at = position(&text, span.start);
            format!("{} {} {}:{}", d.severity.word(), d.rule, at.line - above, at.column)
        })
        .collect();
    findings.sort();
    lines.extend(findings);
    (lines, html(article))
}

fn run(file: &str, front: &str) {
    let path = format!("{}/tests/spec/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let cases = cases(&text);
    assert!(cases.len() > 5, "{file} holds cases");
    let mut failures = Vec::new();
    for (name, input, expected) in &cases {
        let (lines, html) = observed(front, input);
        let (looks, mut wanted): (Vec<&String>, Vec<&String>) =
            expected.iter().partition(|l| l.starts_with("has: ") || l.starts_with("not: "));
        wanted.sort_by_key(|l| (!l.starts_with("cites"), l.as_str()));
        if wanted.iter().map(|l| l.as_str()).ne(lines.iter().map(String::as_str)) {
            failures.push(format!("== {name}\nexpected {wanted:#?}\nobserved {lines:#?}"));
        }
        for look in looks {
            let (kind, what) = look.split_at(5);
            // No-break spaces and word joiners are written as they are in the page.
            let found = html.contains(what) || html.replace('\u{a0}', " ").contains(what);
            if found != (kind == "has: ") {
                failures.push(format!("== {name}\n{look}\n{html}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {} cases fail\n{}", failures.len(), cases.len(), failures.join("\n"));
}

const PAPER: &str = "---\ntitle: Case\nauthors:\n  - {name: N, affiliation: 1}\nreferences:\n  - {id: a, type: book, title: A}\n  - {id: b, type: book, title: B}\n  - {id: c, type: book, title: C}\n  - {id: 'key_one:two', type: book, title: D}\n---\n";

#[test]
fn papers_for_pandoc() {
    run("pandoc.txt", PAPER);
}

#[test]
fn citations() {
    run("citations.txt", FRONT);
}

#[test]
fn citations_without_sources() {
    run("no_sources.txt", "---\ntitle: Case\n---\n");
}

#[test]
fn front_matter() {
    run("front_matter.txt", "");
}
