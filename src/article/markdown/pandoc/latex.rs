//! LaTeX in papers: labels become anchors, references links, formulas formulas; the rest is shown as code, and remarked on.

use super::Rewriter;
use super::attributes::attributes;
use super::inline::REACH;
use crate::base::span::Span;
use std::collections::BTreeMap;

/// Environments that hold a formula, with the one that the converter reads in their place.
const FORMULAS: [(&str, &str); 8] = [
    ("equation", ""),
    ("displaymath", ""),
    ("math", ""),
    ("align", "aligned"),
    ("eqnarray", "aligned"),
    ("gather", "gathered"),
    ("multline", "gathered"),
    ("flalign", "aligned"),
];
/// Commands that only lay out: nothing is shown.
const LAYOUT: [&str; 33] = [
    "newpage",
    "pagebreak",
    "clearpage",
    "cleardoublepage",
    "noindent",
    "indent",
    "centering",
    "vspace",
    "hspace",
    "bigskip",
    "medskip",
    "smallskip",
    "hfill",
    "vfill",
    "par",
    "tiny",
    "small",
    "footnotesize",
    "normalsize",
    "large",
    "raggedright",
    "setlength",
    "renewcommand",
    "newcommand",
    "providecommand",
    "def",
    "setcounter",
    "appendix",
    "linebreak",
    "newline",
    "maketitle",
    "tableofcontents",
    "bibliographystyle",
];
/// Commands that refer to a label.
const REFERENCES: [&str; 7] = ["ref", "autoref", "eqref", "cref", "Cref", "pageref", "nameref"];

impl Rewriter<'_> {
    /// A backslash: an escape, or a command.
    pub(super) fn backslash(&mut self, at: usize, end: usize) -> Option<usize> {
        let rest = self.rest(at, end);
        let name: &str = {
            let letters = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
            &rest[1..=letters]
        };
        if name.is_empty() {
            let next = rest[1..].chars().next().map_or(0, char::len_utf8);
            self.copy(at, at + 1 + next);
            return Some(at + 1 + next);
        }
        if name == "begin" {
            return self.environment(at, end).or_else(|| self.shown(at, at + 1 + name.len(), name));
        }
        let behind = at + 1 + name.len();
        let (stop, argument) = arguments(self.text, behind, end);
        match name {
            "label" => argument.into_iter().for_each(|label| self.anchor(label)),
            name if REFERENCES.contains(&name) => return self.reference(at, stop, name, argument),
            name if LAYOUT.contains(&name) => self.remark(Span::new(at, stop), name),
            "footnote" => return self.footnote(at, behind, end).or_else(|| self.shown(at, stop, name)),
            _ => return self.shown(at, stop, name),
        }
        Some(stop)
    }

    /// `\ref{fig:x}`: a link where the text has such a label.
    fn reference(&mut self, at: usize, stop: usize, name: &str, label: Option<String>) -> Option<usize> {
        let called = label.as_ref().and_then(|l| self.labels.get(l)).cloned();
        let (Some(label), Some(called)) = (label, called) else { return self.shown(at, stop, name) };
        let words = if name == "ref" || name == "eqref" { called.rsplit(' ').next().unwrap_or(&called).to_owned() } else { called };
        self.insert(&format!("[{words}](#{label})"), at);
        Some(stop)
    }

    fn footnote(&mut self, at: usize, behind: usize, end: usize) -> Option<usize> {
        let close = group(self.rest(behind, end), b'{', b'}')?;
        self.notes.push(Span::new(behind + 1, behind + close - 1));
        let mark = format!("[^{}]", super::note_label(self.notes.len()));
        self.insert(&mark, at);
        Some(behind + close)
    }

    /// A command as code.
    fn shown(&mut self, at: usize, stop: usize, name: &str) -> Option<usize> {
        self.remark(Span::new(at, stop), name);
        let words = self.text[at..stop].split_whitespace().collect::<Vec<_>>().join(" ");
        let ticks = if words.contains('`') { "```" } else { "`" };
        let pad = if words.ends_with('`') { " " } else { "" };
        self.insert(&format!("{ticks}{pad}"), at);
        self.insert(&words, at);
        self.insert(&format!("{pad}{ticks}"), at);
        Some(stop)
    }

    fn remark(&mut self, span: Span, name: &str) {
        if self.remarked.insert(name.to_owned()) {
            self.done.latex.push((span, name.to_owned()));
        }
    }

    /// `\begin{x}…\end{x}`: a formula, or code.
    pub(super) fn environment(&mut self, at: usize, end: usize) -> Option<usize> {
        let rest = self.rest(at, end);
        let name = rest.strip_prefix("\\begin{")?.split('}').next().filter(|n| n.len() < 40 && !n.contains('\n'))?;
        let close = format!("\\end{{{name}}}");
        let stop = self.find(&close, at, end)? + close.len();
        let head = at + "\\begin{}".len() + name.len();
        let plain = name.trim_end_matches('*');
        match FORMULAS.iter().find(|(from, _)| *from == plain) {
            Some((_, to)) => {
                self.insert(&if to.is_empty() { "$$".to_owned() } else { format!("$$\\begin{{{to}}}") }, at);
                let inner = Span::new(head, stop - close.len());
                self.math(inner);
                self.insert(&if to.is_empty() { String::new() } else { format!("\\end{{{to}}}") }, stop - 1);
                self.equation_number(inner.slice(self.text), None, stop - 1);
                self.insert("$$", stop - 1);
            }
            None => {
                self.remark(Span::new(at, head), &format!("begin{{{name}}}"));
                self.labels_in(at, stop);
                self.insert("\n\n~~~~~latex\n", at);
                self.copy(at, stop);
                self.insert("\n~~~~~\n\n", stop - 1);
            }
        }
        Some(stop)
    }

    /// Labels inside an environment that is shown as code are anchors before it.
    fn labels_in(&mut self, at: usize, stop: usize) {
        let found: Vec<String> = label_names(&self.text[at..stop]).map(|(_, label)| label.to_owned()).collect();
        self.insert("\n\n", at);
        found.into_iter().for_each(|label| self.anchor(label));
    }

    /// The inside of a formula: labels become anchors, blank lines go, environments that number are those that do not.
    pub(super) fn math(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let rest = self.rest(at, span.end);
            let stop = rest.find(['\\', '\n']).map_or(span.end, |n| at + n);
            self.copy(at, stop);
            at = if stop < span.end { self.math_sign(stop, span.end) } else { stop };
        }
    }

    fn math_sign(&mut self, at: usize, end: usize) -> usize {
        let rest = self.rest(at, end);
        if rest.starts_with('\n') {
            let blank = rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t']).len();
            self.insert("\n", at);
            return at + blank;
        }
        for gone in ["\\nonumber", "\\notag"] {
            if rest.starts_with(gone) {
                return at + gone.len();
            }
        }
        if rest.starts_with("\\label{") {
            let (stop, label) = arguments(self.text, at + "\\label".len(), end);
            label.into_iter().for_each(|label| self.anchor(label));
            return stop;
        }
        for (from, to) in FORMULAS {
            for (side, sign) in [("\\begin{", "begin"), ("\\end{", "end")] {
                let Some(behind) = rest.strip_prefix(side).and_then(|r| r.strip_prefix(from)) else { continue };
                let Some(behind) = behind.strip_prefix('*').unwrap_or(behind).strip_prefix('}') else { continue };
                self.insert(&if to.is_empty() { String::new() } else { format!("\\{sign}{{{to}}}") }, at);
                return end - behind.len();
            }
        }
        let next = rest[1..].chars().next().map_or(0, char::len_utf8);
        self.copy(at, at + 1 + next);
        at + 1 + next
    }
}

