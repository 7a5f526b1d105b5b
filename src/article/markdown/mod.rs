//! Turns the text of an article into HTML with holes, and into everything that is known of it. The one door to `pulldown-cmark`.
//!
//! 1. [tokens]: the parser's events, with citations and notes told apart; a text for Pandoc is rewritten first.
//! 2. [mod@walk]: the walk over them, with [block] for what stands alone, `caption` for tables' captions, [mod@chart], [inline], [citing], [image] and
//!    `bare_link` for what stands in a line; [mod@title] for a title, which is a line of its own.
//! 3. `raw` asks the settings what happens to raw HTML, [raw_html] decides on it tag by tag.
//!
//! Invariant: HTML that leaves this module is balanced and runs nothing, whatever the text holds (but in `html: trust`).

mod bare_link;
pub mod block;
mod caption;
pub mod chart;
pub mod citing;
pub mod image;
pub mod inline;
mod pandoc;
pub mod prose;
mod raw;
pub mod raw_html;
pub mod title;
pub mod tokens;
pub mod walk;
pub mod walked;

pub use title::{Title, title};
pub use tokens::Syntax;
pub use walk::walk;
pub use walked::{Edit, RawNote, Walked};

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::config::{HtmlMode, Limits};

/// Where a text stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// From this byte on, as it is.
    At(usize),
    /// Somewhere in this span (text of a front-matter value, a caption): every finding is shown there.
    Within(Span),
}

impl Place {
    /// Where in the file a span of the text stands.
    pub fn locate(self, span: Span) -> Span {
        match self {
            Self::At(base) => span.shifted(base),
            Self::Within(whole) => whole,
        }
    }
}

/// What the walk needs to know of the article.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The content file.
    pub file: &'a SitePath,
    /// Language of the article.
    pub lang: &'a str,
    /// What is read as what.
    pub syntax: Syntax,
    /// What happens to raw HTML.
    pub html: HtmlMode,
    /// What the text may ask for.
    pub limits: Limits,
    /// An image alone in its paragraph is a figure with its alternative text as caption (Pandoc's `implicit_figures`).
    pub implicit_figures: bool,
    /// By how much headings are moved down: a paper's sections are of the first level.
    pub lower: u8,
}
