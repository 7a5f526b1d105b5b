//! The walk over an article's tokens.

use super::caption;
use super::prose;
use super::raw_html;
use super::tokens::{self, Token, Tokens};
use super::walked::Walked;
use super::{Place, Setting};
use crate::article::body::{Hole, Markup};
use crate::article::book::Book;
use crate::article::heading::Ids;
use crate::article::passage::Collector;
use crate::article::summary::PassageKind;
use crate::base::span::Span;
use crate::diag::{Diagnostic, Subject};
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Walks over `text`, which stands at `place` of its file.
pub fn walk(text: &str, place: Place, setting: Setting<'_>, book: &mut Book<'_>) -> Walked {
    let Tokens { tokens, definitions, notes, latex } = tokens::tokens(text, setting.syntax);
    let mut walker = Walker::new(place, setting, book);
    walker.text = text;
    walker.note_labels = notes.iter().map(|(label, _)| label.clone()).collect();
    walker.raw.enter();
    walker.shadowed(&definitions);
    walker.remark_latex(&latex);
    walker.pasted(&prose::spans(&tokens));
    walker.unread(&tokens);
    let tokens = caption::inside_tables(tokens);
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
    /// A block of raw HTML being gathered, to be cleaned as one.
    pub raw_block: Option<(String, Span)>,
    /// Elements that are open, written or not, and whether they were too many.
    pub nesting: usize,
    pub too_deep: bool,
    /// A citation over the limit was told.
    pub too_many: bool,
    /// So was a heading over it.
    pub too_many_headings: bool,
    /// Work that is left for colouring code.
    pub code_work: usize,
    /// Block elements that are open: sections are cut only where there are none.
    pub depth: usize,
    pub links_open: Vec<bool>,
    /// A raw `<a>` is open (only where raw HTML is let through).
    pub raw_link: bool,
    /// Tokens to come that were read with an earlier one.
    pub covered: usize,
    pub code: Option<(String, String, Span)>,
    pub table: Option<TableState>,
    pub tables: usize,
    pub formulas: usize,
    /// The paragraph is one formula.
    pub lone_formula: bool,
    pub image: Option<ImageState>,
    pub figure: bool,
    /// How the list that begins next is numbered, where not by digits: HTML's `type`.
    pub numbering: Option<char>,
    pub ends: Vec<&'static str>,
    pub note_labels: BTreeSet<String>,
    /// Places in `done.note_uses`.
    pub note_places: HashMap<String, usize>,
    pub notes_defined: HashSet<String>,
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
            raw_block: None,
            nesting: 0,
            too_deep: false,
            too_many: false,
            too_many_headings: false,
            code_work: setting.limits.code_work,
            depth: 0,
            links_open: Vec::new(),
            raw_link: false,
            covered: 0,
            code: None,
            table: None,
            tables: 0,
            formulas: 0,
            lone_formula: false,
            image: None,
            figure: false,
            numbering: None,
            ends: Vec::new(),
            note_labels: BTreeSet::new(),
            note_places: HashMap::new(),
            notes_defined: HashSet::new(),
            heading: None,
            note: None,
        }
    }

    fn step(&mut self, token: &Token<'_>, span: Span, next: &[(Token<'_>, Span)]) {
        if self.covered > 0 {
            self.covered -= 1;
            return;
        }
        match token {
            Token::Citation(typed) => self.citation(typed, crate::article::summary::CitationForm::Bracketed),
            Token::Narrative(typed) => self.citation(typed, crate::article::summary::CitationForm::Narrative),
            Token::Anchor(id) => self.anchor(id),
            Token::Caption(starts) => self.table_caption(*starts),
            Token::Numbering(kind) => self.numbering = Some(*kind),
            Token::Event(event) => self.event(event, span, next),
        }
    }

    fn event(&mut self, event: &Event<'_>, span: Span, next: &[(Token<'_>, Span)]) {
        match event {
            Event::Start(tag) => self.enter(tag, span, next),
            Event::End(tag) => self.leave(*tag, span),
            Event::Text(words) => self.words_and_links(words, span, next),
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

    /// What is nested deeper than the limit is shown without what it is nested in.
    fn enter(&mut self, tag: &Tag<'_>, span: Span, next: &[(Token<'_>, Span)]) {
        self.nesting += 1;
        let most = self.setting.limits.nesting;
        if self.nesting <= most {
            return self.start(tag, span, next);
        }
        if !std::mem::replace(&mut self.too_deep, true) {
            let at = Span::new(span.start, (span.start + 1).min(span.end));
            let finding = Diagnostic::error("nested-too-deep", self.setting.file, self.at(at), format!("this is nested over {most} deep"));
            self.report(finding.help("write it flat, or set `limits:` with `nesting:` in ibid.yaml"));
        }
    }

    fn leave(&mut self, tag: TagEnd, span: Span) {
        if self.nesting <= self.setting.limits.nesting {
            self.end(tag, span);
        }
        self.nesting = self.nesting.saturating_sub(1);
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span, next: &[(Token<'_>, Span)]) {
        match tag {
            Tag::Emphasis => self.open_inline("<em>"),
            Tag::Strong => self.open_inline("<strong>"),
            Tag::Strikethrough => self.open_inline("<del>"),
            Tag::Superscript => self.open_inline("<sup>"),
            Tag::Subscript => self.open_inline("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link_start(*link_type, dest_url, title, span),
            Tag::Image { dest_url, title, .. } => self.image_start(dest_url, title, span),
            block => self.block_start(block, span, next),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis => self.close_inline("</em>"),
            TagEnd::Strong => self.close_inline("</strong>"),
            TagEnd::Strikethrough => self.close_inline("</del>"),
            TagEnd::Superscript => self.close_inline("</sup>"),
            TagEnd::Subscript => self.close_inline("</sub>"),
            TagEnd::Link => self.link_end(),
            TagEnd::Image => self.image_end(),
            block => self.block_end(block, span),
        }
    }

    /// Opens an element in a line. Raw HTML that is opened inside it ends with it.
    fn open_inline(&mut self, html: &str) {
        self.push(html);
        self.raw.enter();
    }

    fn close_inline(&mut self, html: &str) {
        self.raw.leave(&mut self.out.html);
        self.push(html);
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
        let index = self.done.passages.len();
        for (at, span) in collector.origins() {
            self.done.anchors.insert(Subject::Words(index, *at, *at), *span);
        }
        let (passage, spans) = collector.finish(self.setting.lang);
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
