//! Bounds on what one article may ask for: `limits:` in the settings. Articles are semi-trusted; without bounds one of them
//! could take a build's time and memory.

/// Bounds on one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How deep Markdown may be nested.
    pub nesting: usize,
    /// Sources that an article may list.
    pub sources: usize,
    /// Topics that it may list.
    pub topics: usize,
    /// Headings that its text may hold.
    pub headings: usize,
    /// Citations that its text may hold.
    pub citations: usize,
    /// Longest formula that is read, in bytes.
    pub formula: usize,
    /// Longest block of code that is coloured, in bytes.
    pub code_block: usize,
    /// Longest line of code that is coloured, in bytes.
    pub code_line: usize,
    /// Most work of colouring an article's code, as `article::highlight` counts it.
    pub code_work: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nesting: 100,
            sources: 2_000,
            topics: 100,
            headings: 2_000,
            citations: 20_000,
            formula: 16 * 1024,
            code_block: 64 * 1024,
            code_line: 1_000,
            code_work: 2_000_000,
        }
    }
}

/// The greatest value that a setting can give a bound.
pub const MOST: usize = 1_000_000_000;

/// A bound's name in the settings, what it bounds, and where it is kept.
type Bound = (&'static str, &'static str, fn(&mut Limits) -> &mut usize);

/// Every bound.
pub const BOUNDS: [Bound; 9] = [
    ("nesting", "How deep Markdown may be nested.", |l| &mut l.nesting),
    ("sources", "Sources that an article may list.", |l| &mut l.sources),
    ("topics", "Topics that an article may list.", |l| &mut l.topics),
    ("headings", "Headings that an article may hold.", |l| &mut l.headings),
    ("citations", "Citations that an article may hold.", |l| &mut l.citations),
    ("formula", "Longest formula that is read, in bytes.", |l| &mut l.formula),
    ("code_block", "Longest block of code that is coloured, in bytes.", |l| &mut l.code_block),
    ("code_line", "Longest line of code that is coloured, in bytes.", |l| &mut l.code_line),
    ("code_work", "Most work of colouring an article's code.", |l| &mut l.code_work),
];
