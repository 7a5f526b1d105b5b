//! `ibid check`.

use super::progress::Progress;
use super::report::Report;
use super::{Done, Global, clock};
use crate::base::near::nearest;
use crate::check;
use crate::config::Settings;
use crate::diag::sarif::RuleText;
use crate::diag::{Located, Severity, github, human, json, sarif};
use crate::error::Error;
use crate::site::{Options, Site};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
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
        let wanted = self.wanted(&site, &global.site)?;
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
    fn wanted(&self, site: &Site, root: &Path) -> Result<Vec<String>, Error> {
        self.paths.iter().map(|path| below_site(root, path).ok_or_else(|| missing(site, path))).collect()
    }
}

/// Every rule as SARIF tells of it, with the levels that the settings give.
fn rule_texts(settings: &Settings) -> Vec<RuleText<'static>> {
    let text = |r: &'static check::Rule| RuleText { name: r.name, about: r.about, page: r.page, level: check::level(r, &settings.rules) };
    check::all().map(text).collect()
}

fn below_site(root: &Path, path: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    let found = [path.to_owned(), root.join(path)].into_iter().find_map(|p| p.canonicalize().ok())?;
    let relative = found.strip_prefix(&root).ok()?;
    Some(relative.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

fn missing(site: &Site, path: &Path) -> Error {
    let known = site.library().articles.iter().map(|a| &a.file).chain(site.skipped().iter().map(|s| &s.file));
    let near = nearest(&path.to_string_lossy(), known.map(|f| f.as_str()));
    let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Error::usage(format!("there is no file or folder {} in the site{help}", path.display()))
}

fn is_below(found: &Located, path: &str) -> bool {
    let file = found.diagnostic.file.as_str();
    path.is_empty() || file == path || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}
