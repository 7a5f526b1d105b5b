//! Bodies between parsing and rendering: as many as there is room for in memory, the others in a file, so that memory does
//! not grow with the text of a site. Where that fails a body is made again from its article's file when its page is.

use super::desk::Draft;
use super::{Places, Site};
use crate::article::packed::{Words, pack, unpack};
use crate::article::{Body, Context, Summary};
use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::check;
use crate::diag::{self, Diagnostic, Located, Severity, Tally, Target, told_of};
use crate::error::Error;
use crate::output::{Spill, Spilt};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Bytes of bodies that are kept in memory.
const ROOM: usize = 16 << 20;

/// A body between parsing and rendering.
#[derive(Debug)]
pub(super) enum Kept {
    /// In memory.
    Here(Body),
    /// In the file.
    Away(Spilt),
    /// To be made again.
    Nowhere,
}

/// Room for bodies. Which ones fit depends on the order in which threads come; what is made of them does not.
#[derive(Debug)]
pub(super) struct Room {
    used: AtomicUsize,
    spill: OnceLock<Option<Spill>>,
    words: Words,
}

impl Room {
    /// Room for the bodies of a site. Where the places of all findings are wanted it is checked, and no page is made.
    pub fn new(places: Places) -> Self {
        let spill = if places == Places::All { OnceLock::from(None) } else { OnceLock::new() };
        Self { used: AtomicUsize::new(0), spill, words: Words::default() }
    }

    /// Keeps a body.
    pub fn keep(&self, mut body: Body) -> Kept {
        let size = body.size();
        if self.used.fetch_add(size, Ordering::Relaxed) + size <= ROOM {
            body.shrink();
            return Kept::Here(body);
        }
        let spill = self.spill.get_or_init(Spill::create).as_ref();
        spill.and_then(|spill| spill.put(&pack(&body, &self.words))).map_or(Kept::Nowhere, Kept::Away)
    }

    /// A body that was kept.
    pub fn take(&self, kept: Kept) -> Option<Body> {
        match kept {
            Kept::Here(body) => Some(body),
            Kept::Away(place) => unpack(&self.spill.get()?.as_ref()?.get(place)?, &self.words),
            Kept::Nowhere => None,
        }
    }
}

impl Site {
    pub(super) fn context(&self) -> Context<'_> {
        Context { settings: &self.settings, shared: &self.bibliographies.shared, files: &self.bibliographies.by_path }
    }

    /// The body of an article, for its page: it is not kept beyond. Fails where it has to be made again and its file has
    /// changed since it was read.
    pub(super) fn body(&self, n: usize) -> Result<Body, Error> {
        let take = |kept: &Mutex<Kept>| std::mem::replace(&mut *kept.lock().unwrap_or_else(PoisonError::into_inner), Kept::Nowhere);
        if let Some(body) = self.bodies.get(n).map(take).and_then(|kept| self.room.take(kept)) {
            return Ok(body);
        }
        let summary = &self.library.articles[n];
        let draft = Draft::read(&self.options.root, &summary.file, self.context())?;
        if *draft.summary == **summary { Ok(draft.body) } else { Err(Error::stale(&summary.file)) }
    }
}

impl Site {
    /// The text of the first page, where it has one: it is read for that page alone.
    pub(super) fn home_body(&self) -> Result<Option<Body>, Error> {
        let Some(home) = &self.library.home else { return Ok(None) };
        let draft = Draft::read(&self.options.root, &home.file, self.context())?;
        if *draft.summary == **home { Ok(Some(draft.body)) } else { Err(Error::stale(&home.file)) }
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
    pub fn settle(self, site: &Site, today: Date) -> Result<Settled, Error> {
        let settled = check::settle(&self.summary, self.found, &site.settings.rules, today);
        if !settled.iter().any(|d| is_placed(d, site)) {
            return Ok(Settled::Counted(counted(settled)));
        }
        placed(site, &self.summary.file, settled).map(Settled::Placed)
    }
}

/// What is left of an article's findings.
pub(super) enum Settled {
    /// With their places.
    Placed(Vec<Located>),
    /// None of them is told.
    Counted(Tally),
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

/// How many findings would be told: each of a kind once, and no more of a rule than are told.
fn counted(mut found: Vec<Diagnostic>) -> Tally {
    found.sort_unstable_by(|a, b| (a.rule, &a.message, &a.target).cmp(&(b.rule, &b.message, &b.target)));
    found.dedup_by(|a, b| (a.rule, &a.message, &a.target) == (b.rule, &b.message, &b.target));
    let told = found.chunk_by(|a, b| a.rule == b.rule).flat_map(|alike| alike.iter().take(told_of(alike.len())));
    Tally::of_file(told.map(|d| d.severity))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::article::body::Markup;

    #[test]
    fn a_body_that_has_no_room_is_put_away_where_pages_are_made() {
        let body = Body { answer: Markup { html: "<p>Yes.</p>".to_owned(), holes: Vec::new() }, ..Body::default() };
        let room = |places, used| Room { used: AtomicUsize::new(used), ..Room::new(places) };
        let kept = |room: &Room| room.keep(body.clone());
        let (empty, full, checked) = (room(Places::OfErrors, 0), room(Places::OfErrors, ROOM), room(Places::All, ROOM));
        assert!(matches!((kept(&empty), kept(&full), kept(&checked)), (Kept::Here(_), Kept::Away(_), Kept::Nowhere)));
        assert_eq!([&empty, &full].map(|room| room.take(kept(room))), [Some(body.clone()), Some(body.clone())]);
    }
}
