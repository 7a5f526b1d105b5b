//! Reference text as plain text: the card's own [byline], and the [text] of a work in one line.
//!
//! Simple on purpose, and the same in every language but for the words handed in. Styles such as APA are not made here.

use super::identifier::Kind;
use super::name::{ET_AL, short, stands_for_others};
use super::{Issued, Name, Source};

/// Authors that a byline names before `et al.`.
const NAMED: usize = 3;

/// The line under a card's title: `Smith J, Lee K, Park S, et al. · Nature 12(3), 45–67 · 2019`. Empty where nothing is recorded.
pub fn byline(source: &Source) -> String {
    let year = source.issued.map(|issued| year_text(issued.year));
    let parts = [authors(&source.authors), Some(place(source)), year];
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// One line that says what the work is: `Smith J, Lee K. Title. Nature 12(3), 45–67. 2019. https://doi.org/…`.
pub fn text(source: &Source) -> String {
    let parts = [
        authors(&source.authors),
        Some(source.title.trim().to_owned()),
        Some(place(source)),
        source.issued.map(|issued| year_text(issued.year)),
        link(source),
    ];
    let mut out = String::new();
    for part in parts.into_iter().flatten().filter(|p| !p.is_empty()) {
        if !out.is_empty() {
            out.push_str(if out.ends_with(['.', '?', '!', '。', '？', '！']) { " " } else { ". " });
        }
        out.push_str(&part);
    }
    // An address takes no full stop: it would be copied with it.
    if link(source).is_none() && !out.is_empty() && !out.ends_with(['.', '?', '!', '。']) {
        out.push('.');
    }
    out
}

/// The best address of the work: that of its strongest identifier, else its own.
pub fn link(source: &Source) -> Option<String> {
    let ids = &source.ids;
    let named = [(Kind::Doi, &ids.doi), (Kind::Arxiv, &ids.arxiv), (Kind::Pmid, &ids.pmid), (Kind::Pmcid, &ids.pmcid)];
    let best = named.into_iter().find_map(|(kind, id)| Some(super::address::url_of(kind, id.as_deref()?)));
    best.or_else(|| source.url.clone())
}

/// `Smith J, Lee K, Park S, et al.`; all names where one more than three would be left out alone.
pub fn authors(names: &[Name]) -> Option<String> {
    let named: Vec<String> = names.iter().filter(|n| !stands_for_others(n)).map(short).collect();
    let open = named.len() < names.len();
    let all = named.len() <= NAMED + 1;
    let mut shown: Vec<&str> = named.iter().take(if all { named.len() } else { NAMED }).map(String::as_str).collect();
    if shown.is_empty() {
        return None;
    }
    if open || !all {
        shown.push(ET_AL);
    }
    Some(shown.join(", "))
}

/// `Nature 12(3), 45–67`; the publisher where no container is given.
pub fn place(source: &Source) -> String {
    let holder = source.container.as_deref().or(source.publisher.as_deref()).unwrap_or("").trim();
    let mut out = holder.to_owned();
    let issue = source.issue.as_deref().map(|i| format!("({i})")).unwrap_or_default();
    let volume = format!("{}{issue}", source.volume.as_deref().unwrap_or(""));
    if !volume.is_empty() {
        out = format!("{out} {volume}").trim_start().to_owned();
    }
    if let Some(pages) = &source.pages {
        out = if out.is_empty() { page_range(pages) } else { format!("{out}, {}", page_range(pages)) };
    }
    out
}

/// Page ranges with en dashes: `45–67` of `45-67` and `45--67`. Other hyphens (`S1-4`, `e12-e15`) too where both sides hold a digit.
pub fn page_range(pages: &str) -> String {
    let mut out = String::with_capacity(pages.len());
    for (at, part) in one_dash(pages).split('-').enumerate() {
        if at > 0 {
            let between = out.ends_with(|c: char| c.is_ascii_digit()) && part.chars().any(|c| c.is_ascii_digit());
            out.push(if between { '–' } else { '-' });
        }
        out.push_str(part);
    }
    let out = out.replace(" – ", "–");
    match out.split_once('–') {
        Some((first, last)) if first == last => first.to_owned(),
        _ => out,
    }
}

/// Dashes that are long or follow one another as one en dash.
fn one_dash(pages: &str) -> String {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—');
    let mut out = String::with_capacity(pages.len());
    let mut rest = pages;
    while let Some(at) = rest.find(is_dash) {
        out.push_str(&rest[..at]);
        let run = &rest[at..];
        rest = run.trim_start_matches(is_dash);
        let run = &run[..run.len() - rest.len()];
        out.push(if run == "-" { '-' } else { '–' });
    }
    out + rest
}

/// A year as people write it: `2019`; years before our era as `44 BC`.
pub fn year_text(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - i64::from(year)) }
}

impl Issued {
    /// As ISO 8601 has it, as far as it is known: `2019`, `2019-04`, `2019-04-30`.
    pub fn iso(self) -> String {
        let year = if (0..=9999).contains(&self.year) { format!("{:04}", self.year) } else { self.year.to_string() };
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year,
        }
    }

    /// Reads `2019`, `2019-04`, `2019-04-30`, with `-` or `/`; of a range (`2019/2020`, `2019-04-30/2019-05-02`) its start.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['?', '~', '%']);
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let mut parts = digits.split(['-', '/', '–', 'T', ' ']).map(str::trim);
        let year = parts.next().filter(|y| (1..=5).contains(&y.len()) && y.bytes().all(|b| b.is_ascii_digit()))?;
        let small = |part: Option<&str>, most: u8| {
            let part = part.filter(|p| (1..=2).contains(&p.len()))?;
            part.parse::<u8>().ok().filter(|n| (1..=most).contains(n))
        };
        let month = small(parts.next(), 12);
        let day = month.and_then(|_| small(parts.next(), 31));
        Some(Self { year: sign * year.parse::<i32>().ok()?, month, day })
    }
}
