//! Takes in what people have: sources of a bibliography into a file of `sources/` or an article, a pasted chat answer as
//! an article.
//!
//! 1. [`sources()`] decides what is new: works that are there already are told and left, ids are made unique.
//! 2. [insert] puts entries into a YAML text, and leaves every line of it as it is.
//! 3. [chat] makes an article of a pasted answer.
//! 4. [diff] shows an edit.
//!
//! Invariant: pure; the command reads and writes. The same input gives the same text.

pub mod chat;
pub mod diff;
pub mod insert;

use crate::base::fold::fold;
use crate::base::path::SitePath;
use crate::source::Source;
use crate::source::formats::unique_ids;
use crate::source::infer::kind_of;
use crate::source::key::keys;
use crate::source::works::{Entry, WorkId, group};
use std::collections::{BTreeSet, HashMap};

/// A source that the site has.
#[derive(Debug, Clone)]
pub struct Present {
    /// Where it is listed.
    pub file: SitePath,
    /// The source.
    pub source: Source,
}

/// A file as it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Its path in the site.
    pub file: SitePath,
    /// Its text now; `None` where there is no such file.
    pub before: Option<String>,
    /// Its text then.
    pub after: String,
}

/// What is to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// New sources, each with an id of its own.
    pub new: Vec<Source>,
    /// What was left out or renamed, and why; one line each.
    pub notes: Vec<String>,
}

/// What a work that is there already becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is left out.
    Left,
    /// An entry that refers to it, by its id in `sources/`.
    Referred,
}

/// Chooses from `given` what the site does not have. `here` are the sources of the place that they go to, whose works are
/// left out; `elsewhere` are others of the site, which become what `known` says.
pub fn sources(given: &[Source], here: &[Present], elsewhere: &[Present], known: Known) -> Selection {
    let present: Vec<&Present> = here.iter().chain(elsewhere).collect();
    let entries: Vec<Entry<'_>> = present.iter().map(|p| &p.source).chain(given).map(|source| Entry { source, shared: None }).collect();
    let works = group(&entries).works;
    let mut out = Selection::default();
    let mut by_work: HashMap<WorkId, usize> = HashMap::new();
    let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
    let mut known_until = 0;
    for (n, source) in given.iter().enumerate() {
        let at = present.len() + n;
        let name = source.id.clone().unwrap_or_else(|| source.title.clone());
        for before in known_until..at {
            by_work.entry(works[before]).or_insert(before);
            by_title.entry(fold(&entries[before].source.title)).or_default().push(before);
        }
        known_until = at;
        let same_title = by_title.get(&fold(&source.title)).into_iter().flatten();
        let same_entry = || same_title.copied().find(|other| is_entry(entries[*other].source, source));
        match by_work.get(&works[at]).copied().or_else(same_entry) {
            // The kind is written out, so that what is exported and taken in again is the same.
            None => out.new.push(Source { kind: Some(kind_of(source)), ..source.clone() }),
            Some(first) => {
                let why = shared_sign(entries[first].source, source);
                let is_new = first >= present.len();
                let place = if is_new { String::new() } else { format!(" in {}", present[first].file) };
                let id = entries[first].source.id.clone().unwrap_or_default();
                out.notes.push(format!("`{name}` is there already{place}, as `{id}`{why}"));
                let refer = known == Known::Referred && (here.len()..present.len()).contains(&first) && !id.is_empty();
                if refer {
                    out.new.push(Source { reference: Some(id), ..Source::default() });
                }
            }
        }
    }
    name(&mut out, present.iter().filter_map(|p| p.source.id.as_deref()));
    out
}

/// Whether two entries with one title that no identifier joins are one all the same: under one id, or with all else equal.
fn is_entry(one: &Source, other: &Source) -> bool {
    let bare = |source: &Source| Source { id: None, kind: Some(kind_of(source)), ..source.clone() };
    one.id.is_some() && one.id == other.id || bare(one) == bare(other)
}

/// Gives each new source an id that a citation can carry and that nothing else has.
fn name<'a>(out: &mut Selection, taken: impl Iterator<Item = &'a str>) {
    let taken: BTreeSet<&str> = taken.collect();
    let open: Vec<usize> = (0..out.new.len()).filter(|n| out.new[*n].reference.is_none()).collect();
    let wanted: Vec<Source> = open.iter().map(|n| out.new[*n].clone()).collect();
    for (n, id) in open.into_iter().zip(unique_ids(&wanted, &taken)) {
        if let Some(old) = out.new[n].id.as_ref().filter(|old| **old != id) {
            out.notes.push(format!("`{old}` is named `{id}` here: its id is taken, or cannot stand in a citation"));
        }
        out.new[n].id = Some(id);
    }
}

/// The strongest sign by which two entries are one work.
fn shared_sign(one: &Source, other: &Source) -> String {
    let theirs = keys(other, None);
    let sign = keys(one, None).into_iter().find(|key| theirs.contains(key));
    sign.map(|key| format!(" (both have {})", key.in_words())).unwrap_or_default()
}

/// The YAML lines of `sources` as items of a list, each line indented by `indent`.
pub fn list(sources: &[Source], indent: &str) -> String {
    let mut out = String::new();
    for source in sources {
        for (n, line) in crate::source::yaml_write::lines(source).iter().flat_map(|l| l.lines()).enumerate() {
            out.push_str(&format!("{indent}{}{line}\n", if n == 0 { "- " } else { "  " }));
        }
    }
    out
}

#[cfg(test)]
mod tests;
