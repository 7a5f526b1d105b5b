//! The vocabulary that every other module speaks: spans, paths, dates, languages, folding, escaping.
//!
//! Invariant: imports nothing of ours, does no input or output, reads no clock.

pub mod date;
pub mod fasthash;
pub mod fold;
pub mod hash;
pub mod heads;
pub mod html;
pub mod json;
pub mod lang;
pub mod near;
pub mod path;
pub mod slug;
pub mod span;
pub mod url;
pub mod yaml;
