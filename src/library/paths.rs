//! Addresses that meet: two articles that would be one page, an article on a page of the site, an alias on an article.

use super::{Library, Outputs};
use crate::article::Summary;
use crate::base::fold::path_key;
use crate::base::path::{SitePath, UrlPath, unusable};
use crate::base::slug::slugify;
use crate::diag::{Diagnostic, Severity, Subject, Target};
use std::collections::HashMap;

/// Aliases of one article: each is a page.
const MOST_ALIASES: usize = 1_000;

/// What is wrong with addresses, beside the outputs that the site has of its own (`topics`, `search` …).
pub fn problems(library: &Library, outputs: &dyn Outputs) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let own: HashMap<String, &str> = outputs.reserved().iter().map(|r| (path_key(r), r.as_str())).collect();
    let mut taken: HashMap<String, &SitePath> = HashMap::with_capacity(library.articles.len());
    for article in &library.articles {
        if let Some(why) = unusable(&article.url.index_html()) {
            let message = format!("the article's address `/{}/` cannot be written everywhere: {why}", article.url);
            found
                .push(finding("bad-path", article, slug_or_file(), message).help("give the article a `slug:`, or its folder another name"));
        }
        let key = path_key(article.url.as_str());
        if let Some(page) = own.get(&key) {
            let message = format!("the article's address `/{page}/` is that of a page that ibid makes");
            found.push(
                finding("path-collision", article, slug_or_file(), message).help("give the article a `slug:` of its own, or move its file"),
            );
        }
        if let Some(other) = taken.insert(key, &article.file) {
            let message = format!("two articles have the address `/{}/`: this one and `{other}`", article.url);
            let help = "give one of them a `slug:` of its own; addresses that differ only in case or accents are one on some file systems";
            found.push(finding("path-collision", article, slug_or_file(), message).help(help));
        }
    }
    alias_problems((library, outputs), &own, &mut taken, &mut found);
    found
}

fn alias_problems<'l>(
    (library, outputs): (&'l Library, &dyn Outputs),
    own: &HashMap<String, &str>,
    taken: &mut HashMap<String, &'l SitePath>,
    found: &mut Vec<Diagnostic>,
) {
    for article in &library.articles {
        if article.aliases.len() > MOST_ALIASES {
            let message = format!("the article has {} aliases; {MOST_ALIASES} are made at most", article.aliases.len());
            let help = "let the host redirect a whole folder, or divide them among the articles that they lead to";
            found.push(finding("bad-alias", article, Subject::Key("aliases".to_owned()), message).help(help));
            continue;
        }
        for (n, alias) in article.aliases.iter().enumerate() {
            let subject = Subject::Item("aliases".to_owned(), n);
            let Some(path) = alias_path(alias) else {
                let message = format!("the alias `{alias}` is no address inside the site");
                found.push(
                    finding("bad-alias", article, subject, message)
                        .help("write the former address from the site's root, such as `/old/page/`"),
                );
                continue;
            };
            let key = path_key(path.as_str());
            let holder = own.get(&key).map(|p| format!("the page `/{p}/`")).or_else(|| taken.get(&key).map(|f| format!("`{f}`")));
            let holder = holder.or_else(|| Some(format!("the file `{}`", file_in_the_way(library, outputs, path.as_str())?)));
            if let Some(holder) = holder {
                let message = format!("the alias `{alias}` is the address of {holder}");
                found.push(
                    finding("path-collision", article, subject, message).help("take the alias out, or give the other page another address"),
                );
            } else {
                taken.insert(key, &article.file);
            }
        }
    }
}

/// The file of the output that stands at an address, or where a folder above it would be.
fn file_in_the_way<'p>(library: &Library, outputs: &dyn Outputs, path: &'p str) -> Option<&'p str> {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.map(|end| &path[..end]).find(|part| outputs.writes(part) || library.asset_at(part).is_some())
}

/// The address of an alias; `None` where it leaves the site or is empty.
pub fn alias_path(alias: &str) -> Option<UrlPath> {
    let path = crate::base::url::decode(alias.trim());
    let path = path.strip_suffix("index.html").unwrap_or(&path);
    let inside = crate::base::path::resolve("", path.trim_start_matches('/'))?;
    let clean = !inside.is_empty()
        && unusable(&inside).is_none()
        && !inside.contains(['\\', ':', '?', '#', '\0'])
        && inside.split('/').all(|p| !p.starts_with('.'));
    let parts = inside.split('/').all(|p| !slugify(p).is_empty());
    (clean && parts).then(|| UrlPath::new(inside))
}

fn slug_or_file() -> Subject {
    Subject::Key("slug".to_owned())
}

fn finding(rule: &'static str, article: &Summary, subject: Subject, message: String) -> Diagnostic {
    Diagnostic::new(rule, Severity::Error, &article.file, Target::Subject(subject), message)
}
