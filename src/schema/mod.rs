//! JSON Schema of what authors write in YAML, for completion and checking in editors: front matter, sources, settings.
//!
//! 1. [article()], [source()], [site()] give the three schemas (draft-07, which editors know).
//! 2. [shape] says how a kind of value is written in a schema.
//!
//! Words that a key can have come from the parsers' own tables, and keys are held to the parsers' by tests: a key that
//! is read and not described here, or described and not read, fails them.

mod article;
pub mod shape;
mod site;
mod source;

pub use article::article;
pub use site::site;
pub use source::source;

use serde_json::{Map, Value, json};

/// The keys of a mapping with their schemas, in order.
type Fields = Vec<(&'static str, Value)>;

/// A mapping that holds these keys and no others.
fn object(fields: Fields) -> Value {
    let properties: Map<String, Value> = fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
}

/// A whole schema.
fn document(title: &str, description: &str, schema: Value) -> Value {
    let mut out = Map::new();
    out.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    out.insert("title".to_owned(), json!(title));
    out.insert("description".to_owned(), json!(description));
    if let Value::Object(rest) = schema {
        out.extend(rest);
    }
    Value::Object(out)
}

#[cfg(test)]
mod tests;
