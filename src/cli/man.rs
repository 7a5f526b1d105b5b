//! `ibid man`: manual pages, from what `--help` prints.

use super::report::Report;
use super::{Cli, Done};
use crate::base::near::nearest;
use crate::error::Error;
use clap::{Arg, Args, Command, CommandFactory};
use std::path::PathBuf;
use std::process::ExitCode;

/// The day of the release that the pages describe.
const RELEASED: &str = "2026-11-28";

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command to describe; ibid itself where there is none
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write a page for ibid and for each command into this folder
    #[arg(short, long, value_name = "DIR", conflicts_with = "command")]
    output: Option<PathBuf>,
}

impl Man {
    pub fn run(&self, report: &mut Report) -> Done {
        let mut root = Cli::command();
        root.build();
        let Some(folder) = &self.output else {
            let command = match &self.command {
                None => &root,
                Some(name) => commands(&root).find(|c| c.get_name() == name).ok_or_else(|| unknown(&root, name))?,
            };
            report.out(&page(&root, command));
            return Ok(ExitCode::SUCCESS);
        };
        std::fs::create_dir_all(folder).map_err(|e| Error::io("make", folder, e))?;
        for command in std::iter::once(&root).chain(commands(&root)) {
            let file = folder.join(format!("{}.1", page_name(command)));
            std::fs::write(&file, page(&root, command)).map_err(|e| Error::io("write", &file, e))?;
            report.say(&format!("  made {}", file.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn commands(root: &Command) -> impl Iterator<Item = &Command> {
    root.get_subcommands().filter(|c| c.get_name() != "help")
}

fn unknown(root: &Command, name: &str) -> Error {
    let help = match nearest(name, commands(root).map(Command::get_name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`ibid --help` lists them".to_owned(),
    };
    Error::usage(format!("there is no command `{name}`; {help}"))
}

/// `ibid`, `ibid-build`
fn page_name(command: &Command) -> String {
    if command.get_name() == "ibid" { "ibid".to_owned() } else { format!("ibid-{}", command.get_name()) }
}

/// The page in the `man` macros of roff.
fn page(root: &Command, command: &Command) -> String {
    let name = page_name(command);
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let mut out = format!(".TH {} 1 {RELEASED} \"ibid {}\"\n", name.to_uppercase(), env!("CARGO_PKG_VERSION"));
    out.push_str(&format!(".SH NAME\n{}\n", filled(&format!("{name} \\- {about}"))));
    out.push_str(&format!(".SH SYNOPSIS\n{}\n", escape(usage.trim_start_matches("Usage: ").trim())));
    section(&mut out, "ARGUMENTS", command.get_positionals().map(argument));
    let subcommands = commands(command).map(|c| (c.get_name().to_owned(), c.get_about().map(ToString::to_string).unwrap_or_default()));
    section(&mut out, "COMMANDS", subcommands);
    section(&mut out, "OPTIONS", command.get_opts().chain(flags(command)).map(option));
    let codes = [("0", "Done."), ("1", "There are findings that fail, or something of the machine failed."), ("2", "Wrong use.")];
    section(&mut out, "EXIT STATUS", codes.map(|(code, about)| (code.to_owned(), about.to_owned())).into_iter());
    if let Some(examples) = command.get_after_help() {
        let lines: Vec<String> = examples.to_string().lines().skip(1).map(|l| escape(l.strip_prefix("  ").unwrap_or(l))).collect();
        out.push_str(&format!(".SH EXAMPLES\n.nf\n{}\n.fi\n", lines.join("\n")));
    }
    let others = std::iter::once(root).chain(commands(root)).map(page_name).filter(|other| *other != name);
    out.push_str(&format!(".SH SEE ALSO\n{}\n", others.map(|o| format!("{}(1)", escape(&o))).collect::<Vec<_>>().join(",\n")));
    out
}

fn flags(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|a| !a.is_positional() && !a.get_action().takes_values())
}

fn section(out: &mut String, title: &str, entries: impl Iterator<Item = (String, String)>) {
    let mut entries = entries.peekable();
    if entries.peek().is_none() {
        return;
    }
    out.push_str(&format!(".SH {title}\n"));
    for (name, about) in entries {
        out.push_str(&format!(".TP\n\\fB{}\\fR\n{}\n", escape(&name), filled(&about)));
    }
}

fn argument(arg: &Arg) -> (String, String) {
    (values(arg), about(arg))
}

/// `-o, --output DIR`
fn option(arg: &Arg) -> (String, String) {
    let short = arg.get_short().map(|c| format!("-{c}"));
    let long = arg.get_long().map(|l| format!("--{l}"));
    let mut name: String = [short, long].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if arg.get_action().takes_values() {
        name.push_str(&format!(" {}", values(arg)));
    }
    (name, about(arg))
}

fn values(arg: &Arg) -> String {
    arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What it means, what it can be, and what it is where it is not given.
fn about(arg: &Arg) -> String {
    let mut out = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let possible: Vec<String> = match arg.get_action().takes_values() {
        true => arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect(),
        false => Vec::new(),
    };
    if !possible.is_empty() {
        out.push_str(&format!(": {}", possible.join(", ")));
    }
    let default: Vec<_> = arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect();
    if arg.get_action().takes_values() && !default.is_empty() {
        out.push_str(&format!(" (default: {})", default.join(" ")));
    }
    out
}

/// Running text in lines of fewer than 80 characters.
fn filled(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let word = if word == "\\-" { word.to_owned() } else { escape(word) };
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line = word,
            Some(line) if line.len() + word.len() < 78 => *line = format!("{line} {word}"),
            _ => lines.push(word),
        }
    }
    lines.join("\n")
}

/// Text that roff reads as it stands.
fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let lines = text.lines().map(|l| if l.starts_with(['.', '\'']) { format!("\\&{l}") } else { l.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}
