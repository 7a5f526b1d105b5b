//! Nature.

use super::parts::*;
use crate::source::{Name, Source};

/// Authors that are all named; of more, the first.
const NAMED: usize = 5;

pub(super) fn format(source: &Source) -> String {
    let shape = shape(source);
    let year = source.issued.map(|day| crate::source::reference::year_text(day.year));
    let closed = year.clone().map(|y| format!("({y})"));
    let volume = source.volume.as_deref().map(|v| format!("vol. {v}"));
    let press = parts(&[source.publisher.clone(), source.place.clone(), year.clone()], ", ");
    let press = (!press.is_empty()).then(|| format!("({press})"));
    let held = source.container.as_deref().map(|c| format!("in {c}"));
    let rest = match shape {
        Shape::Article => {
            let serial = parts(&[source.container.clone(), source.volume.clone()], " ");
            parts(&[Some(parts(&[Some(serial), pages(source)], ", ")), closed], " ")
        }
        Shape::Paper | Shape::Chapter => parts(&[held, volume, editors(source), pages(source), press], " "),
        Shape::Book => parts(&[volume, press], " "),
        Shape::Thesis => parts(&[press], " "),
        Shape::Preprint => {
            let at = source.ids.arxiv.as_deref().map(|id| crate::source::address::url_of(crate::source::identifier::Kind::Arxiv, id));
            parts(&[Some("Preprint at".to_owned()), address(source).or(at), closed], " ")
        }
        Shape::Report if address(source).is_none() => parts(&[press], " "),
        Shape::Report | Shape::Web => parts(&[source.container.clone().filter(|_| shape == Shape::Web), address(source), closed], " "),
    };
    let who = authors(&source.authors);
    parts(&[who.as_deref().map(stopped), Some(stopped(&source.title)), Some(stopped(&rest)).filter(|r| r != ".")], " ")
}

fn editors(source: &Source) -> Option<String> {
    let role = if source.editors.len() == 1 { "ed." } else { "eds." };
    authors(&source.editors).map(|names| format!("({role} {names})"))
}

fn authors(names: &[Name]) -> Option<String> {
    first_or_all(names, NAMED, author, " & ", " & ")
}

fn author(name: &Name) -> String {
    let (family, given, suffix) = in_parts(name);
    parts(&[Some(family.to_owned()), Some(initials(given, ".")), suffix.map(str::to_owned)], ", ")
}
