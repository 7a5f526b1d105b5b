//! The YAML that nearly every front matter is written in, read in one pass: block mappings and lists of them, text that
//! stands in one line, lists in brackets in one line.
//!
//! Invariant: what is read is what the full parser reads (`tests/properties` compares them). Where a text is anything else,
//! or may be (comments behind text, anchors, text over several lines, `null`, numbers where any type may stand), [read] gives `None`
//! without a reason, and the full parser is asked.

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;
use std::fmt;

/// Deepest nesting.
const DEEPEST: usize = 24;
/// Longest key, in bytes.
const LONGEST_KEY: usize = 100;

/// Reads `text`, a mapping, as a `T`; `None` where the full parser has to.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let is_read = |c: char| matches!(c, '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..);
    let plain = |b: u8| matches!(b, b'\n' | b'\r' | b' '..=b'~');
    if !text.bytes().all(plain) && !text.chars().all(is_read) {
        return None;
    }
    let mut lines = Lines { rest: text, line: None, depth: 0 };
    let (column, first) = lines.peek().ok()??;
    if column != 0 || split_key(first).is_none() {
        return None;
    }
    let value = T::deserialize(Value { lines: &mut lines, node: Node::Block(0) }).ok()?;
    lines.peek().ok()?.is_none().then_some(value)
}

/// Something that the full parser has to read.
#[derive(Debug)]
struct Unread;

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not simple")
    }
}

impl std::error::Error for Unread {}

impl de::Error for Unread {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// The lines to come.
struct Lines<'t> {
    rest: &'t str,
    /// The line that is looked at: its column, and what stands there.
    line: Option<(usize, &'t str)>,
    depth: usize,
}

impl<'t> Lines<'t> {
    /// The next line that says something.
    fn peek(&mut self) -> Result<Option<(usize, &'t str)>, Unread> {
        while self.line.is_none() && !self.rest.is_empty() {
            let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
            self.rest = rest;
            let line = line.strip_suffix('\r').unwrap_or(line);
            let content = line.trim_start_matches(' ');
            if content.is_empty() || content.starts_with('#') && !content.contains('\r') {
                continue;
            }
            let special = line.starts_with("---") || line.starts_with("...");
            if special || content.contains('\r') {
                return Err(Unread);
            }
            self.line = Some((line.len() - content.len(), content.trim_end_matches(' ')));
        }
        Ok(self.line)
    }

    /// What `text`, which stands behind a key or dash at `column`, is. A list may stand at the column of its key.
    fn node(&mut self, text: &'t str, column: usize, behind_key: bool) -> Result<Node<'t>, Unread> {
        let next = self.peek()?;
        let deeper = next.is_some_and(|(c, _)| c > column);
        let first = match text.as_bytes().first() {
            None if !behind_key => return Err(Unread),
            None => {
                let listed = next.is_some_and(|(c, line)| c == column && is_item(line));
                return Ok(next.filter(|_| deeper || listed).map_or(Node::Nothing, |(c, _)| Node::Block(c)));
            }
            Some(first) => *first,
        };
        if deeper {
            return Err(Unread);
        }
        match first {
            b'"' | b'\'' => match quoted(text)? {
                (words, "") => Ok(Node::Quoted(words)),
                _ => Err(Unread),
            },
            b'[' => text[1..].strip_suffix(']').map(|inner| Node::List(inner.trim_matches(' '))).ok_or(Unread),
            _ if is_plain(text) && !text.contains(": ") && !text.contains(" #") && !text.ends_with(':') => Ok(Node::Plain(text)),
            _ => Err(Unread),
        }
    }
}

/// Whether a line begins with the dash of an item.
fn is_item(line: &str) -> bool {
    line.starts_with("- ")
}

/// The key that begins a line, and what stands behind its colon.
fn split_key(line: &str) -> Option<(&str, &str)> {
    let length = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let (key, rest) = line.split_at(length);
    let value = rest.strip_prefix(':').filter(|v| v.is_empty() || v.starts_with(' '))?;
    let fits = key.starts_with(|c: char| c.is_ascii_alphabetic()) && length <= LONGEST_KEY && !has_type(key);
    fits.then(|| (key, value.trim_start_matches(' ')))
}

/// Whether text without quotes begins with nothing that means more than itself.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next().unwrap_or('-');
    (first.is_ascii_alphanumeric() || matches!(first, '(' | '/' | '_') || first >= '\u{a0}') && !has_type(text)
}

/// Whether text without quotes is nothing, or a switch.
fn has_type(text: &str) -> bool {
    text.len() <= 5 && ["null", "true", "false"].iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// The words of the quoted text that `text` begins with, and what stands behind it.
fn quoted(text: &str) -> Result<(Cow<'_, str>, &str), Unread> {
    let inner = &text[1..];
    if text.starts_with('\'') {
        let end = inner.find('\'').filter(|end| !inner[end + 1..].starts_with('\'')).ok_or(Unread)?;
        return Ok((Cow::Borrowed(&inner[..end]), &inner[end + 1..]));
    }
    let end = inner.find(['"', '\\']).ok_or(Unread)?;
    if inner[end..].starts_with('"') {
        return Ok((Cow::Borrowed(&inner[..end]), &inner[end + 1..]));
    }
    let mut words = String::with_capacity(inner.len());
    let mut rest = inner;
    loop {
        let at = rest.find(['"', '\\']).ok_or(Unread)?;
        words.push_str(&rest[..at]);
        let mark = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        if mark == b'"' {
            return Ok((Cow::Owned(words), rest));
        }
        let (c, length) = escaped(rest).ok_or(Unread)?;
        words.push(c);
        rest = &rest[length..];
    }
}

/// The character that an escape stands for, and the escape's length behind its backslash.
fn escaped(rest: &str) -> Option<(char, usize)> {
    match rest.as_bytes().first()? {
        b'"' => Some(('"', 1)),
        b'\\' => Some(('\\', 1)),
        b'/' => Some(('/', 1)),
        b'n' => Some(('\n', 1)),
        b't' => Some(('\t', 1)),
        b'u' => {
            let digits = rest.get(1..5).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
            Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 5))
        }
        _ => None,
    }
}

