//! `ibid completions`. The one door to `clap_complete`.

use super::{Cli, Done};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell to complete in
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> Done {
        clap_complete::generate(self.shell, &mut Cli::command(), "ibid", &mut std::io::stdout());
        Ok(ExitCode::SUCCESS)
    }
}
