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
