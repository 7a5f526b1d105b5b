//! Fills the holes of an article's HTML: citation markers, note markers, addresses, the theme's words.
//!
//! The marker of a citation is part of the contract with themes (docs/themes.md).

use super::link::Linker;
use super::words::Words;
use crate::article::Summary;
use crate::article::body::{Hole, Markup, Note};
use crate::article::summary::{Citation, CitationForm, CitationItem, Image};
use crate::base::html::escape_into;
use crate::library::Library;
use crate::source::Name;

/// What holes are filled from.
#[derive(Debug, Clone, Copy)]
pub struct Filler<'a> {
    /// The article.
    pub article: &'a Summary,
    /// Its notes.
    pub notes: &'a [Note],
    /// All articles.
    pub library: &'a Library,
    /// How its page names other outputs.
    pub linker: &'a Linker,
    /// The theme's words.
    pub words: &'a Words,
}

impl Filler<'_> {
    /// `markup` as final HTML.
    pub fn fill(&self, markup: &Markup) -> String {
        let mut out = String::with_capacity(markup.html.len() + markup.holes.len() * 120);
        let mut at = 0;
        for (hole_at, hole) in &markup.holes {
            out.push_str(&markup.html[at..*hole_at]);
            at = *hole_at;
            self.hole(&mut out, hole);
        }
        out.push_str(&markup.html[at..]);
        out
    }

    fn hole(&self, out: &mut String, hole: &Hole) {
        match hole {
            Hole::Citation(n) => {
                if let Some(citation) = self.article.citations.get(*n) {
                    self.citation(out, citation);
                }
            }
            Hole::Note(n, id) => self.note(out, *n, id),
            Hole::Href(n) => {
                if let Some(link) = self.article.links.get(*n) {
                    escape_into(out, &self.linker.link(self.library, link));
                }
            }
            Hole::Src(n) => self.src(out, *n),
            Hole::Word(key) => escape_into(out, self.words.get(key)),
        }
    }

    fn src(&self, out: &mut String, n: usize) {
        let Some(image) = self.article.images.get(n) else { return };
        out.push_str("src=\"");
        escape_into(out, &self.linker.image(image));
        out.push('"');
        let size = match image {
            Image::File(file) => self.library.assets.get(file).and_then(|a| a.size),
            _ => None,
        };
        if let Some((width, height)) = size {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
    }

    fn note(&self, out: &mut String, n: usize, id: &str) {
        let Some(note) = self.notes.get(n) else { return };
        let label = self.words.fill("note", &[("letter", &note.letter)]);
        out.push_str("<sup><a class=\"n\" id=\"");
        out.push_str(id);
        out.push_str("\" href=\"#");
        out.push_str(&note.id);
        out.push_str("\" role=\"doc-noteref\" aria-label=\"");
        escape_into(out, &label);
        out.push_str("\">");
        out.push_str(&note.letter);
        out.push_str("</a></sup>");
    }

    /// `[1]`, `[1, 3]`, `[2–5]`, `[see 1, p. 12; 3]`; before it the author's name where the text cites by name.
    fn citation(&self, out: &mut String, citation: &Citation) {
        if citation.form == CitationForm::Narrative {
            self.narrative(out, citation);
        }
        let plain = citation.items.len() == 1 && citation.items[0].prefix.is_empty() && citation.items[0].locator.is_empty();
        if plain {
            return self.marker(out, &citation.items[0], true);
        }
        out.push_str(if is_long(citation) { "<span class=\"cg long\"" } else { "<span class=\"cg\"" });
        if citation.items.iter().any(|i| !i.shown) {
            let numbers: Vec<String> = citation.items.iter().map(|i| i.number.to_string()).collect();
            out.push_str(&format!(" data-s=\"{}\"", numbers.join(" ")));
        }
        out.push_str(">[");
        let between = if has_words(citation) { "; " } else { ", " };
        let mut hidden = false;
        let mut first = true;
        for item in &citation.items {
            if !item.shown {
                hidden = true;
                self.silent(out, item);
                continue;
            }
            if !first {
                out.push_str(if hidden { "–" } else { between });
            }
            (first, hidden) = (false, false);
            self.item(out, item);
        }
        out.push_str("]</span>");
    }

    fn item(&self, out: &mut String, item: &CitationItem) {
        if !item.prefix.is_empty() {
            escape_into(out, &item.prefix);
            out.push(' ');
        }
        self.marker(out, item, false);
        if !item.locator.is_empty() {
            out.push_str(", ");
            escape_into(out, &item.locator);
        }
    }

    /// The place of a source inside a range: no words, but an id that its card can lead back to.
    fn silent(&self, out: &mut String, item: &CitationItem) {
        out.push_str("<span id=\"");
        out.push_str(&item.id());
        out.push_str("\"></span>");
    }

    fn marker(&self, out: &mut String, item: &CitationItem, brackets: bool) {
        let number = item.number.to_string();
        let mut label = self.words.fill("source", &[("n", &number)]);
        out.push_str("<a class=\"c");
        // A reader must see at the claim itself that its source was withdrawn.
        if let Some(key) = self.article.sources.get(item.number - 1).and_then(|s| s.source.status.word()) {
            label = format!("{label}: {}", self.words.get(&format!("status-{key}")));
            out.push(' ');
            out.push_str(key);
        }
        out.push_str("\" id=\"");
        out.push_str(&item.id());
        out.push_str("\" href=\"#s");
        out.push_str(&number);
        out.push_str("\" role=\"doc-biblioref\" aria-label=\"");
        escape_into(out, &label);
        out.push_str("\" aria-describedby=\"t");
        out.push_str(&number);
        out.push_str(if brackets { "\">[" } else { "\">" });
        out.push_str(&number);
        out.push_str(if brackets { "]</a>" } else { "</a>" });
    }

    fn narrative(&self, out: &mut String, citation: &Citation) {
        for item in citation.items.iter().filter(|i| !i.suppress_author) {
            let source = &self.article.sources[item.number - 1].source;
            let name = match source.authors.as_slice() {
                [] => source.title.clone(),
                [one] => family(one).to_owned(),
                [one, two] => self.words.fill("two-authors", &[("first", family(one)), ("second", family(two))]),
                [one, ..] => self.words.fill("many-authors", &[("first", family(one))]),
            };
            escape_into(out, &name);
            out.push('\u{a0}');
        }
    }
}

