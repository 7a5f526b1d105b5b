//! Loads a theme: the embedded default with the files of `themes/NAME/` in the place of its own.
#![allow(clippy::disallowed_methods, reason = "reading a theme is what this module is for")]

use super::{Theme, embedded};
use crate::base::hash::short;
use crate::base::yaml;
use crate::error::Error;
use crate::page::words::Words;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tera::Tera;

/// Digits of the content hash in an asset's name.
const DIGITS: usize = 10;

impl Theme {
    /// The theme `name` of the site at `root`; the embedded default where `None`.
    pub fn load(root: &Path, name: Option<&str>) -> Result<Self, Error> {
        let mut files: BTreeMap<String, Vec<u8>> =
            embedded::FILES.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        if let Some(name) = name.filter(|n| *n != "default" || root.join("themes/default").is_dir()) {
            overlay(root, name, &mut files)?;
        }
        let (assets, names) = assets(&files);
        Ok(Self { tera: templates(&files)?, words: words(&files)?, assets, names })
    }
}

/// Puts the files of `themes/NAME/` in the place of those with the same path.
fn overlay(root: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    let folder = root.join("themes").join(name);
    if name.contains(['/', '\\']) || name.starts_with('.') || !folder.is_dir() {
        return Err(Error::theme(format!("there is no folder themes/{name}; `theme:` in ibid.yaml names it")));
    }
    for part in ["templates", "assets", "words"] {
        let folder = folder.join(part);
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(|e| Error::io("read", &folder, e))? {
            let path = entry.map_err(|e| Error::io("read", &folder, e))?.path();
            let Some(file) = path.file_name().map(|n| n.to_string_lossy().into_owned()) else { continue };
            if path.is_file() && !file.starts_with('.') {
                files.insert(format!("{part}/{file}"), fs::read(&path).map_err(|e| Error::io("read", &path, e))?);
            }
        }
    }
    Ok(())
}

fn templates(files: &BTreeMap<String, Vec<u8>>) -> Result<Tera, Error> {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".html", ".xml"]);
    let all = files
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix("templates/")?.to_owned(), String::from_utf8_lossy(bytes).into_owned())));
    tera.add_raw_templates(all).map_err(|e| Error::theme(super::describe(&e)))?;
    Ok(tera)
}

fn words(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Words>, Error> {
    let mut out: BTreeMap<String, Words> = BTreeMap::new();
    for (path, bytes) in files {
        let Some(lang) = path.strip_prefix("words/").and_then(|p| p.strip_suffix(".yaml")) else { continue };
        let text = String::from_utf8_lossy(bytes);
        let words: Words = yaml::plain(&text).map_err(|why| Error::theme(format!("{path}: {why}")))?;
        out.insert(lang.to_lowercase(), words);
    }
    // A language may lag behind: what it lacks is said in English.
    if let Some(english) = out.get("en").cloned() {
        for words in out.values_mut() {
            words.complete(&english);
        }
    }
    Ok(out)
}

type Assets = (Vec<(String, Vec<u8>)>, BTreeMap<String, String>);

/// Assets with the hash of their content in their name, so that hosts may let browsers keep them for good.
fn assets(files: &BTreeMap<String, Vec<u8>>) -> Assets {
    let mut out = Vec::new();
    let mut names = BTreeMap::new();
    for (path, bytes) in files {
        let Some(file) = path.strip_prefix("assets/") else { continue };
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        let output = format!("assets/{stem}-{}.{ending}", short(bytes, DIGITS));
        names.insert(stem.replace(['-', '.'], "_"), output.clone());
        out.push((output, bytes.clone()));
    }
    (out, names)
}
