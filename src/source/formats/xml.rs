//! EndNote XML and PubMed XML: reading, through `biblib`, record by record, so that a broken one costs no other.

use super::Gather;
use super::record::Draft;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::Checked;
use crate::source::identifier::Kind;
use crate::source::reference::page_range;
use crate::source::{Issued, Name, Source, SourceType};
use biblib::{Citation, CitationParser, EndNoteXmlParser, PubMedXmlParser};

/// All sources of an XML file of EndNote or PubMed.
pub(super) fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let mut gather = Gather::new(file);
    let pubmed = text.contains("<PubmedArticle");
    let name = if pubmed { "PubmedArticle" } else { "record" };
    let spans = elements(text, name);
    if spans.is_empty() {
        gather.broken("", Span::new(0, text.lines().next().map_or(0, str::len)), "neither EndNote nor PubMed records are in this file");
    }
    for span in spans {
        let head = Span::new(span.start, span.start + name.len() + 1);
        let parsed = if pubmed {
            PubMedXmlParser::new().parse(&format!("<PubmedArticleSet>{}</PubmedArticleSet>", span.slice(text)))
        } else {
            EndNoteXmlParser::new().parse(&format!("<xml><records>{}</records></xml>", authors_only(span.slice(text))))
        };
        match parsed {
            Ok(citations) => citations.iter().for_each(|citation| take(&mut gather, citation, head)),
            Err(problem) => gather.broken("", head, &format!("record cannot be read: {}", problem.error)),
        }
    }
    gather.out
}

/// Spans of the elements `name`; one that does not end reaches to the next or to the end of the file.
fn elements(text: &str, name: &str) -> Vec<Span> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut starts: Vec<usize> = text.match_indices(&open).map(|(at, _)| at).collect();
    starts.retain(|at| text[at + open.len()..].starts_with(['>', ' ', '\n', '\r', '\t']));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let span = |(start, limit): (&usize, usize)| {
        let end = text[*start..limit].find(&close).map_or(limit, |at| start + at + close.len());
        Span::new(*start, end)
    };
    starts.iter().zip(ends).map(span).collect()
}

/// An EndNote record without editors and translators, whom `biblib` would take for authors.
fn authors_only(record: &str) -> String {
    let mut out = record.to_owned();
    for name in ["secondary-authors", "tertiary-authors", "subsidiary-authors", "translated-authors"] {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        if let Some((start, end)) = out.find(&open).and_then(|start| Some((start, out[start..].find(&close)? + start + close.len()))) {
            out.replace_range(start..end, "");
        }
    }
    out
}

fn take(gather: &mut Gather<'_>, citation: &Citation, span: Span) {
    let (source, bad) = source(citation);
    if source.title.is_empty() {
        return gather.broken("", span, "a record without a title");
    }
    bad.iter().for_each(|problem| gather.identifier("", span, problem));
    gather.take(source, span);
}

fn source(citation: &Citation) -> (Source, Vec<super::record::BadIdentifier>) {
    let mut draft = Draft::default();
    let text = |value: &Option<String>| value.as_deref().and_then(super::record::line);
    let source = &mut draft.source;
    source.title = super::record::line(&citation.title).unwrap_or_default();
    source.kind = citation.citation_type.iter().find_map(|t| kind(t));
    source.authors = citation.authors.iter().map(name).collect();
    source.container = text(&citation.journal).or_else(|| text(&citation.journal_abbr));
    source.publisher = text(&citation.publisher);
    source.volume = text(&citation.volume);
    source.issue = text(&citation.issue);
    source.pages = text(&citation.pages).map(|p| page_range(&p));
    source.issued = citation.date.as_ref().map(|d| Issued { year: d.year, month: d.month, day: d.day });
    let ids = [(Kind::Doi, &citation.doi), (Kind::Pmid, &citation.pmid), (Kind::Pmcid, &citation.pmc_id)];
    ids.into_iter().for_each(|(kind, id)| draft.identifier(kind, id.as_deref().unwrap_or("")));
    citation.issn.iter().for_each(|number| draft.serial(number));
    citation.urls.iter().for_each(|url| draft.url(url));
    draft.finish()
}

fn name(author: &biblib::Author) -> Name {
    let given: Vec<&str> = [&author.given_name, &author.middle_name].into_iter().filter_map(|n| n.as_deref()).collect();
    let given = given.join(" ");
    let family = author.name.trim().trim_end_matches(',').to_owned();
    if given.is_empty() { Name::Literal(family) } else { Name::Person { family, given } }
}

/// The kind that EndNote's (or PubMed's) word for a type of reference names.
pub(super) fn kind(word: &str) -> Option<SourceType> {
    Some(match word.trim().to_ascii_lowercase().as_str() {
        "journal article" | "electronic article" | "magazine article" | "conference paper" | "conference proceedings" => {
            SourceType::Article
        }
        "preprint" => SourceType::Preprint,
        "book" | "edited book" | "electronic book" => SourceType::Book,
        "book section" | "electronic book section" | "encyclopedia" => SourceType::Chapter,
        "report" | "government document" => SourceType::Report,
        "dataset" | "online database" => SourceType::Dataset,
        "web page" | "blog" | "electronic source" => SourceType::Web,
        "newspaper article" => SourceType::News,
        "film or broadcast" | "audiovisual material" | "online multimedia" => SourceType::Video,
        "standard" => SourceType::Standard,
        "statute" | "bill" | "case" | "legal rule or regulation" | "patent" => SourceType::Legal,
        "computer program" => SourceType::Software,
        "thesis" => SourceType::Thesis,
        _ => return None,
    })
}
