//! From values to places: round ends and round steps.

/// A linear scale from values to places of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// Least value.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
    /// Between two ticks.
    pub step: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale for `values` with about `ticks` steps and round ends, drawn between the places `from` and `to`.
    pub fn round(values: impl Iterator<Item = f64>, zero: bool, ticks: u32, (from, to): (f64, f64)) -> Self {
        let (mut low, mut high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // Where the values fill less than a third of what lies between them and zero, their differences count for more.
        if zero || (low >= 0.0 && high - low > low / 3.0) || (high <= 0.0 && high - low > -high / 3.0) {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if high - low < f64::EPSILON * high.abs().max(1.0) {
            high = low + 1.0;
        }
        let step = round_step((high - low) / f64::from(ticks));
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step, from, to }
    }

    /// A scale that begins and ends with the values themselves.
    pub fn exact(low: f64, high: f64, (from, to): (f64, f64)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { low, high, step: round_step((high - low) / 6.0), from, to }
    }

    /// Where a value lies.
    pub fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Where the bars begin: zero, or the end that is nearest to it.
    pub fn base(&self) -> f64 {
        self.at(0.0_f64.clamp(self.low, self.high))
    }

    /// Round values between the ends, each with its words.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        let first = (self.low / self.step).ceil() * self.step;
        let decimals = usize::try_from((-self.step.log10().floor()).max(0.0) as i64).unwrap_or(0).min(9);
        (0..=40)
            .map(|n| first + f64::from(n) * self.step)
            .take_while(|v| *v <= self.high + self.step * 1e-6)
            .map(|v| (v, format!("{:.decimals$}", if v.abs() < self.step * 1e-6 { 0.0 } else { v })))
            .collect()
    }
}

/// The least of 1, 2, 5, 10 … that is not below `rough`.
fn round_step(rough: f64) -> f64 {
    let power = 10.0_f64.powf(rough.log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|t| t * power >= rough * (1.0 - 1e-9)).unwrap_or(10.0);
    times * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_steps_are_round() {
        let words = |values: &[f64], zero| -> Vec<String> {
            Scale::round(values.iter().copied(), zero, 4, (0.0, 1.0)).ticks().into_iter().map(|t| t.1).collect()
        };
        assert_eq!(words(&[94.5, 97.0], true), ["0", "50", "100"]);
        assert_eq!(words(&[94.5, 97.0], false), ["94", "95", "96", "97"]);
        assert_eq!(words(&[0.02, 0.11], false), ["0.00", "0.05", "0.10", "0.15"]);
        assert_eq!(words(&[-3.0, 4.0], true), ["-4", "-2", "0", "2", "4"]);
        assert_eq!(words(&[], true), ["0.0", "0.5", "1.0"]);
        assert_eq!(words(&[7.0], false).first().map(String::as_str), Some("7.0"));
    }
}