/// Where the arguments of a command end that begin at `at`, and the first one in braces.
fn arguments(text: &str, at: usize, end: usize) -> (usize, Option<String>) {
    let mut stop = at;
    let mut first = None;
    let mut star = text[stop..end].starts_with('*');
    loop {
        stop += usize::from(std::mem::take(&mut star));
        let rest = &text[stop..end];
        let found = match rest.as_bytes().first() {
            Some(b'{') => group(rest, b'{', b'}'),
            Some(b'[') if !rest.starts_with("[@") && !rest.starts_with("[-@") => group(rest, b'[', b']'),
            _ => None,
        };
        let Some(length) = found else { return (stop, first) };
        if rest.starts_with('{') && first.is_none() {
            first = Some(rest[1..length - 1].trim().to_owned()).filter(|l| !l.is_empty());
        }
        stop += length;
    }
}

/// Length of the group that `text` begins with, signs included.
fn group(text: &str, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().take(REACH).enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b if b == open => depth += 1,
            b if b == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Every `\label{x}` of a text, with its place.
pub(super) fn label_names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("\\label{").filter_map(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let close = rest.bytes().take(80).position(|b| b == b'}')?;
        Some((at, rest[..close].trim())).filter(|(_, l)| !l.is_empty() && !l.contains(char::is_whitespace))
    })
}

/// Every `{#id}` of a text, with its place.
fn attribute_ids(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.match_indices('{').filter_map(|(at, _)| {
        let rest = &text[at..];
        rest[1..].trim_start().starts_with('#').then(|| attributes(rest)).flatten().and_then(|a| Some((at, a.id?)))
    })
}

/// What the text's labels are called: `Figure 2` for the second label that begins with `fig`.
pub(super) fn labels(text: &str) -> BTreeMap<String, String> {
    let mut all: Vec<(usize, String)> = label_names(text).map(|(at, l)| (at, l.to_owned())).chain(attribute_ids(text)).collect();
    all.sort();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for (_, label) in all {
        let lower = label.to_ascii_lowercase();
        let kind = match () {
            () if lower.starts_with("fig") => "Figure",
            () if lower.starts_with("tab") || lower.starts_with("tbl") => "Table",
            () if lower.starts_with("eq") => "Equation",
            () if lower.starts_with("sec") => "Section",
            () if lower.starts_with("lst") || lower.starts_with("code") => "Listing",
            () => continue,
        };
        out.entry(label).or_insert_with(|| {
            let count = counts.entry(kind).or_default();
            *count += 1;
            format!("{kind} {count}")
        });
    }
    out
}
