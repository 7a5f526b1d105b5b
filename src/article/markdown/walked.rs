//! What a walk found.

use super::Title;
use crate::article::Anchors;
use crate::article::body::{Hole, Markup, Section};
use crate::article::numbering::Unnumbered;
use crate::article::summary::{Heading, Image, Link, Passage};
use crate::base::span::Span;
use crate::diag::{Gathered, Subject};

/// What the walk found.
#[derive(Debug, Default)]
pub struct Walked {
    /// Text before the first section.
    pub lead: Markup,
    /// Sections.
    pub sections: Vec<Section>,
    /// Words and place of a first-level heading.
    pub h1: Option<(Title, Span)>,
    /// Headings below the title.
    pub headings: Vec<Heading>,
    /// Notes by label, in the order of their definitions.
    pub notes: Vec<RawNote>,
    /// Labels of notes in the order of first use, each with the number of its uses.
    pub note_uses: Vec<(String, usize)>,
    /// Citations in order, not yet numbered.
    pub citations: Vec<Unnumbered>,
    /// Links in order.
    pub links: Vec<Link>,
    /// Images in order.
    pub images: Vec<Image>,
    /// Ids besides those of headings, that links may name.
    pub marks: Vec<String>,
    /// Running text.
    pub passages: Vec<Passage>,
    /// Whether the text holds code blocks.
    pub has_code: bool,
    /// What `index.md` changes, by place in the text.
    pub edits: Vec<(Span, Edit)>,
    /// Where everything stands.
    pub anchors: Anchors,
    /// What was found wrong.
    pub diagnostics: Gathered,
}

impl Walked {
    /// Puts `answer`, walked apart, before this text: its lead becomes the lead, and every index of this text moves.
    pub fn merge_before(&mut self, answer: Walked) {
        let by = Shift {
            citations: answer.citations.len(),
            links: answer.links.len(),
            images: answer.images.len(),
            passages: answer.passages.len(),
        };
        let body = std::mem::take(self);
        *self = answer;
        self.headings = body.headings;
        for passage in &mut self.passages {
            passage.heading = None;
        }
        for citation in &mut self.citations {
            citation.section = None;
        }
        self.sections = body.sections;
        for section in &mut self.sections {
            by.markup(&mut section.heading);
            by.markup(&mut section.content);
        }
        self.notes.extend(body.notes.into_iter().map(|mut n| {
            by.markup(&mut n.content);
            n
        }));
        self.note_uses = body.note_uses;
        self.h1 = body.h1;
        self.citations.extend(body.citations);
        self.links.extend(body.links);
        self.images.extend(body.images);
        self.marks.extend(body.marks);
        self.passages.extend(body.passages.into_iter().map(|mut p| {
            p.citations.iter_mut().for_each(|(_, n)| *n += by.citations);
            p
        }));
        self.has_code |= body.has_code;
        self.edits = body.edits.into_iter().map(|(span, edit)| (span, by.edit(edit))).collect();
        self.anchors.extend(by.anchors(body.anchors));
        self.diagnostics.extend(body.diagnostics.into_vec());
    }

    /// Makes the first section the answer: its text becomes the lead, its heading goes.
    pub fn answer_from_first_section(&mut self) {
        let section = self.sections.remove(0);
        self.headings.remove(section.index);
        self.lead = section.content;
        for section in &mut self.sections {
            section.index -= 1;
        }
        let down = |at: &mut Option<usize>| *at = at.and_then(|n| n.checked_sub(1));
        self.passages.iter_mut().for_each(|p| down(&mut p.heading));
        self.citations.iter_mut().for_each(|c| down(&mut c.section));
    }
}

/// By how much the indexes of a text move when another is put before it.
struct Shift {
    citations: usize,
    links: usize,
    images: usize,
    passages: usize,
}

impl Shift {
    fn markup(&self, markup: &mut Markup) {
        for (_, hole) in &mut markup.holes {
            match hole {
                Hole::Citation(n) => *n += self.citations,
                Hole::Href(n) => *n += self.links,
                Hole::Src(n) => *n += self.images,
                Hole::Note(..) | Hole::Word(_) => {}
            }
        }
    }

    fn edit(&self, edit: Edit) -> Edit {
        match edit {
            Edit::Citation(n) => Edit::Citation(n + self.citations),
            Edit::Href(n) => Edit::Href(n + self.links),
            Edit::Src(n) => Edit::Src(n + self.images),
        }
    }

    fn anchors(&self, anchors: Anchors) -> Anchors {
        anchors.map(|subject| match subject {
            Subject::Citation(n) => Subject::Citation(n + self.citations),
            Subject::Link(n) => Subject::Link(n + self.links),
            Subject::Image(n) => Subject::Image(n + self.images),
            Subject::Sentence(p, s) => Subject::Sentence(p + self.passages, s),
            Subject::Words(p, from, to) => Subject::Words(p + self.passages, from, to),
            other => other,
        })
    }
}

/// A note as defined.
#[derive(Debug, Default)]
pub struct RawNote {
    /// Its label.
    pub label: String,
    /// Where it is defined.
    pub span: Span,
    /// Its text.
    pub content: Markup,
}

/// A change that `index.md` makes to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// A citation is written as footnote references.
    Citation(usize),
    /// A link's target is written as its address.
    Href(usize),
    /// An image's target is written as its address.
    Src(usize),
}
