//! A list of retracted works, in the columns in which the Retraction Watch database is published. The one door to `csv-core`.
//!
//! One row is one notice: what it is about (`OriginalPaperDOI`, `OriginalPaperPubMedID`), what it says (`RetractionNature`:
//! Retraction, Correction, Expression of concern, Reinstatement), when, and why. Works are found by DOI and by PMID.

use super::identifier::{doi, pmid};
use super::{Identifiers, Status};
use csv_core::{ReadFieldResult, Reader};
use std::collections::HashMap;

/// What the list says of one work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What became of it.
    pub status: Status,
    /// When, as `2024-01-15`.
    pub date: Option<String>,
    /// The DOI of the notice.
    pub notice: Option<String>,
    /// Reasons given, parted by commas.
    pub reason: Option<String>,
}

/// Works by DOI and PMID.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Retractions {
    by_doi: HashMap<String, Record>,
    by_pmid: HashMap<String, Record>,
}

const NATURE: &str = "RetractionNature";
const DOI: &str = "OriginalPaperDOI";
const PMID: &str = "OriginalPaperPubMedID";
const DATE: &str = "RetractionDate";
const NOTICE: &str = "RetractionDOI";
const REASON: &str = "Reason";

impl Retractions {
    /// Reads the list. `Err` names the columns that are missing.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = super::formats::decode(bytes);
        let mut rows = rows(text.as_bytes()).into_iter();
        let head = rows.next().unwrap_or_default();
        let column = |name: &str| head.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
        let missing: Vec<&str> = [NATURE, DOI, PMID].into_iter().filter(|name| column(name).is_none()).collect();
        if !missing.is_empty() {
            return Err(format!("it has no column {}", missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", ")));
        }
        let mut out = Self::default();
        for row in rows {
            let get = |name: &str| column(name).and_then(|at| row.get(at)).map(|v| v.trim()).filter(|v| !v.is_empty());
            let Some(nature) = get(NATURE) else { continue };
            let record = status(nature).map(|status| Record {
                status,
                date: get(DATE).and_then(day),
                notice: get(NOTICE).and_then(|d| doi(d).ok()),
                reason: get(REASON).map(reasons),
            });
            // Absent identifiers are `unavailable` and `0`, which are none by their own grammar.
            if let Some(doi) = get(DOI).and_then(|d| doi(d).ok()) {
                put(&mut out.by_doi, doi, &record);
            }
            if let Some(pmid) = get(PMID).and_then(|p| pmid(p).ok()) {
                put(&mut out.by_pmid, pmid, &record);
            }
        }
        Ok(out)
    }

    /// What the list says of the work with these identifiers.
    pub fn find(&self, ids: &Identifiers) -> Option<&Record> {
        let by_doi = ids.doi.as_ref().and_then(|d| self.by_doi.get(d));
        by_doi.or_else(|| ids.pmid.as_ref().and_then(|p| self.by_pmid.get(p)))
    }

    /// How many works it knows by DOI or, without one, by PMID.
    pub fn len(&self) -> usize {
        self.by_doi.len().max(self.by_pmid.len())
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Notes a record; of several the gravest stays, and a reinstatement (`None`) takes all away.
fn put(map: &mut HashMap<String, Record>, key: String, record: &Option<Record>) {
    let Some(record) = record else {
        map.remove(&key);
        return;
    };
    let graver = map.get(&key).is_none_or(|known| grade(known.status) < grade(record.status));
    if graver {
        map.insert(key, record.clone());
    }
}

fn grade(status: Status) -> u8 {
    match status {
        Status::Ok => 0,
        Status::Superseded | Status::Corrected => 1,
        Status::Concern => 2,
        Status::Retracted => 3,
    }
}

/// What a notice says; `None` for a reinstatement.
fn status(nature: &str) -> Option<Status> {
    match nature.to_ascii_lowercase() {
        n if n.starts_with("reinstate") => None,
        n if n.starts_with("correct") => Some(Status::Corrected),
        n if n.contains("concern") => Some(Status::Concern),
        _ => Some(Status::Retracted),
    }
}

/// `1/15/2024 0:00` or `2024-01-15` as `2024-01-15`.
fn day(text: &str) -> Option<String> {
    let date = text.split_whitespace().next()?;
    let parts: Vec<u32> = date.split(['/', '-']).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match parts[..] {
        [year, month, day] if year > 31 => (year, month, day),
        [month, day, year] => (year, month, day),
        _ => return None,
    };
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// `+Concerns/Issues About Data;+Investigation by Journal;` as words.
fn reasons(text: &str) -> String {
    text.split(';').map(|r| r.trim().trim_start_matches('+').trim()).filter(|r| !r.is_empty()).collect::<Vec<_>>().join(", ")
}

/// All rows of a CSV text (RFC 4180), each as its fields.
fn rows(mut input: &[u8]) -> Vec<Vec<String>> {
    let mut reader = Reader::new();
    let mut buffer = vec![0; 64 * 1024];
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        let (result, read, written) = reader.read_field(input, &mut buffer);
        input = &input[read..];
        field.extend_from_slice(&buffer[..written]);
        match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                row.push(String::from_utf8_lossy(&std::mem::take(&mut field)).into_owned());
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::End => return rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason\n";

    fn read(rows: &str) -> Retractions {
        Retractions::read(format!("{HEAD}{rows}").as_bytes()).unwrap()
    }

    fn by_doi(doi: &str) -> Identifiers {
        Identifiers { doi: Some(doi.to_owned()), ..Identifiers::default() }
    }

    #[test]
    fn works_are_found_by_doi_and_by_pmid() {
        let list = read(concat!(
            "1,\"A, with a comma and a\nline end\",1/15/2024 0:00,10.1000/R1,0,10.1000/ABC,0,Retraction,+Error in Data;+Notice - Limited;\n",
            "2,B,2/3/2023 0:00,unavailable,0,unavailable,123456,Expression of concern,\n",
        ));
        let first = list.find(&by_doi("10.1000/abc")).unwrap();
        assert_eq!((first.status, first.date.as_deref()), (Status::Retracted, Some("2024-01-15")));
        assert_eq!(first.notice.as_deref(), Some("10.1000/r1"));
        assert_eq!(first.reason.as_deref(), Some("Error in Data, Notice - Limited"));
        let second = list.find(&Identifiers { pmid: Some("123456".to_owned()), ..Identifiers::default() }).unwrap();
        assert_eq!((second.status, second.notice.as_deref()), (Status::Concern, None));
        assert!(list.find(&Identifiers { pmid: Some("0".to_owned()), ..Identifiers::default() }).is_none());
    }

    #[test]
    fn the_gravest_notice_counts_and_a_reinstatement_ends_it() {
        let list = read(
            "1,A,,,,10.1/a,0,Retraction,\n2,A,,,,10.1/a,0,Correction,\n3,B,,,,10.1000/b,0,Retraction,\n4,B,,,,10.1000/b,0,Reinstatement,\n",
        );
        assert!(list.find(&by_doi("10.1000/b")).is_none());
        let list = read("1,A,,,,10.1000/a,0,Correction,\n2,A,,,,10.1000/a,0,Retraction,\n3,A,,,,10.1000/a,0,Correction,\n");
        assert_eq!(list.find(&by_doi("10.1000/a")).unwrap().status, Status::Retracted);
    }

    #[test]
    fn another_file_is_told_by_the_columns_it_lacks() {
        let why = Retractions::read(b"title,doi\nA,10.1000/a\n").unwrap_err();
        assert!(why.contains("`RetractionNature`") && why.contains("`OriginalPaperDOI`"), "{why}");
        assert!(Retractions::read(b"").is_err());
    }

    #[test]
    fn bytes_that_are_no_utf8_are_no_obstacle() {
        let mut bytes = HEAD.as_bytes().to_vec();
        bytes.extend(b"1,Caf\xe9,,,,10.1000/a,0,Retraction,\n");
        assert_eq!(Retractions::read(&bytes).unwrap().len(), 1);
    }
}
