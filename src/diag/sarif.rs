//! Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code hosts and editors show beside
//! the lines.
//!
//! Columns count characters (`columnKind: unicodeCodePoints`, section 3.14.17); paths are relative to the site's folder.

use super::{Located, Severity};
use crate::base::hash::short;
use crate::base::json;
use crate::base::url::encode_path;
use serde::Serialize;
use std::collections::HashMap;

/// What the report says of a rule.
#[derive(Debug, Clone, Copy)]
pub struct RuleText<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it finds, in a line.
    pub about: &'a str,
    /// Its page, in Markdown.
    pub page: &'a str,
    /// Its level in this site; `None` is off.
    pub level: Option<Severity>,
}

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    semantic_version: &'a str,
    short_description: Message<'a>,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Message<'a>,
    help: Help<'a>,
    default_configuration: Configuration<'a>,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration<'a> {
    enabled: bool,
    level: &'a str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

/// One result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'a str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Place<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    artifact_location: Artifact,
    region: Region<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    snippet: Message<'a>,
}

/// What tells a finding from others across runs: the rule, the file and the line's text, not its number.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "ibidFinding/v1")]
    finding: String,
}

/// All findings as one SARIF log. `rules` are all that could have spoken.
pub fn render(findings: &[Located], rules: &[RuleText<'_>]) -> String {
    let places: HashMap<&str, usize> = rules.iter().enumerate().map(|(n, r)| (r.name, n)).collect();
    let mut seen = HashMap::new();
    let results = findings.iter().map(|f| outcome(f, &places, &mut seen)).collect();
    let driver = Driver {
        name: "ibid",
        semantic_version: env!("CARGO_PKG_VERSION"),
        short_description: message("checks that an article agrees with itself and with the recorded evidence of its sources"),
        rules: rules.iter().map(descriptor).collect(),
    };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    json::pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn descriptor<'a>(rule: &RuleText<'a>) -> Descriptor<'a> {
    Descriptor {
        id: rule.name,
        short_description: message(rule.about),
        help: Help { text: rule.page, markdown: rule.page },
        default_configuration: Configuration { enabled: rule.level.is_some(), level: rule.level.map_or("warning", word) },
    }
}

fn outcome<'a>(found: &'a Located, places: &HashMap<&str, usize>, seen: &mut HashMap<String, usize>) -> Outcome<'a> {
    let d = &found.diagnostic;
    let text = std::iter::once(d.message.as_str()).chain(d.help.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
    // A finding over nothing still has a place: a region's end is never before its start.
    let end = found.end.max(found.position);
    let region = Region {
        start_line: found.position.line,
        start_column: found.position.column,
        end_line: end.line,
        end_column: end.column,
        snippet: message(&found.line),
    };
    let artifact = Artifact { uri: encode_path(d.file.as_str()), uri_base_id: "%SRCROOT%" };
    Outcome {
        rule_id: d.rule,
        rule_index: places.get(d.rule).copied(),
        level: word(d.severity),
        message: Message { text: text.into() },
        locations: [Location { physical_location: Place { artifact_location: artifact, region } }],
        partial_fingerprints: Fingerprints { finding: fingerprint(found, seen) },
    }
}

/// A hash of rule, file, message and line, with a count where several are alike.
fn fingerprint(found: &Located, seen: &mut HashMap<String, usize>) -> String {
    let d = &found.diagnostic;
    let hash = short([d.rule, d.file.as_str(), &d.message, found.line.trim()].join("\n").as_bytes(), 32);
    let count = seen.entry(hash.clone()).or_default();
    *count += 1;
    format!("{hash}:{count}")
}

fn message(text: &str) -> Message<'_> {
    Message { text: text.into() }
}

/// The word of SARIF for a level (section 3.27.10).
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}
