//! Reference text in a citation style: APA, IEEE, Vancouver, Nature and Chicago, as plain text.
//!
//! Made by hand and not through a CSL processor: the one for Rust brings some forty crates and takes 0.1 to 0.8 ms a
//! reference, while five styles of the fields that a [Source] has are a page of code each. What they print is held against
//! the output of citeproc-js (`tests/spec/source/styles/`).

mod apa;
mod chicago;
mod ieee;
mod nature;
mod parts;
mod vancouver;

use super::Source;

/// A citation style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Style {
    Apa,
    Ieee,
    Vancouver,
    Nature,
    Chicago,
}

impl Style {
    /// All styles.
    pub const ALL: [Self; 5] = [Self::Apa, Self::Ieee, Self::Vancouver, Self::Nature, Self::Chicago];

    /// The word of the settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Apa => "apa",
            Self::Ieee => "ieee",
            Self::Vancouver => "vancouver",
            Self::Nature => "nature",
            Self::Chicago => "chicago",
        }
    }

    /// The reference text of `source` in this style, without a number before it.
    pub fn format(self, source: &Source) -> String {
        match self {
            Self::Apa => apa::format(source),
            Self::Ieee => ieee::format(source),
            Self::Vancouver => vancouver::format(source),
            Self::Nature => nature::format(source),
            Self::Chicago => chicago::format(source),
        }
    }
}
