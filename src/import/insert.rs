//! Puts entries into a YAML text: behind the last one, in the form that the text has, with every other line as it was.

use super::list;
use crate::article::front_matter::split;
use crate::base::path::SitePath;
use crate::source::Source;
use crate::source::yaml_write::lines;

/// The form of a list of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// `- id: …`, its dashes indented by this.
    List(String),
    /// `smith2019:` and its fields below, indented by this.
    Map(String),
}

/// A file of `sources/` with `sources` added. `Err` says why that cannot be done.
pub fn into_shared(text: &str, sources: &[Source]) -> Result<String, String> {
    let form = form(text.lines())?.unwrap_or(Form::List(String::new()));
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    Ok(format!("{text}{end}{}", written(sources, &form)))
}

/// An article with `sources` added to its front matter.
pub fn into_article(file: &SitePath, text: &str, sources: &[Source]) -> Result<String, String> {
    let found = split(file, text);
    let Some(yaml) = found.yaml else {
        let new = format!("---\nsources:\n{}---\n\n", list(sources, "  "));
        return Ok(format!("{new}{text}"));
    };
    let (head, rest) = (&text[..yaml.start], &text[yaml.end..]);
    let yaml = yaml.slice(text);
    let Some(at) = key_line(yaml) else {
        let end = if yaml.is_empty() || yaml.ends_with('\n') { "" } else { "\n" };
        return Ok(format!("{head}{yaml}{end}sources:\n{}{rest}", list(sources, "  ")));
    };
    let line_end = yaml[at..].find('\n').map_or(yaml.len(), |n| at + n + 1);
    let value = yaml[at..line_end].trim_start_matches("sources:");
    let value = value.split(" #").next().unwrap_or("").trim();
    if matches!(value, "[]" | "{}" | "null" | "~") {
        return Ok(format!("{head}{}sources:\n{}{}{rest}", &yaml[..at], list(sources, "  "), &yaml[line_end..]));
    }
    if !value.is_empty() && !value.starts_with('#') {
        return Err("its `sources` stand in one line; write them as a list, one key a line".to_owned());
    }
    let stop = block_end(yaml, line_end);
    let form = form(yaml[line_end..stop].lines())?.unwrap_or(Form::List("  ".to_owned()));
    let break_line = if yaml[..stop].ends_with('\n') { "" } else { "\n" };
    Ok(format!("{head}{}{break_line}{}{}{rest}", &yaml[..stop], written(sources, &form), &yaml[stop..]))
}

/// Where the line of the key `sources` starts.
fn key_line(yaml: &str) -> Option<usize> {
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        if line.starts_with("sources:") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// Just behind the last line of the block that starts at `from`: comments and blank lines behind it belong to what follows.
fn block_end(yaml: &str, from: usize) -> usize {
    let (mut at, mut end) = (from, from);
    for line in yaml[from..].split_inclusive('\n') {
        let body = line.trim();
        let inside = line.starts_with([' ', '\t', '-']);
        if !inside && !body.is_empty() && !body.starts_with('#') {
            break;
        }
        at += line.len();
        if inside && !body.is_empty() {
            end = at;
        }
    }
    end
}

/// The form that the first line with a value shows.
fn form<'t>(lines: impl Iterator<Item = &'t str>) -> Result<Option<Form>, String> {
    let mut lines = lines.filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#') && l.trim() != "---");
    let Some(first) = lines.next() else { return Ok(None) };
    let body = first.trim_start();
    let indent = first[..first.len() - body.len()].to_owned();
    match body {
        body if body == "-" || body.starts_with("- ") => Ok(Some(Form::List(indent))),
        body if body.starts_with(['[', '{']) => Err("its sources stand in brackets; write them as a list, one key a line".to_owned()),
        _ => Ok(Some(Form::Map(indent))),
    }
}

fn written(sources: &[Source], form: &Form) -> String {
    let Form::Map(indent) = form else {
        let Form::List(indent) = form else { return String::new() };
        return list(sources, indent);
    };
    let mut out = String::new();
    for source in sources {
        let id = source.id.clone().or_else(|| source.reference.clone()).unwrap_or_default();
        out.push_str(&format!("{indent}{}:\n", crate::base::yaml::scalar(&id)));
        for line in lines(&Source { id: None, ..source.clone() }).iter().flat_map(|l| l.lines()) {
            out.push_str(&format!("{indent}  {line}\n"));
        }
    }
    out
}
