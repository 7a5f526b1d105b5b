//! What goes out comes back: sources of any kind through every format that is written, and every bibliography of these tests
//! and of the manual by way of each of them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read files and fail by panicking")]

use ibid::article::book::Bibliography;
use ibid::article::{Context, parse};
use ibid::base::date::Date;
use ibid::base::path::SitePath;
use ibid::config::Settings;
use ibid::source::formats::{bibtex, csl, read, ris};
use ibid::source::infer::kind_of;
use ibid::source::reference::page_range;
use ibid::source::{Form, Identifiers, Issued, Name, Source, SourceType};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[A-Za-z]{1,8}",
        "[A-Z]{2,5}",
        "[a-z]{1,3}[A-Z]{1,3}",
        "[0-9]{1,4}",
        "[éüßøłЖ王]{1,4}",
        r"[a-z]{1,3}[\\{}$&#%_^~'`\-.,;:?!()<>*/+=|@]{1,3}[a-z]{1,3}",
        "a--b",
        "``x''",
    ];
    // A title has a letter: one of signs alone is none.
    ("[A-Za-z]{2,6}", proptest::collection::vec(word, 0..6)).prop_map(|(first, rest)| [vec![first], rest].concat().join(" "))
}

fn person() -> impl Strategy<Value = Name> {
    let part = "[A-ZÉÖ][a-zéü]{1,7}";
    let family = prop_oneof![part.prop_map(String::from), part.prop_map(|f| format!("van der {f}")), part.prop_map(|f| format!("{f}-{f}"))];
    let given = prop_oneof![part.prop_map(String::from), "[A-Z]\\. [A-Z]\\.", part.prop_map(|g| format!("{g}, Jr."))];
    prop_oneof![
        4 => (family, given).prop_map(|(family, given)| Name::Person { family, given }),
        1 => Just(Name::Literal("Institute of Health and Care".to_owned())),
        1 => Just(Name::Literal("NASA".to_owned())),
    ]
}

fn authors() -> impl Strategy<Value = Vec<Name>> {
    (proptest::collection::vec(person(), 0..4), any::<bool>()).prop_map(|(mut names, open)| {
        if open && !names.is_empty() {
            names.push(Name::Literal("et al.".to_owned()));
        }
        names
    })
}

fn identifiers() -> impl Strategy<Value = Identifiers> {
    let some = |values: &'static [&'static str]| proptest::option::of(proptest::sample::select(values).prop_map(str::to_owned));
    (
        some(&["10.1000/182", "10.1002/(sici)1<1::aid-x>3.0.co;2-2", "10.1000/a_b#c"]),
        some(&["2107.10833", "math/0309136"]),
        some(&["31645732"]),
        some(&["PMC6876082"]),
        some(&["9780306406157"]),
        some(&["0378-5955"]),
    )
        .prop_map(|(doi, arxiv, pmid, pmcid, isbn, issn)| Identifiers { doi, arxiv, pmid, pmcid, isbn, issn })
}

fn issued() -> impl Strategy<Value = Issued> {
    (1000..2100i32, proptest::option::of(1..=12u8), proptest::option::of(1..=28u8)).prop_map(|(year, month, day)| Issued {
        year,
        month,
        day: month.and(day),
    })
}

