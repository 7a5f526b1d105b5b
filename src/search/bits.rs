//! A stream of bits written as text, six bits a character, so that a shard is a plain script: any host compresses it
//! (its entropy, not its length, goes over the wire) and a page opened from disk can load it.

/// Writes bits, most significant first.
#[derive(Debug, Default)]
pub struct BitWriter {
    out: Vec<u8>,
    /// The last bits, of which the lowest `count` are not in `out` yet.
    held: u64,
    count: u32,
}

impl BitWriter {
    /// Appends the lowest `width` bits of `value`.
    pub fn bits(&mut self, value: u32, width: u32) {
        self.held = self.held << width | u64::from(value) & ((1 << width) - 1);
        self.count += width;
        while self.count >= 6 {
            self.count -= 6;
            self.out.push(encode((self.held >> self.count & 63) as u8));
        }
    }

    /// Appends `value` in Golomb–Rice code: the part above `k` bits as ones and a zero, then `k` bits.
    pub fn rice(&mut self, value: u32, k: u32) {
        let mut ones = value >> k;
        while ones > 31 {
            self.bits(u32::MAX, 31);
            ones -= 31;
        }
        self.bits((1 << ones) - 1, ones);
        self.bits(value & !(1 << k), k + 1);
    }

    /// Appends `value` in Elias gamma code (of `value` + 1).
    pub fn gamma(&mut self, value: u32) {
        let width = 31 - (value + 1).leading_zeros();
        self.bits(0, width);
        self.bits(value + 1, width + 1);
    }

    /// Bits written so far.
    pub fn written(&self) -> usize {
        self.out.len() * 6 + self.count as usize
    }

    /// The stream, filled up with zeros.
    pub fn finish(mut self) -> String {
        if self.count > 0 {
            self.bits(0, 6 - self.count);
        }
        String::from_utf8(self.out).unwrap_or_default()
    }
}

/// Reads what [BitWriter] wrote. Past the end, or in damaged text, it reads zeros: never an error, never a panic.
#[derive(Debug, Clone)]
pub struct BitReader<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    /// A reader at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0 }
    }

    /// The next `width` bits (at most 31).
    pub fn bits(&mut self, width: u32) -> u32 {
        (0..width).fold(0, |value, _| value << 1 | self.bit())
    }

    fn bit(&mut self) -> u32 {
        let six = self.text.get(self.at / 6).map_or(0, |byte| decode(*byte));
        let bit = six >> (5 - self.at % 6) & 1;
        self.at += 1;
        bit
    }

    /// Whether all has been read.
    pub fn is_done(&self) -> bool {
        self.at >= self.text.len() * 6
    }

    /// Whether all has been read, and nothing beyond: what was written has been read as it was written.
    pub fn is_whole(&self) -> bool {
        let all = self.text.len() * 6;
        self.at <= all && all - self.at < 6
    }

    /// A Golomb–Rice number.
    pub fn rice(&mut self, k: u32) -> u32 {
        let mut high = 0_u32;
        while !self.is_done() && self.bit() == 1 {
            high += 1;
        }
        high.wrapping_shl(k) | self.bits(k)
    }

    /// An Elias gamma number.
    pub fn gamma(&mut self) -> u32 {
        let mut width = 0;
        while width < 30 && !self.is_done() && self.bit() == 0 {
            width += 1;
        }
        (1 << width | self.bits(width)) - 1
    }
}

/// The 64 characters from `(` to `h` without the backslash: none needs an escape in a JavaScript string.
fn encode(six: u8) -> u8 {
    b'(' + six + u8::from(six > 51)
}

fn decode(byte: u8) -> u32 {
    let value = u32::from(byte.saturating_sub(b'('));
    (value - u32::from(value > 52)).min(63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let mut writer = BitWriter::default();
        for n in 0..300 {
            writer.gamma(n);
            writer.rice(n, n % 7);
            writer.bits(n, 9);
        }
        let length = writer.written();
        let text = writer.finish();
        assert_eq!(text.len(), length.div_ceil(6));
        assert!(!text.contains(['"', '\\', '<']) || !text.contains(['"', '\\']));
        let mut reader = BitReader::new(&text);
        for n in 0..300 {
            assert_eq!((reader.gamma(), reader.rice(n % 7), reader.bits(9)), (n, n, n));
        }
    }

    #[test]
    fn damaged_text_ends() {
        let mut reader = BitReader::new("\u{7f}\u{0}\"hhhh");
        for _ in 0..100 {
            reader.rice(3);
            reader.gamma();
        }
        assert!(reader.is_done());
    }
}
