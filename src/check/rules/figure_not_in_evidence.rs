//! `figure-not-in-evidence`: a figure is in no recorded evidence of the sources that its sentence cites.

use crate::check::wording::{is, listed, sources};
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::quantity::Kind;
use crate::evidence::{Figure, Record, Sentence, Status, examine};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    case.evidence.sentences.iter().filter_map(|sentence| found(case, sentence)).collect()
}

fn found(case: &Case<'_>, sentence: &Sentence) -> Option<Found> {
    let missing: Vec<&Figure> = sentence.figures.iter().filter(|f| matches!(f.status, Status::Missing(_))).collect();
    let (first, last) = (missing.first()?, missing.last()?);
    let mut shown: Vec<String> = missing.iter().map(|f| f.shown.clone()).collect();
    shown.dedup();
    let subject = Subject::Words(sentence.passage, first.quantity.span.0, last.quantity.span.1);
    let cited = sources(&sentence.sources);
    let message = format!("{} {} in no recorded evidence of {cited}", listed(&shown), is(shown.len()));
    let mut found = Found::new(subject, message);
    let mut notes: Vec<&String> =
        missing.iter().filter_map(|f| if let Status::Missing(Some(note)) = &f.status { Some(note) } else { None }).collect();
    notes.dedup();
    found.help.extend(notes.into_iter().cloned());
    if !missing.iter().any(|f| f.status == Status::Missing(Some(examine::STRANGER.to_owned()))) {
        found.help.push(recorded(case, sentence));
    }
    Some(found.help("correct the figure or the citation; or add the passage that holds it to the source's `evidence:`"))
}

/// The figures that are recorded of the cited sources.
fn recorded(case: &Case<'_>, sentence: &Sentence) -> String {
    let lang = case.article.lang.primary();
    let mut figures: Vec<String> = Vec::new();
    for source in &sentence.sources {
        let record = Record::new(&case.article.sources[*source].source, &lang);
        for (item, quantity) in record.quantities().filter(|(_, q)| !matches!(q.kind, Kind::Name | Kind::Small)) {
            let shown = quantity.shown(item.text).to_owned();
            if !figures.contains(&shown) {
                figures.push(shown);
            }
        }
    }
    if figures.is_empty() { "no figure is recorded there".to_owned() } else { format!("recorded there: {}", listed(&figures)) }
}
