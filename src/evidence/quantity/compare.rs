//! Whether a recorded quantity bears out a claimed one: the same value, or one that the claim is a rounding of.

use super::unit::{Currency, Dimension, Unit};
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
        return if year(claim, recorded) { Match::Yes } else { Match::No };
    }
    let Some(factor) = convert(claim, recorded) else { return Match::No };
    if matches!((claim.sign, recorded.sign), (Some('-'), Some('+')) | (Some('+'), Some('-'))) {
        return Match::No;
    }
    let claims = std::iter::once((claim.value, claim.place)).chain(claim.alt);
    let values = || std::iter::once(recorded.value).chain(recorded.alt.map(|(v, _)| v)).map(|v| v * factor);
    let mut contrary = false;
    for (value, place) in claims {
        for recorded_value in values() {
            match one(claim, value, place, recorded, recorded_value) {
                Match::Yes => return Match::Yes,
                Match::Contrary => contrary = true,
                Match::No => {}
            }
        }
    }
    if contrary { Match::Contrary } else { Match::No }
}

/// The same year; or, for `before 1990` and `after 1990`, a recorded year on that side.
fn year(claim: &Quantity, recorded: &Quantity) -> bool {
    let (claimed, found) = (claim.value, recorded.value);
    match (recorded.kind, claim.bound) {
        (Kind::Year, Bound::Less) => found < claimed,
        (Kind::Year, Bound::More) => found > claimed,
        _ => claimed == found,
    }
}

/// The factor that brings the recorded value to the claim's unit; `None` where the two are of different kinds.
fn convert(claim: &Quantity, recorded: &Quantity) -> Option<f64> {
    let lent = claim.lent || recorded.lent;
    by_unit(claim, recorded).or_else(|| lent.then_some(1.0))
}

fn by_unit(claim: &Quantity, recorded: &Quantity) -> Option<f64> {
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
    let apart = (value - found).abs();
    let rough = || apart <= roughly(value) * (1.0 + 1e-9);
    let beyond = || apart <= value.abs() * if claim.counts_as(recorded) { 1.0 } else { 0.25 };
    let fits = match claim.bound {
        Bound::Exact => false,
        Bound::About => rough(),
        Bound::Almost => found < value && rough(),
        Bound::More | Bound::AtLeast => found > value && beyond() && !is_bounded(recorded, claim),
        Bound::Less => found < value && beyond() && !is_bounded(recorded, claim),
        // `up to 93 km/h` is the most that there was: no smaller figure bears it out.
        Bound::AtMost => false,
    };
    if fits { Match::Yes } else { Match::No }
}

/// Whether the evidence bounds its number the other way, or as a threshold of its own where the claim is one.
fn is_bounded(recorded: &Quantity, claim: &Quantity) -> bool {
    use Bound::{AtLeast, AtMost, Less, More};
    match claim.bound {
        More => matches!(recorded.bound, Less | AtMost),
        AtLeast => matches!(recorded.bound, Less | AtMost | AtLeast | More),
        _ => matches!(recorded.bound, More | AtLeast),
    }
}

/// How far `about` a number reaches: half the place of its last digit that is not zero, at most a twentieth (an eighth where
/// it has one such digit).
fn roughly(value: f64) -> f64 {
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
    let most = if place == first { 0.125 } else { 0.05 };
    (place / 2.0).min(most * value)
}

/// Whether the evidence bounds the same number the other way.
fn contrary(claim: &Quantity, value: f64, recorded: &Quantity, found: f64) -> bool {
    use Bound::{AtLeast, AtMost, Less, More};
    let lasts = claim.unit == Unit::Measure(Dimension::Time);
    match (claim.bound, recorded.bound) {
        (More | AtLeast, Less | AtMost) | (Less | AtMost, More | AtLeast) => true,
        // `more than 150 reviews` is not what `150 reviews` says; `over 20 years` may only mean how long.
        (More, Bound::Exact) => found < value || found == value && !lasts && claim.kind == Kind::Figure,
        (Less, Bound::Exact) => found > value || found == value && !lasts && claim.kind == Kind::Figure,
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