/// Whether a group has words beside its numbers: a comma would then let `p. 3, 2` be read as two pages of one source.
fn has_words(citation: &Citation) -> bool {
    citation.items.iter().any(|i| !i.prefix.is_empty() || !i.locator.is_empty())
}

/// Whether a group may be broken over lines: with more than four numbers, or with words that fill a good part of a line.
fn is_long(citation: &Citation) -> bool {
    let words = citation.items.iter().map(|i| i.prefix.chars().count() + i.locator.chars().count()).sum::<usize>();
    words > 16 || citation.items.iter().filter(|i| i.shown).count() > 4
}

fn family(name: &Name) -> &str {
    match name {
        Name::Person { family, .. } => family,
        Name::Literal(name) => name,
    }
}

/// `markdown` with citations as footnote references and links as addresses: the text of `index.md`.
pub fn fill_markdown(filler: &Filler<'_>, markdown: &Markup) -> String {
    let mut out = String::with_capacity(markdown.html.len() + markdown.holes.len() * 8);
    let mut at = 0;
    for (hole_at, hole) in &markdown.holes {
        out.push_str(&markdown.html[at..*hole_at]);
        at = *hole_at;
        match hole {
            Hole::Citation(n) => {
                if let Some(citation) = filler.article.citations.get(*n) {
                    markdown_citation(&mut out, filler, citation);
                }
            }
            Hole::Href(n) => {
                if let Some(link) = filler.article.links.get(*n) {
                    out.push_str(&filler.linker.link(filler.library, link));
                }
            }
            Hole::Src(n) => {
                if let Some(image) = filler.article.images.get(*n) {
                    out.push_str(&filler.linker.image(image));
                }
            }
            _ => {}
        }
    }
    out.push_str(&markdown.html[at..]);
    out
}

fn markdown_citation(out: &mut String, filler: &Filler<'_>, citation: &Citation) {
    if citation.form == CitationForm::Narrative {
        filler.narrative(out, citation);
    }
    for item in &citation.items {
        if !item.prefix.is_empty() {
            out.push_str(&item.prefix);
            out.push(' ');
        }
        out.push_str(&format!("[^{}]", item.number));
        if !item.locator.is_empty() {
            out.push_str(&format!(" ({})", item.locator));
        }
    }
}
