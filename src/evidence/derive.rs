//! Derived figures: a difference, ratio, change or share of two recorded ones, where the sentence says that it is one.

use super::phrases::{Phrases, Words};
use super::quantity::compare::{Match, compare};
use super::quantity::{Kind, Quantity, Unit};
use super::record::{Item, Part, Record};

/// How a figure follows from recorded ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// `97 − 94.5`
    pub how: String,
    /// The part of the record that holds the operands.
    pub part: Part,
}

/// More operands of one kind than this in one text, and any difference could be found among them: then only those that the
/// sentence or the one before names are tried.
const MOST_OPERANDS: usize = 4;

/// What a sentence says that its figures are.
#[derive(Debug, Clone, Copy)]
pub struct Cues {
    difference: bool,
    ratio: bool,
}

impl Cues {
    /// Reads them from a sentence.
    pub fn new(phrases: &Phrases, words: &Words<'_>) -> Self {
        Self { difference: phrases.find("difference", words).is_some(), ratio: phrases.find("ratio", words).is_some() }
    }
}

/// How `claim` follows from two quantities of `record`. `named` are the quantities of this sentence and the one before.
pub fn derive(claim: &Quantity, cues: Cues, named: &[&Quantity], record: &Record<'_>) -> Option<Derivation> {
    record.items.iter().find_map(|item| share(claim, item)).or_else(|| {
        let relevant = |item: &&Item<'_>| item.quantities.len() >= 2;
        record.items.iter().filter(relevant).find_map(|item| in_item(claim, cues, named, item))
    })
}

fn in_item(claim: &Quantity, cues: Cues, named: &[&Quantity], item: &Item<'_>) -> Option<Derivation> {
    let figures: Vec<&Quantity> = item.quantities.iter().filter(|q| matches!(q.kind, Kind::Figure | Kind::Small)).collect();
    let is_named = |q: &Quantity| named.iter().any(|n| n.value == q.value && !std::ptr::eq(*n, claim));
    let (first, rest): (Vec<&Quantity>, Vec<&Quantity>) = figures.iter().copied().partition(|q| is_named(q));
    let ordered: Vec<&Quantity> = first.iter().chain(&rest).copied().collect();
    for (n, one) in ordered.iter().enumerate() {
        for (m, other) in ordered.iter().enumerate().skip(n + 1) {
            let few = ordered.iter().filter(|q| q.unit == one.unit).count() <= MOST_OPERANDS;
            let both_named = m < first.len();
            let of_one_kind = one.unit == other.unit && one.value != other.value;
            let how = (of_one_kind && (both_named || few)).then(|| from_two(claim, cues, one, other, item.text)).flatten();
            if let Some(how) = how {
                return Some(Derivation { how, part: item.part });
            }
        }
    }
    None
}

/// The difference, the change in percent or the ratio of two quantities of one unit.
fn from_two(claim: &Quantity, cues: Cues, one: &Quantity, other: &Quantity, text: &str) -> Option<String> {
    let (large, small) = if one.base() >= other.base() { (one, other) } else { (other, one) };
    let (a, b) = (large.value, small.value * small.scale / large.scale);
    let is = |value: f64| {
        let room = if claim.kind == Kind::Said { claim.value * 0.1 } else { claim.place / 2.0 };
        (claim.value - value).abs() <= room + 1e-9 * value.abs()
    };
    let shown = |q: &Quantity| q.shown(text).trim_end_matches(['%', '％']).trim().to_owned();
    let points = claim.unit == Unit::Count && (claim.noun == "point" || claim.noun == "punkt");
    let same_kind = claim.unit == one.unit || claim.is_share() && one.is_share() || points && one.is_share() || claim.unit == Unit::Bare;
    let comparable = match (claim.unit, one.unit) {
        (Unit::Measure(_), Unit::Measure(_)) => (claim.scale - large.scale).abs() < 1e-12 * claim.scale,
        _ => true,
    };
    if cues.difference && same_kind && comparable && is(a - b) {
        return Some(format!("{} − {}", shown(large), shown(small)));
    }
    if cues.difference && claim.unit == Unit::Percent && b != 0.0 {
        if is((a - b) / b * 100.0) {
            return Some(format!("({} − {}) / {}", shown(large), shown(small), shown(small)));
        }
        if is((a - b) / a * 100.0) {
            return Some(format!("({} − {}) / {}", shown(large), shown(small), shown(large)));
        }
    }
    let multiple = claim.unit == Unit::Times || claim.unit == Unit::Bare && claim.place < 1.0;
    if (cues.ratio || claim.kind == Kind::Said) && b != 0.0 {
        if multiple && is(a / b) {
            return Some(format!("{} / {}", shown(large), shown(small)));
        }
        if (multiple && claim.value < 1.0 && is(b / a)) || claim.kind == Kind::Said && claim.unit == Unit::Percent && is(b / a * 100.0) {
            return Some(format!("{} / {}", shown(small), shown(large)));
        }
    }
    None
}

/// A percentage of what the record counts as `a of b` or `a/b`.
fn share(claim: &Quantity, item: &Item<'_>) -> Option<Derivation> {
    if claim.unit != Unit::Percent {
        return None;
    }
    item.quantities.windows(2).find_map(|pair| {
        let between = item.text.get(pair[0].span.1..pair[1].span.0)?.trim().to_lowercase();
        let says = ["of", "out of", "/", "von", "sur", "of the", "among", "de", "out of the"].iter().any(|w| between.ends_with(w))
            && between.len() <= 40;
        let counts = pair.iter().all(|q| matches!(q.unit, Unit::Bare | Unit::Count) && q.place >= 1.0) && pair[1].value > 0.0;
        let value = pair[0].value / pair[1].value * 100.0;
        let computed = Quantity { value, place: 0.0, alt: None, unit: Unit::Percent, ..pair[0].clone() };
        let fits =
            says && counts && pair[0].value <= pair[1].value && compare(claim, &Quantity { kind: Kind::Figure, ..computed }) == Match::Yes;
        fits.then(|| Derivation { how: format!("{} / {}", pair[0].shown(item.text), pair[1].shown(item.text)), part: item.part })
    })
}
