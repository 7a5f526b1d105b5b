//! The command as its users meet it: sessions with exit codes, and what a failing build leaves alone.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, text};

/// Twenty articles, each wrong in its own way, with the rule that must find it.
const MALFORMED: [(&str, &str, &str); 20] = [
    ("colon", "---\ntitle: A: B\n---\nText.\n", "yaml-syntax"),
    ("twice", "---\ntitle: A\ntitle: B\n---\nText.\n", "duplicate-key"),
    ("unknown-key", "---\ntilte: A\ntitle: A\n---\nText.\n", "unknown-key"),
    ("unterminated", "---\ntitle: A\n\nText.\n", "front-matter-unterminated"),
    ("toml", "+++\ntitle = \"A\"\n+++\nText.\n", "front-matter-toml"),
    ("tab", "---\ntitle: A\nsources:\n\t- id: x\n---\nText.\n", "yaml-tab"),
    ("untitled", "Text.\n", "title-missing"),
    ("date", "---\ntitle: A\ndate: 10/01/2026\n---\nText.\n", "date-format"),
    ("verdict", "---\ntitle: A\nverdict: perhaps\n---\nText.\n", "unknown-value"),
    ("list", "---\ntitle: [A]\n---\nText.\n", "wrong-type"),
    ("slug", "---\ntitle: A\nslug: ../../etc/passwd\n---\nText.\n", "bad-slug"),
    ("seven", "---\ntitle: A\nsources: [{title: T}]\n---\nText [7] [1].\n", "unknown-source"),
    ("key", "---\ntitle: A\nsources: [{id: smith2009, title: T}]\n---\nText [@smith2019] [1].\n", "unknown-source"),
    ("range", "---\ntitle: A\nsources: [{title: T}, {title: U}]\n---\nText [2–1] [1, 2].\n", "citation-range"),
    ("shadow", "---\ntitle: A\nsources: [{title: T}]\n---\nText [1].\n\n[1]: https://x.example/\n", "shadowed-source"),
    ("note", "# A\n\nText[^n].\n\n[^n]: One.\n\n[^n]: Two.\n", "duplicate-note"),
    ("link", "# A\n\n[x](nowhere.md)\n", "broken-link"),
    ("script", "# A\n\n[x](javascript:alert(1))\n", "unsafe-link"),
    ("answers", "---\ntitle: A\nanswer: One.\n---\nTwo.\n", "two-answers"),
    ("doi", "---\ntitle: A\nsources:\n  - title: T\n    doi: 11.1/x\n---\nText [1].\n", "malformed-identifier"),
];

fn malformed() -> Site {
    let site = Site::empty();
    for (name, content, _) in MALFORMED {
        site.write(&format!("content/{name}.md"), content);
    }
    site
}

#[test]
fn one_check_reports_every_malformed_article() {
    let done = malformed().ibid(&["check"]);
    let said = text(&done.stdout);
    assert_eq!(done.status.code(), Some(1), "{said}");
    for (name, content, rule) in MALFORMED {
        let place = format!("content/{name}.md:");
        let found = said
            .split("\n\n")
            .find(|f| f.contains(&place) && f.starts_with("error"))
            .unwrap_or_else(|| panic!("{name} is not reported\n{said}"));
        assert!(said.contains(&format!("error[{rule}]")), "{rule}");
        let line: usize = found.split(&place).nth(1).unwrap().split(':').next().unwrap().parse().unwrap();
        let shown = content.lines().nth(line - 1).unwrap_or("").replace('\t', " ");
        assert!(found.contains(shown.trim_end()), "{name}: the line itself\n{found}");
        assert!(found.contains('^') && found.contains("help: "), "{name}: a mark and a fix\n{found}");
    }
}

