//! Raw HTML of articles, decided tag by tag: shown as text but for a list of bare tags without attributes
//! ([Open::write]), or cleaned of what could run ([Open::clean]).
//!
//! Invariant: what is let through is balanced within the block that holds it, so that no article can close or open
//! an element of the page around it.

use crate::article::sanitize::{self, HIDDEN, is_void};
use crate::base::html::escape_text_into;
use std::borrow::Cow;

/// Elements let through in running text, without attributes.
const INLINE: [&str; 19] =
    ["sub", "sup", "kbd", "mark", "abbr", "small", "b", "i", "u", "s", "em", "strong", "del", "ins", "q", "cite", "samp", "var", "dfn"];
/// Elements let through that have no end.
const VOID: [&str; 2] = ["br", "wbr"];
/// Elements let through in blocks.
const BLOCK: [&str; 2] = ["details", "summary"];

/// Where raw HTML stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// In running text.
    Inline,
    /// In a block of its own.
    Block,
}

/// Raw elements that are open, by the block that holds them.
#[derive(Debug, Default)]
pub struct Open {
    frames: Vec<Vec<Cow<'static, str>>>,
    /// Raw HTML cleaned so far, in bytes.
    cleaned: usize,
    /// An element whose text goes with it, while it is open.
    hidden: Option<String>,
}

impl Open {
    /// A block begins.
    pub fn enter(&mut self) {
        self.frames.push(Vec::new());
    }

    /// A block ends: what is open in it is closed.
    pub fn leave(&mut self, out: &mut String) {
        for name in self.frames.pop().unwrap_or_default().into_iter().rev() {
            push_end(out, &name);
        }
    }

    /// Appends `html` with only the allowed tags as tags. Says whether anything was shown as text.
    pub fn write(&mut self, out: &mut String, html: &str, context: Context) -> bool {
        if self.frames.is_empty() {
            self.enter();
        }
        let mut escaped = false;
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            escape_text_into(out, &rest[..at]);
            rest = &rest[at..];
            if rest.starts_with("<!--") {
                rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
                continue;
            }
            match self.tag(out, rest, context) {
                Some(length) => rest = &rest[length..],
                None => {
                    escaped = true;
                    out.push_str("&lt;");
                    rest = &rest[1..];
                }
            }
        }
        escape_text_into(out, rest);
        escaped
    }

    /// Writes the allowed tag at the start of `html`; its length, or `None` where there is none.
    fn tag(&mut self, out: &mut String, html: &str, context: Context) -> Option<usize> {
        // No allowed tag holds another `<`; to look further for its end would take quadratic time.
        let end = 1 + html[1..].find(['<', '>']).filter(|at| html.as_bytes()[at + 1] == b'>')?;
        let inside = html[1..end].trim_end().trim_end_matches('/').trim_end();
        let (closing, name) = inside.strip_prefix('/').map_or((false, inside), |n| (true, n));
        let name = name.to_ascii_lowercase();
        if !closing && let Some(void) = VOID.iter().find(|v| **v == name) {
            out.push('<');
            out.push_str(void);
            out.push('>');
            return Some(end + 1);
        }
        let known = INLINE.iter().chain(BLOCK.iter().filter(|_| context == Context::Block)).find(|n| **n == name)?;
        let written = if closing { self.close(out, known) } else { self.open(out, known) };
        written.then_some(end + 1)
    }

    fn open(&mut self, out: &mut String, name: &'static str) -> bool {
        let Some(frame) = self.frames.last_mut() else { return false };
        if name == "summary" && frame.last().is_none_or(|last| last != "details") {
            return false;
        }
        frame.push(Cow::Borrowed(name));
        out.push('<');
        out.push_str(name);
        out.push('>');
        true
    }

    /// Closes `name` and what was opened inside it, if it is open in this block.
    fn close(&mut self, out: &mut String, name: &str) -> bool {
        let Some(frame) = self.frames.last_mut() else { return false };
        let Some(at) = frame.iter().rposition(|n| *n == name) else { return false };
        for inner in frame.drain(at..).rev() {
            push_end(out, &inner);
        }
        true
    }

    /// Appends `html` without what could run. `false`, and nothing appended, where there is too much of it or it is
    /// nested too deep: a parser takes quadratic time over deep nesting.
    pub fn clean(&mut self, out: &mut String, html: &str) -> bool {
        if self.frames.is_empty() {
            self.enter();
        }
        self.cleaned += html.len();
        let tags = html.matches('<').count();
        if self.cleaned > MOST_RAW
            || self.frames.iter().map(Vec::len).sum::<usize>() + tags.min(DEEPEST + 1) > DEEPEST && self.too_deep(html)
        {
            return false;
        }
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.shown(out, &rest[..at]);
            rest = &rest[at..];
            if rest.starts_with("<!--") {
                rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
                continue;
            }
            match tag_end(rest) {
                Some(end) => {
                    self.clean_tag(out, &rest[..end]);
                    rest = &rest[end..];
                }
                None => {
                    self.shown(out, "<");
                    rest = &rest[1..];
                }
            }
        }
        self.shown(out, rest);
        true
    }

    /// Whether the elements that `html` opens, with those open already, nest too deep.
    fn too_deep(&self, html: &str) -> bool {
        let mut depth = self.frames.iter().map(Vec::len).sum::<usize>();
        for (at, _) in html.match_indices('<') {
            match html.as_bytes().get(at + 1) {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(b) if b.is_ascii_alphabetic() && !is_void(&name_of(&html[at + 1..])) => depth += 1,
                _ => {}
            }
            if depth > DEEPEST {
                return true;
            }
        }
        false
    }

    fn shown(&self, out: &mut String, text: &str) {
        if self.hidden.is_none() {
            escape_text_into(out, text);
        }
    }

    fn clean_tag(&mut self, out: &mut String, tag: &str) {
        let closing = tag.starts_with("</");
        let name = name_of(&tag[if closing { 2 } else { 1 }..]);
        if let Some(hidden) = &self.hidden {
            if closing && *hidden == name {
                self.hidden = None;
            }
            return;
        }
        if closing {
            self.close(out, &name);
            return;
        }
        match sanitize::start_tag(tag, &name) {
            sanitize::Tag::Open(clean) => {
                out.push_str(&clean);
                if let Some(frame) = self.frames.last_mut() {
                    frame.push(Cow::Owned(name));
                }
            }
            sanitize::Tag::Whole(clean) => out.push_str(&clean),
            sanitize::Tag::Nothing if HIDDEN.contains(&name.as_str()) && !tag.ends_with("/>") => self.hidden = Some(name),
            sanitize::Tag::Nothing => {}
        }
    }
}

