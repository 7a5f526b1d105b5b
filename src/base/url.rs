//! Addresses: percent-encoding, relative links between pages, and which schemes are let through.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// Characters that may not stand as they are in a path (RFC 3986, section 3.3), and those that HTML dislikes.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\'');

/// `path` percent-encoded part by part; `/` stays.
pub fn encode_path(path: &str) -> String {
    Cow::from(utf8_percent_encode(path, PATH)).into_owned()
}

/// Appends `path` percent-encoded part by part.
pub fn encode_path_into(out: &mut String, path: &str) {
    out.extend(utf8_percent_encode(path, PATH));
}

/// A typed address with what may stand in none escaped (RFC 3986, section 2); escapes that it has stay.
pub fn encode_typed(address: &str) -> String {
    const ADDRESS: &AsciiSet =
        &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
    utf8_percent_encode(address, ADDRESS).to_string()
}

/// `text` with percent-escapes undone; what is not UTF-8 afterwards is replaced by U+FFFD.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// `text` with percent-escapes undone; `None` where an escape is none, or what comes out is not UTF-8.
pub fn decode_strictly(text: &str) -> Option<String> {
    let is_escape = |rest: &str| rest.as_bytes().get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    let whole = text.split('%').skip(1).all(is_escape);
    whole.then(|| percent_decode_str(text).decode_utf8().ok())?.map(std::borrow::Cow::into_owned)
}

/// The steps from the folder of output file `from` to output file `to`, encoded: `../topics/x/index.html`.
///
/// With `pretty`, a final `index.html` is left out (`../topics/x/`, `./` for the own folder).
pub fn relative(from: &str, to: &str, pretty: Pretty) -> String {
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let shared = to.as_bytes()[..same].iter().rposition(|b| *b == b'/').map_or(0, |at| at + 1);
    let up = from.as_bytes()[shared..].iter().filter(|b| **b == b'/').count();
    let rest = &to[shared..];
    let rest = match pretty {
        Pretty::Folders => rest.strip_suffix("index.html").filter(|r| r.is_empty() || r.ends_with('/')).unwrap_or(rest),
        Pretty::Files => rest,
    };
    let mut out = String::with_capacity(3 * up + rest.len() + 2);
    (0..up).for_each(|_| out.push_str("../"));
    // A first part with a colon would read as a scheme (RFC 3986, section 4.2).
    if out.is_empty() && (rest.is_empty() || rest.split('/').next().is_some_and(|p| p.contains(':'))) {
        out.push_str("./");
    }
    encode_path_into(&mut out, rest);
    out
}

/// How a link names a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pretty {
    /// By its folder (`../x/`), as web servers like it.
    Folders,
    /// By its file (`../x/index.html`), which also works from disk.
    Files,
}

/// What a link's target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// `https://…`, `//host/…`, `mailto:…` and the other schemes let through.
    External,
    /// `#part` of the same page.
    Fragment,
    /// A path inside the site.
    Local,
    /// A scheme that may run something (`javascript:`, `data:` …).
    Forbidden,
}

/// Schemes that a link may have. All others are refused, as browsers may run them.
const SCHEMES: [&str; 9] = ["http", "https", "mailto", "tel", "doi", "urn", "ftp", "xmpp", "geo"];

/// Sorts a link's target as browsers will read it (WHATWG URL: tabs, line ends and leading controls are dropped first).
pub fn link_kind(target: &str) -> LinkKind {
    let dropped = |c: char| matches!(c, '\t' | '\n' | '\r');
    let cleaned = if target.contains(dropped) { Cow::Owned(target.replace(dropped, "")) } else { Cow::Borrowed(target) };
    let cleaned = cleaned.trim_start_matches(|c: char| c <= ' ');
    if cleaned.starts_with('#') {
        return LinkKind::Fragment;
    }
    if cleaned.starts_with("//") || cleaned.starts_with("\\\\") || cleaned.starts_with("/\\") || cleaned.starts_with("\\/") {
        return LinkKind::External;
    }
    let Some((scheme, _)) = cleaned.split_once(':') else { return LinkKind::Local };
    if scheme.contains(['/', '?', '#']) {
        return LinkKind::Local;
    }
    if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) { LinkKind::External } else { LinkKind::Forbidden }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_links() {
        assert_eq!(relative("a/b/index.html", "topics/x/index.html", Pretty::Folders), "../../topics/x/");
        assert_eq!(relative("a/b/index.html", "a/index.html", Pretty::Files), "../index.html");
        assert_eq!(relative("a/bc/index.html", "a/bd/index.html", Pretty::Folders), "../bd/");
        assert_eq!(relative("a/é/x.html", "a/è/x.html", Pretty::Files), "../%C3%A8/x.html");
        assert_eq!(relative("index.html", "index.html", Pretty::Folders), "./");
        assert_eq!(relative("a/index.html", "a/fig 1.png", Pretty::Folders), "fig%201.png");
    }

    #[test]
    fn schemes_by_allow_list() {
        assert_eq!(link_kind("https://x.y"), LinkKind::External);
        assert_eq!(link_kind("java\nscript:alert(1)"), LinkKind::Forbidden);
        assert_eq!(link_kind("\u{1}javascript:alert(1)"), LinkKind::Forbidden);
        assert_eq!(link_kind("a/b.md#x:y"), LinkKind::Local);
        assert_eq!(link_kind("#x"), LinkKind::Fragment);
    }
}
