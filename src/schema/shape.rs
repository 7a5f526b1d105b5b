//! How a kind of value is written in a schema. A key may always be left empty.

use serde_json::{Map, Value, json};

/// A schema with what the key means.
fn described(about: &str, schema: Value) -> Value {
    let mut out = Map::new();
    if !about.is_empty() {
        out.insert("description".to_owned(), json!(about));
    }
    if let Value::Object(rest) = schema {
        out.extend(rest);
    }
    Value::Object(out)
}

/// Text. Every scalar is text as typed: `title: 1984` is.
pub fn text(about: &str) -> Value {
    described(about, json!({ "type": ["string", "number", "boolean", "null"] }))
}

/// Text of a certain form.
pub fn pattern(about: &str, pattern: &str) -> Value {
    described(about, json!({ "type": ["string", "number", "null"], "pattern": pattern }))
}

/// A day.
pub fn date(about: &str) -> Value {
    pattern(about, r"^\d{4}-\d{2}-\d{2}$")
}

/// True or false.
pub fn switch(about: &str) -> Value {
    described(about, json!({ "type": ["boolean", "null"] }))
}

/// A whole number from 1.
pub fn number(about: &str, most: usize) -> Value {
    described(about, json!({ "type": ["integer", "null"], "minimum": 1, "maximum": most }))
}

/// One of some words, from the parser's own table.
pub fn word<T>(about: &str, table: &[(&str, T)]) -> Value {
    let mut words: Vec<Value> = table.iter().map(|(word, _)| json!(word)).collect();
    words.push(Value::Null);
    described(about, json!({ "enum": words }))
}

/// One value or a list of such.
pub fn one_or_many(about: &str, one: Value) -> Value {
    described(about, json!({ "anyOf": [one, { "type": "array", "items": one }] }))
}

/// A list.
pub fn list(about: &str, item: Value) -> Value {
    described(about, json!({ "type": ["array", "null"], "items": item }))
}

/// Text in short, or a mapping.
pub fn text_or(about: &str, object: Value) -> Value {
    described(about, json!({ "anyOf": [text(""), object] }))
}

/// Any value.
pub fn any(about: &str) -> Value {
    described(about, json!({}))
}

/// The same schema with words of its own.
pub fn with(about: &str, schema: Value) -> Value {
    described(about, schema)
}
