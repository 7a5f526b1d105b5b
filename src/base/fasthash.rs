//! A fast seeded hash for maps that are asked for every word of an article. Seeded anew in each process, so that no
//! article can be written to collide; no output depends on the order of a map.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Builds [FastHasher]s that share one random seed.
#[derive(Debug, Clone)]
pub struct FastBuild(u64);

impl Default for FastBuild {
    fn default() -> Self {
        Self(RandomState::new().build_hasher().finish() | 1)
    }
}

impl BuildHasher for FastBuild {
    type Hasher = FastHasher;

    fn build_hasher(&self) -> FastHasher {
        FastHasher { state: self.0, seed: self.0 }
    }
}

/// Folded multiplication of eight bytes at a time.
#[derive(Debug, Clone)]
pub struct FastHasher {
    state: u64,
    seed: u64,
}

impl FastHasher {
    fn mix(&mut self, word: u64) {
        let wide = u128::from(self.state ^ word) * u128::from(self.seed ^ 0x9e37_79b9_7f4a_7c15);
        self.state = (wide as u64) ^ (wide >> 64) as u64;
    }
}

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.mix(u64::from_le_bytes(chunk.try_into().unwrap_or_default()));
        }
        let mut last = [0_u8; 8];
        let rest = chunks.remainder();
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u128(&mut self, number: u128) {
        self.mix(number as u64);
        self.mix((number >> 64) as u64);
    }

    fn write_u8(&mut self, byte: u8) {
        self.state ^= u64::from(byte) << 7;
    }

    fn finish(&self) -> u64 {
        self.state
    }
}

/// A map with [FastHasher].
pub type FastMap<K, V> = std::collections::HashMap<K, V, FastBuild>;

/// A set with [FastHasher].
pub type FastSet<T> = std::collections::HashSet<T, FastBuild>;

/// What the words of a list look like: says at once of most other words that they are none of them.
#[derive(Debug, Clone)]
pub struct Heads([u64; 64]);

impl Default for Heads {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Heads {
    /// Takes in a word, which is in lower case.
    pub fn add(&mut self, word: &str) {
        if let Some((place, bit)) = Self::place(word.as_bytes()) {
            self.0[place] |= bit;
        }
    }

    /// Whether `word`, in lower case, may have been taken in; `false` is sure.
    pub fn may_hold(&self, word: &str) -> bool {
        self.holds(word.as_bytes())
    }

    /// Whether a word of `text`, in any case, may have been taken in by one of `all`; `false` is sure. Words are runs of ASCII
    /// letters, digits and hyphens that begin and end with no hyphen; where other characters stand in the text, the answer is yes.
    pub fn any_in(all: &[&Heads], text: &str) -> bool {
        if !text.is_ascii() {
            return true;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if KINDS[usize::from(bytes[at])] != LETTER {
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len() && KINDS[usize::from(bytes[at])] != OTHER {
                at += 1;
            }
            let mut end = at;
            while bytes[end - 1] == b'-' {
                end -= 1;
            }
            if all.iter().any(|heads| heads.holds(&bytes[start..end])) {
                return true;
            }
        }
        false
    }

    fn holds(&self, word: &[u8]) -> bool {
        Self::place(word).is_some_and(|(place, bit)| self.0[place] & bit != 0)
    }

    /// Where a word is noted: by its first two letters, its last one and its length. Bit 5 parts the cases of a letter.
    fn place(word: &[u8]) -> Option<(usize, u64)> {
        let first = *word.first()?;
        let second = word.get(1).copied().unwrap_or(0);
        let last = word[word.len() - 1];
        let length = u32::try_from(word.len().min(31)).unwrap_or(31);
        let letters = u32::from_le_bytes([first, second, last, 0]) | 0x20_20_20;
        let hash = (letters | length << 24).wrapping_mul(0x9e37_79b1) >> 20;
        Some(((hash >> 6) as usize, 1 << (hash & 63)))
    }
}

const OTHER: u8 = 0;
const HYPHEN: u8 = 1;
const LETTER: u8 = 2;

/// What the bytes of a word are.
const KINDS: [u8; 256] = {
    let mut out = [OTHER; 256];
    let mut n = 0;
    while n < 128 {
        if (n as u8).is_ascii_alphanumeric() {
            out[n] = LETTER;
        }
        n += 1;
    }
    out[b'-' as usize] = HYPHEN;
    out
};
