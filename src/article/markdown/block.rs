//! What stands alone: paragraphs, headings, lists, tables, quotes, code, notes, figures.

use super::title::{self, Title};
use super::tokens::Token;
use super::walk::{HeadingState, TableState, Walker};
use super::walked::RawNote;
use crate::article::body::Markup;
use crate::article::body::{Hole, Section};
use crate::article::highlight::{Highlighted, highlight};
use crate::article::summary::{Heading, PassageKind};
use crate::base::html::escape_into;
use crate::base::span::Span;
use crate::diag::{Diagnostic, Subject};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

type Next<'n, 't> = &'n [(Token<'t>, Span)];

impl Walker<'_, '_> {
    pub(super) fn block_start(&mut self, tag: &Tag<'_>, span: Span, next: Next<'_, '_>) {
        self.close_passage();
        match tag {
            Tag::Paragraph => self.paragraph_start(next),
            Tag::Heading { level, id, .. } => self.heading_start(*level, id.as_deref(), span),
            Tag::BlockQuote(kind) => self.quote_start(*kind),
            Tag::CodeBlock(kind) => self.code_start(kind, span),
            Tag::HtmlBlock => self.raw_block_start(span),
            Tag::List(first) => self.list_start(*first),
            Tag::Item => self.item_start(next),
            Tag::FootnoteDefinition(label) => self.note_start(label, span),
            Tag::DefinitionList => self.open("<dl>\n", "</dl>\n", None),
            Tag::DefinitionListTitle => self.open("<dt>", "</dt>\n", None),
            Tag::DefinitionListDefinition => self.open("<dd>", "</dd>\n", Some(PassageKind::ListItem)),
            Tag::Table(alignments) => self.table_start(alignments),
            Tag::TableHead => self.row_start("<thead><tr>", true),
            Tag::TableRow => self.row_start("<tr>", false),
            Tag::TableCell => self.cell_start(),
            _ => {}
        }
    }

