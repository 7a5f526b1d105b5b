//! Identifiers of works and people: their normal forms, and whether they can be right. All offline: by grammar and check digit.
//!
//! Each function takes what people paste (a bare identifier, a `doi:` form, a resolver's address) and gives the normal
//! form, or why it cannot be one (lower case, no full stop).

use super::Identifiers;

/// A DOI in lower case without resolver (DOI Handbook, section 2.2: `10.` registrant `/` suffix).
pub fn doi(text: &str) -> Result<String, String> {
    let bare = strip(
        text,
        &["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "https://www.doi.org/", "doi.org/", "doi:"],
    );
    let bare = crate::base::url::decode(bare.trim());
    let shape = "a DOI is `10.`, a number, `/` and more, such as 10.1000/182";
    let rest = bare.strip_prefix("10.").ok_or(shape)?;
    let (registrant, suffix) = rest.split_once('/').ok_or(shape)?;
    let digits = registrant.len() >= 3 && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !registrant.starts_with('.');
    if !digits || suffix.is_empty() || bare.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(shape.to_owned());
    }
    Ok(bare.to_lowercase())
}

/// An arXiv identifier without version (arXiv identifier scheme: `YYMM.NNNNN` since April 2007, `archive/YYMMNNN` before).
pub fn arxiv(text: &str) -> Result<String, String> {
    let bare = strip(
        text,
        &[
            "https://arxiv.org/abs/",
            "http://arxiv.org/abs/",
            "https://arxiv.org/pdf/",
            "http://arxiv.org/pdf/",
            "arxiv.org/abs/",
            "arxiv:",
            "https://doi.org/10.48550/arxiv.",
            "10.48550/arxiv.",
        ],
    );
    let bare = bare.trim().trim_end_matches(".pdf");
    let bare = match bare.rfind('v') {
        Some(at) if at > 0 && bare.len() > at + 1 && bare[at + 1..].bytes().all(|b| b.is_ascii_digit()) => &bare[..at],
        _ => bare,
    };
    let shape = || "an arXiv identifier is such as 2107.10833, or math.GT/0309136 for old papers".to_owned();
    let is_digits = |s: &str, n: std::ops::RangeInclusive<usize>| n.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let month = |s: &str| s.get(2..4).and_then(|m| m.parse::<u8>().ok()).is_some_and(|m| (1..=12).contains(&m));
    if let Some((date, number)) = bare.split_once('.').filter(|(d, _)| is_digits(d, 4..=4)) {
        return if is_digits(number, 4..=5) && month(date) { Ok(bare.to_owned()) } else { Err(shape()) };
    }
    let (archive, number) = bare.split_once('/').ok_or_else(shape)?;
    let named = !archive.is_empty() && archive.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'.'));
    if named && is_digits(number, 7..=7) && month(number) { Ok(bare.to_owned()) } else { Err(shape()) }
}

/// A PubMed identifier: one to eight digits.
pub fn pmid(text: &str) -> Result<String, String> {
    let bare = strip(text, &["https://pubmed.ncbi.nlm.nih.gov/", "https://www.ncbi.nlm.nih.gov/pubmed/", "pmid:", "pmid"]);
    let bare = bare.trim().trim_end_matches('/');
    let right = (1..=8).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit()) && !bare.starts_with('0');
    if right { Ok(bare.to_owned()) } else { Err("a PMID is one to eight digits".to_owned()) }
}

/// A PubMed Central identifier: `PMC` and digits.
pub fn pmcid(text: &str) -> Result<String, String> {
    let places = ["https://www.ncbi.nlm.nih.gov/pmc/articles/", "https://pmc.ncbi.nlm.nih.gov/articles/", "pmcid:"];
    let bare = strip(text, &places);
    let bare = bare.trim().trim_end_matches('/');
    let digits = strip(bare, &["pmc"]);
    let right = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if right { Ok(format!("PMC{digits}")) } else { Err("a PMCID is `PMC` and digits, such as PMC3531190".to_owned()) }
}

/// An ISBN as 13 digits (ISO 2108); one of 10 is turned into its form of 13.
pub fn isbn(text: &str) -> Result<String, String> {
    let bare = strip(text, &["urn:isbn:", "isbn-13:", "isbn-10:", "isbn:", "isbn"]);
    let digits: String = bare.chars().filter(|c| !matches!(c, '-' | ' ' | '–')).collect::<String>().to_uppercase();
    match digits.len() {
        13 if digits.bytes().all(|b| b.is_ascii_digit()) => {
            let check = ean_digit(&digits[..12]);
            if digits.ends_with(check) { Ok(digits) } else { Err(format!("its check digit would be {check}")) }
        }
        10 if digits[..9].bytes().all(|b| b.is_ascii_digit()) => {
            let sum: u32 = digits.bytes().take(9).zip((2..=10).rev()).map(|(b, w)| u32::from(b - b'0') * w).sum();
            let check = eleven((11 - sum % 11) % 11);
            if !digits.ends_with(check) {
                return Err(format!("its check digit would be {check}"));
            }
            let body = format!("978{}", &digits[..9]);
            Ok(format!("{body}{}", ean_digit(&body)))
        }
        _ => Err("an ISBN has 13 digits, or 10 in old books".to_owned()),
    }
}

