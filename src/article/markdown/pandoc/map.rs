//! A rewritten text that knows where each of its bytes came from.

use crate::base::span::Span;

/// Text put together from pieces of another and from inserted words.
#[derive(Debug, Default)]
pub struct Mapped {
    /// The new text.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A piece of the new text: copied from `old` on, or inserted at `old`.
#[derive(Debug, Clone, Copy)]
struct Piece {
    new: usize,
    old: usize,
    copied: bool,
}

impl Mapped {
    /// Appends what stands at `span` of `text`.
    pub fn copy(&mut self, text: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        let goes_on = self.pieces.last().is_some_and(|p| p.copied && p.old + (self.text.len() - p.new) == span.start);
        if !goes_on {
            self.pieces.push(Piece { new: self.text.len(), old: span.start, copied: true });
        }
        self.text.push_str(span.slice(text));
    }

    /// Appends words that stand for what was at `old`.
    pub fn insert(&mut self, words: &str, old: usize) {
        if !words.is_empty() {
            self.pieces.push(Piece { new: self.text.len(), old, copied: false });
            self.text.push_str(words);
        }
    }

    /// Where in the old text a span of the new one stands.
    pub fn old(&self, span: Span) -> Span {
        let start = self.place(span.start);
        let end = if span.is_empty() { start } else { self.place(span.end - 1) + 1 };
        Span::new(start, end.max(start))
    }

    fn place(&self, new: usize) -> usize {
        let at = self.pieces.partition_point(|p| p.new <= new).checked_sub(1);
        match at.and_then(|at| self.pieces.get(at)) {
            Some(piece) if piece.copied => piece.old + (new - piece.new),
            Some(piece) => piece.old,
            None => new,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back() {
        let old = "one {x} two";
        let mut map = Mapped::default();
        map.copy(old, Span::new(0, 4));
        map.insert("<<", 4);
        map.copy(old, Span::new(7, 11));
        assert_eq!(map.text, "one << two");
        assert_eq!(map.old(Span::new(7, 10)), Span::new(8, 11));
        assert_eq!(map.old(Span::new(0, 3)), Span::new(0, 3));
    }
}
