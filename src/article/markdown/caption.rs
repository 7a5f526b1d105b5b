//! Captions of tables: a paragraph that begins with `Table:`, above or below its table, or the line right below it.
//!
//! What is found moves behind the table's start, since a `<caption>` is the first thing in its table.

use super::tokens::Token;
use crate::base::span::Span;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

type Piece<'t> = (Token<'t>, Span);

/// What a caption begins with.
const MARKS: [&str; 2] = ["Table:", "table:"];

/// The tokens with each caption inside its table.
pub(super) fn inside_tables(mut tokens: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    if !tokens.iter().any(|(token, _)| matches!(token, Token::Event(Event::Start(Tag::Table(_))))) {
        return tokens;
    }
    let mut out: Vec<Piece<'_>> = Vec::with_capacity(tokens.len() + 2);
    tokens.reverse();
    while let Some(piece) = tokens.pop() {
        match &piece.0 {
            Token::Event(Event::Start(Tag::Table(_))) => {
                let above = caption_above(&mut out);
                let start = out.len();
                out.push(piece);
                rest_of_table(&mut tokens, &mut out);
                let caption = above.or_else(|| caption_below(&mut tokens)).or_else(|| caption_in_last_row(&mut out, start));
                let caption = caption.map(marked).unwrap_or_default();
                out.splice(start + 1..start + 1, caption);
            }
            _ => out.push(piece),
        }
    }
    out
}

fn rest_of_table<'t>(tokens: &mut Vec<Piece<'t>>, out: &mut Vec<Piece<'t>>) {
    while let Some(piece) = tokens.pop() {
        let ends = matches!(piece.0, Token::Event(Event::End(TagEnd::Table)));
        out.push(piece);
        if ends {
            return;
        }
    }
}

/// The paragraph that was written last, where it is a caption. One behind another table was taken by that already.
fn caption_above<'t>(out: &mut Vec<Piece<'t>>) -> Option<Vec<Piece<'t>>> {
    let behind = out.iter().rposition(|(token, _)| !matches!(token, Token::Anchor(_)))?;
    matches!(out[behind].0, Token::Event(Event::End(TagEnd::Paragraph))).then_some(())?;
    let start = out.iter().rposition(|(token, _)| matches!(token, Token::Event(Event::Start(Tag::Paragraph))))?;
    begins_caption(out.get(start + 1..behind)?.iter()).then_some(())?;
    let mut caption: Vec<Piece<'t>> = out.drain(start..).collect();
    caption.retain(|(token, _)| !is_paragraph(token));
    Some(caption)
}

/// The paragraph that comes next, where it is a caption; `tokens` are in reverse.
fn caption_below<'t>(tokens: &mut Vec<Piece<'t>>) -> Option<Vec<Piece<'t>>> {
    let start = tokens.iter().rposition(|(token, _)| !matches!(token, Token::Anchor(_)))?;
    matches!(tokens[start].0, Token::Event(Event::Start(Tag::Paragraph))).then_some(())?;
    let end = tokens[..start].iter().rposition(|(token, _)| matches!(token, Token::Event(Event::End(TagEnd::Paragraph))))?;
    begins_caption(tokens[end + 1..start].iter().rev()).then_some(())?;
    let mut caption: Vec<Piece<'t>> = tokens.drain(end..).rev().collect();
    caption.retain(|(token, _)| !is_paragraph(token));
    Some(caption)
}

/// The last row of the table that begins at `start`, where its first cell alone holds words and they are a caption: so the
/// parser reads a line right below a table.
fn caption_in_last_row<'t>(out: &mut Vec<Piece<'t>>, start: usize) -> Option<Vec<Piece<'t>>> {
    let row = start + out[start..].iter().rposition(|(token, _)| matches!(token, Token::Event(Event::Start(Tag::TableRow))))?;
    let cell_end = row + out[row..].iter().position(|(token, _)| matches!(token, Token::Event(Event::End(TagEnd::TableCell))))?;
    begins_caption(out.get(row + 2..cell_end)?.iter()).then_some(())?;
    let end = out.len().checked_sub(1)?;
    let is_cell = |(token, _): &Piece<'_>| {
        matches!(token, Token::Event(Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell) | Event::End(TagEnd::TableRow)))
    };
    out[cell_end..end].iter().all(is_cell).then_some(())?;
    let mut caption: Vec<Piece<'t>> = out.drain(row..end).collect();
    caption.truncate(cell_end - row);
    caption.drain(..2);
    Some(caption)
}

fn is_paragraph(token: &Token<'_>) -> bool {
    matches!(token, Token::Event(Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)))
}

fn begins_caption<'p, 't: 'p>(mut pieces: impl Iterator<Item = &'p Piece<'t>>) -> bool {
    let first = pieces.find(|(token, _)| !matches!(token, Token::Anchor(_)));
    matches!(first, Some((Token::Event(Event::Text(words)), _)) if MARKS.iter().any(|mark| words.starts_with(mark)))
}

/// A caption between its marks, without the word that it begins with.
fn marked(mut caption: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let first = caption.iter().position(|(token, _)| matches!(token, Token::Event(Event::Text(_)))).unwrap_or(0);
    if let Some((Token::Event(Event::Text(words)), span)) = caption.get_mut(first) {
        let bare = MARKS.iter().find_map(|mark| words.strip_prefix(mark)).unwrap_or(words).trim_start();
        let cut = words.len() - bare.len();
        *span = Span::new((span.start + cut).min(span.end), span.end);
        *words = CowStr::from(bare.to_owned());
    }
    let at = caption.first().map_or_else(Span::default, |(_, span)| *span);
    caption.insert(0, (Token::Caption(true), at));
    caption.push((Token::Caption(false), at));
    caption
}
