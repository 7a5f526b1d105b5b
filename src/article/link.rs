//! What a link or an image of an article points to, read from its target as typed.

use super::summary::{Image, Link};
use crate::base::path::SitePath;
use crate::base::url::{LinkKind, decode, link_kind};

/// Reads a link's target, written in the content file `file`.
pub fn link(file: &SitePath, target: &str) -> Link {
    match link_kind(target) {
        LinkKind::Forbidden => Link::Refused(target.to_owned()),
        LinkKind::External => Link::External(target.trim().to_owned()),
        LinkKind::Fragment => Link::Fragment(decode(target.trim_start_matches('#'))),
        LinkKind::Local => local(file, target),
    }
}

fn local(file: &SitePath, target: &str) -> Link {
    let (path, fragment) = target.split_once('#').map_or((target, None), |(p, f)| (p, Some(decode(f))));
    let path = decode(path.split('?').next().unwrap_or(path));
    if path.is_empty() {
        return Link::Fragment(fragment.unwrap_or_default());
    }
    if is_markdown(&path) && path.starts_with('/') {
        return match crate::base::path::resolve("content", path.trim_start_matches('/')) {
            Some(file) => Link::Article { file: SitePath::new(file), fragment },
            None => Link::Refused(target.to_owned()),
        };
    }
    if path.starts_with('/') {
        return Link::Site(with_fragment(&path, fragment));
    }
    let Some(joined) = file.join(&path) else { return Link::Refused(target.to_owned()) };
    if is_markdown(&path) {
        return Link::Article { file: joined, fragment };
    }
    let inside = joined.as_str().starts_with("content/");
    match (inside, path.ends_with('/') || !joined.name().contains('.')) {
        (true, false) => Link::File(joined),
        (true, true) => Link::Site(with_fragment(joined.as_str().trim_start_matches("content"), fragment)),
        (false, _) if joined.as_str() == "content" => Link::Site(with_fragment("/", fragment)),
        (false, _) => Link::Refused(target.to_owned()),
    }
}

fn with_fragment(path: &str, fragment: Option<String>) -> String {
    fragment.map_or_else(|| path.to_owned(), |f| format!("{path}#{f}"))
}

/// Whether a path names a content file.
pub fn is_markdown(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    lower.ends_with(".md") || lower.ends_with(".markdown")
}

/// Reads an image's target, written in the content file `file`.
pub fn image(file: &SitePath, target: &str) -> Image {
    match link_kind(target) {
        LinkKind::External => Image::External(target.trim().to_owned()),
        LinkKind::Local if !target.starts_with('/') => {
            let path = decode(target.split(['?', '#']).next().unwrap_or(target));
            match file.join(&path).filter(|p| p.as_str().starts_with("content/")) {
                Some(joined) => Image::File(joined),
                None => Image::Refused(target.to_owned()),
            }
        }
        LinkKind::Local => match crate::base::path::resolve("content", decode(target).trim_start_matches('/')) {
            Some(path) if path.starts_with("content/") => Image::File(SitePath::new(path)),
            _ => Image::Refused(target.to_owned()),
        },
        LinkKind::Forbidden | LinkKind::Fragment => Image::Refused(target.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_told_apart() {
        let file = SitePath::new("content/sky/why.md");
        assert_eq!(link(&file, "../sea/x.md#y"), Link::Article { file: SitePath::new("content/sea/x.md"), fragment: Some("y".into()) });
        assert_eq!(link(&file, "data.csv"), Link::File(SitePath::new("content/sky/data.csv")));
        assert_eq!(link(&file, "/sea/x.md"), Link::Article { file: SitePath::new("content/sea/x.md"), fragment: None });
        assert_eq!(link(&file, "/topics/x/"), Link::Site("/topics/x/".into()));
        assert_eq!(link(&file, "other/"), Link::Site("/sky/other".into()));
        assert_eq!(link(&file, "../../ibid.yaml"), Link::Refused("../../ibid.yaml".into()));
        assert_eq!(link(&file, "javascript:x"), Link::Refused("javascript:x".into()));
        assert_eq!(image(&file, "fig%201.png"), Image::File(SitePath::new("content/sky/fig 1.png")));
        assert_eq!(image(&file, "data:image/png;base64,x"), Image::Refused("data:image/png;base64,x".into()));
    }
}
