//! `ibid` compiles Markdown answer articles with YAML source front matter into a static site of Q&A articles with
//! citations, source cards and a search index.
//!
//! ```text
//! disk → files → ContentFile → article::parse → Article { Summary, Body, Anchors }
//!                 Summaries → library::resolve → Library → check → Diagnostics
//!                 Library, Body → page::present → PageModel → theme::render → output::emit → disk
//! ```
//!
//! Five laws: modules point one way; a stage returns finished values; other pages depend on [article::Summary] only;
//! a template sees its page model only; the same input gives the same bytes.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod article;
pub mod base;
pub mod config;
pub mod diag;
pub mod page;
pub mod search;
pub mod source;
