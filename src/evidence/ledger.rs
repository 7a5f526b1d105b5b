//! What is counted in an article: sentences, those that cite, and how often each source is cited. Counts only, no score.

use crate::article::Summary;
use crate::article::summary::PassageKind;
use crate::article::word_count::has_words;
use serde::Serialize;

/// Sentences shorter than this assert nothing that could be checked (“Yes.”, “Absolutely.”).
pub const FEWEST_WORDS: usize = 4;

/// How the counts are made, for those who read them.
pub const METHOD: &str = "sentences of four words and more in the answer and the sections; strict: the sentence cites; \
                          lenient: it or a later sentence of its paragraph cites";

/// Sentences, and how many of them cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Sentences of [FEWEST_WORDS] words and more.
    pub sentences: usize,
    /// Those that cite.
    pub strict: usize,
    /// Those that cite, or that a citing sentence follows in the same paragraph.
    pub lenient: usize,
}

/// The counts of an article, for reports and `index.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// How they were made.
    pub method: &'static str,
    /// Sentences of four words and more.
    pub sentences: usize,
    /// Those that cite.
    pub strict: usize,
    /// Those that cite, or that a citing sentence follows in the same paragraph.
    pub lenient: usize,
    /// The same by section, the answer first.
    pub sections: Vec<SectionCounts>,
    /// Sources listed.
    pub listed: usize,
    /// Sources cited.
    pub cited: usize,
    /// Uses of all sources.
    pub citations: usize,
    /// Uses of each source, by number.
    pub uses: Vec<usize>,
}

/// The counts of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionCounts {
    /// Element id; `null` for the direct answer.
    pub section: Option<String>,
    /// Sentences of four words and more.
    pub sentences: usize,
    /// Those that cite.
    pub strict: usize,
    /// Those that cite, or that a citing sentence follows in the same paragraph.
    pub lenient: usize,
}

/// The counts of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// The whole article.
    pub coverage: Coverage,
    /// The answer (`None`) and each section that holds sentences, as a place in the Summary's `headings`.
    pub sections: Vec<(Option<usize>, Coverage)>,
    /// Uses of each source, by its place in the Summary's `sources`.
    pub uses: Vec<usize>,
}

impl Ledger {
    /// Sources that are cited.
    pub fn cited(&self) -> usize {
        self.uses.iter().filter(|n| **n > 0).count()
    }

    /// The counts with their method named and sections by their ids.
    pub fn counts(&self, article: &Summary) -> Counts {
        let Coverage { sentences, strict, lenient } = self.coverage;
        let id = |heading: Option<usize>| heading.and_then(|h| article.headings.get(h)).map(|h| h.id.clone());
        let sections = self.sections.iter().map(|(heading, c)| SectionCounts {
            section: id(*heading),
            sentences: c.sentences,
            strict: c.strict,
            lenient: c.lenient,
        });
        Counts {
            method: METHOD,
            sentences,
            strict,
            lenient,
            sections: sections.collect(),
            listed: self.uses.len(),
            cited: self.cited(),
            citations: self.citations(),
            uses: self.uses.clone(),
        }
    }

    /// Uses of all sources.
    pub fn citations(&self) -> usize {
        self.uses.iter().sum()
    }
}

/// Whether the sentences of a passage are counted.
pub fn is_counted(kind: PassageKind) -> bool {
    matches!(kind, PassageKind::Paragraph | PassageKind::ListItem | PassageKind::Quote)
}

/// Counts an article's sentences and citations.
pub fn count(article: &Summary) -> Ledger {
    let mut ledger = Ledger { uses: vec![0; article.sources.len()], ..Ledger::default() };
    for item in article.citations.iter().flat_map(|c| &c.items) {
        ledger.uses[item.number - 1] += 1;
    }
    for (n, passage) in article.passages.iter().enumerate().filter(|(_, p)| is_counted(p.kind)) {
        let mut citing = vec![false; passage.sentences.len()];
        for (_, citation) in &passage.citations {
            if let Some((p, s)) = article.citations[*citation].sentence.filter(|(p, _)| *p == n) {
                debug_assert_eq!(p, n);
                citing[s] = true;
            }
        }
        let last = citing.iter().rposition(|c| *c);
        let section = passage.heading.map(|h| section_of(article, h));
        for (s, (start, end)) in passage.sentences.iter().enumerate() {
            let counts = has_words(&passage.text[*start..*end], FEWEST_WORDS);
            if counts {
                let one = Coverage { sentences: 1, strict: usize::from(citing[s]), lenient: usize::from(last.is_some_and(|l| s <= l)) };
                ledger.add(section, one);
            }
        }
    }
    ledger
}

/// The section (level 2) that a heading belongs to.
fn section_of(article: &Summary, heading: usize) -> usize {
    (0..=heading).rev().find(|h| article.headings.get(*h).is_some_and(|h| h.level <= 2)).unwrap_or(heading)
}

impl Ledger {
    fn add(&mut self, section: Option<usize>, one: Coverage) {
        self.coverage.add(one);
        match self.sections.last_mut().filter(|(s, _)| *s == section) {
            Some((_, coverage)) => coverage.add(one),
            None => self.sections.push((section, one)),
        }
    }
}

impl Coverage {
    fn add(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.strict += other.strict;
        self.lenient += other.lenient;
    }
}
