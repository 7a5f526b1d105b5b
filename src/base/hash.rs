//! Content hashes (BLAKE3), for names that change with what they name. The one door to `blake3`.

/// The first `digits` hexadecimal digits (at most 64) of the BLAKE3 hash of `bytes`.
pub fn short(bytes: &[u8], digits: usize) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(digits);
    hex
}

/// The hash of pieces, each with its length, so that their borders count.
#[derive(Debug, Default)]
pub struct Digest(blake3::Hasher);

impl Digest {
    /// The hash of one piece.
    pub fn of(bytes: &[u8]) -> [u8; 32] {
        *blake3::hash(bytes).as_bytes()
    }

    /// Takes in a piece.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// The hash in hexadecimal digits.
    pub fn finish(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}
