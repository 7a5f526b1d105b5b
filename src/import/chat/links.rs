//! The links of an answer: those listed with numbers, and those in the text.

use super::super::chat::text::without_tracking;
use crate::source::address::canonical;
use std::collections::BTreeMap;

/// A link of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Its number in the answer.
    pub number: Option<usize>,
    /// Words for it; empty where there are none.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// The links of an answer, each address once.
#[derive(Debug, Default)]
pub struct Links {
    /// In the order of their numbers, then of the text.
    pub all: Vec<Numbered>,
    by_number: BTreeMap<usize, usize>,
    by_address: BTreeMap<String, usize>,
    /// What is to be looked at.
    pub notes: Vec<String>,
}

impl Links {
    /// The links listed with numbers.
    pub fn new(numbered: Vec<Numbered>) -> Self {
        let mut links = Self::default();
        for link in numbered {
            let number = link.number;
            let place = links.take(link);
            if let Some(number) = number {
                links.by_number.entry(number).or_insert(place);
            }
        }
        links
    }

    /// The place of a link, which is taken in where its address is new.
    pub fn take(&mut self, mut link: Numbered) -> usize {
        link.url = without_tracking(&link.url);
        let key = canonical(&link.url);
        if let Some(place) = self.by_address.get(&key).copied() {
            let known = &mut self.all[place];
            if known.title.is_empty() {
                known.title = link.title;
            }
            return place;
        }
        self.by_address.insert(key, self.all.len());
        self.all.push(link);
        self.all.len() - 1
    }

    /// The place of the link with a number.
    pub fn numbered(&self, number: usize) -> Option<usize> {
        self.by_number.get(&number).copied()
    }
}

/// Words that head a list of links.
const HEADS: [&str; 13] = [
    "sources",
    "references",
    "citations",
    "links",
    "works cited",
    "bibliography",
    "footnotes",
    "source",
    "learn more",
    "quellen",
    "sources cited",
    "sources used",
    "reference list",
];

/// Parts the text of an answer from its list of numbered links.
pub fn split(text: &str) -> (String, Vec<Numbered>) {
    let lines: Vec<&str> = text.lines().collect();
    let head = lines.iter().rposition(|l| is_head(l));
    let (mut kept, mut links) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut at = 0;
    let mut fenced = false;
    while at < lines.len() {
        let line = lines[at];
        fenced ^= line.trim_start().starts_with("```");
        let listed = head.is_some_and(|head| at > head) || trailing(&lines, at);
        let next = lines.get(at + 1).map_or("", |l| l.trim());
        match listed_link(line, next, listed).filter(|_| !fenced) {
            Some((link, lines_read)) => {
                links.push(link);
                at += lines_read;
            }
            None => {
                kept.push((at, line));
                at += 1;
            }
        }
    }
    // The heading goes with its list.
    let gone = head.filter(|head| !links.is_empty() && kept.iter().all(|(at, line)| at <= head || line.trim().is_empty()));
    let body: Vec<&str> = kept.into_iter().filter(|(at, _)| Some(*at) != gone).map(|(_, line)| line).collect();
    (body.join("\n"), links)
}

fn is_head(line: &str) -> bool {
    let words = line.trim().trim_matches(|c: char| matches!(c, '#' | '*' | ':' | '_' | ' ')).to_lowercase();
    HEADS.contains(&words.as_str())
}

/// Whether all lines from here on list links.
fn trailing(lines: &[&str], at: usize) -> bool {
    lines[at..].iter().take(400).all(|line| line.trim().is_empty() || marker(line).is_some_and(|(_, rest)| rest.contains("://")))
}

/// A line that lists a link, with the number of lines that it takes.
fn listed_link(line: &str, next: &str, listed: bool) -> Option<(Numbered, usize)> {
    let (number, rest) = match marker(line) {
        Some((number, rest)) if listed || line.trim_start().starts_with(['[', '【']) => (Some(number), rest),
        _ if listed => (None, line.trim().trim_start_matches(['-', '*', '•', ' '])),
        _ => return None,
    };
    if let Some(link) = link_in(rest, number) {
        // A sentence that begins with a marker is text, not a list entry.
        let long = link.title.split_whitespace().count() > 40;
        return (!long).then_some((link, 1));
    }
    let below = next.starts_with("http") && !next.contains(' ') && number.is_some() && !rest.is_empty();
    below.then(|| (Numbered { number, title: tidy(rest), url: next.to_owned() }, 2))
}

/// `[1]`, `[1]:`, `[^1]:`, `1.`, `1)`, `(1)`, `【1】` at the start of a line, and what stands behind it.
fn marker(line: &str) -> Option<(usize, &str)> {
    let line = line.trim().trim_start_matches(['-', '*', '•']).trim_start();
    let opened = line.strip_prefix("[^").or_else(|| line.strip_prefix(['[', '(', '【'])).unwrap_or(line);
    let digits = opened.bytes().take_while(u8::is_ascii_digit).count();
    let number = opened[..digits].parse().ok()?;
    let rest = &opened[digits..];
    let rest = if opened.len() < line.len() {
        rest.strip_prefix([']', ')', '】'])?
    } else {
        rest.strip_prefix(['.', ')', ':']).filter(|r| r.starts_with(' '))?
    };
    Some((number, rest.trim_start_matches([':', '.']).trim()))
}

/// The link in the words behind a marker: `[title](url)`, `url "title"`, `title — url`.
fn link_in(text: &str, number: Option<usize>) -> Option<Numbered> {
    if let Some((title, url, rest)) = markdown_link(text) {
        let title = if title.starts_with("http") { tidy(rest) } else { title };
        return Some(Numbered { number, title, url });
    }
    let at = text.find("https://").or_else(|| text.find("http://"))?;
    let (before, from) = text.split_at(at);
    let end = from.find([' ', '>', '"', '\t']).unwrap_or(from.len());
    let url = from[..end].trim_end_matches([')', ',', '.', ';', ']']).to_owned();
    let title = tidy(before);
    let title = if title.is_empty() { tidy(&from[end..]) } else { title };
    Some(Numbered { number, title, url })
}

/// The first `[title](url)` of a text: title, address, and what stands around it.
pub fn markdown_link(text: &str) -> Option<(String, String, &str)> {
    let middle = text.find("](http")?;
    let open = text[..middle].rfind('[')?;
    let inside = &text[middle + 2..];
    let close = inside.find([')', ' ']).unwrap_or(inside.len());
    let rest = if open == 0 { inside[close..].trim_start_matches([')', ' ']) } else { &text[..open] };
    Some((text[open + 1..middle].trim().to_owned(), inside[..close].to_owned(), rest))
}

/// Words without the signs that join them to an address.
fn tidy(words: &str) -> String {
    let signs = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | ':' | '|' | '<' | '>' | '"' | '“' | '”' | '(' | ')' | '*' | '_' | ',' | '.' | '·')
    };
    words.trim_matches(signs).to_owned()
}
