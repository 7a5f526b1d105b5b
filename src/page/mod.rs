//! Closed page models: everything a template may show, and the outputs that need no template.
//!
//! [model] is the contract with themes. [words] holds a theme's own words and the rules that go with a language.

pub mod model;
pub mod words;
