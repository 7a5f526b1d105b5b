//! What a word of a question stands for where the index does not have it as it is typed: another form of a known
//! stem, a word half typed, a word misspelt. `client.js` has the same functions under the same names.

use super::format::Term;

/// What a character counts where the pair it stands in is unknown, in 16ths.
pub const PART: u32 = 6;
/// The commonest terms that complete a word half typed.
const COMPLETIONS: usize = 12;

/// A term of a shard that a word stands for, and for how much, in 16ths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// Index into the shard's terms.
    pub term: usize,
    /// Weight, 16 for a word as typed.
    pub weight: u32,
}

/// Terms that have `word` as a form.
pub fn exact(word: &str, terms: &[Term]) -> Vec<Meaning> {
    (0..terms.len()).filter(|at| terms[*at].forms.iter().any(|f| f == word)).map(|term| Meaning { term, weight: 16 }).collect()
}

/// Terms of which `word` is another form: it and a known form are the same but for endings that the language has.
/// Those with the longest common part win.
pub fn inflected(word: &str, terms: &[Term], ends: &[String]) -> Vec<Meaning> {
    let is_end = |rest: &str| rest.is_empty() || ends.iter().any(|end| end == rest);
    let mut best = 3;
    let mut found = Vec::new();
    for (term, known) in terms.iter().enumerate() {
        let stem = |form: &String| {
            let shared = shared(word, form);
            (is_end(&word[shared..]) && is_end(&form[shared..])).then(|| word[..shared].chars().count())
        };
        let longest = known.forms.iter().filter_map(stem).max().unwrap_or_default();
        if longest > best {
            found.clear();
            best = longest;
        }
        if longest == best {
            found.push(Meaning { term, weight: 14 });
        }
    }
    found
}

/// Bytes that both words begin with.
fn shared(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((at, _), _)| at)
}

/// The commonest terms with a form that begins with `start`.
pub fn completed(start: &str, terms: &[Term]) -> Vec<Meaning> {
    let begins = |at: &usize| terms[*at].forms.iter().any(|form| form.starts_with(start));
    let mut found: Vec<usize> = (0..terms.len()).filter(begins).collect();
    found.sort_by_key(|at| (std::cmp::Reverse(terms[*at].df), *at));
    found.truncate(COMPLETIONS);
    found.into_iter().map(|term| Meaning { term, weight: 12 }).collect()
}

/// The term with the form nearest to `word`, the commonest of equals, and how many errors lie between.
pub fn nearest(word: &str, terms: &[Term]) -> Option<(u32, Meaning)> {
    let units: Vec<char> = word.chars().collect();
    let near = |term: &Term| term.forms.iter().filter_map(|form| errors(&units, form)).min();
    (0..terms.len())
        .filter_map(|at| near(&terms[at]).map(|errors| (errors, std::cmp::Reverse(terms[at].df), at)))
        .min()
        .map(|(errors, _, term)| (errors, Meaning { term, weight: weight(errors) }))
}

/// What a word with so many errors counts.
pub fn weight(errors: u32) -> u32 {
    if errors > 1 { 8 } else { 13 }
}

/// The words of a repair list nearest to `word`, and how many errors lie between.
pub fn candidates(word: &str, list: &[String]) -> (u32, Vec<String>) {
    let units: Vec<char> = word.chars().collect();
    let mut best = u32::MAX;
    let mut found = Vec::new();
    for backwards in list {
        let known: String = backwards.chars().rev().collect();
        let Some(errors) = errors(&units, &known) else { continue };
        if errors < best {
            found.clear();
            best = errors;
        }
        if errors == best {
            found.push(known);
        }
    }
    found.sort();
    (best, found)
}

/// Typing errors (a letter more, less, other, or two exchanged) between `word` and `known`; `None` above what is
/// believed of a word of this length: none below four letters, one below eight, else two.
pub fn errors(word: &[char], known: &str) -> Option<u32> {
    let most = match word.len() {
        0..4 => return None,
        4..8 => 1,
        _ => 2,
    };
    let known: Vec<char> = known.chars().collect();
    if known.len().abs_diff(word.len()) > most as usize || known.len() < 4 {
        return None;
    }
    let errors = distance(word, &known);
    (errors > 0 && errors <= most).then_some(errors)
}

/// Optimal string alignment distance.
fn distance(a: &[char], b: &[char]) -> u32 {
    let mut older: Vec<u32> = Vec::new();
    let mut old: Vec<u32> = (0..=b.len() as u32).collect();
    for i in 0..a.len() {
        let mut row = vec![i as u32 + 1];
        for j in 0..b.len() {
            let mut cost = (old[j] + u32::from(a[i] != b[j])).min(old[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(older[j - 1] + 1);
            }
            row.push(cost);
        }
        older = std::mem::replace(&mut old, row);
    }
    old[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(forms: &[&str], df: u32) -> Term {
        Term { forms: forms.iter().map(|f| (*f).to_owned()).collect(), df, postings: Vec::new() }
    }

    #[test]
    fn finds_what_was_meant() {
        let terms = [term(&["flight", "flights"], 9), term(&["flow", "flowing"], 3), term(&["flown"], 1)];
        let units = |word: &str| word.chars().collect::<Vec<_>>();
        assert_eq!(nearest("fliht", &terms).unwrap().1.term, 0);
        assert_eq!(nearest("fligth", &terms).unwrap().0, 1);
        assert_eq!(exact("flowing", &terms), [Meaning { term: 1, weight: 16 }]);
        assert_eq!(inflected("flows", &terms, &["s".into(), "ing".into()])[0].term, 1);
        assert_eq!(completed("flig", &terms), [Meaning { term: 0, weight: 12 }]);
        assert_eq!(errors(&units("abc"), "abcd"), None);
        assert_eq!(errors(&units("instnataneous"), "instantaneous"), Some(1));
        assert_eq!(candidates("wordls", &["sdlrow".into(), "drow".into()]), (1, vec!["worlds".into()]));
    }
}
