//! From text to tokens: the parser's events with citations and footnote references told apart.
//!
//! Citations are found from the spans of references that have no definition (the parser's broken-link callback),
//! never by a search over text, so that code, math, escapes, real links and HTML are immune. The parser calls back
//! once for `[1][4]`, as a reference to `4`, and with overlapping spans for `[1][2][3]`: spans are merged and the
//! source is read again ([citation::groups]).

use super::pandoc::{self, Rewritten};
use crate::article::citation::{self, Typed, TypedItem, TypedTarget};
use crate::base::span::Span;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::cell::RefCell;
use std::collections::VecDeque;

/// One step of the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'t> {
    /// An event of the parser.
    Event(Event<'t>),
    /// A citation in brackets.
    Citation(Typed),
    /// `@key` in running text, with the locator in brackets behind it if there is one.
    Narrative(Typed),
    /// An id that links of the text may name.
    Anchor(String),
    /// The caption of the table that has just begun: its start, or its end.
    Caption(bool),
    /// The list that begins next is numbered so (HTML's `type`).
    Numbering(char),
}

/// What is read as what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Syntax {
    /// `$…$` is math.
    pub math: bool,
    /// Typographic quotes from typed ones.
    pub smart: bool,
    /// `@key` in running text is a citation.
    pub narrative: bool,
    /// The text is written for Pandoc.
    pub pandoc: bool,
}

/// The tokens of a text and what else the parser learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Tokens<'t> {
    /// The tokens in order, with their spans in the text given.
    pub tokens: Vec<(Token<'t>, Span)>,
    /// Link definitions (`[label]: …`) by label, with their spans.
    pub definitions: Vec<(String, Span)>,
    /// Labels that footnote definitions of the text define, in order, with their spans.
    pub notes: Vec<(String, Span)>,
    /// LaTeX commands that say nothing to a page, each once, with their places.
    pub latex: Vec<(String, Span)>,
}

/// Reads `text`.
pub fn tokens(text: &str, syntax: Syntax) -> Tokens<'_> {
    if syntax.pandoc { pandoc_tokens(text, syntax) } else { plain_tokens(text, syntax) }
}

/// Reads `text` by way of its rewriting.
fn pandoc_tokens<'o>(text: &str, syntax: Syntax) -> Tokens<'o> {
    let Rewritten { map, mut anchors, mut numberings, latex } = pandoc::rewrite(text);
    let read = plain_tokens(&map.text, syntax);
    let mut out = Vec::with_capacity(read.tokens.len() + anchors.len());
    anchors.reverse();
    numberings.reverse();
    for (token, span) in read.tokens {
        let ends = matches!(&token, Token::Event(Event::End(_)));
        while let Some((at, id)) =
            anchors.pop_if(|(at, _)| if ends { span.end > *at || (is_block_end(&token) && span.end >= *at) } else { span.start >= *at })
        {
            out.push((Token::Anchor(id), map.old(Span::new(at, at))));
        }
        if matches!(token, Token::Event(Event::Start(Tag::List(_)))) {
            // The span of a list may begin with the space before its first mark.
            while numberings.pop_if(|(at, _)| *at < span.start).is_some() {}
            let numbering = numberings.pop_if(|(at, _)| map.text[span.start..*at].trim().is_empty());
            out.extend(numbering.map(|(_, kind)| (Token::Numbering(kind), map.old(span))));
        }
        out.push((own(token, |span| map.old(span)), map.old(span)));
    }
    let old = |list: Vec<(String, Span)>| list.into_iter().map(|(label, span)| (label, map.old(span))).collect();
    let latex = latex.into_iter().map(|(span, command)| (command, span)).collect();
    Tokens { tokens: out, definitions: old(read.definitions), notes: old(read.notes), latex }
}

fn is_block_end(token: &Token<'_>) -> bool {
    matches!(token, Token::Event(event @ Event::End(_)) if is_block(event))
}

fn plain_tokens(text: &str, syntax: Syntax) -> Tokens<'_> {
    let labels = note_labels(text);
    if labels.is_empty() {
        return read(text, 0, syntax);
    }
    // The parser reports a reference `[^x]` only where `x` is defined; so that references to sources are seen,
    // every label gets a definition ahead of the text, which is dropped again by its offset.
    let mut prefixed = String::with_capacity(text.len() + labels.len() * 16);
    for label in labels {
        prefixed.push_str("[^");
        prefixed.push_str(label);
        prefixed.push_str("]: .\n\n");
    }
    prefixed.push_str("<!-- -->\n\n");
    let skip = prefixed.len();
    prefixed.push_str(text);
    let read = read(&prefixed, skip, syntax);
    Tokens {
        tokens: read.tokens.into_iter().map(|(token, span)| (own(token, |span| span), span)).collect(),
        ..Tokens { tokens: Vec::new(), ..read }
    }
}

