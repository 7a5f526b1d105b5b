//! Sites in memory: one with everything that an article can have, one with nothing that it need not have, one without
//! articles.

use crate::article::book::Bibliography;
use crate::article::{self, Body, Context};
use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::base::path::{HOME_TEXT, SitePath};
use crate::config::{NavItem, Publisher, Settings, SourcePages};
use crate::diag::{Diagnostic, Severity, Subject, Target};
use crate::library::{self, Library, Parts};
use crate::page::integrity::Told;
use crate::page::{Dictionary, View};
use crate::source::style::Style;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The article that has everything, and its translation.
const FILLED: [(&str, &str); 4] = [
    (
        HOME_TEXT,
        "---\ntitle: All *answers*\ndescription: What there is.\n---\n\nAsk [this](filled.md).[^n]\n\n## Latest\n\n1. One.\n\n[^n]: Or that.\n",
    ),
    ("content/filled.md", include_str!("samples/filled.md")),
    ("content/second.md", include_str!("samples/second.md")),
    ("content/translated.md", include_str!("samples/translated.md")),
];

/// Articles that only fill lists, so that lists have pages.
const CROWD: usize = 9;

/// A whole site in memory.
pub(super) struct Sample {
    pub name: String,
    pub bodies: Vec<Body>,
    /// The text of the first page.
    pub home: Option<Body>,
    settings: Settings,
    style: Style,
    library: Library,
    words: Dictionary,
    told: Told,
}

impl Sample {
    pub fn view(&self) -> View<'_> {
        View {
            library: &self.library,
            settings: &self.settings,
            style: &self.style,
            words: &self.words,
            today: self.settings.date.unwrap_or(Date::EPOCH),
            told: Some(&self.told),
        }
    }
}

/// The samples in one language.
pub(super) fn samples(lang: &str, theme: &Theme) -> [Sample; 3] {
    let words = Dictionary::new(theme.words().clone());
    let filled: Vec<(String, String)> = FILLED.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).chain(crowd()).collect();
    let bare = vec![("content/bare.md".to_owned(), "---\ntitle: Bare?\n---\n".to_owned())];
    [
        sample(format!("filled-{lang}"), filled_settings(lang), &filled, words.clone()),
        sample(format!("bare-{lang}"), bare_settings(lang), &bare, words.clone()),
        sample(format!("none-{lang}"), bare_settings(lang), &[], words),
    ]
}

fn crowd() -> impl Iterator<Item = (String, String)> {
    (1..=CROWD).map(|n| {
        let text = format!("---\ntitle: Is this question {n}?\ndate: 2026-01-{n:02}\ntopics: [crowd]\n---\n\nIt is.\n");
        (format!("content/crowd/q{n}.md"), text)
    })
}

fn sample(name: String, settings: Settings, files: &[(String, String)], words: Dictionary) -> Sample {
    let (shared, none) = (Bibliography::default(), BTreeMap::new());
    let context = Context { settings: &settings, shared: &shared, files: &none };
    let mut articles: Vec<_> = files.iter().map(|(file, text)| article::parse(&SitePath::new(file), text, context).value).collect();
    articles.sort_by(|a, b| a.summary.file.cmp(&b.summary.file));
    let home = articles.iter().position(|a| a.summary.file.is_home_text()).map(|n| articles.remove(n));
    let (home, home_body) = home.map(|home| (Arc::new(home.summary), home.body)).unzip();
    let (summaries, bodies) = articles.into_iter().map(|a| (Arc::new(a.summary), a.body)).unzip();
    let library = library::resolve(Parts { articles: summaries, home, ..Parts::default() });
    let told = told(&library);
    Sample { name, bodies, home: home_body, settings, style: Style::default(), library, words, told }
}

/// A finding of each level, in an article and around them, where there are articles.
fn told(library: &Library) -> Told {
    let Some(article) = library.articles.first() else { return Told::default() };
    let finding = |file: &SitePath, severity| Diagnostic::new("unused-source", severity, file, Target::Subject(Subject::File), "a finding");
    let settings = SitePath::new("ibid.yaml");
    let levels = [Severity::Error, Severity::Warn, Severity::Info];
    let all: Vec<Diagnostic> = levels.iter().flat_map(|level| [finding(&article.file, *level), finding(&settings, *level)]).collect();
    Told::new(all.iter())
}

fn filled_settings(lang: &str) -> Settings {
    let item = |title: &str, url: &str| NavItem { title: title.to_owned(), url: url.to_owned() };
    Settings {
        title: "Sample".to_owned(),
        description: Some("A site with everything in it.".to_owned()),
        base_url: Some("https://sample.example/answers/".to_owned()),
        nav: Some(vec![item("Search", "/search/"), item("Topics", "/topics/"), item("Elsewhere", "https://other.example/")]),
        publisher: Some(Publisher { name: "The Publisher".to_owned(), url: Some("https://publisher.example/".to_owned()) }),
        source_pages: SourcePages::All,
        per_page: 3,
        rail: true,
        integrity_page: true,
        ..bare_settings(lang)
    }
}

fn bare_settings(lang: &str) -> Settings {
    Settings { lang: Lang::new(lang).unwrap_or_default(), date: Date::parse("2026-06-01"), rail: false, ..Settings::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sample that broke a rule would prove nothing.
    #[test]
    fn samples_are_without_errors() {
        let (settings, shared, none) = (filled_settings("en"), Bibliography::default(), BTreeMap::new());
        let context = Context { settings: &settings, shared: &shared, files: &none };
        for (file, text) in FILLED {
            let found = article::parse(&SitePath::new(file), text, context).diagnostics;
            let errors: Vec<_> = found.iter().filter(|d| d.severity == crate::diag::Severity::Error).collect();
            assert!(errors.is_empty(), "{file}: {errors:?}");
        }
    }
}
