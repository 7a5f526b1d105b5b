//! Findings as GitHub Actions workflow commands, which GitHub shows beside the lines of a change.

use super::{Located, Severity};

/// One command a line.
pub fn render(findings: &[Located]) -> String {
    findings.iter().map(command).collect()
}

fn command(found: &Located) -> String {
    let d = &found.diagnostic;
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info => "notice",
    };
    let (file, title) = (property(d.file.as_str()), property(d.rule));
    let message = std::iter::once(d.message.as_str()).chain(d.help.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
    let (line, column) = (found.position.line, found.position.column);
    format!("::{level} file={file},line={line},col={column},title={title}::{}\n", data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
