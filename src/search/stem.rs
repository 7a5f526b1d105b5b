//! Word forms to stems, by language. The one door to `rust-stemmers` (Snowball).
//!
//! Used only while indexing: the index maps every word form it has met to its stem, so neither `ibid search` nor the
//! browser needs a stemmer.

use rust_stemmers::{Algorithm, Stemmer};

/// The stemmer for a BCP 47 tag, by its primary language; `None` for a language that Snowball does not have.
pub fn for_lang(tag: &str) -> Option<Stemmer> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let algorithm = match primary.as_str() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}
