//! What a theme must keep (docs/themes.md, “What a theme must keep”): one function for each promise.

use super::Fault;
use super::tags::{Tag, tags};
use crate::base::near::nearest;
use crate::page::PageModel;
use crate::page::model::Content;
use crate::theme::{Theme, default_files};
use std::collections::{BTreeMap, BTreeSet};

/// What one rendered page breaks.
pub(super) fn faults(template: &str, model: &PageModel, html: &str) -> Vec<Fault> {
    let tags = tags(html);
    let file = format!("templates/{template}");
    let mut told: Vec<(String, &str)> = Vec::new();
    ids(&tags, &mut told);
    headings(&tags, &mut told);
    policy(&tags, &mut told);
    alternatives(&tags, &mut told);
    if !matches!(model.content, Content::Redirect(_)) {
        frame(&tags, model, html, &mut told);
    }
    if let Content::Article(_) = model.content {
        article(&tags, model, &mut told);
    }
    told.into_iter().map(|(message, help)| Fault { file: file.clone(), message, help: help.to_owned() }).collect()
}

type Told<'a> = Vec<(String, &'a str)>;

/// Ids are there once, and what leads to one of them finds it.
fn ids(tags: &[Tag<'_>], told: &mut Told<'_>) {
    let mut seen = BTreeSet::new();
    for id in tags.iter().filter_map(|t| t.get("id")) {
        if !seen.insert(id) {
            told.push((format!("the id `{id}` is there twice"), "an id must be unique on its page"));
        }
    }
    for tag in tags {
        let fragment = tag.get("href").and_then(|h| h.strip_prefix('#')).filter(|f| !f.is_empty() && !f.contains('%'));
        let named = ["aria-labelledby", "aria-describedby", "aria-controls", "for"].iter().filter_map(|a| tag.get(a));
        for id in named.flat_map(str::split_whitespace).chain(fragment) {
            if !seen.contains(id) {
                told.push((format!("nothing has the id `{id}`, which <{}> leads to", tag.name), "keep the ids that the page model gives"));
            }
        }
    }
}

/// One `h1`, and no level left out below it.
fn headings(tags: &[Tag<'_>], told: &mut Told<'_>) {
    let levels: Vec<u8> = tags.iter().filter_map(|t| t.name.strip_prefix('h')?.parse().ok()).filter(|l| (1..=6).contains(l)).collect();
    let first = levels.iter().filter(|l| **l == 1).count();
    if first > 1 || (first == 0 && !levels.is_empty()) {
        told.push((format!("the page has {first} headings of the first level"), "give each page one <h1>"));
    }
    for pair in levels.windows(2).filter(|p| p[1] > p[0] + 1) {
        told.push((format!("<h{}> follows <h{}>", pair[1], pair[0]), "leave no level of headings out"));
    }
}

/// Nothing that a strict content security policy refuses.
fn policy(tags: &[Tag<'_>], told: &mut Told<'_>) {
    const HELP: &str = "a strict content security policy refuses it: put it into a file in assets/";
    for tag in tags {
        let data = tag.get("type").is_some_and(|t| t.contains("json"));
        match tag.name {
            "script" if tag.get("src").is_none() && !data => told.push(("a script stands in the page".to_owned(), HELP)),
            "style" => told.push(("a style sheet stands in the page".to_owned(), HELP)),
            _ => {}
        }
        for (name, _) in tag.attributes.iter().filter(|(n, _)| *n == "style" || n.starts_with("on")) {
            told.push((format!("<{}> has the attribute `{name}`", tag.name), HELP));
        }
    }
}

fn alternatives(tags: &[Tag<'_>], told: &mut Told<'_>) {
    for tag in tags.iter().filter(|t| t.name == "img" && t.get("alt").is_none()) {
        told.push((format!("<img src=\"{}\"> has no `alt`", tag.get("src").unwrap_or("")), "an empty one says that it is decoration"));
    }
}

/// What every page has.
fn frame(tags: &[Tag<'_>], model: &PageModel, html: &str, told: &mut Told<'_>) {
    let root = tags.iter().find(|t| t.name == "html");
    if root.and_then(|t| t.get("lang")) != Some(model.frame.lang.as_str()) || root.and_then(|t| t.get("dir")) != Some(model.frame.dir) {
        told.push((
            "<html> does not say the page's language and direction".to_owned(),
            "write lang=\"{{ frame.lang }}\" dir=\"{{ frame.dir }}\"",
        ));
    }
    if !tags.iter().any(|t| t.name == "title" && !t.text.trim().is_empty()) {
        told.push(("the page has no title".to_owned(), "write <title>{{ frame.head_title }}</title>"));
    }
    if !tags.iter().any(|t| t.name == "main") {
        told.push(("the page has no <main>".to_owned(), "put the page's own content into <main id=\"main\">"));
    }
    let first = tags.iter().find(|t| t.name == "a");
    if first.and_then(|t| t.get("href")).is_none_or(|h| !h.starts_with('#')) {
        told.push((
            "the first link does not lead past the navigation".to_owned(),
            "begin <body> with <a class=\"skip\" href=\"#main\">{{ t[\"skip\"] }}</a>",
        ));
    }
    if model.frame.canonical.is_some() && !tags.iter().any(|t| t.get("rel") == Some("canonical")) {
        told.push(("the canonical address is missing".to_owned(), "write <link rel=\"canonical\" href=\"{{ frame.canonical }}\">"));
    }
    if model.frame.json_ld_html.as_ref().is_some_and(|data| !html.contains(data.as_str())) {
        told.push((
            "the structured data is missing or was escaped".to_owned(),
            "write <script type=\"application/ld+json\">{{ frame.json_ld_html | safe }}</script>",
        ));
    }
}

/// What an article leads to: its sections, cards and notes, and the ways back.
fn article(tags: &[Tag<'_>], model: &PageModel, told: &mut Told<'_>) {
    let Content::Article(page) = &model.content else { return };
    let ids: BTreeSet<&str> = tags.iter().filter_map(|t| t.get("id")).collect();
    let links: BTreeSet<&str> = tags.iter().filter_map(|t| t.get("href")?.strip_prefix('#')).collect();
    let cards = || page.sources.iter().chain(&page.consulted);
    let sections = page.sections.iter().map(|s| (s.id.clone(), "a section"));
    let notes = page.notes.iter().map(|n| (n.id.clone(), "a note"));
    let titles = cards().flat_map(|c| [(c.id.clone(), "a source"), (format!("t{}", c.number), "a source's title")]);
    for (id, what) in sections.chain(notes).chain(titles).filter(|(id, _)| !ids.contains(id.as_str())) {
        told.push((format!("{what} has no element with the id `{id}`"), "links and citations lead to it"));
    }
    for back in cards().flat_map(|c| &c.backlinks).filter(|b| !links.contains(b.id.as_str())) {
        told.push((
            format!("no link leads back to the citation `{}`", back.id),
            "show `card.backlinks`: readers lose their place without them",
        ));
    }
}

/// Own files that nothing uses: most often a name with a slip.
pub(super) fn unused_files(theme: &Theme) -> Vec<Fault> {
    let embedded: BTreeMap<&str, &str> = default_files().collect();
    let own: BTreeMap<&str, _> = theme.own().collect();
    let texts: String = own.values().map(AsRef::as_ref).chain(embedded.values().copied()).collect::<Vec<&str>>().join("\n");
    let used = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '.'], "_");
        texts.contains(&format!("\"{name}\"")) || texts.contains(&format!("({name})")) || texts.contains(&format!("assets.{stem}"))
    };
    let odd = own.keys().filter(|p| !embedded.contains_key(*p) && !p.starts_with("words/") && **p != "theme.yaml" && !used(p));
    odd.map(|path| {
        let near = nearest(path, embedded.keys().copied());
        let help = near.map_or_else(|| "no template names it".to_owned(), |near| format!("did you mean `{near}`?"));
        Fault { file: (*path).to_owned(), message: "nothing uses this file".to_owned(), help }
    })
    .collect()
}

/// Own words that the theme never asks for.
pub(super) fn unknown_words(theme: &Theme) -> Vec<Fault> {
    let Some((_, english)) = default_files().find(|(path, _)| *path == "words/en.yaml") else { return Vec::new() };
    let keys = |text: &str| -> Vec<String> {
        let words: crate::page::words::Words = crate::base::yaml::plain(text).unwrap_or_default();
        words.text.into_keys().chain(words.counted.into_keys()).collect()
    };
    let known = keys(english);
    let own: BTreeMap<&str, _> = theme.own().collect();
    let templates: String = own.iter().filter(|(p, _)| p.starts_with("templates/")).map(|(_, t)| t.as_ref()).collect::<Vec<_>>().join("\n");
    let mut out = Vec::new();
    for (path, text) in own.iter().filter(|(p, _)| p.starts_with("words/")) {
        for key in keys(text).into_iter().filter(|k| !known.contains(k) && !templates.contains(&format!("\"{k}\""))) {
            let near = nearest(&key, known.iter().map(String::as_str));
            let help = near
                .map_or_else(|| "words/en.yaml of the default theme has every key".to_owned(), |near| format!("did you mean `{near}`?"));
            out.push(Fault { file: (*path).to_owned(), message: format!("the theme never says `{key}`"), help });
        }
    }
    out
}
