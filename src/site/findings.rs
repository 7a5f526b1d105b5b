//! What is wrong with a site that is being written, worked out beside the making of pages: [Snapshot::check].

use super::Snapshot;
use crate::article::Summary;
use crate::base::path::SitePath;
use crate::check::{self, Checker, Given};
use crate::diag::{Diagnostic, Located, Severity, Target};
use crate::error::Error;
use crate::library;
use crate::page::PageId;
use crate::page::known::Known;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that is wrong with a [Snapshot], not yet with its places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    by_file: BTreeMap<SitePath, Arc<Vec<Diagnostic>>>,
    /// What was found in reading each article, before levels and waivers.
    read: BTreeMap<SitePath, Arc<Vec<Diagnostic>>>,
    around: Arc<Vec<Located>>,
    /// The levels of rules that these findings were settled by.
    rules: BTreeMap<String, Option<Severity>>,
}

impl Findings {
    /// What is wrong outside articles: settings, bibliographies, paths.
    pub fn around(&self) -> &[Located] {
        &self.around
    }

    /// What is wrong in a content file.
    pub fn of(&self, file: &SitePath) -> &[Diagnostic] {
        self.by_file.get(file).map_or(&[], |found| found.as_slice())
    }

    /// The content files in which something is wrong.
    pub fn files(&self) -> impl Iterator<Item = &SitePath> {
        self.by_file.keys()
    }

    /// How many are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let inside = self.by_file.values().flat_map(|found| found.iter()).filter(|d| d.severity == severity).count();
        inside + self.around.iter().filter(|d| d.diagnostic.severity == severity).count()
    }
}

impl Snapshot {
    /// Everything that is wrong, on the calling thread alone; `None` where `stale` said that nobody wants it any more.
    pub fn check(&self, stale: &dyn Fn() -> bool) -> Option<Findings> {
        let mut found: BTreeMap<SitePath, Vec<Diagnostic>> =
            self.found.iter().map(|(file, found)| (file.clone(), found.to_vec())).collect();
        let known = Known::new(self.view());
        for diagnostic in library::problems(&self.library, &known) {
            found.entry(diagnostic.file.clone()).or_default().push(diagnostic);
        }
        let checker = Checker::new(Given { accepted: self.accepted.as_deref(), ..Given::new(&self.library, &self.settings, self.today()) });
        let mut by_file = BTreeMap::new();
        let mut settle = |article: &Summary, own| {
            let settled = check::settle(article, own, &self.settings.rules, self.today());
            if !settled.is_empty() {
                by_file.insert(article.file.clone(), Arc::new(settled));
            }
        };
        for (n, article) in self.library.articles.iter().enumerate() {
            if stale() {
                return None;
            }
            let mut own = found.remove(&article.file).unwrap_or_default();
            own.extend(checker.article(n));
            settle(article, own);
        }
        if let Some(home) = &self.library.home {
            settle(home, found.remove(&home.file).unwrap_or_default());
        }
        Some(Findings { by_file, read: self.found.clone(), around: Arc::clone(&self.around), rules: self.settings.rules.clone() })
    }

    /// What is known at once after an edit: what was found in reading articles anew takes the place of what was found in
    /// reading them before, and all else is as it was. `None` where that is the same. [Snapshot::check] says the rest.
    pub fn check_early(&self, before: &Findings) -> Option<Findings> {
        let rules = self.settings.rules.clone();
        let relevelled = before.rules != rules;
        let mut now = Findings { read: self.found.clone(), around: Arc::clone(&self.around), rules, ..before.clone() };
        let read = before.read.keys().chain(self.found.keys());
        let differing: BTreeSet<&SitePath> = read.filter(|file| relevelled || before.read.get(*file) != self.found.get(*file)).collect();
        for file in differing {
            let Some(article) = self.library.text(file) else { continue };
            let same = |a: &Diagnostic, b: &Diagnostic| (a.rule, &a.target, &a.message) == (b.rule, &b.target, &b.message);
            let old = before.read.get(file).map_or(&[][..], |found| found.as_slice());
            let kept = before.of(file).iter().filter(|d| !old.iter().any(|o| same(o, d))).cloned();
            let own = self.found.get(file).map_or(&[][..], |found| found.as_slice()).iter().cloned().chain(kept).collect();
            let settled = check::settle(article, own, &self.settings.rules, self.today());
            if settled.is_empty() {
                now.by_file.remove(file)
            } else {
                now.by_file.insert(file.clone(), Arc::new(settled))
            };
        }
        (now.by_file != before.by_file || now.around != before.around).then_some(now)
    }

    /// What of `findings` is wrong in a content file, each with its place.
    pub fn located(&self, findings: &Findings, file: &SitePath) -> Result<Vec<Located>, Error> {
        let own = findings.of(file);
        let Some(article) = self.library.text(file).filter(|_| !own.is_empty()) else { return Ok(Vec::new()) };
        let draft = self.desk.get(self, article)?;
        let span = |d: &Diagnostic| match &d.target {
            Target::Span(span) => *span,
            Target::Subject(subject) => draft.anchors.find(subject),
        };
        let mut located = crate::diag::locate_all(&draft.text, own.iter().map(|d| (d.clone(), Some(span(d)))));
        crate::diag::sort(&mut located);
        Ok(located)
    }

    /// What of `findings` concerns a page: what is wrong in its article, and then what is wrong around all.
    pub fn concerning(&self, findings: &Findings, page: PageId) -> Result<Vec<Located>, Error> {
        let own = self.file_of(page).map(|file| self.located(findings, file)).transpose()?;
        let mut all = own.unwrap_or_default();
        all.extend(findings.around().iter().cloned());
        Ok(all)
    }
}
