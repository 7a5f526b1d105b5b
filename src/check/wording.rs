//! Words that the messages of rules share: lists, plurals, names of sources.

use crate::article::Summary;

/// `a`, `a and b`, `a, b and c`; more than six are counted.
pub(super) fn listed(parts: &[String]) -> String {
    const MOST: usize = 6;
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if parts.len() <= MOST => format!("{} and {last}", first.join(", ")),
        parts => format!("{} and {} more", parts[..MOST].join(", "), parts.len() - MOST),
    }
}

/// `source 1`, `sources 1 and 4`, by their places in the Summary.
pub(super) fn sources(places: &[usize]) -> String {
    let numbers: Vec<String> = places.iter().map(|p| (p + 1).to_string()).collect();
    format!("source{} {}", if places.len() == 1 { "" } else { "s" }, listed(&numbers))
}

/// `is` or `are`.
pub(super) fn is(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// How a source is cited: `[@id]`, or `[1]`.
pub(super) fn citation(article: &Summary, place: usize) -> String {
    let id = article.sources.get(place).and_then(|s| s.source.id.as_ref());
    id.map_or_else(|| format!("[{}]", place + 1), |id| format!("[@{id}]"))
}
