//! Raw HTML of papers: the text in block elements is read as Markdown, as Pandoc reads it; images become images.

use super::Rewriter;

/// Longest tag that is looked at, in bytes.
const LONGEST: usize = 2_000;

/// Elements that end a paragraph.
const BLOCKS: [&str; 22] = [
    "div",
    "p",
    "center",
    "figure",
    "figcaption",
    "table",
    "thead",
    "tbody",
    "tr",
    "section",
    "article",
    "caption",
    "colgroup",
    "col",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "header",
    "footer",
];
/// Elements that only dress the words in them.
const DRESS: [&str; 6] = ["span", "font", "td", "th", "picture", "source"];

impl Rewriter<'_> {
    /// A tag or comment at `at`; `None` where it is left to the parser.
    pub(super) fn tag(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.rest(at, end).starts_with("<!--") {
            return self.find("-->", at, end).map(|stop| stop + 3);
        }
        let mut stop = (at + LONGEST).min(end);
        while !self.text.is_char_boundary(stop) {
            stop -= 1;
        }
        let part = &self.text[at..stop];
        let close = part.find('>')?;
        let inside = &part[1..close];
        let (closes, named) = inside.strip_prefix('/').map_or((false, inside), |n| (true, n));
        let length = named.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(named.len());
        let name = named[..length].to_ascii_lowercase();
        let next = at + close + 1;
        match name.as_str() {
            "img" => self.raw_image(named, at),
            "a" => return self.raw_link(named, closes, at, next),
            name if BLOCKS.contains(&name) => self.paragraph_break(at),
            name if DRESS.contains(&name) => self.insert(" ", at),
            _ => return None,
        }
        Some(next)
    }

    /// Ends a paragraph; inside a list, where a blank line would end the item too, a space stands for it.
    fn paragraph_break(&mut self, at: usize) {
        let line =
            self.done.map.text.as_bytes().iter().rev().take(400).position(|b| *b == b'\n').map_or(0, |n| self.done.map.text.len() - n);
        let in_table = matches!(self.done.map.text.as_bytes().get(line), Some(b'|' | b'>'));
        self.insert(if self.in_list || in_table { " " } else { "\n\n" }, at);
    }

    fn raw_image(&mut self, tag: &str, at: usize) {
        let Some(target) = attribute(tag, "src") else { return };
        let words: String = attribute(tag, "alt").unwrap_or_default().chars().filter(|c| !matches!(c, '[' | ']')).collect();
        self.insert(&format!("![{words}](<{}>)", target.replace(['<', '>', '\n'], "")), at);
    }

    fn raw_link(&mut self, tag: &str, closes: bool, at: usize, next: usize) -> Option<usize> {
        if closes {
            let target = self.links.pop()?;
            let words = target.map(|t| format!("](<{}>)", t.replace(['<', '>', '\n'], "")));
            self.insert(&words.unwrap_or_default(), at);
            return Some(next);
        }
        let target = attribute(tag, "href");
        if target.is_some() {
            self.insert("[", at);
        }
        attribute(tag, "id").or_else(|| attribute(tag, "name")).into_iter().for_each(|id| self.anchor(id));
        self.links.push(target);
        Some(next)
    }
}

/// The value of an attribute in a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(at, _)| at).find(|at| lower[..*at].ends_with(char::is_whitespace))?;
    let rest = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next()?;
    let value = match quote {
        '"' | '\'' => rest[1..].split(quote).next()?,
        _ => rest.split([' ', '\n', '\t']).next()?.trim_end_matches('/'),
    };
    Some(value.trim().to_owned()).filter(|v| !v.is_empty())
}
