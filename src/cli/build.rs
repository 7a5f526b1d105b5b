//! `ibid build`.

use super::progress::Progress;
use super::report::Report;
use super::{Done, Global, clock};
use crate::diag::{Located, Severity};
use crate::error::Error;
use crate::site::{Options, Places, Shard, Site};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

#[derive(Debug, Args)]
pub(super) struct Build {
    /// Publish drafts too
    #[arg(long)]
    drafts: bool,
    /// Publish articles whose date is yet to come
    #[arg(long)]
    future: bool,
    /// Where the site will be served, in place of `base_url`
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The output folder, in place of public/
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Threads, in place of one for each core
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,
    /// Make one part of the output only, such as 2/8; the parts laid over one another are the site
    #[arg(long, value_name = "K/N", default_value = "1/1", hide_default_value = true)]
    shard: Shard,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
}

impl Build {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let start = Instant::now();
        let progress = report.progress();
        let site = Site::open(Options {
            drafts: self.drafts,
            future: self.future,
            base_url: self.base_url.clone(),
            output: self.output.clone(),
            jobs: self.jobs,
            today: clock::today(),
            shard: self.shard,
            places: Places::OfErrors,
            observer: Arc::<Progress>::clone(&progress),
            ..Options::new(&global.site)
        })?;
        progress.clear();
        let errors: Vec<&Located> = site.diagnostics().iter().filter(|f| f.diagnostic.severity == Severity::Error).collect();
        if !errors.is_empty() {
            report.findings(&errors);
            report.out(&format!("{}\n", site.tally().summary()));
            return Err(Error::findings(errors.len()));
        }
        let built = site.build()?;
        progress.clear();
        report.built(&built, start.elapsed());
        if self.timings {
            report.out(&format!("\n{}", progress.table()));
        }
        Ok(ExitCode::SUCCESS)
    }
}
