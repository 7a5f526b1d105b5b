//! A site that follows its files: [Live::open] reads it once, [Live::apply] follows what changed since, and each state
//! is a [Snapshot] from which pages are made when they are asked for.
//!
//! Only Summaries are kept: a site of 10,000 articles is a few hundred megabytes less than with all its bodies.

use super::desk::Draft;
use super::open::{Bibliographies, accepted, assets, located, named_bibliographies, settings, withheld};
use super::{Options, Snapshot, named};
use crate::article::Context;
use crate::base::path::SitePath;
use crate::check::{self, accepted};
use crate::config::Settings;
use crate::diag::Located;
use crate::error::Error;
use crate::files::{self, Stamp, Tree};
use crate::library::{self, Change, Library, Parts};
use crate::page::Dictionary;
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A site that follows its files.
#[derive(Debug)]
pub struct Live {
    /// Where the site is served, without a path: it takes the place of the origin of `base_url`.
    pub(super) origin: Option<String>,
    /// Every file that the site is made from, as it was when it was read.
    pub(super) stamps: BTreeMap<SitePath, Stamp>,
    /// What was found in listing the site's files.
    pub(super) listed: Vec<Located>,
    /// What was found in the settings.
    pub(super) set: Vec<Located>,
    /// What was found in the bibliographies.
    pub(super) cited: Vec<Located>,
    /// The bibliographies that articles name.
    pub(super) named: BTreeMap<SitePath, Vec<SitePath>>,
    /// Files that changed and that an error kept from being followed.
    pub(super) pending: BTreeSet<SitePath>,
    pub(super) snapshot: Arc<Snapshot>,
}

/// How often a site is read anew because files went while it was read.
const OPENINGS: usize = 20;

impl Live {
    /// Reads a site that is served at `origin` (`http://127.0.0.1:7070`).
    pub fn open(options: Options, origin: Option<String>) -> Result<Self, Error> {
        let mut left = OPENINGS;
        loop {
            match Self::opened(options.clone(), origin.clone()) {
                // What was listed is gone: it is listed anew.
                Err(error) if error.is_of_a_missing_file() && left > 0 => left -= 1,
                done => return done,
            }
        }
    }

    fn opened(options: Options, origin: Option<String>) -> Result<Self, Error> {
        let tree = files::scan(&options.root)?;
        let mut live = Self::empty(options, origin)?;
        live.read(&tree)?;
        Ok(live)
    }

    /// The site as it is known now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot)
    }

    /// A site of nothing, in the default theme.
    fn empty(options: Options, origin: Option<String>) -> Result<Self, Error> {
        let theme = Theme::load(&options.root, None)?;
        let snapshot = Snapshot {
            options: Arc::new(options),
            settings: Arc::default(),
            style: Arc::default(),
            words: Arc::new(Dictionary::new(theme.words().clone())),
            theme: Arc::new(theme),
            bibliographies: Arc::default(),
            library: Library::default(),
            accepted: None,
            found: BTreeMap::new(),
            around: Arc::default(),
            trouble: Vec::new(),
            desk: Arc::default(),
        };
        let (listed, set, cited) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self {
            origin,
            stamps: BTreeMap::new(),
            listed,
            set,
            cited,
            named: BTreeMap::new(),
            pending: BTreeSet::new(),
            snapshot: Arc::new(snapshot),
        })
    }

    /// Reads everything afresh.
    pub(super) fn read(&mut self, tree: &Tree) -> Result<(), Error> {
        let mut next = Snapshot::clone(&self.snapshot);
        self.listed = tree.diagnostics.iter().map(|d| located(d, "")).collect();
        let settings = self.read_settings(&next, tree)?;
        self.style(&mut next, settings)?;
        next.trouble = Vec::new();
        next.dress();
        self.named = name_all(&next, tree)?;
        // Stamps are taken first: what changes while it is read is read again.
        let stamps = self.stamps_of(tree, &next);
        self.read_bibliographies(&mut next, tree)?;
        let drafts: Vec<Result<_, Error>> =
            tree.articles.par_iter().map(|file| Ok(Stored::new(Draft::read(&tree.root, file, next.context())?))).collect();
        next.found = BTreeMap::new();
        next.library.home = None;
        let change = next.sort(drafts.into_iter().collect::<Result<Vec<_>, _>>()?);
        let parts = Parts {
            articles: change.published,
            withheld: change.withheld.into_iter().collect(),
            assets: assets(&tree.root, tree)?,
            home: next.library.home.take(),
        };
        next.library = library::resolve(parts);
        next.library.prepare();
        next.accepted = accepted(&tree.root)?.map(Arc::new);
        next.desk = Arc::default();
        self.stamps = stamps;
        self.show(next);
        Ok(())
    }

    /// How the files of a tree are now, the bibliographies that lie elsewhere, and what was accepted.
    pub(super) fn stamps_of(&self, tree: &Tree, at: &Snapshot) -> BTreeMap<SitePath, Stamp> {
        let (style, accepted) = (named::style_file(&at.settings).cloned(), SitePath::new(accepted::FILE));
        let others = self.cited_files(at).into_iter().chain(style).chain(files::themes(&tree.root)).chain([accepted]);
        let others: Vec<SitePath> = others.collect();
        tree.files().chain(&others).filter_map(|f| Some((f.clone(), files::stamp(&tree.root, f)?))).collect()
    }

    /// Reads the settings; `base_url` becomes the address that the site is served at, with its path.
    pub(super) fn read_settings(&mut self, at: &Snapshot, tree: &Tree) -> Result<Settings, Error> {
        let (mut read, found) = settings(tree, &at.options)?;
        self.set = found;
        if let (Some(base_url), Some(origin)) = (&read.base_url, &self.origin) {
            let path = base_url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
            read.base_url = Some(format!("{origin}{}", path.unwrap_or("/")));
        }
        Ok(read)
    }

    /// Makes these the settings, with the style of reference texts that they name.
    pub(super) fn style(&mut self, next: &mut Snapshot, settings: Settings) -> Result<(), Error> {
        let tree = Tree { root: next.options.root.clone(), settings: files::settings(&next.options.root), ..Tree::default() };
        next.style = Arc::new(named::style(&tree, &settings, &mut self.set)?);
        next.settings = Arc::new(settings);
        Ok(())
    }

    pub(super) fn read_bibliographies(&mut self, next: &mut Snapshot, tree: &Tree) -> Result<(), Error> {
        let named: BTreeSet<SitePath> = self.named.values().flatten().cloned().collect();
        let mut found = Vec::new();
        next.bibliographies = Arc::new(Bibliographies::read(&next.options.root, tree, &next.settings, &named, &mut found)?);
        self.cited = found;
        Ok(())
    }

    /// Folders that hold bibliographies, beside `sources/`.
    pub fn folders(&self) -> BTreeSet<String> {
        let at = &self.snapshot;
        self.cited_files(at).iter().chain(named::style_file(&at.settings)).map(|f| f.parent().to_owned()).collect()
    }

    /// Bibliographies that lie elsewhere than in `sources/`.
    pub(super) fn cited_files(&self, at: &Snapshot) -> BTreeSet<SitePath> {
        self.named.values().flatten().cloned().chain(named::bibliographies(&at.settings)).collect()
    }

    /// Makes `next` the state that is shown.
    pub(super) fn show(&mut self, mut next: Snapshot) {
        let mut around: Vec<Located> = self.listed.iter().chain(&self.set).chain(&self.cited).cloned().collect();
        match named::lost_nav(&next.options.root, &next.settings, next.view()) {
            Ok(lost) => around.extend(lost),
            Err(error) => next.trouble.push(error.to_string()),
        }
        check::set_levels(&mut around, &next.settings.rules);
        crate::diag::sort(&mut around);
        next.around = Arc::new(around);
        self.snapshot = Arc::new(next);
    }
}

