//! The model of the first page: a text of its own, the newest answers, topics.

use super::frame::Head;
use super::list::{by_name, card, topic_card};
use super::markup::Filler;
use super::model::*;
use super::present::Page;
use crate::article::body::{Note, Section};
use crate::article::{Body, Summary};
use crate::base::html::escape_into;

/// Answers that the first page shows.
const LATEST: usize = 12;
/// Topics that the first page shows.
const TOPICS: usize = 24;

pub(super) fn home(page: &Page<'_>, body: Option<&Body>) -> (Head, Content) {
    let library = page.view.library;
    let latest = library.newest.iter().take(LATEST).map(|n| card(page, *n)).collect();
    let mut topics: Vec<usize> = (0..library.topics.len()).collect();
    topics.sort_by_key(|t| (std::cmp::Reverse(library.topics[*t].articles.len()), library.topics[*t].slug.as_str()));
    topics.truncate(TOPICS);
    by_name(page, &mut topics);
    let counts = format!("{} · {}", page.count("answers-count", library.articles.len()), page.count("sources-count", library.works.len()));
    let own = library.home.as_deref();
    let titled = own.filter(|own| !own.title.is_empty());
    let description = own.and_then(|own| own.description.clone()).or_else(|| page.view.settings.description.clone());
    let model = HomePage {
        title_html: titled.map(Summary::title_html),
        description: description.clone(),
        intro_html: own.zip(body).map(|(own, body)| intro(page, own, body)).filter(|html| !html.is_empty()),
        latest,
        topics: topics.into_iter().map(|t| topic_card(page, t)).collect(),
        counts,
        more: library.newest.len() > LATEST,
    };
    let head = Head { title: titled.map(|own| own.title.clone()), description, ..Head::default() };
    (head, Content::Home(Box::new(model)))
}

/// The text of the first page in one piece. Citations go: there are no cards that they could lead to.
fn intro(page: &Page<'_>, own: &Summary, body: &Body) -> String {
    let without = Summary { citations: Vec::new(), ..own.clone() };
    let filler = Filler { article: &without, notes: &body.notes, library: page.view.library, linker: &page.linker, words: page.words };
    let mut out = filler.fill(&body.answer);
    body.sections.iter().for_each(|section| out.push_str(&headed(own, section, &filler)));
    if !body.notes.is_empty() {
        let notes: String = body.notes.iter().map(|note| listed(note, &filler)).collect();
        out.push_str(&format!("<ol type=\"a\">\n{notes}</ol>\n"));
    }
    out
}

fn headed(own: &Summary, section: &Section, filler: &Filler<'_>) -> String {
    let mut out = String::from("<h2 id=\"");
    escape_into(&mut out, own.headings.get(section.index).map_or("", |heading| &heading.id));
    out + "\">" + &filler.fill(&section.heading) + "</h2>\n" + &filler.fill(&section.content)
}

fn listed(note: &Note, filler: &Filler<'_>) -> String {
    format!("<li id=\"{}\">{}</li>\n", note.id, filler.fill(&note.content))
}
