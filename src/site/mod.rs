//! The composition root: every loop over articles and pages is here.
//!
//! [Site::open] reads and parses the content, resolves the [Library] and gathers the findings;
//! [Site::build] presents, renders and publishes every page. Nothing is written while a finding is an error.
//!
//! For `serve`: [Live::open] reads a site that follows its files, [Live::apply] follows what changed, and a [Snapshot] makes
//! any output when it is asked for.

mod apply;
mod bodies;
mod desk;
mod external;
mod findings;
mod format;
mod live;
mod named;
mod observer;
mod open;
mod publish;
mod shard;
mod snapshot;

pub use apply::{Applied, Seen};
pub use findings::Findings;
pub use format::{FormattedFile, format};
pub use live::Live;
pub use observer::{Observer, Stage};
pub use open::settings_of;
pub use shard::Shard;
pub use snapshot::{Made, Snapshot};

use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::check::Accepted;
use crate::config::Settings;
use crate::diag::{Located, Tally};
use crate::error::Error;
use crate::evidence::ledger;
use crate::library::Library;
use crate::page::integrity::Told;
use crate::page::{Dictionary, View};
use crate::source::style::Style;
use crate::theme::Theme;
use bodies::{Kept, Room};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Articles or pages that a thread takes at once: few enough that no thread has much to do when the others are done.
const AT_ONCE: usize = 32;

/// How a site is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Publish drafts.
    pub drafts: bool,
    /// Publish articles whose date is yet to come.
    pub future: bool,
    /// In place of the settings' `base_url`.
    pub base_url: Option<String>,
    /// In place of `public/`.
    pub output: Option<PathBuf>,
    /// Threads; the machine's cores where `None`.
    pub jobs: Option<usize>,
    /// The day of the build.
    pub today: Date,
    /// A list of retracted works, in the columns of the Retraction Watch database.
    pub retractions: Option<PathBuf>,
    /// Who is told how far the work is.
    pub observer: Arc<dyn Observer>,
    /// Which part of the output is made.
    pub shard: Shard,
    /// Whose places are looked up: finding them takes reading the article once more.
    pub places: Places,
}

/// Whose places are looked up. The others are only counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// Those of every finding.
    All,
    /// Those of articles in which a finding is an error.
    OfErrors,
}

impl Options {
    /// The site in a folder, with nothing that differs from its settings; the day is 1970-01-01 until it is given.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            drafts: false,
            future: false,
            base_url: None,
            output: None,
            jobs: None,
            today: Date::EPOCH,
            retractions: None,
            observer: Arc::new(observer::Nobody),
            shard: Shard::default(),
            places: Places::All,
        }
    }
}

/// Why a draft is skipped.
pub const DRAFT: &str = "it is a draft (--drafts publishes it)";

/// An article that is not published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its file.
    pub file: SitePath,
    /// Why: `it is a draft`.
    pub reason: String,
}

/// What a build did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Built {
    /// Articles published.
    pub articles: usize,
    /// Pages rendered.
    pub pages: usize,
    /// Files written since they were new or differed.
    pub written: usize,
    /// Files that were there already with the same bytes.
    pub unchanged: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
    /// What was not written, and why.
    pub notes: Vec<String>,
    /// The output folder.
    pub output: PathBuf,
    /// Articles that are not published.
    pub skipped: Vec<Skipped>,
    /// What was found.
    pub found: Tally,
}

/// A site, read and checked.
#[derive(Debug)]
pub struct Site {
    options: Options,
    /// Threads for all that is done with the site.
    pool: Arc<rayon::ThreadPool>,
    settings: Settings,
    style: Style,
    theme: Theme,
    words: Dictionary,
    library: Library,
    bibliographies: open::Bibliographies,
    /// A hash of content files and bibliographies.
    inputs: String,
    /// Bodies of the published articles, in the Library's order; one goes when its page is made.
    bodies: Vec<Mutex<Kept>>,
    room: Room,
    skipped: Vec<Skipped>,
    findings: Vec<Located>,
    /// Findings that are only counted, in articles that have no others.
    unplaced: Tally,
    /// The findings for the integrity page, where there is one.
    told: Option<Told>,
    /// What the numbers in articles meant when the site was last accepted.
    accepted: Option<Accepted>,
}

impl Site {
    /// Reads and checks the site.
    pub fn open(options: Options) -> Result<Site, Error> {
        let pool = Arc::new(pool(options.jobs)?);
        pool.install(|| Self::read(options, Arc::clone(&pool)))
    }

    fn today(&self) -> Date {
        self.settings.date.unwrap_or(self.options.today)
    }

    fn view(&self) -> View<'_> {
        View {
            library: &self.library,
            settings: &self.settings,
            style: &self.style,
            words: &self.words,
            today: self.today(),
            told: self.told.as_ref(),
        }
    }

    /// How many findings there are.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::of(&self.findings);
        tally.add(self.unplaced);
        tally
    }

    /// Every finding whose place is wanted, sorted.
    pub fn diagnostics(&self) -> &[Located] {
        &self.findings
    }

    /// Articles that are not published.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The theme's style sheet.
    pub fn style(&self) -> String {
        let sheet = self.theme.assets().find(|(path, _)| path.starts_with("assets/style-"));
        sheet.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }

    /// What numbers mean now in the articles that `wanted` takes, and meant at the last acceptance in the others.
    pub fn accepted_anew(&self, wanted: impl Fn(&str) -> bool) -> Accepted {
        self.accepted.clone().unwrap_or_default().renewed(&self.library, wanted)
    }

    /// All published articles.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// What is counted in each article whose file is wanted: coverage and uses of its sources.
    pub fn coverage(&self, wanted: impl Fn(&str) -> bool) -> serde_json::Value {
        let articles = self.library.articles.iter().filter(|a| wanted(a.file.as_str()));
        let counted = articles.map(|a| serde_json::json!({ "file": a.file.as_str(), "coverage": ledger::count(a).counts(a) }));
        counted.collect()
    }

    /// The output folder.
    pub fn output(&self) -> PathBuf {
        match &self.options.output {
            Some(output) => output.clone(),
            None => self.options.root.join("public"),
        }
    }
}

fn pool(jobs: Option<usize>) -> Result<rayon::ThreadPool, Error> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build().map_err(|e| Error::world("threads could not be started", &e))
}
