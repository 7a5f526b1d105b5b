//! The project itself: imports point one way, each dependency has one door, files stay small and open with a tour.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read files and fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Which modules a module may use. A module may always use itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("diag", &["base"]),
    ("chart", &["base"]),
    ("config", &["base", "deploy", "diag", "source", "article"]),
    ("deploy", &["base"]),
    ("source", &["base", "diag"]),
    ("files", &["base", "diag", "error", "article"]),
    ("output", &["base", "error"]),
    ("error", &["base", "diag"]),
    ("article", &["base", "chart", "diag", "config", "source"]),
    ("library", &["base", "diag", "source", "article"]),
    ("search", &["base", "source", "article"]),
    ("evidence", &["base", "source", "article"]),
    ("external", &["base", "error"]),
    ("check", &["base", "diag", "config", "source", "article", "evidence", "external", "library"]),
    ("picture", &[]),
    ("page", &["base", "diag", "config", "deploy", "picture", "source", "article", "evidence", "library"]),
    ("theme", &["base", "page", "error"]),
    ("proof", &["base", "diag", "config", "source", "article", "library", "page", "theme"]),
    ("report", &["base", "article", "chart", "diag", "evidence", "library"]),
    ("schema", &["base", "article", "check", "config", "deploy", "source"]),
    ("fmt", &["base", "diag", "source", "article", "error"]),
    ("import", &["base", "diag", "source", "article", "error"]),
    ("scaffold", &["base", "deploy", "error", "schema", "theme"]),
    (
        "site",
        &[
            "base", "deploy", "diag", "config", "source", "files", "output", "error", "evidence", "external", "article", "library",
            "check", "page", "search", "theme", "fmt",
        ],
    ),
    ("watch", &["base", "error", "files", "site"]),
    ("serve", &["base", "diag", "error", "library", "site", "watch"]),
    (
        "cli",
        &[
            "article", "base", "check", "config", "deploy", "diag", "error", "evidence", "external", "files", "import", "library", "proof",
            "report", "scaffold", "schema", "search", "serve", "site", "source", "theme",
        ],
    ),
];

/// The one module through which each dependency is used.
const DOORS: &[(&str, &str)] = &[
    ("ammonia", "article/sanitize"),
    ("ab_glyph_rasterizer", "picture/font"),
    ("biblatex", "source/formats/bibtex"),
    ("biblib", "source/formats/xml"),
    ("blake3", "base/hash"),
    ("ciborium", "source/style/csl"),
    ("clap", "cli"),
    ("clap_complete", "cli/completions"),
    ("csv_core", "source/retractions"),
    ("flate2", "picture/png"),
    ("hayagriva", "source/style/csl"),
    ("imagesize", "files"),
    ("jiff", "base/date"),
    ("math_core", "article/math"),
    ("mimalloc", "main"),
    ("notify", "watch"),
    ("percent_encoding", "base/url"),
    ("pulldown_cmark", "article/markdown"),
    ("quick_xml", "source/style/csl"),
    ("rayon", "site"),
    ("serde_yaml", "base/yaml"),
    ("strsim", "base/near"),
    ("syntect", "article/highlight"),
    ("tera", "theme"),
    ("terminal_size", "cli/report"),
    ("ttf_parser", "picture/font"),
    ("unicode_normalization", "base"),
    ("walkdir", "files"),
    ("rust_stemmers", "search"),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
    let rust = files.filter(|e| e.path().extension().is_some_and(|x| x == "rs"));
    rust.map(|e| {
        let path = e.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (path, fs::read_to_string(e.path()).unwrap())
    })
    .collect()
}

