//! All printing. Findings and summaries go to standard output, errors to standard error.

use super::progress::{Progress, Show};
use super::{Color, Global};
use crate::diag::human::{self, Style};
use crate::diag::{Located, Severity};
use crate::error::Error;
use crate::site::{Built, Skipped};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Prints for one command.
#[derive(Debug)]
pub(super) struct Report {
    style: Style,
    quiet: bool,
    verbose: bool,
}

/// Columns to print in where the terminal does not say.
const WIDTH: usize = 100;

impl Report {
    pub fn new(global: &Global) -> Self {
        let known = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).or_else(terminal_width);
        let style = Style { colour: in_colours(global.color), width: known.unwrap_or(WIDTH), wrap: known.is_some() };
        Self { style, quiet: global.quiet, verbose: global.verbose }
    }

    /// Follows long work, as this terminal can show it.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::new(Progress::new(Show::of(self.quiet, self.verbose), self.style.width))
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
        let text = error.to_string();
        let lines: Vec<String> =
            text.lines().enumerate().map(|(n, l)| self.style.fold(&human::visible(l), if n == 0 { 7 } else { 0 }, 2)).collect();
        let _ = writeln!(std::io::stderr(), "{}: {}", self.style.paint("1;31", "error"), lines.join("\n"));
        ExitCode::from(error.exit_code())
    }

    /// What a build did, at a glance.
    pub fn built(&mut self, built: &Built, took: Duration) {
        let what = format!("{}, {}", plural(built.articles, "article"), plural(built.pages, "page"));
        let output = built.output.strip_prefix(".").unwrap_or(&built.output);
        self.say(&format!("{} → {}", self.style.paint("1", &what), output.display()));
        let files = [(built.written, "written"), (built.unchanged, "unchanged"), (built.removed, "removed")];
        self.say(&format!("  {}", files.map(|(n, what)| format!("{} {what}", grouped(n))).join(", ")));
        for note in &built.notes {
            self.say(&format!("  {note}"));
        }
        self.skipped(&built.skipped);
        if built.found.count(Severity::Warn) + built.found.count(Severity::Error) > 0 {
            let line = format!("{} (`ibid check` shows them)", built.found.summary());
            self.say(&format!("  {}", self.style.paint("33", &line)));
        }
        self.say(&format!("  {}", self.style.paint("32", &format!("done in {}", duration(took)))));
    }

    /// The articles that are not published, each with the reason; the first of many.
    fn skipped(&mut self, skipped: &[Skipped]) {
        let most = if self.verbose { usize::MAX } else { MOST_SKIPPED };
        for skip in skipped.iter().take(most) {
            self.say(&format!("  skipped {}: {}", skip.file, skip.reason));
        }
        if skipped.len() > most {
            self.say(&format!("  skipped {} more (`--verbose` names them)", grouped(skipped.len() - most)));
        }
    }
}

/// Skipped articles that a summary names.
const MOST_SKIPPED: usize = 10;

/// Whether to print in colours (no-color.org; CLICOLOR_FORCE and CLICOLOR as on BSD).
fn in_colours(wanted: Color) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let is = |name: &str, value: &str| std::env::var_os(name).is_some_and(|v| v == value);
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0") => true,
        Color::Auto => std::io::stdout().is_terminal() && !is("TERM", "dumb") && !is("CLICOLOR", "0"),
    }
}

fn terminal_width() -> Option<usize> {
    let size = terminal_size::terminal_size().filter(|_| std::io::stdout().is_terminal());
    size.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0)
}

/// `1 page`, `2 pages`
pub(super) fn plural(n: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// `12,345`
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `120 ms`, `1.13 s`
pub(super) fn duration(took: Duration) -> String {
    match took.as_millis() {
        ms if ms < 1_000 => format!("{ms} ms"),
        ms => format!("{:.2} s", ms as f64 / 1_000.0),
    }
}
