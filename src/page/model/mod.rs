//! The page models: the contract between ibid and its themes.
//!
//! A template sees one model, `words` (the theme's texts in the page's language) and `assets`, and nothing else.
//! Every `href` is ready to stand in an attribute's value: relative to the page (or absolute on the 404 page).
//! Every field that ends in `_html` is final and safe HTML; every other text is plain and must be escaped
//! (as templates do by themselves).

pub mod article;
pub mod card;
pub mod integrity;
pub mod list;
pub mod source;

pub use article::*;
pub use card::*;
pub use integrity::*;
pub use list::*;
pub use source::*;

use serde::Serialize;

/// One page, ready for its template.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageModel {
    /// Output file from the root of the output: `qa/synthetic-data/index.html`.
    pub output: String,
    /// What every page has.
    pub frame: Frame,
    /// What this kind of page has; its template is named after the kind.
    #[serde(flatten)]
    pub content: Content,
}

/// The kinds of page. `kind` in templates; `article` → `article.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "page", rename_all = "kebab-case")]
pub enum Content {
    /// One question with its answer. `article.html`
    Article(Box<ArticlePage>),
    /// The first page. `home.html`
    Home(Box<HomePage>),
    /// All answers, or those of one topic or series; paginated. `list.html`
    List(Box<ListPage>),
    /// All topics. `topics.html`
    Topics(TopicsPage),
    /// One work and the answers that cite it. `source.html`
    Source(Box<SourcePage>),
    /// All works. `sources.html`
    Sources(SourcesPage),
    /// What `ibid check` says of every answer. `integrity.html`
    Integrity(Box<IntegrityPage>),
    /// The search page, with all answers from A to Z for readers without JavaScript. `search.html`
    Search(SearchPage),
    /// The page for addresses that are not there. `not-found.html`
    NotFound(NotFoundPage),
    /// A page that sends on to another address. `redirect.html`
    Redirect(RedirectPage),
}

impl Content {
    /// The template's file name.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Article(_) => "article.html",
            Self::Home(_) => "home.html",
            Self::List(_) => "list.html",
            Self::Topics(_) => "topics.html",
            Self::Source(_) => "source.html",
            Self::Sources(_) => "sources.html",
            Self::Integrity(_) => "integrity.html",
            Self::Search(_) => "search.html",
            Self::NotFound(_) => "not-found.html",
            Self::Redirect(_) => "redirect.html",
        }
    }
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkModel {
    /// The words.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// A date in two forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateModel {
    /// `2026-01-10`.
    pub iso: String,
    /// In the page's language.
    pub text: String,
}

/// What every page has: head and chrome.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frame {
    /// Language of the page.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The site's name.
    pub site_title: String,
    /// One sentence about the site.
    pub site_description: Option<String>,
    /// Text of `<title>`, site's name included where it should be.
    pub head_title: String,
    /// Text of the description tag.
    pub description: Option<String>,
    /// From this page to the site's root: empty, `../`, `../../` …; `/repo/` on the 404 page.
    pub root: String,
    /// Full address of this page; absent without `base_url`.
    pub canonical: Option<String>,
    /// A content security policy for the page itself, where the host sends none.
    pub policy: Option<String>,
    /// Not to be indexed (404, redirects, search).
    pub noindex: bool,
    /// `<link>` elements: alternate, cite-as, describedby, prev, next, search …
    pub links: Vec<HeadLink>,
    /// `<meta name=… content=…>`: citation_* and the like, in order.
    pub meta: Vec<Meta>,
    /// `<meta property=… content=…>`: Open Graph.
    pub properties: Vec<Meta>,
    /// JSON-LD, already safe inside `<script>`.
    pub json_ld_html: Option<String>,
    /// Navigation.
    pub nav: Vec<NavModel>,
    /// Home.
    pub home_href: String,
    /// All answers.
    pub answers_href: String,
    /// All topics.
    pub topics_href: String,
    /// All sources.
    pub sources_href: String,
    /// The search page.
    pub search_href: String,
    /// The folder of the search index; absent where none is written.
    pub index_href: Option<String>,
    /// The Atom feed; absent where none is written.
    pub feed_href: Option<String>,
    /// Source cards beside the text on wide screens.
    pub rail: bool,
    /// Free values of the settings (`extra:`).
    pub extra: serde_json::Value,
}

/// One `<link>` of the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadLink {
    /// Relation.
    pub rel: String,
    /// Target.
    pub href: String,
    /// Media type.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Language of the target.
    pub hreflang: Option<String>,
}

/// A name with its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// Name or property.
    pub name: String,
    /// Content.
    pub content: String,
}

/// One navigation item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavModel {
    /// The words.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Whether this is the page.
    pub current: bool,
}
