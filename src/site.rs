//! The composition root: every loop over articles and pages is here.
//!
//! [Site::open] reads and parses the content, resolves the [Library] and gathers the findings;
//! [Site::build] presents, renders and publishes every page. Nothing is written while a finding is an error.

use crate::article::book::Bibliography;
use crate::article::{self, Article, Context, front_matter};
use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::check;
use crate::config::{self, Settings};
use crate::diag::{Checked, Diagnostic, Located, Severity};
use crate::error::Error;
use crate::files::{self, ContentFile, Tree};
use crate::library::{self, Asset, Library, Parts};
use crate::output::{Counts, Publication};
use crate::page::files::{article_files, article_outputs, site_files};
use crate::page::{Dictionary, PageId, View, id, link, present};
use crate::search;
use crate::source::formats;
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
}

impl Options {
    /// The site in a folder, with nothing that differs from its settings; the day is 1970-01-01 until it is given.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), drafts: false, future: false, base_url: None, output: None, jobs: None, today: Date::EPOCH }
    }
}

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
}

/// A site, read and checked.
#[derive(Debug)]
pub struct Site {
    options: Options,
    settings: Settings,
    theme: Theme,
    words: Dictionary,
    library: Library,
    /// Bodies of the published articles, in the Library's order.
    bodies: Vec<article::Body>,
    skipped: Vec<Skipped>,
    findings: Vec<Located>,
}

impl Site {
    /// Reads and checks the site.
    pub fn open(options: Options) -> Result<Site, Error> {
        let pool = pool(options.jobs)?;
        pool.install(|| Self::read(options))
    }

    fn read(options: Options) -> Result<Site, Error> {
        let tree = files::scan(&options.root)?;
        let (settings, mut findings) = settings(&tree, &options)?;
        let theme = Theme::load(&options.root, settings.theme.as_deref())?;
        let words = Dictionary::new(theme.words().clone());
        let (files, unread) = read_content(&tree)?;
        findings.extend(tree.diagnostics.iter().map(|d| located(d, "")));
        findings.extend(unread.iter().map(|d| located(d, "")));
        let bibliographies = Bibliographies::read(&options.root, &tree, &settings, &files, &mut findings)?;
        let context = Context { settings: &settings, shared: &bibliographies.shared, files: &bibliographies.by_path };
        let parsed: Vec<Checked<Article>> = files.par_iter().map(|f| article::parse(&f.file, &f.text, context)).collect();
        let assets = assets(&options.root, &tree)?;
        let mut site =
            Site { options, settings, theme, words, library: Library::default(), bodies: Vec::new(), skipped: Vec::new(), findings };
        site.take(files, parsed, assets);
        Ok(site)
    }

    /// Sorts what is published from what is not, resolves the Library, and settles and locates the findings.
    fn take(&mut self, files: Vec<ContentFile>, parsed: Vec<Checked<Article>>, assets: BTreeMap<SitePath, Asset>) {
        let mut parts = Parts { assets, ..Parts::default() };
        let mut bodies = Vec::with_capacity(parsed.len());
        let mut desks: BTreeMap<SitePath, Desk<'_>> = BTreeMap::new();
        for (file, checked) in files.iter().zip(parsed) {
            let summary = Arc::new(checked.value.summary);
            match self.withheld(&summary) {
                Some(reason) => {
                    self.skipped.push(Skipped { file: file.file.clone(), reason: reason.clone() });
                    parts.withheld.insert(file.file.clone(), reason);
                }
                None => {
                    parts.articles.push(Arc::clone(&summary));
                    bodies.push((file.file.clone(), checked.value.body));
                    let desk = Desk { summary, anchors: checked.value.anchors, text: &file.text, found: checked.diagnostics };
                    desks.insert(file.file.clone(), desk);
                }
            }
        }
        self.library = library::resolve(parts);
        bodies.sort_by(|a, b| a.0.cmp(&b.0));
        self.bodies = bodies.into_iter().map(|(_, body)| body).collect();
        let reserved = id::reserved(self.view());
        for diagnostic in library::problems(&self.library, &reserved).into_iter().chain(check::run(&self.library)) {
            if let Some(desk) = desks.get_mut(&diagnostic.file) {
                desk.found.push(diagnostic);
            }
        }
        let today = self.today();
        let settled = desks.into_values().flat_map(|desk| desk.settle(&self.settings, today));
        self.findings.extend(settled);
        crate::diag::sort(&mut self.findings);
    }

