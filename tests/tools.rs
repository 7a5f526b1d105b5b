//! What helps with editors, shells and terminals: schemas, manual pages, completions, lists, colours, widths, nearest names.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, text};
use serde_json::Value;
use std::process::Command;

/// Every command that `ibid --help` lists.
fn commands() -> Vec<String> {
    let help = text(&Site::empty().ibid(&["--help"]).stdout);
    let lines = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    lines.filter_map(|l| l.split_whitespace().next()).filter(|c| *c != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_help_with_an_example() {
    let site = Site::empty();
    let all = commands();
    assert!(all.len() >= 12, "{all:?}");
    for command in all {
        let help = text(&site.ibid(&[&command, "--help"]).stdout);
        let example = help.split_once("Example").map(|(_, rest)| rest).unwrap_or_else(|| panic!("{command} has no example\n{help}"));
        assert!(example.contains(&format!("ibid {command}")), "{command}\n{help}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let site = Site::empty();
    assert!(site.ibid(&["man", "--output", "man"]).status.success());
    for command in commands() {
        let page = site.read(&format!("man/ibid-{command}.1"));
        let printed = text(&site.ibid(&["man", &command]).stdout);
        assert_eq!(page, printed, "{command}");
        for part in [".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH EXIT STATUS", ".SH EXAMPLES", ".SH SEE ALSO"] {
            assert!(page.contains(part), "{command} has no {part}\n{page}");
        }
        assert!(site.read("man/ibid.1").contains(&format!("ibid\\-{command}(1)")));
    }
}

#[test]
fn schemas_are_printed_and_written_and_named_by_a_new_site() {
    let site = Site::empty();
    assert!(site.ibid(&["init", "."]).status.success());
    for (what, key) in [("article", "verdict"), ("source", "definitions"), ("site", "base_url")] {
        let printed = text(&site.ibid(&["schema", what]).stdout);
        let schema: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert!(printed.contains(&format!("\"{key}\"")));
        assert_eq!(site.read(&format!(".ibid/schema/{what}.json")), printed);
    }
    assert!(site.read("ibid.yaml").starts_with("# yaml-language-server: $schema=.ibid/schema/site.json\n"));
    assert!(site.read("sources/physics.yaml").starts_with("# yaml-language-server: $schema=../.ibid/schema/source.json\n"));
    assert!(site.ibid(&["schema", "--output", "s"]).status.success());
    assert_eq!(site.read("s/site.json"), site.read(".ibid/schema/site.json"));
}

#[test]
fn completions_name_every_command() {
    let site = Site::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&site.ibid(&["completions", shell]).stdout);
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
    }
    let parsed = Command::new("bash").args(["-n", "/dev/stdin"]).stdin(script_of(&site, "bash")).status().unwrap();
    assert!(parsed.success(), "bash reads its completions");
}

fn script_of(site: &Site, shell: &str) -> std::process::Stdio {
    site.write("script", &text(&site.ibid(&["completions", shell]).stdout));
    std::fs::File::open(site.0.join("script")).unwrap().into()
}

#[test]
fn the_list_of_articles() {
    let article = |extra: &str| format!("---\ntitle: T\n{extra}sources: [{{title: A}}, {{title: B}}]\n---\nText [1].\n");
    let site = Site::new(&[
        ("content/a.md", &article("date: 2025-01-01\nreview_every: 1y\n")),
        ("content/b.md", &article("draft: true\n")),
        ("content/c.md", &article("date: 2099-01-01\n")),
        ("content/d.md", &article("expires: 2020-01-01\n")),
    ]);
    let said = text(&site.ibid(&["list"]).stdout);
    assert!(said.starts_with("DATE        STATE      REVIEW          SOURCES  COVERAGE  FILE"), "{said}");
    assert!(said.contains("2025-01-01  published  2026-01-01 due  1 of 2   –         content/a.md"), "{said}");
    assert!(
        said.contains("3 articles, 1 draft, 1 review due") && said.contains("not listed: content/d.md: it expired on 2020-01-01"),
        "{said}"
    );
    let files = |args: &[&str]| -> Vec<String> {
        let rows: Value = serde_json::from_slice(&site.ibid(&[&["list", "--json"], args].concat()).stdout).unwrap();
        rows.as_array().unwrap().iter().map(|r| format!("{} {}", r["file"].as_str().unwrap(), r["state"].as_str().unwrap())).collect()
    };
    assert_eq!(files(&[]), ["content/a.md published", "content/b.md draft", "content/c.md future"]);
    assert_eq!(files(&["--drafts"]), ["content/b.md draft"]);
    assert_eq!(files(&["--due"]), ["content/a.md published"]);
}

#[test]
fn colours_are_asked_for_and_refused() {
    let site = Site::new(&[("content/a.md", "# A\n\n[x](nowhere.md)\n")]);
    let coloured = |args: &[&str], env: &[(&str, &str)]| text(&site.ibid_with(&[&["check"], args].concat(), env).stdout).contains('\u{1b}');
    assert!(!coloured(&[], &[]), "a pipe has no colours");
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "what is asked for counts most");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    let wrong = text(&site.ibid_with(&["--color=always", "biuld"], &[("NO_COLOR", "1")]).stderr);
    assert!(wrong.contains('\u{1b}'), "{wrong}");
}

#[test]
fn findings_and_errors_fit_the_width() {
    let long = "A title that goes on and on and on, so that no terminal that people use would hold it in one line of its own";
    let site = Site::new(&[("content/a.md", &format!("---\ntitle: A\nsources: [{{title: \"{long}\"}}]\n---\nText.\n"))]);
    for width in ["40", "60", "80"] {
        let said = text(&site.ibid_with(&["check"], &[("COLUMNS", width)]).stdout);
        let most: usize = width.parse().unwrap();
        assert!(said.contains("never") && said.lines().all(|l| l.chars().count() <= most), "{said}");
        let error = text(&site.ibid_with(&["search", "x"], &[("COLUMNS", width)]).stderr);
        assert!(error.lines().filter(|l| !l.contains('/')).all(|l| l.chars().count() <= most), "{error}");
    }
}

#[test]
fn quiet_verbose_and_the_table_of_times() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("content/b.md", "---\ntitle: B\ndraft: true\n---\nText.\n")]);
    let quiet = site.ibid(&["build", "--quiet"]);
    assert!(quiet.stdout.is_empty() && quiet.stderr.is_empty());
    let plain = site.ibid(&["build"]);
    assert!(plain.stderr.is_empty(), "no progress in a pipe");
    assert!(text(&plain.stdout).contains("1 article, "), "{}", text(&plain.stdout));
    let verbose = text(&site.ibid(&["build", "--verbose"]).stderr);
    for stage in ["reading", "parsing 2:", "resolving and checking", "indexing", "writing", "tidying up"] {
        assert!(verbose.lines().any(|l| l.starts_with(stage)), "{stage}\n{verbose}");
    }
    let times = text(&site.ibid(&["build", "--timings"]).stdout);
    let table: Vec<&str> = times.lines().skip_while(|l| !l.starts_with("stage")).collect();
    assert!(table.len() >= 7 && table.last().unwrap().starts_with("in all"), "{times}");
    assert_eq!(site.ibid(&["build", "--quiet", "--verbose"]).status.code(), Some(2));
}

