//! One part of a build that is done in several: `--shard 2/8`.
//!
//! Every part reads the whole content, since pages depend on one another. The last makes what belongs to the site as a whole
//! (the index, feeds, lists for programs, copied files, the manifest), the others share the pages. Laid over one another the
//! parts are the site that one build makes, byte for byte; no file comes from two.

use crate::output::Extent;
use std::str::FromStr;

/// Which part of how many; the whole is part 1 of 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: usize,
    of: usize,
}

impl Default for Shard {
    fn default() -> Self {
        Self { number: 1, of: 1 }
    }
}

impl Shard {
    /// Whether this part makes the page at this place of the plan.
    pub(super) fn has_page(self, place: usize) -> bool {
        match self.of {
            1 => true,
            of => place % (of - 1) == self.number - 1,
        }
    }

    /// Whether this part makes what belongs to the site as a whole.
    pub(super) fn has_common(self) -> bool {
        self.number == self.of
    }

    pub(super) fn extent(self) -> Extent {
        if self.of == 1 { Extent::Whole } else { Extent::Part { manifest: self.has_common() } }
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("write which part of how many, such as `2/8`".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_belongs_to_one_part() {
        for of in 1..6 {
            let parts: Vec<Shard> = (1..=of).map(|n| format!("{n}/{of}").parse().unwrap()).collect();
            for place in 0..20 {
                assert_eq!(parts.iter().filter(|p| p.has_page(place)).count(), 1, "{place} of {of}");
            }
            assert_eq!(parts.iter().filter(|p| p.has_common()).count(), 1);
        }
        for bad in ["", "1", "0/3", "4/3", "-1/3", "a/b", "1/0"] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
    }
}
