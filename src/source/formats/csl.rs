//! CSL-JSON (Citation Style Language, schema `csl-data.json`), written and read. What ibid has besides stands under `custom`.

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Checked, Diagnostic};
use crate::source::{Identifiers, Issued, Name, Source, SourceType, identifier, name};
use serde_json::{Map, Value, json};

/// `sources` as a list of CSL items.
pub fn items(sources: &[&Source]) -> Value {
    Value::Array(sources.iter().enumerate().map(|(n, s)| item(s, n + 1)).collect())
}

fn item(source: &Source, number: usize) -> Value {
    let mut item = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(key.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.as_ref().map(|v| json!(v));
    let id = source.id.clone().or_else(|| source.reference.clone()).unwrap_or_else(|| format!("source-{number}"));
    put("id", Some(json!(id)));
    put("type", Some(json!(type_name(source))));
    put("title", Some(json!(source.title)));
    let authors: Vec<Value> = source.authors.iter().map(person).collect();
    put("author", (!authors.is_empty()).then(|| json!(authors)));
    put("issued", source.issued.map(|i| date_parts(i.year, i.month, i.day)));
    put("container-title", text(&source.container));
    put("publisher", text(&source.publisher));
    put("volume", text(&source.volume));
    put("issue", text(&source.issue));
    put("page", text(&source.pages));
    put("DOI", text(&source.ids.doi));
    put("PMID", text(&source.ids.pmid));
    put("PMCID", text(&source.ids.pmcid));
    put("ISBN", text(&source.ids.isbn));
    put("ISSN", text(&source.ids.issn));
    put("number", source.ids.arxiv.as_ref().map(|a| json!(format!("arXiv:{a}"))));
    put("URL", super::super::reference::address(source).map(|a| json!(a)));
    put("accessed", source.accessed.map(|d| date_parts(i32::from(d.year()), u8::try_from(d.month()).ok(), u8::try_from(d.day()).ok())));
    put("custom", custom(source));
    Value::Object(item)
}

fn custom(source: &Source) -> Option<Value> {
    let mut custom = Map::new();
    if let Some(finding) = &source.finding {
        custom.insert("finding".to_owned(), json!(finding));
    }
    if let Some(arxiv) = &source.ids.arxiv {
        custom.insert("arxiv".to_owned(), json!(arxiv));
    }
    (!custom.is_empty()).then_some(Value::Object(custom))
}

fn person(name: &Name) -> Value {
    match name {
        Name::Literal(literal) => json!({ "literal": literal }),
        Name::Person { family, given } if given.is_empty() => json!({ "family": family }),
        Name::Person { family, given } => json!({ "family": family, "given": given }),
    }
}

fn date_parts(year: i32, month: Option<u8>, day: Option<u8>) -> Value {
    let parts: Vec<i32> = [Some(year), month.map(i32::from), day.map(i32::from)].into_iter().map_while(|p| p).collect();
    json!({ "date-parts": [parts] })
}

/// A type of CSL. Never `software`, for which Zotero's importer refuses the whole file.
fn type_name(source: &Source) -> &'static str {
    match source.kind {
        Some(SourceType::Article) => "article-journal",
        Some(SourceType::Preprint) => "article",
        Some(SourceType::Book) => "book",
        Some(SourceType::Chapter) => "chapter",
        Some(SourceType::Report | SourceType::Standard) => "report",
        Some(SourceType::Dataset) => "dataset",
        Some(SourceType::Web) => "webpage",
        Some(SourceType::News) => "article-newspaper",
        Some(SourceType::Video) => "motion_picture",
        Some(SourceType::Legal) => "legislation",
        Some(SourceType::Thesis) => "thesis",
        Some(SourceType::Software | SourceType::Other) | None => "document",
    }
}

/// The sources of a CSL-JSON file: a list of items, or one.
pub fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let (_, line) = (error.column(), error.line());
            let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
            let finding = Diagnostic::error("bibliography-entry", file, Span::new(start, end), format!("the JSON cannot be read: {error}"));
            return Checked { value: Vec::new(), diagnostics: vec![finding.help("export it again as CSL-JSON")] };
        }
    };
    let items = match value {
        Value::Array(items) => items,
        Value::Object(mut map) => match map.remove("items").or_else(|| map.remove("references")) {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(map)],
        },
        _ => Vec::new(),
    };
    Checked::clean(items.iter().filter_map(source).collect())
}

