//! Finds the front matter: YAML between a first line `---` and the next line `---` or `...`.

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;

/// A content file in its two parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// The YAML, without the lines around it; `None` where there is no front matter.
    pub yaml: Option<Span>,
    /// Offset of the body.
    pub body: usize,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Splits `text`. A byte-order mark, CRLF and spaces behind the dashes are taken as they come.
pub fn split(file: &SitePath, text: &str) -> Split {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let blank = text[mark..].len() - text[mark..].trim_start_matches(['\n', '\r']).len();
    let start = mark + blank;
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    match first.trim_end() {
        "---" => yaml(file, text, start, first.len(), lines),
        "+++" => toml(file, text, start, first.trim_end().len()),
        _ => Split { body: mark, ..Split::default() },
    }
}

fn yaml<'t>(file: &SitePath, text: &'t str, start: usize, first: usize, lines: impl Iterator<Item = &'t str>) -> Split {
    let begin = start + first;
    let mut at = begin;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Split { yaml: Some(Span::new(begin, at)), body: at + line.len(), diagnostics: Vec::new() };
        }
        at += line.len();
    }
    let finding =
        Diagnostic::error("front-matter-unterminated", file, Span::new(start, start + 3), "the front matter begins here and does not end");
    // What looks like keys is read still, so that its own mistakes come out in the same run.
    let end = text[begin..].find("\n\n").map_or(text.len(), |blank| begin + blank + 1);
    Split { yaml: Some(Span::new(begin, end)), body: end, diagnostics: vec![finding.help("put a line `---` behind its last key")] }
}

/// Front matter as TOML: told with the YAML to write.
fn toml(file: &SitePath, text: &str, start: usize, first: usize) -> Split {
    let begin = start + first;
    let rest = &text[begin..];
    let end = rest.find("\n+++").map_or(rest.len(), |at| at + 1);
    let body = rest[end..].find('\n').map_or(text.len(), |at| begin + end + at + 1);
    let lines: Vec<String> = rest[..end].lines().filter_map(as_yaml).collect();
    let finding =
        Diagnostic::error("front-matter-toml", file, Span::new(start, start + first), "the front matter is TOML; ibid reads YAML");
    let help = format!("write it as\n---\n{}\n---", lines.join("\n"));
    Split { yaml: None, body, diagnostics: vec![finding.help(help)] }
}

fn as_yaml(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    Some(format!("{}: {}", key.trim(), value.trim()))
}
