//! `ibid schema`.

use super::Done;
use super::report::Report;
use crate::base::json;
use crate::error::Error;
use crate::scaffold;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// What the schema describes
    #[arg(value_name = "WHAT", default_value = "article")]
    what: What,
    /// Write all three into this folder, as `ibid init` does into .ibid/schema
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// An article's front matter
    Article,
    /// A file in sources/
    Source,
    /// ibid.yaml
    Site,
}

impl Schema {
    pub fn run(&self, report: &mut Report) -> Done {
        let Some(folder) = &self.output else {
            report.out(&json::pretty(&match self.what {
                What::Article => crate::schema::article(),
                What::Source => crate::schema::source(),
                What::Site => crate::schema::site(),
            }));
            return Ok(ExitCode::SUCCESS);
        };
        for (name, text) in scaffold::schemas() {
            let file = folder.join(name);
            std::fs::create_dir_all(folder).map_err(|e| Error::io("make", folder, e))?;
            std::fs::write(&file, text).map_err(|e| Error::io("write", &file, e))?;
            report.say(&format!("  made {}", file.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}
