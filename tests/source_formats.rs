//! Sources in: what readers make of real and of broken files, and hostile input. What goes out is in `source_trips.rs`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read files and fail by panicking"
)]

mod common;

use ibid::base::date::Date;
use ibid::base::path::SitePath;
use ibid::diag::Checked;
use ibid::source::cite::CiteRecord;
use ibid::source::formats::{bibtex, csl, decode, read};
use ibid::source::identifier::Kind;
use ibid::source::infer::kind_of;
use ibid::source::{Issued, Name, Source, SourceType, Status};
use proptest::prelude::*;

fn read_as(name: &str, text: &str) -> Checked<Vec<Source>> {
    read(&SitePath::new(name), text)
}

/// Reads `text` and expects no finding.
fn clean(name: &str, text: &str) -> Vec<Source> {
    let found = read_as(name, text);
    assert_eq!(found.diagnostics, [], "{text}");
    found.value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_field_is_read_without_panic(text in r"( and |and|\PC|[{}\\$,;~=^'`\-]|[a-z]{1,3}|\\[a-zA-Z'^]{1,8}|[0-9]{1,6}){0,40}") {
        for field in ["title", "author", "date", "year", "month", "pages", "doi", "isbn", "url", "eprint", "crossref"] {
            read_as("a.bib", &format!("@article{{k, {field} = \"{}\", journal={{J}}}}", text.replace('"', "")));
        }
        let item = serde_json::json!({ "id": text, "title": text, "author": [text], "issued": text, "DOI": text, "ISBN": text, "URL": text });
        read_as("a.json", &item.to_string());
        ibid::source::name::list(&text).iter().for_each(|name| drop((ibid::source::name::short(name), ibid::source::name::full(name))));
        for kind in [Kind::Doi, Kind::Arxiv, Kind::Pmid, Kind::Pmcid, Kind::Isbn, Kind::Issn, Kind::Orcid] {
            if let Ok(id) = kind.normal(&text) {
                prop_assert_eq!(kind.normal(&id), Ok(id));
            }
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in r"(@[a-z]{0,8}\{|\PC|TY  - |%0 |PMID- |\n|\\|\{|\}|\$|[a-z]=|,|#|<record>|</record>|<title>|&){0,60}") {
        for name in ["a.bib", "a.ris", "a.nbib", "a.enw", "a.xml", "a.json", "a.txt"] {
            let found = read_as(name, &text);
            for diagnostic in found.diagnostics {
                if let ibid::diag::Target::Span(span) = diagnostic.target {
                    prop_assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{name}: {span:?} of {text:?}");
                }
            }
        }
    }
}

#[test]
fn of_a_broken_file_the_other_entries_are_kept() {
    let text = "@string{nat = \"Nature\"}\n@article{good, title={One}, journal=nat, year=2019}\n@article{bad, title={Two},\n  year 2020\n}\n\
                @comment{ jabref-meta: {x} @ }\n@book(round, title={Three}, year={c. 1984})\n@article{good, title={Again}}\n";
    let found = read_as("refs/a.bib", text);
    let ids: Vec<_> = found.value.iter().map(|s| s.id.as_deref().unwrap()).collect();
    assert_eq!(ids, ["good", "round"]);
    assert_eq!(found.value[0].container.as_deref(), Some("Nature"));
    assert_eq!(found.value[1].issued, Some(Issued { year: 1984, month: None, day: None }));
    let rules: Vec<_> = found.diagnostics.iter().map(|d| (d.rule, d.message.as_str())).collect();
    assert_eq!(rules[0].0, "broken-entry");
    assert!(rules[0].1.starts_with("entry `bad` cannot be read: expected equals"), "{rules:?}");
    assert_eq!(rules[1], ("duplicate-entry", "another entry has the id `good`; the first is kept"));
}

#[test]
fn circles_end_and_are_said() {
    let text = "@article{a, title={A}, crossref={b}}\n@article{b, title={B}, crossref={a}, year=2000}\n@misc{c, title={C}, xdata={c}}\n@string{x = y}@string{y = x}@misc{d, title=x}";
    let found = read_as("a.bib", text);
    assert_eq!(found.value.len(), 4);
    assert_eq!(found.value[0].issued.unwrap().year, 2000);
    assert_eq!(found.diagnostics.iter().filter(|d| d.message.contains("lead back to")).count(), 3);
}

#[test]
fn a_part_inherits_from_its_book_but_not_its_identity() {
    let text = "@incollection{p, title={Part}, author={A, B}, crossref={w}, pages={1--9}}\n@book{w, title={Whole}, subtitle={All}, editor={E, F}, publisher={P}, year=2001, isbn={978-0-306-40615-7}, doi={10.1000/182}}";
    let part = clean("a.bib", text).remove(0);
    assert_eq!((part.container.as_deref(), part.publisher.as_deref(), part.pages.as_deref()), (Some("Whole"), Some("P"), Some("1–9")));
    assert_eq!((part.ids.isbn.as_deref(), part.ids.doi.as_deref()), (Some("9780306406157"), None));
    assert_eq!(part.authors, [Name::Person { family: "A".into(), given: "B".into() }]);
}

#[test]
fn hostile_bibtex_neither_panics_nor_grows() {
    let mut doubling = "@string{a0 = \"xxxxxxxxxxxxxxxx\"}".to_owned();
    (1..60).for_each(|n| doubling.push_str(&format!("@string{{a{n} = a{p} # a{p}}}", p = n - 1)));
    doubling.push_str("@misc{k, title = a59}");
    assert!(clean("a.bib", &doubling)[0].title.len() < 1 << 20);
    let deep = format!("@misc{{k, title = {{{}x{}}}}}", "\\emph{".repeat(50_000), "}".repeat(50_000));
    assert_eq!(clean("a.bib", &deep)[0].title, "x");
    let year = "@misc{k, title={T}, year={99999999999999999999}, date={99999999999999-99-99}}";
    assert_eq!(clean("a.bib", year)[0].issued, None);
    let json = "[".repeat(200_000);
    assert_eq!(read_as("a.json", &json).diagnostics[0].rule, "unreadable-bibliography");
    let super_groups = format!("@misc{{k, title = {{{}}}}}", "\\textsuperscript".repeat(20_000));
    assert_eq!(clean("a.bib", &super_groups).len(), 1);
}

#[test]
fn time_grows_with_the_input_only() {
    let started = time_on_cpu();
    let names = format!("@misc{{k, title={{T}}, author={{{}}}}}", "A and ".repeat(100_000));
    assert_eq!(clean("a.bib", &names)[0].authors.len(), 100_000);
    let marks = ["$", "{", "\\enquote{", "\\'", "-", "^{", "\\textsuperscript{", "\\href{"];
    marks.iter().for_each(|mark| drop(read_as("a.bib", &format!("@misc{{k, title=\"{}\"}}", mark.repeat(100_000)))));
    read_as("a.bib", &"@a{b,\n".repeat(50_000));
    read_as("a.ris", &"TY  - JOUR\nTI  - T\nER  - \n".repeat(30_000));
    read_as("a.xml", &"<record><titles><title>T</title></titles></record>".repeat(20_000));
    read_as("a.xml", &"<record>".repeat(50_000));
    read_as("a.json", &format!("[{}]", vec!["{\"id\":\"<i\",\"title\":\"<<<<i<i\"}"; 50_000].join(",")));
    // A guard against quadratic time, which would take minutes: loose, as builds without optimisation are slow.
    let took = time_on_cpu() - started;
    assert!(took < std::time::Duration::from_secs(30), "{took:?}");
}

/// How long this thread has run: what else the machine does counts for nothing (on Linux; elsewhere the clock).
fn time_on_cpu() -> std::time::Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    let nanoseconds = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = nanoseconds.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), std::time::Duration::from_nanos)
}

