//! What is wrong in the text of a CSL style, with its place and the way to mend it: XML that is not well formed or too
//! deep, a root that is no style, macros that are missing or call themselves, and what the schema does not know.

use super::Fault;
use crate::base::span::Span;
use hayagriva::citationberg::{Style, StyleValidationError};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

/// Elements within elements, and macros that call one another. Real styles have some 25; reading and formatting go as deep.
const DEEP: usize = 48;

const REPOSITORY: &str = "styles that work are at https://www.zotero.org/styles";

/// The style of a text.
pub(super) fn style(text: &str) -> Result<Style, Fault> {
    let outline = Outline::read(text)?;
    outline.check(text)?;
    let style = Style::from_xml(text).map_err(|wrong| unknown(text, &outline, &wrong.to_string()))?;
    match &style {
        Style::Independent(own) if own.bibliography.is_none() => {
            let message = "this style has no `bibliography`: it formats notes only";
            Err(fault(outline.root, message, "choose a style that has one"))
        }
        _ => Ok(style),
    }
}

/// What the parent of a dependent style is, that was looked for in vain.
pub(super) fn parent(text: &str, name: &str, why: &str) -> Fault {
    let at = text.find("independent-parent").map_or(Span::default(), |at| Span::new(at, at + "independent-parent".len()));
    let message = format!("this style takes its form from `{name}`, which {why}");
    fault(at, message, format!("put https://www.zotero.org/styles/{name} beside it as {name}.csl"))
}

fn fault(span: Span, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { span: Some(span), message: message.into(), help: help.into() }
}

/// The elements that decide whether a style can be read.
#[derive(Default)]
struct Outline {
    root: Span,
    /// The places of macros, each with those that it calls.
    macros: BTreeMap<String, (Span, BTreeSet<String>)>,
    calls: Vec<(String, Span)>,
}

impl Outline {
    fn read(text: &str) -> Result<Self, Fault> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        let mut out = Self::default();
        let (mut depth, mut inside): (usize, Option<(usize, String)>) = (0, None);
        loop {
            let from = position(reader.buffer_position());
            let event = reader.read_event();
            let at = Span::new(from, position(reader.buffer_position()));
            match event {
                Ok(Event::Start(tag)) => {
                    out.element(&tag, at, depth, inside.as_ref().map(|(_, name)| name.as_str()))?;
                    depth += 1;
                    if tag.local_name().as_ref() == b"macro" && inside.is_none() {
                        inside = attribute(&tag, "name").map(|name| (depth, name));
                    }
                    if depth > DEEP {
                        return Err(fault(at, format!("elements stand more than {DEEP} deep in one another"), REPOSITORY));
                    }
                }
                Ok(Event::Empty(tag)) => out.element(&tag, at, depth, inside.as_ref().map(|(_, name)| name.as_str()))?,
                Ok(Event::End(_)) => {
                    if inside.as_ref().is_some_and(|(opened, _)| *opened == depth) {
                        inside = None;
                    }
                    depth = depth.saturating_sub(1);
                }
                Ok(Event::Eof) if depth > 0 => {
                    let end = Span::new(text.trim_end().len().saturating_sub(1), text.trim_end().len());
                    return Err(fault(end, "the file ends inside an element", "it may be cut off: get it whole"));
                }
                Ok(Event::Eof) if out.root.is_empty() => {
                    return Err(fault(Span::default(), "this file holds no CSL style", REPOSITORY));
                }
                Ok(Event::Eof) => return Ok(out),
                Ok(_) => {}
                Err(wrong) => {
                    let at = position(reader.error_position());
                    let help = "mend the XML at this place, or get the style anew";
                    return Err(fault(Span::new(at, at + 1), format!("this is no XML: {}", short(&wrong.to_string())), help));
                }
            }
        }
    }

    fn element(&mut self, tag: &BytesStart<'_>, at: Span, depth: usize, inside: Option<&str>) -> Result<(), Fault> {
        let name = tag.local_name();
        if depth == 0 {
            self.root = at;
            if name.as_ref() != b"style" {
                let found = String::from_utf8_lossy(name.as_ref()).into_owned();
                return Err(fault(at, format!("this is no CSL style: its root is `{found}`, and `style` is expected"), REPOSITORY));
            }
        }
        if name.as_ref() == b"macro" && depth == 1 {
            self.macros.entry(attribute(tag, "name").unwrap_or_default()).or_default().0 = at;
        }
        if let Some(called) = attribute(tag, "macro") {
            if let Some((_, calls)) = inside.and_then(|name| self.macros.get_mut(name)) {
                calls.insert(called.clone());
            }
            self.calls.push((called, at));
        }
        Ok(())
    }

    /// Whether every macro that is called is there, and none calls itself.
    fn check(&self, text: &str) -> Result<(), Fault> {
        if let Some((name, at)) = self.calls.iter().find(|(name, _)| !self.macros.contains_key(name)) {
            let near = crate::base::near::nearest(name, self.macros.keys().map(String::as_str));
            let help = near.map_or_else(|| "define it, or take the call out".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(fault(narrow(text, *at, name), format!("no macro `{name}` is defined"), help));
        }
        let mut safe = BTreeSet::new();
        for name in self.macros.keys() {
            if let Some(culprit) = self.cycle(name, &mut Vec::new(), &mut safe) {
                let at = self.macros.get(&culprit).map_or(self.root, |(at, _)| *at);
                return Err(fault(at, format!("the macro `{culprit}` calls itself"), "take out one of the calls of the circle"));
            }
        }
        Ok(())
    }

    /// A macro of a circle that `name` leads to; one in a chain longer than [DEEP] counts as one.
    fn cycle<'a>(&'a self, name: &'a str, path: &mut Vec<&'a str>, safe: &mut BTreeSet<&'a str>) -> Option<String> {
        if safe.contains(name) {
            return None;
        }
        if path.contains(&name) || path.len() >= DEEP {
            return Some(name.to_owned());
        }
        path.push(name);
        let found = self.macros.get(name)?.1.iter().find_map(|called| self.cycle(called, path, safe));
        path.pop();
        safe.insert(name);
        found
    }
}

