//! Writes RIS (Research Information Systems, Reference Manager's format): a tag a line, CRLF, `ER` ends a record.

use crate::source::{Source, SourceType, name};

/// `sources` as RIS records.
pub fn write(sources: &[&Source]) -> String {
    let mut out = String::new();
    for source in sources {
        record(&mut out, source);
    }
    out
}

fn record(out: &mut String, source: &Source) {
    let mut line = |tag: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            out.push_str(&format!("{tag}  - {}\r\n", value.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    };
    line("TY", Some(type_code(source).to_owned()));
    line("ID", source.id.clone().or_else(|| source.reference.clone()));
    line("TI", Some(source.title.clone()));
    for author in &source.authors {
        line("AU", Some(name::inverted(author)));
    }
    line("PY", source.issued.map(|i| i.year.to_string()));
    line(
        "DA",
        source.issued.and_then(|i| i.month.map(|m| format!("{}/{m:02}/{}/", i.year, i.day.map(|d| format!("{d:02}")).unwrap_or_default()))),
    );
    line("T2", source.container.clone());
    line("PB", source.publisher.clone());
    line("VL", source.volume.clone());
    line("IS", source.issue.clone());
    let pages = source.pages.as_ref().map(|p| p.replace("--", "–").replace('-', "–"));
    let (first, last) = pages.as_deref().map_or((None, None), |p| p.split_once('–').map_or((Some(p), None), |(a, b)| (Some(a), Some(b))));
    line("SP", first.map(str::to_owned));
    line("EP", last.map(str::to_owned));
    line("DO", source.ids.doi.clone());
    line("SN", source.ids.isbn.clone().or_else(|| source.ids.issn.clone()));
    line("AN", source.ids.pmid.clone());
    line("UR", super::super::reference::address(source));
    line("Y2", source.accessed.map(|d| d.to_string().replace('-', "/")));
    line("N1", source.finding.as_ref().map(|f| format!("Finding: {f}")));
    out.push_str("ER  - \r\n\r\n");
}

fn type_code(source: &Source) -> &'static str {
    match source.kind {
        Some(SourceType::Article) => "JOUR",
        Some(SourceType::Preprint) => "UNPB",
        Some(SourceType::Book) => "BOOK",
        Some(SourceType::Chapter) => "CHAP",
        Some(SourceType::Report) => "RPRT",
        Some(SourceType::Dataset) => "DATA",
        Some(SourceType::Web) => "ELEC",
        Some(SourceType::News) => "NEWS",
        Some(SourceType::Video) => "VIDEO",
        Some(SourceType::Standard) => "STAND",
        Some(SourceType::Legal) => "LEGAL",
        Some(SourceType::Software) => "COMP",
        Some(SourceType::Thesis) => "THES",
        _ => "GEN",
    }
}
