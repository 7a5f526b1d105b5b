//! The claims of an article: each sentence that asserts something, with its citations, its figures and quotations, and the
//! recorded evidence that stands behind them.

use crate::article::Summary;
use crate::article::summary::Citation;
use crate::evidence::ledger::{FEWEST_WORDS, is_counted};
use crate::evidence::record::kind_word;
use crate::evidence::{Examination, Part, Sentence, Status};
use crate::source::Source;
use serde::Serialize;
use std::collections::BTreeMap;

/// A sentence that asserts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The sentence, plain text.
    pub sentence: String,
    /// Element id of the section that holds it; `null` in the direct answer.
    pub section: Option<String>,
    /// What it cites.
    pub citations: Vec<ClaimCitation>,
    /// Its figures, and how each stands to the record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<ClaimPart>,
    /// Its quotations, and how each stands to the record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<ClaimPart>,
}

/// A figure or a quotation of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimPart {
    /// Its words.
    pub text: String,
    /// `recorded`, `derived`, `missing` (from the record of the cited sources) or `uncited`.
    pub status: &'static str,
    /// The source whose record holds it, by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<usize>,
    /// How it was derived: `97 − 94.5`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derivation: Option<String>,
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
    /// The figures and quotations of the claim that it bears out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supports: Vec<String>,
}

/// The claims of an article, in the order of its text. `examined` is the same article compared with its record.
pub fn claims(article: &Summary, examined: &Examination) -> Vec<Claim> {
    let mut out = Vec::new();
    let mut sentences = examined.sentences.iter().peekable();
    for (p, passage) in article.passages.iter().enumerate() {
        let mut cited_by: BTreeMap<usize, Vec<&Citation>> = BTreeMap::new();
        for citation in passage.citations.iter().map(|(_, c)| &article.citations[*c]) {
            if let Some((_, s)) = citation.sentence.filter(|at| at.0 == p) {
                cited_by.entry(s).or_default().push(citation);
            }
        }
        for (s, (start, end)) in passage.sentences.iter().enumerate() {
            while sentences.next_if(|x| (x.passage, x.sentence) < (p, s)).is_some() {}
            let own = sentences.next_if(|x| (x.passage, x.sentence) == (p, s));
            if !is_counted(passage.kind) {
                continue;
            }
            let sentence = passage.text[*start..*end].split_whitespace().collect::<Vec<_>>().join(" ");
            let citations = cited_by.remove(&s).unwrap_or_default();
            if citations.is_empty() && !crate::article::word_count::has_words(&sentence, FEWEST_WORDS) {
                continue;
            }
            let parts = parts(own);
            let (figures, quotations) = (shown(&parts.0), shown(&parts.1));
            let parts: Vec<&(String, Status)> = parts.0.iter().chain(&parts.1).collect();
            let citations = citations.into_iter().flat_map(|c| cited(article, c, &parts)).collect();
            let section = passage.heading.map(|h| article.headings[h].id.clone());
            out.push(Claim { sentence, section, citations, figures, quotations });
        }
    }
    out
}

type Parts = Vec<(String, Status)>;

/// The figures and the quotations of a sentence that are checked.
fn parts(sentence: Option<&Sentence>) -> (Parts, Parts) {
    let Some(sentence) = sentence else { return Default::default() };
    let figures = sentence.figures.iter().filter(|f| f.status != Status::PassedOver).map(|f| (f.shown.clone(), f.status.clone()));
    let quotations = sentence.quotations.iter().map(|q| (q.words.clone(), q.status.clone()));
    (figures.collect(), quotations.collect())
}

fn shown(parts: &Parts) -> Vec<ClaimPart> {
    let part = |(text, status): &(String, Status)| {
        let (word, source, derivation) = match status {
            Status::Recorded { source, .. } => ("recorded", Some(source + 1), None),
            Status::Derived { source, how, .. } => ("derived", Some(source + 1), Some(how.clone())),
            Status::Missing(_) => ("missing", None, None),
            Status::Uncited | Status::PassedOver => ("uncited", None, None),
        };
        ClaimPart { text: text.clone(), status: word, source, derivation }
    };
    parts.iter().map(part).collect()
}

fn cited(article: &Summary, citation: &Citation, parts: &[&(String, Status)]) -> Vec<ClaimCitation> {
    let items = citation.items.iter();
    items
        .map(|item| ClaimCitation {
            source: item.number,
            id: item.id(),
            locator: item.locator.to_string(),
            evidence: evidence(&article.sources[item.number - 1].source, item.number - 1, parts),
        })
        .collect()
}

fn evidence(source: &Source, place: usize, parts: &[&(String, Status)]) -> Vec<ClaimEvidence> {
    let supports = |wanted: Part| {
        let held = parts.iter().filter(|(_, status)| match status {
            Status::Recorded { source, part } | Status::Derived { source, part, .. } => (*source, *part) == (place, wanted),
            _ => false,
        });
        held.map(|(text, _)| text.clone()).collect()
    };
    let finding =
        source.finding.iter().map(|f| ClaimEvidence { kind: "finding", text: f.clone(), at: None, supports: supports(Part::Finding) });
    let recorded = source.evidence.iter().enumerate().map(|(n, e)| ClaimEvidence {
        kind: kind_word(e.kind),
        text: e.text.clone(),
        at: e.at.clone(),
        supports: supports(Part::Evidence(n)),
    });
    finding.chain(recorded).collect()
}
