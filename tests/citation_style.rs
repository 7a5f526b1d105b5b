//! `citation_style` on whole sites: by name, by file, from a parent, in the page's language; and what is said of a style that
//! cannot be used.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]
#![cfg(feature = "csl")]

mod common;

use ibid::base::path::SitePath;
use ibid::site::{Live, Options, Seen, Site};
use ibid::source::Name;
use ibid::source::formats::read;
use ibid::source::style::{Choice, Style, names};
use std::fs;

const STYLE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Own</title><id>own</id><updated>2026-01-10T00:00:00Z</updated></info>
  <macro name="who"><names variable="author"><name and="text"/></names></macro>
  <citation><layout><text variable="citation-number"/></layout></citation>
  <bibliography second-field-align="flush">
    <layout suffix=".">
      <text variable="citation-number" prefix="[" suffix="] "/>
      <group delimiter=", "><text macro="who"/><text variable="title" text-case="sentence"/><text term="in"/></group>
    </layout>
  </bibliography>
</style>"#;

const DEPENDENT: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="de-DE">
  <info>
    <title>Child</title><id>child</id><updated>2026-01-10T00:00:00Z</updated>
    <link href="http://www.zotero.org/styles/own" rel="independent-parent"/>
  </info>
</style>"#;

fn site(settings: &str, files: &[(&str, &str)]) -> common::Site {
    let site = common::Site::empty();
    for (path, text) in [("ibid.yaml", settings)].iter().chain(files) {
        let path = site.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let article = "---\ntitle: Is it so?\nsources:\n  - {id: a, title: The use of mRNA and DNA in Ghent, authors: [Jan van der Berg, Ada Lovelace], year: 1843, finding: It is.}\n---\nIt is [@a].\n";
    fs::create_dir_all(site.0.join("content")).unwrap();
    fs::write(site.0.join("content/a.md"), article).unwrap();
    site
}

fn card(site: &common::Site) -> String {
    let opened = Site::open(Options::new(&site.0)).unwrap();
    assert_eq!(opened.diagnostics().iter().map(|d| d.diagnostic.message.clone()).collect::<Vec<_>>(), Vec::<String>::new());
    opened.build().unwrap();
    fs::read_to_string(site.0.join("public/a/index.html")).unwrap()
}

#[test]
fn a_file_says_how_cards_read() {
    let page = card(&site("citation_style: styles/own.csl\n", &[("styles/own.csl", STYLE)]));
    // No number, no case lost, the particle with its name; the answer itself is cited in the same style.
    assert!(page.contains("Jan van der Berg and Ada Lovelace, The use of mRNA and DNA in Ghent, in."), "{page}");
    assert!(page.contains("Is it so?, in."), "{page}");
}

#[test]
fn a_dependent_style_takes_its_form_from_the_file_beside_it_and_keeps_its_language() {
    let page = card(&site("citation_style: styles/child.csl\n", &[("styles/child.csl", DEPENDENT), ("styles/own.csl", STYLE)]));
    assert!(page.contains("Jan van der Berg und Ada Lovelace, The use of mRNA and DNA in Ghent, in."), "{page}");
}

#[test]
fn a_style_without_a_language_takes_that_of_the_page() {
    let page = card(&site("citation_style: own.csl\nlang: fr\n", &[("own.csl", STYLE)]));
    assert!(page.contains("Jan van der Berg et Ada Lovelace, The use of mRNA and DNA in Ghent, in."), "{page}");
}

#[test]
fn a_style_has_a_name() {
    let page = card(&site("citation_style: modern-language-association\n", &[]));
    assert!(page.contains("van der Berg, Jan, and Ada Lovelace. <") || page.contains("van der Berg, Jan, and Ada Lovelace. "), "{page}");
}

/// Each style, and what is said of it, with file, line and column.
#[test]
fn a_style_that_cannot_be_used_is_a_finding_at_its_place() {
    let circle = STYLE.replace("<names variable=\"author\"><name and=\"text\"/></names>", "<text macro=\"who\"/>");
    let deep = STYLE.replace("<text term=\"in\"/>", &format!("{}{}", "<group>".repeat(60), "</group>".repeat(60)));
    let orphan = DEPENDENT.replace("styles/own", "styles/elsewhere");
    let notes = format!("{}</style>", STYLE.split("  <bibliography").next().unwrap());
    let parentless = DEPENDENT.replace("independent-parent", "template");
    let cases = [
        ("gone.csl", "", "ibid.yaml:1:17 the style `gone.csl` is not in the site"),
        ("../up.csl", "", "ibid.yaml:1:17 the style `../up.csl` is not in the site"),
        ("x.csl", "", "x.csl:1:1 this file holds no CSL style"),
        ("x.csl", "<locale/>", "x.csl:1:1 this is no CSL style: its root is `locale`, and `style` is expected"),
        (
            "x.csl",
            "<style>\n  <info></macro>\n</style>",
            "x.csl:2:9 this is no XML: ill-formed document: expected `</info>`, but `</macro>` was found",
        ),
        ("x.csl", STYLE.strip_suffix("</style>").unwrap(), "x.csl:10:17 the file ends inside an element"),
        ("x.csl", &STYLE.replace("macro=\"who\"", "macro=\"wo\""), "x.csl:8:42 no macro `wo` is defined"),
        ("x.csl", &circle, "x.csl:3:3 the macro `who` calls itself"),
        ("x.csl", &deep, "x.csl:8:401 elements stand more than 48 deep in one another"),
        (
            "x.csl",
            &STYLE.replace("text-case=\"sentence\"", "text-case=\"loud\""),
            "x.csl:8:82 this style cannot be read: unknown variant `loud`",
        ),
        ("x.csl", &notes, "x.csl:1:1 this style has no `bibliography`: it formats notes only"),
        ("x.csl", &orphan, "x.csl:4:62 this style takes its form from `elsewhere`, which is not here"),
        ("x.csl", &parentless, "x.csl:1:1 this style has no `citation`, and names no parent that has one"),
    ];
    let mut wrong = Vec::new();
    for (name, text, expected) in cases {
        let files = [("x.csl", text)];
        let site = site(&format!("citation_style: {name}\n"), if name == "x.csl" { &files } else { &[] });
        let found = Site::open(Options::new(&site.0)).unwrap().diagnostics().to_vec();
        let said: Vec<String> = found
            .iter()
            .map(|d| format!("{}:{}:{} {}", d.diagnostic.file, d.position.line, d.position.column, d.diagnostic.message))
            .collect();
        if said != [expected] || !found.iter().all(|d| d.diagnostic.rule == "unreadable-style" && !d.diagnostic.help.is_empty()) {
            wrong.push(format!("{name}: {expected}\n  {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every style that has a name prints every reference of the fixtures, with its title or, in styles that leave it out, its author.
#[test]
fn all_named_styles_print_works() {
    let path = format!("{}/tests/spec/source/styles/references.bib", env!("CARGO_MANIFEST_DIR"));
    let found = read(&SitePath::new("references.bib"), &fs::read_to_string(path).unwrap());
    let folded = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (mut wrong, mut named) = (Vec::new(), 0);
    for name in names() {
        let Ok(choice @ (Choice::Named(_) | Choice::BuiltIn(_))) = Choice::parse(name) else { panic!("{name}") };
        let style = Style::load(&choice, &|_| None).unwrap();
        named += 1;
        for source in &found.value {
            let text = style.reference(source, "en").unwrap_or_default();
            let author = source.authors.first().map(|name| match name {
                Name::Person { family, .. } | Name::Literal(family) => folded(family),
            });
            let shown = folded(&text).contains(&folded(&source.title)) || author.is_some_and(|a| folded(&text).contains(&a));
            if !shown || text.contains("  ") {
                wrong.push(format!("{name}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty() && named > 85, "{named}\n{}", wrong.join("\n"));
}

/// A style that changes while the site is served changes its pages; one that breaks is a finding until it is mended.
#[test]
fn serving_follows_the_style() {
    let site = site("citation_style: styles/own.csl\n", &[("styles/own.csl", STYLE)]);
    let mut live = Live::open(Options::new(&site.0), None).unwrap();
    let file = SitePath::new("styles/own.csl");
    let mut after = |text: &str, seen: Seen| {
        fs::write(site.0.join("styles/own.csl"), text).unwrap();
        live.apply(&seen);
        let snapshot = live.snapshot();
        let page = String::from_utf8(snapshot.make("a/index.html").unwrap().unwrap().bytes).unwrap();
        let found = snapshot.check(&|| false).unwrap();
        (page.contains("DNA in Ghent; in."), page.contains("DNA in Ghent, in."), found.around().len())
    };
    let other = STYLE.replace("delimiter=\", \"", "delimiter=\"; \"");
    assert_eq!(after(STYLE, Seen::Everything), (false, true, 0));
    assert_eq!(after(&other, Seen::Files([file.clone()].into())), (true, false, 0));
    assert_eq!(after("<style", Seen::Files([file.clone()].into())), (false, false, 1));
    assert_eq!(after(STYLE, Seen::Everything), (false, true, 0));
}
