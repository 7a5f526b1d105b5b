//! Identifiers of works and people: each from what was pasted to its normal form, checked by its own grammar and check digit.
//!
//! One function an identifier ([doi], [arxiv], [pmid], [pmcid], [isbn], [issn], [orcid]). `Ok` holds the normal form,
//! `Err` says why not, in words that can stand in a diagnostic. What addresses they have is in [super::address].
//!
//! Invariant: offline. A good check digit does not say that the work exists.

use super::address;

/// Which identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    Doi,
    Arxiv,
    Pmid,
    Pmcid,
    Isbn,
    Issn,
    Orcid,
}

impl Kind {
    /// The key of a source's front matter that holds it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Doi => "doi",
            Self::Arxiv => "arxiv",
            Self::Pmid => "pmid",
            Self::Pmcid => "pmcid",
            Self::Isbn => "isbn",
            Self::Issn => "issn",
            Self::Orcid => "orcid",
        }
    }

    /// Its name as people write it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Doi => "DOI",
            Self::Arxiv => "arXiv",
            Self::Pmid => "PubMed",
            Self::Pmcid => "PMC",
            Self::Isbn => "ISBN",
            Self::Issn => "ISSN",
            Self::Orcid => "ORCID",
        }
    }

    /// Normal form of `text` as this kind; `Err` says why it is none.
    pub fn normal(self, text: &str) -> Result<String, String> {
        match self {
            Self::Doi => doi(text),
            Self::Arxiv => arxiv(text),
            Self::Pmid => pmid(text),
            Self::Pmcid => pmcid(text),
            Self::Isbn => isbn(text),
            Self::Issn => issn(text),
            Self::Orcid => orcid(text),
        }
    }
}

/// DOI in lower case without resolver: `10.1000/182`.
///
/// Grammar and case folding: DOI Handbook, sections 2.2 and 2.4 (ASCII letters do not distinguish DOIs).
pub fn doi(text: &str) -> Result<String, String> {
    let bare = address::doi_part(text.trim());
    let bare = trim_sentence_end(&bare);
    let Some(rest) = bare.strip_prefix("10.") else { return Err("a DOI starts with `10.`".to_owned()) };
    let Some((registrant, suffix)) = rest.split_once('/') else {
        return Err("a DOI has a `/` after its prefix (`10.1000/182`)".to_owned());
    };
    let mut parts = registrant.split('.');
    let first = parts.next().unwrap_or("");
    let digits = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
    if first.len() < 4 || !digits(first) || !parts.all(digits) {
        return Err("the prefix of a DOI is `10.` and four digits or more".to_owned());
    }
    if suffix.is_empty() {
        return Err("nothing follows the `/` of the DOI".to_owned());
    }
    if let Some(bad) = suffix.chars().find(|c| c.is_whitespace() || c.is_control()) {
        return Err(format!("a DOI holds no {}", if bad.is_control() { "control character" } else { "space" }));
    }
    Ok(bare.to_ascii_lowercase())
}

/// `text` without what a sentence around it left at its end: full stops, commas, quotes, a bracket that it did not open.
fn trim_sentence_end(text: &str) -> &str {
    let mut text = text;
    while let Some(last) = text.chars().next_back() {
        let open = match last {
            '.' | ',' | ';' | ':' | '"' | '\'' | '’' | '”' | '»' => None,
            ')' => Some('('),
            ']' => Some('['),
            '}' => Some('{'),
            '>' => Some('<'),
            _ => break,
        };
        if open.is_some_and(|open| text.matches(open).count() >= text.matches(last).count()) {
            break;
        }
        text = &text[..text.len() - last.len_utf8()];
    }
    text
}

/// Archives of the scheme that ended in March 2007 (arXiv identifier scheme, "Identifiers up to March 2007").
const OLD_ARCHIVES: [&str; 38] = [
    "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph", "cmp-lg", "comp-gas",
    "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math", "math-ph", "mtrl-th", "nlin",
    "nucl-ex", "nucl-th", "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio", "q-fin", "quant-ph", "solv-int", "stat", "supr-con", "test",
    "eess",
];

