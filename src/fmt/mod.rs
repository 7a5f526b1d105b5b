//! `ibid fmt`: citations from numbers to ids and back, and pasted marks mended, without another byte of a file changed.
//!
//! 1. `article::parse` says where citations and `pasted` marks stand; nothing is searched for in the text.
//! 2. `mend` writes pasted marks that name sources as citations; `spell` writes numbers as ids, or ids as numbers.
//! 3. The new text is parsed again: where it would say anything else to a reader (another source, another number on the
//!    page), it is not taken, and a note says what to do ([Formatted::notes]).
//!
//! Invariant: `format` of its own result changes nothing; what is not a citation stays byte for byte.

mod mend;
mod spell;

use crate::article::{Article, Context, parse};
use crate::base::path::SitePath;
use crate::base::span::Span;

/// How citations are to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// As they stand; only pasted marks are mended.
    #[default]
    AsTyped,
    /// By id: `[@strutt]`.
    Ids,
    /// By number: `[1]`.
    Numbers,
}

/// A file's text, formatted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The new text; the old one where nothing was to change.
    pub text: String,
    /// Citations changed and marks mended.
    pub changed: usize,
    /// What was left as it stood, and why.
    pub notes: Vec<String>,
}

/// Formats the citations of a content file.
pub fn format(file: &SitePath, text: &str, context: Context<'_>, form: Form) -> Formatted {
    let mut out = Formatted { text: text.to_owned(), changed: 0, notes: Vec::new() };
    let article = mended(file, &mut out, context);
    if form == Form::AsTyped {
        return out;
    }
    let spelling = spell::edits(&out.text, &article, form);
    out.notes = spelling.notes;
    if spelling.edits.is_empty() {
        return out;
    }
    let spelled = applied(&out.text, &spelling.edits);
    match difference(&article, &parse(file, &spelled, context).value) {
        None => {
            out.changed += spelling.citations;
            out.text = spelled;
        }
        Some(why) => out.notes.push(why),
    }
    out
}

/// Most rounds of mending: a mark may be wrapped in another.
const ROUNDS: usize = 16;

/// Mends pasted marks in `out`, and gives the article that its text then is.
fn mended(file: &SitePath, out: &mut Formatted, context: Context<'_>) -> Article {
    let mut read = parse(file, &out.text, context);
    for _ in 0..ROUNDS {
        let listed = read.value.summary.sources.iter().filter(|s| s.declared.is_some()).count();
        let edits = mend::edits(&out.text, &read.diagnostics, listed);
        if edits.is_empty() {
            break;
        }
        out.changed += edits.len();
        out.text = applied(&out.text, &edits);
        read = parse(file, &out.text, context);
    }
    read.value
}

/// One change: what stands at a span, and what is to stand there.
type Edit = (Span, String);

/// The text with the edits made. They are in order and do not overlap.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.len() * 8);
    let mut at = 0;
    for (span, new) in edits.iter().filter(|(s, _)| s.end <= text.len()) {
        if span.start < at {
            continue;
        }
        out.push_str(&text[at..span.start]);
        out.push_str(new);
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// What a reader would see change, if anything: then the new spelling is not taken.
fn difference(before: &Article, after: &Article) -> Option<String> {
    let (old, new) = (&before.summary, &after.summary);
    let order = |s: &crate::article::Summary| s.sources.iter().map(|s| (s.declared, s.source.id.clone())).collect::<Vec<_>>();
    if order(old) != order(new) {
        let kept = if old.sources.iter().enumerate().all(|(n, s)| s.declared.is_none_or(|d| d == n)) { "declared" } else { "appearance" };
        return Some(format!(
            "its sources would get other numbers on the page, since they are not listed in the order of their citations: write `numbering: {kept}` into its front matter (or into ibid.yaml) first"
        ));
    }
    let shown =
        |s: &crate::article::Summary| s.citations.iter().map(|c| (c.items.clone(), c.form, c.section, c.sentence)).collect::<Vec<_>>();
    let same = shown(old) == shown(new) && old.passages == new.passages && old.headings == new.headings;
    (!same).then(|| "a citation would be read as something else: it is left as it stands".to_owned())
}
