//! Units: percent, percentage points, multiples, money, and measures of one dimension with their scale.

use super::token::{Kind, Tokens};
use super::unit_table::{CJK, PREFIXES, SYMBOLS, WORDS};

/// What a number counts or measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Nothing behind it says what.
    Bare,
    /// A noun: `34 patients`.
    Count,
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
    /// A multiple: `3-fold`, `1.8×`, `twice`.
    Times,
    /// Money, by the currency's first letters (`$` for any dollar).
    Money(Currency),
    /// A measure.
    Measure(Dimension),
}

/// A currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Currency {
    Dollar,
    Euro,
    Pound,
    Yen,
    Yuan,
    Franc,
    Rupee,
    Other,
}

/// What a measure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Dimension {
    Mass,
    Length,
    Time,
    Temperature,
    Volume,
    Area,
    Energy,
    Power,
    Frequency,
    Data,
    Pressure,
    Amount,
    Angle,
    Voltage,
    Current,
    Radiation,
    Activity,
    Sound,
    Sequence,
    Speed,
    Field,
    Force,
    Resistance,
    Distance,
}

/// A unit behind a number: what it is, its scale to the base of its dimension, and the token behind it.
pub fn behind(tokens: &Tokens<'_>, at: usize) -> Option<(Unit, f64, usize)> {
    let hyphen = tokens.mark(at, '-') && tokens.glued(at) && tokens.glued(at + 1);
    let at = at + usize::from(hyphen);
    match tokens.get(at)?.kind {
        Kind::Mark(mark) => by_mark(tokens, at, mark),
        Kind::Word => by_word(tokens, at),
        Kind::Cjk(_) => by_character(tokens, at),
        _ => None,
    }
}

fn by_mark(tokens: &Tokens<'_>, at: usize, mark: char) -> Option<(Unit, f64, usize)> {
    match mark {
        '%' | '‰' => {
            let points = points_word(tokens, at + 1);
            Some((if points.is_some() { Unit::Points } else { Unit::Percent }, 1.0, points.unwrap_or(at + 1)))
        }
        '×' if !tokens.is(at + 1, Kind::Digits) => Some((Unit::Times, 1.0, at + 1)),
        '$' | '€' | '£' | '¥' => Some((Unit::Money(currency(mark)?), 1.0, at + 1)),
        '°' => {
            let scale = tokens.glued(at + 1) && ["c", "f", "k"].contains(&tokens.word(at + 1));
            Some(if scale { (Unit::Measure(Dimension::Temperature), 1.0, at + 2) } else { (Unit::Measure(Dimension::Angle), 1.0, at + 1) })
        }
        '℃' | '℉' => Some((Unit::Measure(Dimension::Temperature), 1.0, at + 1)),
        'Ω' => Some((Unit::Measure(Dimension::Resistance), 1.0, at + 1)),
        _ => None,
    }
}

fn currency(mark: char) -> Option<Currency> {
    match mark {
        '$' => Some(Currency::Dollar),
        '€' => Some(Currency::Euro),
        '£' => Some(Currency::Pound),
        '¥' => Some(Currency::Yen),
        '₹' => Some(Currency::Rupee),
        _ => None,
    }
}

/// A currency before a number: `$`, `US$`, `EUR`; gives the currency and the first token of it. `at` is the number's token.
pub fn before(tokens: &Tokens<'_>, at: usize) -> Option<(Currency, usize)> {
    let (place, token) = tokens.before(at)?;
    match token.kind {
        Kind::Mark(mark) => {
            let found = currency(mark)?;
            let country = place.checked_sub(1).filter(|p| tokens.glued(place) && tokens.is(*p, Kind::Word) && tokens.word(*p).len() <= 3);
            Some((found, country.unwrap_or(place)))
        }
        Kind::Word => money_word(tokens.word(place)).filter(|_| tokens.typed(place).len() == 3).map(|c| (c, place)),
        _ => None,
    }
}

fn money_word(word: &str) -> Option<Currency> {
    Some(match word {
        "dollar" | "dollars" | "usd" | "aud" | "cad" | "dólares" | "us-dollar" => Currency::Dollar,
        "euro" | "euros" | "eur" => Currency::Euro,
        "gbp" => Currency::Pound,
        "yen" | "jpy" => Currency::Yen,
        "yuan" | "rmb" | "cny" => Currency::Yuan,
        "chf" | "franken" => Currency::Franc,
        "rupees" | "inr" => Currency::Rupee,
        "krona" | "sek" | "nok" | "dkk" => Currency::Other,
        _ => return None,
    })
}

