//! The outputs that need no template.

use super::feed::Feed;
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

/// The files of the whole site, and what was not written and why.
pub fn site_files(view: View<'_>) -> (Vec<File>, Vec<String>) {
    (wanted_files(view, &|_| true), site_notes(view))
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
    // A sitemap of many parts is made as a whole.
    let wanted = |name: &str| name == path || name == "sitemap.xml" && path.starts_with("sitemap");
    wanted_files(view, &wanted).into_iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes)
}

/// The files of the whole site whose name is wanted; the others cost nothing.
fn wanted_files(view: View<'_>, wanted: &dyn Fn(&str) -> bool) -> Vec<File> {
    let mut out: Vec<File> = Vec::new();
    let mut push = |name: &str, text: &dyn Fn() -> String| {
        if wanted(name) {
            out.push((name.to_owned(), text().into_bytes()));
        }
    };
    let absolute = view.absolute();
    push("robots.txt", &|| sitemap::robots(absolute.as_ref()));
    push("llms.txt", &|| sitemap::llms(view, absolute.as_ref().unwrap_or(&view.linker("llms.txt"))));
    if view.settings.formats.json {
        push("api/articles.json", &|| api::articles(view));
        push("api/sources.json", &|| api::sources(view));
    }
    let written = view.settings.formats;
    let works = || view.library.works.iter().map(|w| &*w.source).collect::<Vec<_>>();
    let any = !view.library.works.is_empty();
    if written.bib && any {
        push("sources.bib", &|| formats::bibtex::write(&works()));
    }
    if written.ris && any {
        push("sources.ris", &|| formats::ris::write(&works()));
    }
    if written.csl && any {
        push("sources.csl.json", &|| formats::csl::write(&works()));
    }
    let Some(absolute) = absolute else { return out };
    let title = &view.settings.title;
    let mut feeds = |folder: &str, page: &str, title: &str, articles: &[usize]| {
        let (xml, json) = (format!("{folder}feed.xml"), format!("{folder}feed.json"));
        push(&xml, &|| feed::atom(view, &absolute, &Feed { own: &xml, page, title, articles }));
        push(&json, &|| feed::json_feed(view, &absolute, &Feed { own: &json, page, title, articles }));
    };
    feeds("", "index.html", title, &view.library.newest);
    for topic in &view.library.topics {
        let folder = format!("topics/{}/", topic.slug);
        feeds(&folder, &format!("{folder}index.html"), &format!("{title}: {}", topic.title), &topic.articles);
    }
    push("opensearch.xml", &|| sitemap::opensearch(view, &absolute));
    if wanted("sitemap.xml") {
        out.extend(sitemap::sitemap(view, &absolute).into_iter().map(|(name, text)| (name, text.into_bytes())));
    }
    out
}
