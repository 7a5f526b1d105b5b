//! How many sources an article may list.

use super::Anchors;
use super::front_matter::FrontMatter;
use crate::base::path::SitePath;
use crate::diag::{Diagnostic, Subject};

/// Leaves out the sources behind the first `most`, and tells it.
pub fn sources(file: &SitePath, front: &mut FrontMatter, anchors: &Anchors, most: usize) -> Option<Diagnostic> {
    let listed = front.sources.len();
    front.sources.truncate(most);
    (listed > most).then(|| {
        let at = anchors.find(&Subject::Key("sources".to_owned()));
        let message = format!("the article lists {listed} sources; {most} are read");
        let help = "divide the article, or set `limits:` with `sources:` in ibid.yaml";
        Diagnostic::error("too-many-sources", file, at, message).help(help)
    })
}
