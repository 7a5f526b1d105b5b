//! APA, 7th edition.

use super::parts::*;
use crate::source::{Name, Source};

pub(super) fn format(source: &Source) -> String {
    let authors = authors(&source.authors);
    let date = format!("({})", date(source));
    let title = title(source);
    let head = match authors {
        Some(authors) => format!("{} {date}. {}", stopped(&authors), stopped(&title)),
        None => format!("{} {date}.", stopped(&title)),
    };
    let publisher = source.publisher.clone();
    let held = match shape(source) {
        Shape::Article | Shape::Paper => serial(source),
        Shape::Chapter => Some(format!("In {}", book(source))),
        Shape::Preprint if source.ids.arxiv.is_some() => source.ids.arxiv.as_ref().map(|id| format!("arXiv ({id})")),
        Shape::Web | Shape::Preprint | Shape::Report => source.container.clone(),
        Shape::Book | Shape::Thesis => None,
    };
    let publisher = publisher.filter(|p| !matches!(shape(source), Shape::Article) && Some(p) != held.as_ref());
    let publisher = publisher.or_else(|| source.container.clone().filter(|_| matches!(shape(source), Shape::Thesis)));
    let at = address(source).filter(|_| !(shape(source) == Shape::Preprint && source.ids.arxiv.is_some() && source.ids.doi.is_none()));
    parts(&[Some(head), held.as_deref().map(stopped), publisher.as_deref().map(stopped), at], " ")
}

fn title(source: &Source) -> String {
    let volume = source.volume.as_deref().map(|v| format!("Vol. {v}"));
    let details = parts(&[edition(source), volume], ", ");
    let is_book = matches!(shape(source), Shape::Book | Shape::Report | Shape::Web);
    if is_book && !details.is_empty() { format!("{} ({details})", source.title.trim()) } else { source.title.trim().to_owned() }
}

fn serial(source: &Source) -> Option<String> {
    let issue = source.issue.as_deref().map(|i| format!("({i})")).unwrap_or_default();
    let volume = format!("{}{issue}", source.volume.as_deref().unwrap_or(""));
    Some(parts(&[source.container.clone(), Some(volume), pages(source)], ", "))
}

fn book(source: &Source) -> String {
    let editors: Vec<String> = source
        .editors
        .iter()
        .map(|name| {
            let (family, given, _) = in_parts(name);
            parts(&[Some(initials(given, ".")), Some(family.to_owned())], " ")
        })
        .collect();
    let role = if editors.len() == 1 { "(Ed.)" } else { "(Eds.)" };
    let editors = (!editors.is_empty()).then(|| format!("{} {role}", joined(&editors, " & ", ", & ")));
    let volume = source.volume.as_deref().map(|v| format!("Vol. {v}"));
    let pages = pages(source).map(|p| format!("{} {p}", if is_range(&p) { "pp." } else { "p." }));
    let details = parts(&[edition(source), volume, pages], ", ");
    let details = (!details.is_empty()).then(|| format!("({details})"));
    parts(&[editors, Some(parts(&[source.container.clone(), details], " "))], ", ")
}

fn date(source: &Source) -> String {
    let Some(day) = source.issued else { return "n.d.".to_owned() };
    let year = crate::source::reference::year_text(day.year);
    let whole = matches!(shape(source), Shape::Web);
    match (day.month.filter(|_| whole), day.day) {
        (Some(m), Some(d)) => format!("{year}, {} {d}", month(m)),
        (Some(m), None) => format!("{year}, {}", month(m)),
        _ => year,
    }
}

/// All names to twenty; of more, nineteen and the last.
fn authors(names: &[Name]) -> Option<String> {
    let (names, open) = named(names);
    let all: Vec<String> = names.iter().map(|name| author(name)).collect();
    if open {
        return (!all.is_empty()).then(|| format!("{}, et al", all.join(", ")));
    }
    match all.len() {
        0 => None,
        1..=20 => Some(joined(&all, ", & ", ", & ")),
        n => Some(format!("{}, … {}", all[..19].join(", "), all[n - 1])),
    }
}

fn author(name: &Name) -> String {
    let (family, given, suffix) = in_parts(name);
    parts(&[Some(family.to_owned()), Some(initials(given, ".")), suffix.map(str::to_owned)], ", ")
}
