//! Goes through a text and reads its quantities.

use super::context::{self, Belongs};
use super::han::{self, Han};
use super::number::{self, Number, Read};
use super::token::{Kind as Piece, Tokens};
use super::unit::{self, Unit};
use super::word::{self, Said};
use super::{Bound, Kind, Quantity, bound, join, nature};
use crate::evidence::marks;

/// The quantities of `text` outside of `opaque` (byte ranges, ascending), read as `lang` (a primary tag) writes numbers.
pub fn read(text: &str, opaque: &[(usize, usize)], lang: &str) -> Vec<Quantity> {
    if marks::of(lang).read(text).may(marks::NUMBER) { read_marked(text, opaque, lang) } else { Vec::new() }
}

/// The same of a text that is known to be marked as one that may hold a number.
pub fn read_marked(text: &str, opaque: &[(usize, usize)], lang: &str) -> Vec<Quantity> {
    let tokens = Tokens::new(text, opaque);
    let comma = !matches!(lang, "en" | "zh" | "ja" | "ko" | "he" | "th" | "hi");
    let mut scan = Scan { tokens: &tokens, lang, lists: word::lists(lang), comma, found: Vec::new() };
    let mut at = 0;
    while at < tokens.count() {
        at = scan.step(at);
    }
    let mut found = scan.found;
    join::share_units(&tokens, &mut found);
    found.into_iter().map(|(q, ..)| q).collect()
}

struct Scan<'a, 't> {
    tokens: &'a Tokens<'t>,
    lang: &'a str,
    /// Numbers as words.
    lists: Option<&'static word::Lists>,
    comma: bool,
    /// Quantities, each with its first token and the token behind it.
    found: Vec<(Quantity, usize, usize)>,
}

impl Scan<'_, '_> {
    /// Reads what stands at `at`; gives the token to go on with.
    fn step(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        let Some(token) = tokens.get(at) else { return at + 1 };
        match token.kind {
            Piece::Digits => self.digits(at),
            Piece::Mark('.') if tokens.is(at + 1, Piece::Digits) && tokens.glued(at + 1) && token.gap => self.fraction(at),
            Piece::Word => match address(tokens, at) {
                Some(end) => end,
                None => self.words(at),
            },
            Piece::Cjk(_) => self.characters(at),
            _ => at + 1,
        }
    }

    fn digits(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        if let Some(end) = identifier(tokens, at) {
            return end;
        }
        let number = match number::read(tokens, at, self.comma) {
            Read::Number(number) => number,
            Read::Name(next) => return next,
            Read::Date(year, next) => {
                if let Some(year) = year {
                    self.push(year_of(f64::from(year)), at, next);
                }
                return next;
            }
        };
        match context::belongs(tokens, at) {
            Some(Belongs::Nothing) => return self.past_list(number.next),
            Some(Belongs::Name(stem)) => return self.name(&number, stem, at),
            None => {}
        }
        if context::is_ordinal(tokens, number.next) || context::is_numbering(tokens, at, number.next) {
            return number.next + usize::from(context::is_ordinal(tokens, number.next));
        }
        self.quantity(number, at)
    }

    /// `Tables 2 and 3`, `Fig. 2–4`: the rest of a list of references goes with its first number.
    fn past_list(&self, mut next: usize) -> usize {
        let tokens = self.tokens;
        loop {
            let joined = tokens.mark(next, '–') || tokens.mark(next, '-') || tokens.mark(next, ',') || tokens.word(next) == "and";
            let whole = tokens.is(next + 1, Piece::Digits) && tokens.digits(next + 1).count() <= 2;
            let unit = unit::behind(tokens, next + 2).is_some();
            let goes_on = tokens.mark(next + 2, '.') && tokens.is(next + 3, Piece::Digits) && tokens.glued(next + 3);
            if !joined || !whole || unit || goes_on {
                return next;
            }
            next += 2;
        }
    }

