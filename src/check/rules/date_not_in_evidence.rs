//! `date-not-in-evidence`: a calendar day is none of those that are recorded.

use crate::check::wording::{listed, sources};
use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::Sentence;
use crate::evidence::day::{Days, find};
use crate::source::Source;

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let sentences = case.evidence.sentences.iter().filter(|sentence| !sentence.sources.is_empty());
    sentences.filter_map(|sentence| found(case, sentence)).collect()
}

/// One finding a sentence, at its first day that is not recorded. Where no day is recorded at all, nothing is compared.
fn found(case: &Case<'_>, sentence: &Sentence) -> Option<Found> {
    let passage = &case.article.passages[sentence.passage];
    let (start, end) = passage.sentences[sentence.sentence];
    let said = find(&passage.text[start..end]);
    let is_prose = |days: &&Days| !passage.opaque.iter().any(|o| o.0 < start + days.span.1 && start + days.span.0 < o.1);
    said.first()?;
    let cited = || sentence.sources.iter().map(|n| &case.article.sources[*n].source);
    let recorded: Vec<(Days, String)> = cited().flat_map(recorded).collect();
    let known: Vec<Days> = cited().flat_map(published).collect();
    let missing = said.iter().filter(is_prose).find(|days| !recorded.iter().map(|(d, _)| d).chain(&known).any(|d| d.agrees(days)))?;
    recorded.first()?;
    let shown = &passage.text[start + missing.span.0..start + missing.span.1];
    let subject = Subject::Words(sentence.passage, start + missing.span.0, start + missing.span.1);
    let found = Found::new(subject, format!("{shown} is in no recorded evidence of {}", sources(&sentence.sources)));
    let mut days: Vec<String> = recorded.into_iter().map(|(_, shown)| shown).collect();
    days.dedup();
    let found = found.help(format!("recorded there: {}", listed(&days)));
    Some(found.help("correct the day or the citation; or add the passage that holds it to the source's `evidence:`"))
}

/// The days of a source's record, with their words.
fn recorded(source: &Source) -> Vec<(Days, String)> {
    let evidence = source.evidence.iter().map(|e| e.text.as_str());
    let texts = source.finding.as_deref().into_iter().chain(evidence).chain([source.title.as_str()]);
    texts.flat_map(|text| find(text).into_iter().map(|days| (days.clone(), text[days.span.0..days.span.1].to_owned()))).collect()
}

/// The day on which it was published, and the one on which it was read.
fn published(source: &Source) -> Vec<Days> {
    let on = |year, month, day| Days { year: Some(year), month, days: (day, day), span: (0, 0) };
    let issued = source.issued.and_then(|i| Some(on(i.year, i.month?, i.day?)));
    let accessed = source.accessed.map(|d| on(i32::from(d.year()), d.month().unsigned_abs(), d.day().unsigned_abs()));
    issued.into_iter().chain(accessed).collect()
}
