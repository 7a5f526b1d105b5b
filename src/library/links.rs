//! Links from article to article, to files and to pages of the site: do they lead anywhere?

use super::{Library, Outputs};
use crate::article::summary::{Image, Link};
use crate::article::{Summary, link};
use crate::base::near::{Known, MOST_COMPARED, nearest};
use crate::base::path::{SitePath, unusable};
use crate::diag::{Diagnostic, Severity, Subject, Target};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The content file that `target`, typed in `file`, names: relative to it, or from `content/`; the ending may be left out.
pub fn article_path(file: &SitePath, target: &str) -> Option<SitePath> {
    let target = target.split('#').next()?.trim();
    let path = match target.strip_prefix("content/") {
        Some(_) => SitePath::new(target),
        None => file.join(target)?,
    };
    Some(if link::is_markdown(path.as_str()) { path } else { SitePath::new(format!("{path}.md")) })
}

/// What is wrong with links, images, `related` and `translation_of`.
pub(super) fn problems(library: &Library, outputs: &dyn Outputs) -> Vec<Diagnostic> {
    let names = Names::default();
    library.articles.iter().flat_map(|article| article_problems(library, article, outputs, &names)).collect()
}

/// What names that lead nowhere are compared with; made once there is one.
#[derive(Default)]
struct Names<'l> {
    /// Articles by the names of their files; of those with one name the first.
    files: OnceCell<BTreeMap<&'l str, &'l SitePath>>,
    /// The same, prepared for comparison.
    near: OnceCell<Known<'l>>,
    /// Addresses of articles.
    urls: OnceCell<Known<'l>>,
    /// Paths of files that are no articles.
    assets: OnceCell<Known<'l>>,
}

/// An article whose names are looked up.
struct Look<'a, 'l> {
    library: &'l Library,
    article: &'l Summary,
    names: &'a Names<'l>,
    /// Names that may still be compared.
    left: usize,
}

fn article_problems<'l>(library: &'l Library, article: &'l Summary, outputs: &dyn Outputs, names: &Names<'l>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut look = Look { library, article, names, left: MOST_COMPARED };
    for (n, link) in article.links.iter().enumerate() {
        match link {
            Link::Site(path) if !outputs.holds(path) => found.push(look.missing_page(path, Subject::Link(n))),
            _ => found.extend(look.link_problem(link, Subject::Link(n))),
        }
    }
    for (n, image) in article.images.iter().enumerate() {
        if let Image::File(path) = image
            && !library.assets.contains_key(path)
        {
            found.push(look.missing_file(path, Subject::Image(n), "image"));
        }
    }
    for (file, subject) in used_files(library, article) {
        found.extend(file_problem(library, article, file, subject.clone(), outputs));
        if let Some(why) = unusable(file.as_str()) {
            let finding = finding("bad-path", article, subject, format!("`{file}` cannot be copied everywhere: {why}"));
            found.push(finding.help("give the file another name"));
        }
    }
    let named = article.related.iter().map(|r| ("related", r)).chain(article.translation_of.iter().map(|t| ("translation_of", t)));
    for (key, path) in named {
        let target = article_path(&article.file, path);
        if target.as_ref().and_then(|t| library.by_file(t)).is_none() {
            found.push(look.missing_article(target.as_ref(), path, Subject::Key(key.to_owned())));
        }
    }
    found
}

/// Files that an article shows or links to, with where it does.
fn used_files<'l>(library: &'l Library, article: &'l Summary) -> Vec<(&'l SitePath, Subject)> {
    let linked = article.links.iter().enumerate().filter_map(|(n, l)| match l {
        Link::File(file) => Some((file, Subject::Link(n))),
        Link::Site(path) => library.asset_at(path).map(|file| (file, Subject::Link(n))),
        _ => None,
    });
    let shown = article.images.iter().enumerate().filter_map(|(n, i)| match i {
        Image::File(file) => Some((file, Subject::Image(n))),
        _ => None,
    });
    linked.chain(shown).collect()
}

/// A file that must not be copied, or that would take the place of another output.
fn file_problem(library: &Library, article: &Summary, file: &SitePath, subject: Subject, outputs: &dyn Outputs) -> Option<Diagnostic> {
    let asset = library.assets.get(file)?;
    if let Some(why) = asset.active.filter(|_| !outputs.trusts_files()) {
        let found = finding("active-file", article, subject, format!("`{file}` is not copied: {why}"));
        return Some(
            found.help("link to it where it is published already, or give it as an image or as data; `html: trust` in ibid.yaml copies it"),
        );
    }
    let output = file.as_str().strip_prefix("content/").unwrap_or(file.as_str());
    outputs.writes(output).then(|| {
        let found = finding("path-collision", article, subject, format!("`{file}` would take the place of a file that ibid writes"));
        found.help("give the file another name")
    })
}

