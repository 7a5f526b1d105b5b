//! A question in lines: in the largest size that it fits in, the lines about as long as each other.

/// Sizes with the most lines that each may take.
const SIZES: [(f32, usize); 5] = [(78.0, 3), (68.0, 4), (58.0, 5), (50.0, 5), (44.0, 6)];

/// A text, broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub size: f32,
    pub lines: Vec<String>,
}

impl Block {
    /// From one base line to the next.
    pub fn leading(&self) -> f32 {
        self.size * 1.18
    }
}

/// `text` in lines of at most `width`; cut off with `…` where it is too long for the smallest size.
pub(super) fn fit(text: &str, width: f32, measure: impl Fn(&str, f32) -> f32) -> Block {
    for (size, most) in SIZES {
        let lines = lines(text, width, &|t| measure(t, size));
        if lines.len() <= most {
            return Block { size, lines: even(text, width, lines, &|t| measure(t, size)) };
        }
    }
    let (size, most) = SIZES[SIZES.len() - 1];
    let mut lines = lines(text, width, &|t| measure(t, size));
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        while measure(&format!("{last}…"), size) > width && last.pop().is_some() {}
        *last = format!("{}…", last.trim_end());
    }
    Block { size, lines }
}

/// The same number of lines, in the narrowest of some widths that gives it.
fn even(text: &str, width: f32, whole: Vec<String>, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let narrower = (50..100).map(|percent| lines(text, width * percent as f32 / 100.0, measure));
    narrower.into_iter().find(|tried| tried.len() == whole.len()).unwrap_or(whole)
}

fn lines(text: &str, width: f32, measure: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if measure(&longer) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            out.push(std::mem::take(&mut line));
        }
        // A word that is wider than the line is broken where it has to be.
        for c in word.chars() {
            if !line.is_empty() && measure(&format!("{line}{c}")) > width {
                out.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter is half as wide as it is high.
    fn measure(text: &str, size: f32) -> f32 {
        text.chars().count() as f32 * size / 2.0
    }

    #[test]
    fn a_short_question_is_large_and_a_long_one_small() {
        assert_eq!(fit("Why?", 1000.0, measure), Block { size: 78.0, lines: vec!["Why?".to_owned()] });
        let long = "word ".repeat(30);
        assert_eq!(fit(&long, 1000.0, measure).size, 58.0);
    }

    #[test]
    fn lines_are_about_as_long_as_each_other() {
        let block = fit("one two three four five six seven eig", 1000.0, measure);
        assert_eq!(block.lines, ["one two three four", "five six seven eig"]);
    }

    #[test]
    fn what_does_not_fit_is_cut_off_and_a_long_word_is_broken() {
        let block = fit(&"word ".repeat(200), 1000.0, measure);
        assert!(block.lines.len() == 6 && block.lines[5].ends_with('…'), "{block:?}");
        let block = fit(&"x".repeat(90), 1000.0, measure);
        assert!(block.lines.iter().all(|l| measure(l, block.size) <= 1000.0) && block.lines.len() > 1);
        assert_eq!(fit("", 1000.0, measure).lines, Vec::<String>::new());
    }
}
