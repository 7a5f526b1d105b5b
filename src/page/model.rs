//! The page models: the contract between ibid and its themes.
//!
//! A template sees one model, `words` (the theme's texts in the page's language) and `assets`, and nothing else.
//! Every `href` is ready to stand in an attribute's value: relative to the page (or absolute on the 404 page).
//! Every field that ends in `_html` is final and safe HTML; every other text is plain and must be escaped
//! (as templates do by themselves).

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
    Home(HomePage),
    /// All answers, or those of one topic or series; paginated. `list.html`
    List(ListPage),
    /// All topics. `topics.html`
    Topics(TopicsPage),
    /// One work and the answers that cite it. `source.html`
    Source(SourcePage),
    /// All works. `sources.html`
    Sources(SourcesPage),
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

/// One question with its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticlePage {
    /// The question.
    pub question: String,
    /// One sentence.
    pub description: Option<String>,
    /// Topics with their pages.
    pub topics: Vec<LinkModel>,
    /// Series with its page.
    pub series: Option<LinkModel>,
    /// The answer in a word.
    pub verdict: Option<Badge>,
    /// How sure.
    pub certainty: Option<Badge>,
    /// Why as sure as that.
    pub certainty_reason: Option<String>,
    /// The direct answer.
    pub answer_html: String,
    /// Counted, never typed: `4 of 5 sources cited`.
    pub evidence_line: Option<String>,
    /// Number of sources listed.
    pub sources_listed: usize,
    /// Number of sources cited.
    pub sources_cited: usize,
    /// How the text was made.
    pub provenance: Option<String>,
    /// First published.
    pub date: Option<DateModel>,
    /// Last changed.
    pub updated: Option<DateModel>,
    /// Last reviewed.
    pub reviewed: Option<DateModel>,
    /// Who reviewed it.
    pub reviewed_by: Vec<PersonModel>,
    /// Next review; with `review_overdue` when it has passed.
    pub review_due: Option<DateModel>,
    /// The review is overdue on the day of the build.
    pub review_overdue: bool,
    /// Who wrote it.
    pub authors: Vec<PersonModel>,
    /// Minutes to read, at 230 words a minute, at least 1, in the language's words.
    pub reading_time: String,
    /// Corrections, updates and retractions, newest first.
    pub changes: Vec<ChangeModel>,
    /// The sub-questions, for the table of contents.
    pub toc: Vec<TocEntry>,
    /// Sections in order.
    pub sections: Vec<SectionModel>,
    /// Sources that the direct answer cites, for the rail.
    pub answer_rail: Vec<RailEntry>,
    /// Explanatory notes.
    pub notes: Vec<NoteModel>,
    /// Cards in the order of their numbers: cited ones, and uncited ones that stand between them (each says so in `uncited`).
    pub sources: Vec<SourceCard>,
    /// Cards of sources that are listed and not cited, where all of them have the last numbers.
    pub consulted: Vec<SourceCard>,
    /// Related answers with the reason.
    pub related: Vec<RelatedModel>,
    /// The same answer in other languages.
    pub translations: Vec<TranslationModel>,
    /// How to cite this answer.
    pub cite: CiteModel,
    /// Other forms of the page: index.md, index.json, sources.bib …
    pub formats: Vec<LinkModel>,
    /// Free values of the front matter (`extra:`).
    pub extra: serde_json::Value,
}

/// A short state with its key (for styling) and words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// `yes`, `no`, `retracted`, `very-low` …
    pub key: String,
    /// In the page's language.
    pub text: String,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonModel {
    /// Name.
    pub name: String,
    /// Address on the web.
    pub url: Option<String>,
    /// Full address of the ORCID record.
    pub orcid: Option<String>,
}

/// A correction, update or retraction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeModel {
    /// `correction`, `update`, `retraction`, and its words.
    pub kind: Badge,
    /// When.
    pub date: DateModel,
    /// What.
    pub note: String,
}

