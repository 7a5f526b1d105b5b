//! The README and the manual are true: every command line in them runs, every example is read, and every command, key and
//! rule is named.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read files and fail by panicking"
)]

mod common;

use common::{Site, text};
use ibid::base::path::SitePath;
use ibid::diag::{Diagnostic, Severity};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The page that says what is not there yet; the commands that it names may be missing.
const TO_COME: &str = "what-can-this-version-not-do.md";

/// Lines that the tests do not run, by how they begin: they install, need tools of others, or run the tests themselves.
const NOT_OURS: [&str; 5] = ["cargo ", "tests/run.sh", "pandoc ", "docker ", "man "];

/// Files that the examples speak of.
const FILES: [(&str, &str); 4] = [
    ("answer.txt", "# Is it so?\n\nYes, it is so [1].\n\n[1] https://example.org/study\n"),
    ("library.bib", "@article{rayleigh1871, title={On the light from the sky}, author={Strutt, J. W.}, year={1871}}\n"),
    ("paper.nbib", "PMID- 1\nTI  - A title.\nFAU - Doe, Jane\nDP  - 2020\n"),
    ("content/qa/soil.md", "---\ntitle: What is soil?\n---\nWhat plants stand in.\n"),
];

/// README, CONTRIBUTING and the manual, each with its text.
fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = vec![root.join("README.md"), root.join("CONTRIBUTING.md")];
    files.extend(
        fs::read_dir(root.join("content/manual")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|x| x == "md")),
    );
    files.sort();
    files.into_iter().map(|f| (f.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(f).unwrap())).collect()
}

/// The blocks of code: the words behind the fence, and the text.
fn blocks(document: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let fence: String = line.chars().take_while(|c| *c == '`').collect();
        if fence.len() >= 3 {
            let inside: Vec<&str> = lines.by_ref().take_while(|l| l.trim_end() != fence).collect();
            out.push((line[fence.len()..].trim().to_owned(), format!("{}\n", inside.join("\n"))));
        }
    }
    out
}

