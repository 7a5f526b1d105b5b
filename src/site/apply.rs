//! Follows edits of a site's files: [Live::apply].
//!
//! 1. What was seen becomes the files that changed: those named, or those whose stamps differ in a new listing.
//! 2. Settings, theme and bibliographies are read again where they are among them; articles that this touches join them.
//! 3. The articles are parsed, and [Library::apply](crate::library::Library::apply) follows.
//!
//! Invariant: the outputs are those of a site opened afresh (`tests/apply.rs`). What stands in the way (a broken theme, a
//! folder that is gone) becomes [Snapshot::trouble], and the site stays as it was.

use super::desk::Draft;
use super::live::Stored;
use super::named::is_style;
use super::open::{Bibliographies, named_bibliographies};
use super::{Live, Snapshot};
use crate::article::book::Bibliography;
use crate::base::path::SitePath;
use crate::check::accepted;
use crate::config::Settings;
use crate::error::Error;
use crate::files::{self, Found, Role, Tree};
use crate::library::{Asset, Effect};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What somebody who watches the site's files saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Something happened at these paths.
    Files(BTreeSet<SitePath>),
    /// Anything may have happened.
    Everything,
}

/// What [Live::apply] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// How far it reaches.
    pub effect: Effect,
    /// Articles that were read again, or are gone.
    pub articles: BTreeSet<SitePath>,
    /// Something else than articles changed: any page may differ.
    pub around: bool,
}

impl Applied {
    fn everything() -> Self {
        Self { effect: Effect::Edges, articles: BTreeSet::new(), around: true }
    }
}

/// Files that changed, by what they are to the site.
#[derive(Debug, Default)]
struct Changed {
    settings: bool,
    theme: bool,
    sources: bool,
    /// What was accepted.
    accepted: bool,
    articles: BTreeSet<SitePath>,
    assets: BTreeSet<SitePath>,
}

impl Changed {
    fn is_empty(&self) -> bool {
        !(self.settings || self.theme || self.sources || self.accepted) && self.articles.is_empty() && self.assets.is_empty()
    }
}

impl Live {
    /// Follows what was seen. The state after it is [Live::snapshot].
    pub fn apply(&mut self, seen: &Seen) -> Applied {
        self.follow(seen).unwrap_or_else(|error| {
            let mut next = Snapshot::clone(&self.snapshot);
            next.trouble = vec![error.to_string()];
            self.show(next);
            Applied { around: true, ..Applied::default() }
        })
    }

    fn follow(&mut self, seen: &Seen) -> Result<Applied, Error> {
        let listed = self.listed.clone();
        let mut files: BTreeSet<SitePath> = match seen {
            Seen::Files(files) if !files.iter().any(|f| self.needs_listing(f)) && self.snapshot.trouble.is_empty() => {
                self.stamp(files);
                files.clone()
            }
            Seen::Files(files) => self.list()?.into_iter().chain(files.iter().cloned()).collect(),
            Seen::Everything => self.list()?,
        };
        // What an error kept from being followed is followed now, unless another one comes.
        files.append(&mut self.pending);
        self.pending.clone_from(&files);
        let mut changed = self.sort_out(files);
        if changed.is_empty() && self.snapshot.trouble.is_empty() && self.listed == listed {
            return Ok(Applied::default());
        }
        let mut next = Snapshot::clone(&self.snapshot);
        let troubled = !std::mem::take(&mut next.trouble).is_empty();
        if changed.settings {
            let settings = self.read_settings(&next, &self.tree())?;
            if !is_read_alike(&next.settings, &settings) {
                self.read(&files::scan(&next.options.root)?)?;
                self.pending.clear();
                return Ok(Applied::everything());
            }
            self.style(&mut next, settings)?;
        }
        if changed.theme || changed.settings || troubled {
            next.dress();
        }
        if changed.sources {
            let before = Arc::clone(&next.bibliographies);
            self.read_bibliographies(&mut next, &self.tree())?;
            changed.articles.extend(self.touched(&before, &next)?);
        }
        if changed.accepted {
            next.accepted = super::open::accepted(&next.options.root)?.map(Arc::new);
        }
        let mut effect = self.follow_articles(&mut next, &changed)?;
        let around = changed.settings
            || changed.theme
            || changed.sources
            || changed.accepted
            || changed.articles.iter().any(SitePath::is_home_text)
            || troubled
            || self.listed != listed
            || next.trouble != self.snapshot.trouble;
        if changed.settings {
            effect = Effect::Edges;
        } else if !changed.assets.is_empty() {
            // A picture of the same size is another picture: pages that show it may differ.
            effect = effect.max(Effect::Summary);
        }
        self.show(next);
        self.pending.clear();
        Ok(Applied { effect, articles: changed.articles, around })
    }

