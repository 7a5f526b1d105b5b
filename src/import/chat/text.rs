//! The text of an answer: its title, its headings, and its markers as citations.

use super::links::{Links, Numbered};

/// The question and the text below it: a first-level heading, a first line that asks, or `name`.
pub fn title(text: &str, name: &str) -> (String, String) {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = first.trim();
    let spoken =
        ["Q:", "Question:", "You:", "User:", "Prompt:", "**You:**", "**Question:**"].into_iter().find_map(|p| line.strip_prefix(p));
    let heading = line.strip_prefix('#').map(|l| l.trim_start_matches('#'));
    let bold = line.strip_prefix("**").and_then(|l| l.strip_suffix("**")).filter(|l| !l.contains("**"));
    let asks = Some(line).filter(|l| l.ends_with('?') && l.len() <= 300);
    match spoken.or(heading).or(bold).or(asks).map(str::trim).filter(|t| !t.is_empty()) {
        Some(title) => (title.trim_matches('*').trim().to_owned(), without_speaker(rest)),
        None => (name.to_owned(), text.to_owned()),
    }
}

/// The answer without who gives it.
fn without_speaker(rest: &str) -> String {
    let rest = rest.trim_start();
    let speakers = ["A:", "Answer:", "Assistant:", "ChatGPT:", "**Assistant:**", "**Answer:**"];
    speakers.into_iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest).trim_start().to_owned()
}

/// Headings moved so that the highest is of the second level.
pub fn levelled(text: &str) -> String {
    let level = |line: &str| line.bytes().take_while(|b| *b == b'#').count();
    let is_heading = |line: &str| (1..=6).contains(&level(line)) && line[level(line)..].starts_with(' ');
    let mut fenced = false;
    let mut lines: Vec<(String, bool)> = Vec::new();
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        lines.push((line.to_owned(), !fenced && is_heading(line)));
    }
    let top = lines.iter().filter(|(_, heading)| *heading).map(|(line, _)| level(line)).min().unwrap_or(2);
    let moved = lines.into_iter().map(|(line, heading)| match heading {
        true => format!("{}{}", "#".repeat((level(&line) + 2 - top).clamp(2, 6)), &line[level(&line)..]),
        false => line,
    });
    moved.collect::<Vec<_>>().join("\n")
}

/// The text with markers and links as citations. Code is left as it is.
pub fn cited(text: &str, links: &mut Links) -> String {
    let mut fenced = false;
    let mut pieces: Vec<Piece> = Vec::new();
    for line in text.split_inclusive('\n') {
        let fence = line.trim_start().starts_with("```");
        if fence || fenced {
            pieces.push(Piece::Words(line.to_owned()));
        } else {
            line_pieces(line, links, &mut pieces);
        }
        fenced ^= fence;
    }
    let ids: Vec<String> = links.sources().into_iter().filter_map(|s| s.id).collect();
    let mut out = String::with_capacity(text.len());
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(&words),
            Piece::Citation(places) => push_citation(&mut out, &places, &ids),
        }
    }
    out
}

enum Piece {
    Words(String),
    Citation(Vec<usize>),
}

/// Appends a citation; one right behind another joins it.
fn push_citation(out: &mut String, places: &[usize], ids: &[String]) {
    let keys: Vec<String> = places.iter().filter_map(|p| ids.get(*p)).map(|id| format!("@{id}")).collect();
    let open = out.trim_end().strip_suffix(']').and_then(|o| o.rfind("[@").filter(|at| !o[*at..].contains(']')));
    match open {
        Some(at) => {
            let known: Vec<&str> = out[at + 1..].trim_end().trim_end_matches(']').split("; ").collect();
            let new: Vec<String> = keys.into_iter().filter(|k| !known.contains(&k.as_str())).collect();
            out.truncate(out.trim_end().len() - 1);
            new.iter().for_each(|key| out.push_str(&format!("; {key}")));
            out.push(']');
        }
        None => {
            if !out.is_empty() && !out.ends_with([' ', '\n', '(']) {
                out.push(' ');
            }
            out.push_str(&format!("[{}]", keys.join("; ")));
        }
    }
}

fn line_pieces(line: &str, links: &mut Links, pieces: &mut Vec<Piece>) {
    let mut rest = line;
    let mut words = String::new();
    while let Some(at) = rest.find(['[', '【', '(', '`']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = match rest.as_bytes()[0] {
            b'`' => code(rest).map(|n| (Vec::new(), rest[..n].to_owned(), n)),
            b'(' => in_parentheses(rest, links),
            _ => link(rest, links).or_else(|| marker(rest, links)),
        };
        let Some((places, kept, length)) = found else {
            let sign = rest.chars().next().map_or(1, char::len_utf8);
            words.push_str(&rest[..sign]);
            rest = &rest[sign..];
            continue;
        };
        words.push_str(&kept);
        rest = &rest[length..];
        if !places.is_empty() {
            pieces.push(Piece::Words(words.trim_end_matches(' ').to_owned()));
            words.clear();
            pieces.push(Piece::Citation(places));
        }
    }
    words.push_str(rest);
    pieces.push(Piece::Words(words));
}

