//! `ibid init`.

use super::Done;
use super::report::Report;
use crate::scaffold;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder of the new site
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

impl Init {
    pub fn run(&self, report: &mut Report) -> Done {
        let today = super::clock::today();
        for file in scaffold::init(&self.dir, today)? {
            report.say(&format!("  made {}", self.dir.join(file).display()));
        }
        let at = if self.dir.as_os_str() == "." { String::new() } else { format!(" -C {}", self.dir.display()) };
        report.say(&format!("now: ibid{at} build"));
        Ok(ExitCode::SUCCESS)
    }
}
