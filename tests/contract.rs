//! The contract with themes: the tables of docs/themes.md are those of the page models' types, and the default theme's own
//! style sheet has the tokens that it names. `UPDATE_DOCS=1 cargo test --test contract` writes the tables.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

const FILES: [&str; 6] = ["mod", "article", "card", "list", "source", "integrity"];
const MARKS: [&str; 2] = ["<!-- models -->\n", "<!-- /models -->"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The models as Markdown: a heading, a sentence and a table for each.
fn tables() -> String {
    let sources = FILES.map(|name| fs::read_to_string(root().join(format!("src/page/model/{name}.rs"))).unwrap());
    let all = sources.join("\n");
    let names: Vec<&str> = all.split("pub struct ").skip(1).map(|s| s.split([' ', '{']).next().unwrap()).collect();
    let mut out = String::new();
    let mut doc: Vec<&str> = Vec::new();
    let mut inside = false;
    let mut renamed: Option<&str> = None;
    for line in all.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            doc.push(text);
        } else if let Some(name) = line.strip_prefix("#[serde(rename = \"") {
            renamed = name.split('"').next();
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.split([' ', '{']).next().unwrap();
            inside = name != "PageModel";
            if inside {
                out.push_str(&format!("\n### {name}\n\n{}\n", doc.join(" ")));
                out.push_str(if rest.ends_with("{}") { "It has no fields.\n" } else { "\n| field | type | what |\n|---|---|---|\n" });
            }
            doc.clear();
        } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|l| l.split_once(": ")).filter(|_| inside) {
            let name = renamed.take().unwrap_or(name);
            out.push_str(&format!(
                "| `{name}` | {} | {} |\n",
                words(kind.trim_end_matches(','), &names),
                doc.join(" ").replace('|', "\\|")
            ));
            doc.clear();
        } else if !line.starts_with("#[") {
            inside &= line != "}";
            doc.clear();
        }
    }
    out.push('\n');
    out
}

/// A Rust type in the words of a theme's maker.
fn words(kind: &str, models: &[&str]) -> String {
    let inner = |outer: &str| kind.strip_prefix(outer).and_then(|k| k.strip_suffix('>'));
    if let Some(kind) = inner("Option<") {
        return format!("{}?", words(kind, models));
    }
    if let Some(kind) = inner("Vec<") {
        return format!("list of {}", words(kind, models));
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" => "number".to_owned(),
        "serde_json::Value" => "anything".to_owned(),
        model => {
            assert!(models.contains(&model), "no words for the type {model}");
            format!("[{model}](#{})", model.to_lowercase())
        }
    }
}

#[test]
fn the_tables_of_the_models_are_those_of_the_types() {
    let file = root().join("docs/themes.md");
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once(MARKS[0]).expect("docs/themes.md marks where the tables begin");
    let (written, after) = rest.split_once(MARKS[1]).expect("docs/themes.md marks where the tables end");
    let made = tables();
    assert!(made.contains("### Frame\n") && made.contains("### ArticlePage\n") && made.lines().count() > 200, "the types were read");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, [before, MARKS[0], &made, MARKS[1], after].concat()).unwrap();
    } else {
        assert!(written == made, "docs/themes.md differs from src/page/model: UPDATE_DOCS=1 cargo test --test contract writes it");
    }
}

#[test]
fn the_tokens_that_the_documentation_names_are_those_of_the_style_sheet() {
    let style = fs::read_to_string(root().join("themes/default/assets/style.css")).unwrap();
    let rule = style.split(":root {").nth(1).unwrap().split('}').next().unwrap();
    let mut declared: Vec<&str> = rule.lines().filter_map(|l| l.trim().strip_prefix("--")?.split(':').next()).collect();
    let docs = fs::read_to_string(root().join("docs/themes.md")).unwrap();
    let table = docs.split("| token |").nth(1).unwrap().split("\n\n").next().unwrap();
    let cells = table.lines().skip(1).filter_map(|l| l.split('|').nth(1));
    let mut named: Vec<&str> = cells.flat_map(|c| c.split('`').skip(1).step_by(2)).collect();
    declared.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, declared);
}
