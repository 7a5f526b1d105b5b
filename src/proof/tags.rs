//! The start tags of a page, as far as the contract needs them: names, attributes and the text that follows.

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'h> {
    /// In lower case as the theme wrote it.
    pub name: &'h str,
    /// Attributes as written, values still escaped.
    pub attributes: Vec<(&'h str, &'h str)>,
    /// What stands between this tag and the next one.
    pub text: &'h str,
}

impl Tag<'_> {
    /// An attribute's value; empty for one without.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
    }
}

/// The start tags of `html` in order. Comments, end tags and the insides of scripts are passed over.
pub(super) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            rest = if tag.name == "script" { after.find("</script").map_or("", |end| &after[end..]) } else { after };
            out.push(tag);
        }
    }
    out
}

fn tag(html: &str) -> (Tag<'_>, &str) {
    let end = html.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(html.len());
    let (name, mut rest) = html.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len()).max(1);
        let (attribute, after) = rest.split_at(rest.char_indices().map(|(n, _)| n).find(|n| *n >= end).unwrap_or(rest.len()));
        let (value, after) = value(after);
        attributes.push((attribute, value));
        rest = after;
    }
    let rest = rest.strip_prefix('>').unwrap_or(rest);
    let text = rest.split('<').next().unwrap_or("");
    (Tag { name, attributes, text }, rest)
}

fn value(html: &str) -> (&str, &str) {
    let Some(rest) = html.strip_prefix('=') else { return ("", html) };
    for quote in ['"', '\''] {
        if let Some(quoted) = rest.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    rest.split_at(rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_with_attributes_and_text() {
        let found = tags("<!-- <b> --><p class=\"a > b\" hidden id=x>Text &lt;<br/><script src='s'>if (a<b) {}</script></p>");
        let names: Vec<_> = found.iter().map(|t| t.name).collect();
        assert_eq!(names, ["p", "br", "script"]);
        assert_eq!(found[0].attributes, [("class", "a > b"), ("hidden", ""), ("id", "x")]);
        assert_eq!(found[0].text, "Text &lt;");
        assert_eq!(found[2].get("src"), Some("s"));
    }

    #[test]
    fn a_torn_page_ends() {
        assert_eq!(tags("<p class=\"").len(), 1);
        assert_eq!(tags("<p é=1 <").len(), 1);
        assert_eq!(tags("<").len(), 0);
    }
}