/// `point(s)` behind a percent sign or word.
fn points_word(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let hyphen = usize::from(tokens.mark(at, '-') && tokens.glued(at));
    let word = tokens.word(at + hyphen);
    let point = ["point", "points", "pts", "punkt", "punkte", "punkten"].contains(&word);
    point.then_some(at + hyphen + 1)
}

fn by_word(tokens: &Tokens<'_>, at: usize) -> Option<(Unit, f64, usize)> {
    let word = tokens.word(at);
    let typed = tokens.typed(at);
    match word {
        "percent" | "pct" | "prozent" | "percentage" => {
            let points = points_word(tokens, at + 1);
            if word == "percentage" && points.is_none() {
                return None;
            }
            return Some((if points.is_some() { Unit::Points } else { Unit::Percent }, 1.0, points.unwrap_or(at + 1)));
        }
        "per" if tokens.word(at + 1) == "cent" => {
            let points = points_word(tokens, at + 2);
            return Some((if points.is_some() { Unit::Points } else { Unit::Percent }, 1.0, points.unwrap_or(at + 2)));
        }
        "pour" | "por" if ["cent", "ciento"].contains(&tokens.word(at + 1)) => return Some((Unit::Percent, 1.0, at + 2)),
        "pp" | "ppt" | "ppts" | "prozentpunkt" | "prozentpunkte" | "prozentpunkten" => return Some((Unit::Points, 1.0, at + 1)),
        "points" | "point" | "puntos" if ["de", "porcentuales"].contains(&tokens.word(at + 1)) => {
            let end = if tokens.word(at + 1) == "porcentuales" { at + 2 } else { at + 3 };
            let french = ["pourcentage", "pour", "porcentaje"].contains(&tokens.word(at + 2)) || end == at + 2;
            return french.then_some((Unit::Points, 1.0, end));
        }
        "fold" | "fach" | "fache" | "fachen" | "faches" => return Some((Unit::Times, 1.0, at + 1)),
        "x" if !tokens.is(at + 1, Kind::Digits) => return Some((Unit::Times, 1.0, at + 1)),
        "times" | "mal" | "fois" | "veces" => return times(tokens, at).then_some((Unit::Times, 1.0, at + 1)),
        "light" if ["years", "year"].contains(&tokens.word(at + 2 - usize::from(!tokens.mark(at + 1, '-')))) => {
            let end = at + 3 - usize::from(!tokens.mark(at + 1, '-'));
            return Some((Unit::Measure(Dimension::Distance), 1.0, end));
        }
        "us" | "us-" if tokens.mark(at + 1, '$') => return Some((Unit::Money(Currency::Dollar), 1.0, at + 2)),
        "us" if ["dollar", "dollars"].contains(&tokens.word(at + 2)) => return Some((Unit::Money(Currency::Dollar), 1.0, at + 3)),
        "us" if ["dollar", "dollars"].contains(&tokens.word(at + 1)) => return Some((Unit::Money(Currency::Dollar), 1.0, at + 2)),
        "parts" if tokens.word(at + 1) == "per" => {
            let scale = if tokens.word(at + 2) == "million" { 1e-6 } else { 1e-9 };
            return Some((Unit::Measure(Dimension::Amount), scale, at + 3));
        }
        "square" | "cubic" => {
            let (_, scale, end) = by_word(tokens, at + 1)?;
            return Some(if word == "square" {
                (Unit::Measure(Dimension::Area), scale * scale, end)
            } else {
                (Unit::Measure(Dimension::Volume), scale * scale * scale * 1000.0, end)
            });
        }
        _ => {}
    }
    if let Some(currency) = money_word(word) {
        return Some((Unit::Money(currency), 1.0, at + 1));
    }
    // `22 N-glycans`, `4 A study`: a letter alone is a unit only where no word goes on from it.
    let letter = typed.len() == 1 && typed.chars().all(char::is_uppercase);
    let goes_on = tokens.mark(at + 1, '-') && tokens.glued(at + 1)
        || tokens.is(at + 1, Kind::Word) && !super::context::is_function_word(tokens.word(at + 1));
    if letter && tokens.get(at).is_some_and(|t| t.gap) && goes_on {
        return None;
    }
    let (dimension, scale) = symbol(typed).or_else(|| named(word))?;
    Some(powered(tokens, dimension, scale, at + 1))
}

