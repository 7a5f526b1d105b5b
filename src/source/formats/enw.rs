//! EndNote's tagged format (`%0 Journal Article`), also known as Refer: reading.

use super::record::{self, Draft};
use super::tagged::{BlankLine, Record, Shape, records};
use super::{Gather, xml};
use crate::base::path::SitePath;
use crate::diag::Checked;
use crate::source::Source;
use crate::source::identifier::Kind;
use crate::source::name::parse_name;
use crate::source::reference::page_range;

/// All sources of an EndNote tagged file.
pub(super) fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let shape = Shape { tag, opens: "%0", closes: None, blank_closes: BlankLine::EndsRecord };
    let mut gather = Gather::new(file);
    for record in records(text, &shape) {
        let (source, bad) = source(&record);
        if source.title.is_empty() {
            gather.broken("", record.span, "a record without a title (`%T`)");
            continue;
        }
        bad.iter().for_each(|problem| gather.identifier("", record.span, problem));
        gather.take(source, record.span);
    }
    gather.out
}

fn tag(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('%')?;
    let mark = rest.chars().next().filter(char::is_ascii_graphic)?;
    let (tag, value) = line.split_at(1 + mark.len_utf8());
    (value.is_empty() || value.starts_with(' ')).then_some((tag, value))
}

fn source(record: &Record) -> (Source, Vec<record::BadIdentifier>) {
    let mut draft = Draft::default();
    let source = &mut draft.source;
    source.title = record.first(&["%T"]).unwrap_or_default();
    source.kind = record.first(&["%0"]).and_then(|t| xml::kind(&t));
    source.authors = record.all(&["%A"]).filter(|v| !v.is_empty()).map(parse_name).collect();
    source.container = record.first(&["%J", "%B"]);
    source.publisher = record.first(&["%I"]);
    source.volume = record.first(&["%V"]);
    source.issue = record.first(&["%N"]);
    source.pages = record.first(&["%P"]).map(|p| page_range(&p));
    source.issued = record.first(&["%D"]).and_then(|v| record::date(&v)).or_else(|| record.first(&["%8"]).and_then(|v| record::date(&v)));
    source.id = record.first(&["%F"]);
    record.all(&["%R"]).filter(|v| v.contains("10.")).for_each(|v| draft.identifier(Kind::Doi, v));
    record.all(&["%@"]).for_each(|v| draft.serial(v));
    record.all(&["%U"]).for_each(|v| draft.url(v));
    draft.finish()
}
