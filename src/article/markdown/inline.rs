//! What stands in a line: words, citations, notes, links, images, code spans, math.

use super::tokens::is_email;
use super::walk::{Edit, ImageState, Walker};
use super::{Place, tokens};
use crate::article::body::Hole;
use crate::article::citation::{Typed, TypedItem, TypedTarget};
use crate::article::link;
use crate::article::math::{self, Display};
use crate::article::numbering::{Unnumbered, UnnumberedItem};
use crate::article::summary::{CitationForm, Image, Link, PassageKind};
use crate::base::html::{escape_into, escape_text_into};
use crate::base::near::nearest;
use crate::base::span::Span;
use crate::diag::{Diagnostic, Subject};
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
        self.math(latex, span, Display::Block);
        let at = self.at(span);
        self.collector().opaque(" ", at);
    }

    fn math(&mut self, latex: &str, span: Span, display: Display) {
        match math::mathml(latex, display) {
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

    /// A citation: its sources are looked up, and a hole is left for its marker.
    pub(super) fn citation(&mut self, typed: &Typed, form: CitationForm) {
        if !self.is_meant(typed) {
            return self.words(&typed.raw, typed.span);
        }
        if !self.links_open.is_empty() {
            let message = "a citation stands inside a link";
            let help = "put it behind the link: a marker is a link itself";
            self.report(Diagnostic::error("citation-in-link", self.setting.file, self.at(typed.span), message).help(help));
        }
        let mut items = Vec::new();
        for item in &typed.items {
            self.resolve(item, &mut items);
        }
        self.drop_repeated(typed, &mut items);
        if items.is_empty() {
            return self.words(&typed.raw, typed.span);
        }
        let by_number = typed.items.iter().any(|i| !matches!(i.target, TypedTarget::Key(_)));
        let section = self.done.headings.len().checked_sub(1);
        self.place_citation(Unnumbered { items, form, section, by_number }, typed.span);
    }

    /// Whether brackets with numbers can be citations here: `[1]` in an article without declared sources that uses a
    /// bibliography, and `arr[0]` in one without sources, are text.
    fn is_meant(&self, typed: &Typed) -> bool {
        let numeric = typed.items.iter().all(|i| !matches!(i.target, TypedTarget::Key(_)));
        if !numeric || self.book.declared() > 0 {
            return true;
        }
        let Place::At(_) = self.place else { return !self.book.has_bibliography() };
        let glued = typed.span.start.checked_sub(1).and_then(|at| self.text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphanumeric);
        !(self.book.has_bibliography() || glued)
    }

    fn place_citation(&mut self, citation: Unnumbered, span: Span) {
        let index = self.done.citations.len();
        let at = self.at(span);
        if citation.form == CitationForm::Bracketed {
            self.bind_to_word();
        }
        self.hole(Hole::Citation(index));
        self.collector().cite(index, at);
        self.done.anchors.insert(Subject::Citation(index), at);
        self.done.edits.push((span, Edit::Citation(index)));
        self.done.citations.push(citation);
    }

    /// A marker never begins a line: the space before it does not break, and where there is none a word joiner stands.
    fn bind_to_word(&mut self) {
        let behind_marker = self.out.holes.last().is_some_and(|(at, h)| *at == self.out.html.len() && matches!(h, Hole::Citation(_)));
        let html = &mut self.out.html;
        if behind_marker {
            html.push('\u{2060}');
        } else if html.ends_with([' ', '\n']) && html.trim_end().chars().next_back().is_some_and(|c| c != '>') {
            html.pop();
            html.push('\u{a0}');
        } else if html.chars().next_back().is_some_and(|c| !c.is_ascii_alphanumeric() && !c.is_whitespace() && c != '>' && c != '\u{a0}') {
            html.push('\u{2060}');
        }
    }

    fn resolve(&mut self, item: &TypedItem, items: &mut Vec<UnnumberedItem>) {
        match &item.target {
            TypedTarget::Number(n) => {
                if self.in_range(*n, item) {
                    items.push(resolved(item, n - 1, true));
                }
            }
            TypedTarget::Range(first, last) => self.resolve_range(*first, *last, item, items),
            TypedTarget::Key(key) => match self.book.find(key) {
                Some(entry) => items.push(resolved(item, entry, true)),
                None => self.unknown_key(key, item.span),
            },
        }
    }

    fn resolve_range(&mut self, first: usize, last: usize, item: &TypedItem, items: &mut Vec<UnnumberedItem>) {
        if first >= last {
            let message = format!("the range {first}–{last} runs backwards");
            let help = if first == last { format!("write [{first}]") } else { format!("write [{last}–{first}]") };
            return self.report(Diagnostic::error("citation-range", self.setting.file, self.at(item.span), message).help(help));
        }
        if !self.in_range(first, item) || !self.in_range(last, item) {
            return;
        }
        for n in first..=last {
            items.push(resolved(item, n - 1, n == first || n == last));
        }
    }

    /// Whether source `n` exists; reports it where it does not.
    fn in_range(&mut self, n: usize, item: &TypedItem) -> bool {
        let declared = self.book.declared();
        if (1..=declared).contains(&n) {
            return true;
        }
        let at = self.at(item.span);
        let file = self.setting.file;
        let finding = match (n, declared) {
            (_, 0) => Diagnostic::error("unknown-source", file, at, format!("source {n} is cited, and the article lists no sources"))
                .help("list it under `sources:` in the front matter, or write `\\[` for brackets that are text"),
            (0, _) => Diagnostic::error("unknown-source", file, at, "sources are numbered from 1, and 0 is cited")
                .help("if this is code, put it between backticks; if it is text, write `\\[0\\]`"),
            _ => {
                let first = self.book.entry(0).and_then(|e| e.source.id.clone());
                let page = if item.locator.is_empty() { format!(", or for a page write [1, p. {n}]") } else { String::new() };
                let by_id = first.map(|id| format!(" (or by its id, such as [@{id}])")).unwrap_or_default();
                Diagnostic::error("unknown-source", file, at, format!("source {n} is cited, and the article lists {declared}"))
                    .help(format!("cite one of 1 to {declared}{by_id}{page}; brackets that are text are written `\\[{n}\\]`"))
            }
        };
        self.report(finding);
        false
    }

    pub(super) fn unknown_key(&mut self, key: &str, span: Span) {
        let mut finding = Diagnostic::error("unknown-source", self.setting.file, self.at(span), format!("no source has the id `{key}`"));
        let ids = self.book.ids();
        finding = match nearest(key, ids.iter().copied()) {
            Some(near) => finding.help(format!("a source with a similar id is listed here: `{near}`")),
            None if ids.is_empty() => finding.help("list it under `sources:` in the front matter"),
            None => finding.help(format!("the article's sources are {}", listed(&ids))),
        };
        self.report(finding);
    }

    /// One source twice in one citation with the same locator is a slip.
    fn drop_repeated(&mut self, typed: &Typed, items: &mut Vec<UnnumberedItem>) {
        let mut kept: Vec<UnnumberedItem> = Vec::with_capacity(items.len());
        for item in items.drain(..) {
            if kept.iter().any(|k| k.entry == item.entry && k.locator == item.locator) {
                let message = "one source is cited twice in one citation";
                let finding = Diagnostic::error("repeated-citation", self.setting.file, self.place.locate(typed.span), message);
                self.done.diagnostics.push(finding.help("leave one of them out"));
            } else {
                kept.push(item);
            }
        }
        *items = kept;
    }

    pub(super) fn note_reference(&mut self, label: &str, span: Span) {
        let defined = self.note_labels.iter().any(|l| l == label);
        let is_source = self.book.knows(label);
        match (defined, is_source) {
            (true, true) => {
                let message = format!("`{label}` is both a note and the id of a source");
                let help = format!("give the note another label, or cite the source as [@{label}]");
                self.report(Diagnostic::error("note-and-source", self.setting.file, self.at(span), message).help(help));
            }
            (true, false) => self.note_marker(label),
            (false, true) => {
                let key = Span::new(span.start + 2, span.end.saturating_sub(1));
                let target = TypedTarget::Key(label.to_owned());
                let item = TypedItem { span: key, target, prefix: String::new(), locator: String::new(), suppress_author: false };
                self.citation(&Typed { span, items: vec![item], raw: format!("[^{label}]") }, CitationForm::Bracketed);
            }
            (false, false) => self.unknown_note(label, span),
        }
    }

    fn note_marker(&mut self, label: &str) {
        let place = self.done.note_uses.iter().position(|(l, _)| l == label).unwrap_or_else(|| {
            self.done.note_uses.push((label.to_owned(), 0));
            self.done.note_uses.len() - 1
        });
        self.done.note_uses[place].1 += 1;
        let letters = crate::article::heading::letters(place);
        let id = format!("n{letters}{}", self.done.note_uses[place].1);
        self.hole(Hole::Note(place, id));
    }

    fn unknown_note(&mut self, label: &str, span: Span) {
        let finding = Diagnostic::error("unknown-note", self.setting.file, self.at(span), format!("no note and no source has the label `{label}`"));
        let number = label.parse::<usize>().ok().filter(|n| (1..=self.book.declared()).contains(n));
        let ids = self.book.ids();
        let labels = ids.iter().copied().chain(self.note_labels.iter().map(String::as_str));
        let finding = match (number, nearest(label, labels)) {
            (Some(n), _) => finding.help(format!("to cite source {n} write [{n}]; to define the note write `[^{n}]: …` below")),
            (None, Some(near)) => finding.help(format!("a similar one is `{near}`")),
            (None, None) => finding.help(format!("define it below the text: `[^{label}]: …`")),
        };
        self.report(finding);
        self.words(&format!("[^{label}]"), span);
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
    }

    /// Where the target of a link to another article stands, so that `index.md` can name its address.
    fn target_edit(&mut self, target: &str, index: usize, span: Span) {
        let local = matches!(self.done.links[index], Link::Article { .. } | Link::File(_));
        if let (true, Some(at)) = (local, span.slice(self.text).rfind(target)) {
            let start = span.start + at;
            self.done.edits.push((Span::new(start, start + target.len()), Edit::Href(index)));
        }
    }

    pub(super) fn link_end(&mut self) {
        self.links_open.pop();
        self.push("</a>");
    }

    pub(super) fn image_start(&mut self, target: &str, title: &str, span: Span) {
        self.apart();
        if self.figure {
            self.kinds.push(PassageKind::Caption);
        } else {
            self.kinds.push(self.kinds.last().copied().unwrap_or(PassageKind::Paragraph));
        }
        self.image = Some(ImageState { target: target.to_owned(), title: title.to_owned(), span });
    }

    pub(super) fn image_end(&mut self) {
        let inner = self.together();
        self.kinds.pop();
        let Some(state) = self.image.take() else { return };
        let cited = inner.holes.iter().any(|(_, h)| matches!(h, Hole::Citation(_)));
        let captioned = self.figure && state.title.is_empty() && (cited || self.setting.implicit_figures) && !inner.is_empty();
        let alt = plain_text(&inner.html);
        let at = self.at(state.span);
        let image = link::image(self.setting.file, &state.target);
        self.check_image(&image, &alt, &state, cited && !captioned, at);
        let index = self.done.images.len();
        self.done.anchors.insert(Subject::Image(index), at);
        self.done.images.push(image);
        if self.figure {
            self.push("<figure>");
        }
        self.push("<img ");
        self.hole(Hole::Src(index));
        self.push(" alt=\"");
        escape_into(&mut self.out.html, &alt);
        self.push("\" loading=\"lazy\" decoding=\"async\">");
        if self.figure {
            self.caption(captioned.then_some(inner), &state.title, at);
        }
    }

    fn caption(&mut self, inner: Option<crate::article::body::Markup>, title: &str, at: Span) {
        if let Some(inner) = inner {
            self.push("<figcaption>");
            self.append(inner);
            self.push("</figcaption>");
        } else if !title.is_empty() {
            self.push("<figcaption>");
            self.kinds.push(PassageKind::Caption);
            self.caption_words(title, at);
            self.close_passage();
            self.kinds.pop();
            self.push("</figcaption>");
        }
        self.push("</figure>\n");
    }

    /// A caption from an image's title: read for citations and notes like any text.
    fn caption_words(&mut self, title: &str, at: Span) {
        let read = tokens::tokens(title, self.setting.syntax);
        let place = std::mem::replace(&mut self.place, Place::Within(at));
        for (token, span) in &read.tokens {
            match token {
                tokens::Token::Citation(typed) | tokens::Token::Narrative(typed) => self.caption_citation(typed),
                tokens::Token::Event(Event::Text(words)) => self.words(words, *span),
                tokens::Token::Event(Event::Code(code)) => self.code_span(code, *span),
                tokens::Token::Event(Event::InlineMath(latex)) => self.inline_math(latex, *span),
                tokens::Token::Event(Event::SoftBreak | Event::HardBreak) => self.words(" ", *span),
                tokens::Token::Event(_) => {}
            }
        }
        self.place = place;
    }

    fn caption_citation(&mut self, typed: &Typed) {
        let before = self.done.edits.len();
        self.citation(typed, CitationForm::Bracketed);
        // The caption's spans count from its own start: `index.md` keeps the caption as typed.
        self.done.edits.truncate(before);
    }

    fn check_image(&mut self, image: &Image, alt: &str, state: &ImageState, cited: bool, at: Span) {
        let file = self.setting.file;
        if let Image::Refused(target) = image {
            let finding = Diagnostic::error("unsafe-image", file, at, format!("the image's target `{target}` is refused"));
            self.report(finding.help("keep the image beside the article, under content/, and name it by its relative path"));
        }
        if let Image::External(_) = image {
            let finding = Diagnostic::warn("external-image", file, at, "the image is loaded from another site");
            self.report(finding.help("keep a copy beside the article: a strict content security policy blocks images from elsewhere"));
        }
        if alt.trim().is_empty() {
            let finding = Diagnostic::warn("image-without-text", file, at, "the image has no alternative text");
            self.report(finding.help(format!("say in the brackets what it shows: `![what it shows]({})`", state.target)));
        }
        if cited {
            let finding = Diagnostic::error("citation-in-image", file, at, "a citation stands in an image's alternative text");
            self.report(finding.help("put it into the caption: `![what it shows](file.png \"Caption [1]\")`"));
        }
    }

    /// Link definitions that take the place of citations.
    pub(super) fn shadowed(&mut self, definitions: &[(String, Span)]) {
        for (label, span) in definitions {
            let number = label.trim().parse::<usize>().ok().and_then(|n| Some((n, self.book.entry(n.checked_sub(1)?)?)));
            let key = label.trim().strip_prefix('@').filter(|k| self.book.knows(k));
            let named = match (number, key) {
                (Some((n, entry)), _) => format!("source {n}, “{}”", entry.source.title),
                (None, Some(key)) => format!("the source `{key}`"),
                (None, None) => continue,
            };
            let message = format!("`[{label}]: …` makes every [{label}] a link and shadows {named}");
            let help = "give the link in the text, as `[words](address)`; an address of the source belongs into its `url:`";
            self.report(Diagnostic::error("shadowed-source", self.setting.file, self.at(*span), message).help(help));
        }
    }
}

fn resolved(item: &TypedItem, entry: usize, shown: bool) -> UnnumberedItem {
    UnnumberedItem { entry, shown, prefix: item.prefix.clone(), locator: item.locator.clone(), suppress_author: item.suppress_author }
}

fn listed(ids: &[&str]) -> String {
    let shown: Vec<String> = ids.iter().take(8).map(|id| format!("`{id}`")).collect();
    let more = ids.len().saturating_sub(8);
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

/// The words of safe HTML, its tags left out and its escapes undone.
fn plain_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    out.replace(['\u{a0}', '\n'], " ").replace('\u{2060}', "").trim().to_owned()
}

/// Whether a character belongs to a script that writes no spaces between words.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{0e00}'..='\u{0e7f}')
}