/// arXiv id without version: `2107.10833`, or `math/0309136` in the scheme before April 2007 (the subject class is dropped,
/// as it does not distinguish papers). Grammar: <https://info.arxiv.org/help/arxiv_identifier.html>.
pub fn arxiv(text: &str) -> Result<String, String> {
    let bare = address::arxiv_part(text.trim());
    let bare = trim_sentence_end(&bare);
    let bare = bare.strip_suffix(".pdf").unwrap_or(bare);
    let bare = without_version(bare);
    match bare.split_once('/') {
        Some((archive, number)) => old_arxiv(archive, number),
        None => new_arxiv(bare),
    }
}

fn without_version(id: &str) -> &str {
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let head = &id[..id.len() - digits];
    match head.strip_suffix(['v', 'V']) {
        Some(head) if digits > 0 && head.ends_with(|c: char| c.is_ascii_digit()) => head,
        _ => id,
    }
}

fn new_arxiv(id: &str) -> Result<String, String> {
    const SHAPE: &str = "an arXiv id is `YYMM.NNNNN`, or `archive/YYMMNNN` before April 2007";
    let (month, number) = id.split_once('.').ok_or(SHAPE)?;
    let digits = |p: &str| p.bytes().all(|b| b.is_ascii_digit());
    if month.len() != 4 || !digits(month) || !digits(number) || !(4..=5).contains(&number.len()) {
        return Err(SHAPE.to_owned());
    }
    check_month(month)?;
    if month < "0704" {
        return Err("arXiv ids of this form begin with April 2007 (`0704`)".to_owned());
    }
    let expected = if month < "1501" { 4 } else { 5 };
    if number.len() != expected {
        return Err(format!("an arXiv id of {month} has {expected} digits after the dot"));
    }
    Ok(id.to_owned())
}

fn old_arxiv(archive: &str, number: &str) -> Result<String, String> {
    let archive = archive.split('.').next().unwrap_or("").to_ascii_lowercase();
    if !OLD_ARCHIVES.contains(&archive.as_str()) {
        return Err(format!("arXiv has no archive `{archive}`"));
    }
    if number.len() != 7 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("seven digits follow `{archive}/` in an arXiv id"));
    }
    check_month(&number[..4])?;
    Ok(format!("{archive}/{number}"))
}

fn check_month(yymm: &str) -> Result<(), String> {
    let month: u8 = yymm[2..].parse().unwrap_or(0);
    if (1..=12).contains(&month) { Ok(()) } else { Err(format!("`{yymm}` is no year and month")) }
}

/// PubMed id: one to eight digits without leading zeros (MEDLINE/PubMed Data Element Descriptions, "PMID").
pub fn pmid(text: &str) -> Result<String, String> {
    let bare = address::pmid_part(text.trim());
    number(&bare, 8).ok_or_else(|| "a PubMed id is a number of up to eight digits".to_owned())
}

/// PubMed Central id: `PMC` and digits, without a version (NLM, "PMCID": <https://www.ncbi.nlm.nih.gov/pmc/pmctopmid/>).
pub fn pmcid(text: &str) -> Result<String, String> {
    let bare = address::pmcid_part(text.trim()).to_ascii_uppercase();
    let digits = bare.strip_prefix("PMC").unwrap_or(&bare);
    let digits =
        digits.split_once('.').map_or(digits, |(id, version)| if version.bytes().all(|b| b.is_ascii_digit()) { id } else { digits });
    let digits = number(digits, 9).ok_or("a PubMed Central id is `PMC` and digits (`PMC123456`)")?;
    Ok(format!("PMC{digits}"))
}

fn number(text: &str, longest: usize) -> Option<String> {
    let digits = text.trim_start_matches('0');
    let good = !digits.is_empty() && digits.len() <= longest && digits.bytes().all(|b| b.is_ascii_digit());
    good.then(|| digits.to_owned())
}

/// ISBN-13, digits only; an ISBN-10 is converted (ISO 2108:2017, annex A: check digits; section 4: prefixes 978, 979).
pub fn isbn(text: &str) -> Result<String, String> {
    let bare = strip_label(text, &["urn:isbn:", "isbn-13:", "isbn-10:", "isbn-13", "isbn-10", "isbn:", "isbn"]);
    let bare = compact(bare);
    match bare.len() {
        10 => isbn10(&bare),
        13 => isbn13(&bare),
        n => Err(format!("an ISBN has 13 digits (or 10), this has {n}")),
    }
}

