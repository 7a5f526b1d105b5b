//! Styles in the Citation Style Language: from the text of a `.csl` file ([Csl::read]) or a name ([Csl::named]) to the
//! reference text of a [Source] ([Csl::format]), by way of CSL-JSON and hayagriva.
//!
//! 1. [fault] says what is wrong in a file, and where.
//! 2. [adjust] takes out of a style what a lone reference has no use for, and mends what the processor reads amiss.
//! 3. [locale] loads the words of one language.
//! 4. [specialise] cuts the style down to what it can print of one kind of item, once a kind.
//! 5. [item] is a source as the processor wants it; [case] keeps acronyms from being lowered.
//!
//! Invariant: each source is formatted once in a style and language; nothing is loaded before a style is used.

mod adjust;
mod case;
mod fault;
mod item;
mod locale;
mod specialise;

use super::Fault;
use crate::base::hash::Digest;
use crate::source::Source;
use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{self, IndependentStyle, Locale, LocaleCode};
use hayagriva::{BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Texts that are kept. While a site is edited, those of sources as they were go with the others.
const ROOM: usize = 200_000;
/// Kinds of items for which a style is kept cut down; a site has some dozens.
const KINDS: usize = 500;

/// A CSL style, ready to format.
pub struct Csl {
    style: IndependentStyle,
    /// The style cut down, by kind of item.
    special: Mutex<HashMap<String, Arc<IndependentStyle>>>,
    /// The language of its terms, where the style says one.
    locale: Option<LocaleCode>,
    locales: Mutex<BTreeMap<String, Arc<Words>>>,
    texts: Mutex<HashMap<[u8; 32], Arc<str>>>,
}

/// The words of a language, with those that stand in for missing ones.
struct Words {
    code: LocaleCode,
    files: Vec<Locale>,
}

impl Csl {
    /// Reads a style. `beside` gives the text of a style that lies beside the file, by its name without `.csl`: the
    /// parent of a dependent style.
    pub fn read(text: &str, beside: &dyn Fn(&str) -> Option<String>) -> Result<Self, Fault> {
        match fault::style(text)? {
            citationberg::Style::Independent(style) => Ok(Self::new(style, None)),
            citationberg::Style::Dependent(child) => {
                let name = child.parent_link.href.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_owned();
                let parent = match beside(&name) {
                    Some(parent) => fault::style(&parent).map_err(|_| fault::parent(text, &name, "cannot be read"))?,
                    None => match archived(&name) {
                        Some(parent) => parent.get(),
                        None => return Err(fault::parent(text, &name, "is not here")),
                    },
                };
                match parent {
                    citationberg::Style::Independent(style) => Ok(Self::new(style, child.default_locale)),
                    citationberg::Style::Dependent(_) => Err(fault::parent(text, &name, "depends on another one itself")),
                }
            }
        }
    }

    /// The style of a name that every build knows: that of its file in the repository of styles, without `.csl`.
    pub fn named(name: &str) -> Option<Self> {
        match archived(name)?.get() {
            citationberg::Style::Independent(style) => Some(Self::new(style, None)),
            citationberg::Style::Dependent(_) => None,
        }
    }

    fn new(mut style: IndependentStyle, locale: Option<LocaleCode>) -> Self {
        adjust::adjust(&mut style);
        let locale = locale.or_else(|| style.default_locale.clone());
        Self { style, special: Mutex::default(), locale, locales: Mutex::default(), texts: Mutex::default() }
    }

    /// The reference text of `source`, without a number before it, in the language of the style or else in `lang`
    /// (a language tag); empty where the style prints nothing of it.
    pub fn format(&self, source: &Source, lang: &str) -> Arc<str> {
        let lang = self.locale.as_ref().map_or(lang, |code| code.0.as_str());
        let json = item::json(source);
        let mut digest = json.to_string();
        digest.push_str(lang);
        let key = Digest::of(digest.as_bytes());
        if let Some(text) = self.texts.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(text);
        }
        let special = json.as_object().and_then(|fields| self.special(fields));
        let text: Arc<str> = self.render(special.as_deref().unwrap_or(&self.style), json, lang).into();
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if texts.len() >= ROOM {
            texts.clear();
        }
        texts.insert(key, Arc::clone(&text));
        text
    }

    /// The style cut down to what it can print of items like this one.
    fn special(&self, item: &Map<String, Value>) -> Option<Arc<IndependentStyle>> {
        let kind = specialise::signature(item)?;
        let mut known = self.special.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(style) = known.get(&kind) {
            return Some(Arc::clone(style));
        }
        let style = Arc::new(specialise::specialised(&self.style, item));
        if known.len() < KINDS {
            known.insert(kind, Arc::clone(&style));
        }
        Some(style)
    }

    fn render(&self, style: &IndependentStyle, json: Value, lang: &str) -> String {
        let Ok(item) = serde_json::from_value::<citationberg::json::Item>(json) else { return String::new() };
        let words = self.words(lang);
        let mut driver = BibliographyDriver::new();
        driver.citation(CitationRequest::from_items(vec![CitationItem::with_entry(&item)], style, &words.files));
        let done = driver.finish(BibliographyRequest::new(style, Some(words.code.clone()), &words.files));
        let mut out = String::new();
        for entry in done.bibliography.iter().flat_map(|b| &b.items) {
            // Writing to a text cannot fail.
            let _ = entry.content.write_buf(&mut out, BufWriteFormat::Plain);
        }
        closed_up(&case::restore(&out))
    }

    fn words(&self, lang: &str) -> Arc<Words> {
        let mut known = self.locales.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(lang.to_owned()).or_insert_with(|| Arc::new(locale::load(lang))))
    }
}

/// Single spaces, and punctuation as processors close it up where two parts of a style meet: no space between a number and
/// the `;` or `:` before another one, and of `,.` the stop alone.
fn closed_up(text: &str) -> String {
    let words: Vec<&str> = text.split([' ', '\n', '\t']).filter(|w| !w.is_empty()).collect();
    let mut out = String::with_capacity(text.len());
    for word in words {
        let number = out.ends_with(|c: char| c.is_ascii_digit());
        let joins = number
            && word
                .strip_prefix([';', ':'])
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || c == '('));
        if !out.is_empty() && !joins {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(",.", ".")
}

fn archived(name: &str) -> Option<ArchivedStyle> {
    ArchivedStyle::by_name(&name.to_ascii_lowercase()).filter(|style| *style != ArchivedStyle::Alphanumeric)
}

/// The names that [Csl::named] knows. The style of labels made of names has no text for a reference.
pub fn names() -> impl Iterator<Item = &'static str> {
    let with_text = ArchivedStyle::all().iter().filter(|style| **style != ArchivedStyle::Alphanumeric);
    with_text.flat_map(|style| style.names()).copied()
}

impl fmt::Debug for Csl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Csl").field(&self.style.info.title.value).finish()
    }
}

#[cfg(test)]
mod tests;
