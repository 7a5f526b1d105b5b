//! PubMed's nbib (MEDLINE display format): reading. Tags: <https://www.nlm.nih.gov/bsd/mms/medlineelements.html>.

use super::record::{self, Draft};
use super::tagged::{BlankLine, Record, Shape, records};
use super::{Gather, ris};
use crate::base::path::SitePath;
use crate::diag::Checked;
use crate::source::identifier::Kind;
use crate::source::name::parse_name;
use crate::source::{Name, Source, SourceType, Status};

/// All sources of an nbib file.
pub(super) fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    if text.trim_start().starts_with("TY  -") {
        return ris::read(file, text);
    }
    let shape = Shape { tag, opens: "PMID", closes: None, blank_closes: BlankLine::Nothing };
    let mut gather = Gather::new(file);
    for record in records(text, &shape) {
        let (source, bad) = source(&record);
        let key = record.first(&["PMID"]).unwrap_or_default();
        if source.title.is_empty() {
            gather.broken(&key, record.span, "a record without a title (`TI  - `)");
            continue;
        }
        bad.iter().for_each(|problem| gather.identifier(&key, record.span, problem));
        gather.take(source, record.span);
    }
    gather.out
}

/// `PMID- 123`, `TI  - A title`: up to four capitals, padded, a hyphen.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(4)?;
    let tag = tag.trim_end();
    let good = !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    rest.strip_prefix('-').filter(|_| good).map(|value| (tag, value))
}

fn source(record: &Record) -> (Source, Vec<record::BadIdentifier>) {
    let mut draft = Draft::default();
    let source = &mut draft.source;
    source.title =
        record.first(&["TI", "BTI", "CTI"]).map(|t| t.trim_end_matches('.').trim_matches(['[', ']']).to_owned()).unwrap_or_default();
    source.authors = authors(record);
    source.container = record.first(&["JT", "TA", "BTI"]).filter(|c| *c != source.title);
    source.publisher = record.first(&["PB"]);
    source.volume = record.first(&["VI"]);
    source.issue = record.first(&["IP"]);
    source.pages = record.first(&["PG"]).map(|p| crate::source::reference::page_range(&whole_end(&p)));
    source.issued = record.first(&["DP", "DEP"]).and_then(|v| record::date(&v));
    source.kind = Some(kind(record));
    source.status = status(record);
    record.all(&["PMID"]).for_each(|v| draft.identifier(Kind::Pmid, v));
    record.all(&["PMC"]).for_each(|v| draft.identifier(Kind::Pmcid, v));
    for value in record.all(&["LID", "AID"]) {
        if let Some(doi) = value.strip_suffix("[doi]") {
            draft.identifier(Kind::Doi, doi);
        }
    }
    for number in record.all(&["IS", "ISBN"]) {
        draft.serial(number.split(" (").next().unwrap_or(number));
    }
    draft.finish()
}

/// Full names where they are given, else the short ones; organisations after the people, as PubMed shows them.
fn authors(record: &Record) -> Vec<Name> {
    let full: Vec<Name> = record.all(&["FAU"]).map(parse_name).collect();
    let people = if full.is_empty() { record.all(&["AU"]).map(parse_name).collect() } else { full };
    people.into_iter().chain(record.all(&["CN"]).map(|v| Name::Literal(v.to_owned()))).collect()
}

/// `123-5`, as MEDLINE shortens it, in full: `123-125`.
fn whole_end(pages: &str) -> String {
    let digits = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
    match pages.split_once('-') {
        Some((start, end)) if digits(start) && digits(end) && end.len() < start.len() => {
            format!("{start}-{}{end}", &start[..start.len() - end.len()])
        }
        _ => pages.to_owned(),
    }
}

fn kind(record: &Record) -> SourceType {
    match () {
        () if record.all(&["PT"]).any(|t| t == "Preprint") => SourceType::Preprint,
        () if record.first(&["CTI"]).is_some() => SourceType::Chapter,
        () if record.first(&["BTI"]).is_some() => SourceType::Book,
        () => SourceType::Article,
    }
}

/// What PubMed knows of the work's fate: its publication types, and links to notices about it.
fn status(record: &Record) -> Status {
    let has = |tag: &str| record.all(&[tag]).next().is_some();
    if record.all(&["PT"]).any(|t| t == "Retracted Publication") || has("RIN") {
        return Status::Retracted;
    }
    match (has("ECI"), has("EIN")) {
        (true, _) => Status::Concern,
        (_, true) => Status::Corrected,
        _ => Status::Ok,
    }
}
