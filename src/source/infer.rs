//! The kind of a work: as given, else [inferred](kind_of) from what the entry holds. Also the words that name kinds.

use super::address::from_url;
use super::{Form, Source, SourceType};

impl SourceType {
    /// All kinds, in the order in which the front matter's documentation lists them.
    pub const ALL: [Self; 14] = [
        Self::Article,
        Self::Preprint,
        Self::Book,
        Self::Chapter,
        Self::Report,
        Self::Dataset,
        Self::Web,
        Self::News,
        Self::Video,
        Self::Standard,
        Self::Legal,
        Self::Software,
        Self::Thesis,
        Self::Other,
    ];

    /// The word of the front matter.
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Preprint => "preprint",
            Self::Book => "book",
            Self::Chapter => "chapter",
            Self::Report => "report",
            Self::Dataset => "dataset",
            Self::Web => "web",
            Self::News => "news",
            Self::Video => "video",
            Self::Standard => "standard",
            Self::Legal => "legal",
            Self::Software => "software",
            Self::Thesis => "thesis",
            Self::Other => "other",
        }
    }

    /// The kind that `word` names, in any case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()))
    }
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 13] = [
        Self::Conference,
        Self::Magazine,
        Self::Encyclopedia,
        Self::Patent,
        Self::Case,
        Self::Manuscript,
        Self::Review,
        Self::Pamphlet,
        Self::Treaty,
        Self::Letter,
        Self::Talk,
        Self::Image,
        Self::Audio,
    ];

    /// The word of the front matter, which stands in the place of the kind's.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conference => "conference",
            Self::Magazine => "magazine",
            Self::Encyclopedia => "encyclopedia",
            Self::Patent => "patent",
            Self::Case => "case",
            Self::Manuscript => "manuscript",
            Self::Review => "review",
            Self::Pamphlet => "pamphlet",
            Self::Treaty => "treaty",
            Self::Letter => "letter",
            Self::Talk => "talk",
            Self::Image => "image",
            Self::Audio => "audio",
        }
    }

    /// The kind that works of this form are.
    pub fn kind(self) -> SourceType {
        match self {
            Self::Conference | Self::Review => SourceType::Article,
            Self::Magazine => SourceType::News,
            Self::Encyclopedia => SourceType::Chapter,
            Self::Pamphlet => SourceType::Book,
            Self::Patent | Self::Case | Self::Treaty => SourceType::Legal,
            Self::Manuscript | Self::Letter | Self::Talk | Self::Image | Self::Audio => SourceType::Other,
        }
    }

    /// The form that `word` names, in any case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word().eq_ignore_ascii_case(word.trim()))
    }
}

/// The kind of `source`: as given; else article for a work in a journal, preprint for arXiv and its like, book or chapter for an
/// ISBN, dataset, software and video by where the work lies, web for a mere address, else other.
pub fn kind_of(source: &Source) -> SourceType {
    source.kind.unwrap_or_else(|| infer(source))
}

fn infer(source: &Source) -> SourceType {
    let ids = &source.ids;
    let doi = ids.doi.as_deref().unwrap_or("");
    let held = source.container.is_some();
    if is_preprint(source, doi) {
        return SourceType::Preprint;
    }
    if let Some(kind) = by_registrant(doi) {
        return kind;
    }
    if ids.isbn.is_some() {
        return if held && (source.pages.is_some() || !doi.is_empty()) { SourceType::Chapter } else { SourceType::Book };
    }
    let periodical = source.volume.is_some() || source.issue.is_some() || ids.issn.is_some();
    if ids.pmid.is_some() || ids.pmcid.is_some() || held && (!doi.is_empty() || periodical || source.pages.is_some()) {
        return SourceType::Article;
    }
    if let Some(kind) = source.url.as_deref().and_then(by_host) {
        return kind;
    }
    if !doi.is_empty() {
        return SourceType::Article;
    }
    if source.url.is_some() { SourceType::Web } else { SourceType::Other }
}

/// arXiv, bioRxiv and medRxiv, ChemRxiv, OSF, Research Square, SSRN, Preprints.org; or an arXiv id with no other DOI or journal.
fn is_preprint(source: &Source, doi: &str) -> bool {
    const PREFIXES: [&str; 8] = ["10.48550/", "10.1101/20", "10.26434/", "10.31234/", "10.31219/", "10.21203/", "10.2139/", "10.20944/"];
    let arxiv = source.ids.arxiv.is_some() || source.url.as_deref().is_some_and(|url| from_url(url).arxiv.is_some());
    let published = source.container.as_deref().is_some_and(|c| !c.to_lowercase().contains("rxiv")) || source.volume.is_some();
    PREFIXES.iter().any(|p| doi.starts_with(p)) || arxiv && doi.is_empty() && !published
}

/// Registrants whose DOIs all name one kind of thing: Zenodo, Dryad, figshare, Dataverse, PANGAEA and ICPSR hold data.
fn by_registrant(doi: &str) -> Option<SourceType> {
    const DATA: [&str; 6] = ["10.5281/", "10.5061/", "10.6084/", "10.7910/", "10.1594/", "10.3886/"];
    DATA.iter().any(|p| doi.starts_with(p)).then_some(SourceType::Dataset)
}

fn by_host(url: &str) -> Option<SourceType> {
    let canonical = super::address::canonical(url);
    let host = canonical.strip_prefix("https://")?.split('/').next()?;
    match host {
        "youtube.com" | "youtu.be" | "m.youtube.com" | "vimeo.com" => Some(SourceType::Video),
        "github.com" | "gitlab.com" | "codeberg.org" | "crates.io" | "pypi.org" | "npmjs.com" => Some(SourceType::Software),
        "eur-lex.europa.eu" | "legislation.gov.uk" => Some(SourceType::Legal),
        "kaggle.com" if url.contains("/datasets/") => Some(SourceType::Dataset),
        "huggingface.co" if url.contains("/datasets/") => Some(SourceType::Dataset),
        _ => None,
    }
}
