//! YAML reading. The one door to `serde_yaml` (the YAML organisation's fork, `yaml_serde`).
//!
//! 1. [guard] bounds the input, since libyaml takes minutes for deep nesting.
//! 2. [outline] finds where each key and value stands.
//! 3. [mistake] finds text that wants quotes, and says which.
//! 4. [simple] reads what nearly every text is written in; what it leaves, the full parser reads.
//! 5. [decode] reads typed values; where that fails, the entry at fault is told and blanked and the rest is read again, so that all errors come out in one run.
//!
//! Invariant: text stays as typed (`title: 1984`, `yes`, `1e3`), because every field is read into its own type.

mod elsewhere;
pub mod guard;
pub mod mistake;
pub mod outline;
mod scalar;
pub mod shape;
pub mod simple;

pub use outline::{Outline, Step};
pub use scalar::{one_line, scalar};

use super::near::nearest;
use super::span::Span;
use serde::de::DeserializeOwned;

/// Something wrong in a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule's name.
    pub rule: &'static str,
    /// Only a warning.
    pub warning: bool,
    /// Where, in bytes of the text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Vec<String>,
}

impl Fault {
    /// An error at `span`.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { rule, warning: false, span, message: message.into(), help: Vec::new() }
    }

    /// The same fault with a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The keys that a mapping at a path may have; `None` where any may stand; an empty list where text is wanted.
pub type Keys = fn(&[Step<'_>]) -> Option<&'static [&'static str]>;

/// What was read.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value; entries at fault are left out.
    pub value: T,
    /// Where everything stands.
    pub outline: Outline,
    /// What was wrong.
    pub faults: Vec<Fault>,
}

/// Most entries that are blanked before the rest is given up.
const ROUNDS: usize = 64;

/// Reads `text` as a `T`.
pub fn decode<T: DeserializeOwned + Default>(text: &str, keys: Keys) -> Decoded<T> {
    let mut faults = Vec::new();
    let Some(clean) = guard::guard(text, &mut faults) else {
        return Decoded { value: T::default(), outline: Outline::default(), faults };
    };
    let outline = Outline::of(&clean);
    let mut working = clean.into_owned();
    let original = working.clone();
    mend(&original, &outline, keys, &mut working, &mut faults);
    let value = if outline.is_empty() { not_a_map(&working, &mut faults) } else { read(&original, &outline, &mut working, &mut faults) };
    faults.sort_by_key(|f| (f.span.start, f.span.end));
    Decoded { value, outline, faults }
}

/// Reads YAML of our own or of a theme; the error says what and where.
pub fn plain<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    if let Some(value) = simple::read(text) {
        return Ok(value);
    }
    full(text)
}

/// As [plain], by the full parser alone.
pub fn full<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_yaml::from_str(text).map_err(|e| e.to_string())
}

