//! Rules: their names, levels and pages, the ones that look at whole articles, and the waivers of authors.
//!
//! 1. `rules` is the table: every rule that a finding may name, each with its [page](Rule::page) beside it.
//! 2. A [Checker] applies those that look at Summaries to one article at a time; what it sees is a [Case].
//! 3. [settle] sets levels by the settings and takes out what an article waives.
//!
//! A new rule is one line of the table, `rules/NAME.md` (what, why, an example that fails and one that passes, which
//! `tests/rules.rs` runs) and, unless a parser reports it, `rules/NAME.rs` with `fn check(&Case) -> Vec<Found>`.

pub mod accepted;
mod across;
mod answers;
mod case;
mod page;
mod rules;
mod settle;
mod status;
mod wording;

pub use accepted::Accepted;
pub use answers::{addresses, answers};
pub use case::{Case, Checker, Found, Given};
pub use page::{Example, ExampleFile, examples};
pub use rules::{Check, Rule, all, find};
pub use settle::{can_be_waived, level, set_levels, settle, settle_answers, unknown_rules};