/// Labels that stand in the text as `[^label]`, each once: candidates, since some may stand in code.
fn note_labels(text: &str) -> Vec<&str> {
    let mut labels: Vec<&str> = text
        .match_indices("[^")
        .filter_map(|(at, _)| {
            let rest = &text[at + 2..];
            let end = rest.find([']', '\n', '['])?;
            let label = &rest[..end];
            (rest.as_bytes()[end] == b']' && !label.trim().is_empty() && label.len() <= 200 && !label.contains('\\')).then_some(label)
        })
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

fn options(syntax: Syntax) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    // Never ENABLE_YAML_STYLE_METADATA_BLOCKS: it takes quadratic time.
    options.set(Options::ENABLE_MATH, syntax.math);
    options.set(Options::ENABLE_SMART_PUNCTUATION, syntax.smart);
    options
}

/// Reads `text` and gives what starts at or after byte `skip`, with spans counted from there.
fn read(text: &str, skip: usize, syntax: Syntax) -> Tokens<'_> {
    let broken: RefCell<Vec<Span>> = RefCell::default();
    let note = |link: BrokenLink<'_>| {
        broken.borrow_mut().push(link.span.into());
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let parser = Parser::new_with_broken_link_callback(text, options(syntax), Some(note));
    let definitions = parser
        .reference_definitions()
        .iter()
        .map(|(label, def)| (label.to_owned(), Span::from(def.span.clone())))
        .filter(|(_, span)| span.start >= skip)
        .map(|(label, span)| (label, Span::new(span.start - skip, span.end - skip)))
        .collect::<Vec<_>>();
    let mut weaver = Weaver { text, syntax, citations: VecDeque::new(), out: Vec::new(), closed: 0, covered: Span::default() };
    for (event, range) in parser.into_offset_iter() {
        // A block's references are told before the first event that could spell one of them.
        weaver.citations.extend(typed_citations(text, broken.take(), skip));
        let span = Span::from(range);
        if span.start >= skip {
            weaver.take(event, span);
        }
    }
    let mut out = weaver.out;
    let mut notes = Vec::new();
    for (token, span) in &mut out {
        shift_back(token, skip);
        *span = Span::new(span.start - skip, span.end - skip);
        if let Token::Event(Event::Start(Tag::FootnoteDefinition(label))) = token {
            notes.push((label.to_string(), *span));
        }
    }
    let mut definitions = definitions;
    definitions.sort_by_key(|(_, span)| *span);
    Tokens { tokens: out, definitions, notes, latex: Vec::new() }
}

