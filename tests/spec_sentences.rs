//! Sentences as text: a passage in, the sentences that it is cut into out.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read files and fail by panicking"
)]

use ibid::article::sentence::{holder, owner, sentences};

#[test]
fn sentences_are_cut_where_readers_stop() {
    let path = format!("{}/tests/spec/sentences.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut failures = Vec::new();
    let mut count = 0;
    for case in text.split("\n== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (input, expected) = rest.split_once("\n=>\n").unwrap_or_else(|| panic!("{name}: no `=>`"));
        let lang = name.split_once('[').map_or("en", |(_, l)| l.trim_end_matches(']'));
        let expected: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        let seen: Vec<&str> = sentences(input, lang).into_iter().map(|(from, to)| &input[from..to]).collect();
        count += 1;
        if seen != expected {
            failures.push(format!("== {name}\nexpected {expected:#?}\nobserved {seen:#?}"));
        }
    }
    assert!(count >= 40, "{count} cases");
    assert!(failures.is_empty(), "{} of {count} cases fail\n{}", failures.len(), failures.join("\n"));
}

/// A mark belongs to the sentence on its left, also behind the full stop; a named author to the sentence that he begins.
#[test]
fn citations_belong_to_the_sentence_on_their_left() {
    let text = "One is so. Two is so. Three is so.";
    let cut = sentences(text, "en");
    let owners: Vec<Option<usize>> = [0, 3, 9, 10, 11, 12, 21, 22, 34].iter().map(|at| owner(&cut, *at)).collect();
    assert_eq!(owners, [0, 0, 0, 0, 0, 1, 1, 1, 2].map(Some));
    let holders: Vec<Option<usize>> = [0, 3, 10, 11, 22, 34].iter().map(|at| holder(&cut, *at)).collect();
    assert_eq!(holders, [0, 0, 1, 1, 2, 2].map(Some));
    assert_eq!(owner(&[], 0), None);
}

#[test]
fn any_text_is_cut_without_loss() {
    for text in ["", ".", "...", "。。", "a.b.c. D", "“", "1.", "\n\n", "A. B. C.", "x\u{301}. y", "« . »", "🦀. 🦀"] {
        let mut last = 0;
        for (from, to) in sentences(text, "de") {
            assert!(from >= last && to > from && text.is_char_boundary(from) && text.is_char_boundary(to), "{text:?}");
            assert!(text[last..from].trim().is_empty(), "{text:?} loses {:?}", &text[last..from]);
            last = to;
        }
        assert!(text[last..].trim().is_empty(), "{text:?}");
    }
}
