//! What search takes in: one article's words by field. The only type of the article pipeline's making that it sees.

/// One article as search sees it: plain text, without markup and citations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Address from the site's root, without a leading `/`.
    pub url: String,
    /// The question.
    pub title: String,
    /// BCP 47 tag, which chooses the stemmer.
    pub lang: String,
    /// The direct answer.
    pub answer: String,
    /// The answer in a word (`yes`, `no`, …).
    pub verdict: Option<String>,
    /// Year of the last change, for filters.
    pub year: Option<i32>,
    /// Topics as typed.
    pub topics: Vec<String>,
    /// Sections in order.
    pub sections: Vec<DocSection>,
    /// The works that the article cites.
    pub sources: Vec<DocSource>,
    /// What a result shows of the answer; the start of `answer` where this is empty.
    pub snippet: String,
}

/// A section: a sub-question with its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocSection {
    /// Element id, where a result can link to it.
    pub id: Option<String>,
    /// Heading.
    pub heading: String,
    /// Text below it.
    pub text: String,
}

/// A cited work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocSource {
    /// Title.
    pub title: String,
    /// Authors' names, in one string.
    pub authors: String,
    /// DOI, arXiv id, PMID, ISBN…, each as people paste it.
    pub identifiers: Vec<String>,
}
