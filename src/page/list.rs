//! Models of pages that list articles: all answers, topics, series.

use super::article::badge;
use super::frame::Head;
use super::id::{self, ListId, PageId};
use super::model::*;
use super::present::Page;
use crate::article::Summary;
use crate::base::fold::compare;
use crate::library::Topic;

pub(super) fn list(page: &Page<'_>, list: ListId, number: usize) -> (Head, Content) {
    let view = page.view;
    let topic = id::list_topic(view, list);
    let title = topic.map_or_else(|| page.word("all-answers"), |t| t.title.clone());
    let articles = id::page_articles(view, list, number);
    let total = id::page_count(view, list);
    let base = view.settings.base_url.is_some();
    let model = ListPage {
        list: match list {
            ListId::Answers => "answers",
            ListId::Topic(_) => "topic",
            ListId::Series(_) => "series",
        },
        title: title.clone(),
        count: page.count("answers-count", id::list_articles(view, list).len()),
        description: None,
        articles: articles.iter().map(|n| card(page, *n)).collect(),
        pages: pagination(page, list, number, total),
        feed_href: topic.filter(|_| base && matches!(list, ListId::Topic(_))).map(|t| page.linker.file(&feed_file(t))),
    };
    let mut head = Head { title: Some(title), ..Head::default() };
    let link = |rel: &str, href: &Option<String>| {
        href.as_ref().map(|href| HeadLink { rel: rel.to_owned(), href: href.clone(), media_type: None, title: None, hreflang: None })
    };
    head.links.extend(link("prev", &model.pages.newer));
    head.links.extend(link("next", &model.pages.older));
    if let Some(feed) = &model.feed_href {
        let title = head.title.clone();
        for (href, media_type) in [(feed.clone(), "application/atom+xml"), (feed.replace("feed.xml", "feed.json"), "application/feed+json")]
        {
            let (rel, media_type, title) = ("alternate".to_owned(), Some(media_type.to_owned()), title.clone());
            head.links.push(HeadLink { rel, href, media_type, title, hreflang: None });
        }
    }
    (head, Content::List(Box::new(model)))
}

/// The output file of a topic's feed.
pub(super) fn feed_file(topic: &Topic) -> String {
    format!("topics/{}/feed.xml", topic.slug)
}

/// Numbered links: the ends, this page and its neighbours, gaps between.
fn pagination(page: &Page<'_>, list: ListId, number: usize, total: usize) -> Pagination {
    let href = |n: usize| page.href(PageId::List(list, n));
    let mut numbers: Vec<Option<PageNumber>> = Vec::new();
    for n in (1..=total).rev() {
        let near = n == 1 || n == total || n.abs_diff(number) <= 1;
        if near {
            numbers.push(Some(PageNumber { number: n, href: href(n), current: n == number }));
        } else if numbers.last().is_some_and(Option::is_some) {
            numbers.push(None);
        }
    }
    Pagination { number, total, newer: (number < total).then(|| href(number + 1)), older: (number > 1).then(|| href(number - 1)), numbers }
}

pub(super) fn topics(page: &Page<'_>) -> (Head, Content) {
    let mut order: Vec<usize> = (0..page.view.library.topics.len()).collect();
    by_name(page, &mut order);
    let topics = order.into_iter().map(|t| topic_card(page, t)).collect();
    let head = Head { title: Some(page.word("topics")), ..Head::default() };
    (head, Content::Topics(TopicsPage { topics }))
}

/// Topics in the order of their addresses, but for numbers, which go by their value.
pub(super) fn by_name(page: &Page<'_>, topics: &mut [usize]) {
    topics.sort_by(|a, b| compare(&page.view.library.topics[*a].slug, &page.view.library.topics[*b].slug));
}

pub(super) fn topic_card(page: &Page<'_>, t: usize) -> TopicCard {
    let topic = &page.view.library.topics[t];
    let href = page.href(PageId::List(ListId::Topic(t), usize::MAX));
    TopicCard { title: topic.title.clone(), href, count: page.count("answers-count", topic.articles.len()) }
}

pub(super) fn card(page: &Page<'_>, n: usize) -> ArticleCard {
    let article = &page.view.library.articles[n];
    ArticleCard {
        title: article.title.clone(),
        title_html: article.title_html(),
        href: page.href(PageId::Article(n)),
        lang: (article.lang != *page.lang).then(|| article.lang.to_string()),
        description: Some(snippet(article)).filter(|s| !s.is_empty()),
        verdict: article.verdict.map(|v| badge(page, "verdict", v.word())),
        sources: (!article.sources.is_empty()).then(|| page.count("sources-count", article.sources.len())),
        date: article.last_change().map(|d| page.date(d)),
    }
}

/// The description, or the start of the answer.
pub(super) fn snippet(article: &Summary) -> String {
    article.description.clone().unwrap_or_else(|| shorten(&article.answer, 200))
}

/// `text` in at most about `most` characters, cut at a word.
pub(super) fn shorten(text: &str, most: usize) -> String {
    let text = text.replace('\n', " ");
    let Some((cut, _)) = text.char_indices().nth(most) else { return text };
    let end = text[..cut].rfind(' ').filter(|at| *at > cut / 2).unwrap_or(cut);
    format!("{}…", text[..end].trim_end_matches([' ', ',', ';', ':', '.']))
}
