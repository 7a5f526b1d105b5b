//! What kind of number it is: a figure, a year, a day of a month, a small number, part of a name; and its scale word.

use super::number::Number;
use super::token::{Kind as Piece, Tokens};
use super::unit::{self, Unit};
use super::{Bound, Kind, Quantity, context, han};

/// A scale word behind a number: `million`, `Mrd.`, `亿`, `k` glued on.
pub fn scale(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    if tokens.cjk(at).is_some() {
        return han::scale(tokens, at);
    }
    let hyphen = usize::from(tokens.mark(at, '-') && tokens.glued(at) && tokens.glued(at + 1));
    let at = at + hyphen;
    let by = match tokens.word(at) {
        "hundred" => 1e2,
        "thousand" | "tausend" | "mille" | "mil" => 1e3,
        "million" | "millions" | "millionen" | "mio" | "millones" | "mn" => 1e6,
        "billion" | "billions" | "milliarden" | "milliarde" | "mrd" | "milliards" | "milliard" | "bn" => 1e9,
        "trillion" | "trillions" => 1e12,
        "dozen" => 12.0,
        "lakh" => 1e5,
        "crore" => 1e7,
        "m" | "b" | "k" if tokens.glued(at) && money_scale(tokens, at) => match tokens.typed(at) {
            "M" | "m" => 1e6,
            "B" | "b" => 1e9,
            _ => 1e3,
        },
        "k" if tokens.glued(at) && tokens.typed(at) == "k" => 1e3,
        "m" if tokens.glued(at) && tokens.typed(at) == "M" => 1e6,
        "b" if tokens.glued(at) && tokens.typed(at) == "B" => 1e9,
        _ => return None,
    };
    let dot = matches!(tokens.word(at), "mio" | "mrd") && tokens.mark(at + 1, '.') && tokens.glued(at + 1);
    Some((by, at + 1 + usize::from(dot)))
}

/// Whether a currency sign stands before the number that ends at `at`.
fn money_scale(tokens: &Tokens<'_>, at: usize) -> bool {
    (1..=4).any(|back| at.checked_sub(back).is_some_and(|n| ['$', '€', '£', '¥'].iter().any(|m| tokens.mark(n, *m))))
}

/// Whether letters that are no unit are glued to the number (`3D`, `16S`, `5-HT`): it is a name then.
pub fn glued_name(tokens: &Tokens<'_>, next: usize) -> bool {
    let ordinal_or_unit = |n| unit::behind(tokens, n).is_some() || context::is_ordinal(tokens, n);
    if tokens.glued(next) && tokens.is(next, Piece::Word) {
        return !ordinal_or_unit(next) && tokens.word(next) != "s"
            || tokens.glued(next + 1) && tokens.is(next + 1, Piece::Digits) && !ordinal_or_unit(next);
    }
    let hyphen = tokens.mark(next, '-') && tokens.glued(next) && tokens.glued(next + 1) && tokens.is(next + 1, Piece::Word);
    if !hyphen || unit::behind(tokens, next).is_some() {
        return false;
    }
    let typed = tokens.typed(next + 1);
    let chemical = ["hydroxy", "methyl", "deoxy", "oxo", "beta", "alpha", "amino", "chloro", "fluoro"].iter().any(|c| typed.contains(c));
    chemical || typed.len() <= 3 && typed.chars().all(char::is_uppercase)
}

/// The name that a whole number goes with, in running text (`Apollo 11`, `Windows 10`): a capitalised word before it that does not
/// begin the sentence, and nothing behind it that is counted.
pub fn named_before(tokens: &Tokens<'_>, number: &Number, quantity: &Quantity, first: usize) -> Option<usize> {
    let whole = number.bare && number.lead > 0 && quantity.unit == Unit::Bare && quantity.bound == Bound::Exact && quantity.place == 1.0;
    let (place, _) = tokens.before(first).filter(|(p, t)| whole && *p > 0 && t.kind == Piece::Word)?;
    let typed = tokens.typed(place);
    let capital = typed.chars().next().is_some_and(char::is_uppercase) && typed.chars().nth(1).is_some_and(char::is_lowercase);
    let begins = matches!(tokens.get(place - 1)?.kind, Piece::Mark('.' | '!' | '?' | ':' | '(' | ';'));
    let bounded = context::is_function_word(tokens.word(place)) || is_month(tokens.word(place));
    (capital && !begins && !bounded).then_some(place)
}

/// A unit that stands before its number: `day 7`, `week 12`, `aged 65`.
pub fn unit_before(tokens: &Tokens<'_>, at: usize) -> Option<(f64, Unit)> {
    let (place, _) = tokens.before(at)?;
    if !matches!(tokens.word(place), "day" | "days" | "week" | "weeks" | "month" | "year" | "hour" | "tag" | "woche" | "jour" | "semaine") {
        return None;
    }
    unit::behind(tokens, place).map(|(unit, scale, _)| (scale, unit))
}