/// What stands at a place.
enum Node<'t> {
    Nothing,
    /// Text without quotes.
    Plain(&'t str),
    Quoted(Cow<'t, str>),
    /// What stands between brackets.
    List(&'t str),
    /// A mapping or a list of lines, at this column.
    Block(usize),
}

struct Value<'l, 't> {
    lines: &'l mut Lines<'t>,
    node: Node<'t>,
}

impl<'t> Value<'_, 't> {
    /// A mapping or list, in which the visitor is one level deeper.
    fn block<'v, V: Visitor<'v>>(self, column: usize, visitor: V) -> Result<V::Value, Unread> {
        let lines = self.lines;
        lines.depth += 1;
        let (_, first) = lines.peek()?.filter(|_| lines.depth <= DEEPEST).ok_or(Unread)?;
        let value = match is_item(first) {
            true => visitor.visit_seq(Items { lines: &mut *lines, column }),
            false => visitor.visit_map(Entries { lines: &mut *lines, column, value: "" }),
        }?;
        lines.depth -= 1;
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for Value<'_, '_> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.node {
            Node::Nothing => visitor.visit_unit(),
            // It may be a number.
            Node::Plain(text) if text.starts_with(|c: char| c.is_ascii_digit()) => Err(Unread),
            Node::Plain(text) => visitor.visit_str(text),
            Node::Quoted(words) => visitor.visit_str(&words),
            Node::List(inner) => visitor.visit_seq(Listed { lines: self.lines, rest: inner, first: true }),
            Node::Block(column) => self.block(column, visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.node {
            Node::Plain(text) => visitor.visit_str(text),
            Node::Quoted(words) => visitor.visit_str(&words),
            _ => Err(Unread),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.node {
            Node::Quoted(Cow::Owned(words)) => visitor.visit_string(words),
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        if matches!(self.node, Node::Nothing) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        if matches!(self.node, Node::Plain(_)) { visitor.visit_unit() } else { self.deserialize_any(visitor) }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], _: V) -> Result<V::Value, Unread> {
        Err(Unread)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
    }
}

/// The entries of a mapping whose keys stand at a column.
struct Entries<'l, 't> {
    lines: &'l mut Lines<'t>,
    column: usize,
    /// What stands behind the key that was read last.
    value: &'t str,
}

impl<'v> MapAccess<'v> for Entries<'_, '_> {
    type Error = Unread;

    fn next_key_seed<K: DeserializeSeed<'v>>(&mut self, seed: K) -> Result<Option<K::Value>, Unread> {
        let Some((column, line)) = self.lines.peek()?.filter(|(c, _)| *c >= self.column) else { return Ok(None) };
        let (key, value) = split_key(line).filter(|_| column == self.column).ok_or(Unread)?;
        self.lines.line = None;
        self.value = value;
        seed.deserialize(de::value::StrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'v>>(&mut self, seed: S) -> Result<S::Value, Unread> {
        let node = self.lines.node(self.value, self.column, true)?;
        seed.deserialize(Value { lines: self.lines, node })
    }
}

/// The items of a list whose dashes stand at a column.
struct Items<'l, 't> {
    lines: &'l mut Lines<'t>,
    column: usize,
}

impl<'v> SeqAccess<'v> for Items<'_, '_> {
    type Error = Unread;

    fn next_element_seed<S: DeserializeSeed<'v>>(&mut self, seed: S) -> Result<Option<S::Value>, Unread> {
        let Some((column, line)) = self.lines.peek()?.filter(|(c, _)| *c >= self.column) else { return Ok(None) };
        if column > self.column {
            return Err(Unread);
        }
        // A list that stands at the column of its key ends with the next key.
        if !is_item(line) {
            return Ok(None);
        }
        let text = line[1..].trim_start_matches(' ');
        let node = if is_item(text) || split_key(text).is_some() {
            let inner = column + line.len() - text.len();
            self.lines.line = Some((inner, text));
            Node::Block(inner)
        } else {
            self.lines.line = None;
            self.lines.node(text, column, false)?
        };
        seed.deserialize(Value { lines: self.lines, node }).map(Some)
    }
}

/// The texts between brackets.
struct Listed<'l, 't> {
    lines: &'l mut Lines<'t>,
    rest: &'t str,
    first: bool,
}

impl<'v> SeqAccess<'v> for Listed<'_, '_> {
    type Error = Unread;

    fn next_element_seed<S: DeserializeSeed<'v>>(&mut self, seed: S) -> Result<Option<S::Value>, Unread> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        if !std::mem::take(&mut self.first) {
            self.rest = self.rest.strip_prefix(',').ok_or(Unread)?.trim_start_matches(' ');
        }
        let node = if self.rest.starts_with(['"', '\'']) {
            let (words, rest) = quoted(self.rest)?;
            self.rest = rest.trim_start_matches(' ');
            Node::Quoted(words)
        } else {
            let end = self.rest.find(',').unwrap_or(self.rest.len());
            let text = self.rest[..end].trim_end_matches(' ');
            if !is_plain(text) || text.contains(['[', ']', '{', '}', ':', '#', '"', '\'']) {
                return Err(Unread);
            }
            self.rest = &self.rest[end..];
            Node::Plain(text)
        };
        seed.deserialize(Value { lines: self.lines, node }).map(Some)
    }
}
