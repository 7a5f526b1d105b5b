//! Reads an index's files for [Searcher](super::Searcher): each whole, of one build, or [Damaged].

use super::format::{self, Letters, Root, SLOTS, Term};
use super::{directory, partition};
use serde_json::Value;
use std::fmt;

/// A file of the index that is missing, cut off, of another build, or holds something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// The file's path under the index's folder.
    pub path: String,
    /// Whether there is no such file at all.
    pub missing: bool,
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of the search index is {}", self.path, if self.missing { "missing" } else { "damaged" })
    }
}

impl std::error::Error for Damaged {}

/// The files of an open index.
pub struct Reading<R> {
    read: R,
    stamp: String,
    letters: Letters,
    words: Vec<Vec<u16>>,
    back: Vec<Vec<u16>>,
    /// What `root.js` holds.
    pub root: Root,
}

impl<R: Fn(&str) -> Option<Vec<u8>>> Reading<R> {
    /// Reads the root.
    pub fn open(read: R) -> Result<Self, Damaged> {
        let bytes = read("root.js").ok_or_else(|| damaged("root", true))?;
        let (stamp, body) = format::unframe(&bytes, "root").ok_or_else(|| damaged("root", false))?;
        let root: Root = serde_json::from_str(body).map_err(|_| damaged("root", false))?;
        let letters = Letters::new(&root.letters);
        let borders = |bits: &str| directory::read(bits, &letters).ok_or_else(|| damaged("root", false));
        let (words, back) = (borders(&root.words)?, borders(&root.back)?);
        Ok(Self { stamp: stamp.to_owned(), letters, words, back, root, read })
    }

    /// The JSON body of a file.
    pub fn body(&self, path: &str) -> Result<String, Damaged> {
        let bytes = (self.read)(&format!("{path}.js")).ok_or_else(|| damaged(path, true))?;
        let (stamp, body) = format::unframe(&bytes, path).ok_or_else(|| damaged(path, false))?;
        if stamp == self.stamp { Ok(body.to_owned()) } else { Err(damaged(path, false)) }
    }

    fn values(&self, path: &str) -> Result<Vec<Value>, Damaged> {
        serde_json::from_str(&format!("[{}]", self.body(path)?)).map_err(|_| damaged(path, false))
    }

    /// The bits of a file.
    pub fn bits(&self, path: &str) -> Result<String, Damaged> {
        let values = self.values(path)?;
        values.first().and_then(Value::as_str).map(String::from).ok_or_else(|| damaged(path, false))
    }

    /// The number of the word shard that `word` belongs to.
    pub fn place(&self, word: &str) -> usize {
        partition::place(&self.words, &partition::units(word))
    }

    /// The stems of the shard that `word` belongs to.
    pub fn shard(&self, word: &str) -> Result<Vec<Term>, Damaged> {
        let path = format!("w/{}", self.place(word));
        format::read_words(&self.bits(&path)?, &self.root).ok_or_else(|| damaged(&path, false))
    }

    /// The repair list that `word` belongs to by its end.
    pub fn list(&self, word: &str) -> Result<Vec<String>, Damaged> {
        let backwards = partition::units(&word.chars().rev().collect::<String>());
        let path = format!("r/{}", partition::place(&self.back, &backwards));
        format::read_list(&self.bits(&path)?, &self.letters).ok_or_else(|| damaged(&path, false))
    }

    /// The number of the word shard that holds an article's card.
    pub fn home(&self, doc: u32) -> usize {
        (doc / SLOTS) as usize
    }

    /// An article's card as its shard has it.
    pub fn card(&self, doc: u32) -> Result<Value, Damaged> {
        let path = format!("w/{}", self.home(doc));
        let values = self.values(&path)?;
        let row = values.get(1).and_then(|cards| cards.get((doc % SLOTS) as usize));
        row.filter(|row| row.is_array()).cloned().ok_or_else(|| damaged(&path, false))
    }
}

/// The file `path` cannot be used.
pub fn damaged(path: &str, missing: bool) -> Damaged {
    Damaged { path: format!("{path}.js"), missing }
}