#[test]
fn a_doi_comes_back_in_its_own_letters() {
    let read = |doi: &str| clean("x.bib", &format!("@book{{k, title={{T}}, doi={{{doi}}}}}")).remove(0);
    for (typed, doi) in [
        ("10.1000/182{\\ss}", "10.1000/182\\ss"),
        ("10.1000/182%5CSS", "10.1000/182\\ss"),
        ("10.1002/(sici)1%3C1::aid%3E3.0", "10.1002/(sici)1<1::aid>3.0"),
        ("10.1000/a%7Bb%7D", "10.1000/a{b}"),
        ("10.1000/100%25", "10.1000/100%"),
        // Not percent-encoded, or not what a DOI may hold: it stays.
        ("10.1000/100%zz", "10.1000/100%zz"),
        ("10.1000/a%20b", "10.1000/a%20b"),
    ] {
        let source = read(typed);
        assert_eq!(source.ids.doi.as_deref(), Some(doi), "{typed}");
        let written = bibtex::write(&[&source]);
        assert_eq!(clean("x.bib", &written)[0].ids, source.ids, "{written}");
    }
}

#[test]
fn names_in_bibtex() {
    let text = "@misc{k, title={T}, author={{World {\\&} Health} and von Neumann, John and Ludwig van Beethoven and {\\'E}lise {M\\\"uller Lee} and family=Berg, prefix=van den, given=Jan and others}}";
    let person = |family: &str, given: &str| Name::Person { family: family.into(), given: given.into() };
    let expected = [
        Name::Literal("World & Health".into()),
        person("von Neumann", "John"),
        person("van Beethoven", "Ludwig"),
        person("Müller Lee", "Élise"),
        person("van den Berg", "Jan"),
        Name::Literal("et al.".into()),
    ];
    assert_eq!(clean("a.bib", text)[0].authors, expected);
}

