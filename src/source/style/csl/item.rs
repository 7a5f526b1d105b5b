//! A [Source] as the CSL processor wants it: the CSL-JSON that ibid writes, but for what the processor reads amiss.

use super::case;
use crate::source::formats::csl;
use crate::source::infer::kind_of;
use crate::source::name::stands_for_others;
use crate::source::{Source, SourceType};
use serde_json::{Map, Value};

pub(super) fn json(source: &Source) -> Value {
    let mut named = source.clone();
    named.authors.retain(|name| !stands_for_others(name));
    let mut item = csl::item(&named, "x");
    let Some(fields) = item.as_object_mut() else { return item };
    fields.remove("custom");
    // Files say `document`, for the sake of Zotero; styles know programs by their own type.
    if kind_of(source) == SourceType::Software {
        fields.insert("type".to_owned(), "software".into());
    }
    for field in ["title", "container-title"] {
        if let Some(Value::String(text)) = fields.get_mut(field) {
            *text = case::guard(text);
        }
    }
    for role in ["author", "editor"] {
        if let Some(Value::Array(names)) = fields.get_mut(role) {
            names.iter_mut().filter_map(Value::as_object_mut).for_each(part);
        }
    }
    item
}

/// Tells a particle (`van der`) from the family name: the processor takes it for one that is dropped.
fn part(name: &mut Map<String, Value>) {
    let Some(family) = name.get("family").and_then(Value::as_str) else { return };
    let starts = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let particle: Vec<&str> = family.split(' ').take_while(|word| starts(word)).collect();
    let rest: Vec<&str> = family.split(' ').skip(particle.len()).collect();
    if particle.is_empty() || rest.is_empty() {
        return;
    }
    let (particle, rest) = (particle.join(" "), rest.join(" "));
    name.insert("non-dropping-particle".to_owned(), particle.into());
    name.insert("family".to_owned(), rest.into());
}
