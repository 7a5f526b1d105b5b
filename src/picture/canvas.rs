//! The dots of a picture, and plain shapes on them.

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// Steps between what covers a dot and what lies below it: few, so that all colours fit into a palette.
const STEPS: f32 = 15.0;

/// Dots, row by row.
#[derive(Debug)]
pub(super) struct Canvas {
    width: u32,
    height: u32,
    pub dots: Vec<Colour>,
}

impl Canvas {
    pub fn new(width: u32, height: u32, ground: Colour) -> Self {
        Self { width, height, dots: vec![ground; (width * height) as usize] }
    }

    /// Lays `colour` over a dot as far as it is covered, 0 to 1. A dot outside is nothing.
    pub fn blend(&mut self, x: u32, y: u32, coverage: f32, colour: Colour) {
        if x >= self.width || y >= self.height {
            return;
        }
        let share = (coverage * STEPS).round() / STEPS;
        if let Some(dot) = self.dots.get_mut((y * self.width + x) as usize) {
            for (below, above) in dot.iter_mut().zip(colour) {
                *below = (f32::from(*below) + (f32::from(above) - f32::from(*below)) * share).round() as u8;
            }
        }
    }

    /// A rectangle from left, top to right, bottom, at whole dots.
    pub fn rectangle(&mut self, corners: [f32; 4], colour: Colour) {
        self.round(corners, 0.0, colour);
    }

    /// The same with round corners.
    pub fn round(&mut self, [left, top, right, bottom]: [f32; 4], radius: f32, colour: Colour) {
        for y in top.max(0.0) as u32..bottom.ceil().max(0.0) as u32 {
            for x in left.max(0.0) as u32..right.ceil().max(0.0) as u32 {
                let (at_x, at_y) = (x as f32 + 0.5, y as f32 + 0.5);
                // How far the dot is outside the rectangle of the corners' centres.
                let out_x = (left + radius - at_x).max(at_x - right + radius).max(0.0);
                let out_y = (top + radius - at_y).max(at_y - bottom + radius).max(0.0);
                let distance = (out_x * out_x + out_y * out_y).sqrt();
                let coverage = if radius == 0.0 { 1.0 } else { (radius + 0.5 - distance).clamp(0.0, 1.0) };
                if coverage > 0.0 {
                    self.blend(x, y, coverage, colour);
                }
            }
        }
    }
}
