//! `ibid rules` and `ibid explain`.

use super::report::Report;
use super::{Done, Global};
use crate::base::near::nearest;
use crate::check::{self, Rule};
use crate::config::Settings;
use crate::diag::Severity;
use crate::diag::human::Style;
use crate::error::Error;
use crate::site;
use clap::Args;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule's name, as findings print it in brackets
    #[arg(value_name = "RULE")]
    rule: String,
}

impl Explain {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let name = self.rule.trim_matches(['[', ']']);
        let Some(rule) = check::find(name) else {
            let near = nearest(name, check::all().map(|r| r.name));
            let help = near.map_or_else(|| "`ibid rules` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Error::usage(format!("there is no rule `{name}`; {help}")));
        };
        let settings = site::settings_of(&global.site)?;
        let text = explained(rule, &settings, report.style());
        report.out(&text);
        Ok(ExitCode::SUCCESS)
    }
}

/// Widest text, in columns: longer lines are hard to read.
const MEASURE: usize = 90;

fn explained(rule: &Rule, settings: &Settings, style: Style) -> String {
    let name = style.paint("1", rule.name);
    let (usual, here) = (word(rule.level), word(check::level(rule, &settings.rules)));
    let level = if usual == here { usual.to_owned() } else { format!("{here} in this site, {usual} by default") };
    let mut out = format!("{name} ({}, {level})\n", rule.family);
    out.push_str(&format!("{}\n\n", rule.about));
    out.push_str(&page(rule.page, style));
    let heading = |text: &str| style.paint("1", text);
    out.push_str(&format!("{}\n\n  rules:\n    {}: error   # or warn, info, off\n\n", heading("Its level, in ibid.yaml"), rule.name));
    if check::can_be_waived(rule.name) {
        let waiver =
            format!("  allow:\n    - rule: {}\n      reason: why it is right here\n      until: 2030-12-31   # if it ends\n", rule.name);
        out.push_str(&format!("{}\n\n{waiver}", heading("Waived in one article, with a reason")));
    } else {
        out.push_str("It cannot be waived in an article.\n");
    }
    out
}

/// A rule's page for a terminal: paragraphs wrapped, examples set in.
fn page(text: &str, style: Style) -> String {
    let mut out = String::new();
    let mut words: Vec<&str> = Vec::new();
    let mut last = (String::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let fence = line.len() - line.trim_start_matches('`').len();
        if fence < 3 && !line.trim().is_empty() {
            words.extend(line.split_whitespace());
            continue;
        }
        if !words.is_empty() {
            out.push_str(&format!("{}\n", wrapped(&std::mem::take(&mut words), style)));
        }
        if fence >= 3 {
            let info: Vec<&str> = line[fence..].split_whitespace().collect();
            let block: Vec<&str> = lines.by_ref().take_while(|l| !(l.len() >= fence && l.bytes().all(|b| b == b'`'))).collect();
            example(&mut out, &mut last, &info, &block, style);
        }
    }
    if !words.is_empty() {
        out.push_str(&format!("{}\n", wrapped(&words, style)));
    }
    out
}

/// One file of an example under its heading. `last` is what kind the one before was, and its file.
fn example(out: &mut String, last: &mut (String, String), info: &[&str], block: &[&str], style: Style) {
    let kind = info.first().copied().unwrap_or("");
    let (heading, colour) = match kind {
        "bad" => ("This fails", "1;31"),
        "good" => ("This passes", "1;32"),
        _ => ("", ""),
    };
    let file = info.get(1).copied().unwrap_or("");
    if !heading.is_empty() && (last.0 != kind || last.1 == file) {
        out.push_str(&format!("{}\n\n", style.paint(colour, heading)));
    }
    *last = (kind.to_owned(), file.to_owned());
    if !file.is_empty() {
        out.push_str(&format!("  {}\n", style.paint("34", file)));
    }
    for line in block {
        out.push_str(format!("  {} {line}", style.paint("34", "│")).trim_end());
        out.push('\n');
    }
    out.push('\n');
}

/// Words in lines no wider than the terminal and than [MEASURE]. Code is coloured, or keeps its backticks.
fn wrapped(words: &[&str], style: Style) -> String {
    let width = style.width.min(MEASURE);
    let (mut out, mut line) = (String::new(), 0);
    for word in unbroken(words) {
        let length = word.chars().count();
        if line > 0 && line + 1 + length > width {
            out.push('\n');
            line = 0;
        } else if line > 0 {
            out.push(' ');
            line += 1;
        }
        out.push_str(&word);
        line += length;
    }
    out.push('\n');
    if !style.colour {
        return out;
    }
    let parts = out.split('`').enumerate();
    parts.map(|(n, part)| if n % 2 == 1 { style.paint("36", part) } else { part.to_owned() }).collect()
}

/// Words, with those of a code span kept together.
fn unbroken(words: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words {
        match out.last_mut().filter(|last| last.matches('`').count() % 2 == 1) {
            Some(last) => last.push_str(&format!(" {word}")),
            None => out.push((*word).to_owned()),
        }
    }
    out
}

/// Prints every rule with its level in this site and what it finds, by family.
pub(super) fn rules(global: &Global, report: &mut Report) -> Done {
    let settings = site::settings_of(&global.site)?;
    let style = report.style();
    let widest = check::all().map(|r| r.name.len()).max().unwrap_or(0);
    let mut family = "";
    for rule in check::all() {
        if rule.family != family {
            let gap = if family.is_empty() { "" } else { "\n" };
            family = rule.family;
            report.out(&format!("{gap}{}\n", style.paint("1", family)));
        }
        let level = check::level(rule, &settings.rules);
        let colour = match level {
            Some(Severity::Error) => "31",
            Some(Severity::Warn) => "33",
            Some(Severity::Info) => "36",
            None => "2",
        };
        let set = if level == rule.level { String::new() } else { format!(" (set in the settings; {} by default)", word(rule.level)) };
        let shown = style.paint(colour, &format!("{:<5}", word(level)));
        report.out(&format!("  {shown}  {:<widest$}  {}{set}\n", rule.name, rule.about));
    }
    Ok(ExitCode::SUCCESS)
}

fn word(level: Option<Severity>) -> &'static str {
    level.map_or("off", Severity::word)
}
