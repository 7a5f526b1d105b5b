//! Numbers of a text as quantities: value, unit, precision, and what is said of them (`about`, `more than`).
//!
//! 1. [token] cuts the text; 2. `number`, `word` and `han` read numbers; 3. `unit` reads what they count;
//! 4. `context` and `nature` leave alone what is no quantity (names, ordinals, references), `bound` reads what bounds it;
//! 5. `join` hands units on in ranges and lists;
//! 6. [compare] says whether a recorded quantity bears out a claimed one.
//!
//! Invariant: linear in the text; quantities are ascending and do not overlap.

mod bound;
pub mod compare;
mod context;
mod han;
mod join;
mod nature;
mod number;
mod scan;
pub mod token;
pub mod unit;
mod unit_table;
pub(super) mod word;

pub use context::stem;
pub use scan::{read, read_marked};
pub use unit::Unit;

/// A number in a text, with what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Where it stands in the text, with its unit, in bytes.
    pub span: (usize, usize),
    /// Its value as shown, scale words taken in (`1.2 million`), without its unit's scale.
    pub value: f64,
    /// The place of its last digit: 0.1 for `94.5`, 100,000 for `1.2 million`.
    pub place: f64,
    /// What else the digits can mean, as (value, place).
    pub alt: Option<(f64, f64)>,
    /// What it counts or measures.
    pub unit: Unit,
    /// Scale of the unit to its dimension's base.
    pub scale: f64,
    /// What kind of number it is.
    pub kind: Kind,
    /// What is said of it.
    pub bound: Bound,
    /// Beginning of the noun that it counts, in lower case: empty where there is none.
    pub noun: String,
    /// The same of the words behind that one, as far as they may be the noun (`three randomised trials`).
    pub words: Vec<String>,
    /// How it goes on to the next number, if it does.
    pub range: Option<Range>,
    /// Whether its unit is that of the next number (`30 to 40%`).
    pub lent: bool,
    /// Sign, where one is written.
    pub sign: Option<char>,
}

/// How a quantity goes on to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// From one value to another: `from 94.5% to 97%`.
    Change,
    /// Between two bounds: `2–5%`, `12.3 ± 0.4`.
    Span,
}

/// What kind of number a [Quantity] is. It decides whether a sentence must have it from its sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A figure: it must stand in the evidence.
    Figure,
    /// A whole number up to ten without a unit: checked only against the same noun.
    Small,
    /// A year: checked only where the evidence speaks of years.
    Year,
    /// A share or multiple said in words: `a third of`, `doubled`.
    Said,
    /// A number that belongs to a name: `GPT-4`, `IL-6`, `type 2`. Its noun is the name's stem.
    Name,
    /// A p-value.
    Probability,
}

/// What is said of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Nothing.
    Exact,
    /// `about`, `~`.
    About,
    /// `almost`, `nearly`: a little less.
    Almost,
    /// `more than`, `over`, `>`.
    More,
    /// `at least`, `≥`, `or more`.
    AtLeast,
    /// `less than`, `under`, `<`.
    Less,
    /// `at most`, `up to`, `≤`.
    AtMost,
}

impl Quantity {
    /// Value in the base of its dimension.
    pub fn base(&self) -> f64 {
        self.value * self.scale
    }

    /// Whether both count the same thing, as far as their nouns tell.
    pub fn counts_as(&self, other: &Self) -> bool {
        !self.noun.is_empty() && !other.noun.is_empty() && self.nouns().any(|n| other.nouns().any(|o| o == n))
    }

    fn nouns(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.noun).chain(&self.words)
    }

    /// The words of the text that it stands in.
    pub fn shown<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.0..self.span.1).unwrap_or("").trim()
    }

    /// Whether it is a share (percent or percentage points).
    pub fn is_share(&self) -> bool {
        matches!(self.unit, Unit::Percent | Unit::Points)
    }
}
