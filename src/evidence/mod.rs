//! Compares what an article says with what it recorded of its sources. Nothing here knows what is true: the [Record] of a
//! source is its title, its finding and its evidence, as the article gives them.
//!
//! 1. [quantity] reads the figures of a text, [quote] its quotations; [phrases] are the words that say what they are.
//! 2. [record] makes a source's record ready, once an article.
//! 3. [examine()] goes through the sentences: each figure and quotation gets a [Status].
//! 4. `derive` accepts a figure that follows from two recorded ones, where the sentence says so.
//! 5. [direction] tells a rise from a fall, where the figure is the same.
//! 6. [mod@day] reads calendar days; [marks] says in one pass what a text cannot hold.
//! 7. [ledger] counts: sentences that cite, uses of each source.
//!
//! The rules of `check` report what is found here; `page` shows which evidence stands behind which claim.

pub mod day;
pub mod derive;
pub mod direction;
pub mod examine;
pub mod ledger;
pub mod marks;
pub mod phrases;
pub mod quantity;
pub mod quote;
pub mod record;
pub mod topic;

pub use examine::{Examination, Figure, Quotation, Sentence, Status, examine};
pub use ledger::Ledger;
pub use record::{Part, Record};
