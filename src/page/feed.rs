//! Feeds: Atom (RFC 4287) and JSON Feed 1.1, of the site and of each topic.

use super::link::Linker;
use super::view::View;
use crate::article::Summary;
use crate::base::html::escape;
use crate::base::json;
use serde::Serialize;

/// What a feed tells of.
pub struct Feed<'a> {
    /// Output file of the feed.
    pub own: &'a str,
    /// Output file of the page that shows the same.
    pub page: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Articles, newest first.
    pub articles: &'a [usize],
}

/// An Atom feed.
pub fn atom(view: View<'_>, absolute: &Linker, feed: &Feed<'_>) -> String {
    let Feed { own, page, title, articles } = feed;
    let settings = view.settings;
    let shown = || articles.iter().take(settings.feed_items).map(|n| &view.library.articles[*n]);
    let updated = shown().filter_map(|a| a.last_change()).max().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |d| d.rfc3339());
    let mut out = String::with_capacity(2_000 * settings.feed_items);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", escape(settings.lang.as_str())));
    element(&mut out, 1, "title", title);
    if let Some(description) = &settings.description {
        element(&mut out, 1, "subtitle", description);
    }
    out.push_str(&format!("  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n", escape(&absolute.file(own))));
    out.push_str(&format!("  <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escape(&absolute.file(page))));
    element(&mut out, 1, "id", &absolute.file(own));
    element(&mut out, 1, "updated", &updated);
    // Every entry needs an author, its own or the feed's (RFC 4287, section 4.1.1).
    out.push_str("  <author>\n");
    element(&mut out, 2, "name", settings.publisher.as_ref().map_or(&settings.title, |p| &p.name));
    out.push_str("  </author>\n");
    out.push_str(&format!(
        "  <generator uri=\"https://crates.io/crates/ibid\" version=\"{}\">ibid</generator>\n",
        env!("CARGO_PKG_VERSION")
    ));
    for article in shown() {
        entry(&mut out, absolute, article, &updated);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, absolute: &Linker, article: &Summary, feed_updated: &str) {
    let url = absolute.page(&article.url);
    out.push_str(&format!("  <entry xml:lang=\"{}\">\n", escape(article.lang.as_str())));
    element(out, 2, "title", &article.title);
    out.push_str(&format!("    <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escape(&url)));
    element(out, 2, "id", &url);
    if let Some(date) = article.date {
        element(out, 2, "published", &date.rfc3339());
    }
    element(out, 2, "updated", &article.last_change().map_or_else(|| feed_updated.to_owned(), |d| d.rfc3339()));
    for author in &article.authors {
        out.push_str("    <author>\n");
        element(out, 3, "name", &author.name);
        if let Some(url) = &author.url {
            element(out, 3, "uri", url);
        }
        out.push_str("    </author>\n");
    }
    for topic in &article.topics {
        out.push_str(&format!("    <category term=\"{}\"/>\n", escape(topic)));
    }
    if let Some(description) = &article.description {
        element(out, 2, "summary", description);
    }
    if !article.answer.is_empty() {
        element(out, 2, "content", &article.answer);
    }
    out.push_str("  </entry>\n");
}

fn element(out: &mut String, depth: usize, name: &str, text: &str) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    content_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    language: &'a str,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// A JSON feed.
pub fn json_feed(view: View<'_>, absolute: &Linker, feed: &Feed<'_>) -> String {
    let settings = view.settings;
    let shown = feed.articles.iter().take(settings.feed_items).map(|n| &view.library.articles[*n]);
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title,
        home_page_url: absolute.file(feed.page),
        feed_url: absolute.file(feed.own),
        description: settings.description.as_deref(),
        language: settings.lang.as_str(),
        items: shown.map(|a| item(absolute, a)).collect(),
    };
    json::pretty(&feed)
}

fn item<'a>(absolute: &Linker, article: &'a Summary) -> Item<'a> {
    let url = absolute.page(&article.url);
    Item {
        id: url.clone(),
        url,
        title: &article.title,
        content_text: if article.answer.is_empty() { &article.title } else { &article.answer },
        summary: article.description.as_deref(),
        date_published: article.date.map(|d| d.rfc3339()),
        date_modified: article.last_change().map(|d| d.rfc3339()),
        authors: article.authors.iter().map(|a| Author { name: &a.name, url: a.url.as_deref() }).collect(),
        tags: &article.topics,
        language: article.lang.as_str(),
    }
}
