//! Which parts of a text are running prose: what the parser gave as text, a citation or a reference to a note, outside of code;
//! and what in it looks like a citation and is none.

use super::tokens::Token;
use super::walk::Walker;
use crate::article::citation::find_key;
use crate::article::pasted;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use pulldown_cmark::{Event, Tag, TagEnd};

/// The spans of running prose, in order; those that touch are one.
pub fn spans(tokens: &[(Token<'_>, Span)]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut code = false;
    for (token, span) in tokens {
        match token {
            Token::Event(Event::Start(Tag::CodeBlock(_))) => code = true,
            Token::Event(Event::End(TagEnd::CodeBlock)) => code = false,
            Token::Event(Event::Text(_) | Event::FootnoteReference(_)) | Token::Citation(_) | Token::Narrative(_) if !code => {
                match out.last_mut() {
                    Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                    _ => out.push(*span),
                }
            }
            _ => {}
        }
    }
    out
}

impl Walker<'_, '_> {
    /// Ids of sources behind `@` that are read as words: where the running text is not read so, or a bracket does not close.
    pub(super) fn unread(&mut self, tokens: &[(Token<'_>, Span)]) {
        if self.setting.syntax.narrative {
            return;
        }
        let mut code = false;
        for (token, span) in tokens {
            match token {
                Token::Event(Event::Start(Tag::CodeBlock(_))) => code = true,
                Token::Event(Event::End(TagEnd::CodeBlock)) => code = false,
                Token::Event(Event::Text(_)) if !code => self.unread_in(*span),
                _ => {}
            }
        }
    }

    fn unread_in(&mut self, span: Span) {
        let mut from = span.start;
        while let Some(key) = (from < span.end).then(|| find_key(self.text, from, span.end)).flatten() {
            from = key.end;
            if key.weak || !self.book.knows(&key.name) {
                continue;
            }
            let (name, at) = (key.name, self.at(Span::new(key.sign, key.end)));
            let message = format!("`@{name}` names a source and is shown as text");
            let help = format!(
                "in brackets it is a citation: [@{name}]; `narrative: true` in the front matter reads it in the running text too; text is written `\\@{name}`"
            );
            self.report(Diagnostic::warn("unread-citation", self.setting.file, at, message).help(help));
        }
    }

    /// Citation marks of chat tools.
    pub(super) fn pasted(&mut self, prose: &[Span]) {
        let sources = self.book.declared();
        for mark in pasted::find(self.text, prose, sources) {
            let typed = mark.span.slice(self.text);
            let known = !mark.numbers.is_empty() && mark.numbers.iter().all(|n| (1..=sources).contains(n));
            let message = format!("`{typed}` was pasted from a chat tool and points to no source");
            let help = if known {
                let numbers: Vec<String> = mark.numbers.iter().map(usize::to_string).collect();
                format!("if source {} is meant, write [{}], or let `ibid fmt` do it", numbers.join(" and "), numbers.join(", "))
            } else {
                "find out what the tool meant, list it as a source, and cite that; or take the mark out".to_owned()
            };
            self.report(Diagnostic::warn("pasted-citation", self.setting.file, self.at(mark.span), message).help(help));
        }
    }
}
