//! "Cite this answer": an answer as a thing that others cite, as reference text, BibTeX, RIS, CSL-JSON and Markdown.
//!
//! A [CiteRecord] becomes a [Source] of kind web, so that every form is made by the writers that sources have.

use super::formats::{bibtex, csl, ris};
use super::{Issued, Name, Source, SourceType};
use crate::base::date::Date;

/// What is needed to cite an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CiteRecord {
    /// Id for BibTeX and CSL: the answer's slug.
    pub id: String,
    /// The question.
    pub title: String,
    /// Authors of the answer; may be empty.
    pub authors: Vec<Name>,
    /// Name of the site.
    pub site: String,
    /// Absolute address, where the site knows its own.
    pub url: Option<String>,
    /// Last changed, else published.
    pub date: Option<Date>,
    /// When it was read.
    pub accessed: Option<Date>,
}

impl CiteRecord {
    /// The answer as a source of kind web.
    pub fn source(&self) -> Source {
        Source {
            id: Some(self.id.clone()),
            title: self.title.clone(),
            authors: self.authors.clone(),
            container: Some(self.site.clone()).filter(|s| !s.is_empty()),
            issued: self.date.map(issued),
            kind: Some(SourceType::Web),
            url: self.url.clone(),
            accessed: self.accessed,
            ..Source::default()
        }
    }

    /// `Smith J. Question? Site. 2026-01-10. https://…`; without authors the site stands for them once.
    pub fn text(&self) -> String {
        super::reference::text(&self.source())
    }

    /// One BibTeX entry.
    pub fn bibtex(&self) -> String {
        bibtex::write(&[&self.source()])
    }

    /// One RIS record.
    pub fn ris(&self) -> String {
        ris::write(&[&self.source()])
    }

    /// CSL-JSON: a list of one item.
    pub fn csl_json(&self) -> String {
        csl::write(&[&self.source()])
    }

    /// A Markdown link with author, site and year: `[Question?](https://…), Smith J, Site, 2026`.
    pub fn markdown(&self) -> String {
        let title = escape_markdown(&self.title);
        let head = self.url.as_ref().map_or_else(|| title.clone(), |url| format!("[{title}](<{}>)", link_target(url)));
        let authors = super::reference::authors(&self.authors).map(|a| escape_markdown(&a));
        let site = Some(escape_markdown(&self.site)).filter(|s| !s.is_empty());
        let year = self.date.map(|d| d.year().to_string());
        [Some(head), authors, site, year].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A day as the date of a publication.
pub fn issued(date: Date) -> Issued {
    Issued { year: i32::from(date.year()), month: u8::try_from(date.month()).ok(), day: u8::try_from(date.day()).ok() }
}

/// `text` with the characters escaped that Markdown gives a meaning inside a line.
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '[' | ']' | '*' | '_' | '`' | '<' | '>' | '&' | '$' | '@' | '~' | '^') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// `url` so that nothing ends the `<…>` around it (CommonMark 0.31, section 6.3).
fn link_target(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C").replace(['\n', '\r'], "")
}
