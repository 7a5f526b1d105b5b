//! Figures and quotations against labelled cases: how many of the unsupported are found, and how many findings are right.
//! Then the same cases with one digit changed, and with the evidence of another.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use ibid::article::book::Bibliography;
use ibid::article::{Context, Summary, parse};
use ibid::base::date::Date;
use ibid::base::path::SitePath;
use ibid::check::{Checker, Given};
use ibid::config::Settings;
use ibid::evidence::{Status, examine};
use ibid::library::Parts;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A sentence that cites one source, with what is recorded of the source.
#[derive(Clone)]
struct Case {
    lang: String,
    evidence: String,
    sentence: String,
    supported: bool,
    aside: bool,
}

fn cases(file: &str) -> Vec<Case> {
    let path = format!("{}/tests/spec/evidence/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut out = Vec::new();
    for (n, passage) in text.split("\n== ").skip(1).enumerate() {
        let mut lines = passage.lines();
        let lang = lines.next().unwrap().split(' ').next().unwrap().to_owned();
        let evidence = lines.next().unwrap().to_owned();
        for line in lines.filter(|l| !l.is_empty()) {
            let (label, sentence) = line.split_at(2);
            assert!(matches!(label, "+ " | "- "), "{line}");
            out.push(Case {
                lang: lang.clone(),
                evidence: evidence.clone(),
                sentence: sentence.to_owned(),
                supported: label == "+ ",
                aside: n % 3 == 2,
            });
        }
    }
    out
}

/// The citation before the final mark of a sentence.
fn cited(sentence: &str) -> String {
    let end = sentence.trim_end_matches(['.', '。']).len();
    format!("{} [@a]{}", &sentence[..end], &sentence[end..])
}

/// An article of one sentence and one source.
fn article(case: &Case) -> Summary {
    let quote = serde_json::to_string(&case.evidence).unwrap();
    let text = format!(
        "---\ntitle: Case\nlang: {}\nsources:\n  - id: a\n    title: Source\n    evidence:\n      - quote: {quote}\n---\n{}\n",
        case.lang,
        cited(&case.sentence)
    );
    let settings = Settings::default();
    let (shared, files) = (Bibliography::default(), BTreeMap::new());
    let article = parse(&SitePath::new("content/case.md"), &text, Context { settings: &settings, shared: &shared, files: &files });
    assert!(article.diagnostics.is_empty(), "{text}\n{:?}", article.diagnostics);
    article.value.summary
}

/// What is wrong in an article of one sentence: figures and quotations that the record does not hold.
fn missing(case: &Case) -> Vec<String> {
    let found = examine(&article(case));
    let figures = found.sentences.iter().flat_map(|s| &s.figures).filter(|f| matches!(f.status, Status::Missing(_)));
    let quotations = found.sentences.iter().flat_map(|s| &s.quotations).filter(|q| matches!(q.status, Status::Missing(_)));
    figures.map(|f| f.shown.clone()).chain(quotations.map(|q| q.words.clone())).collect()
}

/// Whether a rule finds something in the sentence.
fn speaks(rule: &str, case: &Case) -> bool {
    let article = article(case);
    let library = ibid::library::resolve(Parts { articles: vec![Arc::new(article)], ..Parts::default() });
    let settings = Settings::default();
    let checker = Checker::new(Given::new(&library, &settings, Date::EPOCH));
    checker.article(0).iter().any(|found| found.rule == rule)
}

/// Whether a figure of the sentence goes the other way in the evidence.
fn goes_the_other_way(case: &Case) -> bool {
    speaks("contrary-direction", case)
}

struct Score {
    precision: f64,
    recall: f64,
    wrong: Vec<String>,
}

fn score(cases: &[Case]) -> Score {
    let (mut right, mut alarms, mut unsupported) = (0.0, 0.0, 0.0);
    let mut wrong = Vec::new();
    for case in cases {
        let found = missing(case);
        unsupported += f64::from(u8::from(!case.supported));
        alarms += f64::from(u8::from(!found.is_empty()));
        right += f64::from(u8::from(!found.is_empty() && !case.supported));
        if found.is_empty() != case.supported {
            let label = if case.supported { "false alarm" } else { "not found" };
            wrong.push(format!("{label}: {}\n    {}\n    {found:?}", case.sentence, case.evidence));
        }
    }
    Score { precision: right / alarms, recall: right / unsupported, wrong }
}

fn hold(file: &str, precision: f64, recall: f64) {
    let all = cases(file);
    let supported = all.iter().filter(|c| c.supported).count();
    assert!(supported * 2 == all.len(), "{file}: half of the sentences are supported, {supported} of {}", all.len());
    let (aside, open): (Vec<Case>, Vec<Case>) = all.iter().cloned().partition(|c| c.aside);
    for (name, set) in [("open", open), ("kept aside", aside), ("all", all)] {
        let score = score(&set);
        println!("{file}, {name}: {} sentences, precision {:.3}, recall {:.3}", set.len(), score.precision, score.recall);
        let told = score.wrong.join("\n");
        assert!(
            score.precision >= precision && score.recall >= recall,
            "{file}, {name}: precision {}, recall {}\n{told}",
            score.precision,
            score.recall
        );
    }
}

#[test]
fn figures_are_found_where_the_evidence_lacks_them() {
    hold("figures.txt", 0.95, 0.90);
}

#[test]
fn quotations_are_found_where_the_evidence_lacks_them() {
    hold("quotations.txt", 0.98, 0.95);
}

#[test]
fn there_are_enough_cases_in_each_language() {
    let all: Vec<Case> = ["figures.txt", "quotations.txt"].iter().flat_map(|f| cases(f)).collect();
    assert!(all.len() >= 300, "{}", all.len());
    for lang in ["zh", "de", "fr"] {
        assert!(all.iter().filter(|c| c.lang == lang).count() >= 20, "{lang}");
    }
}

/// Words that say one direction, with words that say the other.
const TURNED: &[(&str, &str)] = &[
    ("increased", "decreased"),
    ("decreased", "increased"),
    ("rose", "fell"),
    ("fell", "rose"),
    ("declined", "grew"),
    ("grew", "declined"),
    ("dropped", "climbed"),
    ("reduced", "raised"),
    ("lost", "gained"),
    ("gained", "lost"),
    ("growth", "decline"),
    ("increase", "decrease"),
    ("reduction", "increase"),
    ("sank", "stieg"),
    ("stieg", "sank"),
    ("sanken", "stiegen"),
    ("stiegen", "sanken"),
    ("augmenté", "diminué"),
    ("diminué", "augmenté"),
    ("baissé", "augmenté"),
    ("aumentó", "disminuyó"),
    ("disminuyó", "aumentó"),
    ("增加", "减少"),
    ("减少", "增加"),
    ("下降", "上升"),
    ("上升", "下降"),
    ("增长", "下降"),
];

/// A sentence with its one word of direction turned round, if it has just one.
fn turned(case: &Case) -> Option<Case> {
    let word = |c: char| c.is_alphabetic() && !('\u{3400}'..='\u{9fff}').contains(&c);
    let stands = |at: usize, w: &str| !case.sentence[..at].ends_with(word) && !case.sentence[at + w.len()..].starts_with(word);
    let mut found = TURNED.iter().flat_map(|(from, to)| case.sentence.match_indices(from).map(move |(at, _)| (at, *from, *to)));
    let mut found = found.by_ref().filter(|(at, from, _)| stands(*at, from));
    let (at, from, to) = found.next().filter(|_| found.next().is_none())?;
    let mut sentence = case.sentence.clone();
    sentence.replace_range(at..at + from.len(), to);
    Some(Case { sentence, supported: false, ..case.clone() })
}

#[test]
fn a_figure_that_goes_the_other_way_is_found() {
    let all = cases("figures.txt");
    let alarms: Vec<&str> = all.iter().filter(|c| c.supported && goes_the_other_way(c)).map(|c| c.sentence.as_str()).collect();
    assert!(alarms.is_empty(), "false alarms:\n{}", alarms.join("\n"));
    let turned: Vec<Case> = all.iter().filter(|c| c.supported).filter_map(turned).collect();
    let (found, missed): (Vec<&Case>, Vec<&Case>) = turned.iter().partition(|c| goes_the_other_way(c) || !missing(c).is_empty());
    let told: Vec<String> = missed.iter().map(|c| format!("{}\n    {}", c.sentence, c.evidence)).collect();
    println!("a direction turned round: {} of {} found", found.len(), turned.len());
    assert!(
        found.len() * 5 >= turned.len() * 4 && turned.len() >= 15,
        "{} of {}; not found:\n{}",
        found.len(),
        turned.len(),
        told.join("\n")
    );
}

#[test]
fn directions_are_compared_with_the_evidence() {
    let all = cases("directions.txt");
    let wrong = |supported: bool| -> Vec<String> {
        let of_label = all.iter().filter(|c| c.supported == supported && supported == goes_the_other_way(c));
        of_label.map(|c| format!("{}\n    {}", c.sentence, c.evidence)).collect()
    };
    let (alarms, missed) = (wrong(true), wrong(false));
    println!("directions.txt: {} sentences, {} false alarms, {} missed", all.len(), alarms.len(), missed.len());
    assert!(alarms.is_empty(), "false alarms:\n{}", alarms.join("\n"));
    assert!(missed.len() * 5 <= all.len() / 2, "missed:\n{}", missed.join("\n"));
}

#[test]
fn days_are_compared_with_the_evidence() {
    let all = cases("days.txt");
    // A wrong year is the other rule's.
    let finds = |c: &Case| speaks("date-not-in-evidence", c) || !c.supported && speaks("figure-not-in-evidence", c);
    let wrong: Vec<&Case> = all.iter().filter(|c| c.supported == finds(c)).collect();
    println!("days.txt: {} sentences, {} wrong", all.len(), wrong.len());
    let told: Vec<String> = wrong.iter().map(|c| format!("{}\n    {}", c.sentence, c.evidence)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    let others = cases("figures.txt").into_iter().chain(cases("quotations.txt")).chain(cases("directions.txt"));
    let alarms: Vec<Case> = others.filter(|c| c.supported && speaks("date-not-in-evidence", c)).collect();
    assert!(alarms.is_empty(), "{}", alarms[0].sentence);
}

/// Every supported sentence with one of its digits changed by `step`, one sentence for each digit of a figure.
fn changed(case: &Case) -> Vec<Case> {
    let mut out = Vec::new();
    for (at, c) in case.sentence.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let digit = u8::try_from(c).unwrap() - b'0';
        let first = !case.sentence[..at].ends_with(|c: char| c.is_ascii_digit());
        let other = match (digit + 3) % 10 {
            0 if first => 5,
            d => d,
        };
        let mut sentence = case.sentence.clone();
        sentence.replace_range(at..at + 1, &other.to_string());
        out.push(Case { sentence, supported: false, ..case.clone() });
    }
    out
}

#[test]
fn a_changed_digit_is_found() {
    let all: Vec<Case> = cases("figures.txt").iter().filter(|c| c.supported && missing(c).is_empty()).flat_map(changed).collect();
    let unseen: Vec<&Case> = all.iter().filter(|c| missing(c).is_empty()).collect();
    let share = 1.0 - unseen.len() as f64 / all.len() as f64;
    println!("{} sentences with a changed digit, {:.3} found", all.len(), share);
    let told: Vec<String> = unseen.iter().map(|c| format!("{}\n    {}", c.sentence, c.evidence)).collect();
    assert!(all.len() > 300 && share >= 0.97, "{share:.3} of {}\n{}", all.len(), told.join("\n"));
}

#[test]
fn evidence_of_another_source_is_found() {
    let all: Vec<Case> = cases("figures.txt").into_iter().filter(|c| c.supported).collect();
    let mut swapped = Vec::new();
    for (n, case) in all.iter().enumerate() {
        let others = all.iter().cycle().skip(n + 1).filter(|o| o.lang == case.lang && o.evidence != case.evidence);
        swapped.extend(others.take(8).map(|other| Case { evidence: other.evidence.clone(), supported: false, ..case.clone() }));
    }
    let unseen: Vec<&Case> = swapped.iter().filter(|c| missing(c).is_empty()).collect();
    let share = 1.0 - unseen.len() as f64 / swapped.len() as f64;
    println!("{} sentences with the evidence of another, {share:.4} found", swapped.len());
    let told: Vec<String> = unseen.iter().map(|c| format!("{}\n    {}", c.sentence, c.evidence)).collect();
    assert!(share >= 0.99, "{share:.4} of {}\n{}", swapped.len(), told.join("\n"));
}

/// The seed article has every fault of the specification's table, each at its place, and no other at warn or error.
#[test]
fn the_seed_article_has_the_findings_of_the_specification() {
    let site = common::Site::of_repository();
    let printed = site.ibid(&["check", "--format", "json", "content/qa/synthetic-data.md"]).stdout;
    let report: serde_json::Value = serde_json::from_slice(&printed).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let seen: Vec<(&str, &str, String)> = findings
        .iter()
        .map(|f| {
            let text: Vec<char> = f["text"].as_str().unwrap().chars().collect();
            let at = |key: &str| usize::try_from(f[key].as_u64().unwrap()).unwrap() - 1;
            let end = if f["end_line"] == f["line"] { at("end_column").min(text.len()) } else { text.len() };
            (f["level"].as_str().unwrap(), f["rule"].as_str().unwrap(), text[at("column")..end].iter().collect())
        })
        .collect();
    let expected = [
        ("info", "low-coverage", ""),
        ("warn", "figure-only-in-description", "Synthetic data can augment real data but"),
        ("warn", "percent-for-points", "Synthetic data can augment real data but"),
        ("info", "concentrated-citations", "- id: embryo"),
        ("warn", "unused-source", "- id: llm-text"),
        ("info", "derived-figure", "2.5 percentage point"),
        ("warn", "uncited-figure", "2.5 percentage points below the model trained on real data alone (94.5%"),
        ("warn", "quotation-not-in-evidence", "synthetic data cannot replace the value of real-world data"),
        ("warn", "figure-not-in-evidence", "66.6% of the time"),
        ("warn", "uncited-attribution", "the authors still note"),
    ];
    assert_eq!(seen.len(), expected.len(), "{seen:#?}");
    for ((level, rule, words), (wanted_level, wanted_rule, start)) in seen.iter().zip(expected) {
        assert_eq!((*level, *rule), (wanted_level, wanted_rule));
        assert!(words.starts_with(start), "{rule}: {words}");
    }
    let message = |rule: &str| findings.iter().find(|f| f["rule"] == rule).unwrap()["message"].as_str().unwrap().to_owned();
    assert!(message("figure-not-in-evidence").starts_with("66.6% and 25.3% are in no recorded evidence of source 1"));
    assert!(message("derived-figure").contains("97 − 94.5"));
    assert!(message("low-coverage").contains("11 of 23") && message("low-coverage").contains("17 of 23"));
    assert!(message("concentrated-citations").contains("7 of 12"));
    assert!(message("figure-only-in-description").starts_with("2-5%"));
    let coverage = &report["articles"][0]["coverage"];
    let count = |key: &str| coverage[key].as_u64().unwrap();
    assert_eq!((count("sentences"), count("strict"), count("lenient")), (23, 11, 17));
    assert_eq!((count("listed"), count("cited"), count("citations")), (5, 4, 12));
    assert_eq!(coverage["uses"], serde_json::json!([7, 0, 1, 3, 1]));
}

/// `index.json` says of each figure whether it is recorded, and which evidence bears it out.
#[test]
fn a_claim_stands_beside_the_evidence_that_supports_it() {
    let site = common::Site::of_repository();
    site.build(&[]);
    let twin: serde_json::Value = serde_json::from_str(&site.read("public/qa/synthetic-data/index.json")).unwrap();
    let claims = twin["claims"].as_array().unwrap();
    let claim = |words: &str| claims.iter().find(|c| c["sentence"].as_str().unwrap().contains(words)).unwrap();
    let gain = claim("percentage point gain");
    assert_eq!(gain["figures"][2]["status"], "derived", "{gain}");
    assert_eq!(gain["figures"][2]["derivation"], "97 − 94.5");
    assert_eq!(gain["citations"][0]["evidence"][0]["supports"], serde_json::json!(["94.5%", "97%", "2.5 percentage point"]));
    assert_eq!(claim("66.6%")["figures"][0]["status"], "missing");
    assert_eq!(claim("explicitly state")["quotations"][0]["status"], "missing");
    assert_eq!(twin["coverage"]["strict"], 11);
}
