//! Formats of tagged lines (RIS, nbib, EndNote tagged): cuts a file into records of `(tag, value)` pairs.

use crate::base::span::Span;

/// One record: its pairs in order, and where its first line stands.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub pairs: Vec<(String, String)>,
    pub span: Span,
}

impl Record {
    /// All values with one of `tags`, in the order of the file.
    pub fn all<'a>(&'a self, tags: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(|(tag, _)| tags.contains(&tag.as_str())).map(|(_, value)| value.as_str())
    }

    /// The first value that is not empty, by the order of `tags`.
    pub fn first(&self, tags: &[&str]) -> Option<String> {
        tags.iter().find_map(|tag| self.all(&[tag]).find_map(super::record::line))
    }
}

/// How a format marks its records.
pub(super) struct Shape {
    /// The tag and the value of a line that has a tag.
    pub tag: fn(&str) -> Option<(&str, &str)>,
    /// The tag that opens a record.
    pub opens: &'static str,
    /// The tag that closes one, where the format has such.
    pub closes: Option<&'static str>,
    /// Whether an empty line closes a record.
    pub blank_closes: BlankLine,
}

/// What an empty line means.
#[derive(PartialEq, Eq)]
pub(super) enum BlankLine {
    Nothing,
    EndsRecord,
}

/// The records of `text`. Lines without a tag continue the value before them.
pub(super) fn records(text: &str, shape: &Shape) -> Vec<Record> {
    let mut out = Vec::new();
    let mut current = Record::default();
    let mut at = 0;
    for raw in text.split_inclusive(['\n', '\r']) {
        let line = raw.trim_end();
        let span = Span::new(at, at + line.len());
        at += raw.len();
        let Some((tag, value)) = (shape.tag)(line) else {
            if line.is_empty() && shape.blank_closes == BlankLine::EndsRecord && raw.starts_with(['\n', '\r']) && !raw.ends_with("\r") {
                close(&mut current, &mut out);
            } else if let Some((_, last)) = current.pairs.last_mut().filter(|_| !line.is_empty()) {
                last.push(' ');
                last.push_str(line.trim());
            }
            continue;
        };
        if tag == shape.opens {
            close(&mut current, &mut out);
        }
        if Some(tag) == shape.closes {
            close(&mut current, &mut out);
            continue;
        }
        if current.pairs.is_empty() {
            current.span = span;
        }
        current.pairs.push((tag.to_owned(), value.trim().to_owned()));
    }
    close(&mut current, &mut out);
    out
}

fn close(current: &mut Record, out: &mut Vec<Record>) {
    if !current.pairs.is_empty() {
        out.push(std::mem::take(current));
    }
}
