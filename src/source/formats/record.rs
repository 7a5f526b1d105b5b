//! What all readers share: putting identifiers, addresses and dates of a record where they belong in a [Source].

use crate::base::date::Date;
use crate::source::address::{arxiv_of_doi, from_url, url_of};
use crate::source::identifier::{Kind, isbn, issn};
use crate::source::{Identifiers, Issued, Source};

/// An identifier that breaks its own rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadIdentifier {
    pub kind: Kind,
    pub text: String,
    pub why: String,
}

/// A source while its record is read, with what was wrong.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub source: Source,
    pub bad: Vec<BadIdentifier>,
    urls: Vec<String>,
}

impl Draft {
    /// Sets an identifier from `text`; the first good one of a kind stays.
    pub fn identifier(&mut self, kind: Kind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match kind.normal(text) {
            Ok(id) => {
                if let Some(slot) = slot(&mut self.source.ids, kind) {
                    slot.get_or_insert(id);
                }
            }
            Err(why) => self.bad.push(BadIdentifier { kind, text: text.chars().take(80).collect(), why }),
        }
    }

    /// Takes a number that may be an ISBN or an ISSN, or several parted by spaces, commas or semicolons.
    pub fn serial(&mut self, text: &str) {
        if let Ok(id) = isbn(text) {
            self.source.ids.isbn.get_or_insert(id);
            return;
        }
        let mut last = None;
        for part in text.split([',', ';', ' ', '\n']).filter(|p| p.contains(|c: char| c.is_ascii_digit())) {
            match (isbn(part), issn(part)) {
                (Ok(id), _) => drop(self.source.ids.isbn.get_or_insert(id)),
                (_, Ok(id)) => drop(self.source.ids.issn.get_or_insert(id)),
                (Err(book), Err(serial)) => {
                    let digits = part.chars().filter(char::is_ascii_alphanumeric).count();
                    let (kind, why) = if digits == 8 { (Kind::Issn, serial) } else { (Kind::Isbn, book) };
                    last = Some(BadIdentifier { kind, text: part.to_owned(), why });
                }
            }
        }
        if self.source.ids.isbn.is_none() && self.source.ids.issn.is_none() {
            self.bad.extend(last);
        }
    }

    /// Takes an address. What it says of identifiers is used when the record is [finished](Draft::finish).
    pub fn url(&mut self, text: &str) {
        // Reference managers put several into one field.
        for part in text.split_whitespace().map(|part| part.trim_matches(['<', '>', ','])) {
            match part {
                part if part.starts_with("10.") => self.source.ids.doi = self.source.ids.doi.take().or_else(|| Kind::Doi.normal(part).ok()),
                part => self.urls.extend(whole_address(part)),
            }
        }
    }

    /// The day on which the address was read.
    pub fn accessed(&mut self, text: &str) {
        let text = text.trim().replace('/', "-");
        self.source.accessed = self.source.accessed.or_else(|| Date::parse(text.trim_end_matches('-')));
    }

    /// The finished source: identifiers found in addresses are added, an address that only repeats an identifier is dropped.
    pub fn finish(mut self) -> (Source, Vec<BadIdentifier>) {
        for url in &self.urls {
            let found = from_url(url);
            let ids = &mut self.source.ids;
            ids.doi = ids.doi.take().or(found.doi);
            ids.arxiv = ids.arxiv.take().or(found.arxiv);
            ids.pmid = ids.pmid.take().or(found.pmid);
            ids.pmcid = ids.pmcid.take().or(found.pmcid);
        }
        let ids = &mut self.source.ids;
        ids.arxiv = ids.arxiv.take().or_else(|| ids.doi.as_deref().and_then(arxiv_of_doi));
        if self.source.url.is_none() {
            let ids = &self.source.ids;
            self.source.url = self.urls.iter().find(|url| !repeats(ids, url)).cloned();
        }
        (self.source, self.bad)
    }
}

/// An address with its scheme, which people leave out; `None` for words.
fn whole_address(text: &str) -> Option<String> {
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or(text);
    let named =
        host.rsplit_once('.').is_some_and(|(name, top)| !name.is_empty() && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()));
    match text.split_once("://") {
        Some((scheme, rest)) if ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) && !rest.is_empty() => {
            Some(text.to_owned())
        }
        Some(_) => None,
        None => (named && !text.contains('@')).then(|| format!("https://{text}")),
    }
}

fn slot(ids: &mut Identifiers, kind: Kind) -> Option<&mut Option<String>> {
    match kind {
        Kind::Doi => Some(&mut ids.doi),
        Kind::Arxiv => Some(&mut ids.arxiv),
        Kind::Pmid => Some(&mut ids.pmid),
        Kind::Pmcid => Some(&mut ids.pmcid),
        Kind::Isbn => Some(&mut ids.isbn),
        Kind::Issn => Some(&mut ids.issn),
        Kind::Orcid => None,
    }
}

/// Whether `url` is the address that follows from one of `ids`.
fn repeats(ids: &Identifiers, url: &str) -> bool {
    let named = [(Kind::Doi, &ids.doi), (Kind::Arxiv, &ids.arxiv), (Kind::Pmid, &ids.pmid), (Kind::Pmcid, &ids.pmcid)];
    let canonical = crate::source::address::canonical(url);
    named
        .into_iter()
        .filter_map(|(kind, id)| Some(url_of(kind, id.as_deref()?)))
        .any(|own| crate::source::address::canonical(&own) == canonical)
}

/// Number of the month that `text` names: `4`, `04`, `apr`, `April`, `Apr.`.
pub(super) fn month(text: &str) -> Option<u8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.trim().to_ascii_lowercase();
    if let Ok(number) = text.parse::<u8>() {
        return Some(number).filter(|n| (1..=12).contains(n));
    }
    let head = text.get(..3)?;
    NAMES.iter().position(|name| *name == head).and_then(|at| u8::try_from(at + 1).ok())
}

/// A date in any of the forms that exports and people use: `2019`, `2019/04/30/Spring`, `2019 Apr 30`, `April 2019`,
/// `30 April 2019`, `[1968]`, `c. 1984?`, `2011a`.
pub(super) fn date(text: &str) -> Option<Issued> {
    let between = |c: char| c.is_whitespace() || matches!(c, '/' | '-' | ',' | '.' | '–' | '[' | ']' | '(' | ')' | '?' | '~');
    let words: Vec<&str> = text.split(between).filter(|w| !w.is_empty()).collect();
    // A letter behind a year tells works of one year apart.
    let year_of = |w: &&str| {
        let digits = w.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(w);
        digits.parse().ok().filter(|_| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    let (at, year) = words.iter().enumerate().find_map(|(at, w)| Some((at, year_of(w)?)))?;
    let named = words.iter().position(|w| w.starts_with(|c: char| c.is_ascii_alphabetic()) && month(w).is_some());
    let day_of = |w: Option<&&str>| w.filter(|w| w.len() <= 2).and_then(|w| w.parse::<u8>().ok()).filter(|d| (1..=31).contains(d));
    if let Some(named) = named {
        let day = day_of(words.get(named + 1)).or_else(|| named.checked_sub(1).and_then(|before| day_of(words.get(before))));
        return Some(Issued { year, month: month(words[named]), day });
    }
    let month = words.get(at + 1).filter(|w| w.len() <= 2).and_then(|w| month(w));
    let day = month.and_then(|_| day_of(words.get(at + 2)));
    Some(Issued { year, month, day })
}

/// `text` trimmed, with runs of white space as one space; `None` where nothing is left.
pub(super) fn line(text: &str) -> Option<String> {
    let line = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
