//! From the YAML of a front matter to its finished value, with everything that is wrong in it.

use super::raw::{FOREIGN, KEYS, RawChange, RawFront, RawPerson, RawProvenance, RawWaiver};
use super::*;
use crate::article::Anchors;
use crate::base::date::Period;
use crate::base::path::SitePath;
use crate::base::yaml::{self, Fault, Outline, Step};
use crate::diag::{Checked, Diagnostic, Severity, Subject, Target, faults_to_diagnostics};
use crate::source::entry::{Reader, lines, text};
use crate::source::yaml::source_keys;
use crate::source::{formats, identifier};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Reads the YAML of a front matter that stands `offset` bytes into `file`.
pub fn parse(file: &SitePath, yaml: &str, offset: usize) -> Checked<(FrontMatter, Anchors)> {
    let mut decoded = yaml::decode::<RawFront>(yaml, keys);
    let mut notes = Vec::new();
    decoded.faults.retain(|fault| match foreign(fault, yaml) {
        Some(key) => {
            let span = Target::Span(fault.span.shifted(offset));
            notes.push(Diagnostic::new("foreign-key", Severity::Info, file, span, format!("the key `{key}` says nothing to ibid")));
            false
        }
        None => true,
    });
    let mut anchors = anchors(&decoded.outline, offset);
    aliases(&decoded.outline, yaml, offset, &mut anchors);
    let mut reader = Reader { outline: &decoded.outline, faults: &mut decoded.faults };
    let mut front = finish(&mut reader, decoded.value);
    front.foreign = !notes.is_empty() || has_affiliations(&decoded.outline) || !front.nocite.is_empty();
    decoded.faults.sort_by_key(|f| f.span);
    let mut diagnostics = faults_to_diagnostics(file, decoded.faults, offset);
    diagnostics.extend(notes);
    Checked { value: (front, anchors), diagnostics }
}

/// The key, where an unknown one is that of a related tool.
fn foreign<'y>(fault: &Fault, yaml: &'y str) -> Option<&'y str> {
    let key = fault.span.slice(yaml);
    (fault.rule == "unknown-key" && FOREIGN.contains(&key)).then_some(key)
}

/// Whether the authors belong to institutions, as those of a paper do.
fn has_affiliations(outline: &Outline) -> bool {
    const TELLING: [&str; 5] = ["affiliation", "affiliations", "institute", "email", "corresponding"];
    let mut telling = outline.entries().filter(|n| outline.name(*n).is_some_and(|name| TELLING.contains(&name)));
    telling.any(|n| {
        let path = outline.path(n);
        matches!(
            path.as_slice(),
            [Step::Key("affiliations" | "affiliation" | "institute")] | [Step::Key("authors" | "author"), .., Step::Key(_)]
        )
    })
}