impl<'l> Look<'_, 'l> {
    fn link_problem(&mut self, link: &Link, subject: Subject) -> Option<Diagnostic> {
        match link {
            Link::External(_) | Link::Refused(_) | Link::Site(_) => None,
            Link::Fragment(id) => self.fragment_problem(self.article, id, subject),
            Link::File(path) => (!self.library.assets.contains_key(path)).then(|| self.missing_file(path, subject, "file")),
            Link::Article { file, fragment } => match self.library.by_file(file) {
                None => Some(self.missing_article(Some(file), file.as_str(), subject)),
                Some(target) => self.fragment_problem(&self.library.articles[target], fragment.as_deref()?, subject),
            },
        }
    }

    fn fragment_problem(&mut self, target: &Summary, id: &str, subject: Subject) -> Option<Diagnostic> {
        let own = id.is_empty()
            || ["sources", "direct-answer", "notes", "cite"].contains(&id)
            || is_card(target, id)
            || target.marks.iter().any(|m| m == id);
        if own || target.headings.iter().any(|h| h.id == id) {
            return None;
        }
        let finding = finding("broken-anchor", self.article, subject, format!("`{}` has no section `#{id}`", target.file));
        if !self.compares() {
            return Some(finding);
        }
        let known: Vec<&str> = target.headings.iter().map(|h| h.id.as_str()).collect();
        Some(match nearest(id, known.iter().copied()) {
            Some(near) => finding.help(format!("a similar one is `#{near}`")),
            None if known.is_empty() => finding.help("the page has no sections: leave the part behind `#` out"),
            None => finding.help(format!("its sections are {}", listed(&known))),
        })
    }

    fn missing_article(&mut self, path: Option<&SitePath>, typed: &str, subject: Subject) -> Diagnostic {
        let article = self.article;
        if let Some(why) = path.and_then(|p| self.library.withheld.get(p)) {
            let finding = finding("link-to-unpublished", article, subject, format!("`{typed}` is not published: {why}"));
            return finding.help("publish it, or take the link out until it is");
        }
        let finding = finding("broken-link", article, subject, format!("there is no article `{typed}`"));
        match self.near_article(path.map_or(typed, SitePath::name)) {
            Some(file) => finding.help(format!(
                "did you mean `{file}`? its path from here is `{}`",
                crate::base::url::relative(article.file.as_str(), file.as_str(), crate::base::url::Pretty::Files)
            )),
            None => finding.help("links to articles are paths of their files, relative to this one"),
        }
    }

    /// The article whose file has this name, or one like it.
    fn near_article(&mut self, name: &str) -> Option<&'l SitePath> {
        let articles = &self.library.articles;
        let files = self.names.files.get_or_init(|| articles.iter().rev().map(|a| (a.file.name(), &a.file)).collect());
        let near = || self.names.near.get_or_init(|| Known::of(files.keys().copied()));
        files.get(name).copied().or_else(|| files.get(self.compares().then(|| near().nearest(name))??).copied())
    }

    fn missing_page(&mut self, path: &str, subject: Subject) -> Diagnostic {
        let finding = finding("broken-link", self.article, subject, format!("the site has no page and no file `{path}`"));
        let clean = path.split('#').next().unwrap_or(path).trim_matches('/');
        let (articles, names) = (&self.library.articles, self.names);
        let urls = || names.urls.get_or_init(|| Known::of(articles.iter().map(|a| a.url.as_str())));
        match self.compares().then(|| urls().nearest(clean)).flatten() {
            Some(near) => finding.help(format!(
                "did you mean `/{near}/`? a link to an article is best the path of its file, which is checked and kept right"
            )),
            None => finding
                .help("link to an article by the path of its file; an address of another site is written whole, beginning with https://"),
        }
    }

    fn missing_file(&mut self, path: &SitePath, subject: Subject, what: &str) -> Diagnostic {
        let finding = finding("broken-link", self.article, subject, format!("there is no {what} `{path}`"));
        let (assets, names) = (&self.library.assets, self.names);
        let paths = || names.assets.get_or_init(|| Known::of(assets.keys().map(SitePath::as_str)));
        match self.compares().then(|| paths().nearest(path.as_str())).flatten() {
            Some(near) => finding.help(format!("a similar one is `{near}`")),
            None => finding.help("put it beside the article, under content/"),
        }
    }

    /// Whether one more name may be compared.
    fn compares(&mut self) -> bool {
        let any = self.left > 0;
        self.left = self.left.saturating_sub(1);
        any
    }
}

/// The first of a page's ids, and how many more there are.
fn listed(ids: &[&str]) -> String {
    const SHOWN: usize = 20;
    let shown: Vec<String> = ids.iter().take(SHOWN).map(|id| format!("`#{id}`")).collect();
    match ids.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Whether an id is that of a source card or of a use of a source.
fn is_card(target: &Summary, id: &str) -> bool {
    let card = id.strip_prefix('s').and_then(|n| n.parse::<usize>().ok()).is_some_and(|n| (1..=target.sources.len()).contains(&n));
    let is_use = || target.citations.iter().flat_map(|c| &c.items).any(|i| i.id() == id);
    card || id.starts_with('c') && is_use()
}

fn finding(rule: &'static str, article: &Summary, subject: Subject, message: String) -> Diagnostic {
    Diagnostic::new(rule, Severity::Error, &article.file, Target::Subject(subject), message)
}
