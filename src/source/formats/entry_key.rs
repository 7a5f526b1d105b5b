//! Keys for entries in files that ask for one: the source's own id, else first author and year (`smith2019`), made unique with letters.

use crate::base::fold::unaccent;
use crate::source::Source;
use crate::source::name::family;
use std::collections::BTreeSet;

/// One key for each of `sources`, in their order. The same list gives the same keys.
pub(super) fn keys(sources: &[&Source]) -> Vec<String> {
    let mut used: BTreeSet<String> = BTreeSet::new();
    // BibTeX does not tell keys apart by case (BibTeXing, section 3.2).
    let mut out: Vec<Option<String>> = sources
        .iter()
        .map(|source| {
            // A source that has no id of its own is known by that of the shared one that it stands for.
            let id = source.id.as_deref().or(source.reference.as_deref());
            id.filter(|id| is_key(id) && used.insert(id.to_lowercase())).map(str::to_owned)
        })
        .collect();
    for (source, slot) in sources.iter().zip(&mut out) {
        if slot.is_none() {
            *slot = Some(unused(&made(source), &mut used));
        }
    }
    out.into_iter().flatten().collect()
}

/// One id for each of `sources` that citations can carry (no bare number, brackets or spaces), unique among them and `taken`.
pub(super) fn ids(sources: &[Source], taken: &BTreeSet<&str>) -> Vec<String> {
    let mut used: BTreeSet<String> = taken.iter().map(|id| id.to_lowercase()).collect();
    let fits = |id: &str| {
        let signs = id.contains(['[', ']', '{', '}', '^', ';', ',', '@', '"', '\'']) || id.contains(char::is_whitespace);
        !signs && !id.bytes().all(|b| b.is_ascii_digit()) && id.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    let mut out: Vec<Option<String>> = sources
        .iter()
        .map(|source| source.id.as_deref().filter(|id| fits(id) && used.insert(id.to_lowercase())).map(str::to_owned))
        .collect();
    for (source, slot) in sources.iter().zip(&mut out) {
        let base = || {
            let id = source.id.as_deref().filter(|id| fits(id)).map(str::to_owned);
            let named = id.unwrap_or_else(|| made(source));
            if named.bytes().all(|b| b.is_ascii_digit()) { format!("source{named}") } else { named }
        };
        slot.get_or_insert_with(|| unused(&base(), &mut used));
    }
    out.into_iter().flatten().collect()
}

/// Whether `id` can stand as a BibTeX key (biber and bibtex: no white space, `"#%'(),={}~\`, in ASCII or letters).
fn is_key(id: &str) -> bool {
    !id.is_empty()
        && id.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    '-' | '_' | ':' | '.' | '+' | '/' | '*' | '!' | '?' | '|' | '@' | '[' | ']' | '<' | '>' | ';' | '&' | '$' | '^' | '`'
                ) && c != '@'
        })
}

fn made(source: &Source) -> String {
    let letters =
        |text: &str| unaccent(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(40).collect::<String>();
    if let Some(id) = source.id.as_deref().map(letters).filter(|id| !id.is_empty()) {
        return id;
    }
    let author = source.authors.first().map(|name| letters(family(name))).filter(|a| !a.is_empty());
    let head = author
        .or_else(|| source.title.split_whitespace().map(letters).find(|w| w.chars().count() > 3))
        .unwrap_or_else(|| "source".to_owned());
    source.issued.map_or_else(|| head.clone(), |issued| format!("{head}{}", issued.year))
}

/// `base`, or `base` with the first of `a`, `b` … `z`, `aa` … that is free.
fn unused(base: &str, used: &mut BTreeSet<String>) -> String {
    if used.insert(base.to_lowercase()) {
        return base.to_owned();
    }
    let mut n = 0usize;
    loop {
        let key = format!("{base}{}", letters(n));
        if used.insert(key.to_lowercase()) {
            return key;
        }
        n += 1;
    }
}

fn letters(n: usize) -> String {
    let head = if n >= 26 { letters(n / 26 - 1) } else { String::new() };
    let last = u8::try_from(n % 26).unwrap_or(0);
    format!("{head}{}", char::from(b'a' + last))
}
