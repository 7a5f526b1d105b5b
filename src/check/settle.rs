//! Levels and waivers: what the settings and the authors say of findings.

use super::answers::EXTERNAL;
use super::rules::{Rule, all, find};
use crate::article::Summary;
use crate::article::front_matter::Waiver;
use crate::base::date::Date;
use crate::base::near::nearest;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Diagnostic, Located, Severity, Subject, Target};
use std::collections::BTreeMap;

/// The level of a rule: the settings', or its own; `None` is off.
pub fn level(rule: &Rule, rules: &Levels) -> Option<Severity> {
    rules.get(rule.name).copied().unwrap_or(rule.level)
}

/// Findings in files that have no waivers (settings, bibliographies), with levels set.
pub fn set_levels(found: &mut Vec<Located>, rules: &Levels) {
    found.retain_mut(|finding| {
        let level = rules.get(finding.diagnostic.rule).copied().unwrap_or(Some(finding.diagnostic.severity));
        finding.diagnostic.severity = level.unwrap_or(finding.diagnostic.severity);
        level.is_some()
    });
}

/// The findings of one article with levels set and waived ones taken out; findings about the waivers themselves are added.
///
/// An error of the front matter cannot be waived: what it says is not known.
pub fn settle(article: &Summary, found: Vec<Diagnostic>, rules: &Levels, today: Date) -> Vec<Diagnostic> {
    let (mut out, used) = sift(article, found, rules, today);
    for (waiver, used) in article.allow.iter().zip(used) {
        // What only answers of the world outside could waive is judged when they are there.
        let used = used || is_external(waiver);
        out.extend(waiver_problem(article, waiver, used, today).and_then(|f| levelled(f, rules, false)));
    }
    out
}

/// The same of what [answers](super::answers) say; of the waivers, those that only they can use are judged.
pub fn settle_answers(article: &Summary, found: Vec<Diagnostic>, rules: &Levels, today: Date) -> Vec<Diagnostic> {
    let (mut out, used) = sift(article, found, rules, today);
    for (waiver, used) in article.allow.iter().zip(used).filter(|(w, _)| is_external(w) && holds(w, today)) {
        out.extend(waiver_problem(article, waiver, used, today).and_then(|f| levelled(f, rules, false)));
    }
    out
}

fn is_external(waiver: &Waiver) -> bool {
    EXTERNAL.contains(&waiver.rule.as_str())
}

/// Levels by the names of rules; `None` is off.
pub type Levels = BTreeMap<String, Option<Severity>>;

/// Findings with their levels, without those that are waived; and which waivers were used.
fn sift(article: &Summary, found: Vec<Diagnostic>, rules: &Levels, today: Date) -> (Vec<Diagnostic>, Vec<bool>) {
    let mut used = vec![false; article.allow.len()];
    let mut out = Vec::with_capacity(found.len());
    for finding in found {
        let Some(finding) = levelled(finding, rules, article.is_paper) else { continue };
        match article.allow.iter().position(|w| w.rule == finding.rule && holds(w, today) && can_be_waived(finding.rule)) {
            Some(n) => used[n] = true,
            None => out.push(finding),
        }
    }
    (out, used)
}

fn levelled(mut finding: Diagnostic, rules: &Levels, in_a_paper: bool) -> Option<Diagnostic> {
    match rules.get(finding.rule) {
        Some(level) => finding.severity = (*level)?,
        None if in_a_paper => finding.severity = finding.severity.min(in_paper(finding.rule)),
        None => {}
    }
    Some(finding)
}

/// How grave a finding can be in a paper: an error only where Pandoc would give one too, or where no page can be made.
fn in_paper(rule: &str) -> Severity {
    match rule {
        "unknown-key" | "foreign-key" | "date-format" => Severity::Info,
        "yaml-syntax" | "yaml-too-deep" | "yaml-too-large" | "not-utf8" | "front-matter-toml" | "front-matter-unterminated" => {
            Severity::Error
        }
        "bibliography-missing" | "unreadable-bibliography" | "unknown-rule" => Severity::Error,
        rule if find(rule).is_some_and(|r| r.family == "paths") || rule == "bad-slug" || rule == "bad-alias" => Severity::Error,
        _ => Severity::Warn,
    }
}

fn holds(waiver: &Waiver, today: Date) -> bool {
    waiver.until.is_none_or(|until| today <= until)
}

/// Families whose rules no article may waive: its front matter could not be read, the file is not its own, or the site
/// could not be written.
const UNWAIVABLE: [&str; 4] = ["front matter", "bibliographies", "paths", "waivers"];

/// Whether an article may waive a rule.
pub fn can_be_waived(rule: &str) -> bool {
    find(rule).is_some_and(|r| !UNWAIVABLE.contains(&r.family))
}

fn waiver_problem(article: &Summary, waiver: &Waiver, used: bool, today: Date) -> Option<Diagnostic> {
    let finding = |rule, severity, message: String| {
        Diagnostic::new(rule, severity, &article.file, Target::Subject(Subject::Key("allow".to_owned())), message)
    };
    let name = &waiver.rule;
    if find(name).is_none() {
        return Some(unknown(finding("unknown-rule", Severity::Error, format!("there is no rule `{name}`")), name));
    }
    if !can_be_waived(name) {
        let message = format!("the rule `{name}` cannot be waived");
        return Some(finding("unknown-rule", Severity::Error, message).help("mend what it finds"));
    }
    if !holds(waiver, today) {
        let until = waiver.until.map(|d| d.to_string()).unwrap_or_default();
        let message = format!("the waiver of `{name}` ran out on {until}");
        return Some(finding("waiver-expired", Severity::Warn, message).help("mend what it waives, or give it another day"));
    }
    (!used).then(|| finding("waiver-unused", Severity::Warn, format!("the waiver of `{name}` waives nothing")).help("take it out"))
}

/// Rules that the settings name and that do not exist.
pub fn unknown_rules(file: &SitePath, rules: &Levels, text: &str) -> Vec<Diagnostic> {
    let missing = rules.keys().filter(|name| find(name).is_none());
    missing
        .map(|name| {
            let at = text.find(name.as_str()).unwrap_or(0);
            let span = Span::new(at, at + name.len());
            unknown(Diagnostic::error("unknown-rule", file, span, format!("there is no rule `{name}`")), name)
        })
        .collect()
}

fn unknown(finding: Diagnostic, name: &str) -> Diagnostic {
    match nearest(name, all().map(|r| r.name)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("`ibid check` prints the name of each rule in brackets"),
    }
}