/// What the schema does not know.
fn unknown(text: &str, outline: &Outline, why: &str) -> Fault {
    for (wrong, message, help) in [
        (StyleValidationError::MissingCitation, "this style has a `bibliography` and no `citation`", "a style needs both"),
        (StyleValidationError::MissingClassAttr, "`style` has no `class`", "write `class=\"in-text\"`"),
        (
            StyleValidationError::MissingParent,
            "this style has no `citation`, and names no parent that has one",
            "add `<link rel=\"independent-parent\" href=\"…\"/>` to its `info`, or get the whole style",
        ),
    ] {
        if why.contains(&wrong.to_string()) {
            return fault(outline.root, message, help);
        }
    }
    // The processor names what it stumbled over in back quotes, and not where that stands.
    let word = why.split('`').nth(1).map(|word| word.trim_start_matches(['@', '$'])).filter(|word| !word.is_empty());
    let quoted = word.and_then(|word| Some((text.find(&format!("\"{word}\""))? + 1, word)));
    let found = quoted.or_else(|| word.and_then(|word| Some((text.find(&format!("<{word}"))? + 1, word))));
    let at = found.map_or(outline.root, |(at, word)| Span::new(at, at + word.len()));
    fault(
        at,
        format!("this style cannot be read: {}", short(why)),
        format!("mend it by the CSL specification, or get it anew; {REPOSITORY}"),
    )
}

/// A processor's message without the list of all that would do.
fn short(why: &str) -> String {
    why.split(", expected one of").next().unwrap_or(why).trim().trim_end_matches('.').to_owned()
}

/// The place of `word` within `at`.
fn narrow(text: &str, at: Span, word: &str) -> Span {
    let found = at.slice(text).find(&format!("\"{word}\"")).map(|n| at.start + n + 1);
    found.map_or(at, |start| Span::new(start, start + word.len()))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.try_get_attribute(name).ok()??.unescape_value().ok().map(std::borrow::Cow::into_owned)
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(0)
}
