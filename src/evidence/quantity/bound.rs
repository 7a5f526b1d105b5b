//! What bounds a number: `more than`, `≥`, `about` before it, `or older` behind it.

use super::Bound;
use super::token::{Kind, Tokens};
use crate::base::fasthash::FastMap;
use std::sync::LazyLock;

/// Words before a number that bound it, in English, German, French and Spanish.
const BEFORE: &[(Bound, &[&str])] = &[
    (Bound::AtMost, &["no more than", "not more than", "at most", "up to", "maximum of", "höchstens", "bis zu", "au plus", "jusqu à"]),
    (Bound::AtLeast, &["no less than", "no fewer than", "at least", "minimum of", "mindestens", "wenigstens", "au moins", "al menos"]),
    (
        Bound::More,
        &[
            "more than",
            "greater than",
            "higher than",
            "larger than",
            "longer than",
            "older than",
            "above",
            "over",
            "exceeding",
            "exceeded",
            "exceeds",
            "surpassing",
            "well over",
            "upwards of",
            "mehr als",
            "über",
            "plus de",
            "más de",
        ],
    ),
    (
        Bound::Less,
        &[
            "less than",
            "fewer than",
            "lower than",
            "smaller than",
            "shorter than",
            "younger than",
            "below",
            "under",
            "weniger als",
            "unter",
            "moins de",
            "menos de",
        ],
    ),
    (Bound::Almost, &["almost", "nearly", "just under", "fast", "knapp", "beinahe", "près de", "presque", "casi"]),
    (
        Bound::About,
        &[
            "close to",
            "about",
            "around",
            "approximately",
            "approx",
            "roughly",
            "some",
            "circa",
            "ca",
            "etwa",
            "rund",
            "ungefähr",
            "environ",
            "aproximadamente",
        ],
    ),
];

/// The same by their last word, each in the order of the table.
static BY_LAST: LazyLock<FastMap<&'static str, Vec<(Bound, &'static str)>>> = LazyLock::new(|| {
    let mut out: FastMap<&'static str, Vec<(Bound, &'static str)>> = FastMap::default();
    for (bound, phrases) in BEFORE {
        for phrase in *phrases {
            out.entry(phrase.rsplit(' ').next().unwrap_or(phrase)).or_default().push((*bound, phrase));
        }
    }
    out
});

/// Characters before a number that bound it in Chinese and Japanese.
const BEFORE_CJK: &[(&str, Bound)] = &[
    ("不到", Bound::Less),
    ("少于", Bound::Less),
    ("低于", Bound::Less),
    ("不足", Bound::Less),
    ("超过", Bound::More),
    ("超過", Bound::More),
    ("高于", Bound::More),
    ("多于", Bound::More),
    ("大于", Bound::More),
    ("逾", Bound::More),
    ("至少", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("最多", Bound::AtMost),
    ("高达", Bound::AtMost),
    ("近", Bound::Almost),
    ("接近", Bound::Almost),
    ("约", Bound::About),
    ("大约", Bound::About),
    ("約", Bound::About),
];

/// The bound that stands before the token at `at`, and the first token of it where it is a mark.
pub fn before(tokens: &Tokens<'_>, at: usize) -> (Bound, Option<usize>) {
    let Some((place, token)) = tokens.before(at) else { return (Bound::Exact, None) };
    if let Kind::Mark(mark) = token.kind {
        let bound = match mark {
            '>' => Bound::More,
            '<' => Bound::Less,
            '≥' => Bound::AtLeast,
            '≤' => Bound::AtMost,
            '~' | '≈' => Bound::About,
            // `ca. 40`
            '.' if matches!(tokens.word(place.saturating_sub(1)), "ca" | "approx" | "c") => Bound::About,
            '=' if tokens.mark(place.wrapping_sub(1), '>') => Bound::AtLeast,
            '=' if tokens.mark(place.wrapping_sub(1), '<') => Bound::AtMost,
            _ => return (Bound::Exact, None),
        };
        return (bound, Some(place));
    }
    if let Kind::Cjk(_) = token.kind {
        let head = &tokens.text[..token.end];
        let found = BEFORE_CJK.iter().filter(|(words, _)| head.ends_with(words)).max_by_key(|(words, _)| words.len());
        return (found.map_or(Bound::Exact, |(_, bound)| *bound), None);
    }
    let skip = usize::from(matches!(tokens.word(place), "a" | "an" | "the" | "just" | "only" | "as"));
    let last = place.saturating_sub(skip);
    let matched = |phrase: &str| {
        let words = phrase.rsplit(' ').enumerate();
        words.fold(true, |all, (n, w)| all && last.checked_sub(n).is_some_and(|at| tokens.word(at) == w))
    };
    let phrases = BY_LAST.get(tokens.word(last)).into_iter().flatten();
    let found = phrases.filter(|(_, phrase)| matched(phrase)).max_by_key(|(_, phrase)| phrase.len());
    (found.map_or(Bound::Exact, |(bound, _)| *bound), None)
}

/// The bound that stands behind a quantity (`or more`, `or older`, `+`), with the token behind it.
pub fn behind(tokens: &Tokens<'_>, at: usize) -> Option<(Bound, usize)> {
    if tokens.mark(at, '+') && tokens.glued(at) && !tokens.glued(at + 1) {
        return Some((Bound::AtLeast, at + 1));
    }
    let or = matches!(tokens.word(at), "or" | "and" | "oder" | "und" | "ou" | "et");
    if or {
        let bound = match tokens.word(at + 1) {
            "more" | "older" | "greater" | "above" | "higher" | "over" | "longer" | "mehr" | "älter" | "plus" => Bound::AtLeast,
            "less" | "fewer" | "younger" | "below" | "lower" | "under" | "weniger" | "jünger" | "moins" => Bound::AtMost,
            _ => return None,
        };
        return Some((bound, at + 2));
    }
    let start = tokens.get(at)?.start;
    let rest = &tokens.text[start..];
    let cjk = [("以上", Bound::AtLeast), ("以下", Bound::AtMost), ("以内", Bound::AtMost), ("多", Bound::More), ("余", Bound::More)];
    cjk.iter().find(|(words, _)| rest.starts_with(words)).map(|(words, bound)| (*bound, at + words.chars().count()))
}
