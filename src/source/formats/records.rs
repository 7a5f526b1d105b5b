//! Reads RIS, PubMed nbib and EndNote XML. The one door to `biblib`.

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Checked, Diagnostic};
use crate::source::{Identifiers, Issued, Name, Source, SourceType, identifier, name};
use biblib::{Citation, CitationParser, EndNoteXmlParser, PubMedParser, PubMedXmlParser, RisParser};

/// The sources of a file whose ending says what it is.
pub fn read(file: &SitePath, text: &str, ending: &str) -> Checked<Vec<Source>> {
    let parsed = match ending {
        "ris" => RisParser::new().parse(text),
        "nbib" => PubMedParser::new().parse(text),
        _ if text.contains("<PubmedArticle") => PubMedXmlParser::new().parse(text),
        _ => EndNoteXmlParser::new().parse(text),
    };
    match parsed {
        Ok(citations) => Checked::clean(citations.into_iter().map(source).collect()),
        Err(error) => {
            let end = text.find('\n').unwrap_or(text.len());
            let message = format!("the file cannot be read: {}", error.to_string().lines().next().unwrap_or(""));
            let finding = Diagnostic::error("bibliography-entry", file, Span::new(0, end), message);
            Checked { value: Vec::new(), diagnostics: vec![finding.help("export it again from the reference manager")] }
        }
    }
}

fn source(c: Citation) -> Source {
    let doi = c.doi.as_deref().and_then(|d| identifier::doi(d).ok());
    let pmid = c.pmid.as_deref().and_then(|p| identifier::pmid(p).ok());
    let (mut isbn, mut issn) = (None, None);
    for number in &c.issn {
        isbn = isbn.or_else(|| identifier::isbn(number).ok());
        issn = issn.or_else(|| identifier::issn(number.split_whitespace().next().unwrap_or("")).ok());
    }
    let id = c.extra_fields.get("ID").and_then(|ids| ids.first()).filter(|id| !id.bytes().all(|b| b.is_ascii_digit())).cloned();
    let mut source = Source {
        title: c.title.trim().to_owned(),
        authors: c.authors.iter().map(|a| author(&a.name, a.given_name.as_deref())).collect(),
        issued: c.date.and_then(|d| Some(Issued { year: d.year, month: d.month, day: d.day }).filter(|i| (1..=9999).contains(&i.year))),
        container: c.journal.or(c.journal_abbr),
        publisher: c.publisher,
        volume: c.volume,
        issue: c.issue,
        pages: c.pages.map(|p| p.replace("--", "–").replace('-', "–")),
        kind: c.citation_type.iter().find_map(|t| kind(t)),
        ids: Identifiers { doi, pmid, pmcid: c.pmc_id.as_deref().and_then(|p| identifier::pmcid(p).ok()), isbn, issn, arxiv: None },
        url: c.urls.into_iter().find(|u| u.starts_with("http")),
        ..Source::default()
    };
    source.id = id.or_else(|| Some(made_id(&source)));
    source
}

/// An id for an entry that has none: first author and year.
fn made_id(source: &Source) -> String {
    let first = match source.authors.first() {
        Some(Name::Person { family, .. } | Name::Literal(family)) => family.as_str(),
        None => source.title.split_whitespace().next().unwrap_or("source"),
    };
    format!("{}{}", crate::base::slug::slugify(first).replace('-', ""), source.issued.map(|i| i.year.to_string()).unwrap_or_default())
}

fn author(family: &str, given: Option<&str>) -> Name {
    match given.map(str::trim).filter(|g| !g.is_empty()) {
        Some(given) => Name::Person { family: family.trim().to_owned(), given: given.to_owned() },
        None => name::parse_name(family),
    }
}

fn kind(code: &str) -> Option<SourceType> {
    Some(match code.trim().to_uppercase().as_str() {
        "JOUR" | "MGZN" | "JFULL" | "EJOUR" | "JOURNAL ARTICLE" => SourceType::Article,
        "BOOK" | "EBOOK" | "EDBOOK" => SourceType::Book,
        "CHAP" | "ECHAP" | "BOOK SECTION" | "CONF" | "CPAPER" => SourceType::Chapter,
        "RPRT" | "GOVDOC" | "REPORT" => SourceType::Report,
        "THES" | "THESIS" => SourceType::Thesis,
        "DATA" => SourceType::Dataset,
        "ELEC" | "WEB" | "BLOG" | "WEB PAGE" => SourceType::Web,
        "NEWS" => SourceType::News,
        "VIDEO" | "MPCT" => SourceType::Video,
        "STAND" => SourceType::Standard,
        "CASE" | "STAT" | "BILL" | "LEGAL" => SourceType::Legal,
        "COMP" => SourceType::Software,
        "UNPB" => SourceType::Preprint,
        _ => return None,
    })
}
