//! Who is told how far the work is: the command line, for its bar and its table of times.

use std::fmt::Debug;

/// A stage of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Finding and reading files.
    Read,
    /// From text to articles.
    Parse,
    /// What articles have to do with each other, and what is wrong.
    Resolve,
    /// Whether addresses outside the site answer.
    Ask,
    /// The search index.
    Index,
    /// Pages and what stands beside them.
    Write,
    /// What an earlier build left.
    Tidy,
}

impl Stage {
    /// What is being done, for people.
    pub fn doing(self) -> &'static str {
        match self {
            Self::Read => "reading",
            Self::Parse => "parsing",
            Self::Resolve => "resolving and checking",
            Self::Ask => "asking addresses",
            Self::Index => "indexing",
            Self::Write => "writing",
            Self::Tidy => "tidying up",
        }
    }
}

/// Is told of each stage and of each step in it. What it does changes no result.
pub trait Observer: Debug + Send + Sync {
    /// A stage begins, of so many steps; 0 where they are not known.
    fn begin(&self, stage: Stage, steps: usize);

    /// A step is done. Called from many threads.
    fn step(&self);
}

/// Tells nobody.
#[derive(Debug)]
pub(super) struct Nobody;

impl Observer for Nobody {
    fn begin(&self, _: Stage, _: usize) {}

    fn step(&self) {}
}
