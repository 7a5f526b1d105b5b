//! The title of an article, and what is told where it has none or two.

use super::Reader;
use crate::article::markdown::{self, Title, Walked};
use crate::base::span::Span;
use crate::diag::{Diagnostic, Subject, Target};

impl Reader<'_> {
    /// The title of the front matter, or else of the first-level heading, or else the file's name.
    pub(super) fn title(&mut self, walked: &Walked) -> Title {
        let math = self.front.math.unwrap_or(self.context.settings.math);
        let from_front = self.front.title.take().filter(|t| !t.trim().is_empty()).map(|t| markdown::title(&t, math));
        match (from_front, &walked.h1) {
            (Some(title), None) => title,
            (None, Some((title, _))) if !title.plain.is_empty() => title.clone(),
            (Some(title), Some((other, span))) => {
                if crate::base::fold::fold(&title.plain) != crate::base::fold::fold(&other.plain) {
                    let finding = Diagnostic::error(
                        "second-title",
                        self.file,
                        *span,
                        "the article has a title in the front matter and a first-level heading",
                    );
                    self.diagnostics.push(finding.help("take the heading out; sub-questions are written as `## …`"));
                }
                title
            }
            // The first page has the site's name.
            _ if self.file.is_home_text() => Title::default(),
            // One that could not be read is told already.
            _ if self
                .diagnostics
                .iter()
                .any(|d| d.rule.starts_with("front-matter") || d.target == Target::Span(self.anchors.find(&title_key()))) =>
            {
                self.file_name()
            }
            _ => {
                let end = self.text.find('\n').unwrap_or(self.text.len());
                let finding = Diagnostic::error("title-missing", self.file, Span::new(0, end), "the article has no title");
                self.diagnostics.push(finding.help("begin the file with\n---\ntitle: The question?\n---"));
                self.file_name()
            }
        }
    }

    fn file_name(&self) -> Title {
        Title { plain: self.file.name().to_owned(), html: None }
    }
}

fn title_key() -> Subject {
    Subject::Key("title".to_owned())
}