prop_compose! {
    fn sources()(
        id in "[a-z]{3,8}[0-9]{0,4}", title in words(), authors in authors(), issued in proptest::option::of(issued()),
        container in proptest::option::of(words()), publisher in proptest::option::of(words()), ids in identifiers(),
        kind in proptest::sample::select(&SourceType::ALL[..]),
        (volume, issue) in (proptest::option::of("[0-9]{1,3}"), proptest::option::of("[0-9]{1,2}")),
        pages in proptest::option::of(prop_oneof!["[1-9][0-9]{0,2}–[1-9][0-9]{3}", "e[0-9]{3}"]),
        (editors, place, edition) in (authors(), proptest::option::of("[A-Z][a-zéü]{2,8}"), proptest::option::of("[1-9]|revised")),
        form in proptest::option::of(proptest::sample::select(&Form::ALL[..])),
        url in proptest::option::of(Just("https://example.org/a_b~c?x=1&y=%20#z".to_owned())), accessed in any::<bool>(),
    ) -> Source {
        let container = container.filter(|c| *c != title);
        let accessed = Date::parse("2026-01-10").filter(|_| accessed);
        let kind = form.map_or(kind, Form::kind);
        Source { id: Some(id), title, authors, editors, place, edition, form, issued, container, publisher, volume, issue, pages, kind: Some(kind), ids, url, accessed, ..Source::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_format_keeps_every_field(source in sources()) {
        for (name, write) in FORMATS {
            let text = write(&[&source]);
            let found = read(&SitePath::new(name), &text);
            prop_assert_eq!(&found.diagnostics, &[], "{}", text);
            prop_assert_eq!(&found.value, std::slice::from_ref(&source), "{}", text);
        }
    }
}

/// Writes a bibliography.
type Write = fn(&[&Source]) -> String;

/// The formats that are written for other programs.
const FORMATS: [(&str, Write); 3] = [("a.bib", bibtex::write), ("a.ris", ris::write), ("a.json", csl::write)];

/// The sources of every article of the manual.
fn of_the_manual() -> Vec<Source> {
    let settings = Settings::default();
    let (shared, files) = (Bibliography::default(), BTreeMap::new());
    let context = Context { settings: &settings, shared: &shared, files: &files };
    let mut out = Vec::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/content/manual")).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let article = parse(&SitePath::new(format!("content/manual/{name}")), &text, context).value;
            out.extend(article.summary.sources.iter().map(|cited| Source::clone(&cited.source)));
        }
    }
    out
}

/// The entries of the bibliographies that other tests use.
fn of_the_tests() -> Vec<Source> {
    let read_all = |name: &str| {
        let path = format!("{}/tests/spec/source/{name}", env!("CARGO_MANIFEST_DIR"));
        // In the table of entries what is expected of each stands behind it; all are called `k`.
        let text = std::fs::read_to_string(path).unwrap();
        let entries = text.lines().filter(|line| !line.starts_with("=> ") && !line.starts_with('#')).collect::<Vec<_>>().join("\n");
        let named = entries.split("{k,").enumerate().map(|(n, part)| if n == 0 { part.to_owned() } else { format!("{{k{n},{part}") });
        read(&SitePath::new("a.bib"), &named.collect::<String>()).value
    };
    let all = ["styles/references.bib", "bylines.bib", "entries.txt"].into_iter().flat_map(read_all);
    // A key that biber forbids is written otherwise.
    all.filter(|source| source.id.as_deref().is_some_and(|id| !id.contains('\''))).collect()
}

/// What every format has of a source; CSL-JSON keeps findings and evidence too.
fn told(source: &Source, name: &str) -> Source {
    // Between pages, files have an en dash whatever was typed.
    let pages = source.pages.as_deref().map(page_range);
    let mut out = Source { verified: None, cited: Default::default(), reference: None, pages, ..source.clone() };
    if name != "a.json" {
        out = Source { finding: None, evidence: Vec::new(), stance: None, archived: None, superseded_by: None, ..out };
    }
    if name == "a.ris" {
        out = Source { status: Default::default(), notice: None, ..out };
    }
    out
}

#[test]
fn sources_that_are_used_come_back_from_every_format() {
    let all = [of_the_manual(), of_the_tests()].concat();
    assert!(all.len() > 120, "{}", all.len());
    let mut wrong = Vec::new();
    for source in &all {
        for (name, write) in FORMATS {
            // A kind that the entry leaves open is inferred; written out, it is said.
            let mut wanted = told(source, name);
            wanted.kind = Some(kind_of(&wanted));
            let text = write(&[&wanted]);
            let mut found = read(&SitePath::new(name), &text).value;
            found.iter_mut().for_each(|source| source.kind = Some(kind_of(source)));
            if found != [wanted.clone()] {
                wrong.push(format!("{name}\n{text}\n{found:?}\n{wanted:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n\n"));
}
