//! All printing. Findings and summaries go to standard output, errors to standard error.

use super::{Color, Global};
use crate::diag::human::{self, Style};
use crate::diag::{Located, Severity};
use crate::error::Error;
use crate::site::{Built, Site};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

/// Prints for one command.
#[derive(Debug)]
pub(super) struct Report {
    style: Style,
    quiet: bool,
}

/// Columns to print in where the terminal does not say.
const WIDTH: usize = 100;

impl Report {
    pub fn new(global: &Global) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let colour = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => std::io::stdout().is_terminal() && !set("NO_COLOR"),
        };
        let width = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(WIDTH);
        Self { style: Style { colour, width }, quiet: global.quiet }
    }

    /// Prints a line, unless only findings are wanted.
    pub fn say(&mut self, line: &str) {
        if !self.quiet {
            self.out(&format!("{line}\n"));
        }
    }

    /// Prints text as it is. A reader that has gone away (`ibid check | head`) is no error.
    pub fn out(&mut self, text: &str) {
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    /// Columns to print in, and whether in colours.
    pub fn style(&self) -> Style {
        self.style
    }

    /// Prints findings at or above `least`, one after the other.
    pub fn findings(&mut self, findings: &[&Located]) {
        for found in findings {
            let text = human::render(found, self.style);
            self.out(&format!("{text}\n"));
        }
    }

    /// Prints an error of the world, and gives its exit code.
    pub fn error(&mut self, error: &Error) -> ExitCode {
        let head = if self.style.colour { "\u{1b}[1;31merror\u{1b}[0m" } else { "error" };
        let _ = writeln!(std::io::stderr(), "{head}: {error}");
        ExitCode::from(error.exit_code())
    }

    /// What a build did, at a glance.
    pub fn built(&mut self, built: &Built, site: &Site, took: Duration) {
        let (skipped, findings, output) = (site.skipped(), site.diagnostics(), site.output());
        let articles = plural(built.articles, "article");
        let pages = plural(built.pages, "page");
        self.say(&format!("{articles}, {pages} → {}", output.display()));
        self.say(&format!("  {} written, {} unchanged, {} removed", built.written, built.unchanged, built.removed));
        for note in &built.notes {
            self.say(&format!("  {note}"));
        }
        for skip in skipped {
            self.say(&format!("  skipped {}: {}", skip.file, skip.reason));
        }
        if findings.iter().any(|f| f.diagnostic.severity != Severity::Info) {
            self.say(&format!("  {} (`ibid check` shows them)", human::summary(findings)));
        }
        self.say(&format!("  done in {}", duration(took)));
    }
}

fn plural(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn duration(took: Duration) -> String {
    match took.as_millis() {
        ms if ms < 1_000 => format!("{ms} ms"),
        ms => format!("{:.2} s", ms as f64 / 1_000.0),
    }
}
