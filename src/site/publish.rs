//! Publishes a site: presents, renders and writes every page and the files beside them.

use super::{AT_ONCE, Built, Shard, Site, Stage};
use crate::article::Summary;
use crate::base::hash::Digest;
use crate::base::path::SitePath;
use crate::deploy;
use crate::diag::Severity;
use crate::error::Error;
use crate::files;
use crate::output::{self, Counts, Publication};
use crate::page::files::{SiteFile, article_files, article_outputs, site_files, site_notes};
use crate::page::{PageId, View, id, link, present};
use crate::search::{self, Vocabulary};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Site {
    /// Publishes the site, and uses it up. An error among the findings publishes nothing.
    pub fn build(self) -> Result<Built, Error> {
        let errors = self.findings.iter().filter(|f| f.diagnostic.severity == Severity::Error).count();
        if errors > 0 {
            return Err(Error::findings(errors));
        }
        let pool = Arc::clone(&self.pool);
        pool.install(|| self.publish())
    }

    fn publish(self) -> Result<Built, Error> {
        let view = self.view();
        let (shard, observer) = (self.options.shard, Arc::clone(&self.options.observer));
        let (plan, mark, found) = (id::plan(view), self.mark()?, self.tally());
        let (output, articles, pages) = (self.output(), self.library.articles.len(), plan.len());
        let notes = if shard.has_common() { self.notes(view) } else { Vec::new() };
        if let Some(unchanged) = output::current(&output, &mark).filter(|_| shard == Shard::default()) {
            [Stage::Write, Stage::Index, Stage::Tidy].into_iter().for_each(|stage| observer.begin(stage, 0));
            return Ok(Built { articles, pages, unchanged, notes, output, found, skipped: self.skipped, ..Built::default() });
        }
        let publication = Publication::begin(&self.options.root, &output, shard.extent())?;
        let common = if shard.has_common() { self.common(view) } else { Common::default() };
        let pages = plan.iter().map(|page| id::output(view, *page));
        let twins = (0..self.library.articles.len()).flat_map(|n| article_outputs(view, n));
        publication.announce(pages.chain(twins).chain(common.outputs()))?;
        if shard.has_common() && self.settings.search {
            publication.reserve("search", search::is_file_name)?;
        }
        let own: Vec<PageId> = plan.into_iter().enumerate().filter(|(place, _)| shard.has_page(*place)).map(|(_, page)| page).collect();
        let pages = own.len();
        observer.begin(Stage::Write, pages);
        let put_page = |page: &PageId| {
            observer.step();
            self.page(view, *page, &publication)
        };
        let (common, pages_put) =
            rayon::join(|| self.put_common(common, &publication), || own.par_iter().with_max_len(AT_ONCE).try_for_each(put_page));
        common.and(pages_put)?;
        let Self { library, settings, skipped, .. } = self;
        if shard.has_common() {
            observer.begin(Stage::Index, 0);
        }
        if shard.has_common() && settings.search {
            put_search(library.into_articles(), &publication)?;
        }
        observer.begin(Stage::Tidy, 0);
        let Counts { written, unchanged, removed } = publication.finish(&mark)?;
        Ok(Built { articles, pages, written, unchanged, removed, notes, output, skipped, found })
    }

    /// What belongs to the site as a whole, but for the search index.
    fn common<'s>(&'s self, view: View<'s>) -> Common<'s> {
        let (files, hosts) = (site_files(view), self.host_files(view).collect());
        Common { files, hosts, assets: self.used_assets(), theme: self.theme.assets().collect() }
    }

    /// What is not written and why, and what else is worth knowing of the output.
    fn notes(&self, view: View<'_>) -> Vec<String> {
        let faint = self.theme.faint().iter().map(|faint| format!("theme: {faint}"));
        site_notes(view).into_iter().chain(faint).collect()
    }

    /// A hash of everything that outputs depend on, but for the program.
    fn mark(&self) -> Result<String, Error> {
        let mut digest = Digest::default();
        digest.add(self.inputs.as_bytes());
        digest.add(format!("{:?} {:?} {:?}", self.settings, self.today(), self.told).as_bytes());
        for article in &self.library.articles {
            digest.add(article.file.as_str().as_bytes());
        }
        for (path, text) in self.theme.own() {
            digest.add(path.as_bytes());
            digest.add(text.as_bytes());
        }
        for asset in self.used_assets() {
            digest.add(asset.as_str().as_bytes());
            digest.add(&files::read_bytes(&self.options.root, asset)?);
        }
        Ok(digest.finish())
    }

    fn put_common(&self, common: Common<'_>, publication: &Publication) -> Result<(), Error> {
        for (path, bytes) in common.theme {
            publication.put(path, bytes)?;
        }
        common.assets.par_iter().try_for_each(|file| self.copy(file, publication))?;
        common.hosts.into_iter().try_for_each(|(path, bytes)| publication.put(&path, &bytes))?;
        common.files.into_par_iter().with_max_len(1).try_for_each(|file| publication.put(&file.path, &file.bytes()))
    }

    fn page(&self, view: View<'_>, page: PageId, publication: &Publication) -> Result<(), Error> {
        let body = match page {
            PageId::Article(n) => Some(self.body(n)?),
            PageId::Home => self.home_body()?,
            _ => None,
        };
        let model = present(view, page, body.as_ref());
        let html = self.theme.render(&model)?;
        publication.put(&model.output, html.as_bytes())?;
        if let (PageId::Article(n), Some(body)) = (page, body) {
            for (path, bytes) in article_files(view, n, &body) {
                publication.put(&path, &bytes)?;
            }
        }
        Ok(())
    }

    /// What the hosts that the settings name want in the output.
    fn host_files(&self, view: View<'_>) -> impl Iterator<Item = (String, Vec<u8>)> {
        let files = deploy::outputs(&self.settings.deploy, &id::redirects(view), &view.base_path());
        files.into_iter().map(|(path, text)| (path, text.into_bytes()))
    }

    /// Files under `content/` that articles show or link to.
    fn used_assets(&self) -> Vec<&SitePath> {
        let used: BTreeSet<&SitePath> = self.library.texts().flat_map(|a| link::used_assets(&self.library, a)).collect();
        used.into_iter().filter(|f| self.library.assets.contains_key(*f)).collect()
    }

    fn copy(&self, file: &SitePath, publication: &Publication) -> Result<(), Error> {
        publication.put(&link::asset_output(file), &files::read_bytes(&self.options.root, file)?)
    }
}

