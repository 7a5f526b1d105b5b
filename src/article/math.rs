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

/// `latex` as a `<math>` element, or why it cannot be read (lower case, no full stop): over `longest` bytes, for one.
pub fn mathml(latex: &str, display: Display, longest: usize) -> Result<String, String> {
    if latex.len() > longest {
        return Err(format!("it has {} bytes, and {longest} are read (`limits:` with `formula:` in ibid.yaml)", latex.len()));
    }
    let display = match display {
        Display::Inline => MathDisplay::Inline,
        Display::Block => MathDisplay::Block,
    };
    CONVERTER.with_borrow(|converter| match converter {
        Some(converter) => {
            converter.convert_with_local_state(latex, display).map(|done| without_styles(done.mathml)).map_err(|e| e.to_string())
        }
        None => Err("the converter did not start".to_owned()),
    })
}

/// Styles in attributes as classes and attributes: a strict content security policy forbids the former. The theme's
/// style sheet has the classes `m-left`, `m-right`, `m-top` …; a colour is MathML Core's `mathcolor`.
fn without_styles(mathml: String) -> String {
    if !mathml.contains(" style=\"") {
        return mathml;
    }
    let mut parts = mathml.split(" style=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (style, rest) = part.split_once('"').unwrap_or((part, ""));
        let mut classes: Vec<&str> = Vec::new();
        for declaration in style.split(';') {
            let (name, value) = declaration.split_once(':').map_or((declaration, ""), |(n, v)| (n.trim(), v.trim()));
            match (name, value) {
                ("color", colour) if is_colour(colour) => out.push_str(&format!(" mathcolor=\"{colour}\"")),
                ("text-align", "left") => classes.push("m-left"),
                ("text-align", "right") => classes.push("m-right"),
                ("border-top", _) => classes.push("m-top"),
                ("border-bottom", _) => classes.push("m-bottom"),
                ("border-left", _) => classes.push("m-start"),
                ("border-right", _) => classes.push("m-end"),
                ("font-variant-caps", "small-caps") => classes.push("m-caps"),
                _ => {}
            }
        }
        if !classes.is_empty() {
            out.push_str(&format!(" class=\"{}\"", classes.join(" ")));
        }
        out.push_str(rest);
    }
    out
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').unwrap_or(text).bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_style_stands_in_an_attribute() {
        let aligned = mathml("\\begin{aligned} a &= b \\end{aligned}", Display::Block, 1_000).unwrap();
        assert!(aligned.contains("class=\"m-right\"") && !aligned.contains(" style="), "{aligned}");
        let red = mathml("\\color{red}x", Display::Inline, 1_000).unwrap();
        assert!(red.contains("mathcolor=\"#FF0000\"") && !red.contains(" style="), "{red}");
        assert!(mathml("\\frac{1", Display::Inline, 1_000).is_err());
    }
}
