//! Element ids of headings: from their words, unique in the page, never one that a page uses itself.

use crate::base::slug::slugify;
use std::collections::{HashMap, HashSet};

/// Ids that every article page uses for its own parts.
const RESERVED: [&str; 27] = [
    "main",
    "answer",
    "direct-answer",
    "sources",
    "consulted",
    "notes",
    "cite",
    "cite-text",
    "cite-bibtex",
    "cite-ris",
    "cite-csl",
    "cite-md",
    "related",
    "toc",
    "changes",
    "translations",
    "formats",
    "so",
    "theme",
    "cards",
    "slash",
    "live",
    "search",
    "card",
    "content",
    "top",
    "contents",
];

/// Gives out ids, each once.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
    /// For words that came before, the number to try next.
    next: HashMap<String, usize>,
}

impl Ids {
    /// The id of a heading with these words.
    pub fn from_words(&mut self, words: &str) -> String {
        let base = match slugify(words) {
            slug if slug.is_empty() => "section".to_owned(),
            slug if is_reserved(&slug) => format!("{slug}-section"),
            slug => slug,
        };
        let mut id = base.clone();
        let mut n = self.next.get(&base).copied().unwrap_or(2);
        while !self.taken.insert(id.clone()) {
            id = format!("{base}-{n}");
            n += 1;
        }
        self.next.insert(base, n);
        id
    }

    /// Takes the id that the author gave; `false` where it is taken, reserved, or holds a space.
    pub fn take(&mut self, id: &str) -> bool {
        let usable = !id.is_empty() && !id.contains(char::is_whitespace) && !is_reserved(id);
        usable && self.taken.insert(id.to_owned())
    }
}

/// Whether a page's own parts may have this id: the fixed ones, and those of citations (`c1a`), cards (`s1`, `t1`) and notes (`n-a`, `na1`).
fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id) || is_numbered(id) || id.strip_prefix("n-").is_some_and(|r| r.len() <= 2)
}

fn is_numbered(id: &str) -> bool {
    let mut chars = id.chars();
    let first = chars.next();
    let rest = chars.as_str();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match first {
        Some('s' | 't') => digits > 0 && digits == rest.len(),
        Some('c') => digits > 0 && rest[digits..].bytes().all(|b| b.is_ascii_lowercase()) && rest.len() - digits <= 3,
        Some('n') => {
            let letters = rest.bytes().take_while(u8::is_ascii_lowercase).count();
            (1..=2).contains(&letters) && rest.len() > letters && rest[letters..].bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    }
}

pub use crate::base::html::letters;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_not_the_pages_own() {
        let mut ids = Ids::default();
        assert_eq!(ids.from_words("What is it?"), "what-is-it");
        assert_eq!(ids.from_words("What is it!"), "what-is-it-2");
        assert_eq!(ids.from_words("Sources"), "sources-section");
        assert_eq!(ids.from_words("?"), "section");
        assert_eq!(ids.from_words("S1"), "s1-section");
        assert_eq!(ids.from_words("C12ab"), "c12ab-section");
        assert!(!ids.take("what-is-it") && ids.take("mine") && !ids.take("a b"));
        assert_eq!((letters(0), letters(25), letters(26), letters(702)), ("a".into(), "z".into(), "aa".into(), "aaa".into()));
    }
}
