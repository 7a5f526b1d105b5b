//! The source key: what makes two entries one work ([keys]), from the strongest sign to the weakest.
//!
//! DOI, arXiv, PMID, PMCID, ISBN, canonical address, id within `sources/`, and last the folded title with year and first
//! author together: a title alone says nothing. How keys join entries to works is in [super::works].

use super::address::{arxiv_of_doi, canonical};
use super::identifier::Kind;
use super::infer::kind_of;
use super::name::family;
use super::reference::year_text;
use super::{Source, SourceType};
use crate::base::fold::fold;
use std::fmt;

/// One sign of a work's identity. Ordered by strength: the smaller, the stronger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKey {
    /// DOI in normal form.
    Doi(String),
    /// arXiv id in normal form.
    Arxiv(String),
    /// PubMed id.
    Pmid(String),
    /// PubMed Central id.
    Pmcid(String),
    /// ISBN-13; for a chapter also its folded title, since all chapters of a book share the number.
    Isbn(String, Option<String>),
    /// Address in canonical form.
    Url(String),
    /// Id within the site's `sources/`.
    Shared(String),
    /// Folded title, year and first author.
    Described {
        /// Title, folded.
        title: String,
        /// Year of publication.
        year: i32,
        /// First author's family name, folded.
        author: String,
    },
}

impl SourceKey {
    /// How strong: 0 is the strongest. Keys of one kind have one rank.
    pub fn rank(&self) -> usize {
        match self {
            Self::Doi(_) => 0,
            Self::Arxiv(_) => 1,
            Self::Pmid(_) => 2,
            Self::Pmcid(_) => 3,
            Self::Isbn(..) => 4,
            Self::Url(_) => 5,
            Self::Shared(_) => 6,
            Self::Described { .. } => 7,
        }
    }

    /// Number of ranks.
    pub const RANKS: usize = 8;

    /// Whether two different keys of this kind mean two works (a work has one DOI; it may have several addresses).
    pub fn is_unique(&self) -> bool {
        self.rank() <= 3
    }
}

impl SourceKey {
    /// What two entries have that share this key, as a reader sees it: `the DOI 10.1000/182`.
    pub fn in_words(&self) -> String {
        match self {
            Self::Arxiv(id) => format!("the arXiv id {id}"),
            Self::Isbn(id, Some(_)) => format!("the ISBN {id} and one title"),
            Self::Described { year, .. } => format!("one title, one first author and the year {}", year_text(*year)),
            key => format!("the {key}"),
        }
    }
}

impl fmt::Display for SourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Doi(id) => write!(f, "{} {id}", Kind::Doi.label()),
            Self::Arxiv(id) => write!(f, "{} {id}", Kind::Arxiv.label()),
            Self::Pmid(id) => write!(f, "{} {id}", Kind::Pmid.label()),
            Self::Pmcid(id) => write!(f, "{} {id}", Kind::Pmcid.label()),
            Self::Isbn(id, None) => write!(f, "ISBN {id}"),
            Self::Isbn(id, Some(title)) => write!(f, "ISBN {id} with title \"{title}\""),
            Self::Url(url) => write!(f, "address {url}"),
            Self::Shared(id) => write!(f, "shared id {id}"),
            Self::Described { title, year, author } => write!(f, "title \"{title}\", {year}, {author}"),
        }
    }
}

/// All keys of `source`, strongest first. `shared` is its id within the site's `sources/`, where it comes from there.
pub fn keys(source: &Source, shared: Option<&str>) -> Vec<SourceKey> {
    let ids = &source.ids;
    let arxiv = ids.arxiv.clone().or_else(|| ids.doi.as_deref().and_then(arxiv_of_doi));
    let all = [
        ids.doi.clone().map(SourceKey::Doi),
        arxiv.map(SourceKey::Arxiv),
        ids.pmid.clone().map(SourceKey::Pmid),
        ids.pmcid.clone().map(SourceKey::Pmcid),
        isbn_key(source),
        source.url.as_deref().map(canonical).filter(|u| !u.is_empty()).map(SourceKey::Url),
        shared.map(|id| SourceKey::Shared(id.to_owned())),
        described(source),
    ];
    all.into_iter().flatten().collect()
}

fn isbn_key(source: &Source) -> Option<SourceKey> {
    let isbn = source.ids.isbn.clone()?;
    match kind_of(source) {
        SourceType::Chapter => Some(fold(&source.title)).filter(|t| !t.is_empty()).map(|t| SourceKey::Isbn(isbn, Some(t))),
        _ => Some(SourceKey::Isbn(isbn, None)),
    }
}

fn described(source: &Source) -> Option<SourceKey> {
    let title = fold(&source.title);
    let author = fold(family(source.authors.first()?));
    let year = source.issued?.year;
    (!title.is_empty() && !author.is_empty()).then_some(SourceKey::Described { title, year, author })
}
