//! The outputs that need no template.

use super::feed::Feed;
use super::view::View;
use super::{api, cite, feed, sitemap, twin};
use crate::article::Body;
use crate::source::formats;

/// A file of the output: its path and its bytes.
pub type File = (String, Vec<u8>);

/// Output files of the twins of an article's page.
pub fn article_outputs(view: View<'_>, n: usize) -> impl Iterator<Item = String> {
    let article = &view.library.articles[n];
    cite::twins(view.settings, !article.sources.is_empty()).into_iter().map(|(name, ..)| article.url.file(name))
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
    twins.into_iter().map(|(name, ..)| (article.url.file(name), text(name).into_bytes())).collect()
}

/// The files of the whole site, and what was not written and why.
pub fn site_files(view: View<'_>) -> (Vec<File>, Vec<String>) {
    let mut out: Vec<File> = Vec::new();
    let mut notes = Vec::new();
    let mut push = |name: &str, text: String| out.push((name.to_owned(), text.into_bytes()));
    let absolute = view.absolute();
    push("robots.txt", sitemap::robots(absolute.as_ref()));
    push("llms.txt", sitemap::llms(view, absolute.as_ref().unwrap_or(&view.linker("llms.txt"))));
    if view.settings.formats.json {
        push("api/articles.json", api::articles(view));
        push("api/sources.json", api::sources(view));
    }
    let works: Vec<_> = view.library.works.iter().map(|w| &w.source).collect();
    if view.settings.formats.bib && !works.is_empty() {
        push("sources.bib", formats::bibtex::write(&works));
    }
    match absolute {
        None => {
            notes.push("feeds, sitemap.xml and opensearch.xml are not written: they need `base_url` in ibid.yaml, or --base-url".to_owned())
        }
        Some(absolute) => {
            let title = &view.settings.title;
            let mut feeds = |folder: &str, page: &str, title: &str, articles: &[usize]| {
                let (xml, json) = (format!("{folder}feed.xml"), format!("{folder}feed.json"));
                push(&xml, feed::atom(view, &absolute, &Feed { own: &xml, page, title, articles }));
                push(&json, feed::json_feed(view, &absolute, &Feed { own: &json, page, title, articles }));
            };
            feeds("", "index.html", title, &view.library.newest);
            for topic in &view.library.topics {
                let folder = format!("topics/{}/", topic.slug);
                feeds(&folder, &format!("{folder}index.html"), &format!("{title}: {}", topic.title), &topic.articles);
            }
            push("opensearch.xml", sitemap::opensearch(view, &absolute));
            for (name, text) in sitemap::sitemap(view, &absolute) {
                push(&name, text);
            }
        }
    }
    (out, notes)
}
