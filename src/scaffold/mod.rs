//! Makes a new site, and new articles.
#![allow(clippy::disallowed_methods, reason = "writing new files is what this module is for")]

use crate::base::date::Date;
use crate::base::json;
use crate::base::slug::slugify;
use crate::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a new site. `{date}` stands for the day.
const FILES: [(&str, &str); 4] = [
    ("ibid.yaml", include_str!("files/ibid.yaml")),
    ("content/sky/why-is-the-sky-blue.md", include_str!("files/why-is-the-sky-blue.md")),
    ("sources/physics.yaml", include_str!("files/physics.yaml")),
    ("public/.gitignore", "*\n!.gitignore\n"),
];

/// Makes a site in `dir`; gives the files made. Refuses where one of them is there already.
pub fn init(dir: &Path, today: Date) -> Result<Vec<&'static str>, Error> {
    if let Some((name, _)) = FILES.iter().find(|(name, _)| dir.join(name).exists()) {
        return Err(Error::usage(format!("{} is there already: nothing was made", dir.join(name).display())));
    }
    for (name, text) in FILES {
        write(&dir.join(name), &text.replace("{date}", &today.to_string()))?;
    }
    Ok(FILES.iter().map(|(name, _)| *name).collect())
}

/// Begins an article for `question` in the site at `root`, below `content/folder`; gives its path from there.
pub fn new(root: &Path, folder: &str, question: &str, today: Date) -> Result<PathBuf, Error> {
    let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
    let slug = slugify(&question);
    if slug.is_empty() {
        return Err(Error::usage("the question has neither letter nor digit"));
    }
    if !root.join("content").is_dir() {
        return Err(Error::usage(format!("{} has no folder `content`: is it a site? `ibid init` makes one", root.display())));
    }
    let folder = crate::base::path::resolve("content", folder.trim_start_matches("content/"))
        .filter(|f| f == "content" || f.starts_with("content/"))
        .ok_or_else(|| Error::usage(format!("`{folder}` leads out of content/")))?;
    let file = PathBuf::from(folder).join(format!("{slug}.md"));
    if root.join(&file).exists() {
        return Err(Error::usage(format!("{} is there already", root.join(&file).display())));
    }
    write(&root.join(&file), &article(&question, today))?;
    Ok(file)
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
