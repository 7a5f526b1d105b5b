//! The day: the one place that asks the clock.

use crate::base::date::Date;
use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC, or the day of `SOURCE_DATE_EPOCH` (reproducible-builds.org), so that a build can be repeated.
pub(super) fn today() -> Date {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.trim().parse::<i64>().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(0));
    let seconds = given.unwrap_or_else(now);
    Date::from_unix_days(seconds.div_euclid(86_400)).unwrap_or(Date::EPOCH)
}
