//! Reading CSL items, from JSON text or from values that another door has parsed (CSL-YAML).
//!
//! Numbers are taken where CSL asks for text, text where it asks for numbers, and dates in `raw`, `literal` and plain form, since exporters write all of these.

use super::record::{self, BadIdentifier, Draft};
use super::{Gather, UNREADABLE, forms, without_tags};
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Checked, Diagnostic};
use crate::source::identifier::{Kind, arxiv};
use crate::source::name::{ET_AL, parse_name};
use crate::source::reference::page_range;
use crate::source::{Evidence, EvidenceKind, Form, Issued, Name, Source, SourceType, Stance, Status};
use serde_json::Value;

/// All sources of a CSL-JSON file: a list of items, one item, or `{"items": […]}` / `{"references": […]}`.
pub(super) fn read_json(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => read_value(file, text, &value),
        Err(problem) => {
            let span = line_span(text, problem.line());
            let message = format!("this is no JSON: {}", problem.to_string().split(" at line").next().unwrap_or(""));
            Checked {
                value: Vec::new(),
                diagnostics: vec![Diagnostic::error(UNREADABLE, file, span, message).help("export the library again as CSL-JSON")],
            }
        }
    }
}

fn line_span(text: &str, number: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum();
    let line = text[start..].lines().next().unwrap_or("");
    Span::new(start, start + line.len())
}

/// The sources of a parsed list of items; `text`, where there is one, gives diagnostics their place.
pub(super) fn read_value(file: &SitePath, text: &str, value: &Value) -> Checked<Vec<Source>> {
    let mut gather = Gather::new(file);
    let held = ["references", "items"].iter().find_map(|key| value.get(key).and_then(Value::as_array));
    let one = std::slice::from_ref(value);
    let items = value.as_array().or(held).map_or(one, Vec::as_slice);
    // Items stand in the file in this order: each search goes on from the last, so that all of them together are linear.
    let mut from = 0;
    for item in items {
        let id = scalar(item.get("id")).unwrap_or_default();
        let span = place(text, &id, &mut from);
        match read_item(item) {
            Ok((source, bad)) => {
                bad.iter().for_each(|problem| gather.identifier(&id, span, problem));
                gather.take(source, span);
            }
            Err(why) => gather.broken(&id, span, &why),
        }
    }
    gather.out
}

fn place(text: &str, id: &str, from: &mut usize) -> Span {
    let quoted = serde_json::to_string(id).unwrap_or_default();
    match text.get(*from..).and_then(|rest| rest.find(&quoted)).filter(|_| !id.is_empty()) {
        Some(at) => {
            let start = *from + at;
            *from = start + quoted.len();
            Span::new(start, start + quoted.len())
        }
        None => Span::new(*from, *from),
    }
}

/// One CSL item as a source; `Err` says why it is none.
pub(super) fn source(item: &Value) -> Result<Source, String> {
    read_item(item).map(|(source, _)| source)
}

fn read_item(item: &Value) -> Result<(Source, Vec<BadIdentifier>), String> {
    if !item.is_object() {
        return Err("a CSL item is an object with `id`, `type` and `title`".to_owned());
    }
    let text = |name: &str| scalar(item.get(name)).and_then(|t| record::line(&without_tags(&t)));
    let mut draft = Draft::default();
    let source = &mut draft.source;
    source.id = scalar(item.get("id")).filter(|id| !id.is_empty());
    source.title = text("title").or_else(|| text("title-short")).or_else(|| text("shortTitle")).ok_or("it has no `title`")?;
    source.form = form(item);
    source.kind = source.form.map(Form::kind).or_else(|| kind(item));
    source.authors = names(item, "author");
    source.editors = names(item, "editor");
    source.container = text("container-title").or_else(|| text("container-title-short"));
    source.publisher = text("publisher");
    source.place = text("publisher-place");
    source.edition = text("edition");
    source.volume = text("volume");
    source.issue = text("issue");
    source.pages = text("page").map(|p| page_range(&p));
    source.issued = item.get("issued").and_then(date);
    own(item, source);
    identifiers(item, &mut draft);
    Ok(draft.finish())
}

fn identifiers(item: &Value, draft: &mut Draft) {
    let text = |name: &str| scalar(item.get(name)).unwrap_or_default();
    draft.identifier(Kind::Doi, &text("DOI"));
    draft.identifier(Kind::Pmid, &text("PMID"));
    draft.identifier(Kind::Pmcid, &text("PMCID"));
    draft.serial(&text("ISBN"));
    draft.serial(&text("ISSN"));
    if text("archive").eq_ignore_ascii_case("arxiv") {
        draft.identifier(Kind::Arxiv, &text("archive_location"));
    }
    let number = text("number");
    if number.to_ascii_lowercase().starts_with("arxiv:") {
        draft.source.ids.arxiv = draft.source.ids.arxiv.take().or_else(|| arxiv(&number).ok());
    }
    // Zotero keeps what it has no field for in `note`, a line each: `PMID: 123`.
    for line in text("note").lines() {
        match line.split_once(':').map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim())) {
            Some((name, value)) if name == "PMID" && draft.source.ids.pmid.is_none() => draft.identifier(Kind::Pmid, value),
            Some((name, value)) if name == "PMCID" && draft.source.ids.pmcid.is_none() => draft.identifier(Kind::Pmcid, value),
            Some((name, value)) if name == "DOI" && draft.source.ids.doi.is_none() => draft.identifier(Kind::Doi, value),
            _ => {}
        }
    }
    draft.url(&text("URL"));
    if let Some(day) = item.get("accessed").and_then(date) {
        draft.accessed(&day.iso());
    }
}

