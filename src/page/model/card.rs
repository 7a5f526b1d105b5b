//! The model of a source's card.

use super::{Backlink, Badge, LinkModel};
use serde::Serialize;

/// A source's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceCard {
    /// Number.
    pub number: usize,
    /// Element id: `s1`.
    pub id: String,
    /// Title, plain text.
    pub title: String,
    /// The work's own address, where it has one.
    pub href: Option<String>,
    /// Finding.
    pub finding: Option<String>,
    /// Authors, container, year … as one line of plain text: `Smith J, Lee K · Nature · 2019`.
    pub byline: String,
    /// Kind of work in words, where known.
    pub kind: Option<Badge>,
    /// Identifiers and addresses as links: DOI, arXiv, PubMed, archived copy.
    pub identifiers: Vec<IdentifierModel>,
    /// Retracted, corrected, concern, superseded.
    pub status: Option<Badge>,
    /// Notice about the status: text.
    pub notice: Option<String>,
    /// Address of the notice or of what took the work's place.
    pub notice_href: Option<String>,
    /// Supports, contrasts, mixed, background.
    pub stance: Option<Badge>,
    /// Recorded evidence.
    pub evidence: Vec<EvidenceModel>,
    /// Where it is used, in words: `Cited 7 times`.
    pub used: Option<String>,
    /// `Consulted, not cited in the text`, for a listed source that is not cited.
    pub uncited: Option<String>,
    /// Ways back to each use.
    pub backlinks: Vec<Backlink>,
    /// The source's page, with how many other answers cite it: `Also cited in 3 other answers`.
    pub page: Option<LinkModel>,
    /// Who compared the entry with the work: `Checked by A. B. on 3 May 2026`.
    pub verified: Option<String>,
    /// `Read on 3 May 2026`.
    pub accessed: Option<String>,
}

/// An identifier or address of a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdentifierModel {
    /// `DOI`, `arXiv`, `PubMed`, `PMC`, `ISBN`, `ISSN`, `Archived copy`, or the host of an address.
    pub label: String,
    /// The identifier, or what the address is.
    pub text: String,
    /// Where it leads; absent for ISBN and ISSN.
    pub href: Option<String>,
}

/// A recorded piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceModel {
    /// `quote`, `figure`, `statement`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
    /// Where in the source.
    pub at: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Address of the very words in the source (URL text fragment), for quotes from web pages.
    pub href: Option<String>,
}
