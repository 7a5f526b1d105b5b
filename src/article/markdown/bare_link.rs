//! Addresses that stand bare in the text are links, as readers of GitHub's Markdown expect.
//!
//! The rules are those of the autolinks extension (GFM specification, 6.9) for `http` and `https`: an address begins
//! behind no letter or digit, ends before a space or `<`, and leaves punctuation and a bracket that it did not open.

use super::tokens::Token;
use super::walk::Walker;
use crate::base::span::Span;
use pulldown_cmark::{Event, LinkType};

type Next<'n, 't> = &'n [(Token<'t>, Span)];

impl Walker<'_, '_> {
    /// Words that may hold addresses. The parser cuts text at `_`, `*` and `&`: what follows without a gap is read with it.
    pub(super) fn words_and_links(&mut self, words: &str, span: Span, next: Next<'_, '_>) {
        let plain = !self.links_open.is_empty() || self.code.is_some() || self.image.is_some() || self.raw_link;
        if plain || !words.contains("http") {
            return self.words(words, span);
        }
        let mut whole = words.to_owned();
        let mut end = span.end;
        let mut pieces = 0;
        for (token, at) in next {
            let Token::Event(Event::Text(more)) = token else { break };
            if at.start != end {
                break;
            }
            whole.push_str(more);
            end = at.end;
            pieces += 1;
        }
        if find(&whole, 0).is_none() {
            return self.words(words, span);
        }
        self.covered = pieces;
        // Spans are exact where the text is as typed; behind an entity they fall back to the whole.
        let whole_span = Span::new(span.start, end);
        let exact = whole.len() == whole_span.len();
        let part = |from: usize, to: usize| if exact { Span::new(span.start + from, span.start + to) } else { whole_span };
        let mut at = 0;
        while let Some((from, to)) = find(&whole, at) {
            if from > at {
                self.words(&whole[at..from], part(at, from));
            }
            self.link_start(LinkType::Autolink, &whole[from..to], "", part(from, to));
            self.words(&whole[from..to], part(from, to));
            self.link_end();
            at = to;
        }
        if at < whole.len() {
            self.words(&whole[at..], part(at, whole.len()));
        }
    }
}

/// The first address at or behind byte `from`.
fn find(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    while let Some(found) = text[at..].find("http") {
        let start = at + found;
        let rest = &text[start..];
        let scheme = ["https://", "http://"].into_iter().find(|s| rest.starts_with(s));
        let glued = text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        if let Some(scheme) = scheme.filter(|_| !glued) {
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`') || is_wide(c)).unwrap_or(rest.len());
            let kept = trimmed(&rest[..length]);
            if kept[scheme.len().min(kept.len())..].starts_with(char::is_alphanumeric) {
                return Some((start, start + kept.len()));
            }
        }
        at = start + "http".len();
    }
    None
}

/// Punctuation of East Asian text, which never stands in an address as typed.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}' | '\u{2018}'..='\u{201f}')
}

/// An address without the punctuation of the sentence around it.
fn trimmed(address: &str) -> &str {
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        let closes = last == ')' && kept.matches(')').count() > kept.matches('(').count();
        if !closes && !matches!(last, '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | ']') {
            break;
        }
        kept = &kept[..kept.len() - last.len_utf8()];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        find(text, 0).map(|(from, to)| &text[from..to])
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        assert_eq!(found("See https://a.org/x_y?b=1&c, and"), Some("https://a.org/x_y?b=1&c"));
        assert_eq!(found("(https://a.org/x_(y))."), Some("https://a.org/x_(y)"));
        assert_eq!(found("见 https://a.org/x。下"), Some("https://a.org/x"));
        assert_eq!(found("xhttps://a.org https:// http https"), None);
    }
}
