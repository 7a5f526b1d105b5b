//! A source as YAML gives it: one entry of `sources`, in front matter and in `sources/*.yaml` alike.

mod reader;
mod text_or;

pub(crate) use reader::{CITED, STANCES, STATUSES, TYPES};
pub use reader::{Reader, issued, lines, text};
pub use text_or::{FromText, OneOrMany, TextOr};

use super::{Name, name};
use crate::base::yaml::one_line;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The keys of a source.
pub const KEYS: [&str; 35] = [
    "id",
    "title",
    "finding",
    "evidence",
    "ref",
    "authors",
    "author",
    "editors",
    "editor",
    "year",
    "date",
    "container",
    "publisher",
    "place",
    "edition",
    "volume",
    "issue",
    "pages",
    "type",
    "doi",
    "arxiv",
    "pmid",
    "pmcid",
    "isbn",
    "issn",
    "url",
    "accessed",
    "archived",
    "status",
    "notice",
    "superseded_by",
    "stance",
    "cited",
    "verified",
    "note",
];

/// One entry as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSource {
    id: Option<String>,
    title: Option<String>,
    finding: Option<String>,
    evidence: Option<OneOrMany<RawEvidence>>,
    #[serde(rename = "ref")]
    reference: Option<String>,
    #[serde(alias = "author")]
    authors: Option<OneOrMany<RawName>>,
    #[serde(alias = "editor")]
    editors: Option<OneOrMany<RawName>>,
    year: Option<String>,
    date: Option<String>,
    container: Option<String>,
    publisher: Option<String>,
    place: Option<String>,
    edition: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    pages: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    doi: Option<String>,
    arxiv: Option<String>,
    pmid: Option<String>,
    pmcid: Option<String>,
    isbn: Option<String>,
    issn: Option<String>,
    url: Option<String>,
    accessed: Option<String>,
    archived: Option<String>,
    status: Option<String>,
    notice: Option<String>,
    superseded_by: Option<String>,
    stance: Option<String>,
    cited: Option<String>,
    verified: Option<RawVerified>,
    note: Option<String>,
}

/// `sources`: a list, or a map of id to source.
#[derive(Debug, Clone, Default)]
pub struct RawSources(pub Vec<RawEntry>);

/// One entry of [RawSources].
#[derive(Debug, Clone)]
pub struct RawEntry {
    /// Its key, where the sources are a map.
    pub key: Option<String>,
    /// What it says. A bare text is a title.
    pub source: RawSource,
}

impl FromText for RawSource {
    fn from_text(title: String) -> Self {
        Self { title: Some(title), ..Self::default() }
    }
}

impl<'de> Deserialize<'de> for RawSources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = RawSources;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of sources, or a map of ids to sources")
            }
            fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
                Ok(RawSources::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some(TextOr(source)) = items.next_element::<TextOr<RawSource>>()? {
                    out.push(RawEntry { key: None, source });
                }
                Ok(RawSources(out))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some((key, TextOr(source))) = map.next_entry::<String, TextOr<RawSource>>()? {
                    out.push(RawEntry { key: Some(key), source });
                }
                Ok(RawSources(out))
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

#[derive(Debug, Clone)]
struct RawName(Name);

impl FromText for RawName {
    fn from_text(text: String) -> Self {
        Self(name::parse_name(&one_line(&text)))
    }
}

impl<'de> Deserialize<'de> for RawName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize, Default)]
        #[serde(default, deny_unknown_fields)]
        struct Parts {
            name: Option<String>,
            literal: Option<String>,
            family: Option<String>,
            given: Option<String>,
            orcid: Option<String>,
            url: Option<String>,
        }
        impl FromText for Parts {
            fn from_text(text: String) -> Self {
                Self { name: Some(text), ..Self::default() }
            }
        }
        let TextOr(parts) = TextOr::<Parts>::deserialize(deserializer)?;
        let _ = (parts.orcid, parts.url);
        let line = |text: Option<String>| text.map(|t| one_line(&t).into_owned());
        let given = line(parts.given).unwrap_or_default();
        Ok(Self(match (line(parts.family), line(parts.literal), line(parts.name)) {
            (Some(family), _, _) => Name::Person { family, given },
            (None, Some(literal), _) => Name::Literal(literal),
            (None, None, Some(name)) => name::parse_name(&name),
            (None, None, None) => Name::Literal(given),
        }))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawEvidence {
    quote: Option<String>,
    figure: Option<String>,
    statement: Option<String>,
    at: Option<String>,
    note: Option<String>,
}

impl FromText for RawEvidence {
    fn from_text(text: String) -> Self {
        Self { statement: Some(text), ..Self::default() }
    }
}

/// `{by, on}`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawVerified {
    by: Option<String>,
    on: Option<String>,
}