/// Which keys may stand where.
pub(crate) fn keys(path: &[Step<'_>]) -> Option<&'static [&'static str]> {
    match path {
        [] => Some(&KEYS),
        [Step::Key("extra" | "references"), ..] => None,
        [Step::Key("affiliations" | "tags" | "keywords"), ..] => None,
        [Step::Key("sources")] => None,
        [Step::Key("sources"), _, rest @ ..] => source_keys(rest),
        [Step::Key(key), ..] if FOREIGN.contains(key) => None,
        [Step::Key("authors" | "author"), ..] => None,
        [Step::Key("reviewed_by")] | [Step::Key("reviewed_by"), Step::Item(_)] => Some(&["name", "url", "orcid"]),
        [Step::Key("provenance")] => Some(&["method", "statement", "tools", "model", "human_review"]),
        [Step::Key("provenance"), Step::Key("human_review")] => Some(&["by", "on"]),
        [Step::Key("changes"), Step::Item(_)] => Some(&["date", "kind", "note"]),
        [Step::Key("allow"), Step::Item(_)] => Some(&["rule", "reason", "until"]),
        _ => Some(&[]),
    }
}

/// Where keys, sources and their keys stand.
fn anchors(outline: &Outline, offset: usize) -> Anchors {
    let mut anchors = Anchors::default();
    let mut sources: HashMap<&str, usize> = HashMap::new();
    for n in outline.entries() {
        let path = outline.path(n);
        match path.as_slice() {
            [Step::Key(key)] => anchors.insert(Subject::Key((*key).to_owned()), outline.value_or_key(n).shifted(offset)),
            [Step::Key("sources"), Step::Item(i)] => anchors.insert(Subject::Source(*i), outline.first_line(n).shifted(offset)),
            [Step::Key("sources"), Step::Key(id)] => {
                let place = sources.len();
                if let Entry::Vacant(new) = sources.entry(id) {
                    new.insert(place);
                    anchors.insert(Subject::Source(place), outline.first_line(n).shifted(offset));
                }
            }
            [Step::Key("sources"), at, Step::Key(key)] => {
                let place = match at {
                    Step::Item(i) => Some(*i),
                    Step::Key(id) => sources.get(id).copied(),
                };
                if let Some(place) = place {
                    anchors.insert(Subject::SourceKey(place, (*key).to_owned()), outline.value_or_key(n).shifted(offset));
                }
            }
            _ => {}
        }
    }
    anchors
}

/// Where each alias stands.
fn aliases(outline: &Outline, yaml: &str, offset: usize, anchors: &mut Anchors) {
    let places = outline.items("aliases", yaml);
    for (n, span) in places.into_iter().filter(|span| !span.is_empty()).enumerate() {
        anchors.insert(Subject::Item("aliases".to_owned(), n), span.shifted(offset));
    }
}

fn finish(r: &mut Reader<'_>, raw: RawFront) -> FrontMatter {
    let top = |key: &'static str| [Step::Key(key)];
    let (title, question) = (text(raw.title), text(raw.question));
    if title.is_some() && question.is_some() {
        r.fault(
            "duplicate-key",
            &top("question"),
            "`question` is another name of `title`, and both are given".to_owned(),
            "keep one of them".to_owned(),
        );
    }
    let is_pandoc = raw.sources.is_none() && (raw.bibliography.is_some() || raw.references.is_some());
    let topics = [raw.topics, raw.tags, raw.keywords].into_iter().flatten().flat_map(|t| t.0).filter_map(|t| text(Some(t))).collect();
    FrontMatter {
        title: title.or(question),
        description: text(raw.description),
        answer: lines(raw.answer),
        verdict: r.word(&top("verdict"), raw.verdict, &VERDICTS),
        certainty: r.word(&top("certainty"), raw.certainty, &CERTAINTIES),
        certainty_reason: text(raw.certainty_reason),
        slug: text(raw.slug),
        lang: lang(r, text(raw.lang)),
        translation_of: text(raw.translation_of),
        aliases: list(raw.aliases),
        topics,
        series: text(raw.series),
        date: date(r, raw.date, is_pandoc),
        updated: r.date(&top("updated"), raw.updated),
        reviewed: r.date(&top("reviewed"), raw.reviewed),
        review_every: period(r, text(raw.review_every)),
        expires: r.date(&top("expires"), raw.expires),
        authors: people(r, "authors", raw.authors.unwrap_or_default().0),
        reviewed_by: people(r, "reviewed_by", raw.reviewed_by.unwrap_or_default().0),
        draft: r.word(&top("draft"), raw.draft, &SWITCH).unwrap_or(false),
        provenance: raw.provenance.map(|p| provenance(r, p.0)),
        changes: changes(r, raw.changes.unwrap_or_default()),
        numbering: r.word(&top("numbering"), raw.numbering, &NUMBERINGS),
        sources: r.sources(&top("sources"), raw.sources.unwrap_or_default()),
        bibliography: list(raw.bibliography),
        references: raw.references.unwrap_or_default().iter().filter_map(|item| formats::read_csl_item(item).ok()).collect(),
        nocite: list(raw.nocite),
        allow: waivers(r, raw.allow.unwrap_or_default()),
        related: list(raw.related),
        math: r.word(&top("math"), raw.math, &SWITCH),
        narrative: r.word(&top("narrative"), raw.narrative, &SWITCH),
        extra: raw.extra,
        foreign: false,
    }
}

/// The day of publication; where the article is written for Pandoc in any form that names one day (`17 November 2020`).
fn date(r: &mut Reader<'_>, typed: Option<String>, is_pandoc: bool) -> Option<Date> {
    let free = typed.as_deref().filter(|_| is_pandoc).and_then(formats::free_date);
    free.or_else(|| r.date(&[Step::Key("date")], typed))
}

fn list(raw: Option<crate::source::entry::OneOrMany<String>>) -> Vec<String> {
    raw.unwrap_or_default().0.into_iter().filter_map(|t| text(Some(t))).collect()
}

fn lang(r: &mut Reader<'_>, tag: Option<String>) -> Option<Lang> {
    let tag = tag?;
    let lang = Lang::new(&tag);
    if lang.is_none() {
        r.fault(
            "unknown-value",
            &[Step::Key("lang")],
            format!("`{tag}` is no language tag"),
            "write one such as `en`, `de` or `zh-Hans` (BCP 47)".to_owned(),
        );
    }
    lang
}

fn period(r: &mut Reader<'_>, typed: Option<String>) -> Option<Period> {
    let typed = typed?;
    let period = Period::parse(&typed);
    if period.is_none() {
        r.fault("unknown-value", &[Step::Key("review_every")], format!("`{typed}` is no period"), "write `90d`, `6mo` or `1y`".to_owned());
    }
    period
}

fn people(r: &mut Reader<'_>, key: &'static str, raw: Vec<RawPerson>) -> Vec<Person> {
    let mut out = Vec::with_capacity(raw.len());
    for (n, mut person) in raw.into_iter().enumerate() {
        let path = [Step::Key(key), Step::Item(n), Step::Key("orcid")];
        let name = text(person.name());
        let orcid = text(person.orcid).and_then(|typed| match identifier::orcid(&typed) {
            Ok(id) => Some(id),
            Err(why) => {
                let help = "compare it with the person's ORCID record".to_owned();
                r.fault("malformed-identifier", &path, format!("`{typed}` cannot be right: {why}"), help);
                None
            }
        });
        let url = text(person.url).filter(|u| crate::base::url::link_kind(u) == crate::base::url::LinkKind::External);
        out.extend(name.map(|name| Person { name, url, orcid }));
    }
    out
}

/// Authors as settings give them: the same forms as in a front matter.
pub fn person_list(r: &mut Reader<'_>, raw: Vec<RawPerson>) -> Vec<Person> {
    people(r, "authors", raw)
}

fn provenance(r: &mut Reader<'_>, raw: RawProvenance) -> Provenance {
    let at = |key: &'static str| [Step::Key("provenance"), Step::Key(key)];
    Provenance {
        method: r.word(&at("method"), raw.method, &METHODS),
        statement: text(raw.statement),
        tools: list(raw.tools),
        model: text(raw.model),
        human_review: r.verified(&at("human_review"), raw.human_review),
    }
}

fn changes(r: &mut Reader<'_>, raw: Vec<RawChange>) -> Vec<Change> {
    let mut out = Vec::with_capacity(raw.len());
    for (n, change) in raw.into_iter().enumerate() {
        let at = |key: &'static str| [Step::Key("changes"), Step::Item(n), Step::Key(key)];
        let missing = text(change.date.clone()).is_none();
        let date = r.date(&at("date"), change.date);
        if missing {
            r.fault("date-format", &at("date"), "the change has no date".to_owned(), "add `date: 2026-01-31`, with its own day".to_owned());
        }
        let kind = r.word(&at("kind"), change.kind, &CHANGES).unwrap_or(ChangeKind::Update);
        let note = text(change.note).unwrap_or_default();
        out.extend(date.map(|date| Change { date, kind, note }));
    }
    out
}

fn waivers(r: &mut Reader<'_>, raw: Vec<RawWaiver>) -> Vec<Waiver> {
    let mut out = Vec::with_capacity(raw.len());
    for (n, waiver) in raw.into_iter().enumerate() {
        let at = |key: &'static str| [Step::Key("allow"), Step::Item(n), Step::Key(key)];
        let (rule, reason) = (text(waiver.rule), text(waiver.reason));
        if rule.is_none() || reason.is_none() {
            let help = "give both: `rule: unused-source` and `reason: why it is right here`".to_owned();
            r.fault("waiver-incomplete", &at("rule"), "a waiver needs a rule and a reason".to_owned(), help);
        }
        let until = r.date(&at("until"), waiver.until);
        if let (Some(rule), Some(reason)) = (rule, reason) {
            out.push(Waiver { rule, reason, until });
        }
    }
    out
}

pub(crate) const VERDICTS: [(&str, Verdict); 5] =
    [("yes", Verdict::Yes), ("no", Verdict::No), ("mixed", Verdict::Mixed), ("depends", Verdict::Depends), ("unknown", Verdict::Unknown)];
pub(crate) const CERTAINTIES: [(&str, Certainty); 4] =
    [("high", Certainty::High), ("moderate", Certainty::Moderate), ("low", Certainty::Low), ("very-low", Certainty::VeryLow)];
pub(crate) const METHODS: [(&str, Method); 4] =
    [("human", Method::Human), ("ai-assisted", Method::AiAssisted), ("ai-generated", Method::AiGenerated), ("mixed", Method::Mixed)];
pub(crate) const CHANGES: [(&str, ChangeKind); 3] =
    [("correction", ChangeKind::Correction), ("update", ChangeKind::Update), ("retraction", ChangeKind::Retraction)];
pub(crate) const NUMBERINGS: [(&str, Numbering); 2] = [("declared", Numbering::Declared), ("appearance", Numbering::Appearance)];
pub(crate) const SWITCH: [(&str, bool); 2] = [("true", true), ("false", false)];
