//! Names of people and organisations: from what was typed to a [Name] ([parse_name], [list]), and from a [Name] to the
//! forms that pages show ([short], [full], [narrative]).
//!
//! Invariant: nothing is lost. What cannot be told apart with certainty stays [Name::Literal], as typed.

use super::Name;

/// Shown for "and others"; also the [Name::Literal] that stands for it in a list.
pub const ET_AL: &str = "et al.";

/// A name from one string: `Family, Given`; `Family, Jr., Given` (BibTeX); `Given von Family`; `{Organisation}`.
///
/// Of two words in Han or Hangul the first is the family name (山田 太郎); in Kana alone, as names from elsewhere are written, the last.
/// Single words, names written without spaces (王小明), organisations and "et al." stay literal.
pub fn parse_name(text: &str) -> Name {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).filter(|t| !t.contains(['{', '}'])) {
        return Name::Literal(inner.trim().to_owned());
    }
    let text = text.trim_end_matches([',', ';']).trim_end();
    if is_others(text) {
        return Name::Literal(ET_AL.to_owned());
    }
    if let Some((family, given)) = text.split_once(',') {
        return with_comma(text, family.trim(), given.trim());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 || is_organisation(&words) {
        return Name::Literal(words.join(" "));
    }
    if let [family, given] = words.as_slice()
        && is_cjk(family)
        && is_cjk(given)
        && family.chars().any(|c| !is_kana(c))
    {
        return person(&[family], &[given], None);
    }
    in_reading_order(&words)
}

fn with_comma(text: &str, family: &str, given: &str) -> Name {
    if family.is_empty() || given.is_empty() || is_company(given) {
        return Name::Literal(text.trim_matches(',').trim().to_owned());
    }
    // BibTeX's third form puts the suffix in the middle; elsewhere it stands last. Ours is last.
    let given = match given.split_once(',') {
        Some((suffix, first)) if is_suffix(suffix.trim()) => format!("{}, {}", first.trim(), suffix.trim()),
        _ => given.to_owned(),
    };
    Name::Person { family: family.to_owned(), given }
}

fn in_reading_order(words: &[&str]) -> Name {
    let (words, suffix) = match words.split_last() {
        Some((last, rest)) if rest.len() >= 2 && is_suffix(last) => (rest, Some(*last)),
        _ => (words, None),
    };
    // Initials at the end (`Smith JA`, as PubMed writes) put the family name first.
    if let [family @ .., initials] = words
        && !family.is_empty()
        && is_initials(initials)
        && !family.iter().any(|w| is_initials(w) || w.ends_with('.'))
    {
        return person(family, &[initials], suffix);
    }
    let last = words.len() - 1;
    let particle = words[..last].iter().position(|w| is_particle(w)).filter(|at| *at > 0);
    let at = particle.unwrap_or(last);
    person(&words[at..], &words[..at], suffix)
}

fn person(family: &[&str], given: &[&str], suffix: Option<&str>) -> Name {
    let mut given = given.join(" ");
    if let Some(suffix) = suffix {
        given.push_str(", ");
        given.push_str(suffix);
    }
    Name::Person { family: family.join(" "), given }
}

/// Names in one string: parted by `;`, else by ` and ` outside braces; an `et al.` at the end becomes an entry of its own.
pub fn list(text: &str) -> Vec<Name> {
    let parts = if text.contains(';') { split_outside(text, ";") } else { split_outside(text, " and ") };
    let mut names = Vec::new();
    for part in parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()) {
        let head = [" et al.", " et al", " u. a.", " others"].iter().find_map(|end| part.strip_suffix(end));
        match head {
            Some(head) => names.extend([parse_name(head), Name::Literal(ET_AL.to_owned())]),
            None => names.push(parse_name(part)),
        }
    }
    names
}

