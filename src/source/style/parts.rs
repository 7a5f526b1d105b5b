//! What the styles share: names, pages, dates, the shape of a work, sentences.

use crate::source::identifier::Kind;
use crate::source::infer::kind_of;
use crate::source::name::{given_and_suffix, stands_for_others};
use crate::source::reference::page_range;
use crate::source::{Form, Name, Source, SourceType};

/// How a work is described, which decides the order of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// An article in a journal, magazine or newspaper.
    Article,
    /// A paper in proceedings.
    Paper,
    /// A part of a book.
    Chapter,
    /// A book.
    Book,
    /// A thesis.
    Thesis,
    /// A report or standard.
    Report,
    /// A preprint.
    Preprint,
    /// A page, dataset, program, video: what stands at an address.
    Web,
}

pub(super) fn shape(source: &Source) -> Shape {
    let kind = kind_of(source);
    match kind {
        SourceType::Article if source.form == Some(Form::Conference) && source.container.is_some() => Shape::Paper,
        SourceType::Article | SourceType::News if source.container.is_some() => Shape::Article,
        SourceType::Chapter if source.container.is_some() => Shape::Chapter,
        SourceType::Book | SourceType::Chapter => Shape::Book,
        SourceType::Thesis => Shape::Thesis,
        SourceType::Preprint => Shape::Preprint,
        SourceType::Report | SourceType::Standard | SourceType::Legal => Shape::Report,
        _ => Shape::Web,
    }
}

/// Names without the one that stands for others, and whether there was such a one.
pub(super) fn named(names: &[Name]) -> (Vec<&Name>, bool) {
    let named: Vec<&Name> = names.iter().filter(|n| !stands_for_others(n)).collect();
    let open = named.len() < names.len();
    (named, open)
}

/// Family name, given names and suffix of a person; a name without parts as a family name.
pub(super) fn in_parts(name: &Name) -> (&str, &str, Option<&str>) {
    match name {
        Name::Literal(text) => (text, "", None),
        Name::Person { family, given } => {
            let (given, suffix) = given_and_suffix(given);
            (family, given, suffix)
        }
    }
}

/// Initials of given names: `J. D.` with `dot` ". ", `JD` with an empty one; parts joined by a hyphen keep it.
pub(super) fn initials(given: &str, dot: &str) -> String {
    let words = given.split([' ', '\u{a0}', '.']).filter(|w| !w.is_empty());
    let initial = |part: &str| part.chars().next().map(|c| format!("{c}{dot}")).unwrap_or_default();
    let word = |word: &str| {
        let parts: Vec<String> = word.split('-').filter(|p| !p.is_empty()).map(|part| initial(part).trim_end().to_owned()).collect();
        parts.join(if dot.is_empty() { "" } else { "-" })
    };
    words.map(word).collect::<Vec<_>>().join(if dot.is_empty() { "" } else { " " })
}

/// All names, each as `form` writes it, joined; of more than `most`, or where the list is open, the first and `et al.`
pub(super) fn first_or_all(names: &[Name], most: usize, form: fn(&Name) -> String, pair: &str, last: &str) -> Option<String> {
    let (names, open) = named(names);
    let all: Vec<String> = names.iter().map(|name| form(name)).collect();
    let first = all.first()?;
    Some(if open || all.len() > most { format!("{first} et al.") } else { joined(&all, pair, last) })
}

/// `A`, `A and B`, `A, B, and C`: `last` joins the last of three and more, `pair` two.
pub(super) fn joined(names: &[String], pair: &str, last: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one}{pair}{two}"),
        [head @ .., end] => format!("{}{last}{end}", head.join(", ")),
    }
}

/// `text` with a full stop, unless it ends with a sign that closes a sentence.
pub(super) fn stopped(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '?', '!', '…', '。', '？']) { text.to_owned() } else { format!("{text}.") }
}

/// Parts that hold something, joined by `between`.
pub(super) fn parts(parts: &[Option<String>], between: &str) -> String {
    parts.iter().flatten().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join(between)
}

/// Sentences that hold something.
pub(super) fn sentences(all: &[Option<String>]) -> String {
    parts(&all.iter().map(|part| part.as_deref().map(stopped)).collect::<Vec<_>>(), " ")
}

/// The address of the DOI, else the work's own.
pub(super) fn address(source: &Source) -> Option<String> {
    let doi = source.ids.doi.as_deref().map(|id| crate::source::address::url_of(Kind::Doi, id));
    doi.or_else(|| source.url.clone())
}

/// `3rd ed.` of `3`; words as they stand.
pub(super) fn edition(source: &Source) -> Option<String> {
    let text = source.edition.as_deref()?.trim();
    let number: Option<u32> = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.').parse().ok();
    let number = number.filter(|_| text.starts_with(|c: char| c.is_ascii_digit()));
    Some(match number {
        Some(n) => format!("{n}{} ed.", ordinal(n)),
        None if text.to_lowercase().contains("ed") => text.to_owned(),
        None => format!("{text} ed."),
    })
}

fn ordinal(n: u32) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The month's name.
pub(super) fn month(number: u8) -> &'static str {
    MONTHS.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or("")
}

/// The month as IEEE abbreviates it: three letters and a stop, four-letter names whole, `Sept.`.
pub(super) fn short_month(number: u8) -> String {
    match month(number) {
        "September" => "Sept.".to_owned(),
        name if name.len() <= 4 => name.to_owned(),
        name => format!("{}.", &name[..3]),
    }
}

/// Pages with en dashes.
pub(super) fn pages(source: &Source) -> Option<String> {
    source.pages.as_deref().map(page_range).filter(|p| !p.is_empty())
}

/// Pages with the last number cut to what differs, but to `least` digits at least: `737–8` (1), `737–38` (2).
pub(super) fn cut_pages(source: &Source, least: usize) -> Option<String> {
    let pages = pages(source)?;
    let Some((first, last)) = pages.split_once('–') else { return Some(pages) };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || !digits(last) || first.len() != last.len() {
        return Some(pages);
    }
    let same = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
    let from = same.min(last.len().saturating_sub(least));
    Some(format!("{first}–{}", &last[from..]))
}

/// Whether pages are more than one.
pub(super) fn is_range(pages: &str) -> bool {
    pages.contains(['–', ',', '-'])
}

/// Headline capitals, as Chicago has them: all words but short ones that join others.
pub(super) fn headline(title: &str) -> String {
    const SMALL: [&str; 33] = [
        "a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on", "onto", "or", "over", "so",
        "the", "till", "to", "up", "via", "with", "yet", "et", "al", "de", "la", "van", "von", "per",
    ];
    let words: Vec<&str> = title.split(' ').collect();
    let mut starts = true;
    let mut out = Vec::with_capacity(words.len());
    for (n, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let small = SMALL.contains(&bare) && !starts && n + 1 < words.len();
        let lower = bare.chars().all(|c| !c.is_uppercase());
        out.push(if lower && !small { capitalised(word) } else { (*word).to_owned() });
        starts = word.ends_with([':', '?', '!', '—']);
    }
    out.join(" ")
}

fn capitalised(word: &str) -> String {
    let Some((at, first)) = word.char_indices().find(|(_, c)| c.is_alphabetic()) else { return word.to_owned() };
    if word[..at].contains(|c: char| c.is_ascii_digit()) {
        return word.to_owned();
    }
    format!("{}{}{}", &word[..at], first.to_uppercase(), &word[at + first.len_utf8()..])
}
