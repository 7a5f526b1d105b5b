//! What programs read of the whole site: `api/articles.json` and `api/sources.json`.

use super::id::{self, PageId};
use super::view::View;
use crate::base::json;
use crate::source::formats;
use serde::Serialize;

#[derive(Serialize)]
struct Article<'a> {
    url: String,
    title: &'a str,
    description: Option<&'a str>,
    answer: &'a str,
    lang: &'a str,
    verdict: Option<&'static str>,
    topics: &'a [String],
    date: Option<String>,
    updated: Option<String>,
    sources: usize,
    cited: usize,
}

/// All articles, newest first. Addresses are full where the site has a `base_url`, else from the site's root.
pub fn articles(view: View<'_>) -> String {
    let list: Vec<Article<'_>> = view.library.newest.iter().map(|n| article(view, *n)).collect();
    json::pretty(&list)
}

fn article(view: View<'_>, n: usize) -> Article<'_> {
    let article = &view.library.articles[n];
    Article {
        url: address(view, PageId::Article(n)),
        title: &article.title,
        description: article.description.as_deref(),
        answer: &article.answer,
        lang: article.lang.as_str(),
        verdict: article.verdict.map(|v| v.word()),
        topics: &article.topics,
        date: article.date.map(|d| d.to_string()),
        updated: article.last_change().map(|d| d.to_string()),
        sources: article.sources.len(),
        cited: article.cited(),
    }
}

fn address(view: View<'_>, page: PageId) -> String {
    let file = id::output(view, page);
    view.absolute().map_or_else(|| crate::base::url::encode_path(&file), |a| a.file(&file))
}

#[derive(Serialize)]
struct Work {
    #[serde(flatten)]
    csl: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    cited_by: Vec<String>,
}

/// All works as CSL-JSON, each with the articles that list it.
pub fn sources(view: View<'_>) -> String {
    let list: Vec<Work> = (0..view.library.works.len()).map(|n| work(view, n)).collect();
    json::pretty(&list)
}

fn work(view: View<'_>, n: usize) -> Work {
    let work = &view.library.works[n];
    let mut articles: Vec<usize> = work.entries.iter().map(|(a, _)| *a).collect();
    articles.dedup();
    let csl = match formats::csl::items(&[&*work.source]) {
        serde_json::Value::Array(mut items) if !items.is_empty() => items.remove(0),
        other => other,
    };
    Work {
        csl,
        page: id::has_page(view, n).then(|| address(view, PageId::Source(n))),
        cited_by: articles.into_iter().map(|a| address(view, PageId::Article(a))).collect(),
    }
}
