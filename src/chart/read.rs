//! From the text of a `chart` block to a [Block], with everything that is wrong in it.

use super::{Block, Cell, Chart, Kind, Row};
use crate::base::near::nearest;
use crate::base::span::Span;
use crate::base::yaml::{self, Fault, Step};
use serde::Deserialize;

/// The keys of a block.
pub const KEYS: [&str; 4] = ["type", "caption", "unit", "data"];

/// The words of `type:`.
pub const KINDS: [(&str, Kind); 4] = [("bar", Kind::Bar), ("column", Kind::Column), ("line", Kind::Line), ("dot", Kind::Dot)];

/// Most rows and most series: what a reader can still make out.
const ROWS: usize = 200;
const SERIES: usize = 6;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Raw {
    #[serde(rename = "type")]
    kind: Option<String>,
    caption: Option<String>,
    unit: Option<String>,
    data: Option<Vec<Vec<String>>>,
}

/// What was read.
#[derive(Debug)]
pub struct Read {
    /// The chart; `None` where the block says too little to draw one.
    pub block: Option<Block>,
    /// What is wrong, by place in the block's text.
    pub faults: Vec<Fault>,
}

fn keys(path: &[Step<'_>]) -> Option<&'static [&'static str]> {
    match path {
        [] => Some(&KEYS),
        [Step::Key("data"), ..] => None,
        _ => Some(&[]),
    }
}

/// A row of the table as typed, with its place.
type TypedRow = (Vec<String>, Span);

/// Reads the text of a block.
pub fn read(text: &str) -> Read {
    let (head, csv) = split(text);
    let decoded = yaml::decode::<Raw>(head, keys);
    let mut faults: Vec<Fault> = decoded.faults.into_iter().map(|f| Fault { rule: "chart-syntax", warning: false, ..f }).collect();
    let raw = decoded.value;
    let at = |key: &'static str| decoded.outline.span(&[Step::Key(key)]);
    let kind = kind(raw.kind.as_deref(), at("type"), &mut faults);
    let caption = raw.caption.unwrap_or_default().trim().to_owned();
    let first = Span::new(0, text.find('\n').unwrap_or(text.len()));
    let known = |key: &str| decoded.outline.find(&[Step::Key(key)]).is_some();
    if caption.is_empty() && (faults.is_empty() || !known("caption")) {
        let fault = Fault::new("chart-syntax", first, "the chart has no caption");
        faults.push(fault.help("say what it shows and where the figures are from: `caption: Accuracy by data [@source]`"));
    }
    let rows: Vec<TypedRow> = match (raw.data, csv) {
        (Some(rows), None) => {
            let place = |n| decoded.outline.span(&[Step::Key("data"), Step::Item(n)]);
            rows.into_iter().enumerate().map(|(n, row)| (row, place(n))).collect()
        }
        (None, Some(at)) => csv_rows(text, at),
        (Some(_), Some(_)) => {
            faults.push(Fault::new("chart-syntax", at("data"), "the data is given twice: here, and below `---`").help("keep one of them"));
            Vec::new()
        }
        (None, None) => {
            if faults.is_empty() {
                let fault = Fault::new("chart-syntax", first, "the chart has no data");
                faults.push(fault.help("give it as rows below `data:`, or as CSV below a line `---`"));
            }
            Vec::new()
        }
    };
    let chart = table(kind, rows, &mut faults).map(|c| Chart { unit: raw.unit.unwrap_or_default().trim().to_owned(), ..c });
    faults.sort_by_key(|f| f.span);
    let block = chart.filter(|_| faults.is_empty()).map(|chart| Block { chart, caption });
    Read { block, faults }
}

/// The YAML, and where the CSV begins if there is any.
fn split(text: &str) -> (&str, Option<usize>) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return (&text[..at], Some(at + line.len()));
        }
        at += line.len();
    }
    (text, None)
}

