//! Addresses of works: from an identifier to its page ([url_of]), from a pasted address to identifiers ([from_url]),
//! and the one form in which two addresses of one page are equal ([canonical]).

use super::Identifiers;
use super::identifier::{self, Kind};
use crate::base::url::decode;
use std::fmt::Write as _;

/// The address at which a reader finds the work (or person) that `id`, in normal form, names.
pub fn url_of(kind: Kind, id: &str) -> String {
    match kind {
        Kind::Doi => encode_doi("https://doi.org/", id),
        Kind::Arxiv => format!("https://arxiv.org/abs/{id}"),
        Kind::Pmid => format!("https://pubmed.ncbi.nlm.nih.gov/{id}/"),
        Kind::Pmcid => format!("https://pmc.ncbi.nlm.nih.gov/articles/{id}/"),
        Kind::Isbn => format!("https://search.worldcat.org/search?q=bn:{id}"),
        Kind::Issn => format!("https://portal.issn.org/resource/ISSN/{id}"),
        Kind::Orcid => format!("https://orcid.org/{id}"),
    }
}

/// A DOI behind the beginning of an address: all but unreserved characters, `/` and harmless punctuation is percent-encoded (DOI Handbook, section 3.8).
fn encode_doi(begin: &str, doi: &str) -> String {
    let mut out = String::with_capacity(begin.len() + doi.len());
    out.push_str(begin);
    for byte in doi.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:;()@!$*,=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The identifiers that a pasted address names: of a DOI resolver, arXiv, PubMed, PubMed Central, or a publisher whose addresses hold the DOI.
pub fn from_url(url: &str) -> Identifiers {
    let mut ids = Identifiers::default();
    let Some(parts) = Parts::split(url.trim()) else { return ids };
    match parts.host.as_str() {
        "doi.org" => ids.doi = identifier::doi(url).ok(),
        "arxiv.org" => ids.arxiv = identifier::arxiv(url).ok(),
        "pubmed.ncbi.nlm.nih.gov" => ids.pmid = identifier::pmid(url).ok(),
        "pmc.ncbi.nlm.nih.gov" | "europepmc.org" if url.contains("PMC") => ids.pmcid = identifier::pmcid(url).ok(),
        "ncbi.nlm.nih.gov" if parts.path.starts_with("/pmc/") => ids.pmcid = identifier::pmcid(url).ok(),
        "ncbi.nlm.nih.gov" if parts.path.starts_with("/pubmed/") => ids.pmid = identifier::pmid(url).ok(),
        _ => ids.doi = embedded_doi(&parts.path),
    }
    if ids.arxiv.is_none() {
        ids.arxiv = ids.doi.as_deref().and_then(arxiv_of_doi);
    }
    ids
}

/// The arXiv id inside a DOI that arXiv itself gave out: `10.48550/arxiv.2107.10833`.
pub fn arxiv_of_doi(doi: &str) -> Option<String> {
    strip_prefix_ci(doi, "10.48550/arxiv.").and_then(|id| identifier::arxiv(id).ok())
}

/// A DOI in a publisher's path: after `/doi/`, `/doi/full/`, `/doi/abs/`, `/doi/pdf/`, `/doi/epdf/`, or as the whole of `/article/…`, `/content/…`.
fn embedded_doi(path: &str) -> Option<String> {
    let marked =
        path.contains("/doi/") || ["/article/", "/articles/", "/chapter/", "/book/", "/content/"].iter().any(|p| path.starts_with(p));
    let at = path.find("/10.").filter(|_| marked)? + 1;
    let tail = ["/full", "/abstract", "/pdf", "/html", "/epdf", ".pdf", ".full"]
        .iter()
        .fold(&path[at..], |doi, end| doi.strip_suffix(end).unwrap_or(doi));
    identifier::doi(&decode(tail)).ok()
}

/// The DOI inside `text` where it is a resolver's address or has a label; else `text`.
pub(super) fn doi_part(text: &str) -> String {
    if let Some(parts) = Parts::split(text) {
        let resolver = parts.host == "doi.org" || parts.host.ends_with(".doi.org") || parts.path.starts_with("/10.");
        if resolver {
            return decode(parts.path.trim_start_matches('/').trim_end_matches('/'));
        }
    }
    for label in ["urn:doi:", "info:doi/", "doi:", "doi.org/", "dx.doi.org/", "www.doi.org/", "doi "] {
        if let Some(rest) = strip_prefix_ci(text, label) {
            return rest.trim_start().to_owned();
        }
    }
    text.to_owned()
}

pub(super) fn arxiv_part(text: &str) -> String {
    let after_host = Parts::split(text).filter(|p| p.host == "arxiv.org" || p.host.ends_with(".arxiv.org")).map(|p| decode(&p.path));
    let path = after_host.as_deref().or_else(|| strip_prefix_ci(text, "arxiv.org")).map(|p| p.trim_matches('/'));
    if let Some(path) = path {
        let kinds = ["abs/", "pdf/", "html/", "format/", "ps/", "e-print/"];
        return kinds.iter().find_map(|k| path.strip_prefix(k)).unwrap_or(path).to_owned();
    }
    let doi = doi_part(text);
    for label in ["10.48550/arxiv.", "urn:arxiv:", "arxiv:", "arxiv "] {
        if let Some(rest) = strip_prefix_ci(&doi, label) {
            // `arXiv:2107.10833 [cs.CV]`, as arXiv asks papers to be cited.
            return rest.split_whitespace().next().unwrap_or("").to_owned();
        }
    }
    doi
}

pub(super) fn pmid_part(text: &str) -> String {
    if let Some(parts) = Parts::split(text) {
        let path = parts.path.trim_matches('/');
        return path.strip_prefix("pubmed/").unwrap_or(path).split('/').next().unwrap_or("").to_owned();
    }
    let labels = ["pmid:", "pubmed:", "pmid", "pubmed.ncbi.nlm.nih.gov/"];
    let bare = labels.iter().find_map(|l| strip_prefix_ci(text, l)).unwrap_or(text);
    bare.trim().trim_end_matches(['/', '.']).to_owned()
}

pub(super) fn pmcid_part(text: &str) -> String {
    if let Some(parts) = Parts::split(text) {
        let found = parts.path.split('/').find(|p| strip_prefix_ci(p, "pmc").is_some_and(|d| d.starts_with(|c: char| c.is_ascii_digit())));
        return found.unwrap_or("").to_owned();
    }
    strip_prefix_ci(text, "pmcid:").unwrap_or(text).trim().trim_end_matches('.').to_owned()
}

/// `text` after `prefix`, compared without ASCII case.
pub(super) fn strip_prefix_ci<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// An `http(s)` address in parts.
struct Parts {
    /// Lower case, without `www.`, `dx.` (of doi.org) and default port.
    host: String,
    /// From the first `/`, as typed, without query and fragment.
    path: String,
    /// Without `?`; empty where there is none.
    query: String,
}

impl Parts {
    fn split(url: &str) -> Option<Self> {
        let rest = strip_prefix_ci(url, "https://").or_else(|| strip_prefix_ci(url, "http://"))?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        // An unescaped `#` that ends a DOI belongs to it (the old SICI form); any other starts a fragment.
        let tail = tail.find('#').filter(|at| at + 1 < tail.len()).map_or(tail, |at| &tail[..at]);
        let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
        Some(Self { host: host(authority), path: path.to_owned(), query: query.to_owned() })
    }
}

fn host(authority: &str) -> String {
    let host = authority.rsplit('@').next().unwrap_or("").to_ascii_lowercase();
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(&host).trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host == "dx.doi.org" { "doi.org".to_owned() } else { host.to_owned() }
}

/// Query parameters that say how a reader came, never what is shown.
const TRACKING: [&str; 17] = [
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "_ga", "_gl", "ref_src", "ref_url", "cmpid",
    "gbraid", "wbraid", "srsltid",
];

/// The form in which two addresses of one page are equal: scheme and host in lower case, `http` as `https`, without default port,
/// `www.`, final `/`, fragment and tracking parameters (RFC 3986, section 6.2, and custom). For identity, never for links.
///
/// What is no `http(s)` address comes back trimmed, as it stands.
pub fn canonical(url: &str) -> String {
    let url = url.trim();
    let Some(parts) = Parts::split(url) else { return url.to_owned() };
    let path = escapes_upper(parts.path.trim_end_matches(['/', '#']));
    let kept: Vec<&str> = parts.query.trim_end_matches('#').split('&').filter(|p| !p.is_empty() && !is_tracking(p)).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("https://{}{path}{query}", parts.host)
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or("").to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

/// Percent-escapes in upper case; those of unreserved characters undone (RFC 3986, sections 6.2.2.1 and 6.2.2.2).
fn escapes_upper(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let hex = rest.get(at + 1..at + 3).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => out.push(char::from(byte)),
            Some(byte) => {
                let _ = write!(out, "%{byte:02X}");
            }
            None => {
                out.push('%');
                rest = &rest[at + 1..];
                continue;
            }
        }
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
    out
}