/// One CSL item; `None` where it has neither id nor title.
pub fn source(item: &Value) -> Option<Source> {
    let text = |key: &str| item.get(key).and_then(as_text).filter(|t| !t.is_empty());
    let id = |key: &str, normal: fn(&str) -> Result<String, String>| text(key).and_then(|t| normal(&t).ok());
    let custom = |key: &str| item.get("custom").and_then(|c| c.get(key)).and_then(as_text);
    let title = text("title").map(|t| unmarked(&t)).unwrap_or_default();
    let own_id = text("id").or_else(|| text("citation-key"));
    if title.is_empty() && own_id.is_none() {
        return None;
    }
    Some(Source {
        id: own_id,
        title,
        authors: item
            .get("author")
            .or_else(|| item.get("editor"))
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(read_person)
            .collect(),
        issued: item.get("issued").and_then(read_date),
        container: text("container-title"),
        publisher: text("publisher"),
        volume: text("volume"),
        issue: text("issue"),
        pages: text("page"),
        kind: text("type").as_deref().and_then(kind),
        ids: Identifiers {
            doi: id("DOI", identifier::doi),
            arxiv: custom("arxiv").and_then(|a| identifier::arxiv(&a).ok()),
            pmid: id("PMID", identifier::pmid),
            pmcid: id("PMCID", identifier::pmcid),
            isbn: id("ISBN", identifier::isbn),
            issn: id("ISSN", identifier::issn),
        },
        url: text("URL").filter(|u| u.starts_with("http")),
        accessed: item
            .get("accessed")
            .and_then(read_date)
            .and_then(|i| crate::base::date::Date::parse(&format!("{:04}-{:02}-{:02}", i.year, i.month?, i.day?))),
        finding: custom("finding"),
        ..Source::default()
    })
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A title without the few tags that CSL allows in it.
fn unmarked(text: &str) -> String {
    let mut out = text.to_owned();
    for tag in [
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sup>",
        "</sup>",
        "<sub>",
        "</sub>",
        "<span class=\"nocase\">",
        "<span style=\"font-variant:small-caps;\">",
        "</span>",
    ] {
        out = out.replace(tag, "");
    }
    out
}

fn read_person(value: &Value) -> Option<Name> {
    let part = |key: &str| value.get(key).and_then(as_text).filter(|t| !t.is_empty());
    if let Some(literal) = part("literal") {
        return Some(Name::Literal(literal));
    }
    let Some(family) = part("family") else { return value.as_str().map(name::parse_name) };
    let particle = part("non-dropping-particle").or_else(|| part("dropping-particle"));
    let family = particle.map_or(family.clone(), |p| format!("{p} {family}"));
    Some(Name::Person { family, given: part("given").unwrap_or_default() })
}

/// `{"date-parts": [[2019, 5, 3]]}`, `{"raw": "2019"}`, `{"year": 2019}` as Pandoc writes it, or bare text.
fn read_date(value: &Value) -> Option<Issued> {
    if let Some(parts) = value.get("date-parts").and_then(|p| p.get(0)).and_then(Value::as_array) {
        let number = |n: usize| parts.get(n).and_then(as_text).and_then(|t| t.parse::<i32>().ok());
        let small = |n: usize| number(n).and_then(|v| u8::try_from(v).ok());
        let year = number(0).filter(|y| (-9999..=9999).contains(y))?;
        return Some(Issued { year, month: small(1).filter(|m| (1..=12).contains(m)), day: small(2).filter(|d| (1..=31).contains(d)) });
    }
    let pandoc = value.as_array().and_then(|list| list.first()).unwrap_or(value);
    let year = pandoc.get("year").and_then(as_text).and_then(|y| y.parse().ok());
    if let Some(year) = year {
        let small = |key: &str| pandoc.get(key).and_then(as_text).and_then(|t| t.parse().ok());
        return Some(Issued { year, month: small("month"), day: small("day") });
    }
    let raw = value.get("raw").or_else(|| value.get("literal")).unwrap_or(value);
    as_text(raw).as_deref().and_then(crate::source::entry::issued)
}

fn kind(name: &str) -> Option<SourceType> {
    Some(match name {
        "article-journal" | "article-magazine" | "review" => SourceType::Article,
        "article" => SourceType::Preprint,
        "book" => SourceType::Book,
        "chapter" | "paper-conference" | "entry-encyclopedia" => SourceType::Chapter,
        "report" => SourceType::Report,
        "standard" => SourceType::Standard,
        "dataset" => SourceType::Dataset,
        "webpage" | "post-weblog" | "post" => SourceType::Web,
        "article-newspaper" => SourceType::News,
        "motion_picture" | "broadcast" => SourceType::Video,
        "legislation" | "legal_case" | "bill" | "patent" => SourceType::Legal,
        "software" => SourceType::Software,
        "thesis" => SourceType::Thesis,
        _ => return None,
    })
}
