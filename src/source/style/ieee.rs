//! IEEE.

use super::parts::*;
use crate::source::{Name, Source};

/// Authors that are all named; of more, the first.
const NAMED: usize = 6;

pub(super) fn format(source: &Source) -> String {
    let shape = shape(source);
    let is_book = shape == Shape::Book;
    let who = authors(&source.authors);
    let online = source
        .url
        .as_ref()
        .filter(|_| source.ids.doi.is_none() && !matches!(shape, Shape::Preprint | Shape::Article | Shape::Paper | Shape::Chapter));
    let online = online.map(|url| format!("[Online]. Available: {url}"));
    if is_book {
        let details = parts(&[who, Some(source.title.trim().to_owned()), edition(source), volume(source)], ", ");
        let press = parts(&[press(source), year(source)], ", ");
        let doi = source.ids.doi.as_ref().map(|id| format!("doi: {id}"));
        return parts(&[Some(stopped(&details)), Some(stopped(&parts(&[Some(press), doi], ", "))), online], " ");
    }
    if shape == Shape::Web {
        return web(source, who, online);
    }
    let rest = parts(&tail(source, shape), ", ");
    let text = parts(&[who, Some(quoted(&source.title, !rest.is_empty()))], ", ");
    parts(&[Some(stopped(&parts(&[Some(text), Some(rest)], " "))), online], " ")
}

fn tail(source: &Source, shape: Shape) -> Vec<Option<String>> {
    let doi = source.ids.doi.as_ref().map(|id| format!("doi: {id}"));
    let pages = pages(source).map(|p| format!("{} {p}", if is_range(&p) { "pp." } else { "p." }));
    let number = source.issue.as_deref().map(|n| format!("no. {n}"));
    let held = source.container.as_deref().map(|c| format!("in {c}"));
    match shape {
        Shape::Article => vec![source.container.clone(), volume(source), number, pages, date(source), doi],
        Shape::Paper => vec![held, editors(source), press(source), year(source), pages, doi],
        Shape::Chapter => vec![held, edition(source), volume(source), editors(source), press(source), year(source), pages, doi],
        Shape::Preprint => vec![date(source), source.ids.arxiv.as_ref().map(|id| format!("arXiv: {id}")), doi],
        _ => vec![source.publisher.clone().or_else(|| source.container.clone()), number, date(source), doi],
    }
}

/// A page: the title stands alone, then when it was read.
fn web(source: &Source, who: Option<String>, online: Option<String>) -> String {
    let text = parts(&[who, Some(quoted(&source.title, source.container.is_some()))], ", ");
    let text = parts(&[Some(text), source.container.as_deref().map(stopped)], " ");
    let read =
        source.accessed.map(|d| format!("Accessed: {} {}, {}.", short_month(u8::try_from(d.month()).unwrap_or(0)), d.day(), d.year()));
    let doi = source.ids.doi.as_ref().map(|id| format!("doi: {id}."));
    parts(&[Some(text), read.filter(|_| online.is_some()), doi, online], " ")
}

/// The title in quotes, closed by a comma where more follows.
fn quoted(title: &str, more: bool) -> String {
    let title = title.trim().trim_end_matches('.');
    let closed = title.ends_with(['?', '!']);
    format!(
        "“{title}{}”",
        if closed {
            ""
        } else if more {
            ","
        } else {
            "."
        }
    )
}

fn volume(source: &Source) -> Option<String> {
    source.volume.as_deref().map(|v| format!("vol. {v}"))
}

fn press(source: &Source) -> Option<String> {
    Some(parts(&[source.place.clone(), source.publisher.clone()], ": ")).filter(|p| !p.is_empty())
}

fn year(source: &Source) -> Option<String> {
    source.issued.map(|day| crate::source::reference::year_text(day.year))
}

fn date(source: &Source) -> Option<String> {
    let month = source.issued?.month.map(short_month);
    Some(parts(&[month, year(source)], " "))
}

fn editors(source: &Source) -> Option<String> {
    let role = if source.editors.len() == 1 { "Ed." } else { "Eds." };
    authors(&source.editors).map(|names| format!("{names}, {role}"))
}

fn authors(names: &[Name]) -> Option<String> {
    first_or_all(names, NAMED, author, " and ", ", and ")
}

fn author(name: &Name) -> String {
    let (family, given, suffix) = in_parts(name);
    parts(&[Some(initials(given, ".")), Some(family.to_owned()), suffix.map(str::to_owned)], " ")
}
