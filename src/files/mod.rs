//! Reads the site's folder: which files there are ([scan]), and what they hold ([read]). The one door to `walkdir`
//! and to `imagesize`.
//!
//! Invariant: nothing outside the site's folder is read; a symbolic link that leaves it is a finding, never followed.
#![allow(clippy::disallowed_methods, reason = "reading the site is what this module is for")]

mod active;
mod stamp;

pub use active::why_active;
pub use stamp::{Found, Role, Stamp, lies_inside, look, role, stamp, themes};

use crate::base::path::{HOME_TEXT, SitePath};
use crate::base::span::Span;
use crate::diag::{Checked, Diagnostic};
use crate::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The files of a site.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The site's folder.
    pub root: PathBuf,
    /// `ibid.yaml`, where there is one.
    pub settings: Option<SitePath>,
    /// Content files, sorted.
    pub articles: Vec<SitePath>,
    /// Other files under `content/`, sorted.
    pub assets: Vec<SitePath>,
    /// Files of `sources/`, sorted.
    pub sources: Vec<SitePath>,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// A content file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentFile {
    /// Its path.
    pub file: SitePath,
    /// Its text.
    pub text: String,
}

/// Lists the site's files.
pub fn scan(root: &Path) -> Result<Tree, Error> {
    let content = root.join("content");
    told_apart(root)?;
    if !content.is_dir() {
        let message = format!("{} has no folder `content`: is it a site? `ibid init` makes one", root.display());
        return Err(Error::usage(message));
    }
    let mut tree = Tree { root: root.to_owned(), ..Tree::default() };
    tree.settings = settings(root);
    if let Some(file) = tree.settings.take_if(|file| !lies_inside(root, file)) {
        tree.diagnostics.push(outside(&file));
    }
    for file in walk(root, "content", &mut tree.diagnostics)? {
        if file.is_folder_text() {
            tree.diagnostics.push(shown_nowhere(&file));
        } else if crate::article::link::is_markdown(file.as_str()) {
            tree.articles.push(file)
        } else {
            tree.assets.push(file)
        }
    }
    if root.join("sources").is_dir() {
        tree.sources = walk(root, "sources", &mut tree.diagnostics)?;
        tree.sources.retain(|f| is_bibliography(f.as_str()));
    }
    Ok(tree)
}

/// Fails where a folder stands in the place of the settings' file, or a file in that of a folder: it would be passed over.
fn told_apart(root: &Path) -> Result<(), Error> {
    let wrong = |name: &str, is: &str, wanted: &str| {
        let why = format!("it is a {is}, and is to be {wanted}: give it another name");
        Err(Error::world(format!("could not read {}", root.join(name).display()), &why))
    };
    for name in ["ibid.yaml", "ibid.yml"] {
        if root.join(name).is_dir() {
            return wrong(name, "folder", "the file of the site's settings");
        }
    }
    for (name, wanted) in [("content", "the folder of the articles"), ("sources", "the folder of shared sources")] {
        if root.join(name).is_file() {
            return wrong(name, "file", wanted);
        }
    }
    Ok(())
}

/// The file of the settings, where there is one.
pub fn settings(root: &Path) -> Option<SitePath> {
    ["ibid.yaml", "ibid.yml"].into_iter().find(|name| root.join(name).is_file()).map(SitePath::new)
}

/// Whether a file's ending is that of a bibliography.
fn is_bibliography(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    ["yaml", "yml", "bib", "ris", "json", "nbib", "xml"].contains(&ending.as_str())
}