fn kind(typed: Option<&str>, at: Span, faults: &mut Vec<Fault>) -> Kind {
    let Some(typed) = typed.map(str::trim).filter(|t| !t.is_empty()) else { return Kind::default() };
    if let Some((_, kind)) = KINDS.iter().find(|(word, _)| *word == typed) {
        return *kind;
    }
    let help = match nearest(typed, KINDS.iter().map(|(word, _)| *word)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it can be {}", KINDS.map(|(word, _)| word).join(", ")),
    };
    faults.push(Fault::new("chart-syntax", at, format!("`{typed}` is no kind of chart")).help(help));
    Kind::default()
}

fn csv_rows(text: &str, start: usize) -> Vec<TypedRow> {
    let mut out = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let clean = line.trim_end();
        if !clean.is_empty() {
            out.push((cells(clean), Span::new(at, at + clean.len())));
        }
        at += line.len();
    }
    out
}

/// The cells of a line of CSV (RFC 4180): separated by commas; in quotes where they hold one, with quotes doubled.
fn cells(line: &str) -> Vec<String> {
    let (mut out, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
            ',' if !quoted => out.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    out.push(cell);
    out.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The rows as a table of numbers: the first row names the columns.
fn table(kind: Kind, rows: Vec<TypedRow>, faults: &mut Vec<Fault>) -> Option<Chart> {
    let mut rows = rows.into_iter();
    let (head, at) = rows.next()?;
    let mut wrong = |span, message: String, help: &str| faults.push(Fault::new("chart-data", span, message).help(help));
    let series = head.len().saturating_sub(1);
    match (kind, series) {
        (_, 0) => wrong(at, "the table has one column".to_owned(), "the first column holds the labels, the others hold numbers"),
        (Kind::Dot, 2 | 4..) => {
            wrong(
                at,
                format!("a chart of dots has a value, or a value with its interval, and {series} columns of numbers are given"),
                "give two columns, `label, value`, or four, `label, value, low, high`",
            );
        }
        (_, n) if n > SERIES => wrong(at, format!("the chart has {n} series"), "a reader can tell six apart: make two charts of it"),
        _ => {}
    }
    let mut out = Vec::new();
    for (row, span) in rows {
        if row.len() != head.len() {
            let message = format!("this row has {} cells, and the first row names {} columns", row.len(), head.len());
            wrong(span, message, "give each row as many cells; one that holds a comma is put in quotes");
            continue;
        }
        out.extend(read_row(kind, row, span, &mut wrong));
        if out.len() > ROWS {
            wrong(span, format!("the chart has more than {ROWS} rows"), "gather some of them, or show the data as a table");
            return None;
        }
    }
    if out.is_empty() && series > 0 {
        wrong(at, "the table has no rows".to_owned(), "the first row names the columns; put the values below it");
    }
    Some(Chart { kind, unit: String::new(), head, rows: out })
}

fn read_row(kind: Kind, row: Vec<String>, span: Span, wrong: &mut impl FnMut(Span, String, &str)) -> Option<Row> {
    let mut row = row.into_iter();
    let label = row.next()?;
    let mut cells = Vec::new();
    for text in row {
        let missing = matches!(text.trim(), "" | "~" | "–" | "-");
        let value = number(&text);
        if value.is_none() && !missing {
            wrong(
                span,
                format!("`{text}` is no number"),
                "write it plainly, such as 94.5 or -3; the unit belongs into `unit:`, and a gap is left empty",
            );
        }
        cells.push(Cell { text, value });
    }
    if let (Kind::Dot, [Some(value), Some(low), Some(high)]) = (kind, cells.iter().map(|c| c.value).collect::<Vec<_>>().as_slice())
        && !(low <= value && value <= high)
    {
        wrong(span, format!("{value} does not lie between {low} and {high}"), "the columns are: label, value, low end, high end");
    }
    Some(Row { label, cells })
}

/// A plain number: digits, at most one point, a sign.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace('\u{2212}', "-");
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let plain = !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|n: &f64| plain && n.is_finite())
}
