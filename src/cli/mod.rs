//! The commands. One file a command; `report` does all printing.
//!
//! Exit codes: 0 done; 1 findings that fail, or the world failed; 2 wrong use.
#![allow(clippy::disallowed_methods, reason = "the command line is where the environment and the clock are read")]

mod build;
mod check;
mod clock;
mod completions;
mod editors;
mod explain;
mod fmt;
mod import;
mod init;
mod list;
mod man;
mod new;
mod paths;
mod progress;
mod replace;
mod report;
mod schema;
mod search;
mod serve;
mod sources;
mod theme;

use crate::error::Error;
use clap::{Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use replace::replace;
use report::Report;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "ibid", version, about = "A static site generator for answers that can be checked", long_about = None, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  ibid init my-site         make a site that builds
  ibid new \"Why is it so?\"  begin an article
  ibid serve --open         see it while you write
  ibid check                everything that is wrong, with the fix
  ibid build                write the site into public/";

/// What every command takes; in its help behind what it alone takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The site's folder
    #[arg(short = 'C', long, global = true, display_order = 901, value_name = "DIR", default_value = ".")]
    site: PathBuf,
    /// When to use colours
    #[arg(long, global = true, display_order = 902, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Print findings and errors only
    #[arg(short, long, global = true, display_order = 903, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more: each stage with its time, every article that is skipped
    #[arg(short, long, global = true, display_order = 904)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a site that builds, with one real article
    #[command(after_help = "Example:\n  ibid init my-site")]
    Init(init::Init),
    /// Begin an article from its question
    #[command(after_help = "Example:\n  ibid new \"Why is the sky blue?\"")]
    New(new::New),
    /// Check the site and write it into public/
    #[command(after_help = "Example:\n  ibid build --base-url https://example.org/answers/")]
    Build(build::Build),
    /// Show the site in your browser, and follow each change
    #[command(after_help = "Example:\n  ibid serve --open")]
    Serve(serve::Serve),
    /// Say everything that is wrong, each with its place and the fix
    #[command(after_help = "Example:\n  ibid check --strict content/sky")]
    Check(check::Check),
    /// List the articles with their dates, reviews due and sources cited
    #[command(after_help = "Example:\n  ibid list --due")]
    List(list::List),
    /// Write a page for editors: coverage, sources, reviews due and findings, with charts
    #[command(after_help = "Example:\n  ibid report --output report.html")]
    Report(editors::ForEditors),
    /// Write citations by id or by number, and mend those pasted from chat tools
    #[command(after_help = "Examples:\n  ibid fmt --ids content/sky\n  ibid fmt --check")]
    Fmt(fmt::Fmt),
    /// Take in a bibliography as sources, or a pasted chat answer as an article
    #[command(
        after_help = "Examples:\n  ibid import zotero.bib\n  ibid import paper.ris --into content/sky/why-blue.md --dry-run\n  ibid import answer.txt"
    )]
    Import(import::Import),
    /// List the works of the site, who cites them, and why two entries are one work or not
    #[command(after_help = "Example:\n  ibid sources --json")]
    Sources(sources::Sources),
    /// Search the built site
    #[command(after_help = "Example:\n  ibid search \"does synthetic data help\"")]
    Search(search::Search),
    /// Begin a theme from the default one, or say what is wrong with a theme
    #[command(subcommand, after_help = "Examples:\n  ibid theme eject base.html\n  ibid theme check")]
    Theme(theme::Theme),
    /// List every rule with its level in this site
    #[command(after_help = "Example:\n  ibid rules")]
    Rules,
    /// Say what a rule finds and why, with an example that fails and one that passes
    #[command(after_help = "Example:\n  ibid explain unused-source")]
    Explain(explain::Explain),
    /// Print a JSON Schema of front matter, sources or settings, for editors
    #[command(after_help = "Example:\n  ibid schema site > .ibid/schema/site.json")]
    Schema(schema::Schema),
    /// Print the manual page of ibid or of a command
    #[command(after_help = "Example:\n  ibid man build | man -l -")]
    Man(man::Man),
    /// Print completions for a shell
    #[command(after_help = "Example:\n  ibid completions bash > /etc/bash_completion.d/ibid")]
    Completions(completions::Completions),
}

/// Runs the command that `args` say; the program's exit code comes out.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let parsed = Cli::command().color(colours_of(&args)).try_get_matches_from(args).and_then(|m| Cli::from_arg_matches(&m));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(wrong) => {
            let code = wrong.exit_code();
            let _ = wrong.print();
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    let mut report = Report::new(&cli.global);
    let done = match &cli.command {
        Command::Init(init) => init.run(&mut report),
        Command::New(new) => new.run(&cli.global, &mut report),
        Command::Build(build) => build.run(&cli.global, &mut report),
        Command::Serve(serve) => serve.run(&cli.global, Report::new(&cli.global)),
        Command::Check(check) => check.run(&cli.global, &mut report),
        Command::List(list) => list.run(&cli.global, &mut report),
        Command::Report(page) => page.run(&cli.global, &mut report),
        Command::Fmt(fmt) => fmt.run(&cli.global, &mut report),
        Command::Import(import) => import.run(&cli.global, &mut report),
        Command::Sources(sources) => sources.run(&cli.global, &mut report),
        Command::Search(search) => search.run(&cli.global, &mut report),
        Command::Theme(theme) => theme.run(&cli.global, &mut report),
        Command::Rules => explain::rules(&cli.global, &mut report),
        Command::Explain(explain) => explain.run(&cli.global, &mut report),
        Command::Schema(schema) => schema.run(&mut report),
        Command::Man(man) => man.run(&mut report),
        Command::Completions(completions) => completions.run(),
    };
    match done {
        Ok(code) => code,
        Err(error) => report.error(&error),
    }
}

/// When the messages about wrong use are in colours: what `--color` says, though the rest may be wrong.
fn colours_of(args: &[OsString]) -> ColorChoice {
    let words: Vec<_> = args.iter().map(|a| a.to_string_lossy()).collect();
    let behind = words.windows(2).find(|pair| pair[0] == "--color").map(|pair| pair[1].clone());
    match words.iter().find_map(|w| w.strip_prefix("--color=").map(Into::into)).or(behind).as_deref() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// What a command ends with.
type Done = Result<ExitCode, Error>;
