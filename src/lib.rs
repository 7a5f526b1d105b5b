//! `ibid` compiles Markdown answer articles with YAML source front matter into a static site of Q&A articles with
//! citations, source cards, feeds and machine-readable twins of every page.
//!
//! ```text
//!        per file, parallel                whole set                per page, parallel
//! disk → files → ContentFile → article::parse → Article { Summary ─→ library::resolve → Library ─→ page::present → PageModel
//!                                                        │ Body ─────────────────────────────────────┘              │
//!                                                        │ Anchors ─→ (only to print diagnostics)       theme::render
//!                                                          Library ─→ check → Diagnostics                           │
//!                                                                                    disk ← output::Publication ← HTML
//! ```
//!
//! | stage | function | what it does |
//! |---|---|---|
//! | read | [files::read] | a content file's text |
//! | parse | [article::parse()] | front matter, text, citations, notes: an [article::Article] and what is wrong in it |
//! | resolve | [library::resolve()] | topics, works, links and related answers of all Summaries |
//! | check | [check::Checker], [library::problems()] | what is wrong between articles; [check::settle] sets levels and waivers |
//! | present | [page::present()] | one closed [page::PageModel] |
//! | render | [theme::Theme::render] | the page as HTML |
//! | emit | [output::Publication] | files on disk, written where they differ, each whole at every instant |
//!
//! Five laws. Modules point one way (`tests/tidy.rs` holds the table). A stage returns finished values. Other pages
//! depend on an article's [article::Summary] only, never on its body or a byte offset. A template sees its page model
//! only. The same input gives the same bytes.
//!
//! Two words, never mixed: a [diag::Diagnostic] is about the author's content, is gathered and sorted, and stops no stage;
//! an [Error] is about the world, and ends the command.
//!
//! ```no_run
//! use ibid::site::{Options, Site};
//!
//! let options = Options { today: ibid::base::date::Date::parse("2026-01-31").unwrap(), ..Options::new("my-site") };
//! let site = Site::open(options)?;
//! for found in site.diagnostics() {
//!     println!("{}:{}: {}", found.diagnostic.file, found.position.line, found.diagnostic.message);
//! }
//! let built = site.build()?;
//! println!("{} pages", built.pages);
//! # Ok::<(), ibid::Error>(())
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test fails by panicking"))]

pub mod article;
pub mod base;
pub mod chart;
pub mod check;
pub mod cli;
pub mod config;
pub mod deploy;
pub mod diag;
pub mod error;
pub mod evidence;
pub mod external;
pub mod files;
pub mod fmt;
pub mod import;
pub mod library;
pub mod output;
pub mod page;
pub mod picture;
pub mod proof;
pub mod report;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod theme;
pub mod watch;

pub use error::Error;