/// What was found at the start of a text: places of links, words that stay, and its length.
type Found = (Vec<usize>, String, usize);

fn code(text: &str) -> Option<usize> {
    let ticks = text.bytes().take_while(|b| *b == b'`').count();
    let mark = "`".repeat(ticks);
    text[ticks..].find(&mark).map(|n| n + 2 * ticks)
}

/// `([words](url), [words](url))` and `(url)`: the parentheses go.
fn in_parentheses(text: &str, links: &mut Links) -> Option<Found> {
    let mut at = 1;
    let mut places = Vec::new();
    loop {
        let rest = &text[at..];
        if rest.starts_with(')') && !places.is_empty() {
            return Some((places, String::new(), at + 1));
        }
        let (place, length) = if rest.starts_with("http") {
            let end = rest.find([')', ' ', ','])?;
            (links.take(Numbered { number: None, title: String::new(), url: rest[..end].to_owned() }), end)
        } else {
            let (url, title, length) = markdown(rest)?;
            (links.take(Numbered { number: None, title, url }), length)
        };
        places.push(place);
        at += length;
        at += text[at..].len() - text[at..].trim_start_matches([',', ';', ' ']).len();
    }
}

/// `[words](url)` to the web: the words stay, but a number or `[1]` as words is a marker.
fn link(text: &str, links: &mut Links) -> Option<Found> {
    let (url, title, length) = markdown(text)?;
    let number: Option<usize> = title.trim_matches(['[', ']', '^', '\\']).parse().ok();
    let title = if number.is_some() { String::new() } else { title };
    let words = title.clone();
    let known = number.and_then(|n| links.numbered(n));
    let place = known.unwrap_or_else(|| links.take(Numbered { number, title, url }));
    Some((vec![place], words, length))
}

/// Address, words and length of the link that `text` begins with.
fn markdown(text: &str) -> Option<(String, String, usize)> {
    let mut depth = 0usize;
    let close = text.char_indices().take(400).take_while(|(_, c)| *c != '\n').find_map(|(at, c)| {
        depth = if c == '[' { depth + 1 } else { depth };
        depth = if c == ']' { depth.checked_sub(1)? } else { depth };
        (depth == 0).then_some(at)
    })?;
    let target = text[close..].strip_prefix("](").filter(|t| text.starts_with('[') && t.starts_with("http"))?;
    let end = target.find(')')?;
    let address = target[..end].split_whitespace().next()?.to_owned();
    Some((address, text[1..close].to_owned(), close + 2 + end + 1))
}

/// `[1]`, `[1, 2]`, `[^1]`, `【1†source】`.
fn marker(text: &str, links: &mut Links) -> Option<Found> {
    let wide = text.starts_with('【');
    let inner = text.strip_prefix("[^").or_else(|| text.strip_prefix(['[', '【']))?;
    let close = inner.find(if wide { '】' } else { ']' }).filter(|n| *n <= 60)?;
    let length = text.len() - inner.len() + close + if wide { '】'.len_utf8() } else { 1 };
    let inside = inner[..close].split('†').next().unwrap_or("");
    let numbers: Option<Vec<usize>> = inside.split([',', ';', ' ']).map(str::trim).filter(|n| !n.is_empty()).map(number).collect();
    let numbers = numbers.filter(|n| !n.is_empty())?;
    let places: Vec<usize> = numbers.iter().filter_map(|n| links.numbered(*n)).collect();
    if places.is_empty() {
        let typed = &text[..length];
        links.notes.push(format!("`{typed}` leads to no link of the answer: it is kept as text"));
        // The number is the tool's: behind a sign of doubt it is never taken for that of a source in this article.
        let kept = if wide { typed.replacen('【', "【?", 1) } else { typed.replace('[', "\\[").replace(']', "\\]") };
        return Some((Vec::new(), kept, length));
    }
    Some((places, String::new(), length))
}

/// `3`, or `3:0` as some answers number them.
fn number(text: &str) -> Option<usize> {
    text.split(':').next()?.parse().ok()
}

/// An address without the parameters that only tell where a reader came from.
pub fn without_tracking(url: &str) -> String {
    let (before, fragment) = url.split_once('#').map_or((url, None), |(b, f)| (b, Some(f)));
    let fragment = fragment.filter(|f| !f.starts_with(":~:"));
    let (path, query) = before.split_once('?').map_or((before, ""), |(p, q)| (p, q));
    let kept: Vec<&str> = query.split('&').filter(|p| !p.is_empty() && !p.starts_with("utm_")).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{path}{query}{}", fragment.map(|f| format!("#{f}")).unwrap_or_default())
}
