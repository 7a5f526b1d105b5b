//! The grammar of citations: what stands in brackets, read from the source text of one bracket group.
//!
//! [groups] cuts a span that the Markdown parser found (a reference without a definition) into bracket groups;
//! [parse_group] reads one. Neither knows which sources exist: numbers and keys come out as typed.
//!
//! Grammar: `[1]` `[1, 4]` `[1–3]` `[1, p. 12]` by position, and Pandoc's citations (Pandoc User's Guide, “Citation
//! syntax”) `[@key]` `[see @a, ch. 2; @b]` `[-@a]` `[@{https://x.y/z}]` by id.

use crate::base::span::Span;

/// `text` without the citations in it that point to one of `count` sources or to one of `ids`; `None` where it has none.
pub fn without_citations(text: &str, count: usize, ids: &[String]) -> Option<String> {
    let known = |item: &TypedItem| match &item.target {
        TypedTarget::Number(n) => (1..=count).contains(n),
        TypedTarget::Range(first, last) => *first >= 1 && first < last && *last <= count,
        TypedTarget::Key(key) => ids.contains(key),
    };
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for group in groups(text, Span::new(0, text.len())) {
        if parse_group(text, group).is_some_and(|c| c.items.iter().all(known)) {
            out.push_str(text[at..group.start].trim_end());
            at = group.end;
        }
    }
    out.push_str(&text[at..]);
    (at > 0).then_some(out)
}

/// One citation as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Its bracket group in the text, brackets included.
    pub span: Span,
    /// What it points to.
    pub items: Vec<TypedItem>,
    /// The text as it stands, brackets included.
    pub raw: String,
}

/// One pointer of a citation as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedItem {
    /// Where the number, range or key stands in the text.
    pub span: Span,
    /// What it points to.
    pub target: TypedTarget,
    /// Words before it.
    pub prefix: String,
    /// Words after it (`p. 12`).
    pub locator: String,
    /// `-@key`.
    pub suppress_author: bool,
    /// It stands behind a sign such as `/`: a citation only where such a source exists.
    pub weak: bool,
}

/// What a pointer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedTarget {
    /// A position in `sources`, from 1 when valid.
    Number(usize),
    /// Positions from the first to the second, both included.
    Range(usize, usize),
    /// An id.
    Key(String),
}

/// The bracket groups `[…]` of the text in `span`, outermost ones, in order. Text between groups is skipped.
pub fn groups(text: &str, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut start = span.start;
    let mut escaped = false;
    for (at, byte) in span.slice(text).bytes().enumerate() {
        let here = span.start + at;
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => {
                if depth == 0 {
                    start = here;
                }
                depth += 1;
            }
            b']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(Span::new(start, here + 1));
                }
            }
            _ => {}
        }
    }
    found
}

/// Reads the bracket group at `span` (brackets included) as a citation; `None` where it is something else.
pub fn parse_group(text: &str, span: Span) -> Option<Typed> {
    let inner = Span::new(span.start + 1, span.end.checked_sub(1)?);
    let slice = inner.slice(text);
    if slice.starts_with('^') || slice.starts_with('!') || slice.contains('[') || slice.contains("\n\n") {
        return None;
    }
    let parts = split_parts(slice);
    // As long as it mostly gets: the first push would make room for four, and a text can be nothing but citations.
    let mut items = Vec::with_capacity(parts.len());
    for part in parts {
        parse_part(text, part.shifted(inner.start), &mut items)?;
    }
    (!items.is_empty()).then(|| Typed { span, items, raw: span.slice(text).to_owned() })
}

