//! Makes a new site, new articles, and copies of the default theme's files to change.
#![allow(clippy::disallowed_methods, reason = "writing new files is what this module is for")]

use crate::base::date::Date;
use crate::base::json;
use crate::base::near::nearest;
use crate::base::slug::slugify;
use crate::deploy::{self, Host};
use crate::error::Error;
use crate::schema;
use crate::theme;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a new site. `{date}` stands for the day.
const FILES: [(&str, &str); 4] = [
    ("ibid.yaml", include_str!("files/ibid.yaml")),
    ("content/sky/why-is-the-sky-blue.md", include_str!("files/why-is-the-sky-blue.md")),
    ("sources/physics.yaml", include_str!("files/physics.yaml")),
    ("public/.gitignore", "*\n!.gitignore\n"),
];

/// What was made, and what was left alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Files made, by their path in the site.
    pub files: Vec<String>,
    /// Files that were there already, and were left as they are.
    pub kept: Vec<String>,
    /// What is to be added to `ibid.yaml` by hand, where that was there already.
    pub settings: Option<String>,
}

/// Makes a site in `dir`, with the files of the hosts that it is deployed to.
///
/// Where a site is there already, the hosts' files are added to it, and nothing is ever overwritten; without a host,
/// that is refused.
pub fn init(dir: &Path, hosts: &[Host], today: Date) -> Result<Made, Error> {
    let mut made = Made::default();
    let there = FILES.iter().find(|(name, _)| *name != "public/.gitignore" && dir.join(name).exists());
    let exists = there.is_some() || dir.join("content").is_dir();
    match there {
        Some((name, _)) if hosts.is_empty() => {
            return Err(Error::usage(format!("{} is there already: nothing was made", dir.join(name).display())));
        }
        _ if exists => {}
        _ => {
            for (name, text) in FILES {
                made.put(dir, name, &fresh(name, text, hosts, today))?;
            }
            for (name, text) in schemas() {
                made.put(dir, &format!(".ibid/schema/{name}"), &text)?;
            }
        }
    }
    if exists {
        made.settings = missing_setting(dir, hosts)?;
    }
    let name = site_name(dir);
    for (path, text) in hosts.iter().flat_map(|host| deploy::site_files(*host, &name)) {
        made.put(dir, path, &text)?;
    }
    Ok(made)
}

impl Made {
    /// Writes a file where there is none.
    fn put(&mut self, dir: &Path, name: &str, text: &str) -> Result<(), Error> {
        if self.files.iter().any(|known| known == name) {
            return Ok(());
        }
        if dir.join(name).exists() {
            self.kept.push(name.to_owned());
            return Ok(());
        }
        write(&dir.join(name), text)?;
        self.files.push(name.to_owned());
        Ok(())
    }
}

