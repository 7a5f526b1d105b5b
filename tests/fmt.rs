//! `ibid fmt`: numbers to ids and back without loss, pasted marks mended, nothing else touched, and the page the same.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, text};
use ibid::article::book::Bibliography;
use ibid::article::{Article, Context, parse};
use ibid::base::path::SitePath;
use ibid::config::Settings;
use ibid::fmt::{Form, Formatted, format};
use proptest::prelude::*;
use std::collections::BTreeMap;

const FRONT: &str = "---\ntitle: Case [1]\nnumbering: declared\nsources:\n  - {id: a, title: \"A [1]\"}\n  - {id: b, title: B}\n  - {id: x/y_z, title: C}\n  - {id: d, title: D}\n  - {title: nameless}\n---\n";

fn with<T>(work: impl FnOnce(&SitePath, Context<'_>) -> T) -> T {
    let settings = Settings::default();
    let (shared, files) = (Bibliography::default(), BTreeMap::new());
    work(&SitePath::new("content/x.md"), Context { settings: &settings, shared: &shared, files: &files })
}

fn formatted(text: &str, form: Form) -> Formatted {
    with(|file, context| format(file, text, context, form))
}

/// What pages are made of, but for how citations were typed.
fn meaning(text: &str) -> Article {
    let mut article = with(|file, context| parse(file, text, context)).value;
    article.summary.citations.iter_mut().for_each(|c| c.by_number = false);
    article.anchors = ibid::article::Anchors::default();
    article
}

#[test]
fn citations_change_their_spelling_and_nothing_else_does() {
    for (numbers, ids) in [
        ("Text [1].", "Text [@a]."),
        ("Text [1, 4], [1,4].", "Text [@a; @d], [@a;@d]."),
        ("Text [1][4].", "Text [@a][@d]."),
        ("Text [1, p. 12; 4].", "Text [@a, p. 12; @d]."),
        ("Text [4, sec. Title words].", "Text [@d, sec. Title words]."),
        ("Code `[1]`, \\[1\\], [link](x.md#1) and [1].\n\n    [1]\n", "Code `[1]`, \\[1\\], [link](x.md#1) and [@a].\n\n    [1]\n"),
        (
            "## Part [1]\n\n- Item [2]\n\n| a | b |\n|-|-|\n| x [1] | y |\n",
            "## Part [@a]\n\n- Item [@b]\n\n| a | b |\n|-|-|\n| x [@a] | y |\n",
        ),
        ("Note[^n] [1].\r\n\r\n[^n]: Noted [2].\r\n", "Note[^n] [@a].\r\n\r\n[^n]: Noted [@b].\r\n"),
        ("短波散射最强[1]，长波最弱[1, 2]。", "短波散射最强[@a]，长波最弱[@a; @b]。"),
    ] {
        let (numbers, ids) = (format!("{FRONT}{numbers}"), format!("{FRONT}{ids}"));
        assert_eq!(formatted(&numbers, Form::Ids).text, ids);
        assert_eq!(formatted(&ids, Form::Numbers).text, numbers);
        assert_eq!(formatted(&numbers, Form::Numbers).text, numbers);
        assert_eq!(formatted(&ids, Form::Ids).text, ids);
        assert_eq!(meaning(&numbers), meaning(&ids));
    }
}

#[test]
fn what_has_no_other_form_stays() {
    for (text, form) in [
        ("Text [1–2].", Form::Ids),
        ("Text [5].", Form::Ids),
        ("Text [see @a, ch. 2] and [-@b].", Form::Numbers),
        ("Text[^a].", Form::Numbers),
        ("Text [@nobody].", Form::Numbers),
    ] {
        let text = format!("{FRONT}{text}\n");
        assert_eq!(formatted(&text, form).text, text);
    }
    let mixed = format!("{FRONT}Text [1–2, 4].\n");
    assert_eq!(formatted(&mixed, Form::Ids).text, format!("{FRONT}Text [1–2; @d].\n"));
    let nameless = formatted(&format!("{FRONT}Text [5].\n"), Form::Ids);
    assert!(nameless.notes[0].contains("[5] stays"), "{:?}", nameless.notes);
}

#[test]
fn where_numbers_on_the_page_would_change_the_text_stays_and_a_note_says_what_to_do() {
    let text = "---\ntitle: A\nsources: [{id: a, title: A}, {id: b, title: B}]\n---\nText [2], [1].\n";
    let done = formatted(text, Form::Ids);
    assert_eq!(done.text, text);
    assert!(done.notes[0].contains("numbering: declared"), "{:?}", done.notes);
    let ids = text.replace("[2], [1]", "[@b], [@a]");
    let done = formatted(&ids, Form::Numbers);
    assert_eq!(done.text, ids);
    assert!(done.notes[0].contains("numbering: appearance"), "{:?}", done.notes);
}

#[test]
fn the_answer_of_the_front_matter_is_formatted_too() {
    for answer in ["answer: One [1], two [2].", "answer: \"One [1], “two” [2].\"", "answer: |\n  One [1],\n  two [2]."] {
        let numbers = format!("---\ntitle: A\n{answer}\nsources: [{{id: a, title: A}}, {{id: b, title: B}}]\n---\n## Part\n\nThree [1].\n");
        let ids = numbers
            .replace("One [1]", "One [@a]")
            .replace("two [2]", "two [@b]")
            .replace("” [2]", "” [@b]")
            .replace("Three [1]", "Three [@a]");
        assert_eq!(formatted(&numbers, Form::Ids).text, ids);
        assert_eq!(formatted(&ids, Form::Numbers).text, numbers);
        assert_eq!(meaning(&numbers), meaning(&ids));
    }
}

#[test]
fn pasted_marks_become_citations_where_they_name_a_source() {
    for (pasted, mended) in [
        ("It rose【1†source】.", "It rose[1]."),
        ("It rose【1†source】【2†L5-L9】.", "It rose[1][2]."),
        ("It rose [[1]] and [[2, 4]].", "It rose [1] and [2, 4]."),
        ("It rose [^1^].", "It rose [1]."),
        ("It rose [cite: 1, 2].", "It rose [1, 2]."),
        ("它上升了（1）。又上升了［２］。", "它上升了[1]。又上升了[2]。"),
        ("It rose [2†L1].", "It rose [2]."),
    ] {
        assert_eq!(formatted(&format!("{FRONT}{pasted}"), Form::AsTyped).text, format!("{FRONT}{mended}"));
    }
    for stays in ["It rose 【9†source】.", "It rose citeturn0search0.", "Code `【1†source】`.", "（1）首先；（2）其次。"]
    {
        let text = format!("{FRONT}{stays}");
        assert_eq!(formatted(&text, Form::AsTyped).text, text);
    }
    let both = formatted(&format!("{FRONT}It rose【1†source】, fell [2]."), Form::Ids);
    assert_eq!(both.text, format!("{FRONT}It rose[@a], fell [@b]."));
}

#[test]
fn the_command_writes_files_in_place_and_check_writes_nothing() {
    let article = |citation: &str| format!("---\ntitle: A\nsources: [{{id: a, title: A}}]\n---\nText {citation}.\n");
    let site = Site::new(&[("content/a.md", &article("[1]")), ("content/b/c.md", &article("【1†x】"))]);
    let checked = site.ibid(&["fmt", "--check"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(text(&checked.stdout).contains("content/b/c.md: 1 citation would change"), "{}", text(&checked.stdout));
    assert_eq!(site.read("content/b/c.md"), article("【1†x】"));
    assert!(site.ibid(&["fmt", "--ids", "content/a.md"]).status.success());
    assert_eq!(site.read("content/a.md"), article("[@a]"));
    assert_eq!(site.read("content/b/c.md"), article("【1†x】"), "other files are not touched");
    assert!(site.ibid(&["fmt"]).status.success());
    assert_eq!(site.read("content/b/c.md"), article("[1]"));
    assert!(site.ibid(&["fmt", "--check"]).status.success());
    assert_eq!(site.ibid(&["fmt", "--ids", "--numbers"]).status.code(), Some(2));
}

/// The repository's own articles: pages are the same before and after, and the way back restores every byte.
#[test]
fn the_repositorys_articles_survive_the_way_there_and_back() {
    let site = Site::of_repository();
    site.write("ibid.yaml", &format!("{}numbering: declared\n", site.read("ibid.yaml")));
    // Colouring code has a deadline, which a busy machine may pass: what is compared here is citations.
    for (path, bytes) in common::files(&site.0.join("content")).into_iter().filter(|(path, _)| path.ends_with(".md")) {
        let plain = |line: &str| if line.trim_start().starts_with("```") { "```\n".to_owned() } else { format!("{line}\n") };
        site.write(&format!("content/{path}"), &text(&bytes).lines().map(plain).collect::<String>());
    }
    site.build(&[]);
    // The mark of what was built last names the content's own bytes, which do change.
    let pages_now = || site.output().into_iter().filter(|(path, _)| path != ".ibid-state").collect::<Vec<_>>();
    let (before, pages) = (common::files(&site.0.join("content")), pages_now());
    assert!(text(&site.ibid(&["fmt", "--numbers"]).stdout).contains("changed"));
    let numbers = common::files(&site.0.join("content"));
    assert!(text(&site.ibid(&["fmt", "--ids"]).stdout).contains("changed"));
    let ids = common::files(&site.0.join("content"));
    assert!(ids != before && ids != numbers);
    site.build(&[]);
    assert!(pages_now() == pages, "pages differ");
    site.ibid(&["fmt", "--numbers"]);
    assert_eq!(common::files(&site.0.join("content")), numbers);
}

/// Citations and what stands around them.
fn bodies() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[1]",
        "[2, 4]",
        "[1,2]",
        "[1–2]",
        "[1, p. 3; 2]",
        "[5]",
        "[9]",
        "[@a]",
        "[@a; @d]",
        "[@b, p. 4; @a]",
        "[see @a]",
        "[-@b]",
        "[^a]",
        "[1][2]",
        "【1†source】",
        "[[2]]",
        "[^1^]",
        "（1）",
        "［１］",
        "citeturn0search0",
        "`",
        "```\n",
        "*",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "x.md",
        "word ",
        "词",
        "。",
        ". ",
        "\n",
        "\n\n",
        "## ",
        "- ",
        "> ",
        "|a|b|\n|-|-|\n|c|d|\n",
        "<b>",
        "$",
        "[^n]",
        "\n\n[^n]: note\n",
        "    ",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_is_idempotent_and_keeps_the_page(body in bodies()) {
        let text = format!("{FRONT}{body}");
        let mended = formatted(&text, Form::AsTyped).text;
        prop_assert_eq!(&formatted(&mended, Form::AsTyped).text, &mended);
        for form in [Form::Ids, Form::Numbers] {
            let once = formatted(&mended, form).text;
            prop_assert_eq!(&formatted(&once, form).text, &once);
            let (before, after) = (meaning(&mended), meaning(&once));
            prop_assert_eq!(before.summary, after.summary);
            prop_assert_eq!(before.body, after.body);
        }
    }

    #[test]
    fn there_and_back_restores_every_byte(body in bodies()) {
        let text = formatted(&format!("{FRONT}{body}"), Form::Numbers).text;
        let ids = formatted(&text, Form::Ids).text;
        prop_assert_eq!(formatted(&ids, Form::Numbers).text, text);
    }
}

#[test]
fn a_mark_that_leads_to_no_link_is_never_made_a_citation_of_another_source() {
    let answer = "# Is coffee healthy?\n\nIt is [1]. It may raise the pulse【2†source】. See [Harvard](https://harvard.example/).\n\n[1] https://bmj.example/x\n";
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("answer.txt", answer)]);
    let done = site.ibid(&["import", "answer.txt"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let article = || site.read("content/is-coffee-healthy.md");
    assert!(article().contains("the pulse【?2†source】."), "{}", article());
    assert!(site.ibid(&["fmt"]).status.success());
    assert!(article().contains("【?2†source】"), "Harvard is source 2 here, and was not in the answer");
    let said = text(&site.ibid(&["check"]).stdout);
    assert!(said.contains("pasted-citation") && said.contains("find out what the tool meant"), "{said}");
}
