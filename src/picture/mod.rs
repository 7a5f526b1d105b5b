//! The picture that is shown where an answer is shared (Open Graph): question, verdict and sources, drawn as PNG.
//!
//! 1. `font` reads the two embedded fonts, and draws text as coverage.
//! 2. `canvas` holds the dots.
//! 3. `layout` sets the question in as large a size as it fits in.
//! 4. `png` writes the file, with a palette.
//!
//! Every number is computed with plain arithmetic, in one order, so that all machines draw the same bytes. (A whole SVG
//! renderer would bring twenty crates; two suffice for filled outlines.) The fonts cover Latin, Greek and Cyrillic: a text
//! with a letter that they lack is left out ([lacks] says which), never drawn as boxes.

mod canvas;
mod font;
mod layout;
mod png;

use canvas::{Canvas, Colour};
use font::Font;

/// Width in dots; with [HEIGHT], the 1.91 to 1 that networks ask for.
pub const WIDTH: u32 = 1200;
/// Height in dots.
pub const HEIGHT: u32 = 630;

/// What the picture tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture<'a> {
    /// The site's name.
    pub site: &'a str,
    /// The question.
    pub question: &'a str,
    /// The answer in a word.
    pub verdict: Option<&'a str>,
    /// `4 of 5 sources cited`.
    pub evidence: Option<&'a str>,
    /// For each source in order, whether it is cited.
    pub cited: &'a [bool],
}

const GROUND: Colour = [0xff, 0xff, 0xff];
const TINT: Colour = [0xe9, 0xf1, 0xf8];
const INK: Colour = [0x1a, 0x1d, 0x21];
const SOFT: Colour = [0x54, 0x5d, 0x67];
const MARK: Colour = [0x0b, 0x55, 0x9b];

/// From the left and right edges to the text.
const MARGIN: f32 = 72.0;
/// Where the tinted foot begins.
const FOOT: f32 = 500.0;
/// Most sources that are shown as numbered boxes.
const MOST_BOXES: usize = 10;

/// The first letter of `text` that the fonts lack, if any.
pub fn lacks(text: &str) -> Option<char> {
    Font::words().lacks(text).or_else(|| Font::question().lacks(text))
}

/// Draws the picture as a PNG file.
pub fn png(picture: &Picture<'_>) -> Vec<u8> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, GROUND);
    canvas.rectangle([0.0, 0.0, WIDTH as f32, 12.0], MARK);
    canvas.rectangle([0.0, FOOT, WIDTH as f32, HEIGHT as f32], TINT);
    if picture.question.is_empty() || lacks(picture.question).is_some() {
        draw_headline(&mut canvas, picture.site);
    } else {
        draw_text(&mut canvas, Font::words(), picture.site, (MARGIN, 92.0, 30.0), SOFT);
        draw_headline(&mut canvas, picture.question);
    }
    let right = draw_boxes(&mut canvas, picture.cited);
    let mut at = MARGIN;
    if let Some(verdict) = picture.verdict.filter(|v| lacks(v).is_none()) {
        at = draw_verdict(&mut canvas, verdict);
    }
    if let Some(evidence) = picture.evidence.filter(|e| at + Font::words().width(e, 30.0) < right) {
        draw_text(&mut canvas, Font::words(), evidence, (at, FOOT + 76.0, 30.0), INK);
    }
    png::encode(WIDTH, HEIGHT, &canvas.dots)
}

/// Draws `text` from `x` on the base line `y` where the font has all of it; gives where it ends.
fn draw_text(canvas: &mut Canvas, font: &Font, text: &str, (x, y, size): (f32, f32, f32), colour: Colour) -> f32 {
    if font.lacks(text).is_some() {
        return x;
    }
    font.draw(text, (x, y, size), |dot_x, dot_y, coverage| canvas.blend(dot_x, dot_y, coverage, colour));
    x + font.width(text, size)
}

/// The question, or in its place the site's name.
fn draw_headline(canvas: &mut Canvas, text: &str) {
    let font = Font::question();
    let block = layout::fit(text, WIDTH as f32 - 2.0 * MARGIN, |text, size| font.width(text, size));
    // Set in the middle between the site's name and the foot.
    let height = block.leading() * block.lines.len() as f32;
    let mut y = 120.0 + (FOOT - 120.0 - height) / 2.0 + block.size * 0.92;
    for line in &block.lines {
        draw_text(canvas, font, line, (MARGIN, y, block.size), INK);
        y += block.leading();
    }
}

/// The verdict, white on the mark's colour; gives where the text behind it begins.
fn draw_verdict(canvas: &mut Canvas, verdict: &str) -> f32 {
    let width = Font::words().width(verdict, 30.0);
    canvas.round([MARGIN, FOOT + 37.0, MARGIN + width + 52.0, FOOT + 93.0], 28.0, MARK);
    draw_text(canvas, Font::words(), verdict, (MARGIN + 26.0, FOOT + 76.0, 30.0), GROUND) + 54.0
}

/// A numbered box for each source at the right, filled where it is cited; gives where they begin.
fn draw_boxes(canvas: &mut Canvas, cited: &[bool]) -> f32 {
    const SIDE: f32 = 48.0;
    const STEP: f32 = 60.0;
    let end = WIDTH as f32 - MARGIN;
    if cited.len() > MOST_BOXES {
        return end;
    }
    let start = end - cited.len() as f32 * STEP + (STEP - SIDE);
    for (n, cited) in cited.iter().enumerate() {
        let (x, y, number) = (start + n as f32 * STEP, FOOT + 41.0, (n + 1).to_string());
        canvas.round([x, y, x + SIDE, y + SIDE], 8.0, MARK);
        if !cited {
            canvas.round([x + 2.0, y + 2.0, x + SIDE - 2.0, y + SIDE - 2.0], 6.0, TINT);
        }
        let width = Font::words().width(&number, 26.0);
        let colour = if *cited { GROUND } else { MARK };
        draw_text(canvas, Font::words(), &number, (x + (SIDE - width) / 2.0, y + 33.0, 26.0), colour);
    }
    start - 24.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: Picture<'_> = Picture {
        site: "Answers",
        question: "Can synthetic data fully replace real-world data for training AI models?",
        verdict: Some("No"),
        evidence: Some("4 of 5 sources cited"),
        cited: &[true, false, true, true, true],
    };

    #[test]
    fn a_picture_is_a_png_of_its_size_and_the_same_each_time() {
        let bytes = png(&PICTURE);
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&bytes[16..24], [0, 0, 0x04, 0xb0, 0, 0, 0x02, 0x76]);
        assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
        assert_eq!(bytes, png(&PICTURE));
    }

    #[test]
    fn each_part_changes_the_picture() {
        let whole = png(&PICTURE);
        let others = [
            Picture { site: "Others", ..PICTURE },
            Picture { question: "Why?", ..PICTURE },
            Picture { verdict: None, ..PICTURE },
            Picture { evidence: None, ..PICTURE },
            Picture { cited: &[true, true, true, true, true], ..PICTURE },
        ];
        for other in others {
            assert_ne!(whole, png(&other), "{other:?}");
        }
    }

    #[test]
    fn letters_that_the_fonts_lack_are_told_and_their_text_is_left_out() {
        assert_eq!(lacks("Ist das wahr? Это правда? Αλήθεια;"), None);
        assert_eq!(lacks("Is 真 true?"), Some('真'));
        let without = Picture { question: "", ..PICTURE };
        assert_eq!(png(&Picture { question: "真?", ..PICTURE }), png(&without));
    }
}