/// The schemas that the first lines of `ibid.yaml` and of files in `sources/` name for editors.
pub fn schemas() -> [(&'static str, String); 3] {
    let text = |schema| json::pretty(&schema);
    [("article.json", text(schema::article())), ("site.json", text(schema::site())), ("source.json", text(schema::source()))]
}

/// A file of a new site, filled in.
fn fresh(name: &str, text: &str, hosts: &[Host], today: Date) -> String {
    let mut text = text.replace("{date}", &today.to_string());
    if name == "ibid.yaml" && !hosts.is_empty() {
        text.push_str(&format!("\n# Hosts whose own files (headers, redirects) a build writes into public/.\n{}\n", setting(hosts)));
    }
    text
}

/// `deploy: netlify`
fn setting(hosts: &[Host]) -> String {
    match hosts {
        [host] => format!("deploy: {}", host.word()),
        hosts => format!("deploy: [{}]", hosts.iter().map(|h| h.word()).collect::<Vec<_>>().join(", ")),
    }
}

/// The line that `ibid.yaml` lacks; `None` where it names every host. Hosts that it names already stay in it.
fn missing_setting(dir: &Path, hosts: &[Host]) -> Result<Option<String>, Error> {
    let file = dir.join("ibid.yaml");
    let text = if file.exists() { fs::read_to_string(&file).map_err(|e| Error::io("read", &file, e))? } else { String::new() };
    let line = text.lines().find_map(|l| l.strip_prefix("deploy:")).unwrap_or_default();
    let mut all: Vec<Host> = line.split([' ', ',', '[', ']', '"', '\'']).filter_map(Host::find).collect();
    let named = hosts.iter().all(|host| all.contains(host));
    all.extend(hosts.iter().filter(|host| !line.contains(host.word())));
    Ok((!named).then(|| setting(&all)))
}

/// The folder's name as a part of an address.
fn site_name(dir: &Path) -> String {
    let folder = dir.canonicalize().ok().and_then(|d| Some(d.file_name()?.to_string_lossy().into_owned()));
    Some(slugify(&folder.unwrap_or_default())).filter(|name| !name.is_empty()).unwrap_or_else(|| "my-site".to_owned())
}

/// Begins an article for `question` in the site at `root`, below `content/folder`; gives its path from there.
pub fn new(root: &Path, folder: &str, question: &str, today: Date) -> Result<PathBuf, Error> {
    let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = match archetype(root, folder.trim_start_matches("content/"))? {
        Some(text) => fill(&text, &question, &slugify(&question), today),
        None => article(&question, today),
    };
    put(root, folder, &question, &text)
}

/// Puts a new article with this text below `content/folder`, named after its question; gives its path from the site's folder.
pub fn put(root: &Path, folder: &str, question: &str, text: &str) -> Result<PathBuf, Error> {
    let slug = slugify(question);
    if slug.is_empty() {
        return Err(Error::usage("the question has neither letter nor digit"));
    }
    if !root.join("content").is_dir() {
        return Err(Error::usage(format!("{} has no folder `content`: is it a site? `ibid init` makes one", root.display())));
    }
    let folder = crate::base::path::resolve("content", folder.trim_start_matches("content/"))
        .filter(|f| f == "content" || f.starts_with("content/"))
        .ok_or_else(|| Error::usage(format!("`{folder}` leads out of content/")))?;
    let file = PathBuf::from(&folder).join(format!("{slug}.md"));
    if root.join(&file).exists() {
        return Err(Error::usage(format!("{} is there already", root.join(&file).display())));
    }
    write(&root.join(&file), text)?;
    Ok(file)
}

/// Copies files of the default theme into `themes/NAME/` of the site at `root`; gives their paths from there. A file is named by
/// its path in the theme or by its last part. Refuses where one of them is there already.
pub fn eject(root: &Path, name: &str, files: &[String]) -> Result<Vec<PathBuf>, Error> {
    if slugify(name) != name {
        return Err(Error::usage(format!("`{name}` is no name for a theme; write letters, digits and hyphens")));
    }
    let found: Vec<(&str, &str)> = files.iter().map(|file| theme_file(file)).collect::<Result<_, _>>()?;
    let folder = PathBuf::from("themes").join(name);
    if let Some((path, _)) = found.iter().find(|(path, _)| root.join(&folder).join(path).exists()) {
        return Err(Error::usage(format!("{} is there already: nothing was copied", root.join(&folder).join(path).display())));
    }
    for (path, text) in &found {
        write(&root.join(&folder).join(path), text)?;
    }
    Ok(found.iter().map(|(path, _)| folder.join(path)).collect())
}

fn theme_file(name: &str) -> Result<(&'static str, &'static str), Error> {
    let same = |path: &str| path == name || path.rsplit('/').next() == Some(name);
    if let Some(file) = theme::default_files().find(|(path, _)| same(path)) {
        return Ok(file);
    }
    let near = nearest(name, theme::default_files().flat_map(|(path, _)| [path, path.rsplit('/').next().unwrap_or(path)]));
    let help = near.map_or_else(|| "`ibid theme eject` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Error::usage(format!("the default theme has no file `{name}`; {help}")))
}

/// The site's own model for new articles in `folder`: `archetypes/FOLDER.md` of the nearest folder, else `archetypes/default.md`.
fn archetype(root: &Path, folder: &str) -> Result<Option<String>, Error> {
    let below = folder.trim_matches('/');
    let nearer = std::iter::successors(Some(below).filter(|f| !f.is_empty()), |f| Some(f.rsplit_once('/')?.0));
    for name in nearer.chain(std::iter::once("default")) {
        let Some(name) = crate::base::path::resolve("archetypes", name) else { continue };
        let file = root.join(format!("{name}.md"));
        if file.is_file() {
            return fs::read_to_string(&file).map(Some).map_err(|e| Error::io("read", &file, e));
        }
    }
    Ok(None)
}

/// An archetype with its places filled in.
fn fill(text: &str, question: &str, slug: &str, today: Date) -> String {
    let values = [("{title}", json::compact(&question)), ("{question}", question.to_owned()), ("{slug}", slug.to_owned())];
    let text = text.replace("{date}", &today.to_string());
    values.into_iter().fold(text, |text, (place, value)| text.replace(place, &value))
}

/// A new article: the front matter filled in, the rest to be written.
fn article(question: &str, today: Date) -> String {
    format!(
        "---\n\
         title: {}\n\
         # One sentence that answers; shown in lists and by search engines.\n\
         description:\n\
         date: {today}\n\
         draft: true\n\
         topics: []\n\
         sources:\n\
         # - id: smith2019              cited in the text as [@smith2019], or by its place as [1]\n\
         #   title: \"Title: in quotes, since it may hold a colon\"\n\
         #   finding: What the source shows, in one line.\n\
         #   doi: 10.1000/182\n\
         ---\n\
         \n\
         Write the direct answer here, in two to four sentences.\n\
         \n\
         ## The first sub-question?\n\
         \n\
         Write what the sources show.\n",
        json::compact(&question)
    )
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| Error::io("make", folder, e))?;
    }
    fs::write(path, text).map_err(|e| Error::io("write", path, e))
}
