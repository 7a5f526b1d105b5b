//! Numbers that share a unit: `30 to 40%`, `12, 14 and 16 mg`, `2–3 million`.

use super::token::{Kind as Piece, Tokens};
use super::unit::Unit;
use super::{Kind, Quantity, Range};

/// `30 to 40%`, `2–3 million`, `12, 14 and 16 mg`, `12.3 ± 0.4 years`: a number without a unit takes that of the next one.
pub fn share_units(tokens: &Tokens<'_>, found: &mut [(Quantity, usize, usize)]) {
    for n in (0..found.len().saturating_sub(1)).rev() {
        let (head, tail) = found.split_at_mut(n + 1);
        let ((quantity, _, end), (next, start, _)) = (&mut head[n], &tail[0]);
        if matches!(quantity.kind, Kind::Name | Kind::Year) || next.kind == Kind::Name {
            continue;
        }
        let joined = join(tokens, *end, *start);
        quantity.range = match joined {
            Join::Change => Some(Range::Change),
            Join::Span => Some(Range::Span),
            _ => None,
        };
        // In `1.8, 95% CI` a comma lends nothing; in `12, 14 and 16 mg` the 14 has its unit from the 16.
        let lends = joined != Join::No && (joined != Join::Comma || next.lent);
        if quantity.unit != Unit::Bare || !lends || next.unit == Unit::Bare {
            continue;
        }
        quantity.lent = true;
        (quantity.unit, quantity.scale) = (next.unit, next.scale);
        if quantity.noun.is_empty() {
            quantity.noun.clone_from(&next.noun);
        }
        if next.unit != Unit::Count && quantity.kind == Kind::Small {
            quantity.kind = Kind::Figure;
        }
        // `2–3 million` is two million to three.
        if next.place > 1.0 && quantity.place <= 1.0 && quantity.value < 1000.0 && next.value >= 1e3 {
            let by = 1000f64.powi((next.value.log10() / 3.0).floor() as i32);
            quantity.alt = Some((quantity.value, quantity.place));
            (quantity.value, quantity.place) = (quantity.value * by, quantity.place * by);
        }
    }
}

#[derive(PartialEq, Eq)]
enum Join {
    Change,
    Span,
    List,
    Comma,
    No,
}

/// How the numbers that end at token `end` and begin at `start` are joined.
fn join(tokens: &Tokens<'_>, end: usize, start: usize) -> Join {
    let word = tokens.word(end);
    match start.checked_sub(end) {
        Some(0) => Join::Span,
        Some(1) => match tokens.get(end).map(|t| t.kind) {
            Some(Piece::Mark('–' | '-' | '~' | '±')) => Join::Span,
            Some(Piece::Mark('/')) => Join::List,
            Some(Piece::Mark(',')) => Join::Comma,
            Some(Piece::Cjk('至' | '到')) => Join::Change,
            Some(Piece::Cjk('和' | '与' | '、' | '或')) => Join::List,
            _ if matches!(word, "to" | "bis" | "auf" | "à" | "a") => Join::Change,
            _ if matches!(word, "and" | "or" | "und" | "oder" | "et" | "ou" | "y" | "vs" | "versus") => Join::List,
            _ => Join::No,
        },
        Some(2) if tokens.mark(end, ',') && matches!(tokens.word(end + 1), "and" | "or" | "und" | "et") => Join::List,
        Some(2) if tokens.mark(end, '+') && tokens.mark(end + 1, '/') => Join::Span,
        Some(3) if tokens.mark(end, '+') && tokens.mark(end + 1, '/') && tokens.mark(end + 2, '-') => Join::Span,
        _ => Join::No,
    }
}
