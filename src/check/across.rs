//! What the entries of one work say differently across the articles of a site, worked out once for all of them, when the first
//! article asks.
//!
//! Invariant: linear in the entries. Of the values that differ only the first few are kept: one other place is enough to name.

use crate::base::fold::fold;
use crate::library::Library;
use crate::source::infer::kind_of;
use crate::source::{Source, SourceType};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// One entry of `sources`: the article's place in the Library, and the source's among its sources.
pub type Entry = (usize, usize);

/// Values of one kind, each with the first entry that has it; at most [MOST].
pub type Values<T> = Vec<(T, Entry)>;

const MOST: usize = 4;

/// What the entries of one work say.
#[derive(Debug, Default)]
pub struct Said {
    /// Years, apart for preprints and for what was published.
    pub years: Values<(bool, i32)>,
    /// Folded titles.
    pub titles: Values<String>,
    /// Identifiers by their key: `doi`, `arxiv`, `pmid`, `pmcid`.
    pub identifiers: Values<(&'static str, String)>,
    /// Ids that articles give it.
    pub ids: Values<String>,
    /// For a statement with its figures left out, the figures.
    pub figures: BTreeMap<String, Values<Vec<String>>>,
}

/// All works with two entries or more.
#[derive(Debug)]
pub struct Across<'a> {
    library: &'a Library,
    /// By work.
    works: Vec<OnceLock<Box<Said>>>,
    /// For a PMID or PMCID the DOIs that stand beside it: two of them are two works for the Library, and a slip for a reader.
    dois: HashMap<String, Values<String>>,
}

impl<'a> Across<'a> {
    /// Ready to gather what the entries of a work say.
    pub fn new(library: &'a Library) -> Self {
        let works = library.works.iter().map(|_| OnceLock::new()).collect();
        let mut out = Self { library, works, dois: HashMap::new() };
        for (a, article) in library.articles.iter().enumerate() {
            for (s, cited) in article.sources.iter().enumerate() {
                let Some(doi) = cited.source.ids.doi.as_ref().filter(|d| !is_preprint_doi(d)) else { continue };
                for id in [&cited.source.ids.pmid, &cited.source.ids.pmcid].into_iter().flatten() {
                    note(out.dois.entry(id.clone()).or_default(), doi.clone(), (a, s));
                }
            }
        }
        out.dois.retain(|_, dois| dois.len() > 1);
        out
    }

    /// What the entries of a work say; `None` where it has one entry.
    pub fn work(&self, work: usize) -> Option<&Said> {
        let entries = &self.library.works.get(work).filter(|w| w.entries.len() > 1)?.entries;
        Some(self.works.get(work)?.get_or_init(|| {
            let mut said = Box::<Said>::default();
            for (article, source) in entries {
                said.take(&self.library.articles[*article].sources[*source].source, (*article, *source));
            }
            said
        }))
    }

    /// DOIs that stand beside a PMID or PMCID, where they are two or more.
    pub fn dois(&self, id: &str) -> &[(String, Entry)] {
        self.dois.get(id).map_or(&[], Vec::as_slice)
    }
}

impl Said {
    fn take(&mut self, source: &Source, entry: Entry) {
        if let Some(year) = year(source) {
            note(&mut self.years, year, entry);
        }
        note(&mut self.titles, fold(&source.title), entry);
        for id in identifiers(source) {
            note(&mut self.identifiers, id, entry);
        }
        if let Some(id) = &source.id {
            note(&mut self.ids, id.clone(), entry);
        }
        for (words, figures) in statements(source) {
            note(self.figures.entry(words).or_default(), figures, entry);
        }
    }
}

fn note<T: PartialEq>(values: &mut Values<T>, value: T, entry: Entry) {
    if values.len() < MOST && values.iter().all(|(v, _)| *v != value) {
        values.push((value, entry));
    }
}

/// The year, and whether it is that of a preprint, which comes out before the article does.
pub fn year(source: &Source) -> Option<(bool, i32)> {
    Some((kind_of(source) == SourceType::Preprint, source.issued?.year))
}

/// Identifiers of which a work has one.
pub fn identifiers(source: &Source) -> Vec<(&'static str, String)> {
    let ids = &source.ids;
    let doi = ids.doi.as_ref().filter(|d| !is_preprint_doi(d));
    let all = [("doi", doi), ("arxiv", ids.arxiv.as_ref()), ("pmid", ids.pmid.as_ref()), ("pmcid", ids.pmcid.as_ref())];
    all.into_iter().filter_map(|(key, id)| Some((key, id?.clone()))).collect()
}

/// Whether a DOI is that of a preprint: the published article has another.
fn is_preprint_doi(doi: &str) -> bool {
    ["10.48550/", "10.1101/", "10.31234/", "10.21203/", "10.26434/", "10.20944/", "10.2139/"].iter().any(|p| doi.starts_with(p))
}

/// Fewest words besides its figures that make a statement the same as another.
const WORDS: usize = 4;

/// The finding and the recorded evidence as words without figures, and the figures: the same words with other figures
/// are a slip in one of the two.
pub fn statements(source: &Source) -> Vec<(String, Vec<String>)> {
    let texts = source.finding.iter().map(String::as_str).chain(source.evidence.iter().map(|e| e.text.as_str()));
    texts.filter_map(statement).collect()
}

fn statement(text: &str) -> Option<(String, Vec<String>)> {
    let is_figure = |w: &str| w.bytes().any(|b| b.is_ascii_digit());
    if !is_figure(text) {
        return None;
    }
    let figure = |w: &str| w.trim_matches(|c: char| !c.is_ascii_digit() && c != '%').replace(',', ".");
    let (mut shape, mut figures, mut words) = (String::with_capacity(text.len()), Vec::new(), 0);
    for word in text.split_whitespace() {
        if is_figure(word) {
            figures.push(figure(word));
            shape.push('0');
        } else {
            words += 1;
            shape.push_str(word);
        }
        shape.push(' ');
    }
    (words >= WORDS).then(|| (fold(&shape), figures))
}
