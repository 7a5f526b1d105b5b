//! What stands in a line: words, code spans, math, line ends, links.

use super::tokens::{self, is_email};
use super::walk::Walker;
use super::walked::Edit;
use crate::article::body::Hole;
use crate::article::link;
use crate::article::math::{self, Display};
use crate::article::summary::Link;
use crate::base::html::{escape_into, escape_text_into};
use crate::base::span::Span;
use crate::diag::{Diagnostic, Severity, Subject, Target};
use pulldown_cmark::{Event, LinkType};

impl Walker<'_, '_> {
    pub(super) fn words(&mut self, words: &str, span: Span) {
        if let Some((_, code, _)) = &mut self.code {
            code.push_str(words);
            return;
        }
        escape_text_into(&mut self.out.html, words);
        let at = self.at(span);
        let address = self.links_open.last() == Some(&true);
        let collector = self.collector();
        if address { collector.opaque(words, at) } else { collector.text(words, at) }
    }

    pub(super) fn code_span(&mut self, code: &str, span: Span) {
        self.push("<code>");
        escape_text_into(&mut self.out.html, code);
        self.push("</code>");
        let at = self.at(span);
        self.collector().opaque(code, at);
    }

    pub(super) fn inline_math(&mut self, latex: &str, span: Span) {
        self.math(latex, span, Display::Inline);
        let at = self.at(span);
        self.collector().opaque(latex, at);
    }

    pub(super) fn display_math(&mut self, latex: &str, span: Span) {
        // Between words it scrolls by itself where the window is narrow, as one that is a paragraph does.
        let between = !self.lone_formula && self.heading.is_none() && self.links_open.is_empty();
        if between {
            self.open_formula("span");
        }
        self.math(latex, span, Display::Block);
        if between {
            self.push("</span>");
        }
        let at = self.at(span);
        self.collector().opaque(" ", at);
    }

    fn math(&mut self, latex: &str, span: Span, display: Display) {
        match math::mathml(latex, display, self.setting.limits.formula) {
            Ok(mathml) => self.push(&mathml),
            Err(why) => {
                let message = format!("this formula cannot be read: {why}");
                let help = "mend the LaTeX; a dollar sign that is no formula is written `\\$`, or `math: false` in the front matter";
                self.report(Diagnostic::error("math-syntax", self.setting.file, self.at(span), message).help(help));
                self.push("<code>");
                escape_text_into(&mut self.out.html, latex);
                self.push("</code>");
            }
        }
    }

    /// A line end inside a paragraph: a space, but nothing between characters of scripts that use no spaces.
    pub(super) fn soft_break(&mut self, next: &[(tokens::Token<'_>, Span)]) {
        let before = self.out.html.chars().next_back().is_some_and(is_spaceless);
        let after = match next.first() {
            Some((tokens::Token::Event(Event::Text(words)), _)) => words.chars().next().is_some_and(is_spaceless),
            _ => false,
        };
        if before && after {
            return;
        }
        self.push("\n");
        let at = Span::default();
        if self.code.is_none() {
            let collector = self.collector();
            let at = collector.last_place().unwrap_or(at);
            collector.text(" ", at);
        }
    }

    pub(super) fn hard_break(&mut self, span: Span) {
        self.push("<br>\n");
        let at = self.at(span);
        self.collector().text(" ", at);
    }

    pub(super) fn link_start(&mut self, kind: LinkType, target: &str, title: &str, span: Span) {
        let target = if is_email(kind) { format!("mailto:{target}") } else { target.to_owned() };
        let at = self.at(span);
        let link = link::link(self.setting.file, &target);
        let refused = matches!(link, Link::Refused(_));
        if refused {
            let message = format!("the link's target `{target}` is refused");
            let help = "link to a file of the site by its relative path, or to a web address (http, https, mailto, tel, doi)";
            self.report(Diagnostic::error("unsafe-link", self.setting.file, at, message).help(help));
        }
        let index = self.done.links.len();
        self.done.anchors.insert(Subject::Link(index), at);
        let external = matches!(link, Link::External(_));
        self.done.links.push(link);
        self.links_open.push(matches!(kind, LinkType::Autolink | LinkType::Email));
        self.target_edit(&target, index, span);
        self.push("<a href=\"");
        self.hole(Hole::Href(index));
        self.push(if external { "\" rel=\"external\"" } else { "\"" });
        if !title.is_empty() {
            self.push(" title=\"");
            escape_into(&mut self.out.html, title);
            self.push("\"");
        }
        self.push(">");
        self.raw.enter();
    }

    /// Where the target of a link to another article stands, so that `index.md` can name its address.
    fn target_edit(&mut self, target: &str, index: usize, span: Span) {
        let local = matches!(self.done.links[index], Link::Article { .. } | Link::File(_) | Link::Site(_));
        if local {
            self.edit_target(target, span, Edit::Href(index));
        }
    }

    /// Notes that `target`, which stands in `span`, is written otherwise in `index.md`.
    pub(super) fn edit_target(&mut self, target: &str, span: Span, edit: Edit) {
        let in_body = matches!(self.place, super::Place::At(_));
        if let (true, Some(at)) = (in_body, span.slice(self.text).rfind(target)) {
            let start = span.start + at;
            self.done.edits.push((Span::new(start, start + target.len()), edit));
        }
    }

    /// An id that links may name: an element without words.
    pub(super) fn anchor(&mut self, id: &str) {
        if !id.contains(char::is_whitespace) && self.ids.take(id) {
            self.push("<span id=\"");
            escape_into(&mut self.out.html, id);
            self.push("\"></span>");
            self.done.marks.push(id.to_owned());
        }
    }

    /// LaTeX that is shown as it was typed, each command once.
    pub(super) fn remark_latex(&mut self, latex: &[(String, Span)]) {
        for (command, span) in latex {
            let message = format!("`\\{command}` is LaTeX, and says nothing to a page");
            let found = Diagnostic::new("raw-latex", Severity::Info, self.setting.file, Target::Span(self.at(*span)), message);
            self.report(found.help("it is left out, or shown as it was typed; write it as Markdown to have it on the page"));
        }
    }

    pub(super) fn link_end(&mut self) {
        self.links_open.pop();
        self.raw.leave(&mut self.out.html);
        self.push("</a>");
    }
}

/// Whether a character belongs to a script that writes no spaces between words.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{0e00}'..='\u{0e7f}')
}