/// The parts between `;`, as spans of `slice`; a `;` inside `@{…}` does not part.
fn split_parts(slice: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let (mut start, mut braces) = (0, 0usize);
    for (at, byte) in slice.bytes().enumerate() {
        match byte {
            b'{' => braces += 1,
            b'}' => braces = braces.saturating_sub(1),
            b';' if braces == 0 => {
                parts.push(Span::new(start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(Span::new(start, slice.len()));
    parts
}

fn parse_part(text: &str, part: Span, items: &mut Vec<TypedItem>) -> Option<()> {
    let slice = part.slice(text);
    let Some(first) = find_key(slice, 0, slice.len()) else { return parse_numbers(text, part, items) };
    let mut prefix = plain(&slice[..first.start]);
    let mut key = first;
    // Pandoc reads several keys between two semicolons too: `[@a, @b]`, `[@a and @b]`.
    loop {
        let next = find_key(slice, key.end, slice.len());
        let behind = &slice[key.end..next.as_ref().map_or(slice.len(), |n| n.start)];
        let locator = if next.is_some() { without_conjunction(behind) } else { behind };
        let (span, suppress_author) = (Span::new(key.sign, key.end).shifted(part.start), key.start < key.sign);
        let locator = plain(locator.trim_start().trim_start_matches(','));
        let (target, weak) = (TypedTarget::Key(key.name), key.weak);
        items.push(TypedItem { span, target, prefix: std::mem::take(&mut prefix), locator, suppress_author, weak });
        match next {
            Some(next) => key = next,
            None => return Some(()),
        }
    }
}

/// Words between two keys without what only joins them.
fn without_conjunction(words: &str) -> &str {
    let words = words.trim().trim_end_matches([',', '&']).trim_end();
    let last = words.rsplit([' ', '\n']).next().unwrap_or("");
    let joins = ["and", "or", "und", "et", "y"].contains(&last);
    if joins { words[..words.len() - last.len()].trim_end().trim_end_matches(',') } else { words }
}

/// A key found in a text, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundKey {
    /// Where it starts, a `-` before the `@` included.
    pub start: usize,
    /// Where the `@` stands.
    pub sign: usize,
    /// Just past the key (past the `}` of `@{…}`).
    pub end: usize,
    /// The key.
    pub name: String,
    /// It stands behind a sign that Pandoc passes and that may as well belong to an address.
    pub weak: bool,
}

/// The first `@key` in `text` whose `@` stands at or after byte `from` and before `to`, by Pandoc's rules: not after a
/// letter or digit (so that e-mail addresses are none), nor behind a backslash.
pub fn find_key(text: &str, from: usize, to: usize) -> Option<FoundKey> {
    let mut from = from;
    while let Some(at) = text[from..to].find('@').map(|at| from + at) {
        if let Some(found) = key_at(text, at) {
            return Some(found);
        }
        from = at + 1;
    }
    None
}

fn key_at(text: &str, sign: usize) -> Option<FoundKey> {
    let before = text[..sign].chars().next_back();
    let dashed = before == Some('-') && !text[..sign - 1].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    if before.is_some_and(|c| c.is_alphanumeric() || c == '\\') {
        return None;
    }
    let weak = before.is_some_and(|c| matches!(c, '/' | '@' | '.' | '_' | '=' | '&' | '?' | '#' | '~')) || (before == Some('-') && !dashed);
    let rest = &text[sign + 1..];
    let (name, length) = if let Some(braced) = rest.strip_prefix('{') {
        let close = braced.find('}')?;
        (&braced[..close], close + 2)
    } else {
        let length = key_length(rest);
        (&rest[..length], length)
    };
    let start = if dashed { sign - 1 } else { sign };
    (!name.trim().is_empty()).then(|| FoundKey { start, sign, end: sign + 1 + length, name: name.to_owned(), weak })
}

/// Length of the key at the start of `text`: a letter, digit or `_`, then those and single inner punctuation marks.
fn key_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            end = at + c.len_utf8();
            continue;
        }
        let inner = end > 0 && ":.#$%&-+?<>~/".contains(c);
        let goes_on = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric() || *next == '_' || (":/".contains(c) && *next == '/'));
        if !(inner && goes_on) {
            break;
        }
    }
    end
}

/// Reads `1`, `1, 4`, `1–3`, `1, p. 12` with words before (`see 1`) refused: a number must come first.
fn parse_numbers(text: &str, part: Span, items: &mut Vec<TypedItem>) -> Option<()> {
    let slice = part.slice(text);
    let mut at = slice.len() - slice.trim_start().len();
    let count_before = items.len();
    while let Some((target, length)) = number_or_range(&slice[at..]) {
        let span = Span::new(at, at + length).shifted(part.start);
        items.push(TypedItem { span, target, prefix: String::new(), locator: String::new(), suppress_author: false, weak: false });
        at += length;
        let rest = slice[at..].trim_start();
        if rest.is_empty() {
            return Some(());
        }
        let next = rest.strip_prefix(',')?.trim_start();
        at = slice.len() - next.len();
    }
    let last = items[count_before..].last_mut()?;
    let locator = slice[at..].trim();
    if !is_locator(locator) {
        return None;
    }
    last.locator = plain(locator);
    Some(())
}