/// The search index: what each article holds, counted in parallel, merged, and cut into files. It comes when the pages are
/// done with, and each article goes as its words are counted.
fn put_search(articles: Vec<Arc<Summary>>, publication: &Publication) -> Result<(), Error> {
    let vocabulary = Vocabulary::default();
    let count = |article: Arc<Summary>| vocabulary.count(&search::document(&article, article.url.as_str().to_owned() + "/"));
    let fragments = articles.into_par_iter().with_max_len(AT_ONCE).map(count).collect();
    let files: Vec<_> =
        search::merge(vocabulary, fragments).files().into_iter().map(|(path, bytes)| (format!("search/{path}"), bytes)).collect();
    publication.announce(files.iter().map(|(path, _)| path.clone()))?;
    files.into_par_iter().try_for_each(|(path, bytes)| publication.put(&path, &bytes))
}

/// What belongs to the site as a whole: its own files, those of hosts, files under `content/` to copy, the theme's files.
#[derive(Default)]
struct Common<'s> {
    files: Vec<SiteFile<'s>>,
    hosts: Vec<(String, Vec<u8>)>,
    assets: Vec<&'s SitePath>,
    theme: Vec<(&'s str, &'s [u8])>,
}

impl Common<'_> {
    fn outputs(&self) -> impl Iterator<Item = String> {
        let files = self.files.iter().map(|file| file.path.clone());
        let files = files.chain(self.hosts.iter().map(|(path, _)| path.clone()));
        files.chain(self.assets.iter().map(|f| link::asset_output(f))).chain(self.theme.iter().map(|(path, _)| (*path).to_owned()))
    }
}
