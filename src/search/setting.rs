//! The one scoring setting, and the whole-number arithmetic that makes Rust and JavaScript rank alike.
//!
//! BM25F: what the question has of a word counts several times what the text has of it, each discounted for its length.
//! The part of a score that depends on the article alone is worked out while indexing and kept in four bits, the
//! impact; the part that depends on the word alone, its rarity, is worked out from whole numbers when a question is
//! asked. So a score is a sum of products of whole numbers, the same everywhere.

/// How scores are made. [Setting::default] is what `ibid` uses for all sites and languages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// How slowly repetition saturates.
    pub k1: f32,
    /// How much long texts are discounted.
    pub b: f32,
    /// Weight of a word of the question (title).
    pub question: f32,
    /// Weight of a word of a heading or a topic.
    pub heading: f32,
    /// Weight of a word of a source's title, authors and identifiers.
    pub source: f32,
    /// Strongest postings kept for a word.
    pub keep: usize,
    /// Words kept of an article, the most telling; those of the question and of headings and rare ones are kept besides.
    pub words: usize,
}

impl Default for Setting {
    fn default() -> Self {
        Self { k1: 2.0, b: 0.75, question: 6.0, heading: 2.0, source: 0.5, keep: 256, words: 120 }
    }
}

/// Impacts are 0 to `LEVELS` − 1.
pub const LEVELS: u32 = 16;

impl Setting {
    /// The impact of a word as a fraction of one: how often the question has it, and its weight in the rest, each
    /// divided by the discount for its length.
    pub fn impact(&self, question: f32, rest: f32) -> f32 {
        let weight = self.question * question + rest;
        weight / (self.k1 + weight)
    }

    /// The discount for a question of `length` words where the mean is `mean`.
    pub fn question_norm(&self, length: f32, mean: f32) -> f32 {
        1.0 - QUESTION_B + QUESTION_B * length / mean.max(1.0)
    }

    /// The discount for a text of `length` where the mean is `mean`.
    pub fn norm(&self, length: f32, mean: f32) -> f32 {
        1.0 - self.b + self.b * length / mean.max(1.0)
    }
}

/// Discount for length within questions: a word counts nearly alike in all.
const QUESTION_B: f32 = 0.3;

/// The four-bit level of an impact between 0 and 1: of its power 11/16, so that an article that has several words of a
/// question goes before one that is full of a single one. Roots alone, since they are the same on every machine.
pub fn level(impact: f32) -> u8 {
    let power = (impact * (impact * impact.sqrt()).sqrt().sqrt()).sqrt();
    ((power * LEVELS as f32) as u32).min(LEVELS - 1) as u8
}

/// What an impact level is worth in a score: twice the middle of the range it stands for.
pub fn worth(level: u8) -> u32 {
    2 * u32::from(level) + 1
}

/// `n` rounded to about three significant bits, so that an edit of one article moves no other article's score.
pub fn steady(n: u32) -> u32 {
    let shift = (32 - n.leading_zeros()).saturating_sub(4);
    ((n + (1 << shift >> 1)) >> shift) << shift
}

/// How telling a word is that `df` of `n` articles have: 16 · log2(1 + (n − df + ½)/(df + ½)), as BM25 has it.
pub fn rarity(n: u32, df: u32) -> u32 {
    let df = df.min(n);
    log2_16((2 * u64::from(n) + 2) * 256 / (2 * u64::from(df) + 1)).saturating_sub(8 * 16)
}

/// 16 · log2(x), rounded down, by shifts and squarings of whole numbers below 2^53 (JavaScript's exact range).
fn log2_16(x: u64) -> u32 {
    let x = x.max(1);
    let whole = 63 - x.leading_zeros();
    let mut m = if whole > 15 { x >> (whole - 15) } else { x << (15 - whole) };
    let mut out = whole;
    for _ in 0..4 {
        m = (m * m) >> 15;
        let bit = m >> 16;
        out = out * 2 + bit as u32;
        m >>= bit;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarity_is_the_logarithm_it_says() {
        for (n, df) in [(1, 1), (10, 1), (1000, 3), (50_000, 700), (100_000, 100_000)] {
            let exact = 16.0 * (1.0 + (f64::from(n) - f64::from(df) + 0.5) / (f64::from(df) + 0.5)).log2();
            assert!((f64::from(rarity(n, df)) - exact).abs() < 1.2, "{n} {df}: {} {exact}", rarity(n, df));
        }
    }

    #[test]
    fn steady_numbers_stay_within_a_sixteenth() {
        for n in [0, 1, 7, 15, 16, 100, 12_345, 4_000_000] {
            assert!(steady(n).abs_diff(n) * 16 <= n, "{n} {}", steady(n));
        }
        assert_eq!(steady(1_000_000), steady(1_000_100));
    }
}
