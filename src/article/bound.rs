//! How many sources and topics an article may list.

use super::Anchors;
use super::front_matter::FrontMatter;
use crate::base::path::SitePath;
use crate::config::Limits;
use crate::diag::{Diagnostic, Subject};

/// Leaves out what lists hold over their bounds, and tells it.
pub fn lists(file: &SitePath, front: &mut FrontMatter, anchors: &Anchors, limits: Limits) -> impl Iterator<Item = Diagnostic> {
    let sources = sources(file, front, anchors, limits.sources);
    sources.into_iter().chain(topics(file, front, anchors, limits.topics))
}

/// Leaves out the topics behind the first `most`, and tells it: each has a page, and each article is shown on all of its own.
fn topics(file: &SitePath, front: &mut FrontMatter, anchors: &Anchors, most: usize) -> Option<Diagnostic> {
    let listed = front.topics.len();
    front.topics.truncate(most);
    (listed > most).then(|| {
        let at = anchors.find(&Subject::Key("topics".to_owned()));
        let message = format!("the article lists {listed} topics; {most} are read");
        let help = "keep those that readers would look under, or set `limits:` with `topics:` in ibid.yaml";
        Diagnostic::error("too-many-topics", file, at, message).help(help)
    })
}

/// Leaves out the sources behind the first `most`, and tells it.
fn sources(file: &SitePath, front: &mut FrontMatter, anchors: &Anchors, most: usize) -> Option<Diagnostic> {
    let listed = front.sources.len();
    front.sources.truncate(most);
    (listed > most).then(|| {
        let at = anchors.find(&Subject::Key("sources".to_owned()));
        let message = format!("the article lists {listed} sources; {most} are read");
        let help = "divide the article, or set `limits:` with `sources:` in ibid.yaml";
        Diagnostic::error("too-many-sources", file, at, message).help(help)
    })
}
