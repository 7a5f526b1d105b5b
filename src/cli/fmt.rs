//! `ibid fmt`.

use super::paths::{self, is_wanted};
use super::report::Report;
use super::{Done, Global, clock, replace};
use crate::fmt::Form;
use crate::site::{Options, format};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Fmt {
    /// Write citations by id: [@strutt]
    #[arg(long, conflicts_with = "numbers")]
    ids: bool,
    /// Write citations by number: [1]
    #[arg(long)]
    numbers: bool,
    /// Write nothing, and fail where a file would change
    #[arg(long)]
    check: bool,
    /// Only these files and folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Fmt {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let wanted = paths::below(&global.site, &self.paths, std::iter::empty())?;
        let options = Options { today: clock::today(), ..Options::new(&global.site) };
        let form = match (self.ids, self.numbers) {
            (true, _) => Form::Ids,
            (_, true) => Form::Numbers,
            _ => Form::AsTyped,
        };
        let mut files = 0;
        for done in format(&options, form, |file| is_wanted(file.as_str(), &wanted))? {
            let (name, formatted) = (&done.file.file, &done.formatted);
            for note in &formatted.notes {
                report.say(&format!("{name}: {note}"));
            }
            if formatted.text == done.file.text {
                continue;
            }
            files += 1;
            let what = if formatted.changed == 1 { "1 citation".to_owned() } else { format!("{} citations", formatted.changed) };
            if self.check {
                report.say(&format!("{name}: {what} would change"));
            } else {
                replace(&global.site.join(name.as_str()), &formatted.text)?;
                report.say(&format!("{name}: {what} changed"));
            }
        }
        if files == 0 {
            report.say("nothing to change");
        }
        Ok(if self.check && files > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}
