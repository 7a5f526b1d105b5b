//! `ibid rules` and `ibid explain`.

use super::Done;
use super::report::Report;
use crate::base::near::nearest;
use crate::check::{self, Rule};
use crate::diag::Severity;
use crate::error::Error;
use clap::Args;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule's name, as findings print it in brackets
    #[arg(value_name = "RULE")]
    rule: String,
}

impl Explain {
    pub fn run(&self, report: &mut Report) -> Done {
        let name = self.rule.trim_matches(['[', ']']);
        let Some(rule) = check::find(name) else {
            let near = nearest(name, check::all().map(|r| r.name));
            let help = near.map_or_else(|| "`ibid rules` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Error::usage(format!("there is no rule `{name}`; {help}")));
        };
        report.out(&explained(rule));
        Ok(ExitCode::SUCCESS)
    }
}

fn explained(rule: &Rule) -> String {
    let (name, level) = (rule.name, rule.level.map_or("off", Severity::word));
    let waiver = if check::can_be_waived(name) {
        format!("Waived in one article, with a reason:\n\n  allow:\n    - rule: {name}\n      reason: why it is right here\n")
    } else {
        "It cannot be waived in an article.\n".to_owned()
    };
    format!(
        "{name} ({}, {level})\n\n{}.\n\nIts level, in ibid.yaml:\n\n  rules:\n    {name}: error   # or warn, info, off\n\n{waiver}",
        rule.family, rule.about
    )
}

/// Prints every rule with its level and what it finds, by family.
pub(super) fn rules(report: &mut Report) -> Done {
    let mut family = "";
    for rule in check::all() {
        if rule.family != family {
            family = rule.family;
            report.out(&format!("{}{family}\n", if family == "front matter" { "" } else { "\n" }));
        }
        report.out(&format!("  {:<5}  {:<26}  {}\n", rule.level.map_or("off", Severity::word), rule.name, rule.about));
    }
    Ok(ExitCode::SUCCESS)
}