/// What is kept of an article that was read.
pub(super) struct Stored {
    pub summary: Arc<crate::article::Summary>,
    pub found: Vec<crate::diag::Diagnostic>,
}

impl Stored {
    pub fn new(draft: Draft) -> Self {
        Self { summary: draft.summary, found: draft.found }
    }
}

impl Snapshot {
    /// Loads the theme; where it is broken the one before stays, and what is broken becomes trouble.
    pub(super) fn dress(&mut self) {
        match Theme::load(&self.options.root, self.settings.theme.as_deref()) {
            Ok(theme) => {
                self.words = Arc::new(Dictionary::new(theme.words().clone()));
                self.theme = Arc::new(theme);
            }
            Err(error) => self.trouble.push(error.to_string()),
        }
    }

    /// What an article is read with.
    pub(super) fn context(&self) -> Context<'_> {
        Context { settings: &self.settings, shared: &self.bibliographies.shared, files: &self.bibliographies.by_path }
    }

    /// Sorts what is published from what is not, and notes what was found in each.
    pub(super) fn sort(&mut self, read: Vec<Stored>) -> Change {
        let mut change = Change::default();
        for Stored { summary, found } in read {
            let file = summary.file.clone();
            let file_is_home = file.is_home_text();
            self.found.remove(&file);
            match withheld(&summary, &self.options, self.today()) {
                Some(reason) => {
                    self.library.home.take_if(|home| home.file == file);
                    change.withheld.push((file, reason));
                }
                None => {
                    if !found.is_empty() {
                        self.found.insert(file, Arc::new(found));
                    }
                    if file_is_home {
                        change.gone.push(summary.file.clone());
                        self.library.home = Some(summary);
                    } else {
                        change.published.push(summary);
                    }
                }
            }
        }
        change
    }
}

/// The bibliographies that each article names, without those of articles that name none.
fn name_all(at: &Snapshot, tree: &Tree) -> Result<BTreeMap<SitePath, Vec<SitePath>>, Error> {
    let read: Vec<Result<_, Error>> = tree
        .articles
        .par_iter()
        .map(|file| Ok((file.clone(), named_bibliographies(&files::read(&at.options.root, file)?.value))))
        .collect();
    let named: BTreeMap<_, _> = read.into_iter().collect::<Result<_, _>>()?;
    Ok(named.into_iter().filter(|(_, files): &(_, Vec<SitePath>)| !files.is_empty()).collect())
}
