//! A [Body] as bytes, to be put away while other articles are read: [pack] and [unpack].
//!
//! Numbers are written seven bits a byte, the lowest first; a text is its length and its bytes. Words of the theme are
//! numbers in a list that the caller keeps ([Words]), so that what was packed is for the same process only.
//!
//! Invariant: [unpack] gives what [pack] was given; bytes that were cut short give nothing.

use super::body::{Body, Hole, Markup, Note, Section};
use std::sync::{PoisonError, RwLock};

/// Words of the theme that bodies name, by number.
#[derive(Debug, Default)]
pub struct Words(RwLock<Vec<&'static str>>);

impl Words {
    fn number(&self, word: &'static str) -> usize {
        let known = |words: &[&'static str]| words.iter().position(|w| *w == word);
        if let Some(n) = known(&self.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return n;
        }
        let mut words = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known(&words).unwrap_or_else(|| {
            words.push(word);
            words.len() - 1
        })
    }

    fn word(&self, number: usize) -> Option<&'static str> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(number).copied()
    }
}

/// A body as bytes.
pub fn pack(body: &Body, words: &Words) -> Vec<u8> {
    let mut out = Packer { out: Vec::with_capacity(body.size()), words };
    out.markup(&body.answer);
    out.number(body.sections.len());
    for section in &body.sections {
        out.number(section.index);
        out.markup(&section.heading);
        out.markup(&section.content);
    }
    out.number(body.notes.len());
    for note in &body.notes {
        out.text(&note.letter);
        out.text(&note.id);
        out.number(note.references.len());
        note.references.iter().for_each(|reference| out.text(reference));
        out.markup(&note.content);
    }
    out.markup(&body.markdown);
    out.out
}

/// The body that was packed, with the same words; `None` where the bytes are not whole.
pub fn unpack(bytes: &[u8], words: &Words) -> Option<Body> {
    let mut from = Unpacker { rest: bytes, words };
    let answer = from.markup()?;
    let section = |from: &mut Unpacker<'_>| Some(Section { index: from.number()?, heading: from.markup()?, content: from.markup()? });
    let sections = from.list(section)?;
    let note = |from: &mut Unpacker<'_>| {
        let (letter, id) = (from.text()?, from.text()?);
        Some(Note { letter, id, references: from.list(Unpacker::text)?, content: from.markup()? })
    };
    let notes = from.list(note)?;
    let markdown = from.markup()?;
    from.rest.is_empty().then_some(Body { answer, sections, notes, markdown })
}

struct Packer<'w> {
    out: Vec<u8>,
    words: &'w Words,
}

impl Packer<'_> {
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.out.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.out.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.out.extend_from_slice(text.as_bytes());
    }

    fn markup(&mut self, markup: &Markup) {
        self.text(&markup.html);
        self.number(markup.holes.len());
        for (at, hole) in &markup.holes {
            self.number(*at);
            self.hole(hole);
        }
    }

    fn hole(&mut self, hole: &Hole) {
        let (kind, number) = match hole {
            Hole::Citation(n) => (0, *n),
            Hole::Note(n, _) => (1, *n),
            Hole::Href(n) => (2, *n),
            Hole::Src(n) => (3, *n),
            Hole::Word(word) => (4, self.words.number(word)),
        };
        self.out.push(kind);
        self.number(number);
        if let Hole::Note(_, id) = hole {
            self.text(id);
        }
    }
}

struct Unpacker<'b> {
    rest: &'b [u8],
    words: &'b Words,
}

impl Unpacker<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0_usize, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()?;
        // A thing takes a byte at least: bytes that are damaged reserve no more than they could hold.
        let mut out = Vec::with_capacity(length.min(self.rest.len()));
        for _ in 0..length {
            out.push(item(self)?);
        }
        Some(out)
    }

    fn markup(&mut self) -> Option<Markup> {
        Some(Markup { html: self.text()?, holes: self.list(|from| Some((from.number()?, from.hole()?)))? })
    }

    fn hole(&mut self) -> Option<Hole> {
        let (kind, number) = (self.byte()?, self.number()?);
        match kind {
            0 => Some(Hole::Citation(number)),
            1 => Some(Hole::Note(number, self.text()?)),
            2 => Some(Hole::Href(number)),
            3 => Some(Hole::Src(number)),
            4 => self.words.word(number).map(Hole::Word),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::book::Bibliography;
    use crate::article::{Context, parse};
    use crate::base::path::SitePath;
    use crate::config::Settings;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_unpacked_is_what_was_packed() {
        let text = "---\ntitle: Q?\nsources: [{title: A, finding: F}, {title: B, finding: G}]\n---\nYes [1, 2].[^n]\n\n> [!NOTE]\n> Well.\n\n\
            ## Why? {#why}\n\nSee [b](b.md#x), ![p](p.svg) and [^n] again.[^m]\n\n- [x] done\n\n```rust\nfn é() {}\n```\n\n\
            | a | b |\n|---|---|\n| 1 | 2 [2] |\n\n[^n]: A note [1].\n[^m]: 注.\n";
        let (settings, shared, files) = (Settings::default(), Bibliography::default(), BTreeMap::new());
        let body = parse(&SitePath::new("content/a.md"), text, Context { settings: &settings, shared: &shared, files: &files }).value.body;
        let holes: Vec<&Hole> = body.sections.iter().flat_map(|s| &s.content.holes).chain(&body.answer.holes).map(|(_, h)| h).collect();
        let kinds: [fn(&Hole) -> bool; 5] = [
            |h| matches!(h, Hole::Citation(_)),
            |h| matches!(h, Hole::Note(..)),
            |h| matches!(h, Hole::Href(_)),
            |h| matches!(h, Hole::Src(_)),
            |h| matches!(h, Hole::Word(_)),
        ];
        assert!(kinds.iter().all(|kind| holes.iter().any(|hole| kind(hole))), "{holes:?}");
        assert!(body.notes.len() == 2 && !body.markdown.is_empty());
        let words = Words::default();
        let packed = pack(&body, &words);
        assert_eq!(unpack(&packed, &words), Some(body));
        for end in 0..packed.len() {
            assert_eq!(unpack(&packed[..end], &words), None, "cut at {end}");
        }
    }
}
