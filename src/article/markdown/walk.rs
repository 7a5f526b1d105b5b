//! The walk over an article's tokens.

use super::raw_html;
use super::tokens::{self, Token, Tokens};
use super::{Place, Setting};
use crate::article::Anchors;
use crate::article::body::{Hole, Markup, Section};
use crate::article::book::Book;
use crate::article::heading::Ids;
use crate::article::numbering::Unnumbered;
use crate::article::passage::Collector;
use crate::article::summary::{Heading, Image, Link, Passage, PassageKind};
use crate::base::span::Span;
use crate::diag::{Diagnostic, Subject};
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// What the walk found.
#[derive(Debug, Default)]
pub struct Walked {
    /// Text before the first section.
    pub lead: Markup,
    /// Sections.
    pub sections: Vec<Section>,
    /// Words and place of a first-level heading.
    pub h1: Option<(String, Span)>,
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
    /// Running text.
    pub passages: Vec<Passage>,
    /// Whether the text holds code blocks.
    pub has_code: bool,
    /// What `index.md` changes, by place in the text.
    pub edits: Vec<(Span, Edit)>,
    /// Where everything stands.
    pub anchors: Anchors,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
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
        self.passages.extend(body.passages.into_iter().map(|mut p| {
            p.citations.iter_mut().for_each(|(_, n)| *n += by.citations);
            p
        }));
        self.has_code |= body.has_code;
        self.edits = body.edits.into_iter().map(|(span, edit)| (span, by.edit(edit))).collect();
        self.anchors.extend(by.anchors(body.anchors));
        self.diagnostics.extend(body.diagnostics);
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
        }
    }

    fn anchors(&self, anchors: Anchors) -> Anchors {
        anchors.map(|subject| match subject {
            Subject::Citation(n) => Subject::Citation(n + self.citations),
            Subject::Link(n) => Subject::Link(n + self.links),
            Subject::Image(n) => Subject::Image(n + self.images),
            Subject::Sentence(p, s) => Subject::Sentence(p + self.passages, s),
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
}

/// Walks over `text`, which stands at `place` of its file.
pub fn walk(text: &str, place: Place, setting: Setting<'_>, book: &mut Book<'_>) -> Walked {
    let Tokens { tokens, definitions, notes } = tokens::tokens(text, setting.syntax);
    let mut walker = Walker::new(place, setting, book);
    walker.text = text;
    walker.note_labels = notes.iter().map(|(label, _)| label.clone()).collect();
    walker.raw.enter();
    walker.shadowed(&definitions);
    for (at, (token, span)) in tokens.iter().enumerate() {
        walker.step(token, *span, &tokens[at + 1..]);
    }
    walker.finish()
}

/// The state of a walk.
pub(super) struct Walker<'a, 'b> {
    pub place: Place,
    pub setting: Setting<'a>,
    pub book: &'a mut Book<'b>,
    pub text: &'a str,
    pub done: Walked,
    /// HTML being written, and what waits below it.
    pub out: Markup,
    pub below: Vec<Markup>,
    pub section: Option<usize>,
    pub last_level: u8,
    pub ids: Ids,
    pub passage: Option<Collector>,
    pub kinds: Vec<PassageKind>,
    pub raw: raw_html::Open,
    /// Block elements that are open: sections are cut only where there are none.
    pub depth: usize,
    pub links_open: Vec<bool>,
    pub code: Option<(String, String, Span)>,
    pub table: Option<TableState>,
    pub tables: usize,
    pub formulas: usize,
    pub image: Option<ImageState>,
    pub figure: bool,
    pub ends: Vec<&'static str>,
    pub note_labels: Vec<String>,
    pub heading: Option<HeadingState>,
    pub note: Option<(String, Span)>,
}

pub(super) struct TableState {
    pub alignments: Vec<Alignment>,
    pub column: usize,
    pub head: bool,
}

pub(super) struct ImageState {
    pub target: String,
    pub title: String,
    pub span: Span,
}

pub(super) struct HeadingState {
    pub level: u8,
    pub id: Option<String>,
    pub span: Span,
}

impl<'a, 'b> Walker<'a, 'b> {
    fn new(place: Place, setting: Setting<'a>, book: &'a mut Book<'b>) -> Self {
        Self {
            place,
            setting,
            book,
            text: "",
            done: Walked::default(),
            out: Markup::default(),
            below: Vec::new(),
            section: None,
            last_level: 2,
            ids: Ids::default(),
            passage: None,
            kinds: Vec::new(),
            raw: raw_html::Open::default(),
            depth: 0,
            links_open: Vec::new(),
            code: None,
            table: None,
            tables: 0,
            formulas: 0,
            image: None,
            figure: false,
            ends: Vec::new(),
            note_labels: Vec::new(),
            heading: None,
            note: None,
        }
    }

    fn step(&mut self, token: &Token<'_>, span: Span, next: &[(Token<'_>, Span)]) {
        match token {
            Token::Citation(typed) => self.citation(typed, crate::article::summary::CitationForm::Bracketed),
            Token::Narrative(typed) => self.citation(typed, crate::article::summary::CitationForm::Narrative),
            Token::Event(event) => self.event(event, span, next),
        }
    }

    fn event(&mut self, event: &Event<'_>, span: Span, next: &[(Token<'_>, Span)]) {
        match event {
            Event::Start(tag) => self.start(tag, span, next),
            Event::End(tag) => self.end(*tag, span),
            Event::Text(words) => self.words(words, span),
            Event::Code(code) => self.code_span(code, span),
            Event::InlineMath(latex) => self.inline_math(latex, span),
            Event::DisplayMath(latex) => self.display_math(latex, span),
            Event::Html(html) => self.raw(html, span, raw_html::Context::Block),
            Event::InlineHtml(html) => self.raw(html, span, raw_html::Context::Inline),
            Event::FootnoteReference(label) => self.note_reference(label, span),
            Event::SoftBreak => self.soft_break(next),
            Event::HardBreak => self.hard_break(span),
            Event::Rule => self.push("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span, next: &[(Token<'_>, Span)]) {
        match tag {
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => self.push("<strong>"),
            Tag::Strikethrough => self.push("<del>"),
            Tag::Superscript => self.push("<sup>"),
            Tag::Subscript => self.push("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link_start(*link_type, dest_url, title, span),
            Tag::Image { dest_url, title, .. } => self.image_start(dest_url, title, span),
            block => self.block_start(block, span, next),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Superscript => self.push("</sup>"),
            TagEnd::Subscript => self.push("</sub>"),
            TagEnd::Link => self.link_end(),
            TagEnd::Image => self.image_end(),
            block => self.block_end(block, span),
        }
    }

    pub fn push(&mut self, html: &str) {
        self.out.html.push_str(html);
    }

    pub fn hole(&mut self, hole: Hole) {
        self.out.holes.push((self.out.html.len(), hole));
    }

    /// Begins a piece of HTML apart from what was written so far.
    pub fn apart(&mut self) {
        self.below.push(std::mem::take(&mut self.out));
    }

    /// The piece begun by [Self::apart], finished.
    pub fn together(&mut self) -> Markup {
        std::mem::replace(&mut self.out, self.below.pop().unwrap_or_default())
    }

    /// Appends a finished piece.
    pub fn append(&mut self, piece: Markup) {
        let base = self.out.html.len();
        self.out.html.push_str(&piece.html);
        self.out.holes.extend(piece.holes.into_iter().map(|(at, hole)| (at + base, hole)));
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.done.diagnostics.push(diagnostic);
    }

    pub fn at(&self, span: Span) -> Span {
        self.place.locate(span)
    }

    /// The passage being collected; one is begun where none is.
    pub fn collector(&mut self) -> &mut Collector {
        let kind = self.kinds.last().copied().unwrap_or(PassageKind::Paragraph);
        let heading = self.done.headings.len().checked_sub(1);
        self.passage.get_or_insert_with(|| Collector::new(kind, heading))
    }

    /// Ends the passage being collected.
    pub fn close_passage(&mut self) {
        let Some(collector) = self.passage.take().filter(|c| !c.is_empty()) else { return };
        let (passage, spans) = collector.finish(self.setting.lang);
        let index = self.done.passages.len();
        for (n, span) in spans.into_iter().enumerate() {
            self.done.anchors.insert(Subject::Sentence(index, n), span);
        }
        self.done.passages.push(passage);
    }

    /// Puts what was written into the part that it belongs to.
    pub fn flush(&mut self) {
        self.raw.leave(&mut self.out.html);
        self.raw.enter();
        let markup = std::mem::take(&mut self.out);
        match self.section.and_then(|at| self.done.sections.get_mut(at)) {
            Some(section) => section.content = markup,
            None => self.done.lead = markup,
        }
    }

    fn finish(mut self) -> Walked {
        self.close_passage();
        self.flush();
        self.done
    }
}