#[test]
fn a_build_with_errors_changes_nothing() {
    let site = Site::new(&[("content/good.md", "# Good\n\nText.\n")]);
    site.build(&[]);
    let before = site.output();
    for (name, content, _) in MALFORMED {
        site.write(&format!("content/{name}.md"), content);
    }
    let done = site.ibid(&["build"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("nothing was published"), "{}", text(&done.stderr));
    assert_eq!(site.output(), before);
}

#[test]
fn wrong_use_is_exit_code_two_and_names_what_was_meant() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n")]);
    for (args, meant) in [
        (vec!["biuld"], "build"),
        (vec!["build", "--draft"], "--drafts"),
        (vec!["check", "nowhere.md"], "nowhere.md"),
        (vec!["build", "--base-url", "x y"], "https://"),
    ] {
        let done = site.ibid(&args);
        assert_eq!(done.status.code(), Some(2), "{args:?}");
        assert!(text(&done.stderr).contains(meant), "{args:?}: {}", text(&done.stderr));
    }
    let nowhere = Site::empty().ibid(&["build"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(text(&nowhere.stderr).contains("ibid init"));
}

#[test]
fn an_unknown_setting_and_an_unknown_rule_name_the_nearest() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("ibid.yaml", "titel: X\nrules:\n  unsed-source: off\n")]);
    let said = text(&site.ibid(&["check"]).stdout);
    assert!(said.contains("ibid.yaml:1:1") && said.contains("did you mean `title`?"), "{said}");
    assert!(said.contains("ibid.yaml:3:3") && said.contains("did you mean `unused-source`?"), "{said}");
}

#[test]
fn levels_waivers_and_strict() {
    let article = |extra: &str| format!("---\ntitle: A\n{extra}sources: [{{title: T}}, {{title: U}}]\n---\nText [1].\n");
    let site = Site::new(&[("content/a.md", &article(""))]);
    assert_eq!(site.ibid(&["check"]).status.code(), Some(0), "a warning passes");
    assert_eq!(site.ibid(&["check", "--strict"]).status.code(), Some(1), "and fails when strict");
    site.write("ibid.yaml", "rules:\n  unused-source: error\n");
    assert_eq!(site.ibid(&["check"]).status.code(), Some(1));
    site.write("ibid.yaml", "rules:\n  unused-source: off\n");
    assert_eq!(site.ibid(&["check", "--strict"]).status.code(), Some(0));
    site.write("ibid.yaml", "title: X\n");
    site.write("content/a.md", &article("allow:\n  - rule: unused-source\n    reason: consulted only\n"));
    assert_eq!(site.ibid(&["check", "--strict"]).status.code(), Some(0), "waived");
    site.write("content/a.md", &article("allow:\n  - rule: unused-source\n    reason: consulted only\n    until: 2020-01-01\n"));
    let said = text(&site.ibid(&["check"]).stdout);
    assert!(said.contains("waiver-expired") && said.contains("unused-source"), "{said}");
    site.write("content/a.md", &article("allow:\n  - rule: unused-note\n    reason: none\n"));
    assert!(text(&site.ibid(&["check"]).stdout).contains("waiver-unused"));
}

