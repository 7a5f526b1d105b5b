//! What a result shows of an article, as it lies in the card shards: JSON arrays, read by `client.js` as they stand.

use super::document::Document;
use super::token;
use crate::base::fold;
use serde_json::{Value, json};

/// Characters of a card's snippet.
const SNIPPET: usize = 140;
/// Characters of a section's heading in a card.
const HEADING: usize = 100;
/// Sections that a card names.
const SECTIONS: usize = 12;

/// What a result shows of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// Address from the site's root.
    pub url: String,
    /// The question.
    pub title: String,
    /// The answer, shortened.
    pub snippet: String,
    /// The answer in a word; empty where there is none.
    pub verdict: String,
    /// Year; 0 where there is none.
    pub year: i32,
    /// Language.
    pub lang: String,
    /// Topics.
    pub topics: Vec<String>,
    /// Sections: element id (empty where there is none) and heading.
    pub sections: Vec<(String, String)>,
}

impl Card {
    /// The card of an article.
    pub fn of(document: &Document) -> Self {
        let snippet = if document.snippet.trim().is_empty() { &document.answer } else { &document.snippet };
        let section = |s: &super::document::DocSection| (s.id.clone().unwrap_or_default(), shortened(&s.heading, HEADING));
        Self {
            url: document.url.replace('*', "%2A"),
            title: document.title.clone(),
            snippet: shortened(snippet, SNIPPET),
            verdict: document.verdict.clone().unwrap_or_default(),
            year: document.year.unwrap_or_default(),
            lang: document.lang.clone(),
            topics: document.topics.clone(),
            sections: document.sections.iter().take(SECTIONS).map(section).collect(),
        }
    }

    /// The card as a shard has it: title, address, snippet, sections, verdict, year, topics, language; trailing empty
    /// values left out. In the address `*` and two digits in base 36 stand for so many characters of the title's
    /// slug; a section is its heading alone where its id is the heading's slug. `lang` is left out of the card.
    pub fn row(&self, lang: &str) -> Value {
        let section = |(id, heading): &(String, String)| match *id == slug(heading) {
            true => json!(heading),
            false => json!([heading, id]),
        };
        let sections: Vec<Value> = self.sections.iter().map(section).collect();
        let own = if self.lang == lang { "" } else { &self.lang };
        let year = if self.year == 0 { json!("") } else { json!(self.year) };
        let mut row = vec![
            json!(self.title),
            json!(starred(&self.url, &slug(&self.title))),
            json!(self.snippet),
            json!(sections),
            json!(self.verdict),
            year,
            json!(self.topics),
            json!(own),
        ];
        while row.last().is_some_and(|value| *value == json!("") || *value == json!([])) {
            row.pop();
        }
        Value::Array(row)
    }

    /// The card that [row](Card::row) wrote; what is damaged reads as empty.
    pub fn from_row(row: &Value, lang: &str) -> Self {
        let text = |at: usize| row[at].as_str().unwrap_or_default().to_owned();
        let list = |at: usize| row[at].as_array().map(Vec::as_slice).unwrap_or_default();
        let section = |value: &Value| match value.as_str() {
            Some(heading) => (slug(heading), heading.to_owned()),
            None => (value[1].as_str().unwrap_or_default().to_owned(), value[0].as_str().unwrap_or_default().to_owned()),
        };
        let own = text(7);
        Self {
            url: unstarred(&text(1), &slug(&text(0))),
            title: text(0),
            snippet: text(2),
            sections: list(3).iter().map(section).collect(),
            verdict: text(4),
            year: row[5].as_i64().and_then(|year| i32::try_from(year).ok()).unwrap_or_default(),
            topics: list(6).iter().filter_map(|topic| topic.as_str().map(String::from)).collect(),
            lang: if own.is_empty() { lang.to_owned() } else { own },
        }
    }
}

/// The address part that `text` would give, as far as the client can work it out too.
fn slug(text: &str) -> String {
    let mut folded = String::new();
    fold::search(&text.replace(['\'', '’'], ""), &mut folded);
    let words: Vec<&str> = folded.split(|c| !token::is_word(c)).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// `url` with the part of its last folder that is the title's slug as `*` and its length.
fn starred(url: &str, slug: &str) -> String {
    let start = url.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
    let shared = slug.bytes().zip(url[start..].bytes()).take_while(|(a, b)| a == b && a.is_ascii()).count().min(36 * 36 - 1);
    if shared < 4 {
        return url.to_owned();
    }
    let digit = |n: usize| char::from_digit(n as u32 % 36, 36).unwrap_or('0');
    format!("{}*{}{}{}", &url[..start], digit(shared / 36), digit(shared), &url[start + shared..])
}

fn unstarred(url: &str, slug: &str) -> String {
    let parts = url.split_once('*').and_then(|(start, rest)| Some((start, rest.split_at_checked(2)?)));
    let Some((start, (count, rest))) = parts else { return url.to_owned() };
    let count = usize::from_str_radix(count, 36).unwrap_or_default();
    format!("{start}{}{rest}", slug.get(..count).unwrap_or(slug))
}

/// `text` in one line of at most `limit` characters, cut after a word where there is one, with an ellipsis.
fn shortened(text: &str, limit: usize) -> String {
    let mut line = String::new();
    let mut left = limit;
    for word in text.split_whitespace() {
        let length = word.chars().count() + usize::from(!line.is_empty());
        if length > left {
            if line.is_empty() {
                line.extend(word.chars().take(limit));
            }
            line.push('…');
            return line;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        left -= length;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back() {
        let card = Card {
            url: "answers/why-is-the-sky-blue-7/".into(),
            title: "Why is the sky blue?".into(),
            sections: vec![("short-waves".into(), "Short waves".into()), ("x".into(), "Other".into())],
            lang: "en".into(),
            year: 2026,
            ..Card::default()
        };
        let row = card.row("en");
        assert_eq!(row[1], "answers/*0j-7/");
        assert_eq!(row[3], json!(["Short waves", ["Other", "x"]]));
        assert_eq!(Card::from_row(&row, "en"), card);
        assert_eq!(Card::from_row(&card.row("de"), "de"), card);
    }

    #[test]
    fn cuts_after_a_word() {
        assert_eq!(shortened("one  two\nthree", 9), "one two…");
        assert_eq!(shortened("one two", 7), "one two");
        assert_eq!(shortened("数据不能完全替代", 4), "数据不能…");
    }
}
