//! What a result shows of an article, as it lies in the card shards: JSON arrays, read by `client.js` as they stand.

use super::document::Document;
use serde::{Deserialize, Serialize};

/// Characters of a card's snippet.
const SNIPPET: usize = 180;
/// Characters of a section's heading in a card.
const HEADING: usize = 100;
/// Sections that a card names.
const SECTIONS: usize = 20;

/// What a result shows of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Row", into = "Row")]
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

/// The order of a card's values in its shard: url, title, snippet, sections, verdict, year, lang, topics.
type Row = (String, String, String, Vec<(String, String)>, String, i32, String, Vec<String>);

impl From<Row> for Card {
    fn from((url, title, snippet, sections, verdict, year, lang, topics): Row) -> Self {
        Self { url, title, snippet, verdict, year, lang, topics, sections }
    }
}

impl From<Card> for Row {
    fn from(card: Card) -> Self {
        let Card { url, title, snippet, verdict, year, lang, topics, sections } = card;
        (url, title, snippet, sections, verdict, year, lang, topics)
    }
}

impl Card {
    /// The card of an article.
    pub fn of(document: &Document) -> Self {
        let snippet = if document.snippet.trim().is_empty() { &document.answer } else { &document.snippet };
        let section = |s: &super::document::DocSection| (s.id.clone().unwrap_or_default(), shortened(&s.heading, HEADING));
        Self {
            url: document.url.clone(),
            title: document.title.clone(),
            snippet: shortened(snippet, SNIPPET),
            verdict: document.verdict.clone().unwrap_or_default(),
            year: document.year.unwrap_or_default(),
            lang: document.lang.clone(),
            topics: document.topics.clone(),
            sections: document.sections.iter().take(SECTIONS).map(section).collect(),
        }
    }
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
    fn cuts_after_a_word() {
        assert_eq!(shortened("one  two\nthree", 9), "one two…");
        assert_eq!(shortened("one two", 7), "one two");
        assert_eq!(shortened("数据不能完全替代", 4), "数据不能…");
    }
}
