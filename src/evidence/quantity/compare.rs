//! Whether a recorded quantity bears out a claimed one: the same value, or one that the claim is a rounding of.

use super::unit::{Currency, Unit};
use super::{Bound, Kind, Quantity};

/// How a recorded quantity stands to a claimed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It bears it out.
    Yes,
    /// The number is there, and the evidence bounds it the other way (`less than` for `more than`).
    Contrary,
    /// It does not.
    No,
}

/// Compares a claimed quantity with a recorded one.
pub fn compare(claim: &Quantity, recorded: &Quantity) -> Match {
    let names = (claim.kind == Kind::Name, recorded.kind == Kind::Name);
    if names.0 || names.1 {
        let same = names.0 && names.1 && claim.noun == recorded.noun && claim.value == recorded.value;
        return if same { Match::Yes } else { Match::No };
    }
    if claim.kind == Kind::Year {
        return if near(claim.value, recorded.value, 0.0) || in_decade(claim, recorded) { Match::Yes } else { Match::No };
    }
    let Some(factor) = convert(claim, recorded) else { return Match::No };
    if matches!((claim.sign, recorded.sign), (Some('-'), Some('+')) | (Some('+'), Some('-'))) {
        return Match::No;
    }
    let claims = std::iter::once((claim.value, claim.place)).chain(claim.alt);
    let values: Vec<f64> = std::iter::once(recorded.value).chain(recorded.alt.map(|(v, _)| v)).map(|v| v * factor).collect();
    let mut contrary = false;
    for (value, place) in claims {
        for recorded_value in &values {
            match one(claim, value, place, recorded, *recorded_value) {
                Match::Yes => return Match::Yes,
                Match::Contrary => contrary = true,
                Match::No => {}
            }
        }
    }
    if contrary { Match::Contrary } else { Match::No }
}

/// A year in a recorded decade, or a decade that holds a recorded year.
fn in_decade(claim: &Quantity, recorded: &Quantity) -> bool {
    recorded.kind == Kind::Year && recorded.value == claim.value
}

/// The factor that brings the recorded value to the claim's unit; `None` where the two are of different kinds.
fn convert(claim: &Quantity, recorded: &Quantity) -> Option<f64> {
    use Unit::{Bare, Count, Measure, Money, Percent, Points, Times};
    match (claim.unit, recorded.unit) {
        (Percent | Points, Percent | Points) => Some(1.0),
        (Percent, Bare) if recorded.value.abs() <= 1.0 && recorded.place < 1.0 => Some(100.0),
        (Bare, Percent) if claim.value.abs() < 1.0 && claim.place < 1.0 => Some(0.01),
        (Bare, _) | (_, Bare) => Some(1.0),
        (Count, Count) | (Times, Times) => Some(1.0),
        (Measure(one), Measure(other)) if one == other => Some(recorded.scale / claim.scale),
        (Money(one), Money(other)) => (one == other || other == Currency::Other || one == Currency::Other).then_some(1.0),
        // `doubled` is a rise by 100%; `halved` a fall by 50%.
        (Percent, Times) => None,
        _ => None,
    }
}

fn near(one: f64, other: f64, within: f64) -> bool {
    (one - other).abs() <= within + 1e-9 * one.abs().max(other.abs()).max(1e-12)
}

fn one(claim: &Quantity, value: f64, place: f64, recorded: &Quantity, found: f64) -> Match {
    let half = if claim.kind == Kind::Said { place } else { place / 2.0 };
    if claim.kind == Kind::Probability && recorded.kind == Kind::Probability {
        return probability(claim, value, recorded, found);
    }
    if near(value, found, half) {
        return if contrary(claim, value, recorded, found) { Match::Contrary } else { Match::Yes };
    }
    let room = slack(value);
    let fits = match claim.bound {
        Bound::Exact => false,
        Bound::About => near(value, found, room / 2.0),
        Bound::Almost => found < value && near(value, found, room / 2.0),
        Bound::More | Bound::AtLeast => found > value && near(value, found, room) && !matches!(recorded.bound, Bound::Less | Bound::AtMost),
        Bound::Less | Bound::AtMost => found < value && near(value, found, room) && !matches!(recorded.bound, Bound::More | Bound::AtLeast),
    };
    if fits { Match::Yes } else { Match::No }
}

/// How far from a round number the thing may be that it stands for: the place of its last digit that is not zero, at most a tenth
/// (a quarter where that place is its only one).
fn slack(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let value = value.abs();
    let mut place = 10f64.powi(value.log10().floor() as i32);
    let first = place;
    for _ in 0..6 {
        let rest = (value / place).fract();
        if !(1e-6..=1.0 - 1e-6).contains(&rest) {
            break;
        }
        place /= 10.0;
    }
    let most = if place == first { 0.25 } else { 0.1 };
    place.min(most * value)
}

/// Whether the evidence bounds the same number the other way.
fn contrary(claim: &Quantity, value: f64, recorded: &Quantity, found: f64) -> bool {
    use Bound::{AtLeast, AtMost, Less, More};
    match (claim.bound, recorded.bound) {
        (More | AtLeast, Less | AtMost) | (Less | AtMost, More | AtLeast) => true,
        (More, Bound::Exact) => found < value - 1e-9 * value.abs(),
        (Less, Bound::Exact) => found > value + 1e-9 * value.abs(),
        _ => false,
    }
}

/// `p < 0.05` is borne out by any smaller recorded p-value.
fn probability(claim: &Quantity, value: f64, recorded: &Quantity, found: f64) -> Match {
    let below = matches!(claim.bound, Bound::Less | Bound::AtMost);
    let recorded_above = matches!(recorded.bound, Bound::More | Bound::AtLeast);
    let claim_above = matches!(claim.bound, Bound::More | Bound::AtLeast);
    let yes = match () {
        () if below => found <= value + 1e-12 && !recorded_above,
        () if claim_above => found >= value - 1e-12 && !matches!(recorded.bound, Bound::Less | Bound::AtMost),
        () => near(value, found, 0.0) || claim.place > 0.0 && near(value, found, claim.place / 2.0),
    };
    if yes {
        Match::Yes
    } else if near(value, found, 0.0) {
        Match::Contrary
    } else {
        Match::No
    }
}
