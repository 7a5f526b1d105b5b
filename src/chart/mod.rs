//! Charts: a small table drawn as SVG when the site is built, for articles and for `ibid report`.
//!
//! 1. [read()] reads the text of a `chart` block (YAML, or YAML with a CSV table below `---`) into a [Block].
//! 2. [svg()] draws a [Chart]; [table()] writes its data as an HTML table.
//!
//! Invariants: the SVG carries classes and presentation attributes only (no style, no script: a strict content security
//! policy lets it through); colours are the theme's; what the drawing shows the table says too.

mod bar;
mod canvas;
mod dot;
mod plane;
mod read;
mod scale;

pub use read::{KEYS, KINDS, Read, read};

use crate::base::html::escape_into;
use canvas::Canvas;

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Bars that lie, one below the other, with their labels above them.
    #[default]
    Bar,
    /// Bars that stand side by side.
    Column,
    /// Lines over years or other numbers, or over categories.
    Line,
    /// A dot for each value, with its interval if it has one.
    Dot,
}

/// Which way a page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flow {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From right to left: the drawing is mirrored.
    RightToLeft,
}

/// A table to draw.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// How it is drawn.
    pub kind: Kind,
    /// What stands behind each value (`%`); may be empty.
    pub unit: String,
    /// Names of the columns: the first names the labels, the others name the series.
    pub head: Vec<String>,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// What the values are of.
    pub label: String,
    /// One cell for each further column.
    pub cells: Vec<Cell>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// As typed.
    pub text: String,
    /// As a number; `None` where there is none.
    pub value: Option<f64>,
}

impl Cell {
    /// A value that is counted.
    pub fn count(n: usize) -> Self {
        Self { text: n.to_string(), value: u32::try_from(n).ok().map(f64::from) }
    }
}

/// A chart with its caption.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// The table and how it is drawn.
    pub chart: Chart,
    /// The caption as typed: Markdown, citations included.
    pub caption: String,
}

/// The drawing. `name` is what a screen reader calls it: the caption's words.
pub fn svg(chart: &Chart, name: &str, flow: Flow) -> String {
    let mut canvas = Canvas::new(flow);
    match chart.kind {
        Kind::Bar => bar::draw(chart, &mut canvas),
        Kind::Dot => dot::draw(chart, &mut canvas),
        Kind::Column | Kind::Line => plane::draw(chart, &mut canvas),
    }
    canvas.finish(name)
}

/// The data as an HTML table.
pub fn table(chart: &Chart) -> String {
    let mut out = String::from("<table>\n<thead><tr>");
    for name in &chart.head {
        out.push_str("<th scope=\"col\">");
        escape_into(&mut out, name);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &chart.rows {
        out.push_str("<tr><th scope=\"row\">");
        escape_into(&mut out, &row.label);
        out.push_str("</th>");
        for cell in &row.cells {
            out.push_str("<td class=\"a-right\">");
            escape_into(&mut out, &with_unit(cell, &chart.unit));
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

/// The value as typed, with its unit: `97%`, `12 kg`.
fn with_unit(cell: &Cell, unit: &str) -> String {
    match (cell.value, unit) {
        (None, _) => "–".to_owned(),
        (Some(_), "") => cell.text.clone(),
        (Some(_), "%" | "‰" | "°") => format!("{}{unit}", cell.text),
        (Some(_), unit) => format!("{}\u{a0}{unit}", cell.text),
    }
}

#[cfg(test)]
mod tests;
