//! `ibid check`.

use super::report::Report;
use super::{Done, Global, clock};
use crate::check;
use crate::config::Settings;
use crate::diag::sarif::RuleText;
use crate::diag::{Located, Severity, github, human, json, sarif};
use crate::error::Error;
use crate::site::{Options, Site};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
        let site = Site::open(Options {
            drafts: self.drafts,
            future: true,
            today: clock::today(),
            retractions: self.retractions.clone(),
            ..Options::new(&global.site)
        })?;
        let wanted = self.wanted(&global.site)?;
        let mut findings: Vec<Located> =
            site.diagnostics().iter().filter(|f| wanted.is_empty() || wanted.iter().any(|w| is_below(f, w))).cloned().collect();
        if self.strict {
            for found in findings.iter_mut().filter(|f| f.diagnostic.severity == Severity::Warn) {
                found.diagnostic.severity = Severity::Error;
            }
        }
        match self.format {
            Format::Human => {
                report.findings(&findings.iter().collect::<Vec<_>>());
                report.out(&format!("{}\n", human::summary(&findings)));
            }
            Format::Json => report.out(&json::render(&findings)),
            Format::Sarif => report.out(&sarif::render(&findings, &rule_texts(site.settings()))),
            Format::Github => report.out(&github::render(&findings)),
        }
        let fails = findings.iter().any(|f| f.diagnostic.severity == Severity::Error);
        Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    /// The paths asked for, from the site's folder. A path that is not there is wrong use.
    fn wanted(&self, site: &Path) -> Result<Vec<String>, Error> {
        self.paths.iter().map(|path| below_site(site, path)).collect()
    }
}

/// Every rule as SARIF tells of it, with the levels that the settings give.
fn rule_texts(settings: &Settings) -> Vec<RuleText<'static>> {
    let text = |r: &'static check::Rule| RuleText { name: r.name, about: r.about, page: r.page, level: check::level(r, &settings.rules) };
    check::all().map(text).collect()
}

fn below_site(site: &Path, path: &Path) -> Result<String, Error> {
    let missing = || Error::usage(format!("there is no file or folder {} in the site", path.display()));
    let root = site.canonicalize().map_err(|_| missing())?;
    let found = [path.to_owned(), site.join(path)].into_iter().find_map(|p| p.canonicalize().ok()).ok_or_else(missing)?;
    let relative = found.strip_prefix(&root).map_err(|_| missing())?;
    Ok(relative.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

fn is_below(found: &Located, path: &str) -> bool {
    let file = found.diagnostic.file.as_str();
    path.is_empty() || file == path || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}
