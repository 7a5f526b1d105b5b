//! LaTeX in fields, as text: accents, symbols, quotes and dashes, commands that only set a face, simple math.
//!
//! One pass without recursion; what is not known loses its command and keeps its argument. [to_text] for prose,
//! [verbatim] for fields that biblatex takes as they stand.

use super::latex_math;
use crate::base::fold::nfc;

/// Prose in LaTeX as text in NFC, with runs of white space as one space.
pub(super) fn to_text(latex: &str) -> String {
    if !latex.contains(['\\', '{', '}', '$', '~', '-', '`', '\'', '\n', '\t', '\r', '\u{a0}']) && !latex.contains("  ") {
        return nfc(latex.trim());
    }
    let mut reader =
        Reader { rest: latex, out: String::with_capacity(latex.len()), accent: None, depth: 0, quotes: Vec::new(), quoted: false };
    while reader.step() {}
    nfc(&reader.out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A verbatim field (`doi`, `url`): escapes undone, braces and `\url` dropped.
pub(super) fn verbatim(raw: &str) -> String {
    let raw = raw
        .replace("\\url", "")
        .replace("\\href", "")
        .replace("{\\textunderscore}", "_")
        .replace("\\textunderscore", "_")
        .replace("{\\textless}", "<")
        .replace("{\\textgreater}", ">")
        .replace("\\textless", "<")
        .replace("\\textgreater", ">")
        .replace("\\textasciitilde", "~");
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            '{' | '}' => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// Bytes of the formula of an `\ifmmode` that are looked through for its end.
const FORMULA: usize = 300;

/// What people call the command whose argument only sorts.
const SORTING: [&str; 5] = ["noopsort", "sortnoop", "noop", "nosort", "nop"];

struct Reader<'a> {
    rest: &'a str,
    out: String,
    /// A combining character for the next letter.
    accent: Option<char>,
    depth: usize,
    /// Depths of groups that end with a closing quote (`\enquote{…}`).
    quotes: Vec<usize>,
    /// Whether a single quotation mark is open.
    quoted: bool,
}

impl<'a> Reader<'a> {
    fn step(&mut self) -> bool {
        let Some(c) = self.rest.chars().next() else {
            self.flush_accent();
            return false;
        };
        self.rest = &self.rest[c.len_utf8()..];
        match c {
            '\\' => self.command(),
            // What Mendeley makes of a brace that it takes for text: it groups, as it did before.
            '{' if self.rest.starts_with("\\{}") || self.rest.starts_with("\\}}") => self.rest = &self.rest[3..],
            '{' => self.depth += 1,
            '}' => self.close(),
            '$' => self.math(),
            '~' => self.push(' '),
            '-' => self.run('-', &["-", "–", "—"]),
            '`' if self.opens_quote() => self.out.push('‘'),
            '`' => self.run('`', &["‘", "“"]),
            '\'' if self.closes_quote() => self.out.push('’'),
            '\'' => self.run('\'', &["’", "”"]),
            c if c.is_whitespace() && self.accent.is_some() => {}
            c => self.push(c),
        }
        true
    }

    fn push(&mut self, c: char) {
        let Some(accent) = self.accent.take() else { return self.out.push(c) };
        self.out.push(match c {
            'ı' => 'i',
            'ȷ' => 'j',
            c => c,
        });
        self.out.push(accent);
    }

    fn flush_accent(&mut self) {
        self.accent = None;
    }

    fn close(&mut self) {
        self.flush_accent();
        if self.quotes.last() == Some(&self.depth) {
            self.quotes.pop();
            self.out.push('”');
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// A run of `c`, as the ligature of its length; a lone quote stays as it is typed.
    fn run(&mut self, c: char, forms: &[&str]) {
        let more = self.rest.chars().take(forms.len() - 1).take_while(|next| *next == c).count();
        self.rest = &self.rest[more..];
        self.flush_accent();
        if more == 0 { self.out.push(c) } else { self.out.push_str(forms[more]) }
    }

    /// Whether the single quotation mark just read has a partner (`` `so' ``).
    fn opens_quote(&mut self) -> bool {
        let apart = self.out.ends_with(|c: char| !c.is_alphanumeric()) || self.out.is_empty();
        let near = self.rest.as_bytes().get(..FORMULA).unwrap_or(self.rest.as_bytes());
        let partner = near.iter().position(|b| matches!(b, b'`' | b'\'')).filter(|at| *at > 0 && near[*at] == b'\'');
        self.quoted = apart && partner.is_some_and(|at| near.get(at + 1) != Some(&b'\''));
        self.quoted
    }

    /// Whether the single quotation mark just read is the partner of an open one, and no apostrophe.
    fn closes_quote(&mut self) -> bool {
        self.quoted && !self.rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'') && std::mem::take(&mut self.quoted)
    }

    fn command(&mut self) {
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 {
            return self.control_symbol();
        }
        let (name, rest) = self.rest.split_at(letters);
        self.rest = rest.trim_start();
        if let Some(accent) = accent_of(name).filter(|_| self.takes_letter()) {
            self.accent = Some(accent);
            return;
        }
        if let Some(text) = symbol(name).or_else(|| latex_math::symbol(name)) {
            self.rest = self.rest.strip_prefix("{}").unwrap_or(self.rest);
            // A control word eats the space after it; what is a word of its own in print keeps it.
            let mut chars = text.chars();
            chars.next().into_iter().for_each(|c| self.push(c));
            self.out.extend(chars);
            return;
        }
        self.face(name);
    }

    /// Whether a letter for an accent follows.
    fn takes_letter(&self) -> bool {
        self.rest.trim_start_matches('{').starts_with(|c: char| c.is_alphabetic() || c == '\\')
    }

    /// Commands with an argument that is not simply kept.
    fn face(&mut self, name: &str) {
        match name {
            "enquote" | "mkbibquote" if self.rest.starts_with('{') => {
                self.out.push('“');
                self.quotes.push(self.depth + 1);
            }
            "href" => drop(self.group()),
            // `\ifmmode \acute{n}\else \'{n}\fi{}`, as the American Physical Society writes accents: the text is what is wanted.
            "ifmmode" => {
                let near = self.rest.as_bytes().get(..FORMULA).unwrap_or(self.rest.as_bytes());
                let at = near.windows(5).position(|word| word == b"\\else");
                self.rest = at.map_or(self.rest, |at| self.rest[at + 5..].trim_start());
            }
            "fi" => self.rest = self.rest.strip_prefix("{}").unwrap_or(self.rest),
            "textsuperscript" | "textsubscript" => {
                if let Some(text) = self.group() {
                    let raised = latex_math::script(text, name == "textsuperscript");
                    self.out.push_str(&raised.unwrap_or_else(|| text.replace(['{', '}', '\\'], "")));
                }
            }
            // What sorts an entry and is not printed; the command is the file's own.
            name if SORTING.iter().any(|own| own.eq_ignore_ascii_case(name)) => drop(self.group()),
            "begin" | "end" | "cite" | "label" | "footnote" | "vspace" | "hspace" | "color" | "fontsize" => drop(self.group()),
            _ => {}
        }
    }

    /// The group that follows, without its braces; `None` where none follows or it does not end.
    fn group(&mut self) -> Option<&'a str> {
        let inner = self.rest.strip_prefix('{')?;
        let mut depth = 1usize;
        for (at, byte) in inner.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = &inner[at + 1..];
                return Some(&inner[..at]);
            }
        }
        // Unbalanced: take all, so that no later group searches the same text again.
        self.rest = "";
        Some(inner)
    }

    fn control_symbol(&mut self) {
        let Some(c) = self.rest.chars().next() else { return };
        self.rest = &self.rest[c.len_utf8()..];
        match c {
            '=' if self.rest.trim_start_matches('{').starts_with(|c: char| c.is_ascii_digit()) => self.accent = accent_of("="),
            '\'' | '`' | '^' | '"' | '~' | '=' | '.' if self.takes_letter_after_space() => {
                self.accent = accent_of(c.encode_utf8(&mut [0; 4]))
            }
            '-' | '/' | '@' | '!' | '(' | ')' => {}
            ',' | ';' | ':' | ' ' | '\n' | '\t' | '\\' | '[' | ']' => self.push(' '),
            '^' | '~' => {
                self.rest = self.rest.strip_prefix("{}").unwrap_or(self.rest);
                self.push(c);
            }
            c => self.push(c),
        }
    }

    fn takes_letter_after_space(&self) -> bool {
        let rest = self.rest.trim_start();
        rest.trim_start_matches('{').starts_with(|c: char| c.is_alphabetic() || c == '\\')
    }

    /// Math up to the next `$`; a lone `$` is a dollar.
    fn math(&mut self) {
        self.flush_accent();
        let rest = self.rest.strip_prefix('$').unwrap_or(self.rest);
        let Some(end) = rest.find('$') else {
            self.out.push('$');
            return;
        };
        self.out.push_str(&latex_math::to_text(&rest[..end]));
        self.rest = rest[end + 1..].strip_prefix('$').filter(|_| rest.len() < self.rest.len()).unwrap_or(&rest[end + 1..]);
    }
}

