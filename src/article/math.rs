//! LaTeX math to MathML Core, at build time. The one door to `math-core`, which was chosen over `pulldown-latex` and
//! `latex2mathml` since it is the one that is kept up with MathML Core and reports what it cannot read.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::cell::RefCell;

thread_local! {
    static CONVERTER: RefCell<Option<LatexToMathML>> = RefCell::new(LatexToMathML::new(MathCoreConfig::default()).ok());
}

/// How a formula stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// In a line.
    Inline,
    /// In a block of its own.
    Block,
}

/// Longest formula that is converted, in bytes.
pub const LONGEST: usize = 16 * 1024;

/// `latex` as a `<math>` element, or why it cannot be read (lower case, no full stop).
pub fn mathml(latex: &str, display: Display) -> Result<String, String> {
    if latex.len() > LONGEST {
        return Err(format!("the formula has {} bytes; {LONGEST} are read at most", latex.len()));
    }
    let display = match display {
        Display::Inline => MathDisplay::Inline,
        Display::Block => MathDisplay::Block,
    };
    CONVERTER.with_borrow(|converter| match converter {
        Some(converter) => converter.convert_with_local_state(latex, display).map(|done| done.mathml).map_err(|e| e.to_string()),
        None => Err("the converter did not start".to_owned()),
    })
}
