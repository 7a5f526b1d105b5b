//! Derived figures: a difference, ratio, change or share of two recorded ones, where the sentence says that it is one.

use super::phrases::{Phrases, Words};
use super::quantity::compare::{Match, compare};
use super::quantity::{Bound, Kind, Quantity, Range, Unit};
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
    let result = Claimed { claim, cues };
    let from_pairs = || record.items.iter().find_map(|item| pairs(claim, named, item).iter().find_map(|pair| result.from(pair)));
    let says = cues.difference || cues.ratio || claim.kind == Kind::Said;
    record.items.iter().find_map(|item| share(claim, item)).or_else(|| says.then(from_pairs).flatten())
}

/// Two recorded quantities of one unit.
struct Pair<'a> {
    large: &'a Quantity,
    small: &'a Quantity,
    tie: Tie,
    item: &'a Item<'a>,
}

/// How two operands belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// The sentence names both, or the evidence says that one became the other.
    Close,
    /// They stand in one text.
    Loose,
}

/// The pairs of a text that a figure may follow from, those that the sentence names first.
fn pairs<'a>(claim: &Quantity, named: &[&Quantity], item: &'a Item<'a>) -> Vec<Pair<'a>> {
    let figures = item.quantities.iter().filter(|q| matches!(q.kind, Kind::Figure | Kind::Small));
    let is_named = |q: &Quantity| named.iter().any(|n| n.value == q.value && !std::ptr::eq(*n, claim));
    let (first, rest): (Vec<&Quantity>, Vec<&Quantity>) = figures.partition(|q| is_named(q));
    let ordered: Vec<&Quantity> = first.iter().chain(&rest).copied().collect();
    let mut out = Vec::new();
    for (n, one) in ordered.iter().enumerate() {
        let few = ordered.iter().filter(|q| q.unit == one.unit).count() <= MOST_OPERANDS;
        for (m, other) in ordered.iter().enumerate().skip(n + 1) {
            let of_one_kind = one.unit == other.unit && one.value != other.value && one.range != Some(Range::Span);
            let tie = if m < first.len() || of_one_kind && is_change(one, other, item) { Tie::Close } else { Tie::Loose };
            if of_one_kind && (few || tie == Tie::Close) {
                let (large, small) = if one.base() >= other.base() { (*one, *other) } else { (*other, *one) };
                out.push(Pair { large, small, tie, item });
            }
        }
    }
    out
}

/// Whether the evidence says `from one to other`, with little between.
fn is_change(one: &Quantity, other: &Quantity, item: &Item<'_>) -> bool {
    const WORDS: [&str; 12] = [" to ", " bis ", " auf ", " à ", " a ", "到", "至", "versus", " vs", "compared", "from", "than"];
    let (first, last) = if one.span.0 <= other.span.0 { (one, other) } else { (other, one) };
    let inner = |q: &&Quantity| q.span.0 > first.span.0 && q.span.0 < last.span.0 && q.kind != Kind::Year;
    let adjacent = !item.quantities.iter().any(|q| inner(&q));
    let between = format!("{} ", item.text.get(first.span.1..last.span.0).unwrap_or(""));
    adjacent && between.len() <= 60 && (first.range == Some(Range::Change) || WORDS.iter().any(|w| between.contains(w)))
}

/// A figure that may be derived, with what its sentence says that it is.
struct Claimed<'a> {
    claim: &'a Quantity,
    cues: Cues,
}

impl Claimed<'_> {
    /// The difference, the change in percent or the ratio of two quantities.
    fn from(&self, pair: &Pair<'_>) -> Option<Derivation> {
        let how = self.difference(pair).or_else(|| self.change(pair)).or_else(|| self.ratio(pair))?;
        Some(Derivation { how, part: pair.item.part })
    }

    fn difference(&self, pair: &Pair<'_>) -> Option<String> {
        let (claim, large) = (self.claim, pair.large);
        let points = claim.unit == Unit::Count && matches!(claim.noun.as_str(), "point" | "punkt");
        let counts = |q: &Quantity| matches!(q.unit, Unit::Count | Unit::Bare);
        let shares = (claim.is_share() || points) && large.is_share();
        let same_kind = claim.unit == large.unit || shares || counts(claim) && counts(large) || large.lent || pair.small.lent;
        // A difference of percentages that is called a percentage may be any number: only one of figures that belong together.
        let tied = pair.tie == Tie::Close || claim.unit == Unit::Points || !large.is_share();
        let scale = if matches!(large.unit, Unit::Measure(_)) { large.scale } else { claim.scale };
        let (a, b) = pair.values();
        let fits = self.cues.difference && same_kind && tied && self.is(a - b, claim.unit, scale);
        fits.then(|| format!("{} − {}", pair.shown(large), pair.shown(pair.small)))
    }

    fn change(&self, pair: &Pair<'_>) -> Option<String> {
        let (a, b) = pair.values();
        if !self.cues.difference || self.claim.unit != Unit::Percent || pair.tie != Tie::Close || b == 0.0 {
            return None;
        }
        let (large, small) = (pair.shown(pair.large), pair.shown(pair.small));
        let of = |base: f64| self.is((a - b) / base * 100.0, Unit::Percent, 1.0);
        match () {
            () if of(b) => Some(format!("({large} − {small}) / {small}")),
            () if of(a) => Some(format!("({large} − {small}) / {large}")),
            () => None,
        }
    }

    fn ratio(&self, pair: &Pair<'_>) -> Option<String> {
        let (a, b) = pair.values();
        let said = self.claim.kind == Kind::Said;
        if !(self.cues.ratio || said) || b == 0.0 {
            return None;
        }
        let (large, small) = (pair.shown(pair.large), pair.shown(pair.small));
        let multiple = self.claim.unit == Unit::Times;
        match () {
            () if multiple && self.is(a / b, Unit::Times, 1.0) => Some(format!("{large} / {small}")),
            () if multiple && self.claim.value < 1.0 && self.is(b / a, Unit::Times, 1.0) => Some(format!("{small} / {large}")),
            () if said && self.claim.is_share() && self.is(b / a * 100.0, Unit::Percent, 1.0) => Some(format!("{small} / {large}")),
            () => None,
        }
    }

    /// Whether the claim is this value, or a rounding of it.
    fn is(&self, value: f64, unit: Unit, scale: f64) -> bool {
        let claim = Quantity { sign: None, ..self.claim.clone() };
        let computed = Quantity { value, place: 0.0, alt: None, unit, scale, kind: Kind::Figure, lent: false, ..claim.clone() };
        let multiple = claim.kind == Kind::Said && claim.unit == Unit::Times && (claim.value - value).abs() <= claim.value * 0.1;
        multiple
            || compare(&claim, &Quantity { bound: if claim.bound == Bound::Exact { Bound::Exact } else { Bound::About }, ..computed })
                == Match::Yes
    }
}

impl Pair<'_> {
    /// Both values in the unit of the larger.
    fn values(&self) -> (f64, f64) {
        (self.large.value, self.small.value * self.small.scale / self.large.scale)
    }

    fn shown(&self, quantity: &Quantity) -> String {
        quantity.shown(self.item.text).trim_end_matches(['%', '％']).trim().to_owned()
    }
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
