//! Every rule has its page, and the page is true: `bad` makes the rule speak, `good` does not, a waiver silences it, and
//! the settings move it to each level.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use ibid::base::date::Date;
use ibid::check::{self, Example, Rule, can_be_waived, examples};
use ibid::diag::{Located, Severity};
use ibid::external::{Ask, Replies, Reply};
use ibid::site::{Options, Site};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The example's files on disk.
fn lay_out(example: &Example) -> common::Site {
    let site = common::Site::empty();
    std::fs::create_dir_all(site.0.join("content")).unwrap();
    for file in &example.files {
        let path = site.0.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut text = file.text.clone();
        let (mut latin1, mut link) = (false, false);
        for flag in &file.flags {
            match flag.split_once('=') {
                Some(("times", n)) => {
                    let (before, rest) = text.split_once('«').unwrap();
                    let (what, after) = rest.split_once('»').unwrap();
                    text = format!("{before}{}{after}", what.repeat(n.parse().unwrap()));
                }
                _ if flag == "latin1" => latin1 = true,
                _ if flag == "link" => link = true,
                _ => panic!("an example's file has the flag `{flag}`"),
            }
        }
        if link {
            std::os::unix::fs::symlink(text.trim(), path).unwrap();
        } else if latin1 {
            std::fs::write(path, text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()).unwrap();
        } else {
            std::fs::write(path, text).unwrap();
        }
    }
    site
}

/// What `ibid check` finds in a site, on a fixed day.
fn findings(site: &common::Site) -> Vec<Located> {
    let options = Options { future: true, jobs: Some(1), today: Date::parse("2026-11-24").unwrap(), ..Options::new(&site.0) };
    let site = Site::open(options).unwrap();
    let mut found = site.diagnostics().to_vec();
    found.extend(site.ask(&World, |_| true).unwrap());
    found
}

/// The world outside, in which an address says how it answers.
#[derive(Debug)]
struct World;

impl Ask for World {
    fn ask(&self, addresses: &[String], step: &dyn Fn()) -> Result<Replies, ibid::Error> {
        let reply = |address: &String| match address {
            a if a.contains("gone") => Reply::Gone("it answers 404".to_owned()),
            a if a.contains("moved") => Reply::Moved("https://www.example.org/there".to_owned()),
            a if a.contains("silent") => Reply::Silent("it answers 403".to_owned()),
            _ => Reply::Found,
        };
        addresses.iter().for_each(|_| step());
        Ok(addresses.iter().map(|a| (a.clone(), reply(a))).collect())
    }
}

/// The levels at which a rule speaks.
fn levels(rule: &Rule, found: &[Located]) -> Vec<Severity> {
    found.iter().filter(|f| f.diagnostic.rule == rule.name).map(|f| f.diagnostic.severity).collect()
}

/// The example with a rule's level set in its settings.
fn with_level(example: &Example, rule: &Rule, level: &str) -> Example {
    let mut out = example.clone();
    let line = format!("  {}: {level}\n", rule.name);
    match out.files.iter_mut().find(|f| f.path == "ibid.yaml") {
        Some(file) if file.text.contains("rules:\n") => file.text = file.text.replacen("rules:\n", &format!("rules:\n{line}"), 1),
        Some(file) => file.text.push_str(&format!("rules:\n{line}")),
        None => out.files.push(check::ExampleFile { path: "ibid.yaml".to_owned(), text: format!("rules:\n{line}"), flags: Vec::new() }),
    }
    out
}

/// The example with the rule waived in each of its articles in which it speaks.
fn waived(example: &Example, rule: &Rule, found: &[Located]) -> Example {
    let mut out = example.clone();
    let waiver = format!("allow:\n  - rule: {}\n    reason: it is right here\n", rule.name);
    for file in out.files.iter_mut() {
        let speaks = found.iter().any(|f| f.diagnostic.rule == rule.name && f.diagnostic.file.as_str() == file.path);
        if !speaks || !file.path.ends_with(".md") {
            continue;
        }
        file.text = match file.text.strip_prefix("---\n") {
            Some(rest) if rest.contains("allow:\n") => {
                format!("---\n{}", rest.replacen("allow:\n", &waiver, 1))
            }
            Some(rest) => format!("---\n{waiver}{rest}"),
            None => format!("---\n{waiver}---\n{}", file.text),
        };
    }
    out
}