    pub(super) fn block_end(&mut self, tag: TagEnd, _span: Span) {
        if !matches!(tag, TagEnd::Heading(_)) {
            self.close_passage();
        }
        match tag {
            TagEnd::Paragraph => self.paragraph_end(),
            TagEnd::Heading(_) => self.heading_end(),
            TagEnd::CodeBlock => self.code_end(),
            TagEnd::FootnoteDefinition => self.note_end(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.close(),
            TagEnd::DefinitionList | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.close(),
            TagEnd::HtmlBlock => self.raw_block_end(),
            TagEnd::Table => self.table_end(),
            TagEnd::TableHead => self.push("</tr></thead>\n<tbody>\n"),
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => self.cell_end(),
            _ => {}
        }
    }

    /// Opens a block; `kind` is what its running text is, where that differs from what stands around it.
    fn open(&mut self, html: &str, end: &'static str, kind: Option<PassageKind>) {
        self.push(html);
        self.ends.push(end);
        self.kinds.push(kind.or(self.kinds.last().copied()).unwrap_or(PassageKind::Paragraph));
        self.depth += 1;
        self.raw.enter();
    }

    fn close(&mut self) {
        self.raw.leave(&mut self.out.html);
        if let Some(end) = self.ends.pop() {
            self.push(end);
        }
        self.kinds.pop();
        self.depth = self.depth.saturating_sub(1);
    }

    fn paragraph_start(&mut self, next: Next<'_, '_>) {
        self.figure = is_lone_image(next);
        if self.figure {
            self.open("", "", None);
        } else if is_lone_formula(next) {
            self.lone_formula = true;
            self.open("", "</div>\n", None);
            self.open_formula("div");
        } else {
            self.open("<p>", "</p>\n", None);
        }
    }

    /// The start of an element that holds a formula on its own: a region with a name, which can be scrolled by keyboard.
    pub(super) fn open_formula(&mut self, element: &str) {
        self.formulas += 1;
        let head = format!("<{element} class=\"math\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.push(&head);
        self.hole(Hole::Word("formula"));
        let number = format!(" {}\">", self.formulas);
        self.push(&number);
    }

    fn paragraph_end(&mut self) {
        (self.figure, self.lone_formula) = (false, false);
        self.close();
    }

    fn heading_start(&mut self, level: HeadingLevel, id: Option<&str>, span: Span) {
        let level = (level as u8 + self.setting.lower).min(6);
        let is_section = level == 2 && self.depth == 0 && self.has_room_for_a_heading();
        if is_section {
            self.flush();
        }
        self.heading = Some(HeadingState { level, id: id.map(str::to_owned), span });
        self.kinds.push(PassageKind::Heading);
        self.raw.enter();
        self.apart();
    }

    fn heading_end(&mut self) {
        self.raw.leave(&mut self.out.html);
        self.kinds.pop();
        let inner = self.together();
        let Some(state) = self.heading.take() else { return };
        let span = self.at(state.span);
        let words = self.passage.as_ref().map(|c| c.words().trim().to_owned()).unwrap_or_default();
        if state.level == 1 {
            self.passage = None;
            let html = title::of_heading(&inner.html).filter(|_| inner.holes.is_empty());
            return self.title(Title { plain: words, html }, span);
        }
        if self.too_many_headings(span) {
            return self.plain_heading(inner);
        }
        let id = self.heading_id(&state, &words, span);
        self.done.anchors.insert(Subject::Heading(self.done.headings.len()), span);
        let is_section = state.level == 2 && self.depth == 0;
        // A level is never skipped on the page, whatever was typed: readers move by levels.
        let level = if is_section { 2 } else { state.level.clamp(3, self.last_level.max(2) + 1) };
        self.last_level = level;
        self.done.headings.push(Heading { level, id: id.clone(), title: words.clone() });
        self.close_passage_of_heading();
        if is_section {
            self.section = Some(self.done.sections.len());
            self.done.sections.push(Section { index: self.done.headings.len() - 1, heading: inner, ..Section::default() });
            return;
        }
        self.push(&format!("<h{level} id=\""));
        escape_into(&mut self.out.html, &id);
        self.push("\">");
        self.append(inner);
        self.push(" <a class=\"h\" href=\"#");
        escape_into(&mut self.out.html, &id);
        self.push("\" aria-label=\"");
        self.hole(Hole::Word("section-link"));
        self.push(": ");
        escape_into(&mut self.out.html, &words);
        self.push(&format!("\">#</a></h{level}>\n"));
    }

    /// Whether the text has as many headings as it may: the first beyond is told, and it and all behind it are paragraphs.
    fn too_many_headings(&mut self, span: Span) -> bool {
        if self.has_room_for_a_heading() {
            return false;
        }
        let most = self.setting.limits.headings;
        if !std::mem::replace(&mut self.too_many_headings, true) {
            let message = format!("the text holds over {most} headings; from here on they are shown as paragraphs");
            let finding = Diagnostic::error("too-many-headings", self.setting.file, span, message);
            self.report(finding.help("divide the article, or set `limits:` with `headings:` in ibid.yaml"));
        }
        true
    }

    fn has_room_for_a_heading(&self) -> bool {
        self.done.headings.len() < self.setting.limits.headings
    }

    fn plain_heading(&mut self, inner: Markup) {
        self.close_passage();
        self.push("<p>");
        self.append(inner);
        self.push("</p>\n");
    }

    /// The heading's own words are a passage too, under itself.
    fn close_passage_of_heading(&mut self) {
        if let Some(collector) = &mut self.passage {
            collector.under(self.done.headings.len() - 1);
        }
        self.close_passage();
    }

    fn title(&mut self, words: Title, span: Span) {
        if self.done.h1.is_none() {
            self.done.h1 = Some((words, span));
            return;
        }
        let finding = Diagnostic::error("second-title", self.setting.file, span, "the article has a second first-level heading");
        self.report(finding.help("an article answers one question: write sub-questions as `## …`"));
    }

    fn heading_id(&mut self, state: &HeadingState, words: &str, span: Span) -> String {
        match &state.id {
            Some(id) if self.ids.take(id) => id.clone(),
            Some(id) => {
                let message = format!("the heading's id `{id}` is taken by another part of the page, or holds a space");
                self.report(Diagnostic::error("duplicate-id", self.setting.file, span, message).help("give it another: `{#another-id}`"));
                self.ids.from_words(words)
            }
            None => self.ids.from_words(words),
        }
    }

    fn quote_start(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else { return self.open("<blockquote>\n", "</blockquote>\n", Some(PassageKind::Quote)) };
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "alert-note"),
            BlockQuoteKind::Tip => ("tip", "alert-tip"),
            BlockQuoteKind::Important => ("important", "alert-important"),
            BlockQuoteKind::Warning => ("warning", "alert-warning"),
            BlockQuoteKind::Caution => ("caution", "alert-caution"),
        };
        self.open(&format!("<aside class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">"), "</aside>\n", None);
        self.hole(Hole::Word(word));
        self.push("</p>\n");
    }

    fn list_start(&mut self, first: Option<u64>) {
        let kind = self.numbering.take().map(|kind| format!(" type=\"{kind}\"")).unwrap_or_default();
        match first {
            None => self.open("<ul>\n", "</ul>\n", Some(PassageKind::ListItem)),
            Some(1) => self.open(&format!("<ol{kind}>\n"), "</ol>\n", Some(PassageKind::ListItem)),
            Some(n) => self.open(&format!("<ol{kind} start=\"{n}\">\n"), "</ol>\n", Some(PassageKind::ListItem)),
        }
    }

    fn item_start(&mut self, next: Next<'_, '_>) {
        let is_task = next.iter().take(2).any(|(t, _)| matches!(t, Token::Event(Event::TaskListMarker(_))));
        self.open(if is_task { "<li class=\"task\">" } else { "<li>" }, "</li>\n", None);
    }

    pub(super) fn task(&mut self, done: bool) {
        self.push("<input type=\"checkbox\" disabled");
        self.push(if done { " checked aria-label=\"" } else { " aria-label=\"" });
        self.hole(Hole::Word(if done { "task-done" } else { "task-open" }));
        self.push("\"> ");
    }

    fn code_start(&mut self, kind: &CodeBlockKind<'_>, span: Span) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{', '\t']).next().unwrap_or("").to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        self.code = Some((language, String::new(), span));
    }