#[test]
fn what_google_scholar_and_dblp_write() {
    let text = "@article{a, title={A}, journal={arXiv preprint arXiv:2107.10833}, year={2021}}\n@article{b, title={B}, journal={CoRR}, volume={abs/2107.10834}}\n@misc{c, title={C}, eprint={2107.10835}, archivePrefix={arXiv}, primaryClass={cs.CV}}\n@misc{d, title={D}, howpublished={\\url{https://example.org/d}}}";
    assert_eq!(
        clean("a.bib", r"@article{a, title={A}, journal={\mnras}}")[0].container.as_deref(),
        Some("Monthly Notices of the Royal Astronomical Society")
    );
    let found = clean("a.bib", text);
    let arxiv: Vec<_> = found.iter().map(|s| s.ids.arxiv.as_deref()).collect();
    assert_eq!(arxiv, [Some("2107.10833"), Some("2107.10834"), Some("2107.10835"), None]);
    assert_eq!((kind_of(&found[2]), kind_of(&found[3])), (SourceType::Preprint, SourceType::Web));
    assert_eq!(found[3].url.as_deref(), Some("https://example.org/d"));
}

#[test]
fn nbib_as_pubmed_writes_it() {
    let text = "\nPMID- 31645732\nOWN - NLM\nDP  - 2019 Oct 23\nTI  - Quantum supremacy using a programmable\n      superconducting processor.\nPG  - 505-10\nLID - 10.1038/s41586-019-1666-5 [doi]\nFAU - Arute, Frank\nAU  - Arute F\nFAU - van der Berg, Jan\nCN  - Google AI Quantum\nPT  - Journal Article\nRIN - Nature. 2020\nTA  - Nature\nJT  - Nature\nVI  - 574\nIP  - 7779\nIS  - 1476-4687 (Electronic)\nPMC - PMC6876082\n";
    let source = clean("a.nbib", text).remove(0);
    assert_eq!(source.title, "Quantum supremacy using a programmable superconducting processor");
    assert_eq!(source.issued, Some(Issued { year: 2019, month: Some(10), day: Some(23) }));
    assert_eq!(source.pages.as_deref(), Some("505–510"));
    assert_eq!((source.authors.len(), source.status), (3, Status::Retracted));
    assert_eq!(
        (source.ids.doi.as_deref(), source.ids.pmcid.as_deref(), source.ids.issn.as_deref()),
        (Some("10.1038/s41586-019-1666-5"), Some("PMC6876082"), Some("1476-4687"))
    );
}

#[test]
fn endnote_in_both_forms() {
    let tagged =
        "%0 Journal Article\n%T A title\n%A Smith, Jane\n%J Nature\n%D 2019\n%P 1-9\n%R 10.1000/182\n\n%0 Book\n%T Other\n%I Press\n";
    let found = clean("a.enw", tagged);
    assert_eq!((found.len(), found[0].pages.as_deref(), found[1].kind), (2, Some("1–9"), Some(SourceType::Book)));
    let xml = "<?xml version=\"1.0\"?><xml><records><record><ref-type name=\"Book Section\">5</ref-type><contributors><authors><author>Smith, Jane A.</author></authors><secondary-authors><author>Editor, Ed</author></secondary-authors></contributors><titles><title>A &amp; B</title><secondary-title>Whole</secondary-title></titles><dates><year>2019</year></dates><electronic-resource-num>10.1000/182</electronic-resource-num></record><record><titles><title>Broken</ti</record></records></xml>";
    let found = read_as("a.xml", xml);
    assert_eq!((found.value.len(), found.diagnostics.len()), (1, 1), "{found:?}");
    let source = &found.value[0];
    assert_eq!((source.title.as_str(), source.container.as_deref(), source.kind), ("A & B", Some("Whole"), Some(SourceType::Chapter)));
    assert_eq!(source.authors, [Name::Person { family: "Smith".into(), given: "Jane A.".into() }]);
}

