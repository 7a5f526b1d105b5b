//! Findings of one text while they are made.

use super::Diagnostic;
use std::collections::HashMap;

/// Findings of one rule that are kept: ten times what is told, for some may be waived. Hostile text can make one of every
/// three bytes, and a finding takes hundreds.
const KEPT: usize = 1_000;

/// Findings in the order in which they were met; those of a rule are counted only beyond the first thousand.
#[derive(Debug, Default)]
pub struct Gathered {
    found: Vec<Diagnostic>,
    /// By rule: how many are kept, and where the last of them stands.
    rules: HashMap<&'static str, (usize, usize)>,
}

impl Gathered {
    /// Takes one in.
    pub fn push(&mut self, finding: Diagnostic) {
        let (kept, last) = self.rules.entry(finding.rule).or_default();
        if *kept == KEPT {
            self.found[*last].alike += 1 + finding.alike;
            return;
        }
        (*kept, *last) = (*kept + 1, self.found.len());
        self.found.push(finding);
    }

    /// How many are kept.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What is kept.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }
}

impl Extend<Diagnostic> for Gathered {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        findings.into_iter().for_each(|f| self.push(f));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SitePath;
    use crate::base::span::Span;

    #[test]
    fn beyond_a_thousand_of_a_rule_are_counted() {
        let mut gathered = Gathered::default();
        let finding = |rule| Diagnostic::error(rule, &SitePath::new("a.md"), Span::default(), "wrong");
        (0..1_200).for_each(|_| gathered.push(finding("one")));
        gathered.push(finding("other"));
        let found = gathered.into_vec();
        assert_eq!(found.len(), 1_001);
        assert_eq!((found[999].rule, found[999].alike), ("one", 200));
        assert_eq!((found[1_000].rule, found[1_000].alike), ("other", 0));
    }
}