    /// A number that belongs to a name: kept with the name's stem, so that `IL-6` is not taken for `IL-8`.
    fn name(&mut self, number: &Number, stem: usize, at: usize) -> usize {
        let tokens = self.tokens;
        let mut quantity = plain(number.value, number.place);
        quantity.kind = Kind::Name;
        quantity.noun = tokens.word(stem).to_owned();
        let mut next = number.next;
        // `H5N1`, `CD4a`: what is glued on goes with it.
        while tokens.glued(next) && (tokens.is(next, Piece::Word) || tokens.is(next, Piece::Digits)) {
            next += 1;
        }
        if let (Some(first), Some(last)) = (tokens.get(stem), tokens.get(next - 1)) {
            quantity.span = (first.start, last.end);
            self.found.push((quantity, at, next));
        }
        next
    }

    /// `.05`
    fn fraction(&mut self, at: usize) -> usize {
        let digits = self.tokens.digits(at + 1);
        let place = 10f64.powi(-i32::try_from(digits.clone().count()).unwrap_or(300));
        let value = digits.fold(0.0, |v, d| v * 10.0 + f64::from(d)) * place;
        let number = Number { value, place, alt: None, next: at + 2, lead: 0, bare: false };
        self.quantity(number, at)
    }

    fn quantity(&mut self, number: Number, at: usize) -> usize {
        let tokens = self.tokens;
        let mut quantity = plain(number.value, number.place);
        quantity.alt = number.alt;
        let mut next = number.next;
        if let Some((by, end)) = nature::scale(tokens, next) {
            quantity.value *= by;
            quantity.place *= by;
            quantity.alt = quantity.alt.map(|(v, p)| (v * by, p * by));
            next = end;
        }
        if nature::glued_name(tokens, next) {
            return self.name(&number, at, at);
        }
        let mut first = at;
        next = self.unit(&mut quantity, &mut first, next);
        if nature::is_year(tokens, &number, &quantity, at, next) {
            let end = next;
            if nature::is_reference_year(tokens, at) {
                return next;
            }
            let bound = nature::year_bound(tokens, at);
            self.push(Quantity { kind: Kind::Year, unit: Unit::Bare, noun: String::new(), bound, ..quantity }, at, end);
            return next;
        }
        self.signs(&mut quantity, &mut first);
        if let Some((bound, end)) = bound::behind(tokens, next) {
            quantity.bound = bound;
            next = end;
        }
        if let Some(stem) = nature::named_before(tokens, &number, &quantity, first) {
            return self.name(&number, stem, at);
        }
        quantity.kind = nature::kind(tokens, &number, &quantity, first);
        self.push(quantity, first, next);
        next
    }

    /// Reads the unit behind the number, or the currency before it.
    fn unit(&self, quantity: &mut Quantity, first: &mut usize, next: usize) -> usize {
        let tokens = self.tokens;
        if let Some((currency, start)) = unit::before(tokens, *first) {
            quantity.unit = Unit::Money(currency);
            *first = start;
            return next;
        }
        if let Some((unit, scale, end)) = unit::behind(tokens, next) {
            (quantity.unit, quantity.scale) = (unit, scale);
            return end;
        }
        quantity.noun = context::noun(tokens, next);
        if !quantity.noun.is_empty() {
            quantity.words = (next + 1..next + 3).map_while(|n| Some(context::noun(tokens, n)).filter(|w| !w.is_empty())).collect();
        }
        if !quantity.noun.is_empty() {
            quantity.unit = Unit::Count;
        } else if let Some((scale, unit)) = nature::unit_before(tokens, *first) {
            (quantity.unit, quantity.scale) = (unit, scale);
        }
        next
    }

    /// Sign and bound before the number.
    fn signs(&self, quantity: &mut Quantity, first: &mut usize) {
        let tokens = self.tokens;
        if let Some((place, _)) =
            tokens.before(*first).filter(|(p, _)| (tokens.mark(*p, '-') || tokens.mark(*p, '+')) && tokens.glued(*first))
        {
            let free = tokens.get(place).is_some_and(|t| t.gap)
                || tokens.mark(place.wrapping_sub(1), '(')
                || tokens.mark(place.wrapping_sub(1), '=');
            if free {
                quantity.sign = Some(if tokens.mark(place, '-') { '-' } else { '+' });
                *first = place;
            }
        }
        let (bound, _) = bound::before(tokens, *first);
        quantity.bound = bound;
    }