/// Code without comments and without its tests.
fn code(text: &str) -> String {
    let own = text.split("#[cfg(test)]").next().unwrap();
    own.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn module(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn imports_point_one_way() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = module(&path);
        // The command line may use everything, and nothing uses it.
        if matches!(own, "lib" | "main" | "cli") {
            continue;
        }
        let allowed = table.get(own).unwrap_or_else(|| panic!("src/{path}: the module `{own}` is not in the table of tests/tidy.rs"));
        let code = code(&text);
        let used: BTreeSet<&str> = code
            .match_indices("crate::")
            .map(|(at, m)| code[at + m.len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
            .collect();
        wrong.extend(
            used.into_iter().filter(|u| *u != own && *u != "Error" && !allowed.contains(u)).map(|u| format!("src/{path} uses {u}")),
        );
    }
    assert!(wrong.is_empty(), "imports that the table does not allow:\n{}", wrong.join("\n"));
}

#[test]
fn every_dependency_has_one_door() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names =
        section.lines().filter_map(|l| l.split(" = ").next().filter(|n| !n.is_empty() && !n.starts_with('#') && !n.starts_with('[')));
    let doors: BTreeMap<&str, &str> = DOORS.iter().copied().collect();
    for name in names
        .map(|n| n.trim().replace('-', "_"))
        .filter(|n| !["serde", "serde_json", "idna_adapter", "half", "pulldown_cmark_escape"].contains(&n.as_str()))
    {
        let door = doors.get(name.as_str()).unwrap_or_else(|| panic!("`{name}` has no door in the table of tests/tidy.rs"));
        for (path, text) in sources() {
            let uses = code(&text).lines().any(|l| l.contains(&format!("{name}::")) || l.trim_start().starts_with(&format!("use {name}")));
            let inside = path.trim_end_matches(".rs").starts_with(door);
            assert!(!uses || inside, "src/{path} uses `{name}`, whose door is src/{door}");
        }
    }
}

#[test]
fn files_are_small_and_open_with_what_they_do() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 400, "src/{path} has {lines} lines; 400 is the most");
        assert!(text.starts_with("//!"), "src/{path} does not open with what it does");
        for mark in ["TODO", "FIXME", "todo!(", "unimplemented!("] {
            assert!(!text.contains(mark), "src/{path} holds {mark}");
        }
        let code = if path.ends_with("tests.rs") { String::new() } else { code(&text) };
        assert!(!code.contains(".unwrap()") && !code.contains(".expect("), "src/{path} unwraps; input must not panic");
    }
}

#[test]
fn the_embedded_theme_is_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let list = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/theme/embedded.rs")).unwrap();
    for part in ["templates", "assets", "words"] {
        for entry in fs::read_dir(root.join(part)).unwrap() {
            let name = format!("{part}/{}", entry.unwrap().file_name().to_string_lossy());
            assert!(list.contains(&format!("themes/default/{name}")), "themes/default/{name} is not embedded");
        }
    }
}

#[test]
fn every_rule_that_is_reported_is_in_the_table_and_the_other_way_round() {
    let known: BTreeSet<&str> = ibid::check::all().map(|r| r.name).collect();
    let mut reported: BTreeSet<String> = ibid::check::all().filter(|r| r.check.is_some()).map(|r| r.name.to_owned()).collect();
    for (path, text) in sources().into_iter().filter(|(p, _)| p != "check/rules/mod.rs") {
        let code = code(&text);
        for call in [
            "Diagnostic::error(\"",
            "Diagnostic::warn(\"",
            "Diagnostic::new(\"",
            "Diagnostic::error(\n",
            "Diagnostic::new(\n",
            "Fault::new(\"",
            "fault(\"",
            "finding(\"",
            "rule: \"",
        ] {
            for (at, _) in code.match_indices(call) {
                let rest = code[at + call.trim_end_matches(['"', '\n']).len()..].trim_start();
                if let Some(name) = rest
                    .strip_prefix('"')
                    .and_then(|r| r.split('"').next())
                    .filter(|n| n.contains('-') && n.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
                {
                    assert!(known.contains(name), "src/{path} reports `{name}`, which is not in the table");
                    reported.insert(name.to_owned());
                }
            }
        }
        reported.extend(known.iter().filter(|k| code.contains(&format!("\"{k}\""))).map(|k| (*k).to_owned()));
    }
    let unused: Vec<&&str> = known.iter().filter(|k| !reported.contains(**k)).collect();
    assert!(unused.is_empty(), "in the table and never reported: {unused:?}");
}