#[test]
fn ris_organisations_stay_whole_and_identifiers_are_checked() {
    let text = "TY  - RPRT\r\nAU  - Ministry of Health and Social Affairs\r\nA2  - Editor, Ed\r\nTI  - A report\r\n  that goes on\r\nPY  - 2019/04/30/\r\nSN  - 978-0-306-40615-8\r\nSP  - 1\r\nEP  - 9\r\nER  - \r\n";
    let found = read_as("a.ris", text);
    let source = &found.value[0];
    assert_eq!(source.authors, [Name::Literal("Ministry of Health and Social Affairs".into())]);
    assert_eq!((source.title.as_str(), source.pages.as_deref()), ("A report that goes on", Some("1–9")));
    assert_eq!(source.issued, Some(Issued { year: 2019, month: Some(4), day: Some(30) }));
    assert_eq!(
        (found.diagnostics[0].rule, found.diagnostics[0].message.as_str()),
        ("invalid-identifier", "`978-0-306-40615-8` is no ISBN: check digit should be 7")
    );
}

#[test]
fn csl_as_others_write_it() {
    let text = r#"[{"id":1,"type":"software","title":"<i>In vivo</i> a < b","author":[{"family":"Berg","non-dropping-particle":"van den","given":"Jan"}],"issued":{"raw":"2019-04"},"volume":12,"note":"PMID: 31645732"},{"id":"x","type":"book"},7]"#;
    let found = read_as("a.json", text);
    let source = &found.value[0];
    assert_eq!((source.id.as_deref(), source.title.as_str(), source.volume.as_deref()), (Some("1"), "In vivo a < b", Some("12")));
    assert_eq!((source.ids.pmid.as_deref(), source.issued), (Some("31645732"), Some(Issued { year: 2019, month: Some(4), day: None })));
    assert_eq!(source.authors[0], Name::Person { family: "van den Berg".into(), given: "Jan".into() });
    let messages: Vec<_> = found.diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages, ["entry `x` cannot be read: it has no `title`", "a CSL item is an object with `id`, `type` and `title`"]);
}

#[test]
fn tags_in_titles_are_never_shown() {
    for (typed, shown) in [
        ("A study of <i>E. coli</i> in H<sub>2</sub>O", "A study of E. coli in H2O"),
        ("<span class=\"nocase\">eBay</span> and <b>x</b>", "eBay and x"),
        ("The <b> element", "The <b> element"),
        ("a </i> b < c", "a </i> b < c"),
    ] {
        assert_eq!(ibid::source::formats::without_tags(typed), shown);
        let yaml = format!("a:\n  title: '{typed}'\n  container: '{typed}'\n");
        let found = clean("sources/a.yaml", &yaml).remove(0);
        assert_eq!((found.title.as_str(), found.container.as_deref()), (shown, Some(shown)));
    }
}

#[test]
fn no_item_has_a_type_that_zotero_refuses() {
    for kind in SourceType::ALL {
        let item = csl::item(&Source { title: "T".into(), kind: Some(kind), ..Source::default() }, "k");
        assert_ne!(item["type"], "software");
        assert_eq!(item["custom"]["kind"], kind.word());
    }
}

#[test]
fn keys_are_stable_and_unique() {
    let smith = Source {
        title: "T".into(),
        authors: vec![Name::Person { family: "Müller".into(), given: "A".into() }],
        issued: Some(Issued { year: 2019, month: None, day: None }),
        ..Source::default()
    };
    let named = Source { id: Some("muller2019".into()), ..smith.clone() };
    let text = bibtex::write(&[&smith, &smith, &named]);
    let keys: Vec<_> = text.lines().filter_map(|l| l.strip_prefix("@misc{")).collect();
    assert_eq!(keys, ["muller2019a,", "muller2019b,", "muller2019,"]);
}

