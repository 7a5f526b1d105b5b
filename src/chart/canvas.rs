//! The drawing as it grows: shapes and words with classes, mirrored where the page is read from right to left.

use super::Flow;
use crate::base::html::escape_into;

/// Width of a drawing, in its own units; about pixels.
pub(super) const WIDTH: f64 = 420.0;

/// Height of a line of words.
pub(super) const LINE: f64 = 16.0;

/// Which end of the words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Where reading begins.
    Start,
    /// The middle.
    Middle,
    /// Where reading ends.
    End,
}

/// A drawing that grows downwards.
#[derive(Debug)]
pub(super) struct Canvas {
    out: String,
    flow: Flow,
    /// How far down it has grown.
    pub height: f64,
}

impl Canvas {
    pub fn new(flow: Flow) -> Self {
        Self { out: String::new(), flow, height: 0.0 }
    }

    fn x(&self, x: f64) -> f64 {
        match self.flow {
            Flow::LeftToRight => x,
            Flow::RightToLeft => WIDTH - x,
        }
    }

    /// Words whose baseline begins, is centred or ends at a place.
    pub fn words(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64), words: &str) {
        let anchor = match (anchor, self.flow) {
            (Anchor::Middle, _) => " text-anchor=\"middle\"",
            (Anchor::Start, Flow::LeftToRight) | (Anchor::End, Flow::RightToLeft) => "",
            (Anchor::End, Flow::LeftToRight) | (Anchor::Start, Flow::RightToLeft) => " text-anchor=\"end\"",
        };
        self.out.push_str(&format!("<text class=\"{class}\" x=\"{}\" y=\"{}\"{anchor}>", short(self.x(x)), short(y)));
        escape_into(&mut self.out, words);
        self.out.push_str("</text>\n");
    }

    /// A box from one corner to the other.
    pub fn area(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let (x1, x2) = (self.x(from.0), self.x(to.0));
        let (x, width, y, height) = (x1.min(x2), (x2 - x1).abs(), from.1.min(to.1), (to.1 - from.1).abs());
        self.out.push_str(&format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
            short(x),
            short(y),
            short(width),
            short(height)
        ));
    }

    /// A line through places.
    pub fn line(&mut self, class: &str, places: &[(f64, f64)]) {
        let path: Vec<String> = places.iter().map(|(x, y)| format!("{} {}", short(self.x(*x)), short(*y))).collect();
        self.out.push_str(&format!("<path class=\"{class}\" fill=\"none\" stroke=\"currentColor\" d=\"M{}\"/>\n", path.join("L")));
    }

    /// The mark of the n-th series, from 0: each has a shape of its own, since colour alone must not tell them apart.
    pub fn mark(&mut self, series: usize, (x, y): (f64, f64)) {
        let (x, class) = (self.x(x), format!("s{}", series + 1));
        let shape = |points: [(f64, f64); 4]| {
            let path: Vec<String> = points.iter().map(|(dx, dy)| format!("{} {}", short(x + dx), short(y + dy))).collect();
            format!("<path class=\"{class}\" d=\"M{}Z\"/>\n", path.join("L"))
        };
        let drawn = match series % 4 {
            0 => format!("<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"4\"/>\n", short(x), short(y)),
            1 => shape([(-3.7, -3.7), (3.7, -3.7), (3.7, 3.7), (-3.7, 3.7)]),
            2 => shape([(0.0, -5.2), (5.2, 0.0), (0.0, 5.2), (-5.2, 0.0)]),
            _ => shape([(0.0, -4.8), (4.8, 3.8), (-4.8, 3.8), (-4.8, 3.8)]),
        };
        self.out.push_str(&drawn);
    }

    /// Names of series with their marks, in as many lines as they need.
    pub fn legend(&mut self, names: &[String]) {
        let (mut x, mut y) = (0.0, 12.0);
        for (n, name) in names.iter().enumerate() {
            let name = cut(name, WIDTH - 24.0);
            let width = 14.0 + wide(&name) + 16.0;
            if x > 0.0 && x + width > WIDTH + 16.0 {
                (x, y) = (0.0, y + LINE + 2.0);
            }
            self.mark(n, (x + 5.0, y - 4.0));
            self.words("soft", Anchor::Start, (x + 14.0, y), &name);
            x += width;
        }
        self.height = y + 12.0;
    }

    /// The whole drawing.
    pub fn finish(self, name: &str) -> String {
        let height = short(self.height.ceil());
        let mut out =
            format!("<svg class=\"plot\" viewBox=\"0 0 {WIDTH} {height}\" direction=\"ltr\" font-size=\"12\" role=\"img\" aria-label=\"");
        escape_into(&mut out, name);
        out.push_str("\">\n");
        out.push_str(&self.out);
        out.push_str("</svg>\n");
        out
    }
}

/// A number with one decimal at most.
fn short(n: f64) -> String {
    let text = format!("{n:.1}");
    text.strip_suffix(".0").map_or(text.clone(), |t| if t == "-0" { "0".to_owned() } else { t.to_owned() })
}

/// About how wide words are: the browser's font is not known here.
pub(super) fn wide(words: &str) -> f64 {
    words
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ':' | '\'' | '|' | ' ' | '\u{a0}' => 3.8,
            'm' | 'w' | 'M' | 'W' | '%' => 10.2,
            'A'..='Z' => 8.4,
            '\u{1100}'..='\u{11ff}'
            | '\u{2e80}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ffef}' => 12.4,
            '\u{300}'..='\u{36f}' => 0.0,
            _ => 6.9,
        })
        .sum()
}

/// The words, cut where they are wider than there is room for. The table has them whole.
pub(super) fn cut(words: &str, room: f64) -> String {
    if wide(words) <= room {
        return words.to_owned();
    }
    let mut out = String::new();
    for c in words.chars() {
        if wide(&out) + 18.0 > room {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}
