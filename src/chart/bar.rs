//! Bars that lie: each label above its bars, each value behind its bar.

use super::canvas::{Anchor, Canvas, LINE, WIDTH, cut, wide};
use super::scale::Scale;
use super::{Chart, with_unit};

/// Height of one bar.
const BAR: f64 = 13.0;

pub(super) fn draw(chart: &Chart, canvas: &mut Canvas) {
    let series = chart.head.len().saturating_sub(1);
    if series > 1 {
        canvas.legend(&chart.head[1..]);
    }
    let values = || chart.rows.iter().flat_map(|r| &r.cells);
    let room = values().map(|c| wide(&with_unit(c, &chart.unit))).fold(0.0, f64::max) + 8.0;
    let negative = values().any(|c| c.value.is_some_and(|v| v < 0.0));
    let from = if negative { room } else { 0.0 };
    let scale = Scale::round(values().filter_map(|c| c.value), true, 4, (from, (WIDTH - room).max(from + 40.0)));
    let mut y = canvas.height;
    for row in &chart.rows {
        canvas.words("lab", Anchor::Start, (0.0, y + 12.0), &cut(&row.label, WIDTH));
        y += LINE + 1.0;
        let bars = y;
        for (n, cell) in row.cells.iter().enumerate() {
            let Some(value) = cell.value else {
                canvas.words("soft", Anchor::Start, (scale.base() + 5.0, y + BAR - 2.0), "–");
                y += BAR + 2.0;
                continue;
            };
            canvas.area(&format!("s{}", n + 1), (scale.base(), y), (scale.at(value), y + BAR));
            let (anchor, gap) = if value < 0.0 { (Anchor::End, -5.0) } else { (Anchor::Start, 5.0) };
            canvas.words("val", anchor, (scale.at(value) + gap, y + BAR - 2.5), &with_unit(cell, &chart.unit));
            y += BAR + 2.0;
        }
        canvas.line("axis", &[(scale.base(), bars - 2.0), (scale.base(), y)]);
        y += 8.0;
    }
    canvas.height = y - 4.0;
}
