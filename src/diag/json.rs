//! Findings for programs: one JSON document.

use super::{Located, Severity};
use crate::base::json;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    findings: Vec<Finding<'a>>,
    articles: serde_json::Value,
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: &'a [String],
    text: &'a str,
}

/// All findings as one JSON document. Lines and columns count from 1, columns in characters. `articles` says what is counted in
/// each article.
pub fn render(findings: &[Located], articles: serde_json::Value) -> String {
    let count = |severity| findings.iter().filter(|f| f.diagnostic.severity == severity).count();
    json::pretty(&Report {
        version: 1,
        findings: findings.iter().map(finding).collect(),
        articles,
        errors: count(Severity::Error),
        warnings: count(Severity::Warn),
        notes: count(Severity::Info),
    })
}

fn finding(found: &Located) -> Finding<'_> {
    let d = &found.diagnostic;
    Finding {
        rule: d.rule,
        level: d.severity.word(),
        file: d.file.as_str(),
        line: found.position.line,
        column: found.position.column,
        end_line: found.end.line,
        end_column: found.end.column,
        message: &d.message,
        help: &d.help,
        text: &found.line,
    }
}