    /// Whether only a new listing tells what happened at a path: folders and links, there or gone.
    fn needs_listing(&self, file: &SitePath) -> bool {
        let ours = ["content", "sources", "themes"].contains(&file.as_str().split('/').next().unwrap_or(""));
        let folder = format!("{file}/");
        let held_files = || self.stamps.range(SitePath::new(&folder)..).next().is_some_and(|(f, _)| f.as_str().starts_with(&folder));
        let listed = files::role(file) != Role::PassedOver && ours;
        listed && (file.is_folder_text() || files::look(&self.snapshot.options.root, file) == Found::Other || held_files())
    }

    /// Notes how these files are now.
    fn stamp(&mut self, files: &BTreeSet<SitePath>) {
        for file in files {
            match files::look(&self.snapshot.options.root, file) {
                Found::File(stamp) => self.stamps.insert(file.clone(), stamp),
                Found::Other | Found::Nothing => self.stamps.remove(file),
            };
        }
    }

    /// Lists the site anew: the files that came, went or differ.
    fn list(&mut self) -> Result<BTreeSet<SitePath>, Error> {
        let tree = files::scan(&self.snapshot.options.root)?;
        let listed: Vec<_> = tree.diagnostics.iter().map(|d| super::open::located(d, "")).collect();
        let stamps = self.stamps_of(&tree, &self.snapshot);
        let differs = |(file, stamp): &(&SitePath, _), other: &BTreeMap<SitePath, _>| other.get(*file) != Some(*stamp);
        let mut changed: BTreeSet<SitePath> = stamps.iter().filter(|s| differs(s, &self.stamps)).map(|(f, _)| f.clone()).collect();
        changed.extend(self.stamps.keys().filter(|f| !stamps.contains_key(*f)).cloned());
        (self.stamps, self.listed) = (stamps, listed);
        Ok(changed)
    }

    /// The site's files as they are known.
    fn tree(&self) -> Tree {
        let of = |role: Role| self.stamps.keys().filter(move |f| files::role(f) == role).cloned();
        let settings = of(Role::Settings).next();
        Tree { root: self.snapshot.options.root.clone(), settings, sources: of(Role::Sources).collect(), ..Tree::default() }
    }

    fn sort_out(&self, files: BTreeSet<SitePath>) -> Changed {
        let cited = self.cited_files(&self.snapshot);
        let mut changed = Changed::default();
        for file in files {
            changed.sources |= cited.contains(&file);
            changed.settings |= is_style(&self.snapshot.settings, &file);
            changed.accepted |= file.as_str() == accepted::FILE;
            match files::role(&file) {
                Role::Settings => changed.settings = true,
                Role::Theme => changed.theme = true,
                Role::Sources => changed.sources = true,
                Role::Article => drop(changed.articles.insert(file)),
                Role::Asset => drop(changed.assets.insert(file)),
                Role::Other | Role::PassedOver => {}
            }
        }
        changed
    }

    /// Reads the changed articles and files under `content/`, and lets the Library follow.
    fn follow_articles(&mut self, next: &mut Snapshot, changed: &Changed) -> Result<Effect, Error> {
        let root = next.options.root.clone();
        let (there, gone): (Vec<&SitePath>, Vec<&SitePath>) = changed.articles.iter().partition(|f| self.stamps.contains_key(*f));
        self.name(next, &there, &gone)?;
        let read: Vec<(&SitePath, Result<Draft, Error>)> =
            there.par_iter().with_min_len(4).map(|f| (*f, Draft::read(&root, f, next.context()))).collect();
        let mut stored = Vec::with_capacity(read.len());
        let mut gone: Vec<SitePath> = gone.into_iter().cloned().collect();
        for (file, draft) in read {
            match draft {
                Ok(draft) => {
                    stored.push(Stored { summary: Arc::clone(&draft.summary), found: draft.found.clone() });
                    next.desk.put(Arc::new(draft));
                }
                Err(_) if files::look(&root, file) == Found::Nothing => gone.push(file.clone()),
                Err(error) => next.trouble.push(error.to_string()),
            }
        }
        let mut change = next.sort(stored);
        gone.iter().for_each(|file| drop(next.found.remove(file)));
        next.library.home.take_if(|home| gone.contains(&home.file));
        change.gone.extend(gone);
        for file in &changed.assets {
            let asset = self
                .stamps
                .contains_key(file)
                .then(|| Ok::<_, Error>(Asset { size: files::image_size(&root, file)?, active: files::why_active(&root, file)? }));
            change.assets.push((file.clone(), asset.transpose()?));
        }
        Ok(next.library.apply(change))
    }

