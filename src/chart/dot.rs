//! A dot for each value: each label above its line, the interval as a line with ends, the words behind.

use super::canvas::{Anchor, Canvas, LINE, WIDTH, cut, wide};
use super::scale::Scale;
use super::{Chart, Row, with_unit};

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas) {
    let values = chart.rows.iter().flat_map(|r| &r.cells).filter_map(|c| c.value);
    let edge = 10.0;
    let scale = Scale::round(values, false, 5, (edge, WIDTH - edge));
    let top = canvas.height + 2.0;
    let row_height = LINE + 20.0;
    let bottom = top + row_height * f64::from(u32::try_from(chart.rows.len()).unwrap_or(0));
    for (value, words) in scale.ticks() {
        let class = if value == 0.0 { "axis" } else { "grid" };
        canvas.line(class, &[(scale.at(value), top), (scale.at(value), bottom)]);
        canvas.words("soft", Anchor::Middle, (scale.at(value), bottom + 15.0), &words);
    }
    let mut y = top;
    for row in &chart.rows {
        draw_row(chart, row, y, scale, canvas);
        y += row_height;
    }
    canvas.height = bottom + 20.0;
    let title = axis_title(chart);
    if !title.is_empty() {
        canvas.words("soft", Anchor::Middle, (WIDTH / 2.0, canvas.height + 10.0), &cut(&title, WIDTH));
        canvas.height += 15.0;
    }
}

/// What is measured, and in what.
fn axis_title(chart: &Chart) -> String {
    let name = chart.head.get(1).map_or("", String::as_str);
    if chart.unit.is_empty() { name.to_owned() } else { format!("{name} ({})", chart.unit) }
}

fn draw_row(chart: &Chart, row: &Row, y: f64, scale: Scale, canvas: &mut Canvas) {
    let Some(value) = row.cells.first() else { return };
    let interval = match (row.cells.get(1).and_then(|c| c.value), row.cells.get(2).and_then(|c| c.value)) {
        (Some(low), Some(high)) => Some((low, high)),
        _ => None,
    };
    let mut words = with_unit(value, &chart.unit);
    if let (Some(_), [_, low, high, ..]) = (interval, row.cells.as_slice()) {
        words.push_str(&format!(" ({}–{})", low.text, high.text));
    }
    canvas.words("lab", Anchor::Start, (0.0, y + 12.0), &cut(&row.label, WIDTH - wide(&words) - 12.0));
    canvas.words("val", Anchor::End, (WIDTH, y + 12.0), &words);
    let middle = y + LINE + 8.0;
    if let Some((low, high)) = interval {
        canvas.line("span", &[(scale.at(low), middle), (scale.at(high), middle)]);
        for end in [low, high] {
            canvas.line("span", &[(scale.at(end), middle - 4.0), (scale.at(end), middle + 4.0)]);
        }
    }
    if let Some(value) = value.value {
        canvas.mark(0, (scale.at(value), middle));
    }
}
