//! Links from article to article, to files and to pages of the site: do they lead anywhere?

use super::{Library, Outputs};
use crate::article::summary::{Image, Link};
use crate::article::{Summary, link};
use crate::base::near::nearest;
use crate::base::path::{SitePath, unusable};
use crate::diag::{Diagnostic, Severity, Subject, Target};

/// The content file that `target`, typed in `file`, names: relative to it, or from `content/`; the ending may be left out.
pub fn article_path(file: &SitePath, target: &str) -> Option<SitePath> {
    let target = target.split('#').next()?.trim();
    let path = match target.strip_prefix("content/") {
        Some(_) => SitePath::new(target),
        None => file.join(target)?,
    };
    Some(if link::is_markdown(path.as_str()) { path } else { SitePath::new(format!("{path}.md")) })
}

/// Articles up to which a broken link is compared with the names of all: beyond it thousands of broken links would take minutes.
const MOST_COMPARED: usize = 2_000;

/// What is wrong with links, images, `related` and `translation_of`.
pub(super) fn problems(library: &Library, outputs: &dyn Outputs) -> Vec<Diagnostic> {
    library.articles.iter().flat_map(|article| article_problems(library, article, outputs)).collect()
}

fn article_problems(library: &Library, article: &Summary, outputs: &dyn Outputs) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (n, link) in article.links.iter().enumerate() {
        match link {
            Link::Site(path) if !outputs.holds(path) => found.push(missing_page(library, article, path, Subject::Link(n))),
            _ => found.extend(link_problem(library, article, link, Subject::Link(n))),
        }
    }
    for (n, image) in article.images.iter().enumerate() {
        if let Image::File(path) = image
            && !library.assets.contains_key(path)
        {
            found.push(missing_file(library, article, path, Subject::Image(n), "image"));
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
            found.push(missing_article(library, article, target.as_ref(), path, Subject::Key(key.to_owned())));
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

fn link_problem(library: &Library, article: &Summary, link: &Link, subject: Subject) -> Option<Diagnostic> {
    match link {
        Link::External(_) | Link::Refused(_) | Link::Site(_) => None,
        Link::Fragment(id) => fragment_problem(article, article, id, subject),
        Link::File(path) => (!library.assets.contains_key(path)).then(|| missing_file(library, article, path, subject, "file")),
        Link::Article { file, fragment } => match library.by_file(file) {
            None => Some(missing_article(library, article, Some(file), file.as_str(), subject)),
            Some(target) => fragment_problem(article, &library.articles[target], fragment.as_deref()?, subject),
        },
    }
}

fn fragment_problem(article: &Summary, target: &Summary, id: &str, subject: Subject) -> Option<Diagnostic> {
    let own = id.is_empty()
        || ["sources", "direct-answer", "notes", "cite"].contains(&id)
        || is_card(target, id)
        || target.marks.iter().any(|m| m == id);
    if own || target.headings.iter().any(|h| h.id == id) {
        return None;
    }
    let finding = finding("broken-anchor", article, subject, format!("`{}` has no section `#{id}`", target.file));
    let known: Vec<&str> = target.headings.iter().map(|h| h.id.as_str()).collect();
    Some(match nearest(id, known.iter().copied()) {
        Some(near) => finding.help(format!("a similar one is `#{near}`")),
        None if known.is_empty() => finding.help("the page has no sections: leave the part behind `#` out"),
        None => finding.help(format!("its sections are {}", known.iter().map(|k| format!("`#{k}`")).collect::<Vec<_>>().join(", "))),
    })
}

/// Whether an id is that of a source card or of a use of a source.
fn is_card(target: &Summary, id: &str) -> bool {
    let card = id.strip_prefix('s').and_then(|n| n.parse::<usize>().ok()).is_some_and(|n| (1..=target.sources.len()).contains(&n));
    let is_use = || target.citations.iter().flat_map(|c| &c.items).any(|i| i.id() == id);
    card || id.starts_with('c') && is_use()
}

fn missing_article(library: &Library, article: &Summary, path: Option<&SitePath>, typed: &str, subject: Subject) -> Diagnostic {
    if let Some(why) = path.and_then(|p| library.withheld.get(p)) {
        let finding = finding("link-to-unpublished", article, subject, format!("`{typed}` is not published: {why}"));
        return finding.help("publish it, or take the link out until it is");
    }
    let finding = finding("broken-link", article, subject, format!("there is no article `{typed}`"));
    let name = path.map_or(typed, SitePath::name);
    let few = library.articles.len() <= MOST_COMPARED;
    let mut near: Vec<&SitePath> = library.articles.iter().map(|a| &a.file).filter(|f| f.name() == name).take(1).collect();
    if near.is_empty()
        && few
        && let Some(close) = nearest(name, library.articles.iter().map(|a| a.file.name()))
    {
        near.extend(library.articles.iter().map(|a| &a.file).find(|f| f.name() == close));
    }
    match near.first() {
        Some(file) => finding.help(format!(
            "did you mean `{file}`? its path from here is `{}`",
            crate::base::url::relative(article.file.as_str(), file.as_str(), crate::base::url::Pretty::Files)
        )),
        None => finding.help("links to articles are paths of their files, relative to this one"),
    }
}

fn missing_page(library: &Library, article: &Summary, path: &str, subject: Subject) -> Diagnostic {
    let finding = finding("broken-link", article, subject, format!("the site has no page and no file `{path}`"));
    let clean = path.split('#').next().unwrap_or(path).trim_matches('/');
    match nearest(clean, library.articles.iter().map(|a| a.url.as_str())) {
        Some(near) => finding
            .help(format!("did you mean `/{near}/`? a link to an article is best the path of its file, which is checked and kept right")),
        None => {
            finding.help("link to an article by the path of its file; an address of another site is written whole, beginning with https://")
        }
    }
}

fn missing_file(library: &Library, article: &Summary, path: &SitePath, subject: Subject, what: &str) -> Diagnostic {
    let finding = finding("broken-link", article, subject, format!("there is no {what} `{path}`"));
    match nearest(path.as_str(), library.assets.keys().map(SitePath::as_str)) {
        Some(near) => finding.help(format!("a similar one is `{near}`")),
        None => finding.help("put it beside the article, under content/"),
    }
}

fn finding(rule: &'static str, article: &Summary, subject: Subject, message: String) -> Diagnostic {
    Diagnostic::new(rule, Severity::Error, &article.file, Target::Subject(subject), message)
}
