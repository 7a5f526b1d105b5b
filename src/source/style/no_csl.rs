//! What stands for CSL styles in a build without the feature `csl`: nothing can be read, and the finding says so.

use super::Fault;
use crate::source::Source;
use std::sync::Arc;

/// A CSL style: none in this build.
#[derive(Debug)]
pub enum Csl {}

impl Csl {
    /// Says that this build reads no CSL styles.
    pub fn read(_: &str, _: &dyn Fn(&str) -> Option<String>) -> Result<Self, Fault> {
        let message = "this build of ibid reads no CSL styles".to_owned();
        Err(Fault { span: None, message, help: "build it with the feature `csl`, which is on by default".to_owned() })
    }

    /// No style.
    pub fn named(_: &str) -> Option<Self> {
        None
    }

    /// Never called: there is no such style.
    pub fn format(&self, _: &Source, _: &str) -> Arc<str> {
        match *self {}
    }
}

/// No names.
pub fn names() -> impl Iterator<Item = &'static str> {
    std::iter::empty()
}