    fn words(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        let Some((said, next)) = self.lists.and_then(|lists| word::read(tokens, at, self.lang, lists)) else { return at + 1 };
        let glued = tokens
            .before(at)
            .is_some_and(|(p, t)| !tokens.get(at).is_some_and(|x| x.gap) && (t.kind == Piece::Word || tokens.mark(p, '-')));
        if glued {
            return next;
        }
        match said {
            Said::Number(value) => {
                let number = Number { value, place: 1.0, alt: None, next, lead: 0, bare: false };
                self.quantity(number, at)
            }
            Said::Share(value) => self.said(value, Unit::Percent, at, next),
            Said::Multiple(value) => self.said(value, Unit::Times, at, next),
        }
    }

    fn said(&mut self, value: f64, unit: Unit, at: usize, next: usize) -> usize {
        let (bound, _) = bound::before(self.tokens, at);
        let place = if unit == Unit::Percent { 4.0 } else { 0.5 };
        self.push(Quantity { unit, kind: Kind::Said, bound, ..plain(value, place) }, at, next);
        next
    }

    fn characters(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        // 百分之35, and numerals.
        let Some((read, next)) = han::read(tokens, at) else { return at + 1 };
        if at > 0 && tokens.cjk(at - 1) == Some('第') {
            return next;
        }
        match read {
            Han::Share(value) => {
                let place =
                    if tokens.text[tokens.get(at).map_or(0, |t| t.start)..].starts_with("百分之") { fraction_place(value) } else { 4.0 };
                let (bound, _) = bound::before(tokens, at);
                self.push(Quantity { unit: Unit::Percent, bound, ..plain(value, place) }, at, next);
                next
            }
            Han::Number(value) => self.quantity(Number { value, place: fraction_place(value), alt: None, next, lead: 0, bare: false }, at),
        }
    }

    fn push(&mut self, mut quantity: Quantity, first: usize, next: usize) {
        let (Some(start), Some(end)) = (self.tokens.get(first), self.tokens.get(next.max(first + 1) - 1)) else { return };
        quantity.span = (start.start, end.end);
        self.found.push((quantity, first, next));
    }
}

fn fraction_place(value: f64) -> f64 {
    let cents = value * 10.0;
    if (value - value.round()).abs() < 1e-9 {
        1.0
    } else if (cents - cents.round()).abs() < 1e-6 {
        0.1
    } else {
        0.01
    }
}

fn plain(value: f64, place: f64) -> Quantity {
    Quantity {
        span: (0, 0),
        value,
        place,
        alt: None,
        unit: Unit::Bare,
        scale: 1.0,
        kind: Kind::Figure,
        bound: Bound::Exact,
        noun: String::new(),
        words: Vec::new(),
        range: None,
        lent: false,
        sign: None,
    }
}

fn year_of(value: f64) -> Quantity {
    Quantity { kind: Kind::Year, ..plain(value, 1.0) }
}

/// An address, DOI or e-mail that begins at the word at `at`: the token behind it.
fn address(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if !matches!(tokens.get(at + 1)?.kind, Piece::Mark(':' | '.')) {
        return None;
    }
    let scheme = tokens.mark(at + 1, ':') && tokens.mark(at + 2, '/') && tokens.mark(at + 3, '/');
    let www = tokens.word(at) == "www" && tokens.mark(at + 1, '.') && tokens.glued(at + 1);
    let labelled = matches!(tokens.word(at), "doi" | "arxiv" | "pmid" | "isbn" | "issn") && tokens.mark(at + 1, ':');
    (scheme || www || labelled).then(|| to_gap(tokens, at + 1 + usize::from(labelled && !tokens.glued(at + 2)) * 2))
}

/// A DOI that begins at the digits at `at` (`10.1000/182`): the token behind it.
fn identifier(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let doi = tokens.typed(at) == "10" && tokens.mark(at + 1, '.') && tokens.digits(at + 2).count() >= 4 && tokens.mark(at + 3, '/');
    doi.then(|| to_gap(tokens, at + 1))
}

fn to_gap(tokens: &Tokens<'_>, from: usize) -> usize {
    (from..tokens.count()).find(|n| tokens.get(*n).is_some_and(|t| t.gap)).unwrap_or(tokens.count())
}
