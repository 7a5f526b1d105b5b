//! Reads a number that is written in digits: thousands and decimals as the language has them, powers of ten.

use super::token::{Kind, Tokens};

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value, without sign.
    pub value: f64,
    /// The place of its last digit: 0.1 for `94.5`, 1 for `34`.
    pub place: f64,
    /// What else it can mean, as (value, place): `1.234` is 1234 in German.
    pub alt: Option<(f64, f64)>,
    /// The token behind it.
    pub next: usize,
    /// Digits before any mark, for years.
    pub lead: usize,
    /// Whether it is digits alone.
    pub bare: bool,
}

/// What stands where a number may.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Read {
    /// A number.
    Number(Number),
    /// A date, with its year if it has one, and the token behind it.
    Date(Option<i32>, usize),
    /// A version, an address or the like, up to this token: no number.
    Name(usize),
}

/// Reads the digits at token `at`. `comma` says that the language writes decimals with a comma.
pub fn read(tokens: &Tokens<'_>, at: usize, comma: bool) -> Read {
    if let Some(date) = date(tokens, at) {
        return date;
    }
    let mut groups = vec![at];
    let mut marks: Vec<char> = Vec::new();
    let mut next = at + 1;
    while let Some(mark) = separator(tokens, next, &groups) {
        let step = if mark == ' ' { 0 } else { 1 };
        marks.push(mark);
        groups.push(next + step);
        next += step + 1;
    }
    match value(tokens, &groups, &marks, comma) {
        Some((value, place, alt)) => {
            let number = Number { value, place, alt, next, lead: tokens.digits(at).count(), bare: marks.is_empty() };
            Read::Number(power(tokens, number))
        }
        None => Read::Name(next),
    }
}

/// The mark at `next` that goes on with a number; a space counts as one before three digits.
fn separator(tokens: &Tokens<'_>, next: usize, groups: &[usize]) -> Option<char> {
    let token = tokens.get(next)?;
    if let Kind::Mark(mark @ (',' | '.' | '\'' | '·')) = token.kind {
        let more = !token.gap && tokens.glued(next + 1) && tokens.is(next + 1, Kind::Digits);
        return more.then_some(mark);
    }
    let last = *groups.last()?;
    let first = groups.len() == 1;
    let grouped =
        tokens.digits(next).count() == 3 && if first { tokens.digits(last).count() <= 3 } else { tokens.digits(last).count() == 3 };
    let space = token.gap && token.kind == Kind::Digits && tokens.text[tokens.get(next - 1)?.end..token.start].chars().count() == 1;
    let zero = tokens.typed(last).starts_with('0') && first;
    // `in 12 345 people`; but not `30 150 mg` with something glued behind, nor a decimal going on.
    let decimal = tokens.mark(last.wrapping_sub(1), '.') && tokens.glued(last);
    (grouped && space && !zero && !decimal && !glued_word(tokens, next + 1)).then_some(' ')
}

fn glued_word(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.glued(at) && (tokens.is(at, Kind::Word) || tokens.mark(at, '-'))
}

type Value = (f64, f64, Option<(f64, f64)>);

fn value(tokens: &Tokens<'_>, groups: &[usize], marks: &[char], comma: bool) -> Option<Value> {
    let whole = |groups: &[usize]| groups.iter().flat_map(|g| tokens.digits(*g)).fold(0.0, |v, d| v * 10.0 + f64::from(d));
    let length = |n: usize| tokens.digits(groups[n]).count();
    let Some(last) = marks.last() else { return Some((whole(groups), 1.0, None)) };
    let decimal = || {
        let digits = length(groups.len() - 1);
        let place = 10f64.powi(-i32::try_from(digits).unwrap_or(i32::MAX));
        (whole(groups) * place, place)
    };
    let in_threes = (1..groups.len()).all(|n| length(n) == 3) && length(0) <= 3;
    if marks.len() == 1 {
        let may_group = in_threes && !tokens.typed(groups[0]).starts_with('0');
        return Some(match last {
            ' ' | '\'' if may_group => (whole(groups), 1.0, None),
            '\'' => return None,
            '·' => (decimal().0, decimal().1, None),
            mark => match (may_group, (*mark == ',') != comma) {
                (true, true) => (whole(groups), 1.0, Some(decimal())),
                (true, false) => (decimal().0, decimal().1, Some((whole(groups), 1.0))),
                (false, _) => (decimal().0, decimal().1, None),
            },
        });
    }
    let same = marks.iter().all(|m| m == last);
    let indian = *last == ',' && length(groups.len() - 1) == 3 && (1..groups.len() - 1).all(|n| length(n) == 2);
    if same {
        return (in_threes || indian).then(|| (whole(groups), 1.0, None));
    }
    let front = &marks[..marks.len() - 1];
    let grouped = front.iter().all(|m| *m == front[0] && m != last) && (1..groups.len() - 1).all(|n| length(n) == 3) && length(0) <= 3;
    grouped.then(|| (decimal().0, decimal().1, None))
}

