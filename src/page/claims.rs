//! The claims of an article: each sentence that asserts something, with its citations and the evidence behind them.

use crate::article::Summary;
use crate::article::summary::{Citation, PassageKind};
use crate::source::{EvidenceKind, Source};
use serde::Serialize;

/// Sentences shorter than this assert nothing that could be checked (“Yes.”, “Absolutely.”).
const FEWEST_WORDS: usize = 4;

/// A sentence that asserts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The sentence, plain text.
    pub sentence: String,
    /// Element id of the section that holds it; `null` in the direct answer.
    pub section: Option<String>,
    /// What it cites.
    pub citations: Vec<ClaimCitation>,
}

/// One source of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimCitation {
    /// The source's number.
    pub source: usize,
    /// Element id of the mark.
    pub id: String,
    /// Where in the source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub locator: String,
    /// What was recorded of the source.
    pub evidence: Vec<ClaimEvidence>,
}

/// A recorded piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimEvidence {
    /// `finding`, `quote`, `figure` or `statement`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
    /// Where in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// The claims of an article, in the order of its text.
pub fn claims(article: &Summary) -> Vec<Claim> {
    let mut out = Vec::new();
    for (p, passage) in article.passages.iter().enumerate() {
        if !matches!(passage.kind, PassageKind::Paragraph | PassageKind::ListItem | PassageKind::Quote) {
            continue;
        }
        for (s, (start, end)) in passage.sentences.iter().enumerate() {
            let sentence = passage.text[*start..*end].split_whitespace().collect::<Vec<_>>().join(" ");
            let citations: Vec<&Citation> =
                passage.citations.iter().map(|(_, c)| &article.citations[*c]).filter(|c| c.sentence == Some((p, s))).collect();
            if citations.is_empty() && crate::article::parse::count_words(&sentence) < FEWEST_WORDS {
                continue;
            }
            let section = passage.heading.map(|h| article.headings[h].id.clone());
            out.push(Claim { sentence, section, citations: citations.into_iter().flat_map(|c| cited(article, c)).collect() });
        }
    }
    out
}

fn cited(article: &Summary, citation: &Citation) -> Vec<ClaimCitation> {
    let items = citation.items.iter();
    items
        .map(|item| ClaimCitation {
            source: item.number,
            id: item.id.clone(),
            locator: item.locator.clone(),
            evidence: evidence(&article.sources[item.number - 1].source),
        })
        .collect()
}

fn evidence(source: &Source) -> Vec<ClaimEvidence> {
    let finding = source.finding.iter().map(|f| ClaimEvidence { kind: "finding", text: f.clone(), at: None });
    let recorded = source.evidence.iter().map(|e| ClaimEvidence {
        kind: match e.kind {
            EvidenceKind::Quote => "quote",
            EvidenceKind::Figure => "figure",
            EvidenceKind::Statement => "statement",
        },
        text: e.text.clone(),
        at: e.at.clone(),
    });
    finding.chain(recorded).collect()
}
