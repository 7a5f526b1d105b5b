//! `ibid init`.

use super::Done;
use super::report::Report;
use crate::base::near::nearest;
use crate::deploy::{HOSTS, Host};
use crate::scaffold;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder of the new site
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Write the files that a host reads: github-pages, gitlab-pages, netlify, cloudflare, vercel, nginx, apache
    #[arg(long, value_name = "HOST", value_parser = host)]
    deploy: Vec<Host>,
}

fn host(word: &str) -> Result<Host, String> {
    let words = || HOSTS.iter().map(|(word, _)| *word);
    Host::find(word).ok_or_else(|| match nearest(word, words()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the hosts are {}", words().collect::<Vec<_>>().join(", ")),
    })
}

impl Init {
    pub fn run(&self, report: &mut Report) -> Done {
        let made = scaffold::init(&self.dir, &self.deploy, super::clock::today())?;
        for file in &made.files {
            report.say(&format!("  made {}", self.dir.join(file).display()));
        }
        for file in &made.kept {
            report.say(&format!("  kept {}, which was there already", self.dir.join(file).display()));
        }
        if let Some(line) = &made.settings {
            report.say(&format!("add this line to {}: {line}", self.dir.join("ibid.yaml").display()));
        }
        for host in &self.deploy {
            report.say(&format!("{}: {}", host.word(), host.next_step()));
        }
        let at = if self.dir.as_os_str() == "." { String::new() } else { format!(" -C {}", self.dir.display()) };
        report.say(&format!("now: ibid{at} build"));
        Ok(ExitCode::SUCCESS)
    }
}
