//! Opens a site: reads and parses the content, resolves the Library, gathers, settles and locates the findings.

use super::bodies::{Desk, Kept, Room, Settled};
use super::{AT_ONCE, Options, Site, Skipped, Stage, named};
use crate::article::book::Bibliography;
use crate::article::{self, Article, Context, front_matter};
use crate::base::date::Date;
use crate::base::hash::Digest;
use crate::base::path::SitePath;
use crate::check::{self, Accepted, Checker, Given, accepted};
use crate::config::{self, Settings};
use crate::diag::{Checked, Diagnostic, Located, Tally};
use crate::error::Error;
use crate::files::{self, ContentFile, Tree};
use crate::library::{self, Asset, Library, Parts};
use crate::page::Dictionary;
use crate::page::integrity::Told;
use crate::page::known::Known;
use crate::source::formats;
use crate::source::retractions::Retractions;
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The settings of the site in a folder, without reading the site; the usual ones where there is none.
pub fn settings_of(root: &Path) -> Result<Settings, Error> {
    let names = ["ibid.yaml", "ibid.yml"].map(SitePath::new);
    let Some(file) = names.iter().find(|f| files::exists(root, f)) else { return Ok(Settings::default()) };
    Ok(config::parse(file, &files::read_text(root, file)?).value)
}

impl Site {
    pub(super) fn read(options: Options, pool: Arc<rayon::ThreadPool>) -> Result<Site, Error> {
        let observer = Arc::clone(&options.observer);
        observer.begin(Stage::Read, 0);
        let tree = files::scan(&options.root)?;
        let (settings, mut findings) = settings(&tree, &options)?;
        let style = named::style(&tree, &settings, &mut findings)?;
        let theme = Theme::load(&options.root, named::theme(&tree, &settings, &mut findings)?)?;
        let words = Dictionary::new(theme.words().clone());
        findings.extend(tree.diagnostics.iter().map(|d| located(d, "")));
        let mut bibliographies = Bibliographies::shared(&options.root, &tree, &settings, &mut findings)?;
        observer.begin(Stage::Parse, tree.articles.len());
        let room = Room::new(options.places);
        let parse = |file: Checked<ContentFile>, bibliographies: &Bibliographies| {
            let context = Context { settings: &settings, shared: &bibliographies.shared, files: &bibliographies.by_path };
            observer.step();
            Parsed::new(file, context, &room)
        };
        // A text is let go as soon as it is parsed: only those wait that name bibliographies, which are not read yet.
        let first = |file: &SitePath| {
            let file = files::read(&tree.root, file)?;
            Ok(match named_bibliographies(&file.value) {
                named if named.is_empty() => First::Parsed(parse(file, &bibliographies)),
                named => First::Waits(file, named),
            })
        };
        let read: Vec<Result<First, Error>> = tree.articles.par_iter().with_max_len(AT_ONCE).map(first).collect();
        let read = read.into_iter().collect::<Result<Vec<First>, Error>>()?;
        let named = read.iter().flat_map(First::named).cloned().collect();
        bibliographies.read_named(&options.root, &named, &mut findings)?;
        let second = |first| match first {
            First::Parsed(parsed) => parsed,
            First::Waits(file, _) => parse(file, &bibliographies),
        };
        let parsed: Vec<Parsed> = read.into_par_iter().with_max_len(AT_ONCE).map(second).collect();
        observer.begin(Stage::Resolve, 0);
        let assets = assets(&options.root, &tree)?;
        let inputs = inputs(&options.root, &settings, &tree, &bibliographies, &parsed)?;
        let (library, bodies, skipped) = (Library::default(), Vec::new(), Vec::new());
        let (accepted, told, unplaced) = (accepted(&options.root)?, None, Tally::default());
        let mut site = Site {
            options,
            pool,
            settings,
            style,
            theme,
            words,
            bibliographies,
            inputs,
            library,
            bodies,
            room,
            skipped,
            findings,
            unplaced,
            accepted,
            told,
        };
        let retractions = site.options.retractions.as_deref().map(retractions).transpose()?;
        site.take(parsed, assets, retractions.as_ref())?;
        Ok(site)
    }

