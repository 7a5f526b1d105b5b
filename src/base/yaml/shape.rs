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
    let fault = Fault::new("yaml-syntax", span, format!("the YAML cannot be read here: {message}"));
    fault.help("look at the indentation, and at quotes and brackets that are not closed")
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
    let fault = Fault::new("wrong-type", span, format!("`{name}` wants {expected}, and {found} is given"));
    match (expected, found.as_str()) {
        ("text", "a map") => fault.help(format!("quote it: `{}`", super::mistake::quote(span.slice(text).lines().next().unwrap_or("")))),
        ("a list", _) => fault.help("write `[one, two]`, or a line each with `- `"),
        _ => fault.help(format!("give {expected}")),
    }
}

/// The message without the place that the parser puts behind it, and the path before it.
fn without_place(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |at| &message[..at])
}
