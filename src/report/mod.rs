//! The report of a site for its editors: one HTML page with charts that are drawn when it is written.
//!
//! 1. [Report::new] counts: coverage, sources, reviews, findings.
//! 2. [Report::html] writes the page: no script, no request, readable from disk.
//!
//! Invariant: the page says when it was made and how its figures were counted.

mod page;

use crate::article::Summary;
use crate::base::date::Date;
use crate::diag::{Located, Severity};
use crate::evidence::ledger::{self, Coverage};
use crate::library::Library;
use std::collections::BTreeMap;

/// An article in the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The question.
    pub title: String,
    /// The content file.
    pub file: String,
    /// Day of the last change that is told.
    pub changed: Option<Date>,
    /// Day of the next review.
    pub review: Option<Date>,
    /// Sentences, and how many of them cite.
    pub coverage: Coverage,
    /// Sources listed, and how many of them are cited.
    pub sources: (usize, usize),
    /// Findings that are not mere notes.
    pub findings: usize,
}

/// What the report counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The site's name.
    pub title: String,
    /// The day it was made.
    pub today: Date,
    /// Articles, by file.
    pub articles: Vec<Line>,
    /// Topics with the coverage of their articles together.
    pub topics: Vec<(String, Coverage)>,
    /// Years in which sources appeared, from the first to the last, each with the number of works.
    pub years: Vec<(i32, usize)>,
    /// Works without a year.
    pub undated: usize,
    /// Works with the number of articles that list them and of the marks that cite them, most cited first.
    pub works: Vec<(String, usize, usize)>,
    /// Rules with the number of their findings, most first.
    pub rules: Vec<(String, usize)>,
    /// Findings that are errors, and warnings.
    pub found: (usize, usize),
    /// Why articles are not published.
    pub skipped: Vec<(String, String)>,
}

impl Report {
    /// Counts what the report shows.
    pub fn new(title: &str, today: Date, library: &Library, findings: &[Located]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.diagnostic.severity == severity).count();
        let mut articles: Vec<Line> = library.articles.iter().map(|a| line(a, findings)).collect();
        articles.sort_by(|a, b| a.file.cmp(&b.file));
        let topics = library.topics.iter().map(|t| (t.title.clone(), together(t.articles.iter().map(|n| coverage(&library.articles[*n])))));
        let issued = |w: &crate::library::Work| w.source.issued.as_ref().map(|i| i.year);
        Self {
            title: title.to_owned(),
            today,
            articles,
            topics: topics.collect(),
            years: years(library.works.iter().filter_map(issued)),
            undated: library.works.iter().filter(|w| issued(w).is_none()).count(),
            works: works(library),
            rules: rules(findings),
            found: (count(Severity::Error), count(Severity::Warn)),
            skipped: library.withheld.iter().map(|(file, why)| (file.to_string(), why.clone())).collect(),
        }
    }

    /// Sentences of all articles, and how many of them cite.
    pub fn coverage(&self) -> Coverage {
        together(self.articles.iter().map(|a| a.coverage))
    }

    /// Articles whose review is due, the longest due first.
    pub fn due(&self) -> Vec<&Line> {
        let mut due: Vec<&Line> = self.articles.iter().filter(|a| a.review.is_some_and(|day| day <= self.today)).collect();
        due.sort_by_key(|a| a.review);
        due
    }
}

fn coverage(article: &Summary) -> Coverage {
    ledger::count(article).coverage
}

fn together(all: impl Iterator<Item = Coverage>) -> Coverage {
    all.fold(Coverage::default(), |sum, one| Coverage {
        sentences: sum.sentences + one.sentences,
        strict: sum.strict + one.strict,
        lenient: sum.lenient + one.lenient,
    })
}

/// Of a hundred sentences, so many cite; `None` where there are no sentences.
fn percent(coverage: Coverage) -> Option<usize> {
    (coverage.strict * 100 + coverage.sentences / 2).checked_div(coverage.sentences)
}

fn line(article: &Summary, findings: &[Located]) -> Line {
    let own = |f: &&Located| f.diagnostic.file == article.file && f.diagnostic.severity != Severity::Info;
    Line {
        title: article.title.clone(),
        file: article.file.to_string(),
        changed: article.last_change(),
        review: article.review_due(),
        coverage: coverage(article),
        sources: (article.sources.len(), article.cited()),
        findings: findings.iter().filter(own).count(),
    }
}

/// Each year from the first to the last, the empty ones too; where that would be over sixty, the last sixty.
fn years(all: impl Iterator<Item = i32>) -> Vec<(i32, usize)> {
    let mut counted: BTreeMap<i32, usize> = BTreeMap::new();
    for year in all {
        *counted.entry(year).or_default() += 1;
    }
    let (Some((first, _)), Some((last, _))) = (counted.first_key_value(), counted.last_key_value()) else { return Vec::new() };
    let (first, last) = ((*first).max(last - 59), *last);
    (first..=last).map(|year| (year, counted.get(&year).copied().unwrap_or(0))).collect()
}

fn works(library: &Library) -> Vec<(String, usize, usize)> {
    let uses = |(a, s): &(usize, usize)| library.articles[*a].sources[*s].uses.len();
    let mut works: Vec<(String, usize, usize)> =
        library.works.iter().map(|w| (w.source.title.clone(), w.articles(), w.entries.iter().map(uses).sum())).collect();
    works.sort_by(|a, b| (b.2, b.1).cmp(&(a.2, a.1)).then_with(|| a.0.cmp(&b.0)));
    works
}

fn rules(findings: &[Located]) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for found in findings {
        *counted.entry(found.diagnostic.rule).or_default() += 1;
    }
    let mut rules: Vec<(String, usize)> = counted.into_iter().map(|(rule, n)| (rule.to_owned(), n)).collect();
    rules.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    rules
}
