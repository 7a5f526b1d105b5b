//! What the fuzz targets ask of every output: findings lie inside the text, HTML is balanced and runs nothing, time grows
//! with the input and not with its square.

use ibid::article::body::Markup;
use ibid::article::book::Bibliography;
use ibid::article::{Article, Context, parse};
use ibid::base::path::SitePath;
use ibid::config::{HtmlMode, Settings};
use ibid::diag::{Checked, Diagnostic, Target};
use ibid::source::Source;
use ibid::source::formats;
use std::collections::BTreeMap;

/// Elements that ibid's own pages never hold inside an article, whatever it says.
const ACTIVE: [&str; 17] = [
    "script", "style", "iframe", "object", "embed", "base", "meta", "link", "form", "textarea", "select", "button", "frame", "frameset",
    "template", "noscript", "title",
];
/// Attributes that hold an address.
const ADDRESSES: [&str; 10] = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite", "background", "srcset"];
/// Elements without an end.
const VOID: [&str; 8] = ["br", "wbr", "hr", "img", "input", "col", "meta", "link"];

/// Settings as a byte chooses them.
pub fn settings(choice: u8, html: HtmlMode) -> Settings {
    Settings { html, math: choice & 1 == 0, smart_punctuation: choice & 2 != 0, ..Settings::default() }
}

/// `text` as an article of a site with these settings.
pub fn article(text: &str, settings: &Settings) -> Checked<Article> {
    let (shared, files) = (Bibliography::default(), BTreeMap::new());
    parse(&SitePath::new("content/a/x.md"), text, Context { settings, shared: &shared, files: &files })
}

/// Every finding lies inside the text, begins and ends with a character, and says how to mend it.
pub fn well_placed(found: &[Diagnostic], text: &str) {
    for d in found {
        assert!(!d.message.is_empty(), "{} says nothing", d.rule);
        assert!(ibid::check::all().any(|rule| rule.name == d.rule), "{} is no rule", d.rule);
        if let Target::Span(span) = d.target {
            assert!(span.start <= span.end && span.end <= text.len(), "{} at {span:?} of {} bytes", d.rule, text.len());
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{} at {span:?} cuts a character", d.rule);
        }
    }
}

/// All HTML of an article: balanced, escaped, with its holes in order.
pub fn inert_article(article: &Article) {
    let body = &article.body;
    let parts = std::iter::once(&body.answer)
        .chain(body.sections.iter().flat_map(|s| [&s.heading, &s.content]))
        .chain(body.notes.iter().map(|n| &n.content));
    parts.for_each(inert_markup);
    holes(&body.markdown);
}

fn holes(markup: &Markup) {
    let mut before = 0;
    for (at, _) in &markup.holes {
        assert!(*at >= before && *at <= markup.html.len() && markup.html.is_char_boundary(*at), "a hole at {at} of {}", markup.html.len());
        before = *at;
    }
}

fn inert_markup(markup: &Markup) {
    holes(markup);
    inert(&markup.html);
}

/// HTML runs nothing, and its elements end in the order in which they began. What is written here is strict: attributes in
/// double quotes, every `<` of text escaped.
pub fn inert(html: &str) {
    assert!(!html.bytes().any(|b| b == 0), "a zero byte in {html}");
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(name) = rest.strip_prefix('/') {
            let (name, behind) = name.split_once('>').unwrap_or_else(|| panic!("an end tag does not end in {html}"));
            assert_eq!(open.pop(), Some(name), "</{name}> ends something else in {html}");
            rest = behind;
            continue;
        }
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = &rest[..length];
        assert!(length > 0 && name.bytes().all(|b| !b.is_ascii_uppercase()), "`<` begins no element: {rest:.60} in {html}");
        assert!(!ACTIVE.contains(&name) || (name == "button" && rest.contains("copy")), "<{name}> in {html}");
        let (closed, behind) = attributes(&rest[length..], html);
        if !closed && !VOID.contains(&name) {
            open.push(name);
        }
        rest = behind;
    }
    assert!(open.is_empty(), "{open:?} stay open in {html}");
}

/// Reads attributes up to and with `>`: whether the tag closes itself, and what stands behind it.
fn attributes<'h>(mut rest: &'h str, html: &str) -> (bool, &'h str) {
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\t']);
        if let Some(behind) = rest.strip_prefix("/>") {
            return (true, behind);
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return (false, behind);
        }
        let length = rest.find(['=', '>', ' ', '/', '\n', '\t', '"', '<']).unwrap_or(rest.len());
        let name = &rest[..length];
        assert!(length > 0 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-:_".contains(&b)), "the attribute `{name}` in {html}");
        let name = name.to_ascii_lowercase();
        let name = name.as_str();
        assert!(!name.starts_with("on") && name != "style" && name != "srcdoc", "the attribute {name} in {html}");
        rest = &rest[length..];
        let Some(value) = rest.strip_prefix("=\"") else { continue };
        let (value, behind) = value.split_once('"').unwrap_or_else(|| panic!("a value does not end in {html}"));
        assert!(!value.contains('<'), "`<` in a value in {html}");
        if ADDRESSES.contains(&name) {
            harmless(value, html);
        }
        rest = behind;
    }
}

/// An address whose scheme runs nothing, as a browser reads it (WHATWG URL, basic URL parser): controls and spaces at its ends and
/// tabs and line ends anywhere are dropped, the case of a scheme counts for nothing.
fn harmless(address: &str, html: &str) {
    let plain = unescaped(address, html).replace(['\t', '\n', '\r'], "");
    let plain = plain.trim_matches(|c| c <= ' ').to_ascii_lowercase();
    for scheme in ["javascript:", "vbscript:", "data:", "file:", "blob:"] {
        assert!(!plain.starts_with(scheme), "the address {address} in {html}");
    }
}

/// The value of an attribute: its character references, of which no others are written than these.
fn unescaped(value: &str, html: &str) -> String {
    const KNOWN: [(&str, &str); 6] = [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'"), ("nbsp;", "\u{a0}")];
    let mut parts = value.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, text) = KNOWN.iter().find(|(name, _)| part.starts_with(name)).unwrap_or_else(|| panic!("`&` in {value} of {html}"));
        out.push_str(text);
        out.push_str(&part[name.len()..]);
    }
    out
}

/// The sources of a bibliography file, whose findings lie inside it.
pub fn bibliography(name: &str, text: &str) -> Vec<Source> {
    let read = formats::read(&SitePath::new(name), text);
    well_placed(&read.diagnostics, text);
    read.value
}

/// What is read is written, and read again: the same works by title and identifiers. One without a title gets a name for it.
pub fn round_trip(name: &str, text: &str, write: fn(&[&Source]) -> String) {
    let first = bibliography(name, text);
    let written = write(&first.iter().collect::<Vec<_>>());
    let second = bibliography(name, &written);
    assert_eq!(first.len(), second.len(), "{written}");
    for (a, b) in first.iter().zip(&second).filter(|(a, _)| !a.title.is_empty()) {
        assert_eq!((&a.title, &a.ids), (&b.title, &b.ids), "{written}");
    }
}
