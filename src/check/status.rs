//! Works that were retracted, corrected, superseded or are under an expression of concern: is it said where they are cited?

use super::{Case, Found};
use crate::article::summary::CitedSource;
use crate::diag::Subject;
use crate::source::key::keys;
use crate::source::{Source, Status};

/// The words by which a text acknowledges what became of a work, as beginnings of words in lower case, in the languages
/// of the page's own words.
fn words(status: Status) -> &'static [&'static str] {
    match status {
        Status::Ok => &[],
        Status::Retracted => {
            &["retract", "withdrawn", "zurückgezogen", "zurückgenommen", "rétract", "retirad", "撤回", "撤稿", "撤销", "取り下げ", "سحب"]
        }
        Status::Concern => &["expression of concern", "concern", "bedenken", "préoccupation", "preocupaci", "关注声明", "懸念", "قلق"],
        Status::Corrected => &[
            "corrected",
            "correction",
            "corrigend",
            "errat",
            "korrigiert",
            "korrektur",
            "berichtig",
            "corrigé",
            "rectifi",
            "corregid",
            "更正",
            "勘误",
            "訂正",
            "تصحيح",
        ],
        Status::Superseded => &[
            "supersed",
            "replaced",
            "obsolete",
            "outdated",
            "updated",
            "newer",
            "abgelöst",
            "ersetzt",
            "veraltet",
            "remplac",
            "obsol",
            "reemplaz",
            "sustitu",
            "取代",
            "废止",
            "廃止",
            "置き換",
            "استبدال",
        ],
    }
}

/// What is found of the sources with `status`; `was` says it (`was retracted`).
pub fn check(case: &Case<'_>, status: Status, was: &str) -> Vec<Found> {
    let sources = case.article.sources.iter().enumerate();
    sources
        .filter_map(|(n, cited)| unrecorded(case, n, cited, status, was).or_else(|| unacknowledged(case, n, cited, status, was)))
        .collect()
}

/// A work whose status the list of retractions tells and the entry does not.
fn unrecorded(case: &Case<'_>, n: usize, cited: &CitedSource, status: Status, was: &str) -> Option<Found> {
    let record = case.retractions?.find(&cited.source.ids).filter(|r| r.status == status && cited.source.status == Status::Ok)?;
    let subject = match cited.declared {
        Some(place) => Subject::Source(place),
        None => Subject::Citation(*cited.uses.first()?),
    };
    let on = record.date.as_ref().map(|d| format!(" on {d}")).unwrap_or_default();
    let message = format!("source {}, “{}”, {was}{on}, and its entry does not say so", n + 1, cited.source.title);
    let notice = record.notice.as_ref().map(|n| format!(" and `notice: {n}`")).unwrap_or_default();
    let help = format!("add `status: {}`{notice} to the entry; and say so in the text, or cite another work", status_word(status));
    let found = Found::new(subject, message).help(help);
    Some(match &record.reason {
        Some(reason) => found.help(format!("the reason given: {reason}")),
        None => found,
    })
}

/// A work whose status is recorded, that is cited, and of which no passage that cites it says so.
fn unacknowledged(case: &Case<'_>, n: usize, cited: &CitedSource, status: Status, was: &str) -> Option<Found> {
    if cited.source.status != status || cited.uses.is_empty() || says_so(case, cited, status) {
        return None;
    }
    if status == Status::Superseded && cites_successor(case, &cited.source) {
        return None;
    }
    let subject = Subject::Citation(*cited.uses.first()?);
    let message = format!("source {}, “{}”, {was}, and the text that cites it does not say so", n + 1, cited.source.title);
    let found = Found::new(subject, message).help("say so where it is cited, or cite another work");
    Some(match cited.source.superseded_by.as_ref().filter(|_| status == Status::Superseded) {
        Some(by) => found.help(format!("what took its place: {by}")),
        None => found,
    })
}

/// Whether a passage that cites the source acknowledges what became of it.
fn says_so(case: &Case<'_>, cited: &CitedSource, status: Status) -> bool {
    let passages =
        cited.uses.iter().filter_map(|c| case.article.citations.get(*c)?.sentence).filter_map(|(p, _)| case.article.passages.get(p));
    let mut texts = passages.map(|p| p.text.to_lowercase());
    texts.any(|text| words(status).iter().any(|word| begins_a_word(&text, word)))
}

/// Whether `word` stands in `text` at the beginning of a word; scripts without spaces have no such place.
fn begins_a_word(text: &str, word: &str) -> bool {
    let spaced = word.chars().next().is_some_and(|c| c < '\u{2e80}');
    text.match_indices(word).any(|(at, _)| !spaced || !text[..at].ends_with(char::is_alphanumeric))
}

/// Whether the work that took the source's place is cited too.
fn cites_successor(case: &Case<'_>, source: &Source) -> bool {
    let Some(by) = source.superseded_by.as_deref().map(str::trim) else { return false };
    let names = |other: &Source| {
        other.id.as_deref() == Some(by) || keys(other, None).iter().any(|k| by.ends_with(k.to_string().rsplit(' ').next().unwrap_or(by)))
    };
    case.article.sources.iter().any(|s| !s.uses.is_empty() && names(&s.source))
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Ok => "ok",
        Status::Corrected => "corrected",
        Status::Concern => "concern",
        Status::Retracted => "retracted",
        Status::Superseded => "superseded",
    }
}
