//! The stems and word forms of all articles, each once and by number: [Vocabulary]. Threads that count articles share it,
//! and ask it for a word only when they meet it for the first time.

use crate::base::fasthash::FastMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Word forms kept of one stem.
const FORMS: usize = 60;

/// Numbers the vocabularies of this process.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// The words of one index while it is made. Numbers of stems depend on which thread comes first; no result does.
#[derive(Debug)]
pub struct Vocabulary {
    number: u64,
    stems: Mutex<Stems>,
}

#[derive(Debug, Default)]
struct Stems {
    index: FastMap<Box<str>, u32>,
    all: Vec<Stem>,
}

/// A stem with its word forms.
#[derive(Debug)]
pub(super) struct Stem {
    pub text: Box<str>,
    /// The first [FORMS], sorted.
    pub forms: Vec<Box<str>>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { number: NUMBER.fetch_add(1, Ordering::Relaxed) + 1, stems: Mutex::default() }
    }
}

impl Vocabulary {
    /// Tells this vocabulary from all others of the process; never 0.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    fn lock(&self) -> MutexGuard<'_, Stems> {
        self.stems.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a stem, which has this word form.
    pub(super) fn learn(&self, stem: &str, form: &str) -> u32 {
        let mut stems = self.lock();
        let number = stems.number(stem);
        stems.all[number as usize].add(form);
        number
    }

    /// All stems, by number.
    pub(super) fn into_stems(self) -> Vec<Stem> {
        self.stems.into_inner().unwrap_or_else(PoisonError::into_inner).all
    }
}

impl Stems {
    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.index.get(stem) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.index.insert(stem.into(), number);
        self.all.push(Stem { text: stem.into(), forms: Vec::new() });
        number
    }
}

impl Stem {
    fn add(&mut self, form: &str) {
        let Err(at) = self.forms.binary_search_by(|known| (**known).cmp(form)) else { return };
        if at < FORMS {
            self.forms.insert(at, form.into());
            self.forms.truncate(FORMS);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_forms_are_kept_in_whatever_order_they_come() {
        let forms: Vec<String> = (0..100).map(|n| format!("{:03}", n * 37 % 100)).collect();
        let vocabulary = Vocabulary::default();
        let numbers: Vec<u32> = forms.iter().map(|form| vocabulary.learn("0", form)).collect();
        assert!(numbers.iter().all(|n| *n == numbers[0]) && vocabulary.learn("1", "1") != numbers[0]);
        let kept: Vec<String> = (0..FORMS).map(|n| format!("{n:03}")).collect();
        assert_eq!(vocabulary.into_stems()[0].forms.iter().map(|f| f.to_string()).collect::<Vec<_>>(), kept);
    }
}
