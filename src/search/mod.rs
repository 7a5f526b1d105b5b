//! Search that answers a typed question from static files.
//!
//! [Vocabulary::count] counts one article's words (on many threads) → [merge()] joins all articles' parts into an [Index] →
//! [Index::files] cuts it into files of about two kilobytes → [open] or, in the browser, `client.js` reads the few
//! that a question needs and ranks.
//!
//! | to learn | read |
//! |---|---|
//! | how text becomes words | [token], [stem] |
//! | how scores are made | [setting] |
//! | what the files hold, byte by byte | [mod@format], [directory] |
//! | which word lies in which file | [partition] |
//! | how a question is answered, in Rust and in JavaScript alike | [searcher], [question], [reading], [repair], [mod@look] |
//!
//! Invariant: the same articles give the same bytes, in whatever order they come; Rust and JavaScript give the same
//! scores, since both add the same whole numbers (`tests/search/`).

pub mod article;
pub mod bits;
pub mod card;
pub mod directory;
pub mod document;
pub mod filter;
pub mod format;
pub mod fragment;
pub mod index;
pub mod look;
pub mod merge;
pub mod order;
pub mod packed;
pub mod partition;
pub mod question;
pub mod reading;
pub mod repair;
pub mod searcher;
pub mod setting;
pub mod stem;
pub mod token;
pub mod vocabulary;

pub use article::document;
pub use document::{DocSection, DocSource, Document};
pub use fragment::Fragment;
pub use index::{CLIENT, is_file_name};
pub use merge::{Index, index, merge, merge_with};
pub use reading::Damaged;
pub use searcher::{Filters, Hit, Options, Searcher, open};
pub use setting::Setting;
pub use vocabulary::Vocabulary;
