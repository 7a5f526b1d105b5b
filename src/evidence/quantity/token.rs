//! Cuts a text into the tokens that numbers are read from: runs of digits of any script, words, and single marks.
//!
//! Invariant: linear in the text; tokens are ascending and do not overlap; what is opaque (code, addresses) gives none.

/// What a [Token] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Decimal digits, in any script that writes positional decimals.
    Digits,
    /// Superscript digits, with a superscript sign before them or none.
    Super,
    /// Letters of a script that sets spaces between words.
    Word,
    /// One character of a script without spaces (Han, Kana, Hangul).
    Cjk(char),
    /// One other character, in the form that [plain] gives it.
    Mark(char),
}

/// A piece of a text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Offset of its first byte.
    pub start: usize,
    /// Offset just past its last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether a space, or something opaque, stands before it.
    pub gap: bool,
}

/// A text with its tokens.
#[derive(Debug)]
pub struct Tokens<'t> {
    /// The text.
    pub text: &'t str,
    /// The text with ASCII letters in lower case: the same offsets.
    lower: String,
    list: Vec<Token>,
}

impl<'t> Tokens<'t> {
    /// The tokens of `text` outside of `opaque`.
    pub fn new(text: &'t str, opaque: &[(usize, usize)]) -> Self {
        let mut list: Vec<Token> = Vec::with_capacity(text.len() / 4);
        const NONE: (usize, usize) = (usize::MAX, usize::MAX);
        let mut opaque = opaque.iter().copied();
        let mut hidden = opaque.next().unwrap_or(NONE);
        let mut gap = true;
        let (bytes, mut at) = (text.as_bytes(), 0);
        while at < bytes.len() {
            let start = at;
            let c = if bytes[at].is_ascii() { char::from(bytes[at]) } else { text[at..].chars().next().unwrap_or(' ') };
            at += c.len_utf8();
            while hidden.1 <= start {
                hidden = opaque.next().unwrap_or(NONE);
            }
            if c == ' ' || hidden.0 <= start || c.is_whitespace() {
                gap = true;
                continue;
            }
            if c.is_ascii_alphabetic() {
                let most = hidden.0.min(bytes.len());
                while at < most && bytes[at].is_ascii_alphabetic() {
                    at += 1;
                }
            }
            let (kind, end) = (kind(c), at);
            match list.last_mut().filter(|t| !gap && joins(t.kind, kind, c)) {
                Some(last) => last.end = end,
                None => list.push(Token { start, end, kind, gap }),
            }
            gap = false;
        }
        Self { text, lower: text.to_ascii_lowercase(), list }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// The token at `n`.
    pub fn get(&self, n: usize) -> Option<&Token> {
        self.list.get(n)
    }

    /// Whether the token at `n` is of this kind.
    pub fn is(&self, n: usize, kind: Kind) -> bool {
        self.list.get(n).is_some_and(|t| t.kind == kind)
    }

    /// Whether the token at `n` is this mark.
    pub fn mark(&self, n: usize, mark: char) -> bool {
        self.is(n, Kind::Mark(mark))
    }

    /// Whether the token at `n` follows without a space.
    pub fn glued(&self, n: usize) -> bool {
        self.list.get(n).is_some_and(|t| !t.gap)
    }

    /// The word at `n` in lower case (ASCII letters only); empty where there is none.
    pub fn word(&self, n: usize) -> &str {
        self.list.get(n).filter(|t| t.kind == Kind::Word).map_or("", |t| &self.lower[t.start..t.end])
    }

    /// The token at `n` as typed; empty where there is none.
    pub fn typed(&self, n: usize) -> &'t str {
        self.list.get(n).map_or("", |t| &self.text[t.start..t.end])
    }

    /// The character of a script without spaces at `n`.
    pub fn cjk(&self, n: usize) -> Option<char> {
        match self.list.get(n)?.kind {
            Kind::Cjk(c) => Some(c),
            _ => None,
        }
    }

    /// The digits at `n`, as values; empty where there are none.
    pub fn digits(&self, n: usize) -> impl Iterator<Item = u8> + Clone + 't {
        let text = self.list.get(n).filter(|t| matches!(t.kind, Kind::Digits | Kind::Super)).map_or("", |t| &self.text[t.start..t.end]);
        text.chars().filter_map(digit)
    }

    /// The first token that begins at or behind byte `at`.
    pub fn from(&self, at: usize) -> usize {
        self.list.partition_point(|t| t.start < at)
    }

    /// The token before `n`, with its place.
    pub fn before(&self, n: usize) -> Option<(usize, &Token)> {
        n.checked_sub(1).map(|at| (at, &self.list[at]))
    }
}

fn joins(last: Kind, next: Kind, c: char) -> bool {
    match (last, next) {
        (Kind::Digits, Kind::Digits) | (Kind::Word, Kind::Word) => true,
        (Kind::Super, Kind::Super) => !matches!(c, '⁻' | '⁺'),
        _ => false,
    }
}

fn kind(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Digits,
        'a'..='z' | 'A'..='Z' => Kind::Word,
        c if c.is_ascii() => Kind::Mark(c),
        '⁻' | '⁺' => Kind::Super,
        '\u{2e80}'..='\u{2fff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
            Kind::Cjk(c)
        }
        '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3fffd}' => Kind::Cjk(c),
        c if is_super(c) => Kind::Super,
        c if digit(c).is_some() => Kind::Digits,
        c => match plain(c) {
            p if p.is_alphabetic() || crate::base::fold::is_mark(p) => Kind::Word,
            p => Kind::Mark(p),
        },
    }
}

fn is_super(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// The value of a decimal digit: European, full-width, Arabic, Persian, Devanagari, Bengali, superscript.
pub fn digit(c: char) -> Option<u8> {
    let from = |zero: u32| u8::try_from(c as u32 - zero).ok();
    match c {
        '0'..='9' => from('0' as u32),
        '\u{ff10}'..='\u{ff19}' => from(0xff10),
        '\u{660}'..='\u{669}' => from(0x660),
        '\u{6f0}'..='\u{6f9}' => from(0x6f0),
        '\u{966}'..='\u{96f}' => from(0x966),
        '\u{9e6}'..='\u{9ef}' => from(0x9e6),
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => from(0x2070),
        _ => None,
    }
}

/// One form for marks that are written in several: full-width forms, hyphens, minus signs, Arabic percent and separators.
pub fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '‐' | '‑' | '−' | '﹣' => '-',
        '‒' | '–' | '—' | '―' => '–',
        '〜' | '∼' => '~',
        '٪' => '%',
        '٫' => '.',
        '٬' => ',',
        '≦' | '⩽' => '≤',
        '≧' | '⩾' => '≥',
        '≃' | '≅' => '≈',
        '’' => '\'',
        '✕' | '✖' => '×',
        c => c,
    }
}
