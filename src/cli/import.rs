//! `ibid import`.

use super::report::Report;
use super::{Done, Global};
use crate::article::front_matter;
use crate::base::path::SitePath;
use crate::base::slug::slugify;
use crate::diag::{Checked, Severity, locate_all};
use crate::error::Error;
use crate::files::{self, Tree};
use crate::import::{self, Edit, Known, Present, chat, diff, insert};
use crate::source::{Source, formats};
use clap::Args;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Import {
    /// Bibliographies (.bib .ris .nbib .enw .xml .json .yaml), or pasted chat answers (.md .txt); `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The article that takes the sources, in place of a file in sources/
    #[arg(long, value_name = "ARTICLE")]
    into: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let mut desk = Desk::open(&global.site)?;
        let mut failed = false;
        for path in &self.files {
            let (name, bytes) = given(path)?;
            let text = formats::decode(&bytes);
            match is_bibliography(&name, &text) {
                true => {
                    let read = formats::read(&SitePath::new(if name == "-" { "stdin.txt" } else { &name }), &text);
                    failed |= told(&read, &text, report);
                    self.take(&mut desk, &name, &read.value, report)?;
                }
                false => desk.answer(&name, &text, report)?,
            }
        }
        for edit in desk.edits.values() {
            match self.dry_run {
                true => report.out(&diff::unified(edit)),
                false => write(&global.site.join(edit.file.as_str()), &edit.after)?,
            }
        }
        Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    /// Chooses what is new, and edits the file that takes it.
    fn take(&self, desk: &mut Desk, name: &str, given: &[Source], report: &mut Report) -> Result<(), Error> {
        let file = match &self.into {
            Some(article) => desk.article(article)?,
            None => SitePath::new(format!("sources/{}.yaml", stem(name))),
        };
        let text = desk.text(&file)?;
        let (here, known) = match &self.into {
            Some(_) => (own_sources(&file, text.as_deref().unwrap_or("")), Known::Referred),
            None => (desk.shared.clone(), Known::Left),
        };
        let elsewhere: &[Present] = if self.into.is_some() { &desk.shared } else { &[] };
        let chosen = import::sources(given, &here, elsewhere, known);
        chosen.notes.iter().for_each(|note| report.say(note));
        report.say(&format!("{file}: {} of {} sources are new", chosen.new.len(), given.len()));
        if chosen.new.is_empty() {
            return Ok(());
        }
        let before = text.clone().unwrap_or_default();
        let after = match &self.into {
            Some(_) => insert::into_article(&file, &before, &chosen.new),
            None => insert::into_shared(&before, &chosen.new),
        };
        let after = after.map_err(|why| Error::usage(format!("{file}: {why}")))?;
        if self.into.is_none() {
            desk.shared.extend(chosen.new.into_iter().map(|source| Present { file: file.clone(), source }));
        }
        desk.edit(file, after);
        Ok(())
    }
}

/// The site's sources and the edits so far.
struct Desk {
    root: PathBuf,
    tree: Tree,
    shared: Vec<Present>,
    edits: BTreeMap<SitePath, Edit>,
}

impl Desk {
    fn open(root: &Path) -> Result<Self, Error> {
        let tree = files::scan(root)?;
        let mut shared = Vec::new();
        for file in &tree.sources {
            let read = formats::read(file, &formats::decode(&files::read_bytes(root, file)?));
            shared.extend(read.value.into_iter().map(|source| Present { file: file.clone(), source }));
        }
        Ok(Self { root: root.to_owned(), tree, shared, edits: BTreeMap::new() })
    }

    /// The content file that the user names, by its path from here, from the site or from `content/`.
    fn article(&self, typed: &str) -> Result<SitePath, Error> {
        let here = Path::new(typed).strip_prefix(&self.root).map(|p| p.to_string_lossy().into_owned());
        let typed = typed.strip_prefix("./").unwrap_or(typed);
        let names = [here.unwrap_or_default(), typed.to_owned(), format!("content/{typed}"), format!("content/{typed}.md")];
        let found = self.tree.articles.iter().find(|file| names.iter().any(|name| name == file.as_str()));
        let near = || crate::base::near::nearest(typed, self.tree.articles.iter().map(|f| f.as_str()));
        found.cloned().ok_or_else(|| {
            let help = near().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Error::usage(format!("there is no article `{typed}`{help}"))
        })
    }

    fn text(&self, file: &SitePath) -> Result<Option<String>, Error> {
        match self.edits.get(file) {
            Some(edit) => Ok(Some(edit.after.clone())),
            None if files::exists(&self.root, file) => files::read_text(&self.root, file).map(Some),
            None => Ok(None),
        }
    }

    fn edit(&mut self, file: SitePath, after: String) {
        let before = match self.edits.remove(&file) {
            Some(edit) => edit.before,
            None => files::read_text(&self.root, &file).ok().filter(|_| files::exists(&self.root, &file)),
        };
        self.edits.insert(file.clone(), Edit { file, before, after });
    }

    /// A pasted answer as a new article.
    fn answer(&mut self, name: &str, text: &str, report: &mut Report) -> Result<(), Error> {
        let answer = chat::article(text, &stem(name).replace(['-', '_'], " "));
        let slug = slugify(&answer.title);
        let file = SitePath::new(format!("content/{}.md", if slug.is_empty() { "answer" } else { &slug }));
        if self.text(&file)?.is_some() {
            return Err(Error::usage(format!("{file} is there already: nothing was changed")));
        }
        answer.notes.iter().for_each(|note| report.say(note));
        report.say(&format!("{file}: an article with {} sources; give each a `finding`, and read what it says of them", answer.sources));
        self.edit(file, answer.text);
        Ok(())
    }
}

/// Prints what was found; whether an error was among it.
fn told(read: &Checked<Vec<Source>>, text: &str, report: &mut Report) -> bool {
    let located = locate_all(text, read.diagnostics.iter().map(|found| (found.clone(), None)));
    report.findings(&located.iter().collect::<Vec<_>>());
    read.diagnostics.iter().any(|d| d.severity == Severity::Error)
}

fn given(path: &Path) -> Result<(String, Vec<u8>), Error> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|e| Error::io("read", "standard input", e))?;
        return Ok(("-".to_owned(), bytes));
    }
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |n| n.to_string_lossy()).into_owned();
    Ok((name, files::read_given(path)?))
}

/// Whether a file holds sources; else it is a pasted answer.
fn is_bibliography(name: &str, text: &str) -> bool {
    match name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("md" | "markdown" | "html" | "htm") => false,
        Some("txt") | None => formats::looks_like_one(text),
        _ => true,
    }
}

fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Some(slugify(stem)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "imported".to_owned())
}

/// The sources that an article lists itself.
fn own_sources(file: &SitePath, text: &str) -> Vec<Present> {
    let split = front_matter::split(file, text);
    let Some(span) = split.yaml else { return Vec::new() };
    let front = front_matter::parse(file, span.slice(text), span.start).value.0;
    front.sources.into_iter().map(|source| Present { file: file.clone(), source }).collect()
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| Error::io("make", folder, e))?;
    }
    std::fs::write(path, text).map_err(|e| Error::io("write", path, e))
}
