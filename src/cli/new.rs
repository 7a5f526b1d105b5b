//! `ibid new`.

use super::report::Report;
use super::{Done, Global};
use crate::scaffold;
use clap::Args;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct New {
    /// The question that the article answers
    #[arg(value_name = "QUESTION")]
    question: String,
    /// The folder below content/ to put it in
    #[arg(short, long, value_name = "FOLDER", default_value = "")]
    path: String,
}

impl New {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let file = scaffold::new(&global.site, &self.path, &self.question, super::clock::today())?;
        report.out(&format!("{}\n", global.site.join(file).display()));
        Ok(ExitCode::SUCCESS)
    }
}