#[test]
fn init_new_check_and_build_in_a_new_folder() {
    let site = Site::empty();
    let made = site.ibid(&["init", "my-site"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert_eq!(site.ibid(&["init", "my-site"]).status.code(), Some(2), "nothing is overwritten");
    let checked = site.ibid(&["-C", "my-site", "check", "--strict"]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    let new = site.ibid(&["-C", "my-site", "new", "What is light?", "--path", "sky"]);
    assert!(text(&new.stdout).trim_end().ends_with("content/sky/what-is-light.md"), "{}", text(&new.stdout));
    assert!(site.read("my-site/content/sky/what-is-light.md").contains("title: \"What is light?\""));
    let built = site.ibid(&["-C", "my-site", "build"]);
    let said = text(&built.stdout);
    assert!(built.status.success() && said.contains("skipped content/sky/what-is-light.md: it is a draft"), "{said}");
    assert!(site.read("my-site/public/sky/why-is-the-sky-blue/index.html").contains("Strutt"));
    assert!(site.ibid(&["-C", "my-site", "build", "--drafts"]).status.success());
}

#[test]
fn addresses_that_meet_or_cannot_be_written_are_found_before_anything_is() {
    let article = |title: &str, slug: &str| format!("---\ntitle: {title}\nslug: {slug}\n---\nText.\n");
    let site = Site::new(&[
        ("content/a.md", &article("A", "Same")),
        ("content/b.md", &article("B", "same")),
        ("content/x/c.md", "# C\n\nText.\n"),
        ("content/x/c/index.md", "# C too\n\nText.\n"),
        ("content/con.md", "# Con\n\nText.\n"),
        ("content/topics.md", "# Topics\n\nText.\n"),
        ("content/d.md", "---\ntitle: D\naliases: [/same/, /../up/]\n---\n![x](a:b.svg \"C\")\n"),
    ]);
    let said = text(&site.ibid(&["check"]).stdout);
    for (rule, place) in [
        ("path-collision", "content/b.md:3:7"),
        ("path-collision", "content/x/c/index.md:1:1"),
        ("bad-path", "content/con.md:1:1"),
        ("path-collision", "content/topics.md:1:1"),
        ("path-collision", "content/d.md:3:11"),
        ("bad-alias", "content/d.md:3:19"),
    ] {
        let found = said.split("\n\n").any(|f| f.contains(&format!("[{rule}]")) && f.contains(place));
        assert!(found, "{rule} at {place}\n{said}");
    }
    assert!(!site.0.join("public").exists());
}

#[test]
fn search_answers_from_the_built_index() {
    let site = Site::of_repository();
    assert_eq!(site.ibid(&["search", "deploy"]).status.code(), Some(2), "there is no index yet");
    site.build(&[]);
    for query in ["how do I deploy a site", "deplyo", "How do I depl"] {
        let said = text(&site.ibid(&["search", query]).stdout);
        assert!(said.starts_with("How do I deploy a site?\n  /manual/how-do-i-deploy/"), "{query}: {said}");
    }
    assert_eq!(site.ibid(&["search", "xyzzyplugh"]).status.code(), Some(1));
}

#[test]
fn findings_as_json_and_for_github() {
    let site = Site::new(&[("content/a.md", "# A\n\n[x](nowhere.md)\n")]);
    let json: serde_json::Value = serde_json::from_slice(&site.ibid(&["check", "--format", "json"]).stdout).unwrap();
    assert_eq!(
        (json["errors"].as_u64(), json["findings"][0]["line"].as_u64(), json["findings"][0]["column"].as_u64()),
        (Some(1), Some(3), Some(1))
    );
    let github = text(&site.ibid(&["check", "--format", "github"]).stdout);
    assert!(github.starts_with("::error file=content/a.md,line=3,col=1,title=broken-link::"), "{github}");
}

#[test]
fn a_broken_theme_names_the_template_the_line_and_the_variable() {
    let site = Site::new(&[
        ("content/a.md", "# A\n\nText.\n"),
        ("ibid.yaml", "theme: mine\n"),
        (
            "themes/mine/templates/topics.html",
            "{% extends \"base.html\" %}\n{% block main %}\n{{ page.nothing_like_it }}\n{% endblock main %}\n",
        ),
    ]);
    let done = site.ibid(&["build"]);
    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("topics.html") && said.contains("3") && said.contains("nothing_like_it"), "{said}");
}

#[test]
fn the_help_of_a_command_tells_its_own_options_before_those_of_every_command() {
    let site = Site::empty();
    for command in ["build", "check", "serve", "fmt", "list", "search"] {
        let said = text(&site.ibid(&[command, "--help"]).stdout);
        let options: Vec<&str> = said.lines().filter_map(|l| l.trim_start().split_once("--").map(|(_, rest)| rest)).collect();
        let names: Vec<&str> = options.iter().map(|o| o.split(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap()).collect();
        let at = names.iter().position(|n| *n == "site").unwrap();
        assert_eq!(names[at..at + 5], ["site", "color", "quiet", "verbose", "help"], "{command}: {names:?}");
        assert!(at > 0, "{command} has options of its own");
    }
}

#[test]
fn a_file_where_the_output_folder_goes_is_named() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("public", "mine")]);
    let done = site.ibid(&["build"]);
    assert_eq!(done.status.code(), Some(1));
    let said = text(&done.stderr);
    assert!(said.contains("public is a file") && said.contains("--output"), "{said}");
    assert_eq!(site.read("public"), "mine");
}
