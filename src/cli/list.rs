//! `ibid list`: the articles with their dates, reviews and sources.

use super::report::{Report, plural};
use super::{Done, Global, clock};
use crate::article::Summary;
use crate::base::date::Date;
use crate::base::fold::fold;
use crate::base::json;
use crate::base::near::nearest;
use crate::error::Error;
use crate::evidence::ledger;
use crate::library::Topic;
use crate::site::{Options, Site};
use clap::Args;
use serde::Serialize;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct List {
    /// Drafts only
    #[arg(long)]
    drafts: bool,
    /// Only articles whose review is due
    #[arg(long)]
    due: bool,
    /// Only articles of this topic
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One article, as `--json` prints it.
#[derive(Debug, Serialize)]
struct Row {
    file: String,
    title: String,
    /// `published`, `draft`, `future` or `expired`.
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_due: Option<Date>,
    /// Whether that day has come.
    due: bool,
    sources: usize,
    cited: usize,
    /// Sentences, and how many of them cite.
    sentences: usize,
    citing: usize,
    words: usize,
}

impl List {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let today = clock::today();
        let site = Site::open(Options { drafts: true, future: true, today, ..Options::new(&global.site) })?;
        let today = site.settings().date.unwrap_or(today);
        let topic = self.topic.as_deref().map(|name| topic(&site, name)).transpose()?;
        let of_topic = |n: &usize| topic.is_none_or(|t| t.articles.contains(n));
        let articles = site.library().articles.iter().enumerate().filter(|(n, _)| of_topic(n));
        let mut rows: Vec<Row> = articles.map(|(_, a)| row(a, today)).collect();
        rows.retain(|r| (!self.drafts || r.state == "draft") && (!self.due || r.due));
        rows.sort_by(|a, b| a.file.cmp(&b.file));
        if self.json {
            report.out(&json::pretty(&rows));
            return Ok(ExitCode::SUCCESS);
        }
        report.out(&table(&rows));
        report.say(&total(&rows));
        if !self.drafts && !self.due && self.topic.is_none() {
            for skipped in site.skipped() {
                report.say(&format!("  not listed: {}: {}", skipped.file, skipped.reason));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The topic of this name.
fn topic<'s>(site: &'s Site, name: &str) -> Result<&'s Topic, Error> {
    let topics = &site.library().topics;
    topics.iter().find(|t| fold(&t.title) == fold(name) || t.slug == name).ok_or_else(|| {
        let near = nearest(name, topics.iter().map(|t| t.title.as_str()));
        let help = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        Error::usage(format!("no article has the topic `{name}`{help}"))
    })
}

fn row(article: &Summary, today: Date) -> Row {
    let review_due = article.review_due();
    let coverage = ledger::count(article).coverage;
    Row {
        file: article.file.to_string(),
        title: article.title.clone(),
        state: match article {
            a if a.draft => "draft",
            a if a.date.is_some_and(|d| d > today) => "future",
            _ => "published",
        },
        date: article.date,
        updated: article.updated,
        review_due,
        due: review_due.is_some_and(|day| day <= today),
        sources: article.sources.len(),
        cited: article.cited(),
        sentences: coverage.sentences,
        citing: coverage.strict,
        words: article.words,
    }
}

fn table(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let day = |date: Option<Date>| date.map_or_else(|| "–".to_owned(), |d| d.to_string());
    let mut lines = vec![["DATE", "STATE", "REVIEW", "SOURCES", "COVERAGE", "FILE"].map(str::to_owned)];
    for row in rows {
        let review = if row.due { format!("{} due", day(row.review_due)) } else { day(row.review_due) };
        let date = day(row.updated.max(row.date));
        let coverage = (row.citing * 100).checked_div(row.sentences).map_or_else(|| "–".to_owned(), |p| format!("{p}%"));
        let sources = format!("{} of {}", row.cited, row.sources);
        lines.push([date, row.state.to_owned(), review, sources, coverage, row.file.clone()]);
    }
    let width = |n: usize| lines.iter().map(|l| l[n].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3), width(4), 0];
    let mut out = String::new();
    for line in &lines {
        let cells: Vec<String> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        out.push_str(&format!("{}\n", cells.join("  ").trim_end()));
    }
    out
}

fn total(rows: &[Row]) -> String {
    let count = |wanted: &dyn Fn(&Row) -> bool| rows.iter().filter(|r| wanted(r)).count();
    let parts = [(count(&|r| r.state == "draft"), "draft"), (count(&|r| r.due), "review due")];
    let mut out = plural(rows.len(), "article");
    for (n, what) in parts.into_iter().filter(|(n, _)| *n > 0) {
        out.push_str(&format!(", {n} {}", if what == "draft" && n > 1 { "drafts" } else { what }));
    }
    out
}
