//! What stands around a number and says that it is no quantity: names, references, ordinals, numberings.

use super::token::{Kind, Tokens};

/// Words before a number that make it the number of a part, a work or a kind.
const PARTS: &[&str] = &[
    "table",
    "tables",
    "fig",
    "figs",
    "figure",
    "figures",
    "section",
    "sections",
    "sec",
    "chapter",
    "chapters",
    "ch",
    "eq",
    "eqs",
    "equation",
    "equations",
    "appendix",
    "page",
    "pages",
    "p",
    "pp",
    "vol",
    "volume",
    "issue",
    "no",
    "nr",
    "step",
    "line",
    "lines",
    "item",
    "ref",
    "refs",
    "reference",
    "references",
    "supplement",
    "supplementary",
    "box",
    "panel",
    "footnote",
    "note",
    "abb",
    "abbildung",
    "tab",
    "tabelle",
    "abschnitt",
    "kapitel",
    "seite",
    "tableau",
    "chapitre",
    "capítulo",
    "tabla",
    "figura",
    "version",
    "v",
    "release",
    "clause",
    "article",
    "theorem",
    "wcag",
    "android",
    "ios",
    "ubuntu",
    "java",
    "html",
    "css",
    "http",
    "tls",
    "unicode",
    "usb",
    "bluetooth",
    "lemma",
    "definition",
    "algorithm",
    "listing",
    "rfc",
    "iso",
    "question",
    "scenario",
    "highway",
    "route",
    "act",
];

/// Words before a number that make it a kind of something: a name.
const KINDS: &[&str] = &[
    "type",
    "phase",
    "grade",
    "stage",
    "class",
    "category",
    "level",
    "group",
    "arm",
    "cohort",
    "experiment",
    "study",
    "trial",
    "model",
    "cluster",
    "tier",
    "zone",
    "factor",
    "case",
    "schedule",
    "typ",
    "phasen",
    "stadium",
    "gruppe",
    "studie",
    "stade",
    "groupe",
    "fase",
    "tipo",
    "chromosome",
    "exon",
    "residue",
    "position",
    "channel",
    "condition",
    "task",
    "layer",
    "quartile",
    "tertile",
    "sample",
    "period",
    "wave",
    "python",
    "windows",
    "interleukin",
    "caspase",
    "omega",
    "vitamin",
    "apollo",
    "boeing",
    "airbus",
    "number",
    "part",
    "rank",
    "ranked",
];

/// What a number in digits at `at` belongs to, where that is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// A reference, an ordinal, a list numeral: not read at all.
    Nothing,
    /// A name whose stem begins at this token.
    Name(usize),
}

/// Whether the digits at `at` belong to a name, a reference or a numbering.
pub fn belongs(tokens: &Tokens<'_>, at: usize) -> Option<Belongs> {
    let token = tokens.get(at)?;
    let (place, previous) = tokens.before(at)?;
    if !token.gap {
        match previous.kind {
            // `H5N1`, `p53`; a currency such as `CHF12` is no name.
            Kind::Word if super::unit::before(tokens, at).is_none() => return Some(Belongs::Name(place)),
            Kind::Mark('-') if !previous.gap && tokens.is(place.wrapping_sub(1), Kind::Word) => {
                let free = ["pre", "post", "mid", "sub", "non", "early", "late", "under", "over", "to", "and", "bis"];
                let word = tokens.word(place - 1);
                let cut = tokens.before(place - 1).is_some_and(|(_, t)| t.kind == Kind::Digits && tokens.glued(place - 1));
                return (!free.contains(&word) && !cut).then_some(Belongs::Name(place - 1));
            }
            // `p.12`, `fig.2`
            Kind::Mark('.') if !previous.gap && PARTS.contains(&tokens.word(place.wrapping_sub(1))) => return Some(Belongs::Nothing),
            Kind::Mark('#' | '§' | '№') => return Some(Belongs::Nothing),
            Kind::Cjk('第') => return Some(Belongs::Nothing),
            _ => {}
        }
    }
    if matches!(previous.kind, Kind::Mark('§' | '№' | '#')) {
        return Some(Belongs::Nothing);
    }
    let dot = previous.kind == Kind::Mark('.');
    let word = if dot { place.checked_sub(1)? } else { place };
    let label = tokens.word(word);
    if PARTS.contains(&label) && (label.len() > 1 || dot) {
        return Some(Belongs::Nothing);
    }
    (!dot && KINDS.contains(&label)).then_some(Belongs::Name(word))
}

/// Whether the digits up to `next` are an ordinal (`3rd`, `21st`).
pub fn is_ordinal(tokens: &Tokens<'_>, next: usize) -> bool {
    tokens.glued(next) && matches!(tokens.word(next), "st" | "nd" | "rd" | "th" | "e" | "er" | "ère" | "ème" | "ten" | "te")
}

/// Whether the number of tokens `at..next` stands in square brackets alone, as numeric citations do, or numbers a list.
pub fn is_numbering(tokens: &Tokens<'_>, at: usize, next: usize) -> bool {
    let list = (at == 0 || at == 1 && tokens.mark(0, '(')) && (tokens.mark(next, ')') || tokens.mark(next, '.')) && !tokens.glued(next + 1);
    let opened = at > 0 && tokens.mark(at - 1, '[');
    let inside = at > 0 && (tokens.mark(at - 1, ',') || tokens.mark(at - 1, '–') || tokens.mark(at - 1, '-')) && in_brackets(tokens, at);
    let closes = tokens.mark(next, ']') || tokens.mark(next, ',') || tokens.mark(next, '–') || tokens.mark(next, '-');
    list || (opened || inside) && closes && to_bracket(tokens, next)
}