    fn withheld(&self, summary: &article::Summary) -> Option<String> {
        let today = self.today();
        match summary {
            s if s.draft && !self.options.drafts => Some("it is a draft (--drafts publishes it)".to_owned()),
            s if s.date.is_some_and(|d| d > today) && !self.options.future => {
                Some(format!("its date, {}, is yet to come (--future publishes it)", s.date.map(|d| d.to_string()).unwrap_or_default()))
            }
            s if s.expires.is_some_and(|d| d <= today) => {
                Some(format!("it expired on {}", s.expires.map(|d| d.to_string()).unwrap_or_default()))
            }
            _ => None,
        }
    }

    fn today(&self) -> Date {
        self.settings.date.unwrap_or(self.options.today)
    }

    fn view(&self) -> View<'_> {
        View { library: &self.library, settings: &self.settings, words: &self.words, today: self.today() }
    }

    /// Every finding, sorted.
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

    /// All published articles.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The output folder.
    pub fn output(&self) -> PathBuf {
        match &self.options.output {
            Some(output) => output.clone(),
            None => self.options.root.join("public"),
        }
    }

    /// Publishes the site. An error among the findings publishes nothing.
    pub fn build(&self) -> Result<Built, Error> {
        let errors = self.findings.iter().filter(|f| f.diagnostic.severity == Severity::Error).count();
        if errors > 0 {
            return Err(Error::findings(errors));
        }
        pool(self.options.jobs)?.install(|| self.publish())
    }

    fn publish(&self) -> Result<Built, Error> {
        let view = self.view();
        let publication = Publication::begin(&self.options.root, &self.output())?;
        let plan = id::plan(view);
        let assets = self.used_assets();
        let (mut files, notes) = site_files(view);
        files.extend(self.search_index(view));
        let pages = plan.iter().map(|page| id::output(view, *page));
        let twins = (0..self.library.articles.len()).flat_map(|n| article_outputs(view, n));
        let fixed = self.theme.assets().map(|(path, _)| path.to_owned()).chain(assets.iter().map(|f| link::asset_output(f)));
        publication.announce(pages.chain(twins).chain(fixed).chain(files.iter().map(|(path, _)| path.clone())))?;
        plan.par_iter().try_for_each(|page| self.page(view, *page, &publication))?;
        for (path, bytes) in self.theme.assets() {
            publication.put(path, bytes)?;
        }
        assets.par_iter().try_for_each(|file| self.copy(file, &publication))?;
        files.into_par_iter().try_for_each(|(path, bytes)| publication.put(&path, &bytes))?;
        let counts = publication.finish()?;
        let (articles, pages) = (self.library.articles.len(), plan.len());
        let Counts { written, unchanged, removed } = counts;
        Ok(Built { articles, pages, written, unchanged, removed, notes })
    }

    fn page(&self, view: View<'_>, page: PageId, publication: &Publication) -> Result<(), Error> {
        let body = match page {
            PageId::Article(n) => self.bodies.get(n),
            _ => None,
        };
        let model = present(view, page, body);
        let lang = crate::base::lang::Lang::new(&model.frame.lang).unwrap_or_default();
        let html = self.theme.render(&model, view.words(&lang))?;
        publication.put(&model.output, html.as_bytes())?;
        if let (PageId::Article(n), Some(body)) = (page, body) {
            for (path, bytes) in article_files(view, n, body) {
                publication.put(&path, &bytes)?;
            }
        }
        Ok(())
    }

    /// The search index: what each article holds, counted in parallel, merged, and cut into files.
    fn search_index(&self, view: View<'_>) -> Vec<(String, Vec<u8>)> {
        if !self.settings.search {
            return Vec::new();
        }
        let place = |n: usize| id::url(view, PageId::Article(n)).as_str().to_owned() + "/";
        let articles: Vec<usize> = (0..self.library.articles.len()).collect();
        let fragments: Vec<_> =
            articles.par_iter().map(|n| search::fragment(&search::document(&self.library.articles[*n], place(*n)))).collect();
        search::merge(fragments).files().into_iter().map(|(path, bytes)| (format!("search/{path}"), bytes)).collect()
    }

    /// Files under `content/` that articles show or link to.
    fn used_assets(&self) -> Vec<&SitePath> {
        let used: BTreeSet<&SitePath> = self.library.articles.iter().flat_map(|a| link::used_assets(a)).collect();
        used.into_iter().filter(|f| self.library.assets.contains_key(*f)).collect()
    }

    fn copy(&self, file: &SitePath, publication: &Publication) -> Result<(), Error> {
        publication.put(&link::asset_output(file), &files::read_bytes(&self.options.root, file)?)
    }
}

