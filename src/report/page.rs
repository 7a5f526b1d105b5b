//! The report as an HTML page.

use super::{Line, Report, percent};
use crate::base::html::escape;
use crate::chart::{self, Cell, Chart, Flow, Kind, Row};
use crate::evidence::ledger::{Coverage, METHOD};

/// Bars that a chart of the report has at most.
const MOST: usize = 15;

/// What the page needs beside the style sheet of a theme.
const STYLE: &str = "\
.report{inline-size:100%;max-inline-size:71.5rem;margin-inline:auto;padding:2rem var(--gut) 4rem;font-family:var(--sans)}\
.report h1{font:650 2rem/1.15 var(--serif);margin:0 0 .25rem}\
.report h2{font:650 1.25rem/1.25 var(--serif);margin:0 0 .75rem}\
.report .made,.report .how{color:var(--soft);font-size:.875rem;margin:0}\
.report .how{margin-block:.75rem 0}\
.facts{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:2rem 0;padding:0}\
.facts div{display:flex;flex-direction:column-reverse}\
.facts dt{color:var(--soft);font:400 .875rem/1.4 var(--sans)}\
.facts dd{margin:0;color:var(--ink);font:650 1.75rem/1.2 var(--sans);font-variant-numeric:tabular-nums}\
.charts{columns:2 22rem;column-gap:3.5rem}\
.charts>section{break-inside:avoid;padding-block-end:2.5rem}\
.charts .chart{margin:0}\
.charts svg+details{margin-block-start:.75rem}\
.report section+section.wide,.charts+section{margin-block-start:1rem}\
.report td.n,.report th.n{text-align:end}\
.report .due{color:var(--bad);font-weight:650}\
.report table{inline-size:100%}\
.report>.wide{max-inline-size:none;margin-inline:0;overflow-x:auto}\
.report th[scope=row]{min-inline-size:12rem;overflow-wrap:anywhere}\
.report td{white-space:nowrap}";

