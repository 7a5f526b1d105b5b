//! The schemas and the parsers know the same keys and the same words.

use super::*;
use crate::article::front_matter;
use crate::base::path::SitePath;
use crate::base::yaml::Step;
use crate::config;
use crate::source::yaml as sources;
use std::collections::BTreeSet;

type Keys = fn(&[Step<'_>]) -> Option<&'static [&'static str]>;

/// Every mapping of a schema, with the keys that the parser knows there.
fn compare(schema: &Value, root: &Value, path: &mut Vec<Step<'static>>, keys: Keys, seen: &mut usize) {
    let schema = match schema["$ref"].as_str() {
        Some(name) => root.pointer(&name[1..]).unwrap(),
        None => schema,
    };
    for one in schema["anyOf"].as_array().into_iter().flatten() {
        compare(one, root, path, keys, seen);
    }
    if schema["items"].is_object() {
        path.push(Step::Item(0));
        compare(&schema["items"], root, path, keys, seen);
        path.pop();
    }
    if schema["additionalProperties"].is_object() {
        path.push(Step::Key("some-id"));
        compare(&schema["additionalProperties"], root, path, keys, seen);
        path.pop();
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    let described: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
    if let Some(known) = keys(path) {
        *seen += 1;
        assert_eq!(described, known.iter().copied().collect(), "the parser (right) and src/schema (left) differ at {path:?}");
    }
    for (key, value) in properties {
        let about = value["description"].as_str().unwrap_or("");
        assert!(about.len() > 3 && about.ends_with('.'), "{path:?} {key}: what does it mean?");
        path.push(Step::Key(String::leak(key.clone())));
        compare(value, root, path, keys, seen);
        path.pop();
    }
}

fn same_keys(schema: &Value, keys: Keys, least: usize) {
    let mut seen = 0;
    compare(schema, schema, &mut Vec::new(), keys, &mut seen);
    assert!(seen >= least, "only {seen} mappings were compared");
}

#[test]
fn front_matter_has_the_parsers_keys() {
    same_keys(&article(), front_matter::keys, 7);
}

#[test]
fn sources_have_the_parsers_keys() {
    same_keys(&source(), sources::keys, 4);
}

#[test]
fn settings_have_the_parsers_keys() {
    same_keys(&site(), config::keys, 3);
}

/// The words that a schema lists for a top-level key.
fn words(property: &Value) -> Vec<&str> {
    let list = property["enum"].as_array().or_else(|| property["anyOf"][0]["enum"].as_array());
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn every_word_of_a_schema_is_read_and_no_other() {
    let mut read = 0;
    let file = SitePath::new("x");
    for (schema, parse) in [
        (article(), (|t: &str| front_matter::parse(&SitePath::new("x"), t, 0).diagnostics.len()) as fn(&str) -> usize),
        (site(), |t: &str| config::parse(&SitePath::new("x"), t).diagnostics.len()),
        (json!({ "properties": source()["definitions"]["source"]["anyOf"][1]["properties"] }), |t: &str| {
            let yaml = format!("a:\n  title: T\n  {}", t.replace('\n', "\n  "));
            sources::parse_sources(&SitePath::new("x"), &yaml).diagnostics.len()
        }),
    ] {
        for (key, property) in schema["properties"].as_object().unwrap() {
            for word in words(property) {
                assert_eq!(parse(&format!("{key}: {word}\n")), 0, "{file}: {key}: {word}");
                assert!(parse(&format!("{key}: {word}x\n")) > 0, "{file}: {key}: {word}x is read");
                read += 1;
            }
        }
    }
    assert!(read > 50, "only {read} words were tried");
}
