//! Closed page models: everything a template may show, and the outputs that need no template.
//!
//! 1. [id] says which pages a site has and where each lies.
//! 2. [present] makes the [model] of one, from the [view] and the article's body.
//! 3. [files] gathers what needs no template: `feed`, `sitemap`, `twin`, `api`.
//! 4. [find] tells which of all these lies at a path.
//!
//! [model] is the contract with themes; [words] holds a theme's own words.
//!
//! Invariant: a template sees its [model::PageModel] only; nothing here reads a file, the clock or the environment.

mod api;
mod article;
mod card;
mod cite;
mod claims;
mod feed;
pub mod files;
pub mod find;
mod frame;
mod home;
pub mod id;
pub mod integrity;
mod json_ld;
pub mod known;
pub mod link;
mod list;
mod markup;
pub mod model;
mod present;
mod share;
mod sitemap;
mod source;
mod twin;
pub mod view;
pub mod words;

pub use frame::nav_file;
pub use id::PageId;
pub use model::PageModel;
pub use present::present;
pub use view::{Dictionary, View};