/// An entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TocEntry {
    /// Element id.
    pub id: String,
    /// Plain words.
    pub title: String,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionModel {
    /// Element id.
    pub id: String,
    /// Plain words.
    pub title: String,
    /// Words with inline markup (and citations where the heading has any).
    pub title_html: String,
    /// What follows.
    pub content_html: String,
    /// Sources that this section cites, for the rail.
    pub rail: Vec<RailEntry>,
}

/// A source beside the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RailEntry {
    /// Number.
    pub number: usize,
    /// Title.
    pub title: String,
    /// Finding; only at the first appearance of the source.
    pub finding: Option<String>,
}

/// An explanatory note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteModel {
    /// Letter.
    pub letter: String,
    /// Element id.
    pub id: String,
    /// Text.
    pub content_html: String,
    /// Ways back: element ids with spoken labels.
    pub backlinks: Vec<Backlink>,
}

/// A way back into the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backlink {
    /// Element id of the use: `c1b`.
    pub id: String,
    /// `a`, `b` … `aa`.
    pub letter: String,
    /// Spoken: `Back to citation b in “Direct answer”`.
    pub label: String,
}

/// A source's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceCard {
    /// Number.
    pub number: usize,
    /// Element id: `s1`.
    pub id: String,
    /// Title, plain text.
    pub title: String,
    /// The work's own address, where it has one.
    pub href: Option<String>,
    /// Finding.
    pub finding: Option<String>,
    /// Authors, container, year … as one line of plain text: `Smith J, Lee K · Nature · 2019`.
    pub byline: String,
    /// Kind of work in words, where known.
    pub kind: Option<Badge>,
    /// Identifiers and addresses as links: DOI, arXiv, PubMed, archived copy.
    pub identifiers: Vec<IdentifierModel>,
    /// Retracted, corrected, concern, superseded.
    pub status: Option<Badge>,
    /// Notice about the status: text.
    pub notice: Option<String>,
    /// Address of the notice or of what took the work's place.
    pub notice_href: Option<String>,
    /// Supports, contrasts, mixed, background.
    pub stance: Option<Badge>,
    /// Recorded evidence.
    pub evidence: Vec<EvidenceModel>,
    /// Where it is used, in words: `Cited 7 times`.
    pub used: Option<String>,
    /// `Consulted, not cited in the text`, for a listed source that is not cited.
    pub uncited: Option<String>,
    /// Ways back to each use.
    pub backlinks: Vec<Backlink>,
    /// The source's page, with how many other answers cite it: `Also cited in 3 other answers`.
    pub page: Option<LinkModel>,
    /// Who compared the entry with the work: `Checked by A. B. on 3 May 2026`.
    pub verified: Option<String>,
    /// `Read on 3 May 2026`.
    pub accessed: Option<String>,
}

/// An identifier or address of a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdentifierModel {
    /// `DOI`, `arXiv`, `PubMed`, `PMC`, `ISBN`, `ISSN`, `Link`, `Archived copy`.
    pub label: String,
    /// The identifier, or the address's host.
    pub text: String,
    /// Where it leads; absent for ISBN and ISSN.
    pub href: Option<String>,
}

/// A recorded piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceModel {
    /// `quote`, `figure`, `statement`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
    /// Where in the source.
    pub at: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Address of the very words in the source (URL text fragment), for quotes from web pages.
    pub href: Option<String>,
}

/// A related answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedModel {
    /// The question.
    pub title: String,
    /// Its page.
    pub href: String,
    /// One sentence.
    pub description: Option<String>,
    /// Why: `shares 3 sources`.
    pub reason: String,
}

/// The same answer in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranslationModel {
    /// Language tag.
    pub lang: String,
    /// The question in that language.
    pub title: String,
    /// Its page.
    pub href: String,
}