/// `text` cut at each `separator` (compared without ASCII case) that no brace encloses; white space counts as a space.
pub fn split_outside<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let bytes = text.as_bytes();
    let wanted = separator.as_bytes();
    let same = |at: usize| {
        bytes.get(at..at + wanted.len()).is_some_and(|window| {
            window.iter().zip(wanted).all(|(a, b)| a.eq_ignore_ascii_case(b) || (*b == b' ' && a.is_ascii_whitespace()))
        })
    };
    let (mut depth, mut start, mut at, mut out) = (0usize, 0, 0, Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && same(at) => {
                // Empty where two separators share the space between them (` and and `).
                out.push(text.get(start..at).unwrap_or(""));
                start = at + wanted.len();
                // The space that ends one ` and ` may begin the next; a lone space may not, as nothing would move on.
                at = if wanted.len() > 1 && wanted.ends_with(b" ") { start - 1 } else { start };
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    out.push(text.get(start..).unwrap_or(""));
    out
}

fn is_others(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "et al." | "et al" | "others" | "and others" | "u. a." | "u.a." | "等")
}

fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "jr" | "Sr" | "sr" | "II" | "III" | "IV")
}

fn is_company(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.').to_lowercase().as_str(),
        "inc" | "ltd" | "llc" | "plc" | "corp" | "co" | "gmbh" | "ag" | "s.a" | "b.v"
    )
}

/// `JA`, `J`, `J-P`, `ÅB`: one to four capitals without full stops.
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| *c != '-').count();
    (1..=3).contains(&letters) && word.chars().all(|c| c.is_uppercase() || c == '-')
}

/// Words that belong to the family name where they stand before it.
fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 31] = [
        "von", "van", "vom", "zu", "zum", "zur", "der", "den", "de", "del", "della", "dello", "di", "da", "das", "do", "dos", "du", "des",
        "la", "le", "lo", "ter", "ten", "te", "af", "av", "bin", "ibn", "el", "'t",
    ];
    PARTICLES.contains(&word) || word.starts_with("d'") || word.starts_with("al-") || word.starts_with("el-")
}

/// Words that no person's name holds.
fn is_organisation(words: &[&str]) -> bool {
    const MARKS: [&str; 66] = [
        "academy",
        "administration",
        "agency",
        "alliance",
        "association",
        "authority",
        "bank",
        "board",
        "bureau",
        "bundesamt",
        "center",
        "centers",
        "centre",
        "college",
        "collaboration",
        "commission",
        "committee",
        "company",
        "confederation",
        "consortium",
        "corporation",
        "council",
        "department",
        "federation",
        "forum",
        "foundation",
        "fund",
        "government",
        "group",
        "hospital",
        "inc",
        "initiative",
        "institut",
        "institute",
        "institutes",
        "institution",
        "international",
        "laboratory",
        "league",
        "library",
        "llc",
        "ltd",
        "ministry",
        "museum",
        "nations",
        "national",
        "network",
        "office",
        "organisation",
        "organization",
        "panel",
        "parliament",
        "press",
        "programme",
        "project",
        "research",
        "school",
        "secretariat",
        "service",
        "services",
        "society",
        "team",
        "trust",
        "union",
        "university",
        "gmbh",
    ];
    words.iter().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        MARKS.contains(&bare.as_str())
            || matches!(*word, "of" | "for" | "für" | "the" | "The" | "&" | "and")
            || bare.chars().any(|c| c.is_ascii_digit())
    })
}

/// `Smith JA`: family name and initials, for bylines. A suffix follows (`King ML Jr`). Literal names as they stand, and those
/// in scripts without capitals whole: an initial of الحسن says nothing.
pub fn short(name: &Name) -> String {
    match name {
        Name::Literal(text) => text.clone(),
        Name::Person { family, given } if given.is_empty() => family.clone(),
        Name::Person { family, given } if is_cjk(family) && is_cjk(given) => format!("{family}{given}"),
        Name::Person { given, .. } if given.chars().all(|c| !c.is_uppercase() && !c.is_lowercase()) => full(name),
        Name::Person { family, given } => {
            let (given, suffix) = given_and_suffix(given);
            let tail = suffix.map(|s| format!(" {}", s.trim_end_matches('.'))).unwrap_or_default();
            format!("{family} {}{tail}", initials(given))
        }
    }
}

