//! The parser's errors in words that a writer understands.

use super::Fault;
use crate::base::near::nearest;
use crate::base::span::Span;

/// The fault that `message`, an error of the parser, tells of the entry `name` at `span`.
pub fn fault(message: &str, name: &str, span: Span, text: &str) -> Fault {
    let message = without_place(message);
    if let Some((_, rest)) = message.split_once("invalid type: ") {
        return wrong_type(rest, name, span, text);
    }
    if let Some((_, rest)) = message.split_once("unknown field `") {
        let (field, expected) = rest.split_once('`').unwrap_or((rest, ""));
        let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        let fault = Fault::new("unknown-key", span, format!("there is no key `{field}` here"));
        return match nearest(field, known.iter().copied()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help(format!("the keys are {}", known.join(", "))),
        };
    }
    if let Some((_, rest)) = message.split_once("duplicate field `") {
        let field = rest.split('`').next().unwrap_or(rest);
        return Fault::new("duplicate-key", span, format!("the key `{field}` stands here a second time")).help("keep one of them");
    }
    let syntax = |message: String, help: &str| Fault::new("yaml-syntax", span, message).help(help);
    match in_words(message) {
        Some((message, help)) => syntax(message.to_owned(), help),
        None => syntax(
            format!("the YAML cannot be read here: {}", without_places(message)),
            "look at the indentation, and at quotes and brackets that are not closed",
        ),
    }
}

/// The parser's usual complaints about the shape of a text, with the mend.
fn in_words(message: &str) -> Option<(&'static str, &'static str)> {
    let (found, context) = message.split_once(", while ").unwrap_or((message, ""));
    if context.contains("quoted scalar") && found.contains("end of stream") {
        return Some(("a quotation mark opens here and is never closed", "close it with the same mark, in the same line"));
    }
    if context.contains("flow ") && (found.contains("expected ','") || found.contains("end of stream")) {
        return Some((
            "a bracket opens here and is not closed, or a comma is missing",
            "write `[one, two]` in one line, or a line each with `- `",
        ));
    }
    if found.contains("could not find expected ':'") {
        return Some((
            "a line here is no `key: value`",
            "put a colon and a space behind the key, or indent the line below the text that it goes on with",
        ));
    }
    if found.contains("did not find expected '-' indicator") || found.contains("did not find expected key") {
        return Some(("the indentation does not fit the lines above", "keys of one entry begin in the same column, below its first key"));
    }
    None
}

fn wrong_type(rest: &str, name: &str, span: Span, text: &str) -> Fault {
    let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, "something else"));
    let found = match found {
        f if f.starts_with("sequence") => "a list".to_owned(),
        f if f.starts_with("map") => "a map".to_owned(),
        f if f.starts_with("unit") || f.starts_with("null") => "nothing".to_owned(),
        f => f
            .replace("string ", "the text ")
            .replace("integer ", "the number ")
            .replace("floating point ", "the number ")
            .replace("boolean ", ""),
    };
    let expected = match expected {
        "a string" => "text",
        e if e.starts_with("a sequence") => "a list",
        e if e.starts_with("struct") || e.starts_with("a map") => "a map of keys to values",
        e => e,
    };
    let fault = Fault::new("wrong-type", span, format!("{} wants {expected}, and {found} is given", quoted(name)));
    match (expected, found.as_str()) {
        ("text", "a map") => fault.help(format!("quote it: `{}`", super::mistake::quote(span.slice(text).lines().next().unwrap_or("")))),
        ("a list", _) => fault.help("write `[one, two]`, or a line each with `- `"),
        ("a map of keys to values", _) => fault.help("write its keys a line each, below it and indented: `key: value`"),
        _ => fault.help(format!("give {expected}")),
    }
}

/// A key in backticks; words for an entry that has none stay words.
fn quoted(name: &str) -> String {
    if name.contains(' ') { name.to_owned() } else { format!("`{name}`") }
}

/// The message without the places in it: they count lines of the YAML alone, not of the file.
fn without_places(message: &str) -> String {
    let mut parts = message.split(" at line ");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(
            part.trim_start_matches(|c: char| c.is_ascii_digit())
                .strip_prefix(" column ")
                .unwrap_or("")
                .trim_start_matches(|c: char| c.is_ascii_digit()),
        );
    }
    out
}

/// The message without the place that the parser puts behind it, and the path before it.
fn without_place(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |at| &message[..at])
}
