//! Whether an address inside the site, as an author types it from the site's root, is that of an output.

use super::files::article_outputs;
use super::id::reserved;
use super::view::View;
use crate::base::path::UrlPath;
use crate::config::HtmlMode;
use crate::library::Outputs;
use crate::library::paths::alias_path;

/// Files of the whole site that are written whatever it holds.
const ALWAYS: [&str; 2] = ["robots.txt", "llms.txt"];
const WITH_BASE_URL: [&str; 4] = ["feed.xml", "feed.json", "opensearch.xml", "sitemap.xml"];

/// Folders of the output whose files have names of their own making.
const OWN_FOLDERS: [&str; 3] = ["assets", "api", "search"];

/// Tells which addresses lead somewhere: pages, the files beside them, former addresses, and files under `content/`.
#[derive(Debug)]
pub struct Known<'v> {
    view: View<'v>,
    reserved: Vec<String>,
}

impl<'v> Known<'v> {
    /// For one site.
    pub fn new(view: View<'v>) -> Self {
        Self { view, reserved: reserved(view) }
    }

    fn is_page(&self, clean: &str) -> bool {
        let only_prefixes = ["assets", "api", "series"];
        let own = self.reserved.binary_search_by(|r| r.as_str().cmp(clean)).is_ok() && !only_prefixes.contains(&clean);
        own || self.view.library.by_url(&UrlPath::new(clean)).is_some()
    }

    fn is_file(&self, clean: &str) -> bool {
        let library = self.view.library;
        let absolute = self.view.settings.base_url.is_some();
        let (folder, name) = clean.rsplit_once('/').unwrap_or(("", clean));
        let feed = ["feed.xml", "feed.json"].contains(&name) && folder.strip_prefix("topics/").is_some_and(|t| library.topic(t).is_some());
        let twin = library.by_url(&UrlPath::new(folder)).is_some_and(|n| article_outputs(self.view, n).any(|o| o == clean));
        let site = ALWAYS.contains(&clean) || absolute && (WITH_BASE_URL.contains(&clean) || feed);
        let formats = self.view.settings.formats;
        let api = formats.json && ["api/articles.json", "api/sources.json"].contains(&clean);
        let sources = [(formats.bib, "sources.bib"), (formats.ris, "sources.ris"), (formats.csl, "sources.csl.json")];
        let whole = !library.works.is_empty() && sources.iter().any(|(on, name)| *on && clean == *name);
        site || twin || api || whole
    }

    fn is_alias(&self, path: &str) -> bool {
        let Some(wanted) = alias_path(path.split(['#', '?']).next().unwrap_or(path)) else { return false };
        self.view.library.articles.iter().flat_map(|a| &a.aliases).any(|alias| alias_path(alias).as_ref() == Some(&wanted))
    }
}

impl Outputs for Known<'_> {
    fn reserved(&self) -> &[String] {
        &self.reserved
    }

    fn holds(&self, path: &str) -> bool {
        let clean = path.split(['#', '?']).next().unwrap_or(path).trim_matches('/');
        let clean = clean.strip_suffix("index.html").unwrap_or(clean).trim_end_matches('/');
        self.is_page(clean) || self.is_file(clean) || self.is_alias(path) || self.view.library.asset_at(clean).is_some()
    }

    fn writes(&self, file: &str) -> bool {
        let folder = file.split('/').next().unwrap_or("");
        let page = file.strip_suffix("index.html").is_some_and(|folder| self.is_page(folder.trim_end_matches('/')));
        OWN_FOLDERS.contains(&folder) && !is_plain_picture(file) || file == "404.html" || page || self.is_file(file)
    }

    fn trusts_files(&self) -> bool {
        self.view.settings.html == HtmlMode::Trust
    }
}

/// Whether `assets/…` is a picture without a hash in its name, as papers keep theirs: a theme's files all have one.
fn is_plain_picture(file: &str) -> bool {
    const ENDINGS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];
    let name = file.strip_prefix("assets/").and_then(|inner| inner.rsplit('/').next()).unwrap_or("");
    let hashed = |stem: &str| stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()));
    name.split_once('.').is_some_and(|(stem, ending)| !hashed(stem) && ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
#[test]
fn a_picture_with_a_hash_in_its_name_is_a_themes() {
    assert!(is_plain_picture("assets/drawio/architecture.png") && is_plain_picture("assets/a-b.jpg"));
    assert!(["assets/icon-7011c1fbd8.svg", "assets/x.css", "api/x.png", "assets/a.b.png"].iter().all(|f| !is_plain_picture(f)));
}
