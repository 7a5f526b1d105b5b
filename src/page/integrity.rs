//! The integrity page: what `ibid check` says of every answer ([Told]), with coverage and sources that are not cited.

use super::article::{badge, evidence_line};
use super::frame::Head;
use super::id::{INTEGRITY_PER_PAGE, PageId};
use super::model::*;
use super::present::Page;
use crate::article::Summary;
use crate::base::path::SitePath;
use crate::diag::{Diagnostic, Severity};
use crate::evidence::ledger::{self, Coverage};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What was found in each file, levels set and waivers heeded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    by_file: BTreeMap<SitePath, Vec<Remark>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Remark {
    level: Reverse<Severity>,
    rule: &'static str,
    message: String,
}

impl Told {
    /// From findings in any order.
    pub fn new<'d>(findings: impl Iterator<Item = &'d Diagnostic>) -> Self {
        let mut by_file: BTreeMap<SitePath, Vec<Remark>> = BTreeMap::new();
        for d in findings {
            let remark = Remark { level: Reverse(d.severity), rule: d.rule, message: d.message.clone() };
            by_file.entry(d.file.clone()).or_default().push(remark);
        }
        by_file.values_mut().for_each(|remarks| remarks.sort());
        Self { by_file }
    }

    fn of(&self, file: &SitePath) -> &[Remark] {
        self.by_file.get(file).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn integrity(page: &Page<'_>, number: usize) -> (Head, Content) {
    let library = page.view.library;
    let none = Told::default();
    let told = page.view.told.unwrap_or(&none);
    let grave = |file: &SitePath, level| Reverse(told.of(file).iter().filter(|r| r.level == Reverse(level)).count());
    let mut order: Vec<usize> = (0..library.articles.len()).collect();
    order.sort_by_cached_key(|n| {
        let file = &library.articles[*n].file;
        (grave(file, Severity::Error), grave(file, Severity::Warn), grave(file, Severity::Info), *n)
    });
    let shown = order.iter().skip((number - 1) * INTEGRITY_PER_PAGE).take(INTEGRITY_PER_PAGE);
    let count: usize = told.by_file.values().map(Vec::len).sum();
    let model = IntegrityPage {
        counts: format!("{} · {}", page.count("answers-count", library.articles.len()), page.count("findings-count", count)),
        method: page.word("coverage-method"),
        articles: shown.map(|n| article(page, *n, told)).collect(),
        elsewhere: if number == 1 { elsewhere(page, told) } else { Vec::new() },
        pages: pages(page, number),
    };
    let head = Head { title: Some(page.word("integrity")), noindex: true, ..Head::default() };
    (head, Content::Integrity(Box::new(model)))
}

fn article(page: &Page<'_>, n: usize, told: &Told) -> IntegrityArticle {
    let article = &page.view.library.articles[n];
    IntegrityArticle {
        title: article.title.clone(),
        href: page.href(PageId::Article(n)),
        file: article.file.as_str().to_owned(),
        evidence_line: evidence_line(page.words, article),
        coverage: coverage(page, ledger::count(article).coverage),
        uncited: uncited(page, article),
        findings: told.of(&article.file).iter().map(|r| finding(page, r)).collect(),
    }
}

/// `11 of 23 sentences cite; …` in words; nothing where no sentence counts.
pub(super) fn coverage(page: &Page<'_>, coverage: Coverage) -> Option<String> {
    let Coverage { sentences, strict, lenient } = coverage;
    let values = [("strict", strict.to_string()), ("lenient", lenient.to_string())];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (sentences > 0).then(|| page.words.count("coverage", sentences, &values))
}

fn uncited(page: &Page<'_>, article: &Summary) -> Vec<LinkModel> {
    let sources = article.sources.iter().enumerate().filter(|(_, s)| s.uses.is_empty());
    let link = |n: usize, title: &str| LinkModel { title: title.to_owned(), href: page.linker.part(&article.url, &format!("s{}", n + 1)) };
    sources.map(|(n, s)| link(n, &s.source.title)).collect()
}

fn finding(page: &Page<'_>, remark: &Remark) -> FindingModel {
    FindingModel { level: badge(page, "level", remark.level.0.word()), rule: remark.rule.to_owned(), message: remark.message.clone() }
}

fn elsewhere(page: &Page<'_>, told: &Told) -> Vec<IntegrityFile> {
    let outside = told.by_file.iter().filter(|(file, _)| page.view.library.by_file(file).is_none());
    outside
        .map(|(file, remarks)| IntegrityFile {
            file: file.as_str().to_owned(),
            findings: remarks.iter().map(|r| finding(page, r)).collect(),
        })
        .collect()
}

fn pages(page: &Page<'_>, number: usize) -> Vec<PageNumber> {
    let total = super::id::integrity_pages(page.view);
    if total < 2 {
        return Vec::new();
    }
    (1..=total).map(|n| PageNumber { number: n, href: page.href(PageId::Integrity(n)), current: n == number }).collect()
}
