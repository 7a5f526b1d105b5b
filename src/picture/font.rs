//! The embedded fonts. The one door to `ttf-parser` (which reads outlines) and `ab_glyph_rasterizer` (which fills them).

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use std::sync::OnceLock;
use ttf_parser::{Face, OutlineBuilder};

/// A font of the binary.
#[derive(Debug)]
pub(super) struct Font {
    face: Option<Face<'static>>,
}

impl Font {
    /// For the question: a bold serif.
    pub fn question() -> &'static Self {
        static FONT: OnceLock<Font> = OnceLock::new();
        FONT.get_or_init(|| Self { face: Face::parse(include_bytes!("fonts/question.ttf"), 0).ok() })
    }

    /// For all else: a sans.
    pub fn words() -> &'static Self {
        static FONT: OnceLock<Font> = OnceLock::new();
        FONT.get_or_init(|| Self { face: Face::parse(include_bytes!("fonts/words.ttf"), 0).ok() })
    }

    /// The first letter of `text` that the font lacks.
    pub fn lacks(&self, text: &str) -> Option<char> {
        text.chars().find(|c| self.face.as_ref().and_then(|f| f.glyph_index(*c)).is_none())
    }

    /// Width of a line of text.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let Some(face) = &self.face else { return 0.0 };
        let glyphs = text.chars().filter_map(|c| face.glyph_index(c));
        let units: u32 = glyphs.map(|g| u32::from(face.glyph_hor_advance(g).unwrap_or(0))).sum();
        units as f32 * size / f32::from(face.units_per_em())
    }

    /// Draws a line of text from `x` on the base line `y`: `dot` gets the place and the coverage, 0 to 1, of each dot.
    pub fn draw(&self, text: &str, (x, y, size): (f32, f32, f32), mut dot: impl FnMut(u32, u32, f32)) {
        let Some(face) = &self.face else { return };
        let scale = size / f32::from(face.units_per_em());
        let (left, top) = (x.floor(), (y - size * 1.2).floor());
        let (width, height) = ((x - left + self.width(text, size)).ceil() as usize + 8, (size * 1.7).ceil() as usize);
        let mut outline =
            Outline { rasterizer: Rasterizer::new(width, height), scale, origin: point(x - left, y - top), start: None, at: None };
        for c in text.chars() {
            let Some(glyph) = face.glyph_index(c) else { continue };
            face.outline_glyph(glyph, &mut outline);
            outline.origin.x += f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
        }
        let (left, top) = (left.max(0.0) as u32, top.max(0.0) as u32);
        outline.rasterizer.for_each_pixel_2d(|dot_x, dot_y, coverage| {
            if coverage > 0.0 {
                dot(left + dot_x, top + dot_y, coverage.min(1.0));
            }
        });
    }
}

/// Passes a glyph's outline on, in dots of the picture.
struct Outline {
    rasterizer: Rasterizer,
    scale: f32,
    /// Where the glyph's own origin is.
    origin: Point,
    start: Option<Point>,
    at: Option<Point>,
}

impl Outline {
    fn place(&self, x: f32, y: f32) -> Point {
        point(self.origin.x + x * self.scale, self.origin.y - y * self.scale)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = Some(self.place(x, y));
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        if let Some(at) = self.at.replace(to) {
            self.rasterizer.draw_line(at, to);
        }
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.place(x1, y1), self.place(x, y));
        if let Some(at) = self.at.replace(to) {
            self.rasterizer.draw_quad(at, control, to);
        }
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, to) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        if let Some(at) = self.at.replace(to) {
            self.rasterizer.draw_cubic(at, first, second, to);
        }
    }

    fn close(&mut self) {
        if let (Some(at), Some(start)) = (self.at.take(), self.start.take()) {
            self.rasterizer.draw_line(at, start);
        }
    }
}
