//! The quick reading of YAML says what the full parser says, or leaves the text to it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read files and fail by panicking")]

use ibid::base::yaml::{full, simple};
use ibid::source::entry::{OneOrMany, RawSources};
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Compares both readings of a text as several types; gives whether the quick one read it as the first.
fn agree(text: &str) -> Result<bool, String> {
    let same = |kind: &str, quick: Option<String>, whole: Result<String, String>| match quick {
        Some(quick) if whole.as_ref() != Ok(&quick) => Err(format!("{kind}: {quick} is not {whole:?} of\n{text}")),
        _ => Ok(()),
    };
    let shown = |value: &Value| value.to_string();
    let value = simple::read::<Value>(text);
    same("any", value.as_ref().map(shown), full::<Value>(text).map(|v| shown(&v)))?;
    type Texts = BTreeMap<String, Option<String>>;
    same("texts", simple::read::<Texts>(text).map(|t| format!("{t:?}")), full::<Texts>(text).map(|t| format!("{t:?}")))?;
    type Lists = BTreeMap<String, OneOrMany<String>>;
    same("lists", simple::read::<Lists>(text).map(|t| format!("{t:?}")), full::<Lists>(text).map(|t| format!("{t:?}")))?;
    type Sources = BTreeMap<String, RawSources>;
    same("sources", simple::read::<Sources>(text).map(|t| format!("{t:?}")), full::<Sources>(text).map(|t| format!("{t:?}")))?;
    Ok(value.is_some())
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "key",
        "title",
        "id",
        "x-y",
        "null",
        "true",
        "1984",
        "10.5",
        "é",
        "文",
        ": ",
        ":",
        "- ",
        "-",
        " ",
        "  ",
        "    ",
        "\n",
        "\n",
        "\n  ",
        "\n- ",
        "\n  - ",
        "\na: ",
        "\nb:",
        "\n  c: ",
        "\n    d: ",
        "\r\n",
        "\t",
        "\"",
        "'",
        "''",
        "\"b c\"",
        "'b c'",
        "\"b\\\"c\"",
        "\"\\u00e9\"",
        "\"\\x41\"",
        "\"\\ud83d\"",
        "\\",
        "[",
        "]",
        "[]",
        "[a, b]",
        "[\"a\", 'b']",
        "[a, b: c]",
        "[a,]",
        ",",
        "{",
        "}",
        "{a: b}",
        "# c",
        " #",
        "#",
        "|",
        ">",
        "|\n    x",
        "&a ",
        "*a",
        "!t ",
        "%",
        "@",
        "`",
        "~",
        "?",
        "---",
        "...",
        "word",
        "two words",
        "1.",
        "0x1f",
        "_x",
        "(a)",
        "/",
        "e: f",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| format!("a: {}", pieces.concat()))
}

/// Mappings as people write them, with one thing in a few out of the ordinary.
fn written() -> impl Strategy<Value = String> {
    let value = prop::sample::select(vec![
        "text",
        "A title: with more",
        "\"quoted: text\"",
        "'single'",
        "it's",
        "[a, b]",
        "[\"a, b\", c]",
        "2019",
        "2019-01-02",
        "null",
        "yes",
        "x # y",
        "",
        "\"a \\\"b\\\" c\"",
        "http://x.org/#a",
        "a - b",
        "[a b, c]",
        "text ",
        "(so) it is",
        "10.1000/182",
        "\"tail\" x",
        "\n    folded",
        "|\n    block",
    ]);
    let line = (
        prop::sample::select(vec!["", "", "  ", "    ", "  - ", "- ", "      "]),
        prop::sample::select(vec!["a", "b", "id", "title"]),
        value,
    );
    prop::collection::vec(line, 1..9)
        .prop_map(|lines| lines.iter().map(|(indent, key, value)| format!("{indent}{key}: {value}\n")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_are_read_alike(text in pieces()) {
        agree(&text).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn mappings_are_read_alike(text in written()) {
        agree(&text).map_err(TestCaseError::fail)?;
    }
}

fn front_matters(folder: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            front_matters(&path, out);
        } else if path.extension().is_some_and(|e| e == "md") {
            let text = std::fs::read_to_string(&path).unwrap();
            out.extend(text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map(|(yaml, _)| format!("{yaml}\n")));
        }
    }
}

#[test]
fn most_front_matters_of_this_repository_are_read_at_once() {
    let mut all = Vec::new();
    front_matters(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &mut all);
    for text in &all {
        agree(text).unwrap();
    }
    let quick = all.iter().filter(|text| simple::read::<BTreeMap<String, IgnoredAny>>(text).is_some()).count();
    assert!(all.len() > 10 && quick * 10 >= all.len() * 6, "{quick} of {}", all.len());
}

#[test]
fn what_articles_are_written_in_is_read_at_once() {
    let text = "title: \"Does it: work?\"\ndate: 2019-01-02\nextra:\n  topics: [a b, \"c\"]\nsources:\n  - id: s1\n    title: 'A title'\n    authors: [\"Adler, \
                B.\", X]\n    doi: \"10.1000/182\"\n\n    finding: It rose (so they say), and \"fell\".\n  - Another one\nprovenance: by hand\n";
    let read = simple::read::<Value>(text);
    assert!(read.is_none(), "a date may be a number");
    assert!(simple::read::<Value>(&text.replace("2019-01-02", "\"2019-01-02\"")).is_some());
    assert_eq!(agree(text), Ok(false));
    for left in
        ["a: 1984\n", "a: null\n", "a: x # y\n", "a: b\n  c\n", "a: &x b\n", "a: {b: c}\n", "a: |\n  b\n", "a: b: c\n", "- a\n", "a\n", ""]
    {
        assert!(simple::read::<Value>(left).is_none(), "{left}");
    }
}
