//! Tests of the cited work as text that anyone can extend: `tests/spec/source/*`, one door a feature.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, reason = "tests read files and fail by panicking")]

use ibid::base::path::SitePath;
use ibid::source::address::{canonical, from_url, url_of};
use ibid::source::formats::{csl, read};
use ibid::source::identifier::Kind;
use ibid::source::name::{full, parse_name, short};
use ibid::source::reference::{byline, text};
use ibid::source::style::{BuiltIn, Choice, Style};
use ibid::source::works::{Entry, Outcome, group};
use ibid::source::{Issued, Name, Source, SourceType};

fn lines(name: &str) -> Vec<(usize, String)> {
    let path = format!("{}/tests/spec/source/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    text.lines().enumerate().map(|(at, line)| (at + 1, line.to_owned())).filter(|(_, l)| !l.starts_with("# ") && !l.is_empty()).collect()
}

/// Runs `got` on each row of a table and fails with all rows that differ.
fn table(name: &str, separator: &str, got: impl Fn(&[&str]) -> (String, String)) {
    let mut wrong = Vec::new();
    let rows = lines(name);
    assert!(rows.len() > 3, "{name} holds no rows");
    for (number, line) in rows {
        let cells: Vec<&str> = line.split(separator).map(str::trim).collect();
        let (got, expected) = got(&cells);
        if got != expected {
            wrong.push(format!("{name}:{number}: {line}\n   got      {got}\n   expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn kind(word: &str) -> Kind {
    let all = [Kind::Doi, Kind::Arxiv, Kind::Pmid, Kind::Pmcid, Kind::Isbn, Kind::Issn, Kind::Orcid];
    all.into_iter().find(|k| k.key() == word).unwrap_or_else(|| panic!("no identifier is called {word}"))
}

#[test]
fn identifiers() {
    table("identifiers.txt", " | ", |row| (kind(row[0]).normal(row[1]).unwrap_or_else(|why| format!("! {why}")), row[2].to_owned()));
}

#[test]
fn normal_forms_are_stable_and_their_addresses_lead_back() {
    for (_, line) in lines("identifiers.txt") {
        let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let kind = kind(cells[0]);
        let Ok(id) = kind.normal(cells[1]) else { continue };
        assert_eq!(kind.normal(&id).as_deref(), Ok(id.as_str()));
        if !matches!(kind, Kind::Isbn | Kind::Issn) {
            assert_eq!(kind.normal(&url_of(kind, &id)).as_deref(), Ok(id.as_str()), "{}", url_of(kind, &id));
        }
    }
}

#[test]
fn addresses() {
    table("addresses.txt", " |", |row| {
        let got = match row[0].split_once(' ') {
            Some(("link", word)) => url_of(kind(word), row[1]),
            _ if row[0] == "canonical" => canonical(row[1]),
            _ => {
                let ids = from_url(row[1]);
                let named = [("doi", ids.doi), ("arxiv", ids.arxiv), ("pmid", ids.pmid), ("pmcid", ids.pmcid)];
                named.into_iter().filter_map(|(name, id)| Some(format!("{name}={}", id?))).collect::<Vec<_>>().join(" ")
            }
        };
        (got, row[2].to_owned())
    });
}

#[test]
fn names() {
    table("names.txt", " | ", |row| {
        let name = parse_name(row[0]);
        let parts = match &name {
            Name::Person { family, given } => format!("{family} / {given}"),
            Name::Literal(text) => format!("={text}"),
        };
        (format!("{parts} | {} | {}", short(&name), full(&name)), row[1..].join(" | "))
    });
}

fn entry(line: &str) -> (String, Source, Option<String>) {
    let (name, fields) = line.split_once(": ").expect("an entry is `name: key=value`");
    let (mut source, mut shared) = (Source::default(), None);
    for (key, value) in fields.split(' ').filter_map(|f| f.split_once('=')) {
        let value = if key == "url" { value.to_owned() } else { value.replace('_', " ") };
        match key {
            "title" => source.title = value,
            "year" => source.issued = Some(Issued { year: value.parse().unwrap(), month: None, day: None }),
            "author" => source.authors.push(parse_name(&value)),
            "kind" => source.kind = SourceType::from_word(&value),
            "url" => source.url = Some(value),
            "shared" => shared = Some(value),
            "doi" => source.ids.doi = Some(value),
            "arxiv" => source.ids.arxiv = Some(value),
            "pmid" => source.ids.pmid = Some(value),
            "isbn" => source.ids.isbn = Some(value),
            other => panic!("no key {other}"),
        }
    }
    (name.to_owned(), source, shared)
}

/// Works as `[a b] [c]`, names in order, and verdicts as `a b: merged`.
fn works(entries: &[(String, Source, Option<String>)]) -> (String, Vec<String>) {
    let given: Vec<Entry> = entries.iter().map(|(_, source, shared)| Entry { source, shared: shared.as_deref() }).collect();
    let found = group(&given);
    let mut sets: std::collections::BTreeMap<_, Vec<&str>> = std::collections::BTreeMap::new();
    for (work, (name, ..)) in found.works.iter().zip(entries) {
        sets.entry(*work).or_default().push(name);
    }
    let mut sets: Vec<Vec<&str>> = sets.into_values().collect();
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets.sort();
    let shown: Vec<String> = sets.iter().map(|set| format!("[{}]", set.join(" "))).collect();
    let verdict = |v: &ibid::source::works::Verdict| {
        let word = match v.outcome {
            Outcome::Merged => "merged",
            Outcome::Apart(..) => "apart",
            Outcome::Ambiguous => "ambiguous",
        };
        format!("{} {}: {word}", entries[v.first].0, entries[v.second].0)
    };
    (shown.join(" "), found.verdicts.iter().map(verdict).collect())
}

#[test]
fn identity_of_works() {
    let text = lines("works.txt").into_iter().map(|(_, l)| l).collect::<Vec<_>>().join("\n");
    let cases: Vec<&str> = text.split("## ").skip(1).collect();
    assert!(cases.len() >= 10);
    for case in cases {
        let mut entries: Vec<_> = case.lines().skip(1).filter(|l| !l.starts_with(['=']) && !l.starts_with("why ")).map(entry).collect();
        let expected = case.lines().find_map(|l| l.strip_prefix("= ")).expect("`= works`");
        let (shown, verdicts) = works(&entries);
        assert_eq!(shown, expected, "{case}");
        for why in case.lines().filter_map(|l| l.strip_prefix("why ")) {
            assert!(verdicts.iter().any(|v| v == why), "{why} is not in {verdicts:?}\n{case}");
        }
        // The order of the entries changes nothing.
        for _ in 0..entries.len() {
            entries.rotate_left(1);
            assert_eq!(works(&entries).0, expected, "rotated: {case}");
            let swapped: Vec<_> = entries.iter().rev().cloned().collect();
            assert_eq!(works(&swapped).0, expected, "reversed: {case}");
        }
    }
}

#[test]
fn latex_becomes_text() {
    table("latex.txt", " => ", |row| {
        let bib = format!("@misc{{k,\n title = {{{}}}\n}}", row[0]);
        let bib = if row[0].starts_with("unbalanced") { "@misc{k, title = \"unbalanced {brace\"}".to_owned() } else { bib };
        let found = read(&SitePath::new("a.bib"), &bib);
        (found.value.first().map(|s| s.title.clone()).unwrap_or_default(), row[1].to_owned())
    });
}

/// The people of an item, as `family, given` or the whole name, with `; ` between them.
fn people(item: &serde_json::Value) -> String {
    let authors = item["author"].as_array().into_iter().flatten();
    let parts = authors.map(|name| ["family", "given", "literal"].iter().filter_map(|key| name[key].as_str()).collect::<Vec<_>>());
    parts.map(|parts| parts.join(", ")).collect::<Vec<_>>().join("; ")
}

#[test]
fn entries_of_bibtex() {
    let text = lines("entries.txt").into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    let cases: Vec<(&str, &str)> = text.split("\n@").filter_map(|case| case.split_once("\n=> ")).collect();
    assert_eq!(cases.len(), text.matches("\n=> ").count());
    for (entry, expected) in cases {
        let found = read(&SitePath::new("a.bib"), &format!("@{}", entry.trim_start_matches('@')));
        assert_eq!(found.diagnostics, [], "{entry}");
        let item = &csl::items(&found.value.iter().collect::<Vec<_>>())[0];
        let year = item.pointer("/issued/date-parts/0/0").map(ToString::to_string).unwrap_or_default();
        let (kind, title) = (item["type"].as_str().unwrap(), item["title"].as_str().unwrap());
        let got = [kind, title, &people(item), &year].join(" | ");
        assert_eq!(got.split_whitespace().collect::<Vec<_>>().join(" "), expected.trim(), "{entry}");
    }
}

#[test]
fn bylines_and_reference_texts() {
    let path = format!("{}/tests/spec/source/bylines.bib", env!("CARGO_MANIFEST_DIR"));
    let bib = std::fs::read_to_string(path).unwrap();
    let found = read(&SitePath::new("bylines.bib"), &bib);
    assert_eq!(found.diagnostics, []);
    let got: Vec<String> = found.value.iter().map(|s| format!("{} => {}", byline(s), text(s))).collect();
    let expected: Vec<String> = lines("bylines.txt").into_iter().map(|(_, l)| l).collect();
    assert_eq!(got, expected);
}

/// Each style against the texts of citeproc-js (`styles/make.mjs`): equal, but for those that `differ.txt` names, which must differ.
#[test]
fn styles_print_what_citeproc_prints() {
    let folder = format!("{}/tests/spec/source/styles", env!("CARGO_MANIFEST_DIR"));
    let file = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
    let found = read(&SitePath::new("references.bib"), &file("references.bib"));
    assert_eq!((found.diagnostics.len(), found.value.len()), (0, 20));
    let differ = file("differ.txt");
    let named = |style: &str, id: &str| differ.lines().any(|l| l.starts_with(&format!("{style} {id} ")));
    let mut wrong = Vec::new();
    for style in BuiltIn::ALL {
        let golden = file(&format!("{}.txt", style.word()));
        assert_eq!(golden.lines().count(), 20, "{}", style.word());
        for (source, expected) in found.value.iter().zip(golden.lines()) {
            let (got, id) = (style.format(source), source.id.as_deref().unwrap());
            if (got == expected) == named(style.word(), id) {
                wrong.push(format!("{} {id}\n  {got}\n  {expected}", style.word()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(differ.lines().filter(|l| !l.starts_with('#')).count() <= 4, "the list may only grow shorter");
}

/// The same references through CSL styles. What differs is named, with the reason, in `styles/csl_differ.txt`.
#[cfg(feature = "csl")]
#[test]
fn csl_styles_print_what_citeproc_prints() {
    let folder = format!("{}/tests/spec/source/styles", env!("CARGO_MANIFEST_DIR"));
    let file = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
    let found = read(&SitePath::new("references.bib"), &file("references.bib"));
    let styles = [
        ("apa", "american-psychological-association"),
        ("ieee", "institute-of-electrical-and-electronics-engineers"),
        ("vancouver", "vancouver"),
        ("nature", "nature"),
        ("chicago", "chicago-author-date"),
    ];
    let differ = file("csl_differ.txt");
    let mut wrong = Vec::new();
    for (word, name) in styles {
        let style = Style::load(&Choice::Named(name), &|_| None).unwrap();
        for (source, expected) in found.value.iter().zip(file(&format!("{word}.txt")).lines()) {
            let (got, id) = (style.reference(source, "en").unwrap(), source.id.as_deref().unwrap());
            // The form of the style that hayagriva brings prints no DOI.
            let expected = if word == "vancouver" { expected.split(" doi:").next().unwrap() } else { expected };
            let named = differ.lines().any(|l| l.starts_with(&format!("{word} {id} ")));
            if (got == expected) == named {
                wrong.push(format!("{word} {id}\n  {got}\n  {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
