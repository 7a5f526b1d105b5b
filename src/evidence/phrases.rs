//! Phrases by language, as data: what attributes, what compares, what dates a statement to “now”. The lists are the text
//! files beside this file, which anyone can extend.

use crate::base::fasthash::FastMap;
use crate::base::heads::Heads;
use std::sync::LazyLock;

/// A list of phrases.
#[derive(Debug, Default)]
struct List {
    /// What the first words of phrases look like.
    heads: Heads,
    /// What the longest word of each phrase looks like: the first is often one of those that stand in any sentence.
    longest: Heads,
    /// Those words.
    longest_words: Vec<&'static str>,
    /// Phrases by their first word, the rest as words.
    by_first: FastMap<&'static str, Vec<Vec<&'static str>>>,
    /// Phrases that are found anywhere: those of scripts without spaces.
    anywhere: Vec<&'static str>,
}

/// The lists of one language.
#[derive(Debug, Default)]
pub struct Phrases {
    lists: FastMap<&'static str, List>,
}

static ALL: [(&str, LazyLock<Phrases>); 5] = [
    ("en", LazyLock::new(|| parse(include_str!("phrases/en.txt")))),
    ("de", LazyLock::new(|| parse(include_str!("phrases/de.txt")))),
    ("fr", LazyLock::new(|| parse(include_str!("phrases/fr.txt")))),
    ("es", LazyLock::new(|| parse(include_str!("phrases/es.txt")))),
    ("zh", LazyLock::new(|| parse(include_str!("phrases/zh.txt")))),
];

static NONE: LazyLock<Phrases> = LazyLock::new(Phrases::default);

/// The phrases of a language (its primary tag); empty lists where there are none.
pub fn of(lang: &str) -> &'static Phrases {
    ALL.iter().find(|(known, _)| *known == lang).map_or(&*NONE, |(_, phrases)| &**phrases)
}

fn parse(text: &'static str) -> Phrases {
    let mut out = Phrases::default();
    let mut name = "";
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(list) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            name = list;
            continue;
        }
        let list = out.lists.entry(name).or_default();
        if line.chars().any(is_spaceless) {
            list.anywhere.push(line);
            continue;
        }
        let words: Vec<&'static str> = line.split(' ').collect();
        list.heads.add(words[0]);
        let longest = words.iter().max_by_key(|word| word.len()).unwrap_or(&words[0]);
        list.longest.add(longest);
        list.longest_words.push(longest);
        list.by_first.entry(words[0]).or_default().push(words[1..].to_vec());
    }
    out
}

/// Whether a character is of a script that sets no spaces between words.
pub fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// The words of a sentence in lower case, each with where it stands, and the sentence.
#[derive(Debug)]
pub struct Words<'t> {
    text: &'t str,
    /// The words in lower case, one behind the other; or all the text, where each stands as far in as in the text.
    lower: String,
    words: Vec<Word>,
}

/// A word: where its lower case stands in [Words], and where it stands in the text.
#[derive(Debug, Clone, Copy)]
struct Word {
    lower: (usize, usize),
    place: (usize, usize),
}