    fn code_end(&mut self) {
        let Some((language, code, span)) = self.code.take() else { return };
        if language == "chart" {
            return self.chart(&code, span);
        }
        self.done.has_code = true;
        self.push("<pre tabindex=\"0\" class=\"code\"");
        if !language.is_empty() {
            self.push(" data-lang=\"");
            escape_into(&mut self.out.html, &language);
            self.push("\"");
        }
        self.push("><code>");
        match highlight(&code, &language, self.setting.limits, &mut self.code_work) {
            Highlighted::Classes(html) | Highlighted::Plain(html, None) => self.push(&html),
            Highlighted::Plain(html, Some(why)) => {
                self.push(&html);
                let message = format!("this code is shown without colours: {why}");
                self.report(
                    Diagnostic::warn("plain-code", self.setting.file, self.at(span), message)
                        .help("shorten it, mark it as `text`, or set `limits:` in ibid.yaml"),
                );
            }
        }
        self.push("</code></pre>\n");
    }

    fn table_start(&mut self, alignments: &[Alignment]) {
        self.tables += 1;
        self.push("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.hole(Hole::Word("table"));
        let number = format!(" {}\"><table>\n", self.tables);
        self.push(&number);
        self.kinds.push(PassageKind::Cell);
        self.depth += 1;
        self.table = Some(TableState { alignments: alignments.to_vec(), column: 0, head: false });
    }

    pub(super) fn table_caption(&mut self, starts: bool) {
        if starts {
            self.push("<caption>");
            self.kinds.push(PassageKind::Caption);
            self.raw.enter();
        } else {
            self.raw.leave(&mut self.out.html);
            self.close_passage();
            self.kinds.pop();
            self.push("</caption>\n");
        }
    }

    fn table_end(&mut self) {
        self.kinds.pop();
        self.depth = self.depth.saturating_sub(1);
        self.table = None;
        self.push("</tbody></table></div>\n");
        let emptied = self.out.html.strip_suffix("<tbody>\n</tbody></table></div>\n").map(str::len);
        if let Some(length) = emptied {
            self.out.html.truncate(length);
            self.push("</table></div>\n");
        }
    }

    fn row_start(&mut self, html: &str, head: bool) {
        self.push(html);
        if let Some(table) = &mut self.table {
            table.column = 0;
            table.head = head;
        }
    }

    fn cell_start(&mut self) {
        self.apart();
        self.raw.enter();
    }

    fn cell_end(&mut self) {
        self.raw.leave(&mut self.out.html);
        let cell = self.together();
        let Some(table) = &mut self.table else { return self.append(cell) };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"a-left\"",
            Some(Alignment::Center) => " class=\"a-center\"",
            Some(Alignment::Right) => " class=\"a-right\"",
            _ => "",
        };
        table.column += 1;
        // An empty heading says nothing to a screen reader: it is a plain cell.
        let (start, end) = if table.head && !cell.is_empty() { ("<th scope=\"col\"", "</th>") } else { ("<td", "</td>") };
        self.push(start);
        self.push(class);
        self.push(">");
        self.append(cell);
        self.push(end);
    }