    /// Notes which bibliographies changed articles name, and reads those that were not named before.
    fn name(&mut self, next: &mut Snapshot, there: &[&SitePath], gone: &[&SitePath]) -> Result<(), Error> {
        let before = self.cited_files(next);
        gone.iter().for_each(|file| drop(self.named.remove(*file)));
        for file in there {
            let Ok(read) = files::read(&next.options.root, file) else { continue };
            match named_bibliographies(&read.value) {
                named if named.is_empty() => drop(self.named.remove(*file)),
                named => drop(self.named.insert((*file).clone(), named)),
            }
        }
        if self.cited_files(next) != before {
            self.read_bibliographies(next, &self.tree())?;
        }
        Ok(())
    }

    /// Articles that bibliographies touch which changed from `before`: those that hold an id whose entry differs, and those
    /// in which something was found, since a finding may name what is known.
    fn touched(&self, before: &Bibliographies, next: &Snapshot) -> Result<BTreeSet<SitePath>, Error> {
        let after = &*next.bibliographies;
        let articles: Vec<&SitePath> = self.stamps.keys().filter(|f| files::role(f) == Role::Article).collect();
        let mut ids = differing(&before.shared, &after.shared);
        for file in before.by_path.keys().chain(after.by_path.keys()) {
            match (before.by_path.get(file), after.by_path.get(file)) {
                (Some(a), Some(b)) => ids.extend(differing(a, b)),
                _ => return Ok(articles.into_iter().cloned().collect()),
            }
        }
        if before.shared.is_empty() != after.shared.is_empty() {
            return Ok(articles.into_iter().cloned().collect());
        }
        if ids.is_empty() {
            return Ok(BTreeSet::new());
        }
        let root = &next.options.root;
        let holds = |file: &SitePath| files::read_text(root, file).is_ok_and(|text| ids.iter().any(|id| text.contains(id.as_str())));
        let mut touched: BTreeSet<SitePath> = articles.par_iter().filter(|f| holds(f)).map(|f| (*f).clone()).collect();
        touched.extend(next.found.keys().cloned());
        let cites = |s: &crate::source::Source| s.id.iter().chain(&s.reference).any(|id| ids.contains(id));
        touched.extend(next.library.articles.iter().filter(|a| a.sources.iter().any(|s| cites(&s.source))).map(|a| a.file.clone()));
        Ok(touched)
    }
}

/// Ids whose entries differ between two bibliographies.
fn differing(a: &Bibliography, b: &Bibliography) -> BTreeSet<String> {
    let all: BTreeSet<&str> = a.ids().into_iter().chain(b.ids()).collect();
    all.into_iter().filter(|id| a.find(id) != b.find(id)).map(str::to_owned).collect()
}

/// Whether articles read the same with both settings: they differ at most in what pages show.
fn is_read_alike(a: &Settings, b: &Settings) -> bool {
    let shown = Settings {
        title: b.title.clone(),
        description: b.description.clone(),
        base_url: b.base_url.clone(),
        nav: b.nav.clone(),
        publisher: b.publisher.clone(),
        theme: b.theme.clone(),
        formats: b.formats,
        deploy: b.deploy.clone(),
        source_pages: b.source_pages,
        per_page: b.per_page,
        feed_items: b.feed_items,
        rail: b.rail,
        search: b.search,
        integrity_page: b.integrity_page,
        citation_style: b.citation_style.clone(),
        rules: b.rules.clone(),
        extra: b.extra.clone(),
        ..a.clone()
    };
    shown == *b
}
