//! tmp
#![allow(missing_docs)]
use super::*;
use crate::base::date::Date;
pub struct CiteRecord { pub title: String, pub authors: Vec<String>, pub site: String, pub url: Option<String>, pub date: Option<Date>, pub lang: String, pub id: String }
pub fn byline(s: &Source) -> String { let mut p: Vec<String> = vec![]; if let Some(x) = &s.publisher { p.push(x.clone()) } if let Some(i) = s.issued { p.push(i.year.to_string()) } p.join(" · ") }
pub fn resolver(kind: &str, id: &str) -> String { match kind { "doi" => format!("https://doi.org/{id}"), "arxiv" => format!("https://arxiv.org/abs/{id}"), _ => format!("https://pubmed.ncbi.nlm.nih.gov/{id}/") } }
pub fn cite_text(r: &CiteRecord) -> String { r.title.clone() }
pub fn cite_bibtex(r: &CiteRecord) -> String { r.title.clone() }
pub fn cite_ris(r: &CiteRecord) -> String { r.title.clone() }
pub fn cite_csl(r: &CiteRecord) -> String { r.title.clone() }
pub fn cite_markdown(r: &CiteRecord) -> String { r.title.clone() }
