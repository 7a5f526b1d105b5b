//! The outputs that need no template.

use super::feed::Feed;
use super::link::Linker;
use super::view::View;
use super::{api, cite, feed, share, sitemap, twin};
use crate::article::Body;
use crate::source::formats;

/// A file of the output: its path and its bytes.
pub type File = (String, Vec<u8>);

/// Output files of the twins of an article's page.
pub fn article_outputs(view: View<'_>, n: usize) -> impl Iterator<Item = String> {
    let article = &view.library.articles[n];
    let twins = cite::twins(view.settings, !article.sources.is_empty()).into_iter().map(|(name, ..)| name);
    twins.chain(view.settings.og_images.then_some(share::FILE)).map(|name| article.url.file(name))
}

/// The twins of an article's page.
pub fn article_files(view: View<'_>, n: usize, body: &Body) -> Vec<File> {
    let article = &view.library.articles[n];
    let sources: Vec<_> = article.sources.iter().map(|s| &s.source).collect();
    let text = |name: &str| match name {
        "index.md" => twin::markdown(view, article, body),
        "index.json" => twin::json_twin(view, article),
        "sources.bib" => formats::bibtex::write(&sources),
        "sources.ris" => formats::ris::write(&sources),
        _ => crate::base::json::pretty(&formats::csl::items(&sources)),
    };
    let twins = cite::twins(view.settings, !sources.is_empty());
    let mut out: Vec<File> = twins.into_iter().map(|(name, ..)| (article.url.file(name), text(name).into_bytes())).collect();
    if view.settings.og_images {
        out.push((article.url.file(share::FILE), share::picture(view, article)));
    }
    out
}

/// A file of the whole site. Its bytes are made when they are asked for, so that few are held at a time.
pub struct SiteFile<'v> {
    /// Its path in the output.
    pub path: String,
    make: Box<dyn Fn() -> String + Send + Sync + 'v>,
}

impl<'v> SiteFile<'v> {
    pub(super) fn new(path: impl Into<String>, make: impl Fn() -> String + Send + Sync + 'v) -> Self {
        Self { path: path.into(), make: Box::new(make) }
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        (self.make)().into_bytes()
    }
}

/// What of the whole site is not written, and why.
pub fn site_notes(view: View<'_>) -> Vec<String> {
    let needs = "feeds, sitemap.xml and opensearch.xml are not written: they need `base_url` in ibid.yaml, or --base-url";
    let mut notes = if view.settings.base_url.is_none() { vec![needs.to_owned()] } else { Vec::new() };
    notes.extend(share::notes(view));
    notes
}

/// One file of the whole site, by its path.
pub fn site_file(view: View<'_>, path: &str) -> Option<Vec<u8>> {
    site_files(view).into_iter().find(|file| file.path == path).map(|file| file.bytes())
}

/// The files of the whole site.
pub fn site_files(view: View<'_>) -> Vec<SiteFile<'_>> {
    let absolute = view.absolute();
    let (known, linker) = (absolute.clone(), absolute.clone().unwrap_or_else(|| view.linker("llms.txt")));
    let mut out = vec![
        SiteFile::new("robots.txt", move || sitemap::robots(known.as_ref())),
        SiteFile::new("llms.txt", move || sitemap::llms(view, &linker)),
    ];
    out.extend(lists(view));
    let Some(absolute) = absolute else { return out };
    let title = &view.settings.title;
    out.extend(feeds(view, &absolute, "", title.clone(), &view.library.newest));
    for topic in &view.library.topics {
        let folder = format!("topics/{}/", topic.slug);
        out.extend(feeds(view, &absolute, &folder, format!("{title}: {}", topic.title), &topic.articles));
    }
    out.extend(sitemap::sitemap(view, &absolute));
    out.push(SiteFile::new("opensearch.xml", move || sitemap::opensearch(view, &absolute)));
    out
}

/// Lists of all articles and works, for programs.
fn lists(view: View<'_>) -> Vec<SiteFile<'_>> {
    let written = view.settings.formats;
    let works = move || view.library.works.iter().map(|w| &*w.source).collect::<Vec<_>>();
    let any = !view.library.works.is_empty();
    let all = [
        (written.json, SiteFile::new("api/articles.json", move || api::articles(view))),
        (written.json, SiteFile::new("api/sources.json", move || api::sources(view))),
        (written.bib && any, SiteFile::new("sources.bib", move || formats::bibtex::write(&works()))),
        (written.ris && any, SiteFile::new("sources.ris", move || formats::ris::write(&works()))),
        (written.csl && any, SiteFile::new("sources.csl.json", move || formats::csl::write(&works()))),
    ];
    all.into_iter().filter_map(|(wanted, file)| wanted.then_some(file)).collect()
}

/// The feeds of articles whose list lies in `folder`.
fn feeds<'v>(view: View<'v>, absolute: &Linker, folder: &str, title: String, articles: &'v [usize]) -> [SiteFile<'v>; 2] {
    let file = |name: &str, make: fn(View<'_>, &Linker, &Feed<'_>) -> String| {
        let (own, page) = (format!("{folder}{name}"), format!("{folder}index.html"));
        let (absolute, title) = (absolute.clone(), title.clone());
        SiteFile::new(own.clone(), move || make(view, &absolute, &Feed { own: &own, page: &page, title: &title, articles }))
    };
    [file("feed.xml", feed::atom), file("feed.json", feed::json_feed)]
}
