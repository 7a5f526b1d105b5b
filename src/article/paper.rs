//! Papers and other texts written for Pandoc: how they are told from articles.
//!
//! A text that names a `bibliography` or `references`, and lists no `sources`, is read with Pandoc's syntax. It is a paper
//! where it shows that it was made for a journal or for Pandoc alone: by a key that only those read (`affiliations`,
//! `csl` …), or by sections of the first level under a title in the front matter. In a paper nothing is an error that
//! Pandoc lets pass ([crate::check::settle]).

use super::front_matter::FrontMatter;
use crate::base::fold::fold;

/// What a text was written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// An article.
    #[default]
    Ibid,
    /// An article in Pandoc's syntax.
    Pandoc,
    /// A paper.
    Paper,
}

/// What the text with this front matter and body was written for.
pub fn dialect(front: &FrontMatter, body: &str) -> Dialect {
    let cites_as_pandoc = !front.bibliography.is_empty() || !front.references.is_empty();
    match front {
        front if !cites_as_pandoc || !front.sources.is_empty() => Dialect::Ibid,
        front if front.foreign => Dialect::Paper,
        front if front.title.as_deref().is_some_and(|title| headings(body).any(|h| fold(h) != fold(title))) => Dialect::Paper,
        _ => Dialect::Pandoc,
    }
}

/// Whether the text has first-level headings.
pub fn has_sections_of_first_level(body: &str) -> bool {
    headings(body).next().is_some()
}

/// Words of the first-level headings (`# …`, or underlined by `===`), those in fenced code left out.
fn headings(body: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    let mut before = "";
    body.lines().filter_map(move |line| {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, Some(mark)) => fence = Some(mark),
            _ => {}
        }
        let underlined = line.starts_with('=') && line.trim_end().bytes().all(|b| b == b'=') && !before.trim().is_empty();
        let words = if underlined { Some(before) } else { line.strip_prefix("# ").or_else(|| line.strip_prefix("#\t")) };
        before = line;
        words.map(str::trim).filter(|_| fence.is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_first_level() {
        let found: Vec<&str> = headings("# A\n\n```\n# code\n```\n## B\nC\n===\n#D\n").collect();
        assert_eq!(found, ["A", "C"]);
    }
}
