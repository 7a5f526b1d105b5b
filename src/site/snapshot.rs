//! A site as it stood at one moment, whose outputs are made when they are asked for: [Snapshot].
//!
//! Invariant: an output's bytes are those that a build of the same files would publish (`tests/apply.rs`); what is no
//! output of the site cannot be reached.

use super::desk::{Desk, Draft};
use super::open::Bibliographies;
use super::{Options, Skipped};
use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::check::Accepted;
use crate::config::Settings;
use crate::deploy;
use crate::diag::{Diagnostic, Located};
use crate::error::Error;
use crate::files;
use crate::library::Library;
use crate::page::files::{article_files, article_outputs, site_file, site_files};
use crate::page::find::{Place, find};
use crate::page::integrity::Told;
use crate::page::{Dictionary, PageId, View, id, link, present};
use crate::search::{self, Vocabulary};
use crate::source::style::Style;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that outputs are made from, as it stood after some edit. It never changes; a clone is cheap.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub(super) options: Arc<Options>,
    pub(super) settings: Arc<Settings>,
    pub(super) style: Arc<Style>,
    pub(super) theme: Arc<Theme>,
    pub(super) words: Arc<Dictionary>,
    pub(super) bibliographies: Arc<Bibliographies>,
    pub(super) library: Library,
    /// What the numbers in articles meant when the site was last accepted.
    pub(super) accepted: Option<Arc<Accepted>>,
    /// What was found wrong in reading each article, where anything was.
    pub(super) found: BTreeMap<SitePath, Arc<Vec<Diagnostic>>>,
    /// What was found wrong outside articles.
    pub(super) around: Arc<Vec<Located>>,
    /// What of the world stands in the way: a broken theme, a folder that cannot be read.
    pub(super) trouble: Vec<String>,
    pub(super) desk: Arc<Desk>,
}

/// An output, ready to be sent or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The page that it is, if it is one.
    pub page: Option<PageId>,
}

