//! `ibid search`: the built index, from the terminal.

use super::report::Report;
use super::{Done, Global};
use crate::error::Error;
use crate::search::{self, Hit, Options};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Search {
    /// The question, or words of it
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// The output folder, in place of public/
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Most results
    #[arg(short, long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

impl Search {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let output = self.output.clone().unwrap_or_else(|| global.site.join("public"));
        let folder = output.join("search");
        // The index names its own files; none of them leads elsewhere.
        let read = |path: &str| if path.split('/').any(|p| p == "..") { None } else { std::fs::read(folder.join(path)).ok() };
        let options = Options { limit: self.limit, ..Options::default() };
        let hits = match search::open(read).and_then(|searcher| searcher.search(&self.words.join(" "), &options)) {
            Err(damaged) if damaged.missing && damaged.path == "root.js" => {
                return Err(Error::usage(format!("{} holds no search index: run `ibid build` first", output.display())));
            }
            result => result
                .map_err(|damaged| Error::world(format!("search {}", output.display()), &format!("{damaged}: run `ibid build` again")))?,
        };
        for hit in &hits {
            report.out(&shown(hit));
        }
        if hits.is_empty() {
            report.say("nothing found");
        }
        Ok(if hits.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// The question, its address, the answer, and the best section.
fn shown(hit: &Hit) -> String {
    let card = &hit.card;
    let verdict = if card.verdict.is_empty() { String::new() } else { format!(" [{}]", card.verdict) };
    let mut out = format!("{}{verdict}\n  /{}\n", card.title, card.url);
    if !card.snippet.is_empty() {
        out.push_str(&format!("  {}\n", card.snippet));
    }
    if let Some((id, heading)) = hit.sections.first().and_then(|(at, _)| card.sections.get(*at)) {
        out.push_str(&format!("  → {heading} (#{id})\n"));
    }
    out.push('\n');
    out
}
