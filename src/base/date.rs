//! Dates without a clock or a time zone. The one door to `jiff`.

use jiff::civil;
use std::fmt;

/// A day of the proleptic Gregorian calendar (ISO 8601, `2026-01-10`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// 1970-01-01.
    pub const EPOCH: Self = Self(civil::date(1970, 1, 1));

    /// Reads `2026-01-10`, or the date part of an RFC 3339 time (`2026-01-10T09:00:00Z`), as it stands.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, rest) = text.split_at_checked(10)?;
        let plausible = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
        let shaped = day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        (plausible && shaped).then(|| day.parse().ok().map(Self)).flatten()
    }

    /// The day `days` after 1970-01-01; `None` outside the calendar that is supported (years −9999 to 9999).
    pub fn from_unix_days(days: i64) -> Option<Self> {
        Self::EPOCH.0.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Self)
    }

    /// Year, four digits.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// This day moved by a [Period]; clamps to the last day of a shorter month, saturates at the calendar's end.
    pub fn after(self, period: Period) -> Self {
        let span = match period {
            Period::Days(n) => jiff::Span::new().days(i64::from(n)),
            Period::Months(n) => jiff::Span::new().months(i64::from(n)),
            Period::Years(n) => jiff::Span::new().years(i64::from(n)),
        };
        Self(self.0.saturating_add(span))
    }

    /// The date as RFC 3339 wants it in feeds: midnight UTC.
    pub fn rfc3339(self) -> String {
        format!("{self}T00:00:00Z")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// How long until a review is due: `90d`, `6mo`, `1y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Days.
    Days(u16),
    /// Calendar months.
    Months(u16),
    /// Calendar years.
    Years(u16),
}

impl Period {
    /// Reads `90d`, `6mo` or `1y`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let n: u16 = text[..digits].parse().ok().filter(|n| (1..=9000).contains(n))?;
        match &text[digits..] {
            "d" => Some(Self::Days(n)),
            "mo" => Some(Self::Months(n)),
            "y" => Some(Self::Years(n)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_iso_dates_only() {
        assert_eq!(Date::parse("2026-01-10").unwrap().to_string(), "2026-01-10");
        assert_eq!(Date::parse("2026-01-10T23:59:00-08:00").unwrap().to_string(), "2026-01-10");
        assert!(Date::parse("2026-02-30").is_none());
        assert!(Date::parse("10/01/2026").is_none());
        assert_eq!(Date::parse("2026-01-31").unwrap().after(Period::parse("1mo").unwrap()).to_string(), "2026-02-28");
    }
}