impl Snapshot {
    pub(super) fn view(&self) -> View<'_> {
        View { library: &self.library, settings: &self.settings, style: &self.style, words: &self.words, today: self.today(), told: None }
    }

    pub(super) fn today(&self) -> Date {
        self.settings.date.unwrap_or(self.options.today)
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// All published articles.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Articles that are not published, with the reason.
    pub fn skipped(&self) -> impl Iterator<Item = Skipped> {
        self.library.withheld.iter().map(|(file, reason)| Skipped { file: file.clone(), reason: reason.clone() })
    }

    /// What of the world stands in the way of a part of the site: a broken theme, a folder that cannot be read.
    pub fn trouble(&self) -> &[String] {
        &self.trouble
    }

    /// The path that the site is served under: `/`, or `/repo/`.
    pub fn base_path(&self) -> String {
        self.view().base_path()
    }

    /// The page at an output path.
    pub fn page_at(&self, path: &str) -> Option<PageId> {
        match find(self.view(), path)? {
            Place::Page(page) => Some(page),
            _ => None,
        }
    }

    /// The content file of a page, where it is an article's.
    pub fn file_of(&self, page: PageId) -> Option<&SitePath> {
        match page {
            PageId::Article(n) => self.library.articles.get(n).map(|a| &a.file),
            PageId::Home => self.library.home.as_ref().map(|home| &home.file),
            _ => None,
        }
    }

    /// The output at a path, but for those of the search index ([Snapshot::index]). `None` where the site has none there.
    pub fn make(&self, path: &str) -> Result<Option<Made>, Error> {
        let view = self.view();
        let plain = |bytes| Ok(Some(Made { bytes, page: None }));
        match find(view, path) {
            Some(Place::Page(page)) => Ok(Some(Made { bytes: self.html(page)?.into_bytes(), page: Some(page) })),
            Some(Place::Twin(n)) => {
                let twins = article_files(view, n, &self.draft(n)?.body);
                Ok(twins.into_iter().find(|(name, _)| name == path).map(|(_, bytes)| Made { bytes, page: None }))
            }
            Some(Place::Asset(file)) if files::lies_inside(&self.options.root, &file) => {
                plain(files::read_bytes(&self.options.root, &file)?)
            }
            Some(Place::Asset(_)) => Ok(None),
            None => {
                let asset = self.theme.assets().find(|(name, _)| *name == path).map(|(_, bytes)| bytes.to_vec());
                let made = asset.or_else(|| site_file(view, path)).or_else(|| self.host_file(path));
                Ok(made.map(|bytes| Made { bytes, page: None }))
            }
        }
    }

    /// What the hosts that the settings name want in the output.
    fn host_files(&self) -> Vec<(String, String)> {
        deploy::outputs(&self.settings.deploy, &id::redirects(self.view()), &self.view().base_path())
    }

    fn host_file(&self, path: &str) -> Option<Vec<u8>> {
        if self.settings.deploy.is_empty() {
            return None;
        }
        self.host_files().into_iter().find(|(name, _)| name == path).map(|(_, text)| text.into_bytes())
    }

    /// A page as HTML.
    pub fn html(&self, page: PageId) -> Result<String, Error> {
        let draft = match page {
            PageId::Article(n) => Some(self.draft(n)?),
            PageId::Home => self.library.home.as_ref().map(|home| self.desk.get(self, home)).transpose()?,
            _ => None,
        };
        let told = matches!(page, PageId::Integrity(_)).then(|| self.told());
        let view = View { told: told.as_ref(), ..self.view() };
        let model = present(view, page, draft.as_ref().map(|d| &d.body));
        self.theme.render(&model)
    }

    /// What is wrong, for the integrity page.
    fn told(&self) -> Told {
        let findings = self.check(&|| false).unwrap_or_default();
        let inside = findings.files().flat_map(|file| findings.of(file));
        Told::new(inside.chain(findings.around().iter().map(|f| &f.diagnostic)))
    }

    /// The paths of all outputs, but for those of the search index.
    pub fn paths(&self) -> Vec<String> {
        let view = self.view();
        let mut out: Vec<String> = id::plan(view).into_iter().map(|page| id::output(view, page)).collect();
        out.extend((0..self.library.articles.len()).flat_map(|n| article_outputs(view, n)));
        out.extend(self.theme.assets().map(|(path, _)| path.to_owned()));
        let used = self.library.texts().flat_map(|a| link::used_assets(&self.library, a));
        out.extend(used.filter(|f| self.library.assets.contains_key(*f)).map(link::asset_output));
        out.extend(site_files(view).into_iter().map(|file| file.path));
        out.extend(self.host_files().into_iter().map(|(path, _)| path));
        out.sort();
        out.dedup();
        out
    }

    /// The stamps of the files that a page shows, so that a picture that changes changes the page.
    pub fn shown_files(&self, page: PageId) -> Vec<Option<files::Stamp>> {
        let shown =
            self.file_of(page).and_then(|file| self.library.text(file)).into_iter().flat_map(|a| link::used_assets(&self.library, a));
        shown.map(|file| files::stamp(&self.options.root, file)).collect()
    }

    /// All files of the search index, on the calling thread alone; `None` where `stale` said that nobody wants them any more.
    pub fn index(&self, stale: &dyn Fn() -> bool) -> Option<Vec<(String, Vec<u8>)>> {
        if !self.settings.search {
            return Some(Vec::new());
        }
        let view = self.view();
        let place = |n: usize| id::url(view, PageId::Article(n)).as_str().to_owned() + "/";
        let vocabulary = Vocabulary::default();
        let articles = self.library.articles.iter().enumerate().take_while(|_| !stale());
        let fragments = articles.map(|(n, article)| vocabulary.count(&search::document(article, place(n)))).collect();
        if stale() {
            return None;
        }
        let files = search::merge(vocabulary, fragments).files();
        Some(files.into_iter().map(|(path, bytes)| (format!("search/{path}"), bytes)).collect())
    }

    /// The article at a place with its body, from the desk or from its file.
    pub(super) fn draft(&self, n: usize) -> Result<Arc<Draft>, Error> {
        self.desk.get(self, &self.library.articles[n])
    }
}
