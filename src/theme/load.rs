//! Loads a theme: the embedded default with the files of `themes/NAME/` in the place of its own, and words laid over
//! key by key.
#![allow(clippy::disallowed_methods, reason = "reading a theme is what this module is for")]

use super::squeeze::squeeze;
use super::tokens::Settings;
use super::told::describe;
use super::{Common, LazyValue, Theme, contrast, embedded};
use crate::base::hash::short;
use crate::base::yaml;
use crate::error::Error;
use crate::page::words::{Lexicon, Words};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tera::{Tera, Value};

/// Digits of the content hash in an asset's name.
const DIGITS: usize = 10;

impl Theme {
    /// The theme `name` of the site at `root`; the embedded default where `None`.
    pub fn load(root: &Path, name: Option<&str>) -> Result<Self, Error> {
        let own = match name.filter(|n| *n != "default" || root.join("themes/default").is_dir()) {
            Some(name) => read(root, name)?,
            None => BTreeMap::new(),
        };
        let assets = Assets::make(&own)?;
        let (templates, words) = (templates(&own)?, words(&own)?);
        let text = |words: Lexicon| LazyValue::new(Box::new(move || Value::from_serializable(&words.text)));
        let texts = words.iter().map(|(lang, words)| (lang.clone(), text(words.clone()))).collect();
        let common = Common { words: texts, assets: Value::from_serializable(&assets.names) };
        Ok(Self { tera: templates, words, assets: assets.files, common, faint: assets.faint, own: own.into_iter().collect() })
    }
}

/// The files of `themes/NAME/` by their path in it.
fn read(root: &Path, name: &str) -> Result<Files, Error> {
    let folder = root.join("themes").join(name);
    if name.contains(['/', '\\']) || name.starts_with('.') || !folder.is_dir() {
        return Err(Error::theme(format!("there is no folder themes/{name}; `theme:` in ibid.yaml names it")));
    }
    let mut files = Files::new();
    if let Some(settings) = file(&folder.join("theme.yaml"))? {
        files.insert("theme.yaml".to_owned(), settings);
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
    Ok(files)
}

/// The embedded files of one part of the theme, and the site's own in their place, by name.
fn part<'a>(own: &'a Files, part: &'a str) -> BTreeMap<&'a str, &'a [u8]> {
    let embedded = embedded::FILES.iter().map(|(path, text)| (*path, text.as_bytes()));
    let all = embedded.chain(own.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    all.filter_map(|(path, bytes)| Some((path.strip_prefix(part)?.strip_prefix('/')?, bytes))).collect()
}

fn templates(own: &Files) -> Result<Tera, Error> {
    engine(own).map_err(|e| Error::theme(named(own, describe(&e))))
}

fn engine(own: &Files) -> Result<Tera, tera::Error> {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".html", ".xml"]);
    let all = part(own, "templates").into_iter().map(|(name, bytes)| (name.to_owned(), String::from_utf8_lossy(bytes).into_owned()));
    tera.add_raw_templates(all)?;
    Ok(tera)
}

/// What is wrong with templates, with the name of the site's own that makes it so: of one that ends too early the engine
/// does not say which, and one that lacks what others use is not where they break.
fn named(own: &Files, told: String) -> String {
    if own.keys().any(|path| told.contains(&format!(" --> {path}:"))) {
        return told;
    }
    let breaks = |(path, bytes): &(&String, &Vec<u8>)| {
        path.starts_with("templates/") && engine(&Files::from([((*path).clone(), (*bytes).clone())])).is_err()
    };
    match own.iter().find(breaks) {
        Some((path, _)) if told.contains("templates/") => {
            format!("{told}\n{path} takes the place of the default one, and lacks what others use")
        }
        Some((path, _)) => format!("{path}: {told}"),
        None => told,
    }
}

/// Words by language: the site's own first, then the embedded ones of the language, then English. What the site's own say
/// is read at once, since it may be wrong.
fn words(own: &Files) -> Result<BTreeMap<String, Lexicon>, Error> {
    let mut all: BTreeMap<String, Language> = BTreeMap::new();
    for (path, text) in embedded::FILES {
        if let Some(lang) = language(path) {
            all.entry(lang).or_default().embedded = Some(text);
        }
    }
    for (path, bytes) in own {
        let Some(lang) = language(path) else { continue };
        let mut words: Words =
            yaml::plain(&String::from_utf8_lossy(bytes)).map_err(|why| Error::theme(format!("the theme's {path}: {why}")))?;
        let before = all.entry(lang).or_default();
        before.own.iter().for_each(|before| words.lay_over(before));
        before.own = Some(words);
    }
    let english = all.remove("en").map(|language| Lexicon::new(|| language.words()));
    let complete = |(lang, language): (String, Language)| (lang, Lexicon::new(completed(language, english.clone())));
    let mut out: BTreeMap<String, Lexicon> = all.into_iter().map(complete).collect();
    out.extend(english.map(|english| ("en".to_owned(), english)));
    Ok(out)
}

