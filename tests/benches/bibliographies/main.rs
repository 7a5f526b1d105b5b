//! Prints what a bibliography file holds as CSL-JSON: what the comparison with Pandoc reads (`compare.py` beside this file).
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::expect_used, reason = "a tool of the tests")]

use ibid::base::path::SitePath;
use ibid::source::formats::{csl, decode, read};

fn main() {
    let path = std::env::args().nth(1).expect("a bibliography file");
    let text = decode(&std::fs::read(&path).expect("the file can be read"));
    let name = path.rsplit('/').next().unwrap_or(&path);
    let found = read(&SitePath::new(name), &text);
    print!("{}", csl::write(&found.value.iter().collect::<Vec<_>>()));
}
