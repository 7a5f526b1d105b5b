//! Content hashes (BLAKE3), for names that change with what they name. The one door to `blake3`.

/// The first `digits` hexadecimal digits (at most 64) of the BLAKE3 hash of `bytes`.
pub fn short(bytes: &[u8], digits: usize) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(digits);
    hex
}
