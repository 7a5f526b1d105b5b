//! The rendered text of an article, with holes where other pages' facts or the theme's words go.
//!
//! Invariant: no byte offsets into the content file.

/// What only the article's own page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The direct answer; empty where the article has none.
    pub answer: Markup,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Explanatory notes, in order of first use.
    pub notes: Vec<Note>,
    /// The text as typed, without front matter, with holes for citations and links (its `html` is Markdown here): for `index.md`;
    /// empty where that is not written.
    pub markdown: Markup,
}

impl Body {
    /// Gives back what its parts hold beyond what they need.
    pub fn shrink(&mut self) {
        self.parts_mut().for_each(Markup::shrink);
    }

    /// Bytes that it takes, but for small change.
    pub fn size(&self) -> usize {
        let sections = self.sections.iter().flat_map(|s| [&s.heading, &s.content]);
        let parts = [&self.answer, &self.markdown].into_iter().chain(sections).chain(self.notes.iter().map(|n| &n.content));
        parts.map(|m| m.html.len() + m.holes.len() * size_of::<(usize, Hole)>()).sum()
    }

    fn parts_mut(&mut self) -> impl Iterator<Item = &mut Markup> {
        let sections = self.sections.iter_mut().flat_map(|s| [&mut s.heading, &mut s.content]);
        [&mut self.answer, &mut self.markdown].into_iter().chain(sections).chain(self.notes.iter_mut().map(|n| &mut n.content))
    }
}

/// One `##` section, with its sub-headings inside its markup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// Index into the Summary's `sections` (id and title).
    pub index: usize,
    /// The heading's own words with inline markup.
    pub heading: Markup,
    /// What follows the heading.
    pub content: Markup,
}

/// An explanatory note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Letter shown: a, b, … aa.
    pub letter: String,
    /// Element id of the note: `n-a`.
    pub id: String,
    /// Element ids of its references, in order.
    pub references: Vec<String>,
    /// Its text.
    pub content: Markup,
}

/// HTML with holes. The HTML between the holes is final and safe.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markup {
    /// Final HTML.
    pub html: String,
    /// Where something is filled in: byte offsets into `html`, ascending.
    pub holes: Vec<(usize, Hole)>,
}

impl Markup {
    fn shrink(&mut self) {
        tighten(&mut self.html);
        fit(&mut self.holes);
    }

    /// Whether nothing would be shown.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty() && self.holes.is_empty()
    }
}

/// Gives back what a list holds beyond its length, by moving it: allocators leave up to half of it when asked to shrink.
pub(super) fn fit<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() {
        let mut exact = Vec::with_capacity(list.len());
        exact.append(list);
        *list = exact;
    }
}

/// The same for a text.
fn tighten(text: &mut String) {
    if text.capacity() > text.len() + text.len() / 8 {
        *text = text.as_str().to_owned();
    }
}

/// What is filled in at a place of a [Markup].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hole {
    /// A citation: index into the Summary's `citations`.
    Citation(usize),
    /// A reference to a note: index into `notes`, and the element id of this reference.
    Note(usize, String),
    /// The value of an `href`: index into the Summary's `links`.
    Href(usize),
    /// The value of a `src`: index into the Summary's `images`.
    Src(usize),
    /// A word of the theme, by its key (`alert-note`, `copy-code`, `section-link`).
    Word(&'static str),
}
