//! Rules: their names and levels, the ones that need whole articles, and the waivers of authors.
//!
//! 1. [all] lists every rule that a finding may name.
//! 2. [run] applies the rules that look at Summaries.
//! 3. [settle] sets levels by the settings and takes out what an article waives.

mod rules;
mod settle;
mod unused_source;

pub use rules::{Rule, all, find};
pub use settle::{can_be_waived, settle, unknown_rules};

use crate::diag::Diagnostic;
use crate::library::Library;

/// What the rules find that look at published articles.
pub fn run(library: &Library) -> Vec<Diagnostic> {
    library.articles.iter().flat_map(|article| unused_source::check(article)).collect()
}
