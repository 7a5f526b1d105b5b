//! The cited work: [Source], its [identifiers](identifier), its people, and the formats it comes and goes in.
//!
//! Invariant: knows no article. What one article says of a work (finding, evidence, stance) is carried in
//! [Source] too, since an article's front matter declares both at once; [key] is the work's identity alone.

pub mod address;
pub mod cite;
pub mod entry;
pub mod formats;
pub mod identifier;
pub mod infer;
pub mod key;
pub mod name;
pub mod reference;
pub mod retractions;
pub mod style;
pub mod works;
pub mod yaml;
pub mod yaml_write;

use crate::base::date::Date;

/// One entry of `sources`, with everything that was recorded of the work and of what it showed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The author's name for it in this article; never a bare number. `None` where none was given: then it is cited by number only.
    pub id: Option<String>,
    /// Title as typed. Empty only while a `ref` was not found.
    pub title: String,
    /// What the source showed, in one line.
    pub finding: Option<String>,
    /// Recorded evidence, in order.
    pub evidence: Vec<Evidence>,
    /// An id in `sources/` or a bibliography that this entry takes its fields from.
    pub reference: Option<String>,
    /// Authors in order.
    pub authors: Vec<Name>,
    /// Editors of the book or proceedings that it is, or that hold it.
    pub editors: Vec<Name>,
    /// When it was published.
    pub issued: Option<Issued>,
    /// Journal, site or book that holds it.
    pub container: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Where the publisher is.
    pub place: Option<String>,
    /// Edition (`2`, `revised`).
    pub edition: Option<String>,
    /// Volume.
    pub volume: Option<String>,
    /// Issue.
    pub issue: Option<String>,
    /// Pages, as typed (`12–34`).
    pub pages: Option<String>,
    /// Kind of work, given or inferred.
    pub kind: Option<SourceType>,
    /// What more exactly, where the kind is too coarse for other programs.
    pub form: Option<Form>,
    /// Identifiers, normalised.
    pub ids: Identifiers,
    /// Address.
    pub url: Option<String>,
    /// When the address was read.
    pub accessed: Option<Date>,
    /// An archived copy's address.
    pub archived: Option<String>,
    /// What became of the work.
    pub status: Status,
    /// A notice about it (of retraction, correction …): text or address.
    pub notice: Option<String>,
    /// What took its place: an id, identifier or address.
    pub superseded_by: Option<String>,
    /// How it stands to the answer.
    pub stance: Option<Stance>,
    /// Whether it must be cited in the text.
    pub cited: Cited,
    /// Who compared the entry with the work, and when.
    pub verified: Option<Verified>,
}

/// Identifiers of a work, each in its normal form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identifiers {
    /// DOI without resolver, lower case: `10.1000/182`.
    pub doi: Option<String>,
    /// arXiv id without version: `2107.10833`.
    pub arxiv: Option<String>,
    /// PubMed id, digits.
    pub pmid: Option<String>,
    /// PubMed Central id: `PMC123`.
    pub pmcid: Option<String>,
    /// ISBN-13, digits.
    pub isbn: Option<String>,
    /// ISSN: `1234-567X`.
    pub issn: Option<String>,
}

/// A recorded piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What kind of record.
    pub kind: EvidenceKind,
    /// The words or the figure.
    pub text: String,
    /// Where in the source (`p. 12`, `Table 2`).
    pub at: Option<String>,
    /// A remark by the author of the article.
    pub note: Option<String>,
}

/// What kind of record an [Evidence] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceKind {
    /// The source's own words.
    Quote,
    /// A figure with its unit.
    Figure,
    /// What the source states, in the article's words. The kind of a bare string.
    Statement,
}

/// A name of a person or an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// A person, in parts.
    Person {
        /// Family name with its particles (`van der Berg`).
        family: String,
        /// Given names or initials; may be empty.
        given: String,
    },
    /// A name that has no parts: an organisation, or one as typed.
    Literal(String),
}

/// When a work was published: a year at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Issued {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
}

/// Kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum SourceType {
    Article,
    Preprint,
    Book,
    Chapter,
    Report,
    Dataset,
    Web,
    News,
    Video,
    Standard,
    Legal,
    Software,
    Thesis,
    Other,
}