fn ean_digit(twelve: &str) -> char {
    let sum: u32 = twelve.bytes().enumerate().map(|(n, b)| u32::from(b - b'0') * if n % 2 == 0 { 1 } else { 3 }).sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// A check digit modulo 11, where `X` stands for ten.
fn eleven(value: u32) -> char {
    if value == 10 { 'X' } else { char::from_digit(value, 10).unwrap_or('0') }
}

/// An ISSN as `1234-567X` (ISO 3297).
pub fn issn(text: &str) -> Result<String, String> {
    let bare = strip(text, &["urn:issn:", "issn:", "issn", "eissn:"]);
    let digits: String = bare.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    if digits.len() != 8 || !digits.bytes().take(7).all(|b| b.is_ascii_digit()) {
        return Err("an ISSN has eight digits, such as 0028-0836".to_owned());
    }
    let sum: u32 = digits.bytes().take(7).zip((2..=8).rev()).map(|(b, w)| u32::from(b - b'0') * w).sum();
    let check = eleven((11 - sum % 11) % 11);
    if digits.ends_with(check) {
        Ok(format!("{}-{}", &digits[..4], &digits[4..]))
    } else {
        Err(format!("its check digit would be {check}"))
    }
}

/// An ORCID iD as `0000-0002-1825-0097` (ISO 27729; check digit by ISO 7064, MOD 11-2).
pub fn orcid(text: &str) -> Result<String, String> {
    let bare = strip(text, &["https://orcid.org/", "http://orcid.org/", "orcid.org/", "orcid:"]);
    let digits: String = bare.chars().filter(|c| !matches!(c, '-' | ' ' | '/')).collect::<String>().to_uppercase();
    if digits.len() != 16 || !digits.bytes().take(15).all(|b| b.is_ascii_digit()) {
        return Err("an ORCID iD has 16 digits, such as 0000-0002-1825-0097".to_owned());
    }
    let total = digits.bytes().take(15).fold(0u32, |total, b| (total + u32::from(b - b'0')) * 2 % 11);
    let check = eleven((12 - total % 11) % 11);
    if !digits.ends_with(check) {
        return Err(format!("its check digit would be {check}"));
    }
    Ok(format!("{}-{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..12], &digits[12..]))
}

/// `text` without the first of `prefixes` that it begins with, whatever their case.
fn strip<'t>(text: &'t str, prefixes: &[&str]) -> &'t str {
    let text = text.trim();
    let found = prefixes.iter().find(|p| text.get(..p.len()).is_some_and(|head| head.eq_ignore_ascii_case(p)));
    found.map_or(text, |p| text[p.len()..].trim_start())
}

/// The identifiers that an address holds: of DOI resolvers, arXiv, PubMed and PubMed Central.
pub fn from_url(url: &str) -> Identifiers {
    let lower = url.to_ascii_lowercase();
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let mut ids = Identifiers::default();
    if lower.contains("doi.org/10.") && !lower.contains("10.48550/arxiv.") {
        ids.doi = doi(path).ok();
    } else if lower.contains("arxiv.org/abs/") || lower.contains("arxiv.org/pdf/") {
        ids.arxiv = arxiv(path).ok();
    } else if lower.contains("pubmed.ncbi.nlm.nih.gov/") {
        ids.pmid = pmid(path).ok();
    } else if lower.contains("/pmc/articles/") || lower.contains("pmc.ncbi.nlm.nih.gov/articles/") {
        ids.pmcid = pmcid(path).ok();
    }
    ids
}

/// The address under which an identifier of this kind (`doi`, `arxiv`, `pmid`, `pmcid`) is resolved.
pub fn resolver(kind: &str, id: &str) -> String {
    let path = crate::base::url::encode_path(id);
    match kind {
        "doi" => format!("https://doi.org/{path}"),
        "arxiv" => format!("https://arxiv.org/abs/{path}"),
        "pmid" => format!("https://pubmed.ncbi.nlm.nih.gov/{path}/"),
        _ => format!("https://pmc.ncbi.nlm.nih.gov/articles/{path}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_forms_of_what_people_paste() {
        assert_eq!(doi("https://doi.org/10.1109/ACCESS.2025.3589503"), Ok("10.1109/access.2025.3589503".into()));
        assert_eq!(doi("DOI: 10.1000/182"), Ok("10.1000/182".into()));
        assert_eq!(arxiv("arXiv:2107.10833v2"), Ok("2107.10833".into()));
        assert_eq!(arxiv("https://arxiv.org/pdf/2107.10833.pdf"), Ok("2107.10833".into()));
        assert_eq!(arxiv("math.GT/0309136"), Ok("math.GT/0309136".into()));
        assert_eq!(pmid("https://pubmed.ncbi.nlm.nih.gov/23193287/"), Ok("23193287".into()));
        assert_eq!(pmcid("pmc3531190"), Ok("PMC3531190".into()));
        assert_eq!(isbn("0-306-40615-2"), Ok("9780306406157".into()));
        assert_eq!(isbn("978-3-16-148410-0"), Ok("9783161484100".into()));
        assert_eq!(issn("03785955"), Ok("0378-5955".into()));
        assert_eq!(orcid("https://orcid.org/0000-0002-1825-0097"), Ok("0000-0002-1825-0097".into()));
    }

    #[test]
    fn wrong_ones_say_why() {
        assert_eq!(isbn("978-3-16-148410-1"), Err("its check digit would be 0".into()));
        assert_eq!(issn("0378-5954"), Err("its check digit would be 5".into()));
        assert_eq!(orcid("0000-0002-1825-0098"), Err("its check digit would be 7".into()));
        for wrong in ["11.1000/182", "10.1000", "10.x/1", "10.1000/a b", ""] {
            assert!(doi(wrong).is_err(), "{wrong}");
        }
        assert!(arxiv("2113.10833").is_err() && pmid("12a").is_err() && pmcid("PMC").is_err());
    }
}
