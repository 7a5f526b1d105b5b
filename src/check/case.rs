//! What a rule sees ([Case]), what it says ([Found]), and the [Checker] that applies every rule to an article.

use super::accepted::Accepted;
use super::across::{Across, Entry, Said};
use super::rules::{Rule, all};
use super::settle::level;
use crate::article::Summary;
use crate::article::summary::CitedSource;
use crate::base::date::Date;
use crate::config::Settings;
use crate::diag::{Diagnostic, Severity, Subject, Target};
use crate::evidence::{Examination, examine};
use crate::library::Library;
use crate::source::Source;
use crate::source::retractions::Retractions;

/// One article as rules see it, with all that they may look at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The article.
    pub article: &'a Summary,
    /// Its place in the Library.
    pub place: usize,
    /// All published articles.
    pub library: &'a Library,
    /// The site's settings.
    pub settings: &'a Settings,
    /// The day of the check.
    pub today: Date,
    /// The article compared with its record.
    pub evidence: &'a Examination,
    /// What entries of one work say differently across articles.
    pub across: &'a Across<'a>,
    /// A list of retracted works, where one was given.
    pub retractions: Option<&'a Retractions>,
    /// What the numbers in articles meant when the site was last accepted.
    pub accepted: Option<&'a Accepted>,
}

impl Case<'_> {
    /// Asks `rule` of each source whose work has other entries too: its place among the sources, itself, and what all say.
    pub fn shared_works(&self, rule: impl Fn(usize, &Source, &Said) -> Option<Found>) -> Vec<Found> {
        let Some(works) = self.library.work_of.get(self.place) else { return Vec::new() };
        let sources = self.article.sources.iter().zip(works).enumerate();
        sources.filter_map(|(n, (cited, work))| rule(n, &cited.source, self.across.work(*work)?)).collect()
    }

    /// Something found at a key of the source at `place`; at its first citation where a bibliography holds it.
    pub fn found_at(&self, place: usize, key: &str, message: impl Into<String>) -> Found {
        Found::new(subject_at(&self.article.sources[place], key), message)
    }

    /// An entry as any article has it.
    pub fn source(&self, entry: Entry) -> Option<&Source> {
        Some(&self.library.articles.get(entry.0)?.sources.get(entry.1)?.source)
    }

    /// Where an entry stands, for help: `the other is source 2 of content/a.md`.
    pub fn elsewhere(&self, (article, source): Entry) -> String {
        match self.library.articles.get(article).filter(|_| article != self.place) {
            Some(other) => format!("the other is source {} of {}", source + 1, other.file),
            None => format!("the other is source {} of this article", source + 1),
        }
    }
}

/// A key of a source; its first citation where a bibliography holds it.
pub(super) fn subject_at(cited: &CitedSource, key: &str) -> Subject {
    match (cited.declared, cited.uses.first()) {
        (Some(declared), _) => Subject::SourceKey(declared, key.to_owned()),
        (None, Some(citation)) => Subject::Citation(*citation),
        (None, None) => Subject::Key("sources".to_owned()),
    }
}

/// What a rule found in an article. Its name and level are the table's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The part of the article that it is about.
    pub subject: Subject,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// How to mend it, a sentence each.
    pub help: Vec<String>,
}

impl Found {
    /// Something found at a part of the article.
    pub fn new(subject: Subject, message: impl Into<String>) -> Self {
        Self { subject, message: message.into(), help: Vec::new() }
    }

    /// The same with one more line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// What a check works on.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// All published articles.
    pub library: &'a Library,
    /// The site's settings.
    pub settings: &'a Settings,
    /// The day of the check.
    pub today: Date,
    /// A list of retracted works.
    pub retractions: Option<&'a Retractions>,
    /// What the numbers in articles meant when the site was last accepted.
    pub accepted: Option<&'a Accepted>,
}

impl<'a> Given<'a> {
    /// Articles to check, with nothing beside them.
    pub fn new(library: &'a Library, settings: &'a Settings, today: Date) -> Self {
        Self { library, settings, today, retractions: None, accepted: None }
    }
}

/// Applies the rules of the table to articles. What rules need of the whole site is worked out once, in [Checker::new].
#[derive(Debug)]
pub struct Checker<'a> {
    given: Given<'a>,
    across: Across<'a>,
    /// Rules that look at Summaries and are not off, with their levels.
    rules: Vec<(&'static Rule, super::Check, Severity)>,
}

impl<'a> Checker<'a> {
    /// Ready to check the articles of a Library.
    pub fn new(given: Given<'a>) -> Self {
        let rules = all().filter_map(|rule| Some((rule, rule.check?, level(rule, &given.settings.rules)?))).collect();
        Self { across: Across::new(given.library), given, rules }
    }

    /// What the rules find in the article at `place` of the Library, in the order of the table.
    pub fn article(&self, place: usize) -> Vec<Diagnostic> {
        let Given { library, settings, today, retractions, accepted } = self.given;
        let Some(article) = library.articles.get(place) else { return Vec::new() };
        let evidence = examine(article);
        let case = Case { article, place, library, settings, today, across: &self.across, retractions, accepted, evidence: &evidence };
        let diagnostic = |rule: &Rule, severity, found: Found| Diagnostic {
            rule: rule.name,
            severity,
            file: article.file.clone(),
            target: Target::Subject(found.subject),
            message: found.message,
            help: found.help,
            alike: 0,
        };
        let found = self.rules.iter().flat_map(|(rule, check, severity)| check(&case).into_iter().map(|f| diagnostic(rule, *severity, f)));
        found.collect()
    }
}
