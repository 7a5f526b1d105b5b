//! The address of an article: from where its file lies, or as its `slug` says.

use crate::base::path::{SitePath, UrlPath};
use crate::base::slug::slugify;

/// Why a slug cannot be used, how to mend it, and the address used meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSlug {
    /// What is wrong.
    pub message: String,
    /// The fix.
    pub help: String,
    /// The address that the article has without it.
    pub instead: UrlPath,
}

/// The address of the article in `file`: its path below `content/` without the ending (`index.md` stands for its
/// folder, and the text of the first page is at the root), each part as typed; `slug` takes the place of the last part.
pub fn address(file: &SitePath, slug: Option<&str>, title: &str) -> Result<UrlPath, Box<BadSlug>> {
    if file.is_home_text() {
        return Ok(UrlPath::default());
    }
    let path = file.as_str().strip_prefix("content/").unwrap_or(file.as_str());
    let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".markdown")).unwrap_or(path);
    let mut parts: Vec<String> = stem.split('/').map(part).collect();
    if parts.len() > 1 && parts.last().is_some_and(|p| p == "index") {
        parts.pop();
    }
    if parts.last().is_some_and(String::is_empty) {
        parts.pop();
        parts.push(Some(slugify(title)).filter(|s| !s.is_empty()).unwrap_or_else(|| "answer".to_owned()));
    }
    let instead = UrlPath::new(parts.join("/"));
    let Some(slug) = slug else { return Ok(instead) };
    let usable = slugify(slug);
    if slug.contains(['/', '\\']) || slug.split('.').all(str::is_empty) || usable.is_empty() {
        let message = format!("the slug `{slug}` is no single part of an address");
        let help = if usable.is_empty() { "write words joined by hyphens".to_owned() } else { format!("write `slug: {usable}`") };
        return Err(Box::new(BadSlug { message, help, instead }));
    }
    parts.pop();
    parts.push(usable);
    Ok(UrlPath::new(parts.join("/")))
}

/// A part of a file's path as a part of an address: in the form of a slug.
fn part(name: &str) -> String {
    slugify(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &str, slug: Option<&str>) -> String {
        address(&SitePath::new(file), slug, "The Title").map_or_else(|e| format!("! {}", e.help), |u| u.to_string())
    }

    #[test]
    fn from_the_file_or_the_slug() {
        assert_eq!(at("content/sky/Why Blue.md", None), "sky/why-blue");
        assert_eq!(at("content/sky/index.md", None), "sky");
        assert_eq!(at("content/sky/why.md", Some("Because!")), "sky/because");
        assert_eq!(at("content/why.md", Some("../../etc/passwd")), "! write `slug: etc-passwd`");
        assert_eq!(at("content/why.md", Some("..")), "! write words joined by hyphens");
        assert_eq!(at("content/？.md", None), "the-title");
    }
}
