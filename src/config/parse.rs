//! From the text of `ibid.yaml` to [Settings], with everything that is wrong in it.

use super::limits::{BOUNDS, Limits, MOST};
use super::{Formats, HtmlMode, NavItem, Publisher, Settings, SourcePages};
use crate::article::front_matter::{NUMBERINGS, RawPerson, SWITCH, person_list};
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::base::yaml::{self, Step};
use crate::deploy::HOSTS;
use crate::diag::{Checked, Severity, faults_to_diagnostics};
use crate::source::entry::{FromText, OneOrMany, Reader, TextOr, text};
use crate::source::style::Choice;
use serde::Deserialize;
use std::collections::BTreeMap;

const KEYS: [&str; 29] = [
    "title",
    "description",
    "base_url",
    "lang",
    "nav",
    "publisher",
    "authors",
    "theme",
    "formats",
    "source_pages",
    "per_page",
    "feed_items",
    "coverage",
    "smart_punctuation",
    "math",
    "rail",
    "og_images",
    "search",
    "integrity_page",
    "html",
    "limits",
    "rules",
    "bibliography",
    "deploy",
    "citation_style",
    "numbering",
    "date",
    "extra",
    "author",
];

const LIMITS: [&str; BOUNDS.len()] = {
    let mut names = [""; BOUNDS.len()];
    let mut at = 0;
    while at < BOUNDS.len() {
        names[at] = BOUNDS[at].0;
        at += 1;
    }
    names
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Raw {
    title: Option<String>,
    description: Option<String>,
    base_url: Option<String>,
    lang: Option<String>,
    nav: Option<Vec<RawNav>>,
    publisher: Option<TextOr<RawPublisher>>,
    #[serde(alias = "author")]
    authors: Option<OneOrMany<RawPerson>>,
    theme: Option<String>,
    formats: Option<OneOrMany<String>>,
    source_pages: Option<String>,
    per_page: Option<String>,
    feed_items: Option<String>,
    coverage: Option<String>,
    smart_punctuation: Option<String>,
    math: Option<String>,
    rail: Option<String>,
    og_images: Option<String>,
    search: Option<String>,
    integrity_page: Option<String>,
    html: Option<String>,
    limits: Option<BTreeMap<String, String>>,
    rules: Option<BTreeMap<String, String>>,
    bibliography: Option<OneOrMany<String>>,
    deploy: Option<OneOrMany<String>>,
    citation_style: Option<String>,
    numbering: Option<String>,
    date: Option<String>,
    extra: Option<serde_json::Value>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawNav {
    title: Option<String>,
    url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawPublisher {
    name: Option<String>,
    url: Option<String>,
}

impl FromText for RawPublisher {
    fn from_text(text: String) -> Self {
        Self { name: Some(text), url: None }
    }
}

pub(crate) fn keys(path: &[Step<'_>]) -> Option<&'static [&'static str]> {
    match path {
        [] => Some(&KEYS),
        [Step::Key("extra"), ..] | [Step::Key("rules")] => None,
        [Step::Key("limits")] => Some(&LIMITS),
        [Step::Key("nav"), Step::Item(_)] => Some(&["title", "url"]),
        [Step::Key("publisher")] => Some(&["name", "url"]),
        [Step::Key("authors" | "author"), ..] => Some(&["name", "url", "orcid"]),
        _ => Some(&[]),
    }
}

/// Reads the settings.
pub fn parse(file: &SitePath, text: &str) -> Checked<Settings> {
    let clean = text.trim_start_matches('\u{feff}');
    let mut decoded = yaml::decode::<Raw>(clean, keys);
    let mut reader = Reader { outline: &decoded.outline, faults: &mut decoded.faults };
    let value = finish(&mut reader, decoded.value, clean);
    decoded.faults.sort_by_key(|f| f.span);
    Checked { value, diagnostics: faults_to_diagnostics(file, decoded.faults, text.len() - clean.len()) }
}

fn finish(r: &mut Reader<'_>, raw: Raw, typed: &str) -> Settings {
    let top = |key: &'static str| [Step::Key(key)];
    let usual = Settings::default();
    Settings {
        title: text(raw.title).unwrap_or(usual.title),
        description: text(raw.description),
        base_url: address(r, text(raw.base_url)),
        lang: lang(r, text(raw.lang)),
        nav: raw.nav.map(|items| nav(r, items)),
        publisher: raw.publisher.and_then(|p| Some(Publisher { name: text(p.0.name)?, url: text(p.0.url) })),
        authors: person_list(r, raw.authors.unwrap_or_default().0),
        theme: text(raw.theme),
        formats: raw.formats.map_or(usual.formats, |f| formats(words(r, "formats", f.0, &FORMATS, typed))),
        source_pages: r.word(&top("source_pages"), raw.source_pages, &SOURCE_PAGES).unwrap_or_default(),
        per_page: number(r, &top("per_page"), raw.per_page, 1_000).unwrap_or(usual.per_page),
        feed_items: number(r, &top("feed_items"), raw.feed_items, 10_000).unwrap_or(usual.feed_items),
        coverage: number(r, &top("coverage"), raw.coverage, 100).unwrap_or(usual.coverage),
        smart_punctuation: r.word(&top("smart_punctuation"), raw.smart_punctuation, &SWITCH).unwrap_or(usual.smart_punctuation),
        math: r.word(&top("math"), raw.math, &SWITCH).unwrap_or(usual.math),
        rail: r.word(&top("rail"), raw.rail, &SWITCH).unwrap_or(usual.rail),
        og_images: r.word(&top("og_images"), raw.og_images, &SWITCH).unwrap_or(usual.og_images),
        search: r.word(&top("search"), raw.search, &SWITCH).unwrap_or(usual.search),
        integrity_page: r.word(&top("integrity_page"), raw.integrity_page, &SWITCH).unwrap_or(usual.integrity_page),
        html: r.word(&top("html"), raw.html, &HTML).unwrap_or_default(),
        limits: limits(r, raw.limits.unwrap_or_default()),
        rules: rules(r, raw.rules.unwrap_or_default()),
        bibliography: raw.bibliography.unwrap_or_default().0.into_iter().filter_map(|p| text(Some(p))).collect(),
        deploy: words(r, "deploy", raw.deploy.unwrap_or_default().0, &HOSTS, typed),
        citation_style: text(raw.citation_style).and_then(|typed| style(r, &typed)).unwrap_or_default(),
        numbering: r.word(&top("numbering"), raw.numbering, &NUMBERINGS),
        date: r.date(&top("date"), raw.date),
        extra: raw.extra.unwrap_or_default(),
    }
}

/// The address that a site is served under, with a final `/`; `None` for an empty one, which stands for no address.
pub fn base_url(typed: &str) -> Result<Option<String>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let host = rest.map(|r| r.split('/').next().unwrap_or(""));
    let clean = !typed.contains(['?', '#', '"', '<', '>', '\\']) && !typed.contains(char::is_whitespace);
    match host {
        Some(host) if !host.is_empty() && clean => Ok(Some(format!("{}/", typed.trim_end_matches('/')))),
        _ => Err(format!(
            "`{typed}` is no address that a site can be served under; write one such as https://example.org/ or https://x.github.io/repo/"
        )),
    }
}

fn address(r: &mut Reader<'_>, typed: Option<String>) -> Option<String> {
    base_url(&typed?).unwrap_or_else(|why| {
        let (message, help) = why.split_once("; ").unwrap_or((&why, "write it whole"));
        r.fault("unknown-value", &[Step::Key("base_url")], message.to_owned(), help.to_owned());
        None
    })
}

fn lang(r: &mut Reader<'_>, tag: Option<String>) -> Lang {
    let Some(tag) = tag else { return Lang::default() };
    Lang::new(&tag).unwrap_or_else(|| {
        r.fault(
            "unknown-value",
            &[Step::Key("lang")],
            format!("`{tag}` is no language tag"),
            "write one such as `en`, `de` or `zh-Hans` (BCP 47)".to_owned(),
        );
        Lang::default()
    })
}

fn style(r: &mut Reader<'_>, typed: &str) -> Option<Choice> {
    let choice = Choice::parse(typed);
    choice.map_err(|help| r.fault("unknown-value", &[Step::Key("citation_style")], format!("`{typed}` is no style known here"), help)).ok()
}

fn nav(r: &mut Reader<'_>, items: Vec<RawNav>) -> Vec<NavItem> {
    let mut out = Vec::with_capacity(items.len());
    for (n, item) in items.into_iter().enumerate() {
        match (text(item.title), text(item.url)) {
            (Some(title), Some(url)) => out.push(NavItem { title, url }),
            _ => r.fault(
                "unknown-value",
                &[Step::Key("nav"), Step::Item(n)],
                "a navigation item needs a title and an address".to_owned(),
                "write `- title: Answers` and below it `  url: /answers/`".to_owned(),
            ),
        }
    }
    out
}

fn number(r: &mut Reader<'_>, at: &[Step<'_>], typed: Option<String>, most: usize) -> Option<usize> {
    let typed = text(typed)?;
    let number = typed.parse().ok().filter(|n| (1..=most).contains(n));
    if number.is_none() {
        r.fault("unknown-value", at, format!("`{typed}` is no number from 1 to {most}"), "write a whole number".to_owned());
    }
    number
}

fn limits(r: &mut Reader<'_>, mut typed: BTreeMap<String, String>) -> Limits {
    let mut out = Limits::default();
    for (name, _, place) in BOUNDS {
        if let Some(bound) = number(r, &[Step::Key("limits"), Step::Key(name)], typed.remove(name), MOST) {
            *place(&mut out) = bound;
        }
    }
    out
}

/// The words of a list, each of which is told where it stands.
fn words<T: Copy>(r: &mut Reader<'_>, key: &'static str, list: Vec<String>, known: &[(&str, T)], typed: &str) -> Vec<T> {
    let mut out = Vec::with_capacity(list.len());
    for (n, word) in list.into_iter().enumerate() {
        let before = r.faults.len();
        out.extend(r.word(&[Step::Key(key)], Some(word), known));
        let place = || r.outline.items(key, typed).get(n).copied().filter(|span| !span.is_empty());
        if let Some(fault) = r.faults.get_mut(before) {
            fault.span = place().unwrap_or(fault.span);
        }
    }
    out
}

fn formats(names: Vec<&str>) -> Formats {
    let mut out = Formats { html: true, md: false, json: false, bib: false, ris: false, csl: false };
    for name in names {
        match name {
            "md" => out.md = true,
            "json" => out.json = true,
            "bib" => out.bib = true,
            "ris" => out.ris = true,
            "csl" => out.csl = true,
            _ => {}
        }
    }
    out
}

fn rules(r: &mut Reader<'_>, levels: BTreeMap<String, String>) -> BTreeMap<String, Option<Severity>> {
    let mut out = BTreeMap::new();
    for (rule, level) in levels {
        if let Some(level) = r.word(&[Step::Key("rules"), Step::Key(&rule)], Some(level), &LEVELS) {
            out.insert(rule, level);
        }
    }
    out
}

pub(crate) const SOURCE_PAGES: [(&str, SourcePages); 3] =
    [("all", SourcePages::All), ("shared", SourcePages::Shared), ("none", SourcePages::None)];
pub(crate) const HTML: [(&str, HtmlMode); 3] = [("escape", HtmlMode::Escape), ("sanitize", HtmlMode::Sanitize), ("trust", HtmlMode::Trust)];
pub(crate) const FORMATS: [(&str, &str); 6] =
    [("html", "html"), ("md", "md"), ("json", "json"), ("bib", "bib"), ("ris", "ris"), ("csl", "csl")];
pub(crate) const LEVELS: [(&str, Option<Severity>); 4] =
    [("error", Some(Severity::Error)), ("warn", Some(Severity::Warn)), ("info", Some(Severity::Info)), ("off", None)];
