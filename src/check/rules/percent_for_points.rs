//! `percent-for-points`: percent stands where percentage points are meant.

use crate::check::{Case, Found};
use crate::diag::Subject;
use crate::evidence::phrases::{Phrases, Words, of};
use crate::evidence::quantity::{self, Kind, Quantity, Unit};
use crate::evidence::{Record, ledger};

pub(super) fn check(case: &Case<'_>) -> Vec<Found> {
    let article = case.article;
    let lang = article.lang.primary();
    let phrases = of(&lang);
    let mut suspects: Vec<(Subject, String, Vec<Quantity>)> = Vec::new();
    if let Some(description) = article.description.as_deref() {
        let figures = suspicious(description, quantity::read(description, &[], &lang), phrases);
        suspects.extend(told(description, figures, Subject::Key("description".to_owned())));
    }
    for sentence in case.evidence.sentences.iter().filter(|s| s.figures.iter().any(|f| f.quantity.unit == Unit::Percent)) {
        let passage = &article.passages[sentence.passage];
        let (start, end) = passage.sentences[sentence.sentence];
        if !ledger::is_counted(passage.kind) {
            continue;
        }
        let figures = sentence.figures.iter().map(|f| f.quantity.clone()).collect();
        let figures = suspicious(&passage.text[start..end], figures, phrases);
        let subject = figures.first().map(|q| Subject::Words(sentence.passage, q.span.0, q.span.1));
        suspects.extend(subject.and_then(|s| told(&passage.text, figures, s)));
    }
    if suspects.is_empty() {
        return Vec::new();
    }
    let recorded: Vec<Quantity> = article.sources.iter().flat_map(|s| shares(&Record::new(&s.source, &lang))).collect();
    suspects.into_iter().filter_map(|(subject, words, figures)| found(subject, &words, &figures, &recorded)).collect()
}

/// The percentages of a sentence that speaks of a difference of shares.
fn suspicious(sentence: &str, figures: Vec<Quantity>, phrases: &Phrases) -> Vec<Quantity> {
    let mut shares = figures;
    shares.retain(|q| q.unit == Unit::Percent && q.kind == Kind::Figure);
    let may_say = !shares.is_empty() && phrases.may_stand_in(["percent-gap"], sentence);
    if may_say && phrases.find("percent-gap", &Words::new(sentence)).is_some() { shares } else { Vec::new() }
}

fn told(text: &str, figures: Vec<Quantity>, subject: Subject) -> Option<(Subject, String, Vec<Quantity>)> {
    let (first, last) = (figures.first()?, figures.last()?);
    let together = figures.len() <= 2 && (figures.len() == 1 || first.range.is_some());
    let words = text.get(first.span.0..if together { last.span.1 } else { first.span.1 })?.trim().to_owned();
    Some((subject, words, figures))
}

fn shares(record: &Record<'_>) -> Vec<Quantity> {
    record.quantities().filter(|(_, q)| q.is_share() && q.kind == Kind::Figure).map(|(_, q)| q.clone()).collect()
}

/// A percentage that no source records, and that is the difference of two recorded ones or recorded as percentage points.
fn found(subject: Subject, words: &str, figures: &[Quantity], recorded: &[Quantity]) -> Option<Found> {
    let help = "write “percentage points”: a rise from 50% to 55% is one of 5 percentage points, and of 10 percent";
    for figure in figures {
        let close = |value: f64| (figure.value - value).abs() <= figure.place / 2.0 + 1e-9;
        let exact = |q: &&Quantity| (q.value - figure.value).abs() < 1e-9;
        if recorded.iter().filter(exact).any(|q| q.unit == Unit::Percent) {
            continue;
        }
        if recorded.iter().filter(exact).any(|q| q.unit == Unit::Points) {
            return Some(Found::new(subject, format!("{words} is recorded as percentage points")).help(help));
        }
        let pair = recorded.iter().enumerate().find_map(|(n, a)| {
            let other = recorded[n + 1..].iter().find(|b| a.value != b.value && close((a.value - b.value).abs()))?;
            Some((a.value.max(other.value), a.value.min(other.value)))
        });
        if let Some((large, small)) = pair {
            let message = format!("{words} is a difference of percentages ({large}% − {small}%): percentage points");
            return Some(Found::new(subject, message).help(help));
        }
    }
    None
}
