//! What a file is to the site, and how one sees that it changed: for `serve`, which follows files while they are edited.
#![allow(clippy::disallowed_methods, reason = "reading the site is what this module is for")]

use super::{Tree, is_bibliography, is_passed_over};
use crate::base::path::SitePath;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// What a file is to the site, by its path alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `ibid.yaml`.
    Settings,
    /// Part of a theme.
    Theme,
    /// A content file.
    Article,
    /// Another file under `content/`.
    Asset,
    /// A file of `sources/`.
    Sources,
    /// Nothing, unless an article or the settings name it as a bibliography.
    Other,
    /// Hidden, or left behind by an editor: never read.
    PassedOver,
}

/// What a file is to the site.
pub fn role(file: &SitePath) -> Role {
    let path = file.as_str();
    let top = path.split('/').next().unwrap_or("");
    match top {
        _ if path.split('/').any(is_passed_over) => Role::PassedOver,
        "ibid.yaml" | "ibid.yml" => Role::Settings,
        "themes" => Role::Theme,
        "content" if file.is_folder_text() => Role::Other,
        "content" if crate::article::link::is_markdown(path) => Role::Article,
        "content" => Role::Asset,
        "sources" if is_bibliography(path) => Role::Sources,
        _ => Role::Other,
    }
}

/// What tells a file that changed from one that did not, without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A file.
    File(Stamp),
    /// A folder or a symbolic link: what it holds or where it leads is for [super::scan] to say.
    Other,
    /// Nothing.
    Nothing,
}

/// Looks at a path of the site.
pub fn look(root: &Path, file: &SitePath) -> Found {
    match fs::symlink_metadata(root.join(file.as_str())) {
        Ok(data) if data.is_file() => Found::File(Stamp { modified: data.modified().ok(), length: data.len() }),
        Ok(_) => Found::Other,
        Err(_) => Found::Nothing,
    }
}

/// The stamp of a file that [super::scan] has listed; a symbolic link's is that of where it leads.
pub fn stamp(root: &Path, file: &SitePath) -> Option<Stamp> {
    let data = fs::metadata(root.join(file.as_str())).ok().filter(fs::Metadata::is_file)?;
    Some(Stamp { modified: data.modified().ok(), length: data.len() })
}

/// The files of the site's themes, sorted.
pub fn themes(root: &Path) -> Vec<SitePath> {
    let there = root.join("themes").is_dir();
    let listed = there.then(|| super::walk(root, "themes", &mut Vec::new()).ok()).flatten();
    listed.unwrap_or_default()
}

/// Whether a file of the site lies in its folder, wherever links lead now.
pub fn lies_inside(root: &Path, file: &SitePath) -> bool {
    !super::leads_outside(root, &root.join(file.as_str()))
}

impl Tree {
    /// All files of the tree.
    pub fn files(&self) -> impl Iterator<Item = &SitePath> {
        self.settings.iter().chain(&self.articles).chain(&self.assets).chain(&self.sources)
    }
}