fn typed_citations(text: &str, mut broken: Vec<Span>, skip: usize) -> Vec<Typed> {
    broken.retain(|span| span.start >= skip);
    broken.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(broken.len());
    for span in broken {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged.into_iter().flat_map(|span| citation::groups(text, span)).filter_map(|group| citation::parse_group(text, group)).collect()
}

/// Puts citations in the place of the text events that spell them.
struct Weaver<'t> {
    text: &'t str,
    syntax: Syntax,
    /// Citations that are still to come.
    citations: VecDeque<Typed>,
    out: Vec<(Token<'t>, Span)>,
    /// Links and blocks of code that are open: `@key` is no citation there.
    closed: usize,
    /// The last citation's text: the events that spell it are dropped.
    covered: Span,
}

impl<'t> Weaver<'t> {
    fn take(&mut self, event: Event<'t>, span: Span) {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => self.closed += 1,
            Event::End(TagEnd::Link | TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.closed = self.closed.saturating_sub(1),
            _ => {}
        }
        if is_block(&event) || matches!(event, Event::End(_)) {
            if is_block(&event) || !self.covered.contains(span) {
                self.out.push((Token::Event(event), span));
            }
            return;
        }
        if span.start < self.covered.end && span.end > self.covered.start {
            return self.rest(event, span);
        }
        while self.citations.front().is_some_and(|c| c.span.end <= span.start) {
            self.citations.pop_front();
        }
        match self.citations.front() {
            Some(c) if c.span.contains(span) && !span.is_empty() => self.cite(),
            Some(c) if matches!(event, Event::Text(_)) && c.span.start < span.end => self.split(event, span),
            _ => self.pass(event, span),
        }
    }

    /// An event that begins inside the last citation: what lies behind the citation is kept.
    fn rest(&mut self, event: Event<'t>, span: Span) {
        let behind = Span::new(self.covered.end, span.end);
        if !behind.is_empty() && matches!(event, Event::Text(_)) {
            self.take(Event::Text(behind.slice(self.text).into()), behind);
        }
    }

    /// Emits the citation whose text has begun, once; the events that spell it are dropped by [Self::covered].
    fn cite(&mut self) {
        let Some(typed) = self.citations.pop_front() else { return };
        let span = typed.span;
        self.covered = span;
        self.out.push((Token::Citation(typed), span));
    }

    /// A text event that holds a citation and more.
    fn split(&mut self, event: Event<'t>, span: Span) {
        let Event::Text(words) = &event else { return self.pass(event, span) };
        if words.as_ref() != span.slice(self.text) {
            return self.pass(event, span);
        }
        let mut at = span.start;
        while let Some(c) = self.citations.front().filter(|c| c.span.start >= at && c.span.start < span.end) {
            let before = Span::new(at, c.span.start);
            at = c.span.end;
            if !before.is_empty() {
                self.pass(Event::Text(before.slice(self.text).into()), before);
            }
            self.cite();
        }
        let rest = Span::new(at.min(span.end), span.end);
        if !rest.is_empty() {
            self.pass(Event::Text(rest.slice(self.text).into()), rest);
        }
    }

    fn pass(&mut self, event: Event<'t>, span: Span) {
        if self.syntax.narrative && self.closed == 0 && matches!(event, Event::Text(_)) && span.slice(self.text).contains('@') {
            self.narrative(event, span);
        } else {
            self.out.push((Token::Event(event), span));
        }
    }

    /// Text with `@key` in it.
    fn narrative(&mut self, event: Event<'t>, span: Span) {
        let Event::Text(words) = &event else { return };
        if words.as_ref() != span.slice(self.text) {
            self.out.push((Token::Event(event), span));
            return;
        }
        let mut at = span.start;
        // A key may go on behind the event: the parser cuts words at signs such as `_`.
        while let Some(key) = citation::find_key(self.text, at, span.end) {
            self.text_between(at, key.start);
            let (locator, end) = self.locator_behind(key.end);
            let item = TypedItem {
                span: Span::new(key.start, key.end),
                target: TypedTarget::Key(key.name),
                prefix: String::new(),
                locator,
                suppress_author: key.start < key.sign,
                weak: key.weak,
            };
            let whole = Span::new(key.start, end);
            self.out.push((Token::Narrative(Typed { span: whole, items: vec![item], raw: whole.slice(self.text).to_owned() }), whole));
            self.covered = whole;
            at = end;
            if at >= span.end {
                return;
            }
        }
        self.text_between(at, span.end);
    }

    fn text_between(&mut self, start: usize, end: usize) {
        let span = Span::new(start, end);
        if !span.is_empty() {
            self.out.push((Token::Event(Event::Text(span.slice(self.text).into())), span));
        }
    }

    /// The locator of `@key [p. 12]`, with the offset just past it.
    fn locator_behind(&self, at: usize) -> (String, usize) {
        let none = (String::new(), at);
        let rest = &self.text[at..];
        let Some(inner) = rest.strip_prefix(" [").or_else(|| rest.strip_prefix('[')) else { return none };
        let Some(close) = inner.find(']').filter(|c| *c < 120) else { return none };
        let words = inner[..close].trim();
        let next = inner[close + 1..].chars().next();
        if words.is_empty() || words.contains(['[', '@', '\n']) || words.starts_with('^') || matches!(next, Some('(' | '[' | ':')) {
            return none;
        }
        if words.bytes().all(|b| b.is_ascii_digit()) {
            return none;
        }
        (words.to_owned(), self.text.len() - inner.len() + close + 1)
    }
}

/// Whether an event opens or closes a block: those are never part of a citation.
fn is_block(event: &Event<'_>) -> bool {
    let tag = match event {
        Event::Start(tag) => tag.to_end(),
        Event::End(tag) => *tag,
        _ => return false,
    };
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript
    )
}

fn shift_back(token: &mut Token<'_>, by: usize) {
    if let Token::Citation(typed) | Token::Narrative(typed) = token {
        let back = |span: Span| Span::new(span.start - by, span.end - by);
        typed.span = back(typed.span);
        for item in &mut typed.items {
            item.span = back(item.span);
        }
    }
}

/// A token that borrows nothing, with the places in it as `place` has them.
fn own<'o>(token: Token<'_>, place: impl Fn(Span) -> Span) -> Token<'o> {
    let placed = |mut typed: Typed| {
        typed.span = place(typed.span);
        typed.items.iter_mut().for_each(|item| item.span = place(item.span));
        typed
    };
    match token {
        Token::Event(event) => Token::Event(event.into_static()),
        Token::Citation(typed) => Token::Citation(placed(typed)),
        Token::Narrative(typed) => Token::Narrative(placed(typed)),
        Token::Anchor(id) => Token::Anchor(id),
        Token::Caption(starts) => Token::Caption(starts),
        Token::Numbering(kind) => Token::Numbering(kind),
    }
}

/// Whether a link was written as an e-mail address in angle brackets.
pub fn is_email(kind: LinkType) -> bool {
    kind == LinkType::Email
}
