//! `ibid sources`: the works of the site, who cites them, and why entries are one work or not.

use super::report::Report;
use super::{Done, Global, clock};
use crate::base::json;
use crate::library::Library;
use crate::library::kinship::{Kinship, Place, kinships};
use crate::site::{Options, Site};
use crate::source::formats::csl;
use crate::source::key::keys;
use crate::source::reference;
use clap::Args;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct Sources {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Works of drafts too
    #[arg(long)]
    drafts: bool,
}

impl Sources {
    pub fn run(&self, global: &Global, report: &mut Report) -> Done {
        let site = Site::open(Options { drafts: self.drafts, today: clock::today(), ..Options::new(&global.site) })?;
        let library = site.library();
        let kinships = kinships(library);
        match self.json {
            true => report.out(&json::pretty(&as_json(library, &kinships))),
            false => report.out(&as_text(library, &kinships)),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn as_text(library: &Library, kinships: &[Kinship]) -> String {
    let mut out = String::new();
    let joined = by_work(library, kinships);
    for (n, work) in library.works.iter().enumerate() {
        out.push_str(&format!("{}\n", work.source.title.trim()));
        let byline = reference::byline(&work.source);
        if !byline.is_empty() {
            out.push_str(&format!("  {byline}\n"));
        }
        for sign in keys(&work.source, None).iter().filter(|k| k.is_unique()) {
            out.push_str(&format!("  {sign}\n"));
        }
        for place in &work.entries {
            out.push_str(&format!("  - {}, {}\n", named(library, *place), uses(library, *place)));
            for kinship in joined.get(&n).into_iter().flatten().filter(|k| k.second == *place) {
                out.push_str(&format!("    merged with {}: {}\n", named(library, kinship.first), kinship.why));
            }
        }
        out.push('\n');
    }
    let apart: Vec<&Kinship> = kinships.iter().filter(|k| !k.merged).collect();
    if !apart.is_empty() {
        out.push_str("Not one work\n");
        for kinship in apart {
            let (article, place) = kinship.first;
            let title = &library.articles[article].sources[place].source.title;
            out.push_str(&format!("  {title}\n    {}\n", pair(library, kinship)));
        }
        out.push('\n');
    }
    let entries: usize = library.works.iter().map(|w| w.entries.len()).sum();
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let (works, articles) = (count(library.works.len(), "work", "works"), count(library.articles.len(), "article", "articles"));
    out.push_str(&format!("{works} in {} of {articles}\n", count(entries, "entry", "entries")));
    out
}

/// What joins the entries of each work.
fn by_work<'k>(library: &Library, kinships: &'k [Kinship]) -> BTreeMap<usize, Vec<&'k Kinship>> {
    let mut out: BTreeMap<usize, Vec<&Kinship>> = BTreeMap::new();
    for kinship in kinships.iter().filter(|k| k.merged) {
        let (article, place) = kinship.first;
        out.entry(library.work_of[article][place]).or_default().push(kinship);
    }
    out
}

fn pair(library: &Library, kinship: &Kinship) -> String {
    format!("{} and {}: {}", named(library, kinship.first), named(library, kinship.second), kinship.why)
}

/// `content/sky.md [2] smith2019`.
fn named(library: &Library, (article, place): Place) -> String {
    let article = &library.articles[article];
    let source = &article.sources[place].source;
    let id = source.id.as_deref().or(source.reference.as_deref()).map(|id| format!(" {id}")).unwrap_or_default();
    format!("{} [{}]{id}", article.file, place + 1)
}

fn uses(library: &Library, (article, place): Place) -> String {
    match library.articles[article].sources[place].uses.len() {
        0 => "not cited".to_owned(),
        1 => "cited once".to_owned(),
        uses => format!("cited {uses} times"),
    }
}

fn as_json(library: &Library, kinships: &[Kinship]) -> Value {
    let entry = |(a, s): Place| {
        let (article, cited) = (&library.articles[a], &library.articles[a].sources[s]);
        json!({ "article": article.file.as_str(), "number": s + 1, "id": cited.source.id, "uses": cited.uses.len() })
    };
    let kin = |k: &Kinship| json!({ "first": entry(k.first), "second": entry(k.second), "why": k.why });
    let by_work = by_work(library, kinships);
    let works: Vec<Value> = library
        .works
        .iter()
        .enumerate()
        .map(|(n, work)| {
            let joined: Vec<Value> = by_work.get(&n).into_iter().flatten().map(|k| kin(k)).collect();
            let keys: Vec<String> = keys(&work.source, None).iter().map(ToString::to_string).collect();
            let entries: Vec<Value> = work.entries.iter().map(|place| entry(*place)).collect();
            json!({ "slug": work.slug, "source": csl::item(&work.source, &work.slug), "keys": keys, "entries": entries, "merged": joined })
        })
        .collect();
    json!({ "works": works, "apart": kinships.iter().filter(|k| !k.merged).map(kin).collect::<Vec<_>>() })
}
