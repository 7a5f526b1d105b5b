//! `ibid serve`.

use super::report::{Report, duration, plural};
use super::{Done, Global, clock};
use crate::serve::{Server, Told};
use crate::site::Options;
use clap::Args;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The port; without it, 7070 or the next one that is free
    #[arg(short, long, value_name = "N")]
    port: Option<u16>,
    /// The address to listen at; 0.0.0.0 lets your network in
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: String,
    /// Open the site in your browser
    #[arg(long)]
    open: bool,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Show articles whose date is yet to come
    #[arg(long)]
    future: bool,
}

impl Serve {
    pub fn run(&self, global: &Global, report: Report) -> Done {
        let server = Server::bind(&self.host, self.port)?;
        let address = format!("{}/", server.origin());
        let report = Arc::new(Mutex::new(report));
        let told = Arc::clone(&report);
        let tell = move |what: Told| print(&mut told.lock().unwrap_or_else(PoisonError::into_inner), what);
        {
            let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
            report.out(&format!("{address}  (Ctrl-C ends it)\n"));
            if server.is_public() {
                report.out("anyone who can reach this machine can read the site, without encryption\n");
            }
            if self.open && !open(&address) {
                report.out("no browser could be started: open the address above\n");
            }
        }
        let options = Options { drafts: self.drafts, future: self.future, today: clock::today(), ..Options::new(&global.site) };
        server.run(options, Arc::new(tell))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn print(report: &mut Report, what: Told) {
    match what {
        Told::Ready { articles, skipped, took } => {
            let skipped = if skipped == 0 { String::new() } else { format!(", {skipped} not shown (drafts, or not of today)") };
            report.say(&format!("{}{skipped}, read in {}", plural(articles, "article"), duration(took)));
        }
        Told::Listing => report.say("the system tells of no changes here: the folder is looked through twice a second"),
        Told::Changed { articles, around, reloaded, took } => {
            let what = match articles.iter().next() {
                Some(only) if articles.len() == 1 => only.to_string(),
                Some(_) => plural(articles.len(), "article"),
                None if around => "settings, theme or sources".to_owned(),
                None => "files".to_owned(),
            };
            report.say(&format!("{what} changed: {}, {} reloaded", duration(took), plural(reloaded, "page")));
        }
        Told::Found { new, more, errors, warnings } => {
            report.findings(&new.iter().collect::<Vec<_>>());
            let more = if more > 0 { " (`ibid check` shows them all)" } else { "" };
            report.say(&format!("{}, {}{more}", plural(errors, "error"), plural(warnings, "warning")));
        }
        Told::Trouble(what) => report.out(&format!("{what}\n")),
    }
}

/// Starts the machine's browser; whether that could be done.
fn open(address: &str) -> bool {
    let command = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    Command::new(command).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}