impl Report {
    /// The page. `style` is the theme's style sheet.
    pub fn html(&self, style: &str) -> String {
        let title = escape(&self.title);
        // Nothing in a style element may look like its end; a theme's sheet has no reason to hold it.
        let style = style.replace("</", "<\\/");
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>Report: {title}</title>\n<style>{style}{STYLE}</style>\n</head>\n\
             <body>\n<main class=\"report\">\n<h1>{title}</h1>\n<p class=\"made\">Report of {}, made by ibid</p>\n{}\
             <div class=\"charts\">\n{}</div>\n{}{}</main>\n</body>\n</html>\n",
            self.today,
            self.facts(),
            self.charts(),
            self.reviews(),
            self.table()
        )
    }

    fn facts(&self) -> String {
        let percent = percent(self.coverage()).map_or_else(|| "–".to_owned(), |p| format!("{p}%"));
        let facts = [
            ("articles", self.articles.len().to_string()),
            ("not published", self.skipped.len().to_string()),
            ("works cited or listed", self.works.len().to_string()),
            ("of the sentences cite", percent),
            ("reviews due", self.due().len().to_string()),
            ("errors", self.found.0.to_string()),
            ("warnings", self.found.1.to_string()),
        ];
        let items: String = facts.iter().map(|(name, value)| format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n")).collect();
        format!("<dl class=\"facts\">\n{items}</dl>\n")
    }

    fn charts(&self) -> String {
        let mut articles: Vec<(&str, Coverage)> = self.articles.iter().map(|a| (a.title.as_str(), a.coverage)).collect();
        articles.sort_by_key(|(_, c)| percent(*c));
        let mut topics: Vec<(&str, Coverage)> = self.topics.iter().map(|(name, coverage)| (name.as_str(), *coverage)).collect();
        topics.sort_by_key(|(_, c)| percent(*c));
        let works = self.works.iter().filter(|w| w.2 > 0).map(|(title, _, uses)| (title.as_str(), Cell::count(*uses)));
        let rules = self.rules.iter().map(|(rule, n)| (rule.as_str(), Cell::count(*n)));
        let how = format!("Counted strictly: {METHOD}.");
        let undated = if self.undated == 0 { String::new() } else { format!("Besides these, {} without a year.", self.undated) };
        [
            section("Coverage by topic", "Topic", "Sentences that cite", percents(topics.into_iter()), &how),
            section("Articles with the least coverage", "Article", "Sentences that cite", percents(articles.into_iter()), &how),
            self.by_year(&undated),
            section("Works cited most", "Work", "Citations", rows(works), ""),
            section("Findings by rule", "Rule", "Findings", rows(rules), ""),
        ]
        .concat()
    }

    fn by_year(&self, note: &str) -> String {
        let row = |(year, n): &(i32, usize)| Row { label: year.to_string(), cells: vec![Cell::count(*n)] };
        let head = vec!["Year".to_owned(), "Works".to_owned()];
        let chart = Chart { kind: Kind::Column, unit: String::new(), head, rows: self.years.iter().map(row).collect() };
        figure("Sources by year", &chart, note)
    }

    fn reviews(&self) -> String {
        let due = self.due();
        let next = self.articles.iter().filter(|a| a.review.is_some_and(|day| day > self.today));
        let mut lines: Vec<&Line> = next.collect();
        lines.sort_by_key(|a| a.review);
        let mut out = String::from("<section class=\"wide\">\n<h2>Reviews</h2>\n");
        if due.is_empty() && lines.is_empty() {
            out.push_str("<p class=\"how\">No article says how often it is to be reviewed (<code>review_every</code>).</p>\n</section>\n");
            return out;
        }
        out.push_str("<table>\n<thead><tr><th scope=\"col\">Article</th><th scope=\"col\">Review</th></tr></thead>\n<tbody>\n");
        for (article, class) in due.iter().map(|a| (*a, " class=\"due\"")).chain(lines.into_iter().take(MOST).map(|a| (a, ""))) {
            let day = article.review.map(|d| d.to_string()).unwrap_or_default();
            let word = if class.is_empty() { "" } else { ", due" };
            out.push_str(&format!("<tr><th scope=\"row\">{}</th><td{class}>{day}{word}</td></tr>\n", escape(&article.title)));
        }
        out.push_str("</tbody>\n</table>\n</section>\n");
        out
    }

    fn table(&self) -> String {
        let mut out = String::from(
            "<section class=\"wide\">\n<h2>All articles</h2>\n<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"All articles\">\n\
             <table>\n<thead><tr><th scope=\"col\">Article</th><th scope=\"col\">Changed</th><th scope=\"col\" class=\"n\">Sentences that cite</th>\
             <th scope=\"col\" class=\"n\">Sources cited</th><th scope=\"col\" class=\"n\">Findings</th></tr></thead>\n<tbody>\n",
        );
        for a in &self.articles {
            let changed = a.changed.map_or_else(|| "–".to_owned(), |d| d.to_string());
            let Coverage { sentences, strict, .. } = a.coverage;
            out.push_str(&format!(
                "<tr><th scope=\"row\">{}<br><code>{}</code></th><td>{changed}</td><td class=\"n\">{strict} of {sentences}</td>\
                 <td class=\"n\">{} of {}</td><td class=\"n\">{}</td></tr>\n",
                escape(&a.title),
                escape(&a.file),
                a.sources.1,
                a.sources.0,
                a.findings
            ));
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
        for (file, why) in &self.skipped {
            out.push_str(&format!("<p class=\"how\">Not published: <code>{}</code>: {}</p>\n", escape(file), escape(why)));
        }
        out.push_str("</section>\n");
        out
    }
}

fn percents<'t>(all: impl Iterator<Item = (&'t str, Coverage)>) -> Vec<Row> {
    let known = all.filter_map(|(name, coverage)| Some((name, Cell::count(percent(coverage)?))));
    rows(known)
}

fn rows<'t>(all: impl Iterator<Item = (&'t str, Cell)>) -> Vec<Row> {
    all.map(|(label, cell)| Row { label: label.to_owned(), cells: vec![cell] }).collect()
}

/// A chart of bars, cut to those that there is room for, with its heading.
fn section(title: &str, label: &str, value: &str, mut rows: Vec<Row>, note: &str) -> String {
    let left = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    let unit = if value == "Sentences that cite" { "%" } else { "" };
    let more = if left == 0 { note.to_owned() } else { format!("{note} {left} more are not drawn.") };
    let head = vec![label.to_owned(), value.to_owned()];
    figure(title, &Chart { kind: Kind::Bar, unit: unit.to_owned(), head, rows }, more.trim())
}

fn figure(title: &str, chart: &Chart, note: &str) -> String {
    let mut out = format!("<section>\n<h2>{}</h2>\n", escape(title));
    if chart.rows.is_empty() {
        out.push_str("<p class=\"how\">Nothing to show.</p>\n</section>\n");
        return out;
    }
    out.push_str(&format!("<figure class=\"chart\">\n{}", chart::svg(chart, title, Flow::LeftToRight)));
    if !note.is_empty() {
        out.push_str(&format!("<figcaption>{}</figcaption>\n", escape(note)));
    }
    out.push_str(&format!(
        "<details><summary>Data of this chart</summary>\n<div class=\"table\">{}</div></details>\n",
        chart::table(chart)
    ));
    out.push_str("</figure>\n</section>\n");
    out
}