/// One article while its findings are gathered.
struct Desk<'t> {
    summary: Arc<article::Summary>,
    anchors: article::Anchors,
    text: &'t str,
    found: Vec<Diagnostic>,
}

impl Desk<'_> {
    /// The findings that are left after levels and waivers, each with its place.
    fn settle(self, settings: &Settings, today: Date) -> Vec<Located> {
        let settled = check::settle(&self.summary, self.found, &settings.rules, today);
        settled.iter().map(|d| locate_subject(d, &self.anchors, self.text)).collect()
    }
}

fn pool(jobs: Option<usize>) -> Result<rayon::ThreadPool, Error> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build().map_err(|e| Error::world("threads could not be started", &e))
}

fn settings(tree: &Tree, options: &Options) -> Result<(Settings, Vec<Located>), Error> {
    let (mut settings, findings) = match &tree.settings {
        None => (Settings::default(), Vec::new()),
        Some(file) => {
            let text = files::read_text(&options.root, file)?;
            let checked = config::parse(file, &text);
            let unknown = check::unknown_rules(file, &checked.value.rules, &text);
            let found = checked.diagnostics.iter().chain(&unknown).map(|d| located(d, &text)).collect();
            (checked.value, found)
        }
    };
    if let Some(base_url) = &options.base_url {
        settings.base_url = config::base_url(base_url).map_err(|why| Error::usage(format!("--base-url: {why}")))?;
    }
    Ok((settings, findings))
}

/// Reads every content file; those that cannot be read as text come as findings.
fn read_content(tree: &Tree) -> Result<(Vec<ContentFile>, Vec<Diagnostic>), Error> {
    let read: Vec<Result<Checked<ContentFile>, Error>> = tree.articles.par_iter().map(|f| files::read(&tree.root, f)).collect();
    let mut out = Vec::with_capacity(read.len());
    let mut found = Vec::new();
    for checked in read {
        let checked = checked?;
        found.extend(checked.diagnostics);
        out.push(checked.value);
    }
    Ok((out, found))
}

/// The bibliographies of a site.
struct Bibliographies {
    shared: Bibliography,
    by_path: BTreeMap<SitePath, Bibliography>,
}

impl Bibliographies {
    /// Reads `sources/`, the settings' `bibliography`, and the files that articles name.
    fn read(root: &Path, tree: &Tree, settings: &Settings, files: &[ContentFile], findings: &mut Vec<Located>) -> Result<Self, Error> {
        let mut shared = Vec::new();
        let site_wide = settings.bibliography.iter().map(SitePath::new);
        for file in tree.sources.iter().cloned().chain(site_wide) {
            shared.extend(read_sources(root, &file, findings)?);
        }
        let named: BTreeSet<SitePath> = files.iter().flat_map(named_bibliographies).collect();
        let mut by_path = BTreeMap::new();
        for file in named.into_iter().filter(|f| files::exists(root, f)) {
            by_path.insert(file.clone(), Bibliography::new(read_sources(root, &file, findings)?));
        }
        Ok(Self { shared: Bibliography::new(shared), by_path })
    }
}

fn named_bibliographies(file: &ContentFile) -> Vec<SitePath> {
    let split = front_matter::split(&file.file, &file.text);
    let Some(yaml) = split.yaml else { return Vec::new() };
    front_matter::bibliography_paths(yaml.slice(&file.text)).iter().filter_map(|p| file.file.join(p)).collect()
}

fn read_sources(root: &Path, file: &SitePath, findings: &mut Vec<Located>) -> Result<Vec<crate::source::Source>, Error> {
    let text = formats::decode(&files::read_bytes(root, file)?);
    let checked = formats::read(file, &text);
    findings.extend(checked.diagnostics.iter().map(|d| located(d, &text)));
    Ok(checked.value)
}

/// Files that articles may show or link to, with the size of images.
fn assets(root: &Path, tree: &Tree) -> Result<BTreeMap<SitePath, Asset>, Error> {
    tree.assets.par_iter().map(|file| Ok((file.clone(), Asset { size: files::image_size(root, file)? }))).collect()
}

fn located(diagnostic: &Diagnostic, text: &str) -> Located {
    crate::diag::locate(diagnostic, text, None)
}

fn locate_subject(diagnostic: &Diagnostic, anchors: &article::Anchors, text: &str) -> Located {
    let span = match &diagnostic.target {
        crate::diag::Target::Span(span) => *span,
        crate::diag::Target::Subject(subject) => anchors.find(subject),
    };
    crate::diag::locate(diagnostic, text, Some(span))
}
