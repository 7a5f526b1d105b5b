//! tmp
#![allow(missing_docs)]
pub mod bibtex { use crate::source::Source; pub fn write(s: &[&Source]) -> String { s.iter().map(|s| s.title.clone()).collect() } }
pub mod ris { use crate::source::Source; pub fn write(s: &[&Source]) -> String { s.iter().map(|s| s.title.clone()).collect() } }
pub mod csl { use crate::source::Source; pub fn source(_v: &serde_json::Value) -> Option<Source> { None } pub fn items(s: &[&Source]) -> serde_json::Value { serde_json::Value::Array(s.iter().map(|s| serde_json::json!({"title": s.title})).collect()) } }
pub fn decode(b: &[u8]) -> String { String::from_utf8_lossy(b).into_owned() }
pub fn read(f: &crate::base::path::SitePath, t: &str) -> crate::diag::Checked<Vec<crate::source::Source>> { crate::source::yaml::parse_sources(f, t) }
