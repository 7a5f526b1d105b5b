//! What is recorded of a source, made ready for comparison: its title, finding and evidence with their quantities.

use super::quantity::{self, Kind, Quantity};
use super::topic::Topic;
use crate::base::fold::fold;
use crate::source::{EvidenceKind, Source};
use std::sync::OnceLock;

/// Which part of a source's record something stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Its title.
    Title,
    /// Its finding.
    Finding,
    /// The n-th entry of its evidence, from 0.
    Evidence(usize),
}

impl Part {
    /// The word for it in messages.
    pub fn word(self) -> String {
        match self {
            Self::Title => "title".to_owned(),
            Self::Finding => "finding".to_owned(),
            Self::Evidence(n) => format!("evidence {}", n + 1),
        }
    }
}

/// One recorded text.
#[derive(Debug)]
pub struct Item<'a> {
    /// Which part of the record it is.
    pub part: Part,
    /// Its words.
    pub text: &'a str,
    /// The quantities in it.
    pub quantities: Vec<Quantity>,
    folded: OnceLock<String>,
}

impl Item<'_> {
    /// Its words, folded.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(self.text))
    }
}

/// What is recorded of one source.
#[derive(Debug)]
pub struct Record<'a> {
    /// Its texts.
    pub items: Vec<Item<'a>>,
    /// The year in which it was published.
    pub issued: Option<i32>,
    lang: String,
    topic: OnceLock<Topic>,
}

impl<'a> Record<'a> {
    /// Reads what is recorded of `source`, with numbers as `lang` (a primary tag) writes them.
    pub fn new(source: &'a Source, lang: &str) -> Self {
        let title = Some((Part::Title, source.title.as_str())).filter(|(_, t)| !t.is_empty());
        let finding = source.finding.as_deref().map(|f| (Part::Finding, f));
        let evidence = source.evidence.iter().enumerate().map(|(n, e)| (Part::Evidence(n), e.text.as_str()));
        let items = title.into_iter().chain(finding).chain(evidence);
        let items =
            items.map(|(part, text)| Item { part, text, quantities: quantity::read(text, &[], lang), folded: OnceLock::new() }).collect();
        Self { items, issued: source.issued.map(|i| i.year), lang: lang.to_owned(), topic: OnceLock::new() }
    }

    /// Every recorded quantity with the item that it stands in.
    pub fn quantities(&self) -> impl Iterator<Item = (&Item<'a>, &Quantity)> {
        self.items.iter().flat_map(|item| item.quantities.iter().map(move |q| (item, q)))
    }

    /// Whether any figure but years and names is recorded.
    pub fn has_figures(&self) -> bool {
        self.quantities().any(|(_, q)| !matches!(q.kind, Kind::Year | Kind::Name))
    }

    /// What it is about.
    pub fn topic(&self) -> &Topic {
        self.topic.get_or_init(|| {
            let mut topic = Topic::new(&self.lang);
            self.items.iter().for_each(|item| topic.add(item.text));
            topic
        })
    }
}

/// The word that articles use for a kind of evidence.
pub fn kind_word(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Quote => "quote",
        EvidenceKind::Figure => "figure",
        EvidenceKind::Statement => "statement",
    }
}