/// The text outside blocks of code.
fn prose(document: &str) -> String {
    let mut fence: Option<String> = None;
    let mut out = String::new();
    for line in document.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if line.trim_end() == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

fn commands() -> BTreeSet<String> {
    let help = text(&Site::empty().ibid(&["--help"]).stdout);
    let lines = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    lines.filter_map(|l| l.split_whitespace().next()).filter(|c| *c != "help").map(str::to_owned).collect()
}

/// Words of a command line; those in double quotes are one.
fn words(line: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (n, part) in line.split('"').enumerate() {
        if n % 2 == 1 { out.push(part.to_owned()) } else { out.extend(part.split_whitespace().map(str::to_owned)) }
    }
    out
}

#[test]
fn every_command_line_runs() {
    let known = commands();
    let documents = documents();
    let to_come = &documents.iter().find(|(name, _)| name == TO_COME).unwrap().1;
    let mut ran = 0;
    for (name, document) in &documents {
        if !blocks(document).iter().any(|(kind, block)| kind == "console" && block.contains("$ ibid ")) {
            continue;
        }
        let site = Site::of_repository();
        FILES.iter().for_each(|(path, file)| site.write(path, file));
        site.build(&["--quiet"]);
        let mut folder = site.0.clone();
        let consoles = blocks(document).into_iter().filter(|(kind, _)| kind == "console");
        for line in consoles.flat_map(|(_, block)| block.lines().map(str::to_owned).collect::<Vec<_>>()) {
            let Some(line) = line.strip_prefix("$ ") else { continue };
            if NOT_OURS.iter().any(|other| line.starts_with(other)) {
                continue;
            }
            let words = words(line);
            if words[0] == "cd" {
                folder = folder.join(&words[1]);
                continue;
            }
            assert_eq!(words[0], "ibid", "{name}: `{line}` is not run by this test");
            if !known.contains(&words[1]) {
                assert!(to_come.contains(&format!("ibid {}", words[1])), "{name}: `{line}`: there is no such command");
                continue;
            }
            if words[1] == "serve" {
                serves(&folder, &words[1..])
            } else {
                runs(name, line, &folder, &words[1..])
            }
            ran += 1;
        }
    }
    assert!(ran >= 10, "only {ran} lines were run");
}

fn runs(name: &str, line: &str, folder: &Path, words: &[String]) {
    let (words, into) = words.split_at(words.iter().position(|w| w == ">").unwrap_or(words.len()));
    let done = Command::new(env!("CARGO_BIN_EXE_ibid")).current_dir(folder).args(words).output().unwrap();
    assert!(done.status.success(), "{name}: `{line}`\n{}{}", text(&done.stdout), text(&done.stderr));
    if let Some(file) = into.get(1) {
        fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
        fs::write(folder.join(file), done.stdout).unwrap();
    }
}

/// The server says where it serves, and is then stopped. A port of the system's choice, and no browser.
fn serves(folder: &Path, words: &[String]) {
    let mut args: Vec<&str> = Vec::new();
    let mut skip = false;
    for word in words {
        match (skip, word.as_str()) {
            (true, _) => skip = false,
            (_, "--port") => skip = true,
            (_, "--open") => {}
            (_, word) => args.push(word),
        }
    }
    args.extend(["--port", "0"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    let mut server = command.current_dir(folder).args(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok).find(|l| l.contains("http://"));
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(said.is_some(), "`ibid {}` does not say where it serves", words.join(" "));
}

#[test]
fn every_command_and_option_named_in_the_text_is_there() {
    let site = Site::empty();
    let known = commands();
    // `ibid theme check` has help of its own; for other words the program says that of the command.
    let help = |words: &[String]| {
        let own = words.get(2).filter(|w| w.bytes().all(|b| b.is_ascii_lowercase())).map(|w| site.ibid(&[&words[1], w, "--help"]));
        let own = own.map(|done| text(&done.stdout)).unwrap_or_default();
        format!("{own}{}", text(&site.ibid(&[&words[1], "--help"]).stdout))
    };
    let documents = documents();
    let to_come = &documents.iter().find(|(name, _)| name == TO_COME).unwrap().1;
    for (name, document) in documents.iter().filter(|(name, _)| name != TO_COME) {
        for code in prose(document).split('`').skip(1).step_by(2).filter(|c| c.starts_with("ibid ")) {
            let words = words(code);
            if !known.contains(&words[1]) {
                continue; // a command that is to come: the page says so, and the test of lines above knows which
            }
            let help = help(&words);
            for option in words.iter().filter(|w| w.starts_with("--") && w.len() > 2) {
                let option = option.split(['=', ']']).next().unwrap();
                if to_come.contains(option) && !help.contains(option) {
                    continue;
                }
                assert!(help.contains(option), "{name}: `{code}`: there is no {option}\n{help}");
            }
        }
    }
}

fn errors(found: &[Diagnostic], but: &[&str]) -> Vec<String> {
    let wrong = found.iter().filter(|d| d.severity == Severity::Error && !but.contains(&d.rule));
    wrong.map(|d| format!("{}: {}", d.rule, d.message)).collect()
}

/// An example of YAML is front matter, or settings, or sources, or a part of a source.
fn yaml_problems(yaml: &str) -> Vec<String> {
    if yaml.contains("tokens:") || yaml.starts_with("text:") {
        return ibid::base::yaml::plain::<serde_json::Value>(yaml).err().into_iter().collect(); // theme.yaml, or words of a theme
    }
    let file = SitePath::new("x.yaml");
    let inside = yaml.trim_start_matches("---\n").trim_end_matches("---\n");
    let front = ibid::article::front_matter::parse(&file, inside, 0).diagnostics;
    let site = ibid::config::parse(&file, yaml).diagnostics;
    let sources = ibid::source::yaml::parse_sources(&file, yaml).diagnostics;
    let entry = |line: &str| format!("  {}\n", line.strip_prefix("    ").unwrap_or(line));
    let one: String = ["a:\n  title: T\n".to_owned()].into_iter().chain(yaml.lines().map(entry)).collect();
    let part = ibid::source::yaml::parse_sources(&file, &one).diagnostics;
    let all = [front, site, sources, part].map(|found| errors(&found, &[]));
    all.into_iter().min_by_key(Vec::len).unwrap()
}

#[test]
fn every_example_is_read() {
    // A fragment cites sources and links to files that it does not show.
    let elsewhere = ["unknown-source", "unknown-note", "broken-link", "broken-anchor", "title-missing", "bibliography-missing"];
    let mut read = 0;
    for (name, document) in documents() {
        for (kind, block) in blocks(&document) {
            let problems = match kind.as_str() {
                "yaml" => yaml_problems(&block),
                "json" => serde_json::from_str::<serde_json::Value>(&block).err().map(|e| e.to_string()).into_iter().collect(),
                "markdown" => {
                    let site = Site::new(&[("content/example.md", &block)]);
                    let options = ibid::site::Options::new(&site.0);
                    let site = ibid::site::Site::open(options).unwrap();
                    errors(&site.diagnostics().iter().map(|f| f.diagnostic.clone()).collect::<Vec<_>>(), &elsewhere)
                }
                _ => continue,
            };
            assert!(problems.is_empty(), "{name}: an example of {kind} is wrong: {problems:?}\n{block}");
            read += 1;
        }
    }
    assert!(read >= 25, "only {read} examples were read");
}

#[test]
fn the_manual_names_every_command_key_rule_and_host() {
    let manual: String = documents().into_iter().filter(|(name, _)| name != "README.md").map(|(_, text)| text).collect();
    let mut missing = Vec::new();
    for command in commands().into_iter().filter(|c| !manual.contains(&format!("`ibid {c}"))) {
        missing.push(format!("the command {command}"));
    }
    let keys = |schema: serde_json::Value| -> Vec<String> { schema["properties"].as_object().unwrap().keys().cloned().collect() };
    let sources = ibid::source::entry::KEYS.map(str::to_owned).to_vec();
    for key in keys(ibid::schema::article()).into_iter().chain(keys(ibid::schema::site())).chain(sources) {
        if !manual.contains(&format!("`{key}`")) && !manual.contains(&format!("`{key}:")) {
            missing.push(format!("the key {key}"));
        }
    }
    // The table of rules says what the program's own table says; a line that is missing can be pasted from here.
    let level = |r: &ibid::check::Rule| r.level.map_or("off", Severity::word);
    let line = |r: &ibid::check::Rule| format!("| `{}` | {} | {} |", r.name, level(r), r.about);
    missing.extend(ibid::check::all().map(line).filter(|l| !manual.contains(l)).map(|l| format!("\n{l}\n")));
    missing.extend(ibid::deploy::HOSTS.iter().filter(|(w, _)| !manual.contains(&format!("`{w}`"))).map(|(w, _)| format!("the host {w}")));
    assert!(missing.is_empty(), "the manual does not name {}", missing.join(", "));
}
