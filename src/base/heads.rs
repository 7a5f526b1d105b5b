//! What the words of a list look like, to say at once of most other words that they are none of them: [Heads] of one list,
//! [HeadTable] of several.

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
            if kind(bytes[at]) & LETTER == 0 {
                at += 1;
                continue;
            }
            let (word, _, end) = word_at(bytes, at);
            if all.iter().any(|heads| heads.holds(word)) {
                return true;
            }
            at = end;
        }
        false
    }

    fn holds(&self, word: &[u8]) -> bool {
        Self::place(word).is_some_and(|(place, bit)| self.0[place] & bit != 0)
    }

    fn place(word: &[u8]) -> Option<(usize, u64)> {
        let place = place(word)?;
        Some((place >> 6, 1 << (place & 63)))
    }
}

/// What the words of up to eight lists look like. A list is a bit.
#[derive(Debug, Clone)]
pub struct HeadTable([u8; PLACES]);

impl Default for HeadTable {
    fn default() -> Self {
        Self([0; PLACES])
    }
}

impl HeadTable {
    /// Takes in a word of the lists `lists`, which is in lower case.
    pub fn add(&mut self, word: &str, lists: u8) {
        if let Some(place) = place(word.as_bytes()) {
            self.0[place] |= lists;
        }
    }

    /// The lists that may hold `word`, in any case.
    pub fn of(&self, word: &[u8]) -> u8 {
        place(word).map_or(0, |place| self.0[place])
    }
}

const PLACES: usize = 1 << 12;

/// Where a word is noted: by its first two letters, its last one and its length. Bit 5 parts the cases of a letter.
fn place(word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let second = word.get(1).copied().unwrap_or(0);
    let last = word[word.len() - 1];
    let length = u32::try_from(word.len().min(31)).unwrap_or(31);
    let letters = u32::from_le_bytes([first, second, last, 0]) | 0x20_20_20;
    Some(((letters | length << 24).wrapping_mul(0x9e37_79b1) >> 20) as usize)
}

/// A letter or a digit.
pub const LETTER: u8 = 1;
/// A hyphen, which belongs to the word it stands in.
pub const HYPHEN: u8 = 2;
/// A digit.
pub const DIGIT: u8 = 4;
/// No ASCII.
pub const FOREIGN: u8 = 8;

/// What a byte is: some of [LETTER], [HYPHEN], [DIGIT] and [FOREIGN].
pub fn kind(byte: u8) -> u8 {
    KINDS[usize::from(byte)]
}

/// The word that begins at `start`, without hyphens at its end; what stands in it; and where it ends with them.
pub fn word_at(bytes: &[u8], start: usize) -> (&[u8], u8, usize) {
    let (mut seen, mut at) = (0, start);
    while let Some(kind) = bytes.get(at).map(|b| kind(*b)).filter(|kind| kind & (LETTER | HYPHEN) != 0) {
        seen |= kind;
        at += 1;
    }
    let mut end = at;
    while end > start && bytes[end - 1] == b'-' {
        end -= 1;
    }
    (&bytes[start..end], seen, at)
}

/// What bytes are.
const KINDS: [u8; 256] = {
    let mut out = [0; 256];
    let mut n = 0;
    while n < 256 {
        let byte = n as u8;
        out[n] = match byte {
            b'-' => HYPHEN,
            b'0'..=b'9' => LETTER | DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            128.. => FOREIGN,
            _ => 0,
        };
        n += 1;
    }
    out
};
