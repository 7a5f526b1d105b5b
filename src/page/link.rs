//! Addresses between outputs: relative on ordinary pages, from the site's root on the page for addresses that are
//! not there, full where a feed or a machine reads them.

use crate::article::Summary;
use crate::article::summary::{Image, Link};
use crate::base::path::{SitePath, UrlPath};
use crate::base::url::{self, Pretty};
use crate::library::Library;

/// How an output names others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linker {
    /// Relative to this output file.
    Relative {
        /// The output file.
        from: String,
        /// By folder or by file.
        pretty: Pretty,
    },
    /// Behind this prefix, which ends with `/`: `/repo/` or `https://x.github.io/repo/`.
    Rooted(String),
}

impl Linker {
    /// The address of the output file `to`.
    pub fn file(&self, to: &str) -> String {
        match self {
            Self::Relative { from, pretty } => url::relative(from, to, *pretty),
            Self::Rooted(prefix) => {
                let folder = to.strip_suffix("index.html").filter(|r| r.is_empty() || r.ends_with('/')).unwrap_or(to);
                let mut out = String::with_capacity(prefix.len() + folder.len());
                out.push_str(prefix);
                url::encode_path_into(&mut out, folder);
                out
            }
        }
    }

    /// The address of the page at `url`.
    pub fn page(&self, url: &UrlPath) -> String {
        self.file(&url.index_html())
    }

    /// The address of a part of the page at `url`.
    pub fn part(&self, url: &UrlPath, id: &str) -> String {
        format!("{}#{}", self.page(url), url::encode_path(id))
    }

    /// What stands before every path of the site: `../../`, or the prefix.
    pub fn root(&self) -> String {
        match self {
            Self::Relative { from, .. } => "../".repeat(from.matches('/').count()),
            Self::Rooted(prefix) => prefix.clone(),
        }
    }

    /// The address of `path`, typed from the site's root (`/topics/x/#part`).
    pub fn site(&self, path: &str) -> String {
        let (path, fragment) = path.split_once('#').map_or((path, None), |(p, f)| (p, Some(f)));
        let clean = path.trim_start_matches('/');
        let last = clean.rsplit('/').next().unwrap_or("");
        let file = if last.contains('.') { clean.to_owned() } else { UrlPath::new(clean).index_html() };
        let mut out = self.file(&file);
        if let Some(fragment) = fragment {
            out.push('#');
            out.push_str(&url::encode_path(fragment));
        }
        out
    }

    /// The address of a file under `content/` that is copied to the output.
    pub fn asset(&self, file: &SitePath) -> String {
        self.file(&asset_output(file))
    }

    /// Where a link of an article leads.
    pub fn link(&self, library: &Library, link: &Link) -> String {
        match link {
            Link::External(target) => target.clone(),
            Link::Fragment(id) if id.is_empty() => "#".to_owned(),
            Link::Fragment(id) => format!("#{}", url::encode_path(id)),
            Link::File(file) => self.asset(file),
            Link::Site(path) => self.site(path),
            Link::Refused(_) => "#".to_owned(),
            Link::Article { file, fragment } => match library.by_file(file).map(|n| &library.articles[n].url) {
                Some(url) => fragment.as_ref().map_or_else(|| self.page(url), |id| self.part(url, id)),
                None => "#".to_owned(),
            },
        }
    }

    /// Where an image of an article lies.
    pub fn image(&self, image: &Image) -> String {
        match image {
            Image::External(target) => target.clone(),
            Image::File(file) => self.asset(file),
            Image::Refused(_) => String::new(),
        }
    }
}

/// The output file of a file under `content/`.
pub fn asset_output(file: &SitePath) -> String {
    file.as_str().strip_prefix("content/").unwrap_or(file.as_str()).to_owned()
}

/// Files under `content/` that the text of an article uses and that the output must hold.
pub fn used_assets<'l>(library: &'l Library, article: &'l Summary) -> impl Iterator<Item = &'l SitePath> {
    let linked = article.links.iter().filter_map(|l| match l {
        Link::File(file) => Some(file),
        Link::Site(path) => library.asset_at(path),
        _ => None,
    });
    let shown = article.images.iter().filter_map(|i| match i {
        Image::File(file) => Some(file),
        _ => None,
    });
    linked.chain(shown)
}
