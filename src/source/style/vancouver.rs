//! Vancouver, as the United States National Library of Medicine has it (Citing Medicine, citation sequence).

use super::parts::*;
use crate::source::{Issued, Name, Source};

/// Authors that are named before `et al.`.
const NAMED: usize = 6;

pub(super) fn format(source: &Source) -> String {
    let shape = shape(source);
    let who = authors(&source.authors);
    let online = source
        .url
        .as_ref()
        .filter(|_| source.ids.doi.is_none() && matches!(shape, Shape::Web | Shape::Report | Shape::Book | Shape::Thesis));
    let title = match online {
        Some(_) => format!("{} [Internet]", source.title.trim()),
        None => source.title.trim().to_owned(),
    };
    let pages = cut_pages(source, 1);
    let year = source.issued.map(|day| crate::source::reference::year_text(day.year));
    let in_pages = pages.clone().map(|p| format!("p. {p}"));
    let held = source.container.as_ref();
    let published = match shape {
        Shape::Article => sentences(&[held.cloned(), serial(source, pages)]),
        Shape::Paper | Shape::Chapter => {
            let editors =
                authors(&source.editors).map(|e| format!("{e}, {}", if source.editors.len() == 1 { "editor" } else { "editors" }));
            let book = parts(&[editors.as_deref().map(stopped), held.map(|c| stopped(c))], " ");
            format!("In: {}", sentences(&[Some(book), edition(source), press(source, year), in_pages]))
        }
        Shape::Preprint => sentences(&[held.cloned(), year]),
        Shape::Book => sentences(&[edition(source), source.volume.as_deref().map(|v| format!("Vol. {v}")), press(source, year)]),
        _ => sentences(&[
            held.cloned().filter(|c| Some(c) != source.publisher.as_ref()),
            press(source, read(source, year, online.is_some())),
        ]),
    };
    let arxiv = source.ids.arxiv.as_ref().filter(|_| source.ids.doi.is_none()).map(|id| format!("Located at: arXiv; {id}"));
    let at = source.ids.doi.as_ref().map(|id| format!("doi:{id}")).or(arxiv).or_else(|| online.map(|url| format!("Available from: {url}")));
    parts(&[who.as_deref().map(stopped), Some(stopped(&title)), Some(published), at], " ")
}

/// `2023 [cited 2026 Jan 10]`.
fn read(source: &Source, year: Option<String>, online: bool) -> Option<String> {
    let cited = source.accessed.filter(|_| online).map(|d| format!("[cited {}]", short(crate::source::cite::issued(d))));
    Some(parts(&[year, cited], " ")).filter(|t| !t.is_empty())
}

fn serial(source: &Source, pages: Option<String>) -> Option<String> {
    let issue = source.issue.as_deref().map(|i| format!("({i})")).unwrap_or_default();
    let volume = format!("{}{issue}", source.volume.as_deref().unwrap_or(""));
    let place = parts(&[Some(volume), pages], ":");
    Some(parts(&[source.issued.map(short), Some(place)], ";"))
}

fn press(source: &Source, year: Option<String>) -> Option<String> {
    let press = parts(&[source.place.clone(), source.publisher.clone()], ": ");
    Some(parts(&[Some(press), year], "; ")).filter(|t| !t.is_empty())
}

/// `1953 Apr 25`.
fn short(day: Issued) -> String {
    let name = day.month.map(|m| month(m).chars().take(3).collect());
    let number = day.month.and(day.day).map(|d| d.to_string());
    parts(&[Some(crate::source::reference::year_text(day.year)), name, number], " ")
}

fn authors(names: &[Name]) -> Option<String> {
    let (names, open) = named(names);
    let mut all: Vec<String> = names
        .iter()
        .map(|name| {
            let (family, given, suffix) = in_parts(name);
            parts(&[Some(family.to_owned()), Some(initials(given, "")), suffix.map(|s| s.trim_end_matches('.').to_owned())], " ")
        })
        .collect();
    if all.is_empty() {
        return None;
    }
    if open || all.len() > NAMED {
        all.truncate(NAMED);
        all.push("et al".to_owned());
    }
    Some(all.join(", "))
}
