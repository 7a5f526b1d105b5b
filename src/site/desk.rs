//! The articles that were read last, with their bodies and texts: a site of any size is kept as Summaries, and a body is
//! made again from its file when its page is asked for.

use super::Snapshot;
use crate::article::{self, Anchors, Body, Context, Summary};
use crate::base::path::SitePath;
use crate::diag::{Checked, Diagnostic};
use crate::error::Error;
use crate::files;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Drafts that the desk holds.
const MOST: usize = 48;

/// An article as it was read from its file.
#[derive(Debug)]
pub struct Draft {
    pub(super) summary: Arc<Summary>,
    pub(super) body: Body,
    pub(super) anchors: Anchors,
    pub(super) text: String,
    pub(super) found: Vec<Diagnostic>,
}

impl Draft {
    /// Reads and parses a content file.
    pub(super) fn read(root: &std::path::Path, file: &SitePath, context: Context<'_>) -> Result<Self, Error> {
        let Checked { value: file, diagnostics: unread } = files::read(root, file)?;
        let Checked { value: mut article, diagnostics: mut found } = article::parse(&file.file, &file.text, context);
        found.extend(unread);
        article.summary.shrink();
        Ok(Self { summary: Arc::new(article.summary), body: article.body, anchors: article.anchors, text: file.text, found })
    }
}

/// The articles that were read last.
#[derive(Debug, Default)]
pub(super) struct Desk {
    drafts: Mutex<VecDeque<Arc<Draft>>>,
}

impl Desk {
    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Arc<Draft>>> {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a draft on top; the oldest goes.
    pub fn put(&self, draft: Arc<Draft>) {
        let mut drafts = self.lock();
        drafts.retain(|d| d.summary.file != draft.summary.file);
        drafts.push_front(draft);
        drafts.truncate(MOST);
    }

    /// The draft of an article of a snapshot. Fails with [Error::stale] where its file has changed since.
    pub fn get(&self, snapshot: &Snapshot, summary: &Arc<Summary>) -> Result<Arc<Draft>, Error> {
        if let Some(draft) = self.lock().iter().find(|d| Arc::ptr_eq(&d.summary, summary)) {
            return Ok(Arc::clone(draft));
        }
        let mut draft = Draft::read(&snapshot.options.root, &summary.file, snapshot.context())?;
        if *draft.summary != **summary {
            return Err(Error::stale(&summary.file));
        }
        draft.summary = Arc::clone(summary);
        let draft = Arc::new(draft);
        self.put(Arc::clone(&draft));
        Ok(draft)
    }
}
