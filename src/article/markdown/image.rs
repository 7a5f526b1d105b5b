//! Images and figures.

use super::walk::{ImageState, Walker};
use super::walked::Edit;
use super::{Place, tokens};
use crate::article::body::{Hole, Markup};
use crate::article::citation::Typed;
use crate::article::link;
use crate::article::summary::{CitationForm, Image, PassageKind};
use crate::base::html::escape_into;
use crate::base::span::Span;
use crate::diag::{Diagnostic, Subject};
use pulldown_cmark::Event;

impl Walker<'_, '_> {
    pub(super) fn image_start(&mut self, target: &str, title: &str, span: Span) {
        self.apart();
        self.raw.enter();
        if self.figure {
            self.kinds.push(PassageKind::Caption);
        } else {
            self.kinds.push(self.kinds.last().copied().unwrap_or(PassageKind::Paragraph));
        }
        self.image = Some(ImageState { target: target.to_owned(), title: title.to_owned(), span });
    }

    pub(super) fn image_end(&mut self) {
        self.raw.leave(&mut self.out.html);
        let inner = self.together();
        self.kinds.pop();
        let Some(state) = self.image.take() else { return };
        let cited = inner.holes.iter().any(|(_, h)| matches!(h, Hole::Citation(_)));
        let captioned = self.figure && state.title.is_empty() && (cited || self.setting.implicit_figures) && !inner.is_empty();
        let alt = plain_text(&inner.html);
        let at = self.at(state.span);
        let image = link::image(self.setting.file, &state.target);
        if cited && !captioned {
            let finding = Diagnostic::error("citation-in-image", self.setting.file, at, "a citation stands in an image's alternative text");
            self.report(finding.help("put it into the caption: `![what it shows](file.png \"Caption [1]\")`"));
        }
        self.check_image(&image, &alt, &state.target, at);
        let index = self.done.images.len();
        self.done.anchors.insert(Subject::Image(index), at);
        if matches!(image, Image::File(_)) {
            self.edit_target(&state.target, state.span, Edit::Src(index));
        }
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

    fn caption(&mut self, inner: Option<Markup>, title: &str, at: Span) {
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
    pub(super) fn caption_words(&mut self, title: &str, at: Span) {
        let read = tokens::tokens(title, self.setting.syntax);
        let place = std::mem::replace(&mut self.place, Place::Within(at));
        for (token, span) in &read.tokens {
            match token {
                tokens::Token::Citation(typed) | tokens::Token::Narrative(typed) => self.caption_citation(typed),
                tokens::Token::Event(Event::Text(words)) => self.words(words, *span),
                tokens::Token::Event(Event::Code(code)) => self.code_span(code, *span),
                tokens::Token::Event(Event::InlineMath(latex)) => self.inline_math(latex, *span),
                tokens::Token::Event(Event::SoftBreak | Event::HardBreak) => self.words(" ", *span),
                tokens::Token::Event(_) | tokens::Token::Anchor(_) | tokens::Token::Caption(_) | tokens::Token::Numbering(_) => {}
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

    fn check_image(&mut self, image: &Image, alt: &str, target: &str, at: Span) {
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
            self.report(finding.help(format!("say in the brackets what it shows: `![what it shows]({})`", target)));
        }
    }
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
