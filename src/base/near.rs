//! The nearest known name to one that is not known. The one door to `strsim`.

/// The name in `known` that is likeliest meant by `name`, if any is near enough to be worth saying.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (score(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= 0.72)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

fn score(a: &str, b: &str) -> f64 {
    if a.len() >= 3 && (b.starts_with(a) || a.starts_with(b)) && b.len() >= 3 {
        return 0.9;
    }
    strsim::normalized_damerau_levenshtein(a, b).max(strsim::jaro_winkler(a, b) - 0.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_was_meant() {
        assert_eq!(nearest("smith2019", ["smith2009", "jones"]), Some("smith2009"));
        assert_eq!(nearest("tilte", ["title", "topics"]), Some("title"));
        assert_eq!(nearest("zzz", ["title", "topics"]), None);
    }
}
