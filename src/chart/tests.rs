//! What is drawn, and what is refused.

use super::*;
use crate::base::span::position;

const BARS: &str =
    "type: bar\ncaption: Accuracy [@a]\nunit: \"%\"\ndata:\n  - [Data, Accuracy]\n  - [Real, 94.5]\n  - [\"Both, mixed\", 97]\n";
const CSV: &str = "type: line\ncaption: C\n---\nYear, \"A \"\"x\"\"\", B\n2019, 1, 2\n2021, , 4\n2022, 3, 5\n";

fn drawn(text: &str, flow: Flow) -> String {
    let read = read(text);
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    svg(&read.block.unwrap().chart, "A <name>", flow)
}

fn told(text: &str) -> Vec<(usize, String)> {
    let read = read(text);
    assert!(read.block.is_none());
    read.faults.iter().map(|f| (position(text, f.span.start).line, format!("{}: {} | {}", f.rule, f.message, f.help.join(" ")))).collect()
}

#[test]
fn bars_carry_their_labels_and_values() {
    let svg = drawn(BARS, Flow::LeftToRight);
    assert!(svg.contains("aria-label=\"A &lt;name&gt;\"") && svg.contains(">94.5%</text>") && svg.contains(">Both, mixed</text>"), "{svg}");
    assert_eq!(svg.matches("<rect class=\"s1\"").count(), 2);
    assert!(!svg.contains("style="), "{svg}");
}

#[test]
fn a_line_has_gaps_where_the_data_has() {
    let svg = drawn(CSV, Flow::LeftToRight);
    assert_eq!(svg.matches("class=\"l2\"").count(), 1, "{svg}");
    assert_eq!(svg.matches("class=\"l1\"").count(), 0, "one value on each side of the gap makes no line\n{svg}");
    assert_eq!(svg.matches("<circle class=\"s1\"").count(), 3, "two values and the legend");
    assert!(svg.contains(">A &quot;x&quot;</text>"), "{svg}");
}

#[test]
fn right_to_left_is_mirrored() {
    let (ltr, rtl) = (drawn(BARS, Flow::LeftToRight), drawn(BARS, Flow::RightToLeft));
    assert!(
        ltr.contains("<text class=\"lab\" x=\"0\"") && rtl.contains("<text class=\"lab\" x=\"420\" y=\"12\" text-anchor=\"end\""),
        "{rtl}"
    );
}

#[test]
fn dots_have_their_intervals() {
    let svg = drawn(
        "type: dot\ncaption: C\ndata:\n  - [Study, Effect, low, high]\n  - [One, 0.5, 0.2, 0.8]\n  - [Two, -0.1, -0.4, 0.2]\n",
        Flow::LeftToRight,
    );
    assert_eq!(svg.matches("class=\"span\"").count(), 6);
    assert!(svg.contains(">0.5 (0.2–0.8)</text>"), "{svg}");
}

#[test]
fn the_table_says_what_the_drawing_shows() {
    let block = read(CSV).block.unwrap();
    let html = table(&block.chart);
    assert!(html.contains("<th scope=\"row\">2021</th><td class=\"a-right\">–</td><td class=\"a-right\">4</td>"), "{html}");
}

#[test]
fn each_mistake_has_its_line_and_its_fix() {
    for (text, line, words) in [
        ("type: pie\ncaption: C\ndata:\n  - [A, B]\n  - [x, 1]\n", 1, "`pie` is no kind of chart | it can be bar, column, line, dot"),
        ("type: bars\ncaption: C\ndata:\n  - [A, B]\n  - [x, 1]\n", 1, "did you mean `bar`?"),
        ("caption: C\ndata:\n  - [A, B]\n  - [x, 1%]\n", 4, "`1%` is no number"),
        ("caption: C\ndata:\n  - [A, B]\n  - [x]\n", 4, "this row has 1 cells"),
        ("type: bar\ndata:\n  - [A, B]\n  - [x, 1]\n", 1, "no caption"),
        ("captoin: C\ndata:\n  - [A, B]\n  - [x, 1]\n", 1, "did you mean `caption`?"),
        ("caption: C\n", 1, "no data"),
        ("caption: C\n---\nA, B\nx, 1\ny, 2, 3\n", 5, "this row has 3 cells"),
        ("caption: C\n---\nA\nx\n", 3, "one column"),
        ("type: dot\ncaption: C\n---\nA, B, C\nx, 1, 2\n", 4, "columns of numbers"),
        ("type: dot\ncaption: C\n---\nA, B, C, D\nx, 1, 2, 3\n", 5, "does not lie between"),
        ("caption: C\n---\nA, B\n", 3, "no rows"),
        ("caption: C: D\n---\nA, B\nx, 1\n", 1, "quote it"),
    ] {
        let told = told(text);
        assert!(told.iter().any(|(l, t)| *l == line && t.contains(words)), "{text}\n{told:?}");
    }
}

#[test]
fn no_text_makes_it_panic_or_draw_nonsense() {
    for cell in ["1e999", "999999999999999", "-0", "0", "nan", "inf", "\u{2212}5", "1.2.3", ".", "+", "٣"] {
        for kind in ["bar", "column", "line", "dot"] {
            let text = format!("type: {kind}\ncaption: C\n---\nA, B\n{cell}, {cell}\n\"\", 2\n");
            if let Some(block) = read(&text).block {
                let svg = svg(&block.chart, "", Flow::RightToLeft);
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{kind} {cell}: {svg}");
            }
        }
    }
}
