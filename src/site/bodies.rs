//! Bodies between parsing and rendering: as many as there is room for. The others are made again from their files when
//! their pages are, so that memory does not grow with the text of a site.

use super::desk::Draft;
use super::{Places, Site};
use crate::article::{Body, Context, Summary};
use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::check;
use crate::diag::{self, Diagnostic, Located, Severity, Target};
use crate::error::Error;
use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of bodies that are kept.
const ROOM: usize = 64 << 20;

/// Room for bodies. Which ones fit depends on the order in which threads come; what is made of them does not.
pub(super) struct Room {
    used: AtomicUsize,
}

impl Room {
    pub fn new() -> Self {
        Self { used: AtomicUsize::new(0) }
    }

    /// The body, where there is room for it.
    pub fn keep(&self, mut body: Body) -> Option<Body> {
        body.shrink();
        let size = body.size();
        (self.used.fetch_add(size, Ordering::Relaxed) + size <= ROOM).then_some(body)
    }
}

impl Site {
    pub(super) fn context(&self) -> Context<'_> {
        Context { settings: &self.settings, shared: &self.bibliographies.shared, files: &self.bibliographies.by_path }
    }

    /// The body of an article. Fails where it has to be made again and its file has changed since it was read.
    pub(super) fn body(&self, n: usize) -> Result<Cow<'_, Body>, Error> {
        if let Some(Some(body)) = self.bodies.get(n) {
            return Ok(Cow::Borrowed(body));
        }
        let summary = &self.library.articles[n];
        let draft = Draft::read(&self.options.root, &summary.file, self.context())?;
        if *draft.summary == **summary { Ok(Cow::Owned(draft.body)) } else { Err(Error::stale(&summary.file)) }
    }
}

/// An article's findings while they are gathered.
pub(super) struct Desk {
    pub summary: Arc<Summary>,
    pub found: Vec<Diagnostic>,
}

impl Desk {
    /// The findings that are left after levels and waivers. Their places need the article's anchors, which few articles
    /// need and no article keeps: it is read once more, where a finding is as grave as those whose place is wanted.
    pub fn settle(self, site: &Site, today: Date) -> Result<Vec<Located>, Error> {
        let settled = check::settle(&self.summary, self.found, &site.settings.rules, today);
        if !settled.iter().any(|d| is_placed(d, site)) {
            return Ok(unplaced(settled));
        }
        placed(site, &self.summary.file, settled)
    }
}

/// Findings of an article with their places: it is read once more.
pub(super) fn placed(site: &Site, file: &SitePath, settled: Vec<Diagnostic>) -> Result<Vec<Located>, Error> {
    let draft = Draft::read(&site.options.root, file, site.context())?;
    let span = |d: &Diagnostic| match &d.target {
        Target::Span(span) => *span,
        Target::Subject(subject) => draft.anchors.find(subject),
    };
    Ok(diag::locate_all(&draft.text, settled.into_iter().map(|d| (span(&d), d)).map(|(span, d)| (d, Some(span)))))
}

fn is_placed(found: &Diagnostic, site: &Site) -> bool {
    site.options.places == Places::All || site.settings.integrity_page || found.severity == Severity::Error
}

/// Findings that are only counted: each stands at a place of its own, as those that are told would.
fn unplaced(mut found: Vec<Diagnostic>) -> Vec<Located> {
    found.sort_by(|a, b| (a.rule, &a.message, &a.target).cmp(&(b.rule, &b.message, &b.target)));
    found.dedup_by(|a, b| (a.rule, &a.message, &a.target) == (b.rule, &b.message, &b.target));
    let mut located = diag::locate_all("", found.into_iter().map(|d| (d, None)));
    for (n, found) in located.iter_mut().enumerate() {
        found.position.column = n + 1;
        (found.diagnostic.message, found.diagnostic.help) = (String::new(), Vec::new());
    }
    located
}