impl<'t> Words<'t> {
    /// The words of `text`: runs of letters, digits and hyphens.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self::ascii(text);
        }
        let (mut lower, mut words) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() / 5));
        let mut start = None;
        let mut step = |at: usize, letter: bool, hyphen: bool| match (start, letter || hyphen && start.is_some()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let begins = lower.len();
                lower.push_str(&text[from..at].trim_end_matches('-').to_lowercase());
                words.push(Word { lower: (begins, lower.len()), place: (from, at) });
                start = None;
            }
            _ => {}
        };
        text.char_indices().for_each(|(at, c)| step(at, c.is_alphanumeric(), c == '-'));
        step(text.len(), false, false);
        Self { text, lower, words }
    }

    fn ascii(text: &'t str) -> Self {
        let (bytes, mut words) = (text.as_bytes(), Vec::with_capacity(text.len() / 5));
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(u8::is_ascii_alphanumeric) {
            let from = at + found;
            at = bytes[from..].iter().position(|b| !b.is_ascii_alphanumeric() && *b != b'-').map_or(bytes.len(), |length| from + length);
            let hyphens = bytes[from..at].iter().rev().take_while(|b| **b == b'-').count();
            words.push(Word { lower: (from, at - hyphens), place: (from, at) });
        }
        Self { text, lower: text.to_ascii_lowercase(), words }
    }

    /// The n-th word.
    pub fn get(&self, n: usize) -> Option<&str> {
        self.words.get(n).map(|word| &self.lower[word.lower.0..word.lower.1])
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// Whether no mark that ends a clause stands between two words.
    pub fn is_one_clause(&self, first: usize, last: usize) -> bool {
        let between = self.text.get(self.place(first).1..self.place(last).0).unwrap_or("");
        !between.contains(['?', '!', '.', ':', ';'])
    }

    /// Where the n-th word stands.
    pub fn place(&self, n: usize) -> (usize, usize) {
        self.words.get(n).map_or((0, 0), |word| word.place)
    }
}

impl Phrases {
    /// The first phrase of a list in a sentence, as its place in bytes.
    pub fn find(&self, list: &str, words: &Words<'_>) -> Option<(usize, usize)> {
        let list = self.lists.get(list)?;
        let spaceless = list.anywhere.iter().find_map(|phrase| words.text.find(phrase).map(|at| (at, at + phrase.len())));
        spaceless.or_else(|| {
            (0..words.count()).find_map(|n| {
                let last = list.matched(words, n)?;
                Some((words.place(n).0, words.place(last).1))
            })
        })
    }

    /// The longest word of each phrase of a list.
    pub fn longest(&self, list: &str) -> impl Iterator<Item = &'static str> {
        self.lists.get(list).into_iter().flat_map(|list| list.longest_words.iter().copied())
    }

    /// Whether a list has phrases of a script without spaces.
    pub fn has_any_where(&self, list: &str) -> bool {
        self.lists.get(list).is_some_and(|list| !list.anywhere.is_empty())
    }

    /// Whether a phrase of one of the lists may stand in a sentence; `false` is sure, and far faster than looking for one.
    pub fn may_stand_in<const N: usize>(&self, lists: [&str; N], sentence: &str) -> bool {
        static EMPTY: LazyLock<List> = LazyLock::new(List::default);
        let lists = lists.map(|list| self.lists.get(list).unwrap_or(&EMPTY));
        lists.iter().any(|list| !list.anywhere.is_empty()) || Heads::any_in(&lists.map(|list| &list.longest), sentence)
    }

    /// Whether a phrase of a list begins at the n-th word: the last word of it.
    pub fn at(&self, list: &str, words: &Words<'_>, n: usize) -> Option<usize> {
        self.lists.get(list)?.matched(words, n)
    }

    /// Whether a word (in lower case) is a phrase of a list.
    pub fn holds(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|l| l.rests(word).is_some_and(|rests| rests.iter().any(Vec::is_empty)))
    }

    /// Whether a text begins with a phrase of a script without spaces.
    pub fn begins(&self, list: &str, text: &str) -> bool {
        self.lists.get(list).is_some_and(|l| l.anywhere.iter().any(|phrase| text.starts_with(phrase)))
    }
}

impl List {
    /// How phrases that begin with `word` go on.
    fn rests(&self, word: &str) -> Option<&Vec<Vec<&'static str>>> {
        if self.heads.may_hold(word) { self.by_first.get(word) } else { None }
    }

    fn matched(&self, words: &Words<'_>, n: usize) -> Option<usize> {
        let rests = self.rests(words.get(n)?)?;
        let fits = |rest: &&Vec<&str>| rest.iter().enumerate().all(|(k, w)| *w == "*" || words.get(n + 1 + k) == Some(w));
        rests.iter().find(fits).map(|rest| n + rest.len())
    }
}
