//! The nearest known name to one that is not known. The one door to `strsim`.

/// Of the names that lead nowhere, how many of one article or list are compared with those that are known: as many as are
/// told. A folder that was renamed breaks thousands of links, each to one of thousands of articles.
pub const MOST_COMPARED: usize = 100;

/// Least likeness that is worth saying.
const ENOUGH: f64 = 0.72;

/// Names that are compared letter by letter at most: those with the most pairs of letters in common. A comparison takes
/// as many steps as one name has letters times the other's.
const COMPARED: usize = 32;

/// The name in `known` that is likeliest meant by `name`, if any is near enough to be worth saying.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Known::of(known).nearest(name)
}

/// Names that many are compared with.
#[derive(Debug, Clone, Default)]
pub struct Known<'a>(Vec<(&'a str, String)>);

impl<'a> Known<'a> {
    /// These.
    pub fn of(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(|name| (name, name.to_lowercase())).collect())
    }

    /// The name that is likeliest meant by `name`, if any is near enough to be worth saying.
    pub fn nearest(&self, name: &str) -> Option<&'a str> {
        let lower = name.to_lowercase();
        let compare = |(name, known): &(&'a str, String)| (score(&lower, known), *name);
        let scored: Vec<(f64, &'a str)> = match self.0.len() <= COMPARED {
            true => self.0.iter().map(compare).collect(),
            false => self.alike(&lower).into_iter().map(|at| compare(&self.0[at])).collect(),
        };
        let near = scored.into_iter().filter(|(score, _)| *score >= ENOUGH);
        near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1))).map(|(_, name)| name)
    }

    /// The places of those that have most pairs of letters in common with `name`, for their length.
    fn alike(&self, name: &str) -> Vec<usize> {
        let pairs = Pairs::of(name);
        let mut shares: Vec<(usize, usize)> =
            self.0.iter().enumerate().map(|(at, (_, known))| (pairs.share(name, known), at)).filter(|(share, _)| *share > 0).collect();
        if shares.len() > COMPARED {
            shares.select_nth_unstable_by(COMPARED, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            shares.truncate(COMPARED);
        }
        shares.into_iter().map(|(_, at)| at).collect()
    }
}

/// Which pairs of neighbouring bytes a name has, its first byte as one behind nothing; as bits by their hash.
struct Pairs([u64; 32]);

impl Pairs {
    fn of(name: &str) -> Self {
        let mut bits = [0; 32];
        each_pair(name, |at| bits[at / 64] |= 1 << (at % 64));
        Self(bits)
    }

    /// In thousandths: pairs of `other` that are here too, of the length of the longer; all where one begins with the other.
    fn share(&self, name: &str, other: &str) -> usize {
        if other.starts_with(name) || name.starts_with(other) {
            return 1_000;
        }
        let mut shared = 0;
        each_pair(other, |at| shared += (self.0[at / 64] >> (at % 64) & 1) as usize);
        shared * 1_000 / name.len().max(other.len()).max(1)
    }
}

fn each_pair(name: &str, mut call: impl FnMut(usize)) {
    let mut before = 0_u32;
    for byte in name.bytes().map(u32::from) {
        call(((before * 31 + byte).wrapping_mul(0x9e37_79b1) >> 21) as usize);
        before = byte;
    }
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

    #[test]
    fn among_thousands_as_among_few() {
        let words = ["river", "glass", "storm", "copper", "meadow", "signal", "orbit", "harbour", "violet", "quarry"];
        let name = |n: usize| format!("{}-of-the-{}-and-{}-{n}", words[n % 10], words[n / 10 % 10], words[n / 100 % 10]);
        let names: Vec<String> = (0..5_000).map(name).collect();
        let known = Known::of(names.iter().map(String::as_str));
        for at in [0, 7, 1_234, 4_999] {
            let typed = names[at].replacen("of-the", "off-teh", 1);
            assert_eq!(known.nearest(&typed), Some(names[at].as_str()));
        }
        assert_eq!(known.nearest("quarry-of-the-quarry-and-quarry-"), Some("quarry-of-the-quarry-and-quarry-1999"));
        assert_eq!(known.nearest("zzz"), None);
    }
}