/// Whether a number of four digits is a year.
pub fn is_year(tokens: &Tokens<'_>, number: &Number, quantity: &Quantity, at: usize, next: usize) -> bool {
    let fits = number.bare && number.lead == 4 && (1000.0..2100.0).contains(&number.value) && quantity.value == number.value;
    if !fits {
        return false;
    }
    let decade = tokens.glued(number.next) && matches!(tokens.word(number.next), "s" | "er");
    let chinese = tokens.cjk(number.next) == Some('年');
    if decade || chinese {
        return true;
    }
    if !matches!(quantity.unit, Unit::Bare | Unit::Count) || next > number.next {
        return false;
    }
    let word = tokens.before(at).map_or("", |(p, _)| tokens.word(p));
    let dated = matches!(
        word,
        "in" | "since"
            | "by"
            | "until"
            | "during"
            | "between"
            | "year"
            | "early"
            | "late"
            | "mid"
            | "after"
            | "before"
            | "till"
            | "seit"
            | "im"
            | "jahr"
            | "bis"
            | "depuis"
            | "année"
            | "dès"
            | "desde"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "fall"
    ) || is_month(word);
    let counted = quantity.unit == Unit::Count && tokens.typed(number.next).chars().next().is_some_and(char::is_lowercase);
    let plausible = (1500.0..2100.0).contains(&number.value);
    plausible && (dated || !counted) || dated && !counted
}

/// Whether a year is that of a work that is referred to: `Wang et al., 2015`, `(Smith 2015)`; or part of a name: `Disease 2019`.
pub fn is_reference_year(tokens: &Tokens<'_>, at: usize) -> bool {
    let comma = usize::from(at > 0 && tokens.mark(at - 1, ','));
    let bracket = usize::from(at > 0 && tokens.mark(at - 1, '('));
    let Some(before) = at.checked_sub(1 + comma + bracket) else { return false };
    let dot = usize::from(tokens.mark(before, '.'));
    let word = before.saturating_sub(dot);
    let after_names = tokens.word(word) == "al" || comma + bracket == 0 && tokens.word(word) == "disease";
    let name = tokens.typed(word).chars().next().is_some_and(char::is_uppercase) && !is_month(tokens.word(word));
    let closed = tokens.mark(at + 1, ')') || tokens.mark(at + 1, ';');
    after_names || comma == 1 && name && closed
}

/// What bounds a year: `before 1990`, `after 1990`, `by 1990`.
pub fn year_bound(tokens: &Tokens<'_>, at: usize) -> Bound {
    let month = at.checked_sub(1).filter(|b| is_month(tokens.word(*b)) || tokens.is(*b, Piece::Digits)).is_some();
    match at.checked_sub(1).map_or("", |b| tokens.word(b)) {
        "before" if !month => Bound::Less,
        "after" if !month => Bound::More,
        _ => Bound::Exact,
    }
}

/// Whether a word names a month in English, German, French or Spanish (or its first letters do).
pub fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 30] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "januar",
        "februar",
        "märz",
        "mai",
        "juni",
        "juli",
    ];
    const MORE: [&str; 14] = [
        "oktober",
        "dezember",
        "janvier",
        "février",
        "mars",
        "avril",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
        "enero",
    ];
    MONTHS.contains(&word) || MORE.contains(&word)
}

pub fn kind(tokens: &Tokens<'_>, number: &Number, quantity: &Quantity, first: usize) -> Kind {
    let label = |back: usize| first.checked_sub(back).map_or("", |n| tokens.word(n));
    let compared = first > 1 && matches!(tokens.get(first - 1).map(|t| t.kind), Some(Piece::Mark('<' | '>' | '=' | '≤' | '≥')));
    if compared && label(2) == "p" && quantity.value <= 1.0 {
        return Kind::Probability;
    }
    if compared && label(2) == "n" {
        return Kind::Figure;
    }
    let day =
        is_month(label(1)) || is_month(tokens.word(number.next)) || tokens.mark(number.next, '.') && is_month(tokens.word(number.next + 1));
    // `8 of 10 animals` is a figure.
    let share = tokens.word(number.next) == "of" && tokens.is(number.next + 1, Piece::Digits)
        || tokens.mark(number.next, '/') && tokens.glued(number.next);
    if share && number.lead > 0 {
        return Kind::Figure;
    }
    // `one year`, `a thousand`: said loosely as often as counted.
    if matches!(tokens.word(first), "one" | "a") {
        return Kind::Small;
    }
    let whole = quantity.place == 1.0 && quantity.value <= 10.0 && matches!(quantity.unit, Unit::Bare | Unit::Count);
    if whole || day && quantity.value <= 31.0 && quantity.place == 1.0 { Kind::Small } else { Kind::Figure }
}