fn told(found: &[Located]) -> String {
    let lines = found.iter().map(|f| {
        let d = &f.diagnostic;
        format!("  {}[{}] {}:{}:{} {}", d.severity.word(), d.rule, d.file, f.position.line, f.position.column, d.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The level that an example runs at: the rule's own, or `warn` where it is off unless asked for.
fn as_shown(example: &Example, rule: &Rule) -> Example {
    if rule.level.is_some() { example.clone() } else { with_level(example, rule, "warn") }
}

fn check_page(rule: &Rule) -> Vec<String> {
    let mut wrong = Vec::new();
    let (bad, good): (Vec<Example>, Vec<Example>) = examples(rule.page).into_iter().partition(|e| e.bad);
    if bad.is_empty() || good.is_empty() {
        return vec!["its page needs a `bad` and a `good` example".to_owned()];
    }
    let expected = rule.level.unwrap_or(Severity::Warn);
    for example in &bad {
        let found = findings(&lay_out(&as_shown(example, rule)));
        let levels_found = levels(rule, &found);
        if levels_found.is_empty() || levels_found.iter().any(|l| *l != expected) {
            wrong.push(format!("`bad` must make it speak, at level {}:\n{}", expected.word(), told(&found)));
            continue;
        }
        wrong.extend(check_levels(rule, example));
        if rule.family != "waivers" {
            wrong.extend(check_waiver(rule, &as_shown(example, rule), &found));
        }
    }
    for example in &good {
        let found = findings(&lay_out(&as_shown(example, rule)));
        let error = found.iter().any(|f| f.diagnostic.severity == Severity::Error);
        if !levels(rule, &found).is_empty() || error {
            wrong.push(format!("`good` must be silent and hold no error:\n{}", told(&found)));
        }
    }
    wrong
}

fn check_levels(rule: &Rule, example: &Example) -> Vec<String> {
    let mut wrong = Vec::new();
    for (word, level) in [("error", Some(Severity::Error)), ("warn", Some(Severity::Warn)), ("info", Some(Severity::Info)), ("off", None)] {
        let found = findings(&lay_out(&with_level(example, rule, word)));
        let levels = levels(rule, &found);
        let right = match level {
            None => levels.is_empty(),
            Some(level) => !levels.is_empty() && levels.iter().all(|l| *l == level),
        };
        if !right {
            wrong.push(format!("`rules: {word}` does not set its level:\n{}", told(&found)));
        }
    }
    wrong
}

fn check_waiver(rule: &Rule, example: &Example, found: &[Located]) -> Vec<String> {
    let after = findings(&lay_out(&waived(example, rule, found)));
    let silent = levels(rule, &after).is_empty();
    let has = |name: &str| after.iter().any(|f| f.diagnostic.rule == name);
    let (unused, refused) = (has("waiver-unused"), has("unknown-rule"));
    match can_be_waived(rule.name) {
        true if !silent || unused => vec![format!("a waiver does not silence it:\n{}", told(&after))],
        false if silent && !refused => vec![format!("it cannot be waived, and is:\n{}", told(&after))],
        _ => Vec::new(),
    }
}

#[test]
fn every_page_is_true() {
    let rules: Vec<&Rule> = check::all().collect();
    let checked = rules.len();
    let failures: BTreeMap<&str, Vec<String>> =
        rules.into_par_iter().map(|rule| (rule.name, check_page(rule))).filter(|(_, wrong)| !wrong.is_empty()).collect();
    let told: Vec<String> = failures.iter().map(|(name, wrong)| format!("== {name}\n{}", wrong.join("\n"))).collect();
    assert!(failures.is_empty(), "{} of {checked} rules\n{}", failures.len(), told.join("\n"));
}

#[test]
fn rules_have_distinct_names_that_read_well_after_allow() {
    let mut names: Vec<&str> = check::all().map(|r| r.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "two rules have one name");
    for name in names {
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{name}");
    }
}

/// Every file of the folder of rules is of a rule in the table.
#[test]
fn no_page_is_without_its_rule() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if let Some(rule) = name.strip_suffix(".md") {
            assert!(check::find(rule).is_some(), "src/check/rules/{name} is the page of no rule");
        }
        if let Some(rule) = name.strip_suffix(".rs").filter(|n| *n != "mod") {
            assert!(check::find(&rule.replace('_', "-")).is_some(), "src/check/rules/{name} is the file of no rule");
        }
    }
}
