//! Paths as values: where a content file lies, and where an output goes. Always `/`, never absolute, never `..`.

use std::fmt;
use std::sync::Arc;

/// The text of the first page.
pub const HOME_TEXT: &str = "content/_index.md";

/// A file's path from the site's folder, with `/` (`content/sky/why-blue.md`). What diagnostics print.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// A path as it stands; the caller has made it relative and uses `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(path.as_ref().into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file, without a final `/`; empty at the top.
    pub fn parent(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.0.rfind('/').map_or(&self.0, |at| &self.0[at + 1..])
    }

    /// Whether this is the text of the first page.
    pub fn is_home_text(&self) -> bool {
        self.as_str() == HOME_TEXT
    }

    /// Whether this is the text of a folder, as other generators have one for each of their lists.
    pub fn is_folder_text(&self) -> bool {
        ["_index.md", "_index.markdown"].contains(&self.name()) && !self.is_home_text()
    }

    /// `relative` read from the folder of this file, with `.` and `..` resolved.
    /// `None` where it would leave the site's folder.
    pub fn join(&self, relative: &str) -> Option<SitePath> {
        resolve(self.parent(), relative).map(SitePath::new)
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `relative` read from the folder `base`, both `/`-separated; `None` where it climbs out or is absolute.
pub fn resolve(base: &str, relative: &str) -> Option<String> {
    if relative.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = base.split('/').filter(|p| !p.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A page's address inside the site: `/`-free at both ends and empty for home (`qa/synthetic-data`),
/// or a file's (`feed.xml`). Parts are plain text, not percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct UrlPath(Arc<str>);

impl UrlPath {
    /// An address from its parts joined by `/`.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(path.as_ref().trim_matches('/').into())
    }

    /// The address as plain text, without `/` at either end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The output file of a page with this address: `qa/synthetic-data/index.html`.
    pub fn index_html(&self) -> String {
        self.file("index.html")
    }

    /// The output file `name` beside the page with this address.
    pub fn file(&self, name: &str) -> String {
        if self.0.is_empty() { name.to_owned() } else { [&*self.0, "/", name].concat() }
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Why a path cannot be written on every file system; `None` where it can.
pub fn unusable(path: &str) -> Option<&'static str> {
    path.split('/').find_map(part_problem).or_else(|| (path.len() > 1_024).then_some("it is over 1,024 bytes"))
}

fn part_problem(part: &str) -> Option<&'static str> {
    let stem = part.split('.').next().unwrap_or("").to_ascii_lowercase();
    let device = DEVICES.iter().any(|d| {
        stem == *d
            || (stem.len() == 4
                && matches!(*d, "com" | "lpt")
                && stem.starts_with(d)
                && stem.ends_with(|c: char| c.is_ascii_digit() && c != '0'))
    });
    match part {
        "" | "." | ".." => Some("a part of it is empty or leads elsewhere"),
        p if p.len() > 255 => Some("a part of it is over 255 bytes"),
        p if p.chars().any(|c| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')) => {
            Some("it has a character that some file systems refuse")
        }
        p if p.ends_with(['.', ' ']) => Some("a part of it ends with a full stop or a space, which some file systems drop"),
        _ if device => Some("Windows keeps that name for a device"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_stay_inside() {
        let path = SitePath::new("content/sky/why-blue.md");
        assert_eq!(path.join("../sea/x.md").unwrap().as_str(), "content/sea/x.md");
        assert_eq!(path.join("./fig.png").unwrap().as_str(), "content/sky/fig.png");
        assert!(path.join("../../../etc/passwd").is_none());
        assert!(path.join("/etc/passwd").is_none());
    }
}
