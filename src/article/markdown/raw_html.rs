//! Raw HTML of articles: shown as text, but for a list of bare tags without attributes, decided tag by tag.
//!
//! Invariant: what is let through is balanced within the block that holds it, so that no article can close or open
//! an element of the page around it.

use crate::base::html::escape_text_into;

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
    frames: Vec<Vec<&'static str>>,
}

impl Open {
    /// A block begins.
    pub fn enter(&mut self) {
        self.frames.push(Vec::new());
    }

    /// A block ends: what is open in it is closed.
    pub fn leave(&mut self, out: &mut String) {
        for name in self.frames.pop().unwrap_or_default().into_iter().rev() {
            push_end(out, name);
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
        let end = html.find('>')?;
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
        if name == "summary" && frame.last() != Some(&"details") {
            return false;
        }
        frame.push(name);
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
            push_end(out, inner);
        }
        true
    }
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
        assert_eq!(shown("<details><summary>S</summary>", Context::Block), "<details><summary>S</summary></details>");
        assert_eq!(shown("<summary>S", Context::Block), "&lt;summary&gt;S");
    }
}
