//! How many findings there are, for where they are only counted.

use super::{Located, Severity};
use std::collections::BTreeSet;

/// Findings by severity, and the files that have any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Infos, warnings and errors.
    counts: [usize; 3],
    files: usize,
}

impl Tally {
    /// Of findings in any files.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Located>) -> Self {
        let (mut counts, mut files) = ([0; 3], BTreeSet::new());
        for found in findings {
            counts[found.diagnostic.severity as usize] += 1;
            files.insert(found.diagnostic.file.as_str());
        }
        Self { counts, files: files.len() }
    }

    /// Of one file's findings.
    pub fn of_file(severities: impl IntoIterator<Item = Severity>) -> Self {
        let mut counts = [0; 3];
        severities.into_iter().for_each(|severity| counts[severity as usize] += 1);
        Self { counts, files: usize::from(counts != [0; 3]) }
    }

    /// Takes in the findings of other files.
    pub fn add(&mut self, other: Self) {
        self.counts.iter_mut().zip(other.counts).for_each(|(count, more)| *count += more);
        self.files += other.files;
    }

    /// How many of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }

    /// `3 errors, 1 warning in 2 files`; `nothing found` where there is nothing.
    pub fn summary(&self) -> String {
        let plural = |n: usize, name: &str| format!("{n} {name}{}", if n == 1 { "" } else { "s" });
        let named = [(Severity::Error, "error"), (Severity::Warn, "warning"), (Severity::Info, "note")];
        let counted = named.into_iter().map(|(severity, name)| (self.count(severity), name)).filter(|(n, _)| *n > 0);
        let parts: Vec<String> = counted.map(|(n, name)| plural(n, name)).collect();
        if parts.is_empty() {
            return "nothing found".to_owned();
        }
        format!("{} in {}", parts.join(", "), plural(self.files, "file"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_findings_are_not_counted() {
        let mut tally = Tally::of_file([Severity::Warn, Severity::Error, Severity::Warn]);
        tally.add(Tally::of_file([]));
        assert_eq!(tally.summary(), "1 error, 2 warnings in 1 file");
        tally.add(Tally::of_file([Severity::Info]));
        assert_eq!(
            (tally.summary().as_str(), Tally::default().summary().as_str()),
            ("1 error, 2 warnings, 1 note in 2 files", "nothing found")
        );
    }
}