#[test]
fn bytes_that_are_not_utf8_are_windows_1252() {
    assert_eq!(decode(b"M\xfcller \x96 \x80"), "Müller – €");
    assert_eq!(decode("\u{feff}Müller".as_bytes()), "Müller");
    assert_eq!(decode(&[0xff, 0xfe, b'a', 0]), "a");
}

#[test]
fn an_answer_is_cited_in_every_form() {
    let record = CiteRecord {
        id: "why-blue".into(),
        title: "Why is the [sky] blue?".into(),
        authors: vec![Name::Person { family: "Smith".into(), given: "Jane".into() }],
        site: "Answers".into(),
        url: Some("https://answers.example/why-blue/".into()),
        date: Date::parse("2026-01-10"),
        accessed: Date::parse("2026-02-01"),
    };
    assert_eq!(record.text(), "Smith J. Why is the [sky] blue? Answers. 2026. https://answers.example/why-blue/");
    assert_eq!(record.markdown(), r"[Why is the \[sky\] blue?](<https://answers.example/why-blue/>), Smith J, Answers, 2026");
    for (name, text) in [("a.bib", record.bibtex()), ("a.ris", record.ris()), ("a.json", record.csl_json())] {
        assert_eq!(clean(name, &text), [record.source()], "{text}");
    }
    assert!(record.ris().ends_with("ER  - \r\n\r\n") && record.ris().starts_with("TY  - ELEC\r\n"));
}

/// A bibliography that the settings name and that is not in the site is told at its place; the rest is read.
#[test]
fn a_bibliography_of_the_settings_that_is_missing_is_a_finding() {
    let site = common::Site::empty();
    std::fs::create_dir_all(site.0.join("content")).unwrap();
    std::fs::write(site.0.join("content/a.md"), "# Is it so?\n\nIt is [@a].\n").unwrap();
    std::fs::write(site.0.join("there.bib"), "@misc{a, title = {A title}}").unwrap();
    std::fs::write(site.0.join("ibid.yaml"), "title: T\nbibliography:\n  - ./there.bib\n  - gone.bib\n  - ../up.bib\n").unwrap();
    let found = ibid::site::Site::open(ibid::site::Options::new(&site.0)).unwrap().diagnostics().to_vec();
    let said: Vec<String> =
        found.iter().map(|d| format!("{} {}:{} {}", d.diagnostic.file, d.position.line, d.position.column, d.diagnostic.message)).collect();
    let expected =
        ["ibid.yaml 4:5 the bibliography `gone.bib` is not in the site", "ibid.yaml 5:5 the bibliography `../up.bib` is not in the site"];
    assert_eq!(said, expected);
    assert!(found.iter().all(|d| d.diagnostic.rule == "bibliography-missing" && !d.diagnostic.help.is_empty()));
}

/// What stands in the middle of a BibTeX name with two commas is its suffix, whatever it is; an accent that is a tie elsewhere stays.
#[test]
fn names_with_two_commas_and_with_tildes() {
    let bib = r"@misc{a, title = {T}, author = {van den Berg, A.T., Cornelis and Luis Ib{\'{a}}{\~{n}}ez and Ma\~nana~Pe\~{n}a, Jos\'e}}";
    let items = csl::items(&clean("a.bib", bib).iter().collect::<Vec<_>>());
    let expected = serde_json::json!([
        {"family": "van den Berg", "given": "Cornelis", "suffix": "A. T."},
        {"family": "Ibáñez", "given": "Luis"},
        {"family": "Mañana Peña", "given": "José"},
    ]);
    assert_eq!(items[0]["author"], expected);
}

/// Dashes between pages, however they are typed, are one en dash: what is written is read as the same.
#[test]
fn pages_with_any_dash() {
    for typed in ["330--331", "330---331", "330—331", "330–331", "330-331", "330–-331", "330 – 331"] {
        let found = clean("a.bib", &format!("@article{{a, title = {{T}}, journal = {{J}}, pages = {{{typed}}}}}"));
        assert_eq!(found[0].pages.as_deref(), Some("330–331"), "{typed}");
    }
}

/// A source that only refers to a shared one is handed out under its id.
#[test]
fn a_source_that_refers_is_exported_under_the_shared_id() {
    let source = Source { title: "A title".to_owned(), reference: Some("Lee:2020".to_owned()), ..Source::default() };
    assert!(bibtex::write(&[&source]).contains("{Lee:2020,"));
    assert_eq!(csl::items(&[&source])[0]["id"], "Lee:2020");
}