    /// Sorts what is published from what is not, resolves the Library, and settles and locates the findings.
    fn take(&mut self, parsed: Vec<Parsed>, assets: BTreeMap<SitePath, Asset>, retractions: Option<&Retractions>) -> Result<(), Error> {
        let mut parts = Parts { assets, ..Parts::default() };
        // Content files are listed in the order that the Library has: bodies and findings have the places of their articles.
        let mut desks = Vec::with_capacity(parsed.len());
        let mut home = None;
        for Parsed { summary, body, found, .. } in parsed {
            match withheld(&summary, &self.options, self.today()) {
                Some(reason) => {
                    self.skipped.push(Skipped { file: summary.file.clone(), reason: reason.clone() });
                    parts.withheld.insert(summary.file.clone(), reason);
                }
                None if summary.file.is_home_text() => {
                    home = Some(Desk { summary: Arc::clone(&summary), found });
                    parts.home = Some(summary);
                }
                None => {
                    desks.push(Desk { summary: Arc::clone(&summary), found });
                    self.bodies.push(Mutex::new(body));
                    parts.articles.push(summary);
                }
            }
        }
        self.library = library::resolve(parts);
        let known = Known::new(self.view());
        let today = self.today();
        let accepted = self.accepted.as_ref();
        let checker = Checker::new(Given { retractions, accepted, ..Given::new(&self.library, &self.settings, today) });
        for diagnostic in library::problems(&self.library, &known) {
            if let Some(n) = self.library.by_file(&diagnostic.file) {
                desks[n].found.push(diagnostic);
            } else if let Some(home) = home.as_mut().filter(|home| home.summary.file == diagnostic.file) {
                home.found.push(diagnostic);
            }
        }
        let settle = |(n, mut desk): (usize, Desk)| {
            desk.found.extend(checker.article(n));
            desk.settle(self, today)
        };
        let mut settled: Vec<Settled> = desks.into_par_iter().with_max_len(AT_ONCE).enumerate().map(settle).collect::<Result<_, _>>()?;
        settled.extend(home.map(|home| home.settle(self, today)).transpose()?);
        let lost = named::lost_nav(&self.options.root, &self.settings, self.view())?;
        self.findings.extend(lost);
        check::set_levels(&mut self.findings, &self.settings.rules);
        for settled in settled {
            match settled {
                Settled::Placed(found) => self.findings.extend(found),
                Settled::Counted(tally) => self.unplaced.add(tally),
            }
        }
        crate::diag::sort(&mut self.findings);
        self.told = self.settings.integrity_page.then(|| Told::new(self.findings.iter().map(|f| &f.diagnostic)));
        Ok(())
    }
}

/// Why an article is not published, if it is not.
pub(super) fn withheld(summary: &article::Summary, options: &Options, today: Date) -> Option<String> {
    match summary {
        s if s.draft && !options.drafts => Some(super::DRAFT.to_owned()),
        s if s.date.is_some_and(|d| d > today) && !options.future => {
            Some(format!("its date, {}, is yet to come (--future publishes it)", s.date.map(|d| d.to_string()).unwrap_or_default()))
        }
        s if s.expires.is_some_and(|d| d <= today) => {
            Some(format!("it expired on {}", s.expires.map(|d| d.to_string()).unwrap_or_default()))
        }
        _ => None,
    }
}

/// What is kept of a content file once it is parsed.
struct Parsed {
    summary: Arc<article::Summary>,
    body: Kept,
    found: Vec<Diagnostic>,
    digest: [u8; 32],
}

impl Parsed {
    fn new(file: Checked<ContentFile>, context: Context<'_>, room: &Room) -> Self {
        let Checked { value: file, diagnostics: unread } = file;
        let Checked { value: Article { mut summary, body, .. }, diagnostics: mut found } = article::parse(&file.file, &file.text, context);
        found.extend(unread);
        summary.shrink();
        Self { summary: Arc::new(summary), body: room.keep(body), found, digest: Digest::of(file.text.as_bytes()) }
    }
}

/// A content file at its first reading.
enum First {
    Parsed(Parsed),
    /// It waits for the bibliographies that it names.
    Waits(Checked<ContentFile>, Vec<SitePath>),
}

impl First {
    fn named(&self) -> &[SitePath] {
        match self {
            Self::Parsed(_) => &[],
            Self::Waits(_, named) => named,
        }
    }
}

/// A hash of what was read: content files and bibliographies.
fn inputs(root: &Path, settings: &Settings, tree: &Tree, bibliographies: &Bibliographies, parsed: &[Parsed]) -> Result<String, Error> {
    let mut digest = Digest::default();
    parsed.iter().for_each(|p| digest.add(&p.digest));
    let site_wide = named::bibliographies(settings).filter(|f| files::exists(root, f));
    for file in tree.sources.iter().chain(bibliographies.by_path.keys()).cloned().chain(site_wide) {
        digest.add(&files::read_bytes(root, &file)?);
    }
    Ok(digest.finish())
}

pub(super) fn settings(tree: &Tree, options: &Options) -> Result<(Settings, Vec<Located>), Error> {
    let (mut settings, findings) = match &tree.settings {
        None => (Settings::default(), Vec::new()),
        Some(file) => {
            let text = files::read_text(&options.root, file)?;
            let checked = config::parse(file, &text);
            let unknown = check::unknown_rules(file, &checked.value.rules, &text);
            let found = all_located(checked.diagnostics.into_iter().chain(unknown), &text);
            (checked.value, found)
        }
    };
    if let Some(base_url) = &options.base_url {
        settings.base_url = config::base_url(base_url).map_err(|why| Error::usage(format!("--base-url: {why}")))?;
    }
    Ok((settings, findings))
}

