//! The words of one article while all are merged, in a few bytes each: those of all articles are alive at the same time.

use super::fragment::FIELDS;

/// A stem of an article, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The stem's number.
    pub term: u32,
    /// How often in each field, at most 255.
    pub counts: [u8; FIELDS],
    /// The section that has it most, 0 for none.
    pub section: u8,
}

/// An article's stems, in the order of its text. Most stand in the text alone, and say so in the number's lowest bit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed(Box<[u8]>);

impl Packed {
    /// Packs what `words` gives.
    pub fn of(words: impl IntoIterator<Item = Counted>, space: &mut Vec<u8>) -> Self {
        space.clear();
        for Counted { term, counts: [question, text, heading, source], section } in words {
            let plain = question == 0 && heading == 0 && source == 0;
            number(u64::from(term) << 1 | u64::from(plain), space);
            match plain {
                true => space.extend([text, section]),
                false => space.extend([question, text, heading, source, section]),
            }
        }
        Self(space.as_slice().into())
    }

    /// The stems.
    pub fn iter(&self) -> impl Iterator<Item = Counted> {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let head = take_number(&mut rest)?;
            let term = u32::try_from(head >> 1).ok()?;
            let (counts, section) = if head & 1 == 1 {
                let ([text, section], tail) = rest.split_first_chunk()?;
                rest = tail;
                ([0, *text, 0, 0], *section)
            } else {
                let ([question, text, heading, source, section], tail) = rest.split_first_chunk()?;
                rest = tail;
                ([*question, *text, *heading, *source], *section)
            };
            Some(Counted { term, counts, section })
        })
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number(mut value: u64, out: &mut Vec<u8>) {
    while value > 127 {
        out.push(value as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take_number(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        value |= u64::from(byte & 127) << shift;
        if *byte < 128 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        let words: Vec<Counted> =
            (0..40_u32).map(|n| Counted { term: n.pow(6), counts: [(n % 3) as u8, 255, (n % 2) as u8, 0], section: n as u8 }).collect();
        let packed = Packed::of(words.iter().copied(), &mut Vec::new());
        assert_eq!(packed.iter().collect::<Vec<_>>(), words);
    }
}
