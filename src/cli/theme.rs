//! `ibid theme`.

use super::report::Report;
use super::{Done, Global};
use crate::error::Error;
use crate::proof::{self, Proof};
use crate::scaffold;
use crate::site::{Options, Site};
use crate::theme;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Theme {
    /// Copy files of the default theme into themes/NAME/, to change them there; without FILE, list them
    #[command(after_help = "Example:\n  ibid theme eject base.html words/en.yaml --name mine")]
    Eject(Eject),
    /// Render every kind of page from samples, filled and empty, in every language, and say what breaks the contract
    #[command(after_help = "Example:\n  ibid theme check --output /tmp/proofs")]
    Check(Check),
}

#[derive(Debug, Args)]
pub(super) struct Eject {
    /// Files by name or by path in the theme
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The theme's folder below themes/
    #[arg(short, long, value_name = "NAME", default_value = "mine")]
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The theme's folder below themes/, in place of the one that ibid.yaml names
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Write the sample pages into this folder, to be looked at
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Theme {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        match self {
            Self::Eject(eject) => eject.run(global, report),
            Self::Check(check) => check.run(global, report),
        }
    }
}

impl Eject {
    fn run(&self, global: &Global, report: &mut Report) -> Done {
        if self.files.is_empty() {
            for (path, _) in theme::default_files() {
                report.out(&format!("{path}\n"));
            }
            return Ok(ExitCode::SUCCESS);
        }
        for path in scaffold::eject(&global.site, &self.name, &self.files)? {
            report.out(&format!("{}\n", global.site.join(path).display()));
        }
        report.say(&format!("`theme: {}` in ibid.yaml puts them in the place of the default theme's", self.name));
        Ok(ExitCode::SUCCESS)
    }
}

impl Check {
    fn run(&self, global: &Global, report: &mut Report) -> Done {
        let named = match &self.name {
            Some(name) => Some(name.clone()),
            None => Site::open(Options::new(&global.site))?.settings().theme.clone(),
        };
        let theme = theme::Theme::load(&global.site, named.as_deref())?;
        let proof = proof::prove(&theme);
        if let Some(folder) = &self.output {
            write(folder, &theme, &proof)?;
        }
        let place = named.map_or_else(|| "themes/default".to_owned(), |name| format!("themes/{name}"));
        for fault in &proof.faults {
            report.out(&format!("{place}/{}: {}\n  help: {}\n", fault.file, fault.message, fault.help));
        }
        match proof.faults.len() {
            0 => {
                report.say(&format!("{} pages rendered, nothing breaks the contract", proof.sheets.len()));
                Ok(ExitCode::SUCCESS)
            }
            1 => Err(Error::theme("1 thing breaks the contract")),
            n => Err(Error::theme(format!("{n} things break the contract"))),
        }
    }
}

/// Each sample as a folder that a browser can open from disk.
fn write(folder: &Path, theme: &theme::Theme, proof: &Proof) -> Result<(), Error> {
    let samples: std::collections::BTreeSet<&str> = proof.sheets.iter().map(|s| s.sample.as_str()).collect();
    let pages = proof.sheets.iter().map(|s| (folder.join(&s.sample).join(&s.output), s.html.as_bytes()));
    let assets = samples.iter().flat_map(|s| theme.assets().map(move |(path, bytes)| (folder.join(s).join(path), bytes)));
    for (path, bytes) in pages.chain(assets) {
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|e| Error::io("make", parent, e))?;
        std::fs::write(&path, bytes).map_err(|e| Error::io("write", &path, e))?;
    }
    Ok(())
}