/// The combining character of an accent command.
fn accent_of(name: &str) -> Option<char> {
    Some(match name {
        "'" => '\u{301}',
        "`" => '\u{300}',
        "^" => '\u{302}',
        "\"" => '\u{308}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "." => '\u{307}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "r" => '\u{30a}',
        "u" => '\u{306}',
        "v" => '\u{30c}',
        "H" => '\u{30b}',
        "d" => '\u{323}',
        "b" => '\u{331}',
        "t" => '\u{361}',
        _ => return None,
    })
}

/// The text of a command that stands for a character or a word.
pub(super) fn symbol(name: &str) -> Option<&'static str> {
    Some(match name {
        "ss" => "ß",
        "SS" => "SS",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "aa" => "å",
        "AA" => "Å",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "j" => "ȷ",
        "dh" => "ð",
        "DH" => "Ð",
        "dj" => "đ",
        "DJ" => "Đ",
        "th" => "þ",
        "TH" => "Þ",
        "ng" => "ŋ",
        "NG" => "Ŋ",
        "textendash" => "–",
        "hyphen" => "-",
        "slash" => "/",
        "textemdash" => "—",
        "dots" | "ldots" | "textellipsis" => "…",
        "textquoteleft" => "‘",
        "textquoteright" => "’",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textquotedbl" => "\"",
        "textquotesingle" => "'",
        "textasciigrave" => "`",
        "guillemotleft" => "«",
        "guillemotright" => "»",
        "glqq" | "quotedblbase" => "„",
        "grqq" => "“",
        "textbackslash" => "\\",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textbraceleft" | "lbrace" => "{",
        "textbraceright" | "rbrace" => "}",
        "textunderscore" => "_",
        "textbar" => "|",
        "textless" => "<",
        "textgreater" => ">",
        "textdollar" => "$",
        "S" | "textsection" => "§",
        "P" | "textparagraph" => "¶",
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "textdegree" | "degree" => "°",
        "pounds" | "textsterling" => "£",
        "euro" | "texteuro" | "EUR" => "€",
        "textmu" | "micro" => "µ",
        "textbullet" => "•",
        "TeX" => "TeX",
        "LaTeX" => "LaTeX",
        "BibTeX" => "BibTeX",
        "quad" | "qquad" | "space" | "enspace" | "newline" => " ",
        "celsius" => "°C",
        "textperiodcentered" => "·",
        "textordmasculine" => "º",
        "textordfeminine" => "ª",
        "textonehalf" => "½",
        _ => return None,
    })
}
