//! RIS: [writing](write()) and reading. Tags as in Research Information Systems' specification of 2011; where exporters
//! differ, all their forms are read.
//!
//! Read by hand and not by a crate: those at hand part organisations at `and`, take editors for authors, and lose the day of access.

use super::record::{self, Draft};
use super::tagged::{BlankLine, Record, Shape, records};
use super::{Gather, entry_key, forms};
use crate::base::path::SitePath;
use crate::diag::Checked;
use crate::source::identifier::{Kind, pmid};
use crate::source::infer::kind_of;
use crate::source::name::{ET_AL, list, parse_name, split_outside, stands_for_others};
use crate::source::reference::page_range;
use crate::source::{Form, Issued, Name, Source, SourceType};

/// `sources` as a RIS file, lines ended by CR LF.
pub fn write(sources: &[&Source]) -> String {
    let mut out = String::new();
    for (source, key) in sources.iter().zip(entry_key::keys(sources)) {
        for (tag, value) in lines(source, &key) {
            let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            out.push_str(&format!("{tag}  - {value}\r\n"));
        }
        out.push_str("ER  - \r\n\r\n");
    }
    out
}

fn lines(source: &Source, key: &str) -> Vec<(&'static str, String)> {
    let kind = kind_of(source);
    let ids = &source.ids;
    let mut out = vec![
        ("TY", source.form.filter(|f| f.kind() == kind).map_or_else(|| type_code(kind), forms::ris).to_owned()),
        ("ID", key.to_owned()),
        ("TI", source.title.clone()),
    ];
    out.extend(source.authors.iter().map(|name| ("AU", written_name(name))));
    out.extend(source.editors.iter().map(|name| ("ED", written_name(name))));
    let mut add = |tag, value: Option<String>| out.extend(value.filter(|v| !v.is_empty()).map(|v| (tag, v)));
    add("PY", source.issued.map(|i| i.year.to_string()));
    add("DA", source.issued.filter(|i| i.month.is_some()).map(|i| i.iso().replace('-', "/")));
    add("T2", source.container.clone());
    add("PB", source.publisher.clone());
    add("CY", source.place.clone());
    add("ET", source.edition.clone());
    add("VL", source.volume.clone());
    add("IS", source.issue.clone());
    let (start, end) = source.pages.as_deref().map_or((None, None), pages);
    add("SP", start);
    add("EP", end);
    add("DO", ids.doi.clone());
    add("AN", ids.arxiv.as_ref().map(|id| format!("arXiv:{id}")));
    add("AN", ids.pmid.clone());
    add("DB", ids.pmid.as_ref().map(|_| "PubMed".to_owned()));
    add("C2", ids.pmcid.clone());
    add("SN", ids.isbn.clone());
    add("SN", ids.issn.clone());
    add("UR", source.url.clone());
    add("Y2", source.accessed.map(|d| d.to_string().replace('-', "/")));
    add(
        "M3",
        source
            .form
            .filter(|form| form.kind() == kind && forms::is_shared(forms::ris(*form)))
            .map_or_else(|| needs_word(kind).then(|| kind.word()), |f| Some(f.word()))
            .map(str::to_owned),
    );
    out
}

fn type_code(kind: SourceType) -> &'static str {
    match kind {
        SourceType::Article => "JOUR",
        SourceType::Preprint => "UNPB",
        SourceType::Book => "BOOK",
        SourceType::Chapter => "CHAP",
        SourceType::Report => "RPRT",
        SourceType::Dataset => "DATA",
        SourceType::Web => "ELEC",
        SourceType::News => "NEWS",
        SourceType::Video => "VIDEO",
        SourceType::Standard => "STAND",
        SourceType::Legal => "STAT",
        SourceType::Software => "COMP",
        SourceType::Thesis => "THES",
        SourceType::Other => "GEN",
    }
}

fn form(record: &Record) -> Option<Form> {
    forms::of_ris(&record.first(&["TY"])?.to_ascii_uppercase(), record.first(&["M3"]).as_deref())
}

/// Whether `M3` (type of work) must say the kind, since the type's code does not.
fn needs_word(kind: SourceType) -> bool {
    matches!(kind, SourceType::Preprint | SourceType::Other)
}

fn kind(record: &Record) -> Option<SourceType> {
    let word = record.first(&["M3"]).and_then(|w| SourceType::from_word(&w)).filter(|k| needs_word(*k));
    word.or_else(|| {
        Some(match record.first(&["TY"])?.to_ascii_uppercase().as_str() {
            "JOUR" | "JFULL" | "EJOUR" | "MGZN" | "ABST" | "INPR" | "CONF" | "CPAPER" => SourceType::Article,
            "BOOK" | "EBOOK" | "EDBOOK" | "WHOLE" | "SER" => SourceType::Book,
            "CHAP" | "ECHAP" | "ENCYC" | "DICT" => SourceType::Chapter,
            "RPRT" | "GOVDOC" => SourceType::Report,
            "DATA" | "DBASE" | "AGGR" => SourceType::Dataset,
            "ELEC" | "WEB" | "BLOG" | "ICOMM" => SourceType::Web,
            "NEWS" => SourceType::News,
            "VIDEO" | "MPCT" | "ADVS" => SourceType::Video,
            "STAND" => SourceType::Standard,
            "STAT" | "BILL" | "CASE" | "HEAR" | "LEGAL" | "PAT" | "UNBILL" => SourceType::Legal,
            "COMP" => SourceType::Software,
            "THES" => SourceType::Thesis,
            _ => return None,
        })
    })
}