fn scalar(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn names(item: &Value, key: &str) -> Vec<Name> {
    item.get(key).and_then(Value::as_array).map(|list| list.iter().filter_map(name).collect()).unwrap_or_default()
}

fn form(item: &Value) -> Option<Form> {
    let form = forms::of_csl(item.get("type")?.as_str()?)?;
    let other = item.pointer("/custom/kind").and_then(Value::as_str).and_then(SourceType::from_word).is_some_and(|k| k != form.kind());
    (!other).then_some(form)
}

fn name(value: &Value) -> Option<Name> {
    let text = |key: &str| scalar(value.get(key)).filter(|t| !t.is_empty());
    if let Some(typed) = value.as_str() {
        return Some(parse_name(typed));
    }
    if let Some(literal) = text("literal") {
        return Some(Name::Literal(if literal == "others" { ET_AL.to_owned() } else { literal }));
    }
    let family = text("family").map(|family| match (text("dropping-particle"), text("non-dropping-particle")) {
        (None, None) => family,
        (first, second) => [first, second, Some(family)].into_iter().flatten().collect::<Vec<_>>().join(" "),
    });
    let given = text("given").map(|given| text("suffix").map_or(given.clone(), |suffix| format!("{given}, {suffix}")));
    match (family, given) {
        (Some(family), given) => Some(Name::Person { family, given: given.unwrap_or_default() }),
        (None, given) => given.map(Name::Literal),
    }
}

fn date(value: &Value) -> Option<Issued> {
    if let Some(typed) = scalar(Some(value)) {
        return Issued::parse(&typed).or_else(|| record::date(&typed));
    }
    let first = value.get("date-parts").and_then(|parts| parts.get(0));
    let part = |at: usize| first.and_then(|p| scalar(p.get(at))).and_then(|t| t.parse::<i32>().ok());
    if let Some(year) = part(0).filter(|year| year.abs() < 100_000) {
        let small = |at: usize, most: u8| part(at).and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=most).contains(n));
        let month = small(1, 12);
        return Some(Issued { year, month, day: month.and_then(|_| small(2, 31)) });
    }
    if let Some(item) = value.get(0).filter(|_| value.is_array()).or_else(|| Some(value).filter(|v| v.get("year").is_some())) {
        // Pandoc's older form: `issued: [{year: 2019, month: 4}]`.
        let number = |key: &str| scalar(item.get(key)).and_then(|t| t.parse::<i32>().ok());
        let small = |key: &str, most: u8| number(key).and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=most).contains(n));
        let month = small("month", 12);
        return Some(Issued { year: number("year").filter(|y| y.abs() < 100_000)?, month, day: month.and_then(|_| small("day", 31)) });
    }
    ["raw", "literal"]
        .iter()
        .find_map(|key| scalar(value.get(key)))
        .and_then(|typed| Issued::parse(&typed).or_else(|| record::date(&typed)))
}

fn kind(item: &Value) -> Option<SourceType> {
    if let Some(kind) = item.pointer("/custom/kind").and_then(Value::as_str).and_then(SourceType::from_word) {
        return Some(kind);
    }
    Some(match item.get("type")?.as_str()? {
        "article-journal" | "paper-conference" | "article-magazine" | "review" | "review-book" | "periodical" => SourceType::Article,
        "article" => SourceType::Preprint,
        "book" | "classic" | "collection" => SourceType::Book,
        "chapter" | "entry" | "entry-dictionary" | "entry-encyclopedia" => SourceType::Chapter,
        "report" => SourceType::Report,
        "dataset" => SourceType::Dataset,
        "webpage" | "post" | "post-weblog" => SourceType::Web,
        "article-newspaper" | "broadcast" => SourceType::News,
        "motion_picture" => SourceType::Video,
        "standard" => SourceType::Standard,
        "legislation" | "legal_case" | "bill" | "treaty" | "regulation" | "hearing" | "patent" => SourceType::Legal,
        "software" => SourceType::Software,
        "thesis" => SourceType::Thesis,
        _ => return None,
    })
}

/// What ibid itself wrote under `custom`.
fn own(item: &Value, source: &mut Source) {
    let text = |key: &str| item.get("custom").and_then(|custom| custom.get(key)).and_then(Value::as_str).map(str::to_owned);
    source.archived = text("archived");
    source.finding = text("finding");
    source.status = match text("status").as_deref() {
        Some("corrected") => Status::Corrected,
        Some("concern") => Status::Concern,
        Some("retracted") => Status::Retracted,
        Some("superseded") => Status::Superseded,
        _ => Status::Ok,
    };
    source.notice = text("notice");
    source.superseded_by = text("superseded_by");
    source.stance = match text("stance").as_deref() {
        Some("supports") => Some(Stance::Supports),
        Some("contrasts") => Some(Stance::Contrasts),
        Some("mixed") => Some(Stance::Mixed),
        Some("background") => Some(Stance::Background),
        _ => None,
    };
    let evidences = item.pointer("/custom/evidence").and_then(Value::as_array);
    source.evidence = evidences.into_iter().flatten().filter_map(evidence).collect();
}

fn evidence(value: &Value) -> Option<Evidence> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let kinds = [("quote", EvidenceKind::Quote), ("figure", EvidenceKind::Figure), ("statement", EvidenceKind::Statement)];
    let (kind, words) = kinds.into_iter().find_map(|(key, kind)| Some((kind, text(key)?)))?;
    Some(Evidence { kind, text: words, at: text("at"), note: text("note") })
}
