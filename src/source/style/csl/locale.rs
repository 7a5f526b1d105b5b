//! The words of one language (`ed.`, `and`, names of months), out of those that hayagriva brings. They are decoded one by
//! one: all of them at once take 90 ms.

use super::Words;
use hayagriva::archive::LOCALES;
use hayagriva::citationberg::{Locale, LocaleCode};

/// The words for a language tag; English ones where there are none.
pub(super) fn load(lang: &str) -> Words {
    let wanted = LocaleCode(lang.to_owned());
    let tags = [
        Some(wanted.clone()).filter(|_| !lang.eq_ignore_ascii_case("zh-Hant")),
        lang.eq_ignore_ascii_case("zh-Hant").then(|| LocaleCode("zh-TW".to_owned())),
        wanted.fallback(),
        Some(LocaleCode::en_us()),
    ];
    let found = tags.into_iter().flatten().find_map(|tag| Some((decode(&tag.0)?, tag)));
    match found {
        Some((locale, code)) if code == LocaleCode::en_us() => Words { code, files: vec![locale] },
        Some((locale, code)) => Words { code, files: [Some(locale), decode("en-US")].into_iter().flatten().collect() },
        None => Words { code: LocaleCode::en_us(), files: Vec::new() },
    }
}

/// A file opens with its own tag, as CBOR: a text's length, then the text.
fn decode(tag: &str) -> Option<Locale> {
    let mut head = vec![0x60 | u8::try_from(tag.len()).ok()?];
    head.extend(tag.bytes());
    let opens =
        |file: &&&[u8]| file.iter().take(40).copied().collect::<Vec<u8>>().windows(head.len()).any(|w| w.eq_ignore_ascii_case(&head));
    let file = LOCALES.iter().find(opens)?;
    ciborium::de::from_reader(*file).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_language_is_loaded() {
        let cases = [
            ("en", "en-US", 1),
            ("en-GB", "en-GB", 2),
            ("de", "de-DE", 2),
            ("de-at", "de-at", 2),
            ("fr-BE", "fr-FR", 2),
            ("zh-Hant", "zh-TW", 2),
            ("zh", "zh-CN", 2),
            ("eu", "eu", 2),
            ("tlh", "en-US", 1),
            ("", "en-US", 1),
        ];
        for (lang, code, files) in cases {
            let words = load(lang);
            assert_eq!((words.code.0.as_str(), words.files.len()), (code, files), "{lang}");
        }
        assert_eq!(LOCALES.iter().filter(|f| ciborium::de::from_reader::<Locale, _>(**f).is_ok()).count(), LOCALES.len());
    }
}