/// A language may lag behind: what it lacks is said in English.
fn completed(language: Language, english: Option<Lexicon>) -> impl FnOnce() -> Words {
    move || {
        let mut words = language.words();
        english.iter().for_each(|english| words.complete(english));
        words
    }
}

/// The words of a language before they are laid over each other.
#[derive(Default)]
struct Language {
    embedded: Option<&'static str>,
    own: Option<Words>,
}

impl Language {
    fn words(self) -> Words {
        // The embedded ones can be read: a test holds them to it.
        let below: Words = self.embedded.and_then(|text| yaml::plain(text).ok()).unwrap_or_default();
        let Some(mut own) = self.own else { return below };
        own.lay_over(&below);
        own
    }
}

/// The language of a file of words.
fn language(path: &str) -> Option<String> {
    Some(path.strip_prefix("words/")?.strip_suffix(".yaml")?.to_lowercase())
}

type Files = BTreeMap<String, Vec<u8>>;

/// The theme's files beside its templates and words.
struct Assets {
    /// Output path and bytes.
    files: Vec<(String, Vec<u8>)>,
    /// Name in templates to output path.
    names: BTreeMap<String, String>,
    /// Colours that are too near to each other.
    faint: Vec<String>,
}

impl Assets {
    /// Assets with the hash of their content in their name, so that hosts may let browsers keep them for good. A site's own
    /// files are written as they are, but for the names of other assets in style sheets; the embedded ones are squeezed.
    fn make(own: &Files) -> Result<Self, Error> {
        let mut out = Self { files: Vec::new(), names: BTreeMap::new(), faint: Vec::new() };
        let mut sheets = Vec::new();
        for (file, bytes) in part(own, "assets") {
            let bytes = if own.contains_key(&format!("assets/{file}")) { bytes.to_vec() } else { squeeze(file, bytes) };
            if file.ends_with(".css") { sheets.push((file, bytes)) } else { out.push(file, bytes) }
        }
        for (file, bytes) in sheets {
            let mut sheet = String::from_utf8_lossy(&bytes).into_owned();
            if file == "style.css" {
                sheet.push_str(&tokens(own, &sheet)?);
                if own.contains_key("theme.yaml") || own.contains_key("assets/style.css") {
                    out.faint = contrast::too_faint(&sheet);
                }
            }
            let sheet = out.addresses(&sheet);
            out.push(file, sheet.into_bytes());
        }
        Ok(out)
    }

    fn push(&mut self, file: &str, bytes: Vec<u8>) {
        let (stem, ending) = file.split_at(file.rfind('.').unwrap_or(file.len()));
        let output = format!("assets/{stem}-{}{ending}", short(&bytes, DIGITS));
        self.names.insert(stem.replace(['-', '.'], "_"), output.clone());
        self.files.push((output, bytes));
    }

    /// A style sheet in which `url(font.woff2)` names the asset as it is written.
    fn addresses(&self, sheet: &str) -> String {
        let mut out = String::with_capacity(sheet.len());
        let mut rest = sheet;
        while let Some((before, after)) = rest.split_once("url(") {
            let Some((name, tail)) = after.split_once(')') else { break };
            let plain = name.trim().trim_matches(['"', '\'']);
            let written = plain.rsplit_once('.').and_then(|(stem, ending)| {
                let output = self.names.get(&stem.replace(['-', '.'], "_"))?;
                output.strip_prefix("assets/").filter(|o| o.ends_with(&format!(".{ending}")))
            });
            out.push_str(&format!("{before}url({})", written.unwrap_or(name)));
            rest = tail;
        }
        out + rest
    }
}

fn tokens(own: &Files, style: &str) -> Result<String, Error> {
    match own.get("theme.yaml") {
        Some(text) => Ok(Settings::read(&String::from_utf8_lossy(text), style)?.css()),
        None => Ok(String::new()),
    }
}

/// A file's bytes; `None` where there is no such file.
fn file(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    if path.is_file() { fs::read(path).map(Some).map_err(|e| Error::io("read", path, e)) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_words_can_be_read() {
        for (path, text) in embedded::FILES.iter().filter(|(path, _)| language(path).is_some()) {
            let words = yaml::plain::<Words>(text);
            assert!(words.as_ref().is_ok_and(|words| !words.text.is_empty()), "{path}: {words:?}");
        }
    }

    #[test]
    fn own_words_are_laid_over_those_of_the_language_and_these_over_english() {
        let own = Files::from([("words/de.yaml".to_owned(), b"text: {answers: Eigenes}\n".to_vec())]);
        let words = words(&own).unwrap();
        assert_eq!((words["de"].get("answers"), words["de"].months.len()), ("Eigenes", 12));
        assert!(words["en"].text.keys().all(|key| words.values().all(|words| words.text.contains_key(key))));
    }
}
