//! `contrary-direction`: a figure is recorded, and the evidence says that it went the other way.

use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::direction::{Contrary, Direction, Stated, contrary, contrary_change};
use crate::evidence::{Figure, Record, Sentence, Status};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let sentences = case.evidence.sentences.iter().filter(|sentence| !sentence.sources.is_empty());
    sentences.filter_map(|sentence| found(case, sentence)).collect()
}

/// One finding a sentence, at its first figure that went the other way.
fn found(case: &Case<'_>, sentence: &Sentence) -> Option<Found> {
    let passage = &case.article.passages[sentence.passage];
    let lang = case.article.lang.primary();
    let place = passage.sentences[sentence.sentence];
    let mut records: Option<Vec<Record<'_>>> = None;
    let (figure, other) = sentence.figures.iter().find_map(|figure| {
        if !matches!(figure.status, Status::Recorded { .. } | Status::Derived { .. }) {
            return None;
        }
        let stated = Stated { text: &passage.text, sentence: place, figure: &figure.quantity, lang: &lang };
        stated.direction()?;
        let sources = sentence.sources.iter().map(|n| &case.article.sources[*n].source);
        let records = records.get_or_insert_with(|| sources.map(|source| Record::new(source, &lang)).collect());
        let other = match &figure.status {
            Status::Derived { source, part, how } => {
                let n = sentence.sources.iter().position(|s| s == source)?;
                contrary_change(stated, &records[n], *part, how)
            }
            _ => contrary(stated, records.iter()),
        };
        Some((figure, other?))
    })?;
    Some(told(sentence, figure, &other))
}

fn told(sentence: &Sentence, figure: &Figure, other: &Contrary) -> Found {
    let (said, recorded) = match other.recorded {
        Direction::Down => ("up", "down"),
        Direction::Up => ("down", "up"),
    };
    let subject = Subject::Words(sentence.passage, figure.quantity.span.0, figure.quantity.span.1);
    let message = format!("{} goes {said} in the sentence, and {recorded} in the recorded evidence", figure.shown);
    let found = Found::new(subject, message).help(format!("the {} says “{}”", other.part.word(), other.clause));
    found.help("correct the direction or the citation; or record the passage that says so in the source's `evidence:`")
}
