//! Files that could run something in a reader's browser or on a host: an article must not bring them in.
//!
//! Images and data are copied beside an article. A page, a script or a drawing that holds one would run with the site's
//! own rights once a reader opens it, whatever the page that links to it allows.

use super::read_bytes;
use crate::base::path::SitePath;
use crate::error::Error;
use std::path::Path;

/// Endings of files that browsers run, or show as pages.
const PAGES: [&str; 20] = [
    "html",
    "htm",
    "xhtml",
    "xht",
    "shtml",
    "mht",
    "mhtml",
    "xml",
    "xsl",
    "xslt",
    "svgz",
    "js",
    "mjs",
    "cjs",
    "wasm",
    "swf",
    "hta",
    "htc",
    "webmanifest",
    "appcache",
];
/// Endings of files that hosts run.
const PROGRAMS: [&str; 14] = ["php", "php3", "php5", "phtml", "phar", "cgi", "pl", "py", "asp", "aspx", "jsp", "cfm", "sh", "exe"];
/// Names that hosts read as their own settings.
const SETTINGS: [&str; 7] =
    ["_headers", "_redirects", "_routes.json", "_worker.js", "web.config", "staticwebapp.config.json", "vercel.json"];
/// Elements of a drawing that run or bring in what runs.
const ELEMENTS: [&str; 9] = ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "animate", "set"];

/// Why a file under `content/` is not to be copied; `None` where it may be.
pub fn why_active(root: &Path, file: &SitePath) -> Result<Option<&'static str>, Error> {
    let name = file.name().to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    Ok(match ending {
        _ if SETTINGS.contains(&name.as_str()) => Some("hosts read a file of this name as their own settings"),
        "svg" => why_svg(&read_bytes(root, file)?),
        _ if PAGES.contains(&ending) => Some("a browser may run what it holds"),
        _ if PROGRAMS.contains(&ending) => Some("a host may run it"),
        _ => None,
    })
}

/// Why a drawing is active. Whatever cannot be read plainly counts as active.
fn why_svg(bytes: &[u8]) -> Option<&'static str> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("the drawing is not UTF-8") };
    let lower = text.to_ascii_lowercase();
    if lower.contains("<!entity") || lower.contains("<?xml-stylesheet") || lower.contains("<!attlist") {
        return Some("the drawing declares entities or a style sheet of its own");
    }
    let mut rest = lower.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let tag = &rest[..tag_length(rest)];
        if let Some(why) = why_tag(tag) {
            return Some(why);
        }
    }
    None
}

/// How far a tag goes: to the `>` that stands in no quotes.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn why_tag(tag: &str) -> Option<&'static str> {
    let name: String = tag.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '/' | '>')).collect();
    let local = name.rsplit(':').next().unwrap_or(&name);
    if ELEMENTS.contains(&local) {
        return Some("the drawing holds an element that can run something");
    }
    let attributes = tag.get(name.len()..).unwrap_or("");
    let on = attributes.match_indices("on").any(|(at, _)| {
        let begins = attributes[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | ':'));
        let behind = attributes[at..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        begins && behind.trim_start().starts_with('=')
    });
    if on {
        return Some("the drawing holds an event handler");
    }
    // Entities may spell an address: what is left when they, spaces and control characters are gone is compared.
    let plain: String = plain(attributes);
    let schemes = ["javascript:", "vbscript:", "data:text", "data:application", "data:image/svg"];
    schemes.iter().any(|s| plain.contains(s)).then_some("the drawing holds an address that can run something")
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (c, length) = entity(&rest[at..]);
        out.push(c);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out.retain(|c| !c.is_whitespace() && !c.is_control());
    out.make_ascii_lowercase();
    out
}

/// The character that an entity at the start of `text` stands for, and the length of the entity.
fn entity(text: &str) -> (char, usize) {
    let end = text.find(';').filter(|end| *end <= 12);
    let number = end.and_then(|end| {
        let inside = text[1..end].strip_prefix('#')?;
        let code = match inside.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => inside.parse(),
        };
        Some((char::from_u32(code.ok()?)?, end + 1))
    });
    number.unwrap_or(('&', 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_that_run_something_are_told_from_those_that_do_not() {
        let calm = r##"<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>On = off</title>
            <a href="https://a.org"><path d="M0 0" font-family="on" style="fill:red"/></a><use xlink:href="#x"/><text>one = two</text></svg>"##;
        assert_eq!(why_svg(calm.as_bytes()), None);
        for hot in [
            "<svg><script>x</script></svg>",
            "<svg><s:script xmlns:s='x'/></svg>",
            "<svg onload = 'x'/>",
            "<svg/onload=x>",
            "<svg a='b'onclick='x'>",
            "<svg><a href='java&#115;cript:x'/></svg>",
            "<svg><a href=' j a v&#x0A;ascript:x'/></svg>",
            "<svg><use href='data:image/svg+xml;base64,x'/></svg>",
            "<svg><foreignObject/></svg>",
            "<svg><set attributeName='onmouseover' to='x'/></svg>",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
            "<svg title='>' onload='x'/>",
        ] {
            assert!(why_svg(hot.as_bytes()).is_some(), "{hot}");
        }
    }
}