/// Whether only numbers and marks stand between the opening bracket and `at`.
fn in_brackets(tokens: &Tokens<'_>, at: usize) -> bool {
    (1..=12).find_map(|back| match tokens.get(at.checked_sub(back)?)?.kind {
        Kind::Mark('[') => Some(true),
        Kind::Digits | Kind::Mark(',' | '–' | '-' | ';') => None,
        _ => Some(false),
    }) == Some(true)
}

/// Whether only whole numbers and marks stand between `at` and the closing bracket.
fn to_bracket(tokens: &Tokens<'_>, at: usize) -> bool {
    (at..at + 12).find_map(|n| match tokens.get(n)?.kind {
        Kind::Mark(']') => Some(true),
        Kind::Digits | Kind::Mark(',' | '–' | '-' | ';') => None,
        _ => Some(false),
    }) == Some(true)
}

/// Words that say no noun: what follows a number without being what it counts.
const NO_NOUN: &[&str] = &[
    "and",
    "or",
    "to",
    "in",
    "of",
    "for",
    "with",
    "from",
    "by",
    "at",
    "on",
    "as",
    "than",
    "vs",
    "versus",
    "per",
    "the",
    "a",
    "an",
    "was",
    "were",
    "is",
    "are",
    "had",
    "has",
    "have",
    "but",
    "while",
    "when",
    "that",
    "which",
    "after",
    "before",
    "during",
    "between",
    "among",
    "compared",
    "respectively",
    "higher",
    "lower",
    "more",
    "less",
    "und",
    "oder",
    "bis",
    "im",
    "in",
    "der",
    "die",
    "das",
    "von",
    "bei",
    "mit",
    "auf",
    "nach",
    "vor",
    "et",
    "ou",
    "à",
    "dans",
    "chez",
    "de",
    "des",
    "du",
    "en",
    "sur",
    "y",
    "o",
    "a",
    "al",
    "if",
    "did",
    "could",
    "may",
    "would",
    "can",
    "also",
    "not",
    "it",
    "its",
    "their",
    "they",
    "we",
    "this",
    "these",
    "through",
    "until",
    "since",
    "over",
    "under",
    "into",
    "about",
    "only",
    "ist",
    "war",
    "est",
    "il",
    "elle",
    "par",
    "pour",
    "avec",
    "with",
    "without",
    "within",
    "across",
    "against",
    "because",
    "so",
    "such",
    "e",
    "i",
];

/// Verbs that follow numbers of people: `those over 65 took …`.
const VERBS: &[&str] = &[
    "took", "went", "fell", "rose", "gave", "got", "held", "found", "felt", "came", "left", "grew", "became", "won", "lost", "met", "kept",
    "made", "said", "say", "says", "show", "shows", "took", "ran", "saw", "chose", "drank", "ate", "slept", "spent",
];

/// Whether a word only binds others.
pub fn is_function_word(word: &str) -> bool {
    NO_NOUN.contains(&word)
}

/// The beginning of the noun at `at` (after a hyphen too), in lower case and without its ending; empty where there is none.
pub fn noun(tokens: &Tokens<'_>, at: usize) -> String {
    let hyphen = usize::from(tokens.mark(at, '-') && tokens.glued(at) && tokens.glued(at + 1));
    let at = at + hyphen;
    if let Some(c) = tokens.cjk(at) {
        return if matches!(c, '的' | '到' | '至' | '和' | '与' | '、' | '在' | '时') { String::new() } else { c.to_string() };
    }
    let word = tokens.word(at);
    // `of the 34 treated`, `people over 65 took`: a verb counts nothing.
    let verb = word.ends_with("ed") || VERBS.contains(&word);
    if word.chars().count() < 2 || verb || is_function_word(word) || tokens.get(at).is_some_and(|t| !t.gap) && hyphen == 0 {
        return String::new();
    }
    stem(word)
}

/// A word without the endings that number and case give it: its first six letters, less a final `s` or `e`.
pub fn stem(word: &str) -> String {
    if word.is_ascii() {
        return ascii_stem(word);
    }
    let lower: String = word.chars().flat_map(char::to_lowercase).collect();
    let trimmed = lower.strip_suffix("ies").map(|s| format!("{s}y")).unwrap_or_else(|| lower.clone());
    let trimmed = trimmed.trim_end_matches(['s', 'e', 'n']);
    trimmed.chars().take(6).collect()
}

/// The same for a word of ASCII letters, with one copy of it at most.
fn ascii_stem(word: &str) -> String {
    let body = word.len().checked_sub(3).filter(|at| word[*at..].eq_ignore_ascii_case("ies"));
    // `studies` is `study`: the `y` ends it.
    let mut stem = match body {
        Some(at) => format!("{}y", &word[..at.min(6)]),
        None => {
            let trimmed = word.trim_end_matches(['s', 'e', 'n', 'S', 'E', 'N']);
            trimmed[..trimmed.len().min(6)].to_owned()
        }
    };
    stem.truncate(6);
    stem.make_ascii_lowercase();
    stem
}