    fn note_start(&mut self, label: &str, span: Span) {
        self.note = Some((label.to_owned(), span));
        self.kinds.push(PassageKind::Note);
        self.depth += 1;
        self.raw.enter();
        self.apart();
    }

    fn note_end(&mut self) {
        self.raw.leave(&mut self.out.html);
        self.kinds.pop();
        self.depth = self.depth.saturating_sub(1);
        let content = self.together();
        let Some((label, span)) = self.note.take() else { return };
        let span = self.at(span);
        let place = first_line(span, self.place, self.text);
        if !self.notes_defined.insert(label.clone()) {
            let finding = Diagnostic::error("duplicate-note", self.setting.file, place, format!("the note `{label}` is defined twice"));
            self.report(finding.help(format!("give one of them another label, such as `[^{label}-2]`")));
            return;
        }
        self.done.notes.push(RawNote { label, span: place, content });
    }
}

/// A paragraph that holds one image and nothing else.
fn is_lone_image(next: Next<'_, '_>) -> bool {
    let mut tokens = next.iter().map(|(token, _)| token).filter(|token| !matches!(token, Token::Anchor(_) | Token::Numbering(_)));
    matches!(tokens.next(), Some(Token::Event(Event::Start(Tag::Image { .. }))))
        && tokens.any(|token| matches!(token, Token::Event(Event::End(TagEnd::Image))))
        && matches!(tokens.next(), Some(Token::Event(Event::End(TagEnd::Paragraph))))
}

/// A paragraph that holds one displayed formula and nothing else.
fn is_lone_formula(next: Next<'_, '_>) -> bool {
    matches!(next, [(Token::Event(Event::DisplayMath(_)), _), (Token::Event(Event::End(TagEnd::Paragraph)), _), ..])
}

/// The part of `span` that stands in its first line: a finding about a long block points at its beginning.
fn first_line(span: Span, place: super::Place, text: &str) -> Span {
    let super::Place::At(base) = place else { return span };
    let inside = Span::new(span.start.saturating_sub(base), span.end.saturating_sub(base));
    let length = inside.slice(text).find('\n').unwrap_or(inside.len());
    Span::new(span.start, span.start + length)
}