/// `12` or `3–5` (any dash) at the start of `text`, with its length. The number must end there.
fn number_or_range(text: &str) -> Option<(TypedTarget, usize)> {
    let (first, length) = number(text)?;
    let rest = &text[length..];
    let trimmed = rest.trim_start_matches(' ');
    let dash = trimmed.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '‑' | '−'));
    if let Some(dash) = dash {
        let after = trimmed[dash.len_utf8()..].trim_start_matches('-').trim_start_matches(' ');
        let (last, last_length) = number(after)?;
        let total = text.len() - after.len() + last_length;
        return ends_number(&text[total..]).then_some((TypedTarget::Range(first, last), total));
    }
    ends_number(rest).then_some((TypedTarget::Number(first), length))
}

fn number(text: &str) -> Option<(usize, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 {
        return None;
    }
    Some((text[..length].parse().unwrap_or(usize::MAX), length))
}

fn ends_number(rest: &str) -> bool {
    matches!(rest.trim_start_matches([' ', '\n', '\r']).chars().next(), None | Some(','))
}

/// Whether words after a number read as a place in a source (`p. 12`, `chap. 3`, `Table 2`, `§ 4`): they have a letter or `§`.
fn is_locator(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '§' || c == '¶')
}

/// Inline markup and line ends taken off: what a marker can show.
fn plain(text: &str) -> String {
    let cleaned: String = text.chars().filter(|c| !matches!(c, '*' | '`' | '\\')).collect();
    let words = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().any(char::is_alphanumeric) { words } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        groups(text, Span::new(0, text.len()))
            .into_iter()
            .map(|g| match parse_group(text, g) {
                None => "-".to_owned(),
                Some(c) => c.items.iter().map(show_item).collect::<Vec<_>>().join(" + "),
            })
            .collect::<Vec<_>>()
            .join(" | ")
    }

    fn show_item(i: &TypedItem) -> String {
        let target = match &i.target {
            TypedTarget::Number(n) => n.to_string(),
            TypedTarget::Range(a, b) => format!("{a}..{b}"),
            TypedTarget::Key(k) => format!("{}{k}", if i.weak { "?" } else { "@" }),
        };
        let sign = if i.suppress_author { "-" } else { "" };
        format!("{}{sign}{target}{}", i.prefix, if i.locator.is_empty() { String::new() } else { format!("({})", i.locator) })
    }

    #[test]
    fn reads_what_writers_type() {
        for (text, expected) in [
            ("[1]", "1"),
            ("[1, 4]", "1 + 4"),
            ("[1–3]", "1..3"),
            ("[1-3,7]", "1..3 + 7"),
            ("[1][4]", "1 | 4"),
            ("[1][2][3]", "1 | 2 | 3"),
            ("[1, p. 12]", "1(p. 12)"),
            ("[1, p. 12; 3]", "1(p. 12) + 3"),
            ("[@key]", "@key"),
            ("[@a; @b, p. 3]", "@a + @b(p. 3)"),
            ("[see @a, ch. 2]", "see@a(ch. 2)"),
            ("[-@a]", "-@a"),
            ("[@{https://x.y/z}]", "@https://x.y/z"),
            ("[@smith.2019.]", "@smith.2019"),
            ("[me@x.org]", "-"),
            ("[see https://x/@user]", "see https://x/?user"),
            ("[@a, @b]", "@a + @b"),
            ("[@a, p. 3, and @b; -@c]", "@a(p. 3) + @b + -@c"),
            ("[@https://x.y/z]", "@https://x.y/z"),
            ("[x]", "-"),
            ("[ ]", "-"),
            ("[!NOTE]", "-"),
            ("[1a]", "-"),
            ("[1.5]", "-"),
            ("[2019 edition]", "-"),
            ("[text][1]", "- | 1"),
            ("[3–1]", "3..1"),
            ("[0]", "0"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}