fn isbn13(digits: &str) -> Result<String, String> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("an ISBN-13 is made of digits alone".to_owned());
    }
    if !digits.starts_with("978") && !digits.starts_with("979") {
        return Err("an ISBN-13 starts with 978 or 979".to_owned());
    }
    let expected = ean_check(&digits[..12]);
    if digits.ends_with(expected) { Ok(digits.to_owned()) } else { Err(check_digit(expected)) }
}

fn isbn10(digits: &str) -> Result<String, String> {
    let (body, last) = digits.split_at_checked(9).ok_or("an ISBN is made of digits alone")?;
    if !body.bytes().all(|b| b.is_ascii_digit()) || !last.ends_with(|c: char| c.is_ascii_digit() || c == 'X') {
        return Err("an ISBN-10 is nine digits and a digit or X".to_owned());
    }
    let expected = mod11(body, 10);
    if !last.ends_with(expected) {
        return Err(check_digit(expected));
    }
    let twelve = format!("978{body}");
    let check = ean_check(&twelve);
    Ok(format!("{twelve}{check}"))
}

/// Check digit of twelve digits with weights 1 and 3 (EAN-13).
fn ean_check(twelve: &str) -> char {
    let sum: u32 = twelve.bytes().enumerate().map(|(i, b)| u32::from(b - b'0') * if i % 2 == 0 { 1 } else { 3 }).sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// Check digit with weights that fall from `top` to 2, modulus 11, X for ten.
fn mod11(body: &str, top: u32) -> char {
    let sum: u32 = body.bytes().zip((2..=top).rev()).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    digit_or_x((11 - sum % 11) % 11)
}

fn digit_or_x(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('X')
}

fn check_digit(expected: char) -> String {
    format!("check digit should be {expected}")
}

/// ISSN with its hyphen: `1234-5679` (ISO 3297:2022, annex A: modulus 11 with weights 8 to 2).
pub fn issn(text: &str) -> Result<String, String> {
    let bare = compact(strip_label(
        text,
        &["urn:issn:", "e-issn:", "eissn:", "p-issn:", "issn:", "issn", "https://portal.issn.org/resource/issn/"],
    ));
    let good =
        bare.len() == 8 && bare.bytes().take(7).all(|b| b.is_ascii_digit()) && bare.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    if !good {
        return Err("an ISSN has eight characters, `1234-5679`".to_owned());
    }
    let expected = mod11(&bare[..7], 8);
    if bare.ends_with(expected) { Ok(format!("{}-{}", &bare[..4], &bare[4..])) } else { Err(check_digit(expected)) }
}

/// ORCID iD with hyphens: `0000-0002-1825-0097` (ISO 27729, check character ISO/IEC 7064 MOD 11-2;
/// <https://support.orcid.org/hc/en-us/articles/360006897674>).
pub fn orcid(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let last = text.rsplit('/').next().unwrap_or(text);
    let bare = compact(strip_label(last, &["orcid:", "orcid"]));
    let good =
        bare.len() == 16 && bare.bytes().take(15).all(|b| b.is_ascii_digit()) && bare.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    if !good {
        return Err("an ORCID iD has sixteen characters, `0000-0002-1825-0097`".to_owned());
    }
    let total = bare.bytes().take(15).fold(0u32, |sum, b| (sum + u32::from(b - b'0')) * 2 % 11);
    let expected = digit_or_x((12 - total % 11) % 11);
    if !bare.ends_with(expected) {
        return Err(check_digit(expected));
    }
    Ok(format!("{}-{}-{}-{}", &bare[..4], &bare[4..8], &bare[8..12], &bare[12..]))
}

/// `text` without the first of `labels` that it starts with, in either case.
fn strip_label<'a>(text: &'a str, labels: &[&str]) -> &'a str {
    let text = text.trim();
    labels.iter().find_map(|label| address::strip_prefix_ci(text, label)).unwrap_or(text)
}

/// `text` without hyphens (of any kind) and spaces, in upper case.
fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '−')).flat_map(char::to_uppercase).collect()
}