#[test]
fn an_unknown_name_of_any_kind_names_the_nearest() {
    let site = Site::new(&[
        (
            "content/a.md",
            "---\ntitle: A\ntopcs: [x]\nverdict: yess\nsources:\n  - {id: smith2009, title: T}\nallow:\n  - {rule: unused-sorce, reason: r}\n---\nText [@smith2019].\n",
        ),
        ("content/b.md", "---\ntitle: B\ntopics: [light]\n---\nText.\n"),
        ("ibid.yaml", "titel: X\nrules: {unusd-note: off}\ndeploy: nginxx\n"),
    ]);
    let found = text(&site.ibid(&["check"]).stdout);
    for near in ["topics", "yes", "unused-source", "smith2009", "title", "unused-note", "nginx"] {
        assert!(found.contains(&format!("`{near}`")), "{near}\n{found}");
    }
    for (args, near) in [
        (vec!["chekc"], "check"),
        (vec!["check", "--stric"], "--strict"),
        (vec!["explain", "unused-sorce"], "unused-source"),
        (vec!["schema", "artcle"], "article"),
        (vec!["completions", "bsh"], "bash"),
        (vec!["man", "chekc"], "check"),
        (vec!["check", "--format", "jsn"], "json"),
        (vec!["init", "x", "--deploy", "netlfy"], "netlify"),
        (vec!["check", "content/aa.md"], "content/a.md"),
        (vec!["list", "--topic", "ligth"], "light"),
    ] {
        let done = site.ibid(&args);
        let said = text(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{args:?}");
        assert!(said.contains(near), "{args:?}: {said}");
    }
}

#[test]
fn a_new_article_is_made_after_the_nearest_archetype() {
    let site = Site::new(&[
        ("content/a.md", "# A\n"),
        ("archetypes/default.md", "---\ntitle: {title}\ndate: {date}\ndraft: true\n---\nDefault for {slug}.\n"),
        ("archetypes/sky.md", "---\ntitle: {title}\ntopics: [sky]\n---\n{question}\n"),
    ]);
    for (folder, expected) in [
        ("", "---\ntitle: \"Why: how?\"\ndate: 2026-11-24\ndraft: true\n---\nDefault for why-how.\n"),
        ("sky", "---\ntitle: \"Why: how?\"\ntopics: [sky]\n---\nWhy: how?\n"),
        ("sky/clouds", "---\ntitle: \"Why: how?\"\ntopics: [sky]\n---\nWhy: how?\n"),
        ("sea", "---\ntitle: \"Why: how?\"\ndate: 2026-11-24\ndraft: true\n---\nDefault for why-how.\n"),
    ] {
        let done = site.ibid(&["new", "Why: how?", "--path", folder]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        assert_eq!(site.read(text(&done.stdout).trim()), expected, "{folder}");
    }
}

#[test]
fn a_pasted_answer_becomes_a_draft_with_its_sources() {
    let site = Site::new(&[("content/a.md", "# A\n")]);
    site.write("chat.md", "# Is it so?\n\nYes, it is so [1].\n\n[1] https://example.org/study\n");
    let done = site.ibid(&["new", "--from", "chat.md", "--path", "qa"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let article = site.read("content/qa/is-it-so.md");
    assert!(article.starts_with("---\ntitle: \"Is it so?\"\ndate: 2026-11-24\ndraft: true\n"), "{article}");
    assert!(article.contains("url: https://example.org/study") && article.contains("Yes, it is so ["), "{article}");
    assert!(site.ibid(&["new", "Another question?", "--from", "chat.md"]).status.success());
    assert!(site.read("content/another-question.md").contains("title: \"Another question?\""));
    assert_eq!(site.ibid(&["new"]).status.code(), Some(2));
    let checked = site.ibid(&["check", "--drafts"]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
}
