//! The formats that sources come and go in.
//!
//! Read: BibTeX and BibLaTeX, RIS, PubMed nbib, EndNote XML, CSL-JSON, and ibid's own YAML. Written: BibTeX, RIS, CSL-JSON.

pub mod bibtex;
pub mod bibtex_read;
pub mod csl;
pub mod records;
pub mod ris;

use super::{Source, yaml};
use crate::base::path::SitePath;
use crate::diag::Checked;

/// Reads a bibliography file, by its ending. A broken entry is a finding, the others are kept.
pub fn read(file: &SitePath, text: &str) -> Checked<Vec<Source>> {
    let ending = file.as_str().rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let mut checked = match ending.as_str() {
        "bib" => bibtex_read::read(file, text),
        "ris" | "nbib" | "xml" => records::read(file, text, &ending),
        "json" => csl::read(file, text),
        _ => yaml::parse_sources(file, text),
    };
    for source in &mut checked.value {
        source.complete();
    }
    checked
}

/// The text of a bibliography file: UTF-8, else Windows-1252, in which older reference managers write.
pub fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| windows_1252(*b)).collect(),
    }
}

/// The character of a byte in Windows-1252 (WHATWG Encoding Standard, index windows-1252).
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
