//! The settings of a site.

use super::article::author;
use super::shape::{any, date, list, number, one_or_many, pattern, switch, text, text_or, with, word};
use super::{Fields, document, object};
use crate::article::front_matter::NUMBERINGS;
use crate::check;
use crate::config::limits::{BOUNDS, MOST};
use crate::config::{FORMATS, HTML, LEVELS, SOURCE_PAGES};
use crate::deploy::HOSTS;
use serde_json::{Map, Value, json};

/// The schema of `ibid.yaml`.
pub fn site() -> Value {
    document("Settings of an ibid site", "What ibid.yaml says. Every key is optional.", object(fields()))
}

/// The keys of the settings.
fn fields() -> Fields {
    let nav = object(vec![
        ("title", text("The words shown.")),
        ("url", text("Where it leads: an address, a path of the site, or a content file.")),
    ]);
    let publisher = object(vec![("name", text("Name.")), ("url", text("Address on the web."))]);
    vec![
        ("title", text("The name of the site.")),
        ("description", text("One sentence about the site.")),
        ("base_url", pattern("Where the site will be served, path included.", "^(https?://|$)")),
        ("lang", text("The language of the site: en, pt-BR, zh-Hant (BCP 47).")),
        ("nav", list("The links at the top of each page, in order.", nav)),
        ("publisher", text_or("Who publishes the site.", publisher)),
        ("authors", one_or_many("Authors of articles that name none.", author())),
        ("author", one_or_many("The same as authors.", author())),
        ("theme", text("A folder under themes/.")),
        ("formats", one_or_many("Which forms of each article are written.", word("", &FORMATS))),
        ("source_pages", word("Which works get a page of their own.", &SOURCE_PAGES)),
        ("coverage", number("How many of a hundred sentences should cite, for the rule low-coverage.", 100)),
        ("per_page", number("Articles that a page of a list holds.", 1_000)),
        ("feed_items", number("Articles that a feed holds, the newest.", 10_000)),
        ("coverage", number("How many of a hundred sentences should cite.", 100)),
        ("smart_punctuation", switch("Typographic quotes and dashes from typed ones.")),
        ("math", switch("Whether $…$ is mathematics.")),
        ("rail", switch("Source cards beside the text on wide screens.")),
        ("og_images", switch("A picture for each article, that shows where its address is shared.")),
        ("search", switch("Whether a search index is written.")),
        ("integrity_page", switch("A page with what `ibid check` says of every answer; off by default.")),
        ("html", word("What happens to raw HTML in articles.", &HTML)),
        ("limits", limits()),
        ("rules", rules()),
        ("bibliography", one_or_many("Bibliography files for the whole site.", text(""))),
        ("deploy", one_or_many("Hosts whose own files (headers, redirects) a build writes.", word("", &HOSTS))),
        (
            "citation_style",
            text("Style of reference texts: apa, ieee, vancouver, nature, chicago, the name of another style, or the path of a .csl file."),
        ),
        ("numbering", word("How sources are numbered where an article does not say.", &NUMBERINGS)),
        ("date", date("The day of the build, in place of today.")),
        ("extra", any("Free values, for themes.")),
    ]
}

/// Bounds on one article.
fn limits() -> Value {
    with("Bounds on what one article may ask for.", object(BOUNDS.iter().map(|(name, about, _)| (*name, number(about, MOST))).collect()))
}

/// Each rule with its levels.
fn rules() -> Value {
    let level = |about: &str| word(about, &LEVELS);
    let names: Map<String, Value> = check::all().map(|rule| (rule.name.to_owned(), level(&format!("{}.", rule.about)))).collect();
    with("Levels of rules.", json!({ "type": ["object", "null"], "additionalProperties": false, "properties": names }))
}