/// Files below a folder of the site, sorted; hidden files and those that editors leave behind are passed over.
fn walk(root: &Path, folder: &str, found: &mut Vec<Diagnostic>) -> Result<Vec<SitePath>, Error> {
    let mut files = Vec::new();
    if leads_outside(root, &root.join(folder)) {
        found.push(outside(&SitePath::new(folder)));
        return Ok(files);
    }
    let walker = WalkDir::new(root.join(folder)).follow_links(false).sort_by_file_name();
    for entry in walker.into_iter().filter_entry(|e| e.depth() == 0 || !is_passed_over(&e.file_name().to_string_lossy())) {
        let entry = entry.map_err(|e| {
            let path = e.path().map_or_else(|| root.join(folder), Path::to_owned);
            Error::io("read", path, e.into())
        })?;
        let path = site_path(root, entry.path());
        if entry.file_type().is_symlink() {
            if leads_outside(root, entry.path()) {
                found.push(outside(&path));
            } else if entry.path().is_file() {
                files.push(path);
            }
        } else if entry.file_type().is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn outside(path: &SitePath) -> Diagnostic {
    let message = "a symbolic link leads out of the site's folder, or nowhere";
    Diagnostic::error("path-outside-site", path, Span::default(), message).help("copy the file into the site instead")
}

fn shown_nowhere(file: &SitePath) -> Diagnostic {
    let message = "the text of a folder is shown nowhere: ibid lists answers by topic, and makes no page for a folder";
    let help = format!("give it another name to make an answer of it, or move its words to `{HOME_TEXT}`, the text of the first page");
    Diagnostic::warn("folder-text", file, Span::default(), message).help(help)
}

fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || name.starts_with('#') || name == "node_modules"
}

fn leads_outside(root: &Path, link: &Path) -> bool {
    let (Ok(root), Ok(target)) = (root.canonicalize(), link.canonicalize()) else { return true };
    !target.starts_with(root)
}

fn site_path(root: &Path, path: &Path) -> SitePath {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    SitePath::new(parts.join("/"))
}

/// Reads a content file as UTF-8; bytes that are not come as a finding, and the text with U+FFFD in their place.
pub fn read(root: &Path, file: &SitePath) -> Result<Checked<ContentFile>, Error> {
    let bytes = read_bytes(root, file)?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Checked::clean(ContentFile { file: file.clone(), text }),
        Err(wrong) => {
            let at = wrong.utf8_error().valid_up_to();
            let line = wrong.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
            let text = String::from_utf8_lossy(wrong.as_bytes()).into_owned();
            let message = format!("the file is not UTF-8 (line {line})");
            let finding = Diagnostic::error("not-utf8", file, Span::new(at, at + 1), message);
            Checked { value: ContentFile { file: file.clone(), text }, diagnostics: vec![finding.help("save it as UTF-8 in your editor")] }
        }
    })
}

/// Reads a file of the site as text; a byte-order mark stays.
pub fn read_text(root: &Path, file: &SitePath) -> Result<String, Error> {
    Ok(String::from_utf8_lossy(&read_bytes(root, file)?).into_owned())
}

/// Reads a file of the site.
pub fn read_bytes(root: &Path, file: &SitePath) -> Result<Vec<u8>, Error> {
    let path = root.join(file.as_str());
    fs::read(&path).map_err(|e| Error::io("read", path, e))
}

/// Reads a file that the command line names, wherever it lies.
pub fn read_given(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|e| Error::io("read", path, e))
}

/// Whether the site has this file.
pub fn exists(root: &Path, file: &SitePath) -> bool {
    root.join(file.as_str()).is_file()
}

/// Whether a folder of the site is there.
pub fn is_folder(root: &Path, folder: &SitePath) -> bool {
    root.join(folder.as_str()).is_dir()
}

/// Width and height of an image in pixels; `None` for other files and for formats that are not known.
pub fn image_size(root: &Path, file: &SitePath) -> Result<Option<(u32, u32)>, Error> {
    let ending = file.as_str().rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let path = root.join(file.as_str());
    match ending.as_str() {
        "svg" => Ok(svg_size(&read_text(root, file)?)),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "heic" | "jxl" => {
            let size = imagesize::size(&path).ok();
            Ok(size.and_then(|s| Some((u32::try_from(s.width).ok()?, u32::try_from(s.height).ok()?))))
        }
        _ => Ok(None),
    }
}

/// The size of an SVG image: `width` and `height` of its root, or its `viewBox`'s.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|n| *n >= 1.0).map(|n| n.round() as u32);
    let width = attribute(tag, "width").and_then(pixels);
    let height = attribute(tag, "height").and_then(pixels);
    width.zip(height).or_else(|| {
        let numbers: Vec<&str> = attribute(tag, "viewBox")?.split([' ', ',']).filter(|p| !p.is_empty()).collect();
        pixels(numbers.get(2)?).zip(pixels(numbers.get(3)?))
    })
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.match_indices(name).map(|(at, _)| at).find(|at| tag[..*at].ends_with(char::is_whitespace))?;
    let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next()
}
