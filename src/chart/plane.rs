//! Values over a row of years, numbers or categories: lines, and bars that stand.

use super::canvas::{Anchor, Canvas, WIDTH, cut, wide};
use super::scale::Scale;
use super::{Chart, Kind};

/// Height of the part that holds the values.
const PLOT: f64 = 190.0;

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas) {
    let series = chart.head.len().saturating_sub(1);
    if series > 1 {
        canvas.legend(&chart.head[1..]);
    }
    let title = y_title(chart, series);
    if !title.is_empty() {
        canvas.words("soft", Anchor::Start, (0.0, canvas.height + 11.0), &cut(&title, WIDTH));
        canvas.height += 20.0;
    }
    let (top, bottom) = (canvas.height + 6.0, canvas.height + 6.0 + PLOT);
    let values = chart.rows.iter().flat_map(|r| &r.cells).filter_map(|c| c.value);
    let y = Scale::round(values, chart.kind == Kind::Column, 4, (bottom, top));
    let left = y.ticks().iter().map(|(_, words)| wide(words)).fold(0.0, f64::max) + 7.0;
    for (value, words) in y.ticks() {
        let class = if value == 0.0 { "axis" } else { "grid" };
        canvas.line(class, &[(left, y.at(value)), (WIDTH, y.at(value))]);
        canvas.words("soft", Anchor::End, (left - 5.0, y.at(value) + 4.0), &words);
    }
    let across = Across::of(chart, left);
    match chart.kind {
        Kind::Column => columns(chart, &across, y, canvas),
        _ => lines(chart, &across, y, canvas),
    }
    across.labels(chart, bottom + 16.0, canvas);
    canvas.height = bottom + 22.0;
    let x_title = chart.head.first().map_or("", String::as_str);
    if !x_title.is_empty() {
        canvas.words("soft", Anchor::Middle, (f64::midpoint(left, WIDTH), canvas.height + 10.0), &cut(x_title, WIDTH - left));
        canvas.height += 15.0;
    }
}

fn y_title(chart: &Chart, series: usize) -> String {
    let name = if series == 1 { chart.head[1].as_str() } else { "" };
    match (name, chart.unit.as_str()) {
        (name, "") => name.to_owned(),
        ("", unit) => unit.to_owned(),
        (name, unit) => format!("{name} ({unit})"),
    }
}

/// Where the rows lie across.
struct Across {
    places: Vec<f64>,
    /// Room for one row.
    slot: f64,
    /// The scale of numbers, where the labels are some.
    numbers: Option<Scale>,
}

impl Across {
    fn of(chart: &Chart, left: f64) -> Self {
        let count = f64::from(u32::try_from(chart.rows.len().max(1)).unwrap_or(1));
        let slot = (WIDTH - left) / count;
        let middles = || (0..chart.rows.len()).map(|n| left + slot * (f64::from(u32::try_from(n).unwrap_or(0)) + 0.5)).collect();
        let numbers: Option<Vec<f64>> = chart.rows.iter().map(|r| super::read::number(&r.label)).collect();
        match numbers {
            Some(numbers) if chart.kind == Kind::Line && numbers.len() > 1 => {
                let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
                let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let scale = Scale::exact(low, high, (left + 10.0, WIDTH - 14.0));
                Self { places: numbers.iter().map(|n| scale.at(*n)).collect(), slot, numbers: Some(scale) }
            }
            _ => Self { places: middles(), slot, numbers: None },
        }
    }

    /// Labels below the plot: all of them, or every second, third … where they would meet.
    fn labels(&self, chart: &Chart, y: f64, canvas: &mut Canvas) {
        if let Some(scale) = self.numbers {
            for (value, words) in scale.ticks() {
                canvas.words("soft", Anchor::Middle, (scale.at(value), y), &words);
            }
            return;
        }
        let widest = chart.rows.iter().map(|r| wide(&r.label)).fold(0.0, f64::max).min(110.0) + 8.0;
        let every = ((widest / self.slot).ceil().max(1.0)) as usize;
        for (n, (row, x)) in chart.rows.iter().zip(&self.places).enumerate() {
            if n.is_multiple_of(every) {
                canvas.words("soft", Anchor::Middle, (*x, y), &cut(&row.label, 110.0));
            }
        }
    }
}

fn columns(chart: &Chart, across: &Across, y: Scale, canvas: &mut Canvas) {
    let series = f64::from(u32::try_from(chart.head.len().saturating_sub(1).max(1)).unwrap_or(1));
    let room = across.slot * 0.76;
    for (row, x) in chart.rows.iter().zip(&across.places) {
        for (n, cell) in row.cells.iter().enumerate() {
            let Some(value) = cell.value.filter(|v| *v != 0.0) else { continue };
            let start = x - room / 2.0 + room / series * f64::from(u32::try_from(n).unwrap_or(0));
            canvas.area(&format!("s{}", n + 1), (start, y.base()), (start + room / series * 0.92, y.at(value)));
        }
    }
}

fn lines(chart: &Chart, across: &Across, y: Scale, canvas: &mut Canvas) {
    for n in 0..chart.head.len().saturating_sub(1) {
        let cells = chart.rows.iter().zip(&across.places).map(|(row, x)| Some((*x, y.at(row.cells.get(n)?.value?))));
        let places: Vec<Option<(f64, f64)>> = cells.collect();
        // A gap in the data is a gap in the line.
        for run in places.split(Option::is_none) {
            let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
            if run.len() > 1 {
                canvas.line(&format!("l{}", n + 1), &run);
            }
        }
        if chart.rows.len() <= 40 {
            for place in places.into_iter().flatten() {
                canvas.mark(n, place);
            }
        }
    }
}