/// Reads every content file, each with what was found wrong in its bytes.
pub(super) fn read_content(tree: &Tree) -> Result<(Vec<ContentFile>, Vec<Vec<Diagnostic>>), Error> {
    let read: Vec<Result<Checked<ContentFile>, Error>> = tree.articles.par_iter().map(|f| files::read(&tree.root, f)).collect();
    let mut out = Vec::with_capacity(read.len());
    let mut found = Vec::new();
    for checked in read {
        let checked = checked?;
        found.push(checked.diagnostics);
        out.push(checked.value);
    }
    Ok((out, found))
}

fn retractions(path: &Path) -> Result<Retractions, Error> {
    let wrong = |why| Error::usage(format!("{} is no list of retractions: {why}; the Retraction Watch database has them", path.display()));
    Retractions::read(&files::read_given(path)?).map_err(wrong)
}

/// What was accepted last, where anything was.
pub(super) fn accepted(root: &Path) -> Result<Option<Accepted>, Error> {
    let file = SitePath::new(accepted::FILE);
    if !files::exists(root, &file) {
        return Ok(None);
    }
    let wrong =
        |line| Error::usage(format!("{file}:{line} cannot be read; `ibid check --accept` writes the file anew once it is taken away"));
    Accepted::read(&files::read_text(root, &file)?).map(Some).map_err(wrong)
}

/// The bibliographies of a site.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Bibliographies {
    /// What every article may cite from.
    pub shared: Bibliography,
    /// Files that articles name.
    pub by_path: BTreeMap<SitePath, Bibliography>,
}

impl Bibliographies {
    /// Reads `sources/`, the settings' `bibliography`, and the files that articles name.
    pub(super) fn read(
        root: &Path,
        tree: &Tree,
        settings: &Settings,
        named: &BTreeSet<SitePath>,
        findings: &mut Vec<Located>,
    ) -> Result<Self, Error> {
        let mut read = Self::shared(root, tree, settings, findings)?;
        read.read_named(root, named, findings)?;
        Ok(read)
    }

    /// Reads `sources/` and the settings' `bibliography`.
    fn shared(root: &Path, tree: &Tree, settings: &Settings, findings: &mut Vec<Located>) -> Result<Self, Error> {
        let mut shared = Vec::new();
        findings.extend(named::missing(tree, settings)?);
        findings.extend(named::broken_nav(tree, settings)?);
        let site_wide = named::bibliographies(settings).filter(|f| files::exists(root, f));
        for file in tree.sources.iter().cloned().chain(site_wide) {
            shared.extend(read_sources(root, &file, findings)?);
        }
        Ok(Self { shared: Bibliography::new(shared), by_path: BTreeMap::new() })
    }

    /// Reads the files that articles name.
    fn read_named(&mut self, root: &Path, named: &BTreeSet<SitePath>, findings: &mut Vec<Located>) -> Result<(), Error> {
        for file in named.iter().filter(|f| files::exists(root, f)) {
            self.by_path.insert(file.clone(), Bibliography::new(read_sources(root, file, findings)?));
        }
        Ok(())
    }
}

/// The bibliographies that an article names.
pub(super) fn named_bibliographies(file: &ContentFile) -> Vec<SitePath> {
    if !file.text.contains("bibliography") {
        return Vec::new();
    }
    let split = front_matter::split(&file.file, &file.text);
    let Some(yaml) = split.yaml else { return Vec::new() };
    front_matter::bibliography_paths(yaml.slice(&file.text)).iter().filter_map(|p| file.file.join(p)).collect()
}

fn read_sources(root: &Path, file: &SitePath, findings: &mut Vec<Located>) -> Result<Vec<crate::source::Source>, Error> {
    let text = formats::decode(&files::read_bytes(root, file)?);
    let checked = formats::read(file, &text);
    findings.extend(all_located(checked.diagnostics, &text));
    Ok(checked.value)
}

/// Files that articles may show or link to, with the size of images.
pub(super) fn assets(root: &Path, tree: &Tree) -> Result<BTreeMap<SitePath, Asset>, Error> {
    tree.assets
        .par_iter()
        .map(|file| Ok((file.clone(), Asset { size: files::image_size(root, file)?, active: files::why_active(root, file)? })))
        .collect()
}

/// Findings of one file, with their places in its text.
fn all_located(found: impl IntoIterator<Item = Diagnostic>, text: &str) -> Vec<Located> {
    crate::diag::locate_all(text, found.into_iter().map(|d| (d, None)))
}

pub(super) fn located(diagnostic: &Diagnostic, text: &str) -> Located {
    crate::diag::locate(diagnostic, text, None)
}