/// What a work is more exactly than its [SourceType] says: forms that bibliographies tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// An article in the proceedings of a conference.
    Conference,
    /// An article in a magazine.
    Magazine,
    /// An entry of an encyclopedia.
    Encyclopedia,
    /// A patent.
    Patent,
    /// A decision of a court.
    Case,
    /// A work that was not published.
    Manuscript,
    /// A review of another work.
    Review,
    /// A pamphlet or booklet.
    Pamphlet,
    /// A treaty.
    Treaty,
    /// A letter or another private message.
    Letter,
    /// A talk.
    Talk,
    /// A picture.
    Image,
    /// A recording of sound.
    Audio,
}

/// What became of a work after its publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// Nothing known against it.
    #[default]
    Ok,
    /// Corrected.
    Corrected,
    /// Under an expression of concern.
    Concern,
    /// Retracted.
    Retracted,
    /// Another work took its place.
    Superseded,
}

/// How a work stands to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Stance {
    Supports,
    Contrasts,
    Mixed,
    Background,
}

/// Whether a listed source must be cited in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cited {
    /// It must: an uncited one is a finding.
    #[default]
    Required,
    /// It was consulted only.
    Background,
}

/// Who compared an entry with the work, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Who.
    pub by: String,
    /// When.
    pub on: Option<Date>,
}

impl Status {
    /// The word of front matter; `None` where there is nothing to say.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Ok => None,
            Self::Corrected => Some("corrected"),
            Self::Concern => Some("concern"),
            Self::Retracted => Some("retracted"),
            Self::Superseded => Some("superseded"),
        }
    }
}

impl Stance {
    /// The word of front matter.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Contrasts => "contrasts",
            Self::Mixed => "mixed",
            Self::Background => "background",
        }
    }
}

impl EvidenceKind {
    /// The key of front matter.
    pub fn word(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Figure => "figure",
            Self::Statement => "statement",
        }
    }
}

impl Source {
    /// Takes from `shared` every field that this entry leaves open. What this entry says itself stays.
    pub fn fill_from(&mut self, shared: &Source) {
        fn fill<T: Clone>(mine: &mut Option<T>, theirs: &Option<T>) {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        }
        if self.title.is_empty() {
            self.title.clone_from(&shared.title);
        }
        if self.authors.is_empty() {
            self.authors.clone_from(&shared.authors);
        }
        if self.editors.is_empty() {
            self.editors.clone_from(&shared.editors);
        }
        if self.evidence.is_empty() {
            self.evidence.clone_from(&shared.evidence);
        }
        if self.status == Status::Ok {
            self.status = shared.status;
        }
        fill(&mut self.finding, &shared.finding);
        fill(&mut self.issued, &shared.issued);
        fill(&mut self.container, &shared.container);
        fill(&mut self.publisher, &shared.publisher);
        fill(&mut self.place, &shared.place);
        fill(&mut self.edition, &shared.edition);
        fill(&mut self.volume, &shared.volume);
        fill(&mut self.issue, &shared.issue);
        fill(&mut self.pages, &shared.pages);
        if self.kind.is_none_or(|kind| Some(kind) == shared.kind) {
            fill(&mut self.form, &shared.form);
        }
        fill(&mut self.kind, &shared.kind);
        fill(&mut self.ids.doi, &shared.ids.doi);
        fill(&mut self.ids.arxiv, &shared.ids.arxiv);
        fill(&mut self.ids.pmid, &shared.ids.pmid);
        fill(&mut self.ids.pmcid, &shared.ids.pmcid);
        fill(&mut self.ids.isbn, &shared.ids.isbn);
        fill(&mut self.ids.issn, &shared.ids.issn);
        fill(&mut self.url, &shared.url);
        fill(&mut self.accessed, &shared.accessed);
        fill(&mut self.archived, &shared.archived);
        fill(&mut self.notice, &shared.notice);
        fill(&mut self.superseded_by, &shared.superseded_by);
        fill(&mut self.stance, &shared.stance);
        fill(&mut self.verified, &shared.verified);
    }
}
