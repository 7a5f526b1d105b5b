//! Citations by number as citations by id, and back.
//!
//! Only the pointer itself and the mark between two pointers change: `[1, p. 3; 2]` and `[@a, p. 3; @b]`, `[1,4]` and
//! `[@a;@d]`. Left as they stand: ranges (`[1–3]` shows fewer numbers than three ids), sources without an id, notes
//! (`[^a]`), names in running text, and ids with words before them, which numbers cannot carry.

use super::{Edit, Form};
use crate::article::Article;
use crate::article::citation::{self, Typed, TypedItem, TypedTarget};
use crate::article::summary::Citation;
use crate::base::span::Span;
use crate::diag::Subject;
use std::collections::BTreeSet;

/// What is to change.
#[derive(Debug, Default)]
pub struct Spelling {
    /// The edits, in order.
    pub edits: Vec<Edit>,
    /// Citations that they change.
    pub citations: usize,
    /// What is left as it stands, and why.
    pub notes: Vec<String>,
}

/// The edits that write the citations of `article`, which was read from `text`, in another form.
pub fn edits(text: &str, article: &Article, form: Form) -> Spelling {
    let mut out = Spelling::default();
    let mut nameless = BTreeSet::new();
    let ids = ids(article);
    for typed in groups(text, article) {
        let targets: Vec<Option<String>> = typed.items.iter().map(|item| target(item, &ids, form, &mut nameless)).collect();
        let edits = group(text, &typed, &targets, form);
        if !edits.is_empty() {
            out.citations += 1;
            out.edits.extend(edits);
        }
    }
    out.edits.sort();
    if !nameless.is_empty() {
        let numbers: Vec<String> = nameless.iter().map(|n: &usize| format!("[{n}]")).collect();
        out.notes.push(format!("{} stays: the source has no id", numbers.join(", ")));
    }
    out
}

/// The ids of the declared sources, by position.
fn ids(article: &Article) -> Vec<Option<String>> {
    let mut declared: Vec<(usize, Option<String>)> =
        article.summary.sources.iter().filter_map(|s| Some((s.declared?, s.source.id.clone()))).collect();
    declared.sort();
    declared.into_iter().map(|(_, id)| id).collect()
}

/// The bracket groups that the parser read as citations. In the front matter's `answer` only the value as a whole has a
/// place: there the groups of its text are taken, where they are as many as its citations.
fn groups(text: &str, article: &Article) -> Vec<Typed> {
    let place = |n: usize| article.anchors.find(&Subject::Citation(n));
    let read = |span: Span| citation::parse_group(text, span);
    let mut out = Vec::new();
    let mut n = 0;
    let citations: &[Citation] = &article.summary.citations;
    while n < citations.len() {
        let span = place(n);
        let together = (n..citations.len()).take_while(|m| place(*m) == span).count();
        match read(span).filter(|_| span.slice(text).starts_with('[')) {
            Some(typed) => out.push(typed),
            None => {
                let span = block(text, span);
                let inner: Vec<Typed> = citation::groups(text, span).into_iter().filter_map(read).collect();
                if inner.len() == together && !span.slice(text).starts_with('[') {
                    out.extend(inner);
                }
            }
        }
        n += together.max(1);
    }
    out
}

/// The whole of a value that begins with `|` or `>`: the lines below that are set in.
fn block(text: &str, span: Span) -> Span {
    if !span.slice(text).starts_with(['|', '>']) {
        return span;
    }
    let rest = text.get(span.start..).unwrap_or("");
    let inside = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '\t']);
    let length: usize = rest.split_inclusive('\n').take(1).chain(rest.split_inclusive('\n').skip(1).take_while(inside)).map(str::len).sum();
    Span::new(span.start, span.start + length)
}

/// The new pointer of an item; `None` where it stays.
fn target(item: &TypedItem, ids: &[Option<String>], form: Form, nameless: &mut BTreeSet<usize>) -> Option<String> {
    match (&item.target, form) {
        (TypedTarget::Number(n), Form::Ids) => match ids.get(n.checked_sub(1)?)? {
            Some(id) => Some(key(id)),
            None => {
                nameless.insert(*n);
                None
            }
        },
        (TypedTarget::Key(key), Form::Numbers) if item.prefix.is_empty() && !item.suppress_author => {
            let place = ids.iter().position(|id| id.as_deref() == Some(key))?;
            // Words behind a number are read as a place only where they begin like one.
            let carried = item.locator.is_empty() || item.locator.starts_with(|c: char| c.is_alphabetic() || matches!(c, '§' | '¶'));
            carried.then(|| (place + 1).to_string())
        }
        _ => None,
    }
}

/// `@id`, in braces where the id would not be read whole without.
fn key(id: &str) -> String {
    let plain = format!("@{id}");
    match citation::find_key(&plain, 0, plain.len()) {
        Some(found) if found.name == id && found.end == plain.len() => plain,
        _ => format!("@{{{id}}}"),
    }
}

/// The edits of one group: its pointers, and the marks between those that stand side by side.
fn group(text: &str, typed: &Typed, targets: &[Option<String>], form: Form) -> Vec<Edit> {
    // `[[@a]]` as `[[1]]` would read as a pasted mark: brackets in brackets stay.
    let wrapped = text[..typed.span.start].ends_with('[') && text[typed.span.end..].starts_with(']');
    if targets.iter().all(Option::is_none) || wrapped {
        return Vec::new();
    }
    let mut edits: Vec<Edit> = Vec::new();
    for (n, item) in typed.items.iter().enumerate() {
        if let Some(new) = &targets[n] {
            edits.push((item.span, new.clone()));
        }
        let Some(next) = typed.items.get(n + 1) else { continue };
        let between = Span::new(item.span.end, next.span.start);
        let numbers = [(n, item), (n + 1, next)].iter().all(|(n, item)| is_number(item, &targets[*n], form));
        let mark = if numbers { "," } else { ";" };
        // Behind a place (`p. 3`) the mark is `;` already, and stays.
        if matches!(between.slice(text).trim(), "," | ";") && between.slice(text).trim() != mark {
            let at = between.start + between.slice(text).find([',', ';']).unwrap_or(0);
            edits.push((Span::new(at, at + 1), mark.to_owned()));
        }
    }
    edits
}

/// Whether an item is a number once the edits are made.
fn is_number(item: &TypedItem, target: &Option<String>, form: Form) -> bool {
    match (&item.target, target) {
        (TypedTarget::Key(_), Some(_)) => form == Form::Numbers,
        (TypedTarget::Key(_), None) => false,
        (_, Some(_)) => form == Form::Numbers,
        (_, None) => true,
    }
}
