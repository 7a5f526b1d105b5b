//! `ibid check`.

use super::paths::{self, is_wanted};
use super::progress::Progress;
use super::report::{Report, plural};
use super::{Done, Global, clock};
use crate::base::path::SitePath;
use crate::check::{self, accepted};
use crate::config::Settings;
use crate::diag::sarif::RuleText;
use crate::diag::{Located, Severity, Tally, github, json, sarif};
use crate::error::Error;
use crate::external::curl::Curl;
use crate::site::{DRAFT, Options, Site};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Warnings fail too
    #[arg(long)]
    strict: bool,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Check drafts too
    #[arg(long)]
    drafts: bool,
    /// A list of retracted works, in the columns of the Retraction Watch database
    #[arg(long, value_name = "FILE.csv")]
    retractions: Option<PathBuf>,
    /// Ask every address outside the site whether it answers (with the program `curl`)
    #[arg(long)]
    external: bool,
    /// Record what each number in the text means now, in sources.lock.yaml
    #[arg(long)]
    accept: bool,
    /// Only findings in these files and folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
}

impl Check {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let progress = report.progress();
        let site = Site::open(Options {
            drafts: self.drafts,
            future: true,
            today: clock::today(),
            observer: Arc::<Progress>::clone(&progress),
            retractions: self.retractions.clone(),
            ..Options::new(&global.site)
        })?;
        progress.clear();
        let known = site.library().texts().map(|a| &a.file).chain(site.skipped().iter().map(|s| &s.file));
        let wanted = paths::below(&global.site, &self.paths, known.map(SitePath::as_str))?;
        let mut findings: Vec<Located> =
            site.diagnostics().iter().filter(|f| is_wanted(f.diagnostic.file.as_str(), &wanted)).cloned().collect();
        if self.external {
            let asked = site.ask(&Curl, |file| is_wanted(file, &wanted));
            progress.clear();
            findings.extend(asked?);
            crate::diag::sort(&mut findings);
        }
        if self.accept {
            self.accept(&site, &wanted, global, report)?;
            findings.retain(|f| f.diagnostic.rule != "renumbered-source");
        }
        if self.strict {
            for found in findings.iter_mut().filter(|f| f.diagnostic.severity == Severity::Warn) {
                found.diagnostic.severity = Severity::Error;
            }
        }
        match self.format {
            Format::Human => {
                report.findings(&findings.iter().collect::<Vec<_>>());
                report.out(&format!("{}\n", summary(&site, &findings, &wanted)));
                self.name_drafts(&site, &wanted, report);
            }
            Format::Json => report.out(&json::render(&findings, site.coverage(|file| is_wanted(file, &wanted)))),
            Format::Sarif => report.out(&sarif::render(&findings, &rule_texts(site.settings()))),
            Format::Github => report.out(&github::render(&findings)),
        }
        let fails = findings.iter().any(|f| f.diagnostic.severity == Severity::Error);
        Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    /// Drafts that were left out: the article that one just began is one.
    fn name_drafts(&self, site: &Site, wanted: &[String], report: &mut Report) {
        let skipped = site.skipped();
        let drafts: Vec<_> = skipped.iter().filter(|s| s.reason == DRAFT && is_wanted(s.file.as_str(), wanted)).collect();
        match drafts.as_slice() {
            [] => {}
            [one] => report.say(&format!("not checked: {}, a draft (--drafts)", one.file)),
            [.., _] => report.say(&format!("not checked: {} (--drafts)", plural(drafts.len(), "draft"))),
        }
    }

    /// Records what each number means now in the articles asked for.
    fn accept(&self, site: &Site, wanted: &[String], global: &Global, report: &mut Report) -> Result<(), Error> {
        let text = site.accepted_anew(|file| is_wanted(file, wanted)).write();
        super::replace(&global.site.join(accepted::FILE), &text)?;
        if self.format == Format::Human {
            report.say(&format!("wrote {}", accepted::FILE));
        }
        Ok(())
    }
}

/// How many findings there are; where there are none, in how many articles that is.
fn summary(site: &Site, findings: &[Located], wanted: &[String]) -> String {
    let tally = Tally::of(findings).summary();
    if !findings.is_empty() {
        return tally;
    }
    let checked = site.library().articles.iter().filter(|a| is_wanted(a.file.as_str(), wanted)).count();
    format!("{tally} in {}", plural(checked, "article"))
}

/// Every rule as SARIF tells of it, with the levels that the settings give.
fn rule_texts(settings: &Settings) -> Vec<RuleText<'static>> {
    let text = |r: &'static check::Rule| RuleText { name: r.name, about: r.about, page: r.page, level: check::level(r, &settings.rules) };
    check::all().map(text).collect()
}