/// Most raw HTML of an article that is cleaned, in bytes.
const MOST_RAW: usize = 64 * 1024;
/// Deepest nesting that is cleaned.
const DEEPEST: usize = 100;

/// The name that a tag begins with, in lower case.
fn name_of(inside: &str) -> String {
    inside.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The length of the tag at the start of `html`, a `>` in quotes left out; `None` where there is no tag.
fn tag_end(html: &str) -> Option<usize> {
    let name = html.strip_prefix("</").or_else(|| html.strip_prefix('<'))?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn push_end(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str, context: Context) -> String {
        let (mut open, mut out) = (Open::default(), String::new());
        open.enter();
        open.write(&mut out, html, context);
        open.leave(&mut out);
        out
    }

    #[test]
    fn only_bare_tags_of_the_list() {
        assert_eq!(shown("H<sub>2</sub>O<br/>", Context::Inline), "H<sub>2</sub>O<br>");
        assert_eq!(shown("<SUP onclick=x>", Context::Inline), "&lt;SUP onclick=x&gt;");
        assert_eq!(shown("<script>alert(1)</script>", Context::Block), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(shown("<b><i>x", Context::Inline), "<b><i>x</i></b>");
        assert_eq!(shown("</b></div>", Context::Inline), "&lt;/b&gt;&lt;/div&gt;");
        assert_eq!(shown("a<!-- x -->b", Context::Inline), "ab");
        assert_eq!(shown("<b <i>x<!A <br >", Context::Inline), "&lt;b <i>x&lt;!A <br></i>");
        assert_eq!(shown("<details><summary>S</summary>", Context::Block), "<details><summary>S</summary></details>");
        assert_eq!(shown("<summary>S", Context::Block), "&lt;summary&gt;S");
    }

    fn cleaned(html: &str) -> Option<String> {
        let (mut open, mut out) = (Open::default(), String::new());
        open.enter();
        let done = open.clean(&mut out, html);
        open.leave(&mut out);
        done.then_some(out)
    }

    #[test]
    fn cleaned_html_runs_nothing_and_is_balanced() {
        assert_eq!(cleaned("<div title=\"a>b\" onclick=x>t").as_deref(), Some("<div title=\"a&gt;b\">t</div>"));
        assert_eq!(cleaned("a<script>alert(1)</script>b<style>x</style>c").as_deref(), Some("abc"));
        assert_eq!(cleaned("</div></main>x").as_deref(), Some("x"));
        assert_eq!(
            cleaned("<table><tr><td colspan=2>1</td></tr></table>").as_deref(),
            Some("<table><tr><td colspan=\"2\">1</td></tr></table>")
        );
        assert_eq!(cleaned("1 < 2 <3").as_deref(), Some("1 &lt; 2 &lt;3"));
        assert_eq!(cleaned(&"<b>".repeat(200)), None);
        assert_eq!(cleaned(&"<i>x</i>".repeat(200)).map(|h| h.len()), Some(1600));
        assert_eq!(cleaned(&"<br>".repeat(20_000)), None);
    }
}