/// Takes in a power of ten: `1.5 × 10^6`, `10(6)`, `10⁻³`, `2e-5`.
fn power(tokens: &Tokens<'_>, number: Number) -> Number {
    let next = number.next;
    if let Some((exponent, end)) = exponent(tokens, next).filter(|_| number.value == 10.0 && number.place == 1.0) {
        let value = 10f64.powi(exponent);
        return Number { value, place: value, alt: None, next: end, bare: false, ..number };
    }
    if tokens.word(next) == "e" && tokens.glued(next) {
        let sign = tokens.mark(next + 1, '-') || tokens.mark(next + 1, '+');
        let digits = next + 1 + usize::from(sign);
        if let Some(size) = integer(tokens, digits).filter(|_| tokens.glued(digits)) {
            let exponent = if tokens.mark(next + 1, '-') { -size } else { size };
            return scaled(number, exponent, digits + 1);
        }
    }
    let times = tokens.mark(next, '×') || tokens.mark(next, '*') || tokens.mark(next, '·') || tokens.word(next) == "x";
    if !times || !tokens.is(next + 1, Kind::Digits) {
        return number;
    }
    let ten = tokens.typed(next + 1);
    if ten == "10" {
        let spelled = exponent(tokens, next + 2).or_else(|| {
            let minus = tokens.mark(next + 2, '-') && tokens.glued(next + 2);
            Some((-integer(tokens, next + 3).filter(|_| minus)?, next + 4))
        });
        return spelled.map_or(number, |(exponent, end)| scaled(number, exponent, end));
    }
    // `1.5 × 106` in plain text is 1.5 million: the superscript was lost.
    match ten.strip_prefix("10").and_then(|e| e.parse::<i32>().ok()).filter(|e| (2..=15).contains(e)) {
        Some(exponent) => Number { alt: Some((number.value, number.place)), ..scaled(number, exponent, next + 2) },
        None => number,
    }
}

fn scaled(number: Number, exponent: i32, next: usize) -> Number {
    let by = 10f64.powi(exponent.clamp(-300, 300));
    Number { value: number.value * by, place: number.place * by, alt: None, next, bare: false, ..number }
}

/// An exponent at `at`: superscript, `^6`, `(6)`, `**6`.
fn exponent(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let token = tokens.get(at).filter(|t| !t.gap)?;
    match token.kind {
        Kind::Super => {
            let size = integer(tokens, at).or_else(|| integer(tokens, at + 1))?;
            let sign = tokens.typed(at).starts_with('⁻');
            let end = if tokens.digits(at).next().is_some() { at + 1 } else { at + 2 };
            Some((if sign { -size } else { size }, end))
        }
        Kind::Mark('^') => {
            let open = usize::from(tokens.mark(at + 1, '{') || tokens.mark(at + 1, '('));
            let (size, end) = signed(tokens, at + 1 + open)?;
            Some((size, end + open))
        }
        Kind::Mark('(') => {
            let (size, end) = signed(tokens, at + 1)?;
            (tokens.mark(end, ')') && size.abs() <= 30).then_some((size, end + 1))
        }
        _ => None,
    }
}

fn signed(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let minus = tokens.mark(at, '-') || tokens.mark(at, '–');
    let digits = at + usize::from(minus);
    let size = integer(tokens, digits)?;
    Some((if minus { -size } else { size }, digits + 1))
}

/// A small integer at `at`.
fn integer(tokens: &Tokens<'_>, at: usize) -> Option<i32> {
    let digits = tokens.digits(at);
    let count = digits.clone().count();
    (1..=3).contains(&count).then(|| digits.fold(0, |v, d| v * 10 + i32::from(d)))
}

/// `2026-01-31`, `31.01.2026`, `1/31/2026`.
fn date(tokens: &Tokens<'_>, at: usize) -> Option<Read> {
    let Kind::Mark(mark @ ('-' | '.' | '/')) = tokens.get(at + 1)?.kind else { return None };
    let glued = (at + 1..=at + 4).all(|n| tokens.glued(n));
    if !glued || !tokens.is(at + 2, Kind::Digits) || !tokens.mark(at + 3, mark) || !tokens.is(at + 4, Kind::Digits) {
        return None;
    }
    let part = |n: usize| (tokens.digits(n).count(), tokens.digits(n).fold(0i64, |v, d| (v * 10 + i64::from(d)).min(99_999)));
    let (first, middle, last) = (part(at), part(at + 2), part(at + 4));
    let small = |p: (usize, i64)| p.0 <= 2 && (1..=31).contains(&p.1);
    let year = |p: (usize, i64)| p.0 == 4 && (1000..=2200).contains(&p.1);
    let found = match () {
        () if year(first) && small(middle) && small(last) => first.1,
        () if small(first) && small(middle) && year(last) => last.1,
        () => return None,
    };
    Some(Read::Date(i32::try_from(found).ok(), at + 5))
}
