//! Lists numbered by letters and Roman numerals (`a.`, `(iv)`, `B)`), as Pandoc's `fancy_lists` has them: rewritten as lists of
//! numbers, with the kind of numbering remembered for the page.

use super::Rewriter;
use super::block::begins_item;

/// How the items of a list are numbered: the value of HTML's `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
}

/// A list that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbering {
    indent: usize,
    kind: Kind,
    /// What closes the mark: `.`, `)`, or `(` for brackets on both sides.
    sign: char,
}

/// The mark of an item.
struct Mark<'m> {
    letters: &'m str,
    sign: char,
    /// Its length with what closes it.
    length: usize,
}

impl Rewriter<'_> {
    /// Handles an item numbered by letters or Roman numerals, whose words `body` begin at `at`; gives where to go on.
    pub(super) fn lettered_item(&mut self, line: usize, at: usize, body: &str) -> Option<usize> {
        let indent = at - line;
        let mark = mark(body)?;
        self.numberings.retain(|known| known.indent <= indent);
        let goes_on = self.numberings.iter().rfind(|known| known.indent == indent && known.sign == mark.sign).copied();
        let going = goes_on.and_then(|known| Some((known, value(mark.letters, known.kind)?)));
        let (numbering, number) = match going {
            Some(going) => going,
            _ if self.is_behind_blank(line) || self.is_behind_item(line) => {
                let kind = kind(mark.letters)?;
                (Numbering { indent, kind, sign: mark.sign }, value(mark.letters, kind)?)
            }
            _ => return None,
        };
        let first = going.is_none();
        self.numberings.retain(|known| known.indent < indent);
        self.numberings.push(numbering);
        self.copy(line, at);
        if first {
            self.done.numberings.push((self.done.map.text.len(), numbering.kind.word()));
        }
        // Only the first number of a list counts; one digit keeps what is indented under an item in it.
        let number = if first { number } else { 2 };
        self.insert(&format!("{number}{}", if mark.sign == '.' { '.' } else { ')' }), at);
        self.in_list |= indent == 0;
        Some(at + mark.length)
    }

    /// Takes note of a line without indentation: a paragraph behind a blank line ends all lists.
    pub(super) fn end_numberings(&mut self, at: usize, body: &str) {
        if !self.numberings.is_empty() && !self.in_list && mark(body).is_none() && self.is_behind_blank(at) {
            self.numberings.clear();
        }
    }

    fn is_behind_item(&self, line: usize) -> bool {
        let before = self.text[..line].trim_end_matches('\n');
        let last = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        begins_item(last.trim_start())
    }
}

/// The mark at the start of a line, with white space behind it; two spaces behind a capital and a full stop, which else is an initial.
fn mark(body: &str) -> Option<Mark<'_>> {
    let inner = body.strip_prefix('(');
    let text = inner.unwrap_or(body);
    let count = text.bytes().take(8).take_while(u8::is_ascii_alphabetic).count();
    let letters = &text[..count];
    let closing = text[count..].chars().next().filter(|c| *c == ')' || *c == '.' && inner.is_none())?;
    let behind = &text[count + 1..];
    let initial = closing == '.' && letters.starts_with(|c: char| c.is_ascii_uppercase());
    let apart = if initial { behind.starts_with("  ") || behind.starts_with('\t') } else { behind.starts_with([' ', '\t']) };
    let one_case = letters.bytes().all(|b| b.is_ascii_lowercase()) || letters.bytes().all(|b| b.is_ascii_uppercase());
    let good = count > 0 && one_case && apart && !behind.trim().is_empty();
    let sign = if inner.is_some() { '(' } else { closing };
    good.then_some(Mark { letters, sign, length: count + 1 + usize::from(inner.is_some()) })
}

/// The kind of numbering that begins with `letters`: Roman for `i` and for numerals of several letters.
fn kind(letters: &str) -> Option<Kind> {
    let lower = letters.starts_with(|c: char| c.is_ascii_lowercase());
    let roman = letters.eq_ignore_ascii_case("i") || letters.len() > 1;
    let kind = match (roman, lower) {
        (false, true) => Kind::LowerLetter,
        (false, false) => Kind::UpperLetter,
        (true, true) => Kind::LowerRoman,
        (true, false) => Kind::UpperRoman,
    };
    value(letters, kind).map(|_| kind)
}

/// The number that `letters` stand for in a kind of numbering.
fn value(letters: &str, kind: Kind) -> Option<u32> {
    let lower = letters.starts_with(|c: char| c.is_ascii_lowercase());
    if lower != matches!(kind, Kind::LowerLetter | Kind::LowerRoman) {
        return None;
    }
    match (kind, letters.as_bytes()) {
        (Kind::LowerLetter | Kind::UpperLetter, [letter]) => Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1),
        (Kind::LowerLetter | Kind::UpperLetter, _) => None,
        (Kind::LowerRoman | Kind::UpperRoman, _) => roman(&letters.to_ascii_lowercase()),
    }
}

/// The number of a Roman numeral in its usual form, up to 399.
fn roman(letters: &str) -> Option<u32> {
    const STEPS: [(&str, u32); 9] = [("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)];
    let (mut rest, mut sum) = (letters, 0);
    for (step, worth) in STEPS {
        let most = if step.len() > 1 || matches!(step, "l" | "v") { 1 } else { 3 };
        for _ in 0..most {
            if let Some(behind) = rest.strip_prefix(step) {
                (rest, sum) = (behind, sum + worth);
            }
        }
    }
    (rest.is_empty() && sum > 0).then_some(sum)
}

impl Kind {
    fn word(self) -> char {
        match self {
            Self::LowerLetter => 'a',
            Self::UpperLetter => 'A',
            Self::LowerRoman => 'i',
            Self::UpperRoman => 'I',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals() {
        for (letters, number) in [("i", 1), ("iv", 4), ("viii", 8), ("ix", 9), ("xiv", 14), ("xl", 40), ("xcix", 99), ("ccc", 300)] {
            assert_eq!(roman(letters), Some(number), "{letters}");
        }
        for letters in ["", "iiii", "vv", "ic", "mild", "ci ", "xm"] {
            assert_eq!(roman(letters), None, "{letters}");
        }
    }
}
