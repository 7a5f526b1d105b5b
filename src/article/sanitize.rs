//! One raw tag without what could run. The one door to `ammonia`.
//!
//! A tag is cleaned by itself, so that Markdown may stand between a start and an end; the caller balances them. What
//! leaves this module is `ammonia`'s own output, less the end tag that it supplies.

use ammonia::{Builder, UrlRelative};
use std::sync::OnceLock;

/// What became of a start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// A clean start tag, whose element must be ended.
    Open(String),
    /// Clean HTML that needs no end.
    Whole(String),
    /// Nothing of it is left.
    Nothing,
}

/// Parts of a table, which a parser drops outside of one: their attributes are cleaned on another element.
const TABLE_PARTS: [&str; 9] = ["tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col"];
/// Elements of `ammonia`'s own list without the ones that would restructure the page.
const REMOVED: [&str; 7] = ["map", "area", "nav", "header", "footer", "article", "hgroup"];

/// Elements whose text is no text: it goes with them.
pub const HIDDEN: [&str; 9] = ["script", "style", "template", "noscript", "iframe", "object", "textarea", "title", "svg"];

fn cleaner() -> &'static Builder<'static> {
    static CLEANER: OnceLock<Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(|| {
        let mut builder = Builder::default();
        builder.rm_tags(REMOVED).url_relative(UrlRelative::PassThrough);
        builder.url_schemes(["http", "https", "mailto", "tel", "doi"].into());
        // The attributes that parts of tables carry, so that they survive on the stand-in.
        builder.add_tag_attributes("div", ["colspan", "rowspan", "scope", "headers", "align"]);
        builder
    })
}

/// Whether an element has no end.
pub fn is_void(name: &str) -> bool {
    matches!(name, "br" | "wbr" | "hr" | "img" | "col")
}

/// The start tag `tag` (`<name …>`), whose element is `name` in lower case, cleaned.
pub fn start_tag(tag: &str, name: &str) -> Tag {
    if TABLE_PARTS.contains(&name) {
        let Some(attributes) = tag.get(1 + name.len()..) else { return Tag::Nothing };
        return match start_tag(&format!("<div{attributes}"), "div") {
            Tag::Open(clean) => {
                let renamed = clean.replacen("<div", &format!("<{name}"), 1);
                if is_void(name) { Tag::Whole(renamed) } else { Tag::Open(renamed) }
            }
            other => other,
        };
    }
    let clean = cleaner().clean(tag).to_string();
    let end = format!("</{name}>");
    match clean.strip_suffix(&end) {
        Some(start) if start.starts_with(&format!("<{name}")) => Tag::Open(start.to_owned()),
        _ if clean.trim().is_empty() => Tag::Nothing,
        _ => Tag::Whole(clean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_goes_and_the_rest_stays() {
        assert_eq!(start_tag("<b onclick=x()>", "b"), Tag::Open("<b>".into()));
        assert_eq!(start_tag("<script src=x>", "script"), Tag::Nothing);
        assert_eq!(start_tag("<td colspan=2 onclick=x>", "td"), Tag::Open("<td colspan=\"2\">".into()));
        assert_eq!(start_tag("<br/>", "br"), Tag::Whole("<br>".into()));
        let Tag::Open(link) = start_tag("<a href=\"javascript:x()\" title=t>", "a") else { panic!("no link") };
        assert!(!link.contains("javascript") && link.contains("title=\"t\""), "{link}");
        let Tag::Whole(image) = start_tag("<img src=x onerror=alert(1)>", "img") else { panic!("no image") };
        assert!(!image.contains("onerror") && image.contains("src=\"x\""), "{image}");
    }

    #[test]
    fn a_quote_in_a_name_smuggles_nothing() {
        for tag in ["<b \"><img src=x onerror=alert(1)>\">", "<b a='><script>alert(1)</script>'>", "<td \"><img src=x onerror=alert(1)>\">"]
        {
            let html = format!("{:?}", start_tag(tag, if tag.starts_with("<td") { "td" } else { "b" }));
            assert!(!html.contains("onerror=") && !html.contains("<script"), "{html}");
        }
    }
}