/// `Jane Smith`: in reading order; Chinese, Japanese and Korean names with the family name first and no space.
pub fn full(name: &Name) -> String {
    match name {
        Name::Literal(text) => text.clone(),
        Name::Person { family, given } if given.is_empty() => family.clone(),
        Name::Person { family, given } if is_cjk(family) && is_cjk(given) => format!("{family}{given}"),
        Name::Person { family, given } => match given_and_suffix(given) {
            (given, Some(suffix)) => format!("{given} {family}, {suffix}"),
            (given, None) => format!("{given} {family}"),
        },
    }
}

/// Given names apart from a suffix that follows a comma: `Martin Luther`, `Jr.`.
pub fn given_and_suffix(given: &str) -> (&str, Option<&str>) {
    match given.rsplit_once(',') {
        Some((first, suffix)) if !suffix.trim().is_empty() => (first.trim(), Some(suffix.trim())),
        _ => (given, None),
    }
}

/// Initials of given names: `JA` of `Jane Anne`, `J-P` of `Jean-Paul`, `ÉM` of `Élise M.`; initials as typed stay (`JA`).
pub fn initials(given: &str) -> String {
    given.split(|c: char| c.is_whitespace() || c == '.').filter(|w| !w.is_empty()).map(initial_of_word).collect()
}

fn initial_of_word(word: &str) -> String {
    if is_initials(word) {
        return word.to_owned();
    }
    let firsts = word.split(['-', '‐', '‑']).filter_map(first_letter);
    firsts.collect::<Vec<_>>().join("-")
}

/// The first letter in upper case, with the marks that are part of it.
fn first_letter(word: &str) -> Option<String> {
    let mut chars = word.chars().skip_while(|c| !c.is_alphanumeric());
    let first = chars.next()?;
    let marks = chars.take_while(|c| ('\u{300}'..='\u{36f}').contains(c));
    Some(first.to_uppercase().chain(marks).collect())
}

/// The family name alone; all of a literal name.
pub fn family(name: &Name) -> &str {
    match name {
        Name::Person { family, .. } | Name::Literal(family) => family,
    }
}

/// The words that join names, in the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinWords<'a> {
    /// Between two names: `and`.
    pub and: &'a str,
    /// For all names but the first: `et al.`.
    pub et_al: &'a str,
}

impl Default for JoinWords<'_> {
    fn default() -> Self {
        Self { and: "and", et_al: ET_AL }
    }
}

/// Authors as a sentence names them: `Smith`, `Smith and Jones`, `Smith et al.`. `None` without authors.
pub fn narrative(authors: &[Name], words: JoinWords<'_>) -> Option<String> {
    let named: Vec<&Name> = authors.iter().filter(|n| !stands_for_others(n)).collect();
    let open = named.len() < authors.len();
    match named.as_slice() {
        [] => None,
        [one] if !open => Some(family(one).to_owned()),
        [one, two] if !open => Some(format!("{} {} {}", family(one), words.and, family(two))),
        [one, ..] => Some(format!("{} {}", family(one), words.et_al)),
    }
}

/// Whether `name` is the "et al." that ends a list.
pub fn stands_for_others(name: &Name) -> bool {
    matches!(name, Name::Literal(text) if is_others(text))
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}')
}

/// Whether `text` is written in Han, Kana or Hangul throughout.
fn is_cjk(text: &str) -> bool {
    let wide = |c: char| matches!(u32::from(c), 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x20000..=0x3ffff);
    !text.is_empty() && text.chars().all(|c| wide(c) || c.is_whitespace() || c == '・')
}
