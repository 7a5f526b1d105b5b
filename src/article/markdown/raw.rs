//! Raw HTML in the walk: what the site's settings let through.

use super::raw_html::Context;
use super::walk::Walker;
use crate::base::span::Span;
use crate::config::HtmlMode;
use crate::diag::Diagnostic;

impl Walker<'_, '_> {
    /// A block of raw HTML begins: the parser gives it line by line, and a tag may run over several.
    pub(super) fn raw_block_start(&mut self, span: Span) {
        if self.setting.html == HtmlMode::Sanitize {
            self.raw_block = Some((String::new(), span));
        }
    }

    pub(super) fn raw_block_end(&mut self) {
        if let Some((html, span)) = self.raw_block.take() {
            self.clean(&html, span);
        }
    }

    pub(super) fn raw(&mut self, html: &str, span: Span, context: Context) {
        let tag = html.trim_start().to_ascii_lowercase();
        if self.setting.html != HtmlMode::Escape {
            self.raw_link = (self.raw_link || tag.starts_with("<a ") || tag.starts_with("<a>")) && !tag.contains("</a");
        }
        if let Some((block, _)) = &mut self.raw_block {
            return block.push_str(html);
        }
        match self.setting.html {
            HtmlMode::Trust => self.push(html),
            HtmlMode::Sanitize => self.clean(html, span),
            HtmlMode::Escape => self.escape(html, span, context),
        }
    }

    fn clean(&mut self, html: &str, span: Span) {
        if !self.raw.clean(&mut self.out.html, html) {
            let message = "raw HTML is left out: an article may hold 64 KB of it, nested 100 deep";
            let finding = Diagnostic::error("raw-html-too-large", self.setting.file, self.at(span), message);
            self.report(finding.help("write it as Markdown, or make it smaller"));
        }
    }

    fn escape(&mut self, html: &str, span: Span, context: Context) {
        if self.raw.write(&mut self.out.html, html, context) {
            let finding = Diagnostic::warn("raw-html", self.setting.file, self.at(span), "raw HTML is shown as text");
            let help = "write it as Markdown, or put it between backticks; `html: sanitize` in ibid.yaml lets through what can run nothing";
            self.report(finding.help(help));
        }
    }
}
