//! What a rule sees ([Case]), what it says ([Found]), and the [Checker] that applies every rule to an article.

use super::rules::{Rule, all};
use super::settle::level;
use crate::article::Summary;
use crate::base::date::Date;
use crate::config::Settings;
use crate::diag::{Diagnostic, Severity, Subject, Target};
use crate::library::Library;

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

/// Applies the rules of the table to articles. What rules need of the whole site is worked out once, in [Checker::new].
#[derive(Debug)]
pub struct Checker<'a> {
    library: &'a Library,
    settings: &'a Settings,
    today: Date,
    /// Rules that look at Summaries and are not off, with their levels.
    rules: Vec<(&'static Rule, super::Check, Severity)>,
}

impl<'a> Checker<'a> {
    /// Ready to check the articles of a Library.
    pub fn new(library: &'a Library, settings: &'a Settings, today: Date) -> Self {
        let rules = all().filter_map(|rule| Some((rule, rule.check?, level(rule, &settings.rules)?))).collect();
        Self { library, settings, today, rules }
    }

    /// What the rules find in the article at `place` of the Library, in the order of the table.
    pub fn article(&self, place: usize) -> Vec<Diagnostic> {
        let Some(article) = self.library.articles.get(place) else { return Vec::new() };
        let case = Case { article, place, library: self.library, settings: self.settings, today: self.today };
        let diagnostic = |rule: &Rule, severity, found: Found| Diagnostic {
            rule: rule.name,
            severity,
            file: article.file.clone(),
            target: Target::Subject(found.subject),
            message: found.message,
            help: found.help,
        };
        let found = self.rules.iter().flat_map(|(rule, check, severity)| check(&case).into_iter().map(|f| diagnostic(rule, *severity, f)));
        found.collect()
    }
}
