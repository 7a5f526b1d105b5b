//! `ibid report`.

use super::report::Report;
use super::{Done, Global, clock};
use crate::error::Error;
use crate::report;
use crate::site::{Options, Site};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct ForEditors {
    /// The file to write
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    output: PathBuf,
}

impl ForEditors {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let progress = report.progress();
        let today = clock::today();
        let site = Site::open(Options { today, observer: progress.clone(), ..Options::new(&global.site) })?;
        let today = site.settings().date.unwrap_or(today);
        let counted = report::Report::new(&site.settings().title, today, site.library(), site.diagnostics());
        progress.clear();
        std::fs::write(&self.output, counted.html(&site.style())).map_err(|e| Error::io("write", &self.output, e))?;
        report.say(&format!("{} → {}", super::report::plural(counted.articles.len(), "article"), self.output.display()));
        Ok(ExitCode::SUCCESS)
    }
}
