//! Site settings (`ibid.yaml`): every key optional, an unknown key is an error.
//!
//! [Settings] is the finished value with its defaults; [parse()] reads it.

pub mod limits;
mod parse;

pub use limits::Limits;
#[cfg(test)]
pub(crate) use parse::keys;
pub(crate) use parse::{FORMATS, HTML, LEVELS, SOURCE_PAGES};
pub use parse::{base_url, parse};

use crate::base::lang::Lang;
use crate::deploy::Host;
use crate::diag::Severity;
use std::collections::BTreeMap;

/// What `ibid.yaml` says, with defaults for what it leaves out.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The site's name, in the header and in feeds. Default: the folder's name is not used; `Answers`.
    pub title: String,
    /// One sentence about the site.
    pub description: Option<String>,
    /// Where the site will be served (`https://x.github.io/repo/`), with a final `/`.
    /// Without it, links name `index.html` files (so that the site reads from disk), and feeds and sitemap are not written.
    pub base_url: Option<String>,
    /// Language of the site and of each article that names none. Default `en`.
    pub lang: Lang,
    /// Navigation items in order. Default: answers, topics, sources, search.
    pub nav: Option<Vec<NavItem>>,
    /// Who publishes: name, and address if any.
    pub publisher: Option<Publisher>,
    /// Authors of articles that name none.
    pub authors: Vec<crate::article::front_matter::Person>,
    /// A theme under `themes/`, laid over the embedded default.
    pub theme: Option<String>,
    /// Which forms of each article are written. Default html, md, json, bib.
    pub formats: Formats,
    /// Which sources get a page of their own. Default shared.
    pub source_pages: SourcePages,
    /// Articles a list page holds. Default 20.
    pub per_page: usize,
    /// Articles a feed holds, the newest. Default 20.
    pub feed_items: usize,
    /// How many of a hundred sentences should cite, for the rule `low-coverage`. Default 50.
    pub coverage: usize,
    /// Typographic quotes and dashes from typed ones. Default off: the text stays as typed.
    pub smart_punctuation: bool,
    /// `$…$` and `$$…$$` as math unless an article says otherwise. Default on.
    pub math: bool,
    /// Source cards beside the text on wide screens. Default on.
    pub rail: bool,
    /// A picture (`og.png`) for each article, that shows where its address is shared. Default off.
    pub og_images: bool,
    /// A search index. Default on.
    pub search: bool,
    /// A page with what `ibid check` says of every answer. Default off.
    pub integrity_page: bool,
    /// What happens to raw HTML in articles. Default escape.
    pub html: HtmlMode,
    /// Bounds on one article.
    pub limits: Limits,
    /// Levels set for rules: `None` is off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Bibliography files for the whole site, from the site's folder.
    pub bibliography: Vec<String>,
    /// Hosts whose own files (headers, redirects) a build writes into the output. Default: none.
    pub deploy: Vec<Host>,
    /// Style of "cite this answer" and of the line under a card's title. Default: ibid's own.
    pub citation_style: crate::source::style::Choice,
    /// Numbers by declaration or by first appearance, where an article says neither.
    pub numbering: Option<crate::article::front_matter::Numbering>,
    /// The day on which the site is built, for `--future`, reviews and waivers; `None` asks the clock (through `cli`).
    pub date: Option<crate::base::date::Date>,
    /// Free values for themes.
    pub extra: serde_json::Value,
}

/// One navigation item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// The words shown.
    pub title: String,
    /// Where it leads: an address on the web, a path in the site (`/topics/`), or a content file (`content/about.md`).
    pub url: String,
}

/// Who publishes the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Address on the web.
    pub url: Option<String>,
}

/// Which forms of each article are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// `index.html`, always on in practice.
    pub html: bool,
    /// `index.md`.
    pub md: bool,
    /// `index.json`.
    pub json: bool,
    /// `sources.bib`.
    pub bib: bool,
    /// `sources.ris`.
    pub ris: bool,
    /// `sources.csl.json`.
    pub csl: bool,
}

impl Default for Formats {
    fn default() -> Self {
        Self { html: true, md: true, json: true, bib: true, ris: false, csl: false }
    }
}

/// Which sources get a page of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SourcePages {
    /// Every work that is listed.
    All,
    /// Works that two or more articles list.
    #[default]
    Shared,
    /// None.
    None,
}

/// What happens to raw HTML in articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HtmlMode {
    /// Shown as text, but for a list of bare tags without attributes.
    #[default]
    Escape,
    /// Kept where it can run nothing (`ammonia`), tag by tag.
    Sanitize,
    /// Kept as it is: for sites whose every author is trusted.
    Trust,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Answers".to_owned(),
            description: None,
            base_url: None,
            lang: Lang::default(),
            nav: None,
            publisher: None,
            authors: Vec::new(),
            theme: None,
            formats: Formats::default(),
            source_pages: SourcePages::default(),
            per_page: 20,
            feed_items: 20,
            coverage: 50,
            smart_punctuation: false,
            math: true,
            rail: true,
            og_images: false,
            search: true,
            integrity_page: false,
            html: HtmlMode::default(),
            limits: Limits::default(),
            rules: BTreeMap::new(),
            bibliography: Vec::new(),
            deploy: Vec::new(),
            citation_style: Default::default(),
            numbering: None,
            date: None,
            extra: serde_json::Value::Null,
        }
    }
}
