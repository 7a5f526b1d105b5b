//! What addresses outside the site answered, said of the places that hold them: [addresses] are what an article has,
//! [answers] what is found once they were asked.

use super::case::subject_at;
use super::rules::find;
use crate::article::Summary;
use crate::article::summary::{Image, Link};
use crate::diag::{Diagnostic, Severity, Subject, Target};
use crate::external::{Replies, Reply, asked};
use crate::source::address::{canonical, url_of};
use crate::source::identifier::Kind;

/// Rules that look at answers: without `--external` they find nothing, and a waiver of theirs is not judged.
pub const EXTERNAL: [&str; 4] = ["dead-link", "moved-link", "unreachable-link", "unregistered-doi"];

/// An address that an article holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    /// As [asked].
    address: String,
    /// What it is called.
    name: String,
    subject: Subject,
    /// Whether it is a DOI's.
    is_doi: bool,
}

/// Every web address that an article leads its readers to, with repetitions.
pub fn addresses(article: &Summary) -> Vec<String> {
    held(article).into_iter().map(|held| held.address).collect()
}

/// What the answers say of an article's addresses.
pub fn answers(article: &Summary, replies: &Replies) -> Vec<Diagnostic> {
    held(article).into_iter().filter_map(|held| finding(article, &held, replies.get(&held.address)?)).collect()
}

fn held(article: &Summary) -> Vec<Held> {
    let of = |target: &str, subject: Subject| {
        let address = asked(target)?;
        Some(Held { is_doi: address.starts_with("https://doi.org/10."), name: format!("`{target}`"), address, subject })
    };
    let links = article.links.iter().enumerate().filter_map(|(n, link)| match link {
        Link::External(target) => of(target, Subject::Link(n)),
        _ => None,
    });
    let images = article.images.iter().enumerate().filter_map(|(n, image)| match image {
        Image::External(target) => of(target, Subject::Image(n)),
        _ => None,
    });
    let sources = article.sources.iter().flat_map(|cited| {
        let source = &cited.source;
        let typed = [("url", &source.url), ("archived", &source.archived)];
        let typed = typed.into_iter().filter_map(|(key, target)| of(target.as_deref()?, subject_at(cited, key)));
        let doi = source.ids.doi.as_deref().and_then(|doi| {
            let held = of(&url_of(Kind::Doi, doi), subject_at(cited, "doi"))?;
            Some(Held { name: format!("DOI {doi}"), ..held })
        });
        // A DOI that was given as an address is one address.
        let typed: Vec<Held> = typed.filter(|t| doi.as_ref().is_none_or(|d| canonical(&t.address) != canonical(&d.address))).collect();
        typed.into_iter().chain(doi)
    });
    links.chain(images).chain(sources).collect()
}

fn finding(article: &Summary, held: &Held, reply: &Reply) -> Option<Diagnostic> {
    let name = &held.name;
    let (rule, message, help) = match reply {
        Reply::Found => return None,
        // `http` for `https`, a final `/` or `www.`: the reader is led on.
        Reply::Moved(to) if canonical(to) == canonical(&held.address) => return None,
        Reply::Moved(to) => ("moved-link", format!("{name} has moved for good"), format!("write {to}")),
        Reply::Gone(_) if held.is_doi => {
            let help = "compare it with the work itself: a DOI that was made up, or has a typing error, is in no register";
            ("unregistered-doi", format!("{name} is not registered"), help.to_owned())
        }
        Reply::Gone(why) => ("dead-link", format!("{name} leads nowhere: {why}"), mend(&held.subject)),
        Reply::Silent(why) => ("unreachable-link", format!("{name} could not be looked at: {why}"), "look at it yourself".to_owned()),
    };
    let severity = find(rule).and_then(|r| r.level).unwrap_or(Severity::Warn);
    Some(Diagnostic::new(rule, severity, &article.file, Target::Subject(held.subject.clone()), message).help(help))
}

fn mend(subject: &Subject) -> String {
    match subject {
        Subject::SourceKey(..) | Subject::Citation(_) | Subject::Key(_) => {
            "find where it is now, or a copy (web.archive.org), and give the copy's address as `archived:`".to_owned()
        }
        _ => "find where it is now, or link to a copy (web.archive.org)".to_owned(),
    }
}