/// A name as `AU` has it. An organisation is closed by a comma, as EndNote writes it, so that it is not read as a person.
fn written_name(name: &Name) -> String {
    match name {
        name if stands_for_others(name) => ET_AL.to_owned(),
        Name::Literal(text) => format!("{text},"),
        Name::Person { family, given } => format!("{family}, {given}"),
    }
}

fn read_names(value: &str) -> Vec<Name> {
    let value = value.trim();
    if let Some(literal) = value.strip_suffix(',') {
        return vec![Name::Literal(literal.trim().to_owned())];
    }
    // Several in one line, which the specification forbids and exporters do.
    if value.contains(';') {
        return list(value);
    }
    let parts = split_outside(value, " and ");
    if parts.len() > 1 && parts.iter().all(|p| p.contains(',')) {
        return list(value);
    }
    match value.split_once(',') {
        Some((family, given)) if !family.trim().is_empty() && !given.trim().is_empty() => {
            vec![Name::Person { family: family.trim().to_owned(), given: given.trim().to_owned() }]
        }
        _ => vec![parse_name(value)],
    }
}

/// Start and end page, where `text` is one range.
fn pages(text: &str) -> (Option<String>, Option<String>) {
    match text.split_once('–') {
        Some((start, end)) if !end.contains(['–', ',', ';']) && !start.is_empty() && !end.is_empty() => {
            (Some(start.to_owned()), Some(end.to_owned()))
        }
        _ => (Some(text.to_owned()), None),
    }
}

/// All sources of a RIS file.
pub(super) fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let shape = Shape { tag, opens: "TY", closes: Some("ER"), blank_closes: BlankLine::Nothing };
    let mut gather = Gather::new(file);
    for record in records(text, &shape) {
        if record.first(&["TY"]).is_none() {
            gather.broken("", record.span, "lines stand outside of a record: a record starts with `TY  - `");
            continue;
        }
        let (source, bad) = source(&record);
        let id = source.id.clone().unwrap_or_default();
        if source.title.is_empty() {
            gather.broken(&id, record.span, "a record without a title (`TI  - `)");
            continue;
        }
        bad.iter().for_each(|problem| gather.identifier(&id, record.span, problem));
        gather.take(source, record.span);
    }
    gather.out
}

/// `TI  - A title`: two letters or digits, spaces, a hyphen.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.trim_start().split_at_checked(2)?;
    let good =
        tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) && tag.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    let value = rest.strip_prefix("  -").or_else(|| rest.strip_prefix(" - ")).filter(|_| good)?;
    Some((tag, value))
}

fn source(record: &Record) -> (Source, Vec<record::BadIdentifier>) {
    let mut draft = Draft::default();
    let source = &mut draft.source;
    source.id = record.first(&["ID"]);
    source.form = form(record);
    source.kind = source.form.map(Form::kind).or_else(|| kind(record));
    source.title = record.first(&["TI", "T1", "CT", "ST"]).or_else(|| record.first(&["BT"])).unwrap_or_default();
    source.authors = record.all(&["AU", "A1"]).filter(|v| !v.is_empty()).flat_map(read_names).collect();
    source.container = record.first(&["JF", "T2", "BT", "JO", "JA", "J1", "J2", "T3"]).filter(|c| *c != source.title);
    source.editors = record.all(&["ED"]).filter(|v| !v.is_empty()).flat_map(read_names).collect();
    source.publisher = record.first(&["PB"]);
    source.place = record.first(&["CY", "PP"]);
    source.edition = record.first(&["ET"]);
    source.volume = record.first(&["VL"]);
    source.issue = record.first(&["IS"]);
    source.pages = read_pages(record);
    source.issued = issued(record);
    identifiers(record, &mut draft);
    draft.finish()
}

fn read_pages(record: &Record) -> Option<String> {
    match (record.first(&["SP"]), record.first(&["EP"])) {
        (Some(start), Some(end)) if start != end && !start.contains(['-', '–']) => Some(format!("{start}–{end}")),
        (Some(pages), _) | (None, Some(pages)) => Some(page_range(&pages)),
        (None, None) => None,
    }
}

fn issued(record: &Record) -> Option<Issued> {
    let year = record.first(&["PY", "Y1"]).and_then(|v| Issued::parse(&v).or_else(|| record::date(&v)));
    let day = record.first(&["DA"]).and_then(|v| Issued::parse(&v).or_else(|| record::date(&v)));
    match (year, day) {
        (Some(year), Some(day)) if year.year == day.year && year.month.is_none() => Some(day),
        (year, day) => year.or(day),
    }
}

fn identifiers(record: &Record, draft: &mut Draft) {
    record.all(&["DO"]).for_each(|v| draft.identifier(Kind::Doi, v));
    record.all(&["SN"]).for_each(|v| draft.serial(v));
    record.all(&["UR", "LK", "L2"]).flat_map(|v| v.split("; ")).for_each(|v| draft.url(v));
    record.all(&["Y2"]).for_each(|v| draft.accessed(v));
    let pubmed = record.all(&["DB", "DP"]).any(|v| v.to_ascii_lowercase().contains("pubmed"));
    for value in record.all(&["AN", "C2", "M1"]) {
        match value.get(..5).map(str::to_ascii_lowercase).as_deref() {
            Some("arxiv") => draft.identifier(Kind::Arxiv, value),
            Some("pmid:") => draft.identifier(Kind::Pmid, value),
            Some(head) if head.starts_with("pmc") => draft.identifier(Kind::Pmcid, value),
            _ => {}
        }
    }
    if pubmed && draft.source.ids.pmid.is_none() {
        draft.source.ids.pmid = record.all(&["AN"]).find_map(|v| pmid(v).ok());
    }
}
