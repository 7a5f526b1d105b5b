//! A source as YAML: the entry of `sources/*.yaml` and of a front matter that reads as it.

use super::infer::kind_of;
use super::name::parse_name;
use super::{Cited, Name, Source, Stance};
use crate::base::yaml::scalar;

/// The lines of `source` as `key: value`, its `id` first; nested lines are indented by two spaces.
pub fn lines(source: &Source) -> Vec<String> {
    let mut out = Vec::new();
    let mut put = |key: &str, value: Option<&str>| out.extend(value.filter(|v| !v.is_empty()).map(|v| format!("{key}: {}", scalar(v))));
    put("id", source.id.as_deref());
    put("ref", source.reference.as_deref());
    put("type", type_word(source));
    put("title", Some(&source.title));
    put("finding", source.finding.as_deref());
    names(&mut out, "authors", &source.authors);
    names(&mut out, "editors", &source.editors);
    let issued = source.issued.map(|day| (if day.month.is_some() { "date" } else { "year" }, day.iso()));
    out.extend(issued.map(|(key, day)| format!("{key}: {day}")));
    published(&mut out, source);
    standing(&mut out, source);
    evidence(&mut out, source);
    out
}

fn published(out: &mut Vec<String>, source: &Source) {
    let ids = &source.ids;
    let accessed = source.accessed.map(|d| d.to_string());
    let fields = [
        ("container", &source.container),
        ("publisher", &source.publisher),
        ("place", &source.place),
        ("edition", &source.edition),
        ("volume", &source.volume),
        ("issue", &source.issue),
        ("pages", &source.pages),
        ("doi", &ids.doi),
        ("arxiv", &ids.arxiv),
        ("pmid", &ids.pmid),
        ("pmcid", &ids.pmcid),
        ("isbn", &ids.isbn),
        ("issn", &ids.issn),
        ("url", &source.url),
        ("accessed", &accessed),
        ("archived", &source.archived),
    ];
    let given = fields.into_iter().filter_map(|(key, value)| Some((key, value.as_deref().filter(|v| !v.is_empty())?)));
    out.extend(given.map(|(key, value)| format!("{key}: {}", scalar(value))));
}

/// What became of the work, and how it stands to the answer.
fn standing(out: &mut Vec<String>, source: &Source) {
    let (status, stance) = (source.status.word(), source.stance.map(Stance::word));
    let cited = (source.cited == Cited::Background).then_some("background");
    let fields = [
        ("status", status),
        ("notice", source.notice.as_deref()),
        ("superseded_by", source.superseded_by.as_deref()),
        ("stance", stance),
        ("cited", cited),
    ];
    out.extend(fields.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", scalar(value?)))));
    if let Some(verified) = &source.verified {
        out.push("verified:".to_owned());
        out.push(format!("  by: {}", scalar(&verified.by)));
        out.extend(verified.on.map(|day| format!("  on: {day}")));
    }
}

fn evidence(out: &mut Vec<String>, source: &Source) {
    if source.evidence.is_empty() {
        return;
    }
    out.push("evidence:".to_owned());
    for evidence in &source.evidence {
        let kind = evidence.kind.word();
        out.push(format!("  - {kind}: {}", scalar(&evidence.text)));
        out.extend(evidence.at.as_deref().map(|at| format!("    at: {}", scalar(at))));
        out.extend(evidence.note.as_deref().map(|note| format!("    note: {}", scalar(note))));
    }
}

/// The word for the type, where it was given or its form is known.
fn type_word(source: &Source) -> Option<&'static str> {
    let form = source.form.filter(|form| form.kind() == kind_of(source)).map(|form| form.word());
    form.or_else(|| source.kind.map(|kind| kind.word()))
}

fn names(out: &mut Vec<String>, key: &str, names: &[Name]) {
    if names.is_empty() {
        return;
    }
    out.push(format!("{key}:"));
    out.extend(names.iter().map(name));
}

/// A name as one text where reading that gives the same parts, else in parts.
fn name(name: &Name) -> String {
    let typed = match name {
        Name::Literal(text) => text.clone(),
        Name::Person { family, given } if given.is_empty() => family.clone(),
        Name::Person { family, given } => format!("{family}, {given}"),
    };
    if parse_name(&typed) == *name {
        return format!("  - {}", scalar(&typed));
    }
    match name {
        Name::Literal(text) => format!("  - literal: {}", scalar(text)),
        Name::Person { family, given } if given.is_empty() => format!("  - family: {}", scalar(family)),
        Name::Person { family, given } => format!("  - family: {}\n    given: {}", scalar(family), scalar(given)),
    }
}
