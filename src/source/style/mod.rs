//! Reference text in a citation style, as plain text: [Style::reference].
//!
//! APA, IEEE, Vancouver, Nature and Chicago are made by hand ([BuiltIn]): they take 2 to 5 µs a reference, where a CSL
//! processor takes up to a millisecond, and print what citeproc-js prints (`tests/spec/source/styles/`), which the one for
//! Rust does not everywhere. Every other style is a CSL file or the name of one ([Csl]; a cargo feature, on by default).

mod apa;
mod built_in;
mod chicago;
#[cfg(feature = "csl")]
mod csl;
#[cfg(not(feature = "csl"))]
#[path = "no_csl.rs"]
mod csl;
mod ieee;
mod nature;
mod parts;
mod vancouver;

pub use built_in::BuiltIn;
pub use csl::{Csl, names};

use super::{Source, reference};
use crate::base::near::nearest;
use crate::base::path::SitePath;
use crate::base::span::Span;

/// Which style a site asks for: what its settings say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Choice {
    /// ibid's own: authors, year, container.
    #[default]
    Own,
    /// One that is made by hand.
    BuiltIn(BuiltIn),
    /// One that every build knows by its name.
    Named(&'static str),
    /// A CSL file, from the site's folder.
    File(SitePath),
}

/// A style, ready to format.
#[derive(Debug, Default)]
pub enum Style {
    /// ibid's own.
    #[default]
    Own,
    /// One that is made by hand.
    BuiltIn(BuiltIn),
    /// One that a CSL file says.
    Csl(Box<Csl>),
}

/// Why a style cannot be used: where in its file, what is wrong, and how it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place in the file's text; `None` where the choice itself is what is wrong.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: String,
    /// How it is mended.
    pub help: String,
}

impl Choice {
    /// The choice that a word or path of the settings makes; `Err` says how a word that is none can be mended.
    pub fn parse(typed: &str) -> Result<Self, String> {
        if typed.to_ascii_lowercase().ends_with(".csl") {
            return Ok(Self::File(SitePath::new(typed.trim_start_matches("./"))));
        }
        if let Some(style) = BuiltIn::ALL.into_iter().find(|style| style.word().eq_ignore_ascii_case(typed)) {
            return Ok(Self::BuiltIn(style));
        }
        if let Some(name) = csl::names().find(|name| name.eq_ignore_ascii_case(typed)) {
            return Ok(Self::Named(name));
        }
        let words = BuiltIn::ALL.map(BuiltIn::word);
        Err(match nearest(typed, words.into_iter().chain(csl::names())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it can be {}, another style's name, or the path of a `.csl` file", words.join(", ")),
        })
    }
}

impl Style {
    /// The style of a choice; `read` gives the text of a file of the site, `None` where it is not there.
    pub fn load(choice: &Choice, read: &dyn Fn(&SitePath) -> Option<String>) -> Result<Self, Fault> {
        let gone = |message: String| Fault { span: None, message, help: "correct the path, or add the file".to_owned() };
        match choice {
            Choice::Own => Ok(Self::Own),
            Choice::BuiltIn(style) => Ok(Self::BuiltIn(*style)),
            Choice::Named(name) => {
                Csl::named(name).map(|style| Self::Csl(Box::new(style))).ok_or_else(|| gone(format!("the style `{name}` cannot be read")))
            }
            Choice::File(path) => {
                let text = read(path).ok_or_else(|| gone(format!("the style `{path}` is not in the site")))?;
                let beside = |name: &str| read(&SitePath::new(format!("{}{name}.csl", parent_prefix(path))));
                Csl::read(&text, &beside).map(|style| Self::Csl(Box::new(style)))
            }
        }
    }

    /// The reference text of `source`, without a number before it. `lang` is the language of the page.
    pub fn reference(&self, source: &Source, lang: &str) -> Option<String> {
        match self {
            Self::Own => None,
            Self::BuiltIn(style) => Some(style.format(source)),
            Self::Csl(style) => Some(style.format(source, lang).to_string()).filter(|text| !text.is_empty()),
        }
    }

    /// The line under a card's title: the reference text, or ibid's own byline.
    pub fn byline(&self, source: &Source, lang: &str) -> String {
        self.reference(source, lang).unwrap_or_else(|| reference::byline(source))
    }
}

fn parent_prefix(path: &SitePath) -> String {
    let folder = path.parent();
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}
