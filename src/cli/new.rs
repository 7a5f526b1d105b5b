//! `ibid new`.

use super::report::{Report, plural};
use super::{Done, Global};
use crate::base::json;
use crate::error::Error;
use crate::import::chat;
use crate::scaffold;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct New {
    /// The question that the article answers
    #[arg(value_name = "QUESTION", required_unless_present = "from")]
    question: Option<String>,
    /// The folder below content/ to put it in
    #[arg(short, long, value_name = "FOLDER", default_value = "")]
    path: String,
    /// A pasted answer to begin from: its links become sources, its markers citations
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

impl New {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let today = super::clock::today();
        let file = match &self.from {
            None => scaffold::new(&global.site, &self.path, self.question.as_deref().unwrap_or_default(), today)?,
            Some(from) => {
                let answer = self.answer(from)?;
                answer.notes.iter().for_each(|note| report.say(note));
                report.say(&format!("{}; give each a `finding`, and read what the text says of them", plural(answer.sources, "source")));
                // Nobody has read it yet: it stays a draft until somebody has.
                let text =
                    answer.text.replacen("\n", &format!("\ntitle: {}\ndate: {today}\ndraft: true\n", json::compact(&answer.title)), 1);
                scaffold::put(&global.site, &self.path, &answer.title, &text)?
            }
        };
        report.out(&format!("{}\n", global.site.join(file).display()));
        Ok(ExitCode::SUCCESS)
    }

    /// The pasted answer as an article without its title line.
    fn answer(&self, from: &Path) -> Result<chat::Answer, Error> {
        let bytes = std::fs::read(from).map_err(|e| Error::io("read", from, e))?;
        let name = from.file_stem().map(|n| n.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
        let mut answer = chat::article(&String::from_utf8_lossy(&bytes), &name);
        if let Some(question) = &self.question {
            answer.title.clone_from(question);
        }
        let lines = answer.text.lines().enumerate().filter(|(n, l)| !(*n == 1 && l.starts_with("title:")));
        answer.text = lines.map(|(_, l)| format!("{l}\n")).collect();
        Ok(answer)
    }
}
