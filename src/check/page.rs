//! The examples of a rule's page: fenced blocks whose first word is `bad` or `good`.
//!
//! ````text
//! ```bad                        the article that the rule finds something in, as content/question.md
//! ```bad ibid.yaml              another file of the same little site
//! ```good                       the site in which it finds nothing
//! ```bad content/a.md latin1    the file's bytes are ISO 8859-1
//! ```bad content/a.md link      a symbolic link; the block's text is where it leads
//! ```bad content/a.md times=9   what stands between « and » is there nine times
//! ````
//!
//! A second block for a file begins another example, so that a page may show several.

/// One example: a little site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Example {
    /// Whether the rule must find something in it.
    pub bad: bool,
    /// Its files.
    pub files: Vec<ExampleFile>,
}

/// One file of an [Example].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFile {
    /// Path from the site's folder.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What else the block's first line says: `latin1`, `link`, `times=9`.
    pub flags: Vec<String>,
}

/// The file of a block that names none.
const USUAL: &str = "content/question.md";

/// The examples of a page, in order.
pub fn examples(page: &str) -> Vec<Example> {
    let mut out: Vec<Example> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let fence = line.len() - line.trim_start_matches('`').len();
        if fence < 3 {
            continue;
        }
        let closes = |l: &&str| l.len() >= fence && l.bytes().all(|b| b == b'`');
        let text: String = lines.by_ref().take_while(|l| !closes(l)).map(|l| format!("{l}\n")).collect();
        let mut words = line[fence..].split_whitespace();
        let bad = match words.next() {
            Some("bad") => true,
            Some("good") => false,
            _ => continue,
        };
        let file = ExampleFile { path: words.next().unwrap_or(USUAL).to_owned(), text, flags: words.map(str::to_owned).collect() };
        match out.last_mut().filter(|e| e.bad == bad && e.files.iter().all(|f| f.path != file.path)) {
            Some(example) => example.files.push(file),
            None => out.push(Example { bad, files: vec![file] }),
        }
    }
    out
}
