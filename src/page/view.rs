//! What every page is made from: the Library, the settings, the theme's words and the day.

use super::integrity::Told;
use super::link::Linker;
use super::words::{Lexicon, Words};
use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::base::url::Pretty;
use crate::config::Settings;
use crate::library::Library;
use crate::source::style::Style;
use std::collections::BTreeMap;

/// Everything that pages are made from.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// All articles.
    pub library: &'a Library,
    /// Settings.
    pub settings: &'a Settings,
    /// The style of reference texts.
    pub style: &'a Style,
    /// The theme's words.
    pub words: &'a Dictionary,
    /// The day of the build.
    pub today: Date,
    /// What was found, for the integrity page; `None` where there is no such page.
    pub told: Option<&'a Told>,
}

/// A theme's words by language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dictionary {
    languages: BTreeMap<String, Lexicon>,
    none: Words,
}

impl Dictionary {
    /// Words by language tag in lower case (`en`, `zh`, `pt-br`).
    pub fn new(languages: BTreeMap<String, Lexicon>) -> Self {
        Self { languages, none: Words::default() }
    }

    /// The words for a language: of its whole tag, of the language alone, or English.
    pub fn of(&self, lang: &Lang) -> &Words {
        of_language(&self.languages, lang).map_or(&self.none, |words| &**words)
    }
}

/// What stands under a language: under its whole tag, the language alone, or English.
pub fn of_language<'m, T>(languages: &'m BTreeMap<String, T>, lang: &Lang) -> Option<&'m T> {
    let whole = languages.get(&lang.as_str().to_lowercase());
    whole.or_else(|| languages.get(&lang.primary())).or_else(|| languages.get("en"))
}

impl<'a> View<'a> {
    /// The words for a language.
    pub fn words(&self, lang: &Lang) -> &'a Words {
        self.words.of(lang)
    }

    /// How the output file `from` names others.
    pub fn linker(&self, from: &str) -> Linker {
        let pretty = if self.settings.base_url.is_some() { Pretty::Folders } else { Pretty::Files };
        Linker::Relative { from: from.to_owned(), pretty }
    }

    /// Full addresses; `None` without `base_url`.
    pub fn absolute(&self) -> Option<Linker> {
        self.settings.base_url.clone().map(Linker::Rooted)
    }

    /// The path that the site is served under: `/repo/`, or `/`.
    pub fn base_path(&self) -> String {
        let base = self.settings.base_url.as_deref().unwrap_or("");
        let path = base.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        path.unwrap_or("/").to_owned()
    }
}
