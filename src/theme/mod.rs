//! tmp
#![allow(missing_docs)]
use crate::error::Error; use crate::page::{PageModel, words::Words}; use std::collections::BTreeMap; use std::path::Path;
#[derive(Debug)] pub struct Theme { words: BTreeMap<String, Words> }
impl Theme {
 pub fn load(_root: &Path, _name: Option<&str>) -> Result<Self, Error> { Ok(Self { words: BTreeMap::new() }) }
 pub fn words(&self) -> &BTreeMap<String, Words> { &self.words }
 pub fn assets(&self) -> Vec<(&str, &[u8])> { vec![] }
 pub fn render(&self, m: &PageModel, _w: &Words) -> Result<String, Error> { Ok(format!("<pre>{}", crate::base::json::pretty(m))) }
}
