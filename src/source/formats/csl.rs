//! CSL-JSON: writing (`write`, [item]). Valid against the Citation Style Language's `csl-data.json` (1.0.2); what CSL has no
//! variable for stands under `custom`. Reading is in [super::read].

use super::entry_key::keys;
use super::forms;
use crate::base::date::Date;
use crate::source::infer::kind_of;
use crate::source::name::{given_and_suffix, stands_for_others};
use crate::source::{Issued, Name, Source, SourceType, Stance};
use serde_json::{Map, Value, json};

/// `sources` as a CSL-JSON file: a list of items.
pub fn write(sources: &[&Source]) -> String {
    crate::base::json::pretty(&items(sources))
}

/// `sources` as CSL items, with unique ids.
pub fn items(sources: &[&Source]) -> Value {
    sources.iter().zip(keys(sources)).map(|(source, key)| item(source, &key)).collect()
}

/// `source` as one CSL item with the id `key`.
pub fn item(source: &Source, key: &str) -> Value {
    let kind = kind_of(source);
    let ids = &source.ids;
    let mut out = Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            out.insert(name.to_owned(), value.into());
        }
    };
    put("id", Some(key));
    put("type", Some(source.form.filter(|form| form.kind() == kind).map_or_else(|| csl_type(kind), forms::csl)));
    put("title", Some(&source.title));
    put("container-title", source.container.as_deref());
    put("publisher", source.publisher.as_deref());
    put("publisher-place", source.place.as_deref());
    put("edition", source.edition.as_deref());
    put("volume", source.volume.as_deref());
    put("issue", source.issue.as_deref());
    put("page", source.pages.as_deref());
    put("DOI", ids.doi.as_deref());
    put("PMID", ids.pmid.as_deref());
    put("PMCID", ids.pmcid.as_deref());
    put("ISBN", ids.isbn.as_deref());
    put("ISSN", ids.issn.as_deref());
    put("archive", ids.arxiv.as_ref().map(|_| "arXiv"));
    put("archive_location", ids.arxiv.as_deref());
    put("URL", source.url.as_deref());
    if !source.authors.is_empty() {
        out.insert("author".to_owned(), source.authors.iter().map(name).collect());
    }
    if !source.editors.is_empty() {
        out.insert("editor".to_owned(), source.editors.iter().map(name).collect());
    }
    out.extend(source.issued.map(|issued| ("issued".to_owned(), date(issued))));
    out.extend(source.accessed.map(|day: Date| ("accessed".to_owned(), date(crate::source::cite::issued(day)))));
    out.insert("custom".to_owned(), custom(source, kind));
    Value::Object(out)
}

fn name(name: &Name) -> Value {
    match name {
        name if stands_for_others(name) => json!({ "literal": "others" }),
        Name::Literal(text) => json!({ "literal": text }),
        Name::Person { family, given } => match given_and_suffix(given) {
            (given, Some(suffix)) => json!({ "family": family, "given": given, "suffix": suffix }),
            ("", None) => json!({ "family": family }),
            (given, None) => json!({ "family": family, "given": given }),
        },
    }
}

fn date(issued: Issued) -> Value {
    let parts: Vec<i64> = [Some(i64::from(issued.year)), issued.month.map(i64::from), issued.month.and(issued.day).map(i64::from)]
        .into_iter()
        .flatten()
        .collect();
    json!({ "date-parts": [parts] })
}

/// The CSL type; never `software`, for which Zotero refuses the whole file. The kind itself stands in `custom`.
fn csl_type(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Article => "article-journal",
        SourceType::Preprint => "article",
        SourceType::Book => "book",
        SourceType::Chapter => "chapter",
        SourceType::Report => "report",
        SourceType::Dataset => "dataset",
        SourceType::Web => "webpage",
        SourceType::News => "article-newspaper",
        SourceType::Video => "motion_picture",
        SourceType::Standard => "standard",
        SourceType::Legal => "legislation",
        SourceType::Thesis => "thesis",
        SourceType::Software | SourceType::Other => "document",
    }
}

/// What CSL has no variable for: kind, finding, evidence, status, stance, archived copy.
fn custom(source: &Source, kind: SourceType) -> Value {
    let mut out = Map::new();
    out.insert("kind".to_owned(), kind.word().into());
    let (status, stance) = (source.status.word(), source.stance.map(Stance::word));
    let texts = [
        ("finding", source.finding.as_deref()),
        ("status", status),
        ("notice", source.notice.as_deref()),
        ("superseded_by", source.superseded_by.as_deref()),
        ("stance", stance),
        ("archived", source.archived.as_deref()),
    ];
    out.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
    if !source.evidence.is_empty() {
        out.insert("evidence".to_owned(), source.evidence.iter().map(evidence).collect());
    }
    Value::Object(out)
}

fn evidence(evidence: &crate::source::Evidence) -> Value {
    let mut out = Map::new();
    out.insert(evidence.kind.word().to_owned(), evidence.text.as_str().into());
    out.extend(evidence.at.as_deref().map(|at| ("at".to_owned(), at.into())));
    out.extend(evidence.note.as_deref().map(|note| ("note".to_owned(), note.into())));
    Value::Object(out)
}
