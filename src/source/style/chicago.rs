//! Chicago, author and date (18th edition).

use super::parts::*;
use crate::source::{Name, Source};

/// Authors that are all named; of more, the first three.
const NAMED: usize = 6;

pub(super) fn format(source: &Source) -> String {
    let shape = shape(source);
    let year = source.issued.map_or_else(|| "n.d.".to_owned(), |day| crate::source::reference::year_text(day.year));
    let title = headline(source.title.trim());
    let closed = title.ends_with(['?', '!']);
    let quoted = format!("“{title}{}”", if closed { "" } else { "." });
    let publisher = source.publisher.as_deref().map(stopped);
    let held = source.container.as_deref();
    let volume = source.volume.as_deref().map(|v| format!("Vol. {v}."));
    let day = source.issued.and_then(|i| Some(format!("{} {}.", month(i.month?), i.day?)));
    let rest = match shape {
        Shape::Article | Shape::Paper => parts(&[Some(quoted), Some(stopped(&serial(source)))], " "),
        Shape::Chapter => {
            let book = parts(&[held.map(|c| format!("In {c}")), editors(source)], ", ");
            parts(&[Some(quoted), Some(stopped(&book)), publisher], " ")
        }
        Shape::Book | Shape::Report => parts(&[Some(stopped(&title)), edition(source).as_deref().map(stopped), volume, publisher], " "),
        Shape::Thesis => parts(&[Some(quoted), publisher.or_else(|| held.map(stopped))], " "),
        Shape::Preprint => {
            let arxiv = source.ids.arxiv.as_ref().map(|id| format!("arXiv:{id}."));
            parts(&[Some(quoted), Some("Preprint.".to_owned()), arxiv], " ")
        }
        Shape::Web => parts(&[Some(quoted), held.map(stopped), publisher.filter(|_| held.is_none()), day], " "),
    };
    let at = address(source).map(|a| format!("{a}."));
    parts(&[authors(&source.authors).as_deref().map(stopped), Some(stopped(&year)), Some(rest), at], " ")
}

fn serial(source: &Source) -> String {
    let issue = source.issue.as_deref().map(|i| format!("({i})"));
    let head = parts(&[source.container.clone(), source.volume.clone(), issue], " ");
    let between = if source.volume.is_some() || source.issue.is_some() { ": " } else { ", " };
    parts(&[Some(head), cut_pages(source, 2)], between)
}

fn editors(source: &Source) -> Option<String> {
    let (names, _) = named(&source.editors);
    let all: Vec<String> = names.iter().map(|name| natural(name)).collect();
    (!all.is_empty()).then(|| format!("edited by {}", joined(&all, " and ", ", and ")))
}

fn natural(name: &Name) -> String {
    let (family, given, suffix) = in_parts(name);
    parts(&[Some(given.to_owned()), Some(family.to_owned()), suffix.map(str::to_owned)], " ")
}

/// The first name begins with the family name.
fn authors(names: &[Name]) -> Option<String> {
    let (names, open) = named(names);
    let (first, others) = names.split_first()?;
    let (family, given, suffix) = in_parts(first);
    let mut all = vec![parts(&[Some(family.to_owned()), Some(given.to_owned()), suffix.map(str::to_owned)], ", ")];
    all.extend(others.iter().map(|name| natural(name)));
    if open || all.len() > NAMED {
        all.truncate(3);
        return Some(format!("{}, et al", all.join(", ")));
    }
    Some(joined(&all, ", and ", ", and "))
}
