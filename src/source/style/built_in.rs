//! The styles that are made by hand.

use super::{apa, chicago, ieee, nature, vancouver};
use crate::source::Source;

/// A style that is made by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BuiltIn {
    Apa,
    Ieee,
    Vancouver,
    Nature,
    Chicago,
}

impl BuiltIn {
    /// All of them.
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
