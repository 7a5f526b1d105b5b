//! The borders of shards as `root.js` has them, in few bits: [write()] and [read()].
//!
//! After `gamma` of how many there are, each is `rice(1)` of the characters that it drops of the one before, `rice(0)` of
//! the characters of its own less one, and those as [Letters]. The first of its own comes after the first that it drops:
//! where that one is common, and the letter is, `rice(1)` of the common letters between the two; where the letter is not,
//! of all that are left, and then the letter.

use super::bits::{BitReader, BitWriter};
use super::format::{COMMON, Letters};

/// The bits of sorted borders.
pub fn write(borders: &[Vec<u16>], letters: &Letters) -> String {
    let mut out = BitWriter::default();
    out.gamma(borders.len() as u32);
    let mut before: &[u16] = &[];
    for border in borders {
        let shared = border.iter().zip(before).take_while(|(a, b)| a == b).count().min(border.len().saturating_sub(1));
        out.rice((before.len() - shared) as u32, 1);
        out.rice((border.len() - shared).saturating_sub(1) as u32, 0);
        let own = match before.get(shared).and_then(|dropped| letters.common(*dropped)) {
            Some(dropped) => write_next(border[shared], dropped, letters, &mut out),
            None => 0,
        };
        border[shared + own..].iter().for_each(|unit| letters.write(*unit, &mut out));
        before = border;
    }
    out.finish()
}

/// Writes a letter that comes after the common letter number `dropped`, if it is common itself; gives how many it wrote.
fn write_next(unit: u16, dropped: u32, letters: &Letters, out: &mut BitWriter) -> usize {
    let at = letters.common(unit).filter(|at| *at > dropped);
    out.rice(at.unwrap_or(COMMON) - dropped - 1, 1);
    usize::from(at.is_some())
}

/// The borders that [write()] wrote; `None` where the bits are not those of whole ones.
pub fn read(bits: &str, letters: &Letters) -> Option<Vec<Vec<u16>>> {
    let mut bits = BitReader::new(bits);
    let mut before: Vec<u16> = Vec::new();
    let mut borders = Vec::new();
    for _ in 0..bits.gamma() {
        if bits.is_done() {
            break;
        }
        let shared = before.len().saturating_sub(bits.rice(1) as usize);
        let own = bits.rice(0);
        let dropped = before.get(shared).and_then(|dropped| letters.common(*dropped));
        before.truncate(shared);
        let next = dropped.map_or(COMMON, |dropped| dropped.saturating_add(1).saturating_add(bits.rice(1)));
        before.extend(letters.get(next));
        for _ in u32::from(next < COMMON)..=own {
            before.push(letters.read(&mut bits));
        }
        borders.push(before.clone());
    }
    bits.is_whole().then_some(borders)
}

#[cfg(test)]
mod tests {
    use super::super::partition::units;
    use super::*;

    #[test]
    fn borders_come_back() {
        let letters = Letters::new("etaoinshrdlucmfwypvbgkjqxz0123456789äöüß");
        let borders: Vec<Vec<u16>> = ["a", "ab", "abcz", "ac", "b", "ü", "天地"].iter().map(|border| units(border)).collect();
        let text = write(&borders, &letters);
        assert_eq!(read(&text, &letters), Some(borders));
        assert_eq!(read(&text[..text.len() - 2], &letters), None);
        assert_eq!(read(&write(&[], &letters), &letters), Some(Vec::new()));
    }
}