fn not_a_map<T: Default>(text: &str, faults: &mut Vec<Fault>) -> T {
    let lines = text.split_inclusive('\n').scan(0, |at, l| {
        let here = *at;
        *at += l.len();
        Some((here, l))
    });
    let content = lines.map(|(at, l)| (at + l.len() - l.trim_start().len(), l.trim())).find(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    if let Some((at, line)) = content {
        let fault = Fault::new("yaml-syntax", Span::new(at, at + line.len()), "this is no `key: value`");
        faults.push(fault.help("write each entry as `key: value`, a line each"));
    }
    T::default()
}

/// Reports what the outline shows (unknown and repeated keys, text that wants quotes) and mends the working copy, line
/// for line, so that the rest can be read.
fn mend(text: &str, outline: &Outline, keys: Keys, working: &mut String, faults: &mut Vec<Fault>) {
    let mut edits: Vec<(Span, String)> = Vec::new();
    for n in 0..outline.len() {
        // What stands inside an entry that was taken out or quoted whole is not looked at again.
        if edits.last().is_some_and(|(span, _)| outline.key(n).start < span.end) {
            continue;
        }
        let path = outline.path(n);
        let known = keys(&path[..path.len() - 1]);
        if let Some(first) = outline.repeats(n) {
            let name = outline.key(n).slice(text);
            let fault = Fault::new("duplicate-key", outline.key(n), format!("the key `{name}` stands here a second time"));
            faults.push(fault.help(format!("it is given before as `{}`: keep one", outline.first_line(first).slice(text).trim_end())));
            edits.push((outline.whole(n), String::new()));
        } else if let Some(fault) = unknown(outline, n, path.len(), known) {
            faults.push(fault);
            edits.push((outline.whole(n), String::new()));
        } else if let Some((span, quoted, fault)) = wants_quotes(text, outline, n, known) {
            let warning = fault.warning;
            faults.push(fault);
            if !warning {
                edits.push((span, quoted));
            }
        }
    }
    replace(working, edits);
}

/// Puts texts in the places of spans, which follow each other; line ends inside a span stay, so that lines keep their numbers.
fn replace(working: &mut String, edits: Vec<(Span, String)>) {
    if edits.is_empty() {
        return;
    }
    let mut out = String::with_capacity(working.len());
    let mut at = 0;
    for (span, with) in edits {
        out.push_str(&working[at..span.start]);
        out.push_str(&with);
        out.extend(span.slice(working).chars().filter(|c| *c == '\n'));
        at = span.end;
    }
    out.push_str(&working[at..]);
    *working = out;
}

/// The keys that may stand where an entry stands.
type Known = Option<&'static [&'static str]>;

fn unknown(outline: &Outline, n: usize, depth: usize, known: Known) -> Option<Fault> {
    let (name, known) = (outline.name(n)?, known?);
    if known.is_empty() || known.contains(&name) {
        return None;
    }
    let fault = Fault::new("unknown-key", outline.key(n), format!("there is no key `{name}` here"));
    if let Some(own) = elsewhere::own_name(name, known) {
        return Some(fault.help(format!("ibid calls it `{own}`")));
    }
    Some(match nearest(name, known.iter().copied()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None if depth == 1 => fault.help("free values belong under `extra:`"),
        None => fault.help(format!("the keys are {}", known.join(", "))),
    })
}

/// Text that wants quotes: where it stands, the text in quotes, and the fault that says so.
fn wants_quotes(text: &str, outline: &Outline, n: usize, known: Known) -> Option<(Span, String, Fault)> {
    let text_wanted = outline.name(n).is_some() && known.is_some_and(<[_]>::is_empty);
    let span = if text_wanted { Span::new(outline.key(n).start, outline.first_line_end(n)) } else { outline.inline_value(n) };
    if span.is_empty() || (!text_wanted && outline.spans_lines(n)) {
        return None;
    }
    let value = span.slice(text);
    let why = if text_wanted {
        mistake::Mistake::error("a colon and a space inside text make it a key with a value")
    } else {
        mistake::find(value)?
    };
    let quoted = mistake::quote(value);
    let (line_start, line) = super::span::line_at(text, span.start);
    let before = &line[..span.start - line_start];
    let fault = Fault { warning: why.warning, ..Fault::new(why.rule, span, why.message) };
    Some((span, quoted.clone(), fault.help(format!("quote it:\n{before}{quoted}"))))
}

fn read<T: DeserializeOwned + Default>(text: &str, outline: &Outline, working: &mut String, faults: &mut Vec<Fault>) -> T {
    if let Some(value) = simple::read(working) {
        return value;
    }
    let mut blanked = vec![false; outline.len()];
    for _ in 0..ROUNDS {
        let error = match serde_yaml::from_str::<Option<T>>(working) {
            Ok(value) => return value.unwrap_or_default(),
            Err(error) => error,
        };
        let line = error.location().map_or(0, |l| l.line());
        let Some(at) = outline.at_line(line, &blanked) else {
            let span = outline.line_span(line, text);
            faults.push(shape::fault(&error.to_string(), "", span, text));
            break;
        };
        let span = outline.value_or_key(at);
        let already = faults.iter().any(|f| !f.warning && outline.whole(at).contains(f.span));
        if !already {
            faults.push(shape::fault(&error.to_string(), outline.name(at).unwrap_or("this entry"), span, text));
        }
        blanked[at] = true;
        outline.blank(at, working);
    }
    T::default()
}
