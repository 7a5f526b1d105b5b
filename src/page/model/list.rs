//! The models of pages that list articles.

use super::{Badge, DateModel, LinkModel};
use serde::Serialize;

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleCard {
    /// The question, plain text.
    pub title: String,
    /// The question with its emphasis, code, sub- and superscripts; no links.
    pub title_html: String,
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
    /// Its own title with its emphasis, code, sub- and superscripts, where `content/_index.md` has one; no links.
    pub title_html: Option<String>,
    /// One sentence: that of `content/_index.md`, or else the site's.
    pub description: Option<String>,
    /// The text of `content/_index.md`, where there is one.
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