/// How to cite an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CiteModel {
    /// Formatted reference, plain text.
    pub text: String,
    /// BibTeX.
    pub bibtex: String,
    /// RIS.
    pub ris: String,
    /// CSL-JSON.
    pub csl: String,
    /// Markdown.
    pub markdown: String,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleCard {
    /// The question.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Language, where it is not the page's.
    pub lang: Option<String>,
    /// One sentence, or the start of the answer.
    pub description: Option<String>,
    /// The answer in a word.
    pub verdict: Option<Badge>,
    /// `5 sources`; absent where there are none.
    pub sources: Option<String>,
    /// Updated, or else published.
    pub date: Option<DateModel>,
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HomePage {
    /// Text of `content/_index.md` or of nothing.
    pub intro_html: Option<String>,
    /// Newest answers.
    pub latest: Vec<ArticleCard>,
    /// Topics with their counts.
    pub topics: Vec<TopicCard>,
    /// `12 answers, 60 sources`.
    pub counts: String,
    /// Whether there are more answers than shown.
    pub more: bool,
}

/// A topic in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicCard {
    /// Name.
    pub title: String,
    /// Its page.
    pub href: String,
    /// `3 answers`.
    pub count: String,
}

/// A list of answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListPage {
    /// `answers`, `topic` or `series`.
    pub list: &'static str,
    /// Heading.
    pub title: String,
    /// `3 answers`.
    pub count: String,
    /// Text about the topic.
    pub description: Option<String>,
    /// The articles of this page.
    pub articles: Vec<ArticleCard>,
    /// Where in the list.
    pub pages: Pagination,
    /// This list's own feed.
    pub feed_href: Option<String>,
}

/// Where a page stands in a list. Pages are numbered from the oldest, so that a new article changes the newest alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// This page's number; the newest has the highest.
    pub number: usize,
    /// Number of pages.
    pub total: usize,
    /// Newer answers.
    pub newer: Option<String>,
    /// Older answers.
    pub older: Option<String>,
    /// Links to show, newest first; `None` stands for a gap.
    pub numbers: Vec<Option<PageNumber>>,
}

/// A numbered link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageNumber {
    /// Number.
    pub number: usize,
    /// Where it leads.
    pub href: String,
    /// Whether this is the page.
    pub current: bool,
}

/// All topics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicsPage {
    /// Topics by name.
    pub topics: Vec<TopicCard>,
}

/// One work and the answers that cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcePage {
    /// The work: number 0, no backlinks.
    pub card: SourceCard,
    /// `Cited by 4 answers`.
    pub count: String,
    /// Who cites it, and how.
    pub citing: Vec<CitingArticle>,
    /// BibTeX.
    pub bibtex: String,
}

/// An answer that cites a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitingArticle {
    /// The question.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The finding that it records.
    pub finding: Option<String>,
    /// The sentences that cite it, plain text, each with a link to the very place.
    pub sentences: Vec<LinkModel>,
}

/// All works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcesPage {
    /// `60 sources`.
    pub count: String,
    /// Works by title.
    pub sources: Vec<SourceEntry>,
    /// Links to the pages of the index, where there are more than one.
    pub pages: Vec<PageNumber>,
}

/// A work in the index of sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceEntry {
    /// Title.
    pub title: String,
    /// Its page, or its card in the one article that lists it.
    pub href: String,
    /// Authors, container, year.
    pub byline: String,
    /// `cited by 4 answers`.
    pub count: String,
    /// Retracted, corrected …
    pub status: Option<Badge>,
}

/// The search page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPage {
    /// All answers by first letter.
    pub groups: Vec<LetterGroup>,
}

/// Answers whose title starts with one letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterGroup {
    /// The letter, or `#`.
    pub letter: String,
    /// The answers.
    pub articles: Vec<LinkModel>,
}

/// The page for addresses that are not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotFoundPage {}

/// A page that sends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RedirectPage {
    /// Where to, relative.
    pub href: String,
    /// Where to, in words.
    pub title: String,
}