/// Whether `times` compares (`three times higher`), or only says how often (`three times a day`).
fn times(tokens: &Tokens<'_>, at: usize) -> bool {
    !["a", "per", "daily", "weekly", "each", "every", "during", "in", "for", "before", "after", "täglich", "pro", "par", "in", "im"]
        .contains(&tokens.word(at + 1))
        && tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Word)
}

fn named(word: &str) -> Option<(Dimension, f64)> {
    let (_, dimension, scale) = WORDS.iter().find(|(words, ..)| words.contains(&word))?;
    Some((*dimension, *scale))
}

/// A symbol with its prefix, case-sensitive: `mg`, `kHz`, `µL`. A few symbols that are words elsewhere need their prefix.
fn symbol(typed: &str) -> Option<(Dimension, f64)> {
    if typed.len() > 5 {
        return None;
    }
    let plain = |s: &str| SYMBOLS.iter().find(|(symbol, ..)| *symbol == s).map(|(_, d, scale)| (*d, *scale));
    if let Some(found) = plain(typed) {
        return Some(found);
    }
    let (by, base) = PREFIXES.iter().find_map(|(p, by)| Some((*by, typed.strip_prefix(p)?)).filter(|(_, base)| plain(base).is_some()))?;
    plain(base).map(|(d, scale)| (d, scale * by))
}

/// Takes in a power (`m2`, `m²`, `m3`) and skips what the unit is divided by (`/kg`, `per day`, `/m2`).
fn powered(tokens: &Tokens<'_>, dimension: Dimension, scale: f64, mut at: usize) -> (Unit, f64, usize) {
    let mut unit = (Unit::Measure(dimension), scale);
    let power = tokens.glued(at) && (tokens.is(at, Kind::Digits) || tokens.is(at, Kind::Super));
    if power {
        let power = tokens.digits(at).next();
        match (dimension, power) {
            (Dimension::Length, Some(2)) => unit = (Unit::Measure(Dimension::Area), scale * scale),
            (Dimension::Length, Some(3)) => unit = (Unit::Measure(Dimension::Volume), scale * scale * scale * 1000.0),
            _ => {}
        }
        at += 1;
    }
    while tokens.mark(at, '/') && tokens.glued(at) && tokens.glued(at + 1) && tokens.is(at + 1, Kind::Word) {
        at += 2;
        if tokens.glued(at) && (tokens.is(at, Kind::Digits) || tokens.is(at, Kind::Super)) {
            at += 1;
        }
    }
    // `kg m−2`, `mol L-1`: factors with an exponent of their own.
    while tokens.is(at, Kind::Word) && tokens.typed(at).len() <= 4 && symbol(tokens.typed(at)).is_some() {
        let minus = usize::from(tokens.mark(at + 1, '-'));
        let exponent = at + 1 + minus;
        if !(tokens.glued(exponent) && (tokens.is(exponent, Kind::Digits) && minus == 1 || tokens.is(exponent, Kind::Super))) {
            break;
        }
        at = exponent + 1;
        at += usize::from(tokens.is(exponent, Kind::Super) && tokens.digits(exponent).next().is_none());
    }
    (unit.0, unit.1, at)
}

fn by_character(tokens: &Tokens<'_>, at: usize) -> Option<(Unit, f64, usize)> {
    let start = tokens.get(at)?.start;
    let rest = &tokens.text[start..];
    let end = |s: &str| at + s.chars().count();
    for (word, unit) in [("个百分点", Unit::Points), ("個百分點", Unit::Points), ("百分点", Unit::Points), ("倍", Unit::Times)]
    {
        if rest.starts_with(word) {
            return Some((unit, 1.0, end(word)));
        }
    }
    for (word, unit) in [("パーセントポイント", Unit::Points), ("ポイント", Unit::Points), ("パーセント", Unit::Percent)]
    {
        if rest.starts_with(word) {
            return Some((unit, 1.0, end(word)));
        }
    }
    for (word, money) in [
        ("美元", Currency::Dollar),
        ("ドル", Currency::Dollar),
        ("欧元", Currency::Euro),
        ("ユーロ", Currency::Euro),
        ("英镑", Currency::Pound),
        ("日元", Currency::Yen),
        ("円", Currency::Yen),
        ("人民币", Currency::Yuan),
        ("元", Currency::Yuan),
    ] {
        if rest.starts_with(word) {
            return Some((Unit::Money(money), 1.0, end(word)));
        }
    }
    let (word, dimension, scale) = CJK.iter().find(|(word, ..)| rest.starts_with(word))?;
    Some((Unit::Measure(*dimension), *scale, end(word)))
}
