//! What is new, where it goes, and what an answer becomes.

use super::insert::{into_article, into_shared};
use super::{Edit, Known, Present, chat, diff, list, sources};
use crate::base::path::SitePath;
use crate::source::formats::read;
use crate::source::{Source, yaml};

fn bib(text: &str) -> Vec<Source> {
    read(&SitePath::new("a.bib"), text).value
}

const TWO: &str = "@article{one, title={One: a title}, author={Smith, Jane and {NASA}}, year=2019, doi={10.1000/182}}\n\
                   @book{two, title={Two}, editor={van der Berg, Jan}, year=2020, address={Berlin}, edition={2}}\n";

#[test]
fn a_title_has_no_line_ends_of_its_own_and_comes_back_as_it_was() {
    let typed = "- title: \"strutt\\n-\\u2028x\\u0001y\"\n  finding: |\n    one\n    two\n  authors: [\"A\\nB\"]\n  evidence:\n    - quote: |\n        one\n        two\n";
    let read = |text: &str| crate::source::yaml::parse_sources(&SitePath::new("sources/x.yaml"), text).value;
    let first = read(typed);
    assert_eq!((first[0].title.as_str(), first[0].finding.as_deref()), ("strutt - x y", Some("one two")));
    assert_eq!(first[0].evidence[0].text, "one\ntwo", "a quotation keeps its lines");
    let second = read(&list(&first, ""));
    assert_eq!((&first[0].title, &first[0].finding, &first[0].authors), (&second[0].title, &second[0].finding, &second[0].authors));
}

#[test]
fn comments_order_and_form_are_kept() {
    let new = bib(TWO);
    let list = "# mine\n- id: x # first\n  title: X\n";
    let text = into_shared(list, &new).unwrap();
    assert!(text.starts_with(list) && text[list.len()..].starts_with("- id: one\n  type: article\n  title: \"One: a title\"\n"), "{text}");
    let map = "x:\n  title: X\n";
    assert!(into_shared(map, &new).unwrap().starts_with("x:\n  title: X\none:\n  type: article\n"));
    for text in [list, map, ""] {
        let read = yaml::parse_sources(&SitePath::new("sources/a.yaml"), &into_shared(text, &new).unwrap());
        assert_eq!(read.diagnostics, []);
        assert_eq!(read.value[read.value.len() - 2..], new[..]);
    }
    assert!(into_shared("[{id: x, title: X}]\n", &new).is_err());
}

#[test]
fn an_article_takes_sources_behind_its_own() {
    let file = SitePath::new("content/a.md");
    let new = bib(TWO);
    for (typed, expected) in [
        ("---\ntitle: A\n---\nBody.\n", "---\ntitle: A\nsources:\n  - id: one\n"),
        ("Body.\n", "---\nsources:\n  - id: one\n"),
        ("---\nsources: [] # none yet\ntitle: A\n---\nBody.\n", "---\nsources:\n  - id: one\n"),
        (
            "---\nsources:\n- id: x\n  title: X # keep\n# next\ntitle: A\n---\nBody.\n",
            "---\nsources:\n- id: x\n  title: X # keep\n- id: one\n",
        ),
        (
            "---\nsources:\n    x:\n      title: X\n\ntitle: A\n---\n",
            "---\nsources:\n    x:\n      title: X\n    one:\n      type: article\n",
        ),
    ] {
        let text = into_article(&file, typed, &new).unwrap();
        assert!(text.starts_with(expected), "{text}");
        assert!(typed.lines().filter(|l| !l.contains("sources: []")).all(|line| text.contains(line)), "{text}");
    }
}

#[test]
fn works_that_are_there_are_told_and_ids_are_made_unique() {
    let given = bib("@article{a, title={T}, doi={10.1000/182}}\n@article{b, title={U}}\n@article{12, title={Another one}}\n");
    let there = |id: &str, doi: &str| Present {
        file: SitePath::new("sources/x.yaml"),
        source: bib(&format!("@article{{{id}, title={{Z}}, doi={{{doi}}}}}")).remove(0),
    };
    let found = sources(&given, &[there("old", "10.1000/182"), there("b", "10.1000/183")], &[], Known::Left);
    let ids: Vec<_> = found.new.iter().filter_map(|s| s.id.as_deref()).collect();
    assert_eq!(ids, ["ba", "source12"]);
    assert_eq!(found.notes[0], "`a` is there already in sources/x.yaml, as `old` (both have the DOI 10.1000/182)");
    let referred = sources(&given[..1], &[], &[there("old", "10.1000/182")], Known::Referred);
    assert_eq!(referred.new[0].reference.as_deref(), Some("old"));
}

#[test]
fn a_diff_shows_what_is_added() {
    let edit = Edit { file: SitePath::new("a"), before: Some("1\n2\n3\n4\n5\n6\n".into()), after: "1\n2\n3\n4\nx\n5\n6\n".into() };
    assert_eq!(diff::unified(&edit), "--- a/a\n+++ b/a\n@@ -2,5 +2,6 @@\n 2\n 3\n 4\n+x\n 5\n 6\n");
    let new = Edit { before: None, after: "x\n".into(), ..edit };
    assert_eq!(diff::unified(&new), "--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n");
}

#[test]
fn links_to_dois_have_ids_of_their_own() {
    let pasted = "Is it so?\n\nYes [1][2][3][4].\n\n## Sources\n\n[1] Protein folding - https://doi.org/10.1038/s41586-021-03819-2\n\
                  [2] The rise of light waves - https://doi.org/10.1000/182\n[3] https://dx.doi.org/10.1000/183\n\
                  [4] Old - https://doi.org/10.1002/%28SICI%291097-4571%28199806%2949%3A8%3C693%3A%3AAID-ASI4%3E3.0.CO%3B2-O\n";
    let text = chat::article(pasted, "pasted").text;
    let body = text.split("---\n").nth(2).unwrap();
    assert_eq!(body, "\nYes [@s41586-021-03819-2; @rise-light-waves; @doi-183; @doi].\n");
}

#[test]
fn a_pasted_answer_becomes_an_article() {
    let pasted = "Is the sky blue?\n\nYes [1][2]. It is scattered【2†source】 light ([Physics Today](https://physics.example/sky?utm_source=chat)).\n\n\
                  # Why\n\nSee [the paper](https://arxiv.org/abs/2107.10833), and [9].\n\n```\nx[1]\n```\n\n## Sources\n\n\
                  [1] Rayleigh's law - https://www.nature.com/articles/x\n[2]: https://example.org/b \"Blue light\"\n";
    let answer = chat::article(pasted, "pasted");
    assert_eq!((answer.title.as_str(), answer.sources), ("Is the sky blue?", 4));
    let body = answer.text.split("---\n").nth(2).unwrap();
    assert_eq!(
        body,
        "\nYes [@nature; @example]. It is scattered [@example] light [@physics].\n\n## Why\n\nSee the paper [@arxiv], and \\[9\\].\n\n```\nx[1]\n```\n"
    );
    assert!(
        answer.text.contains("  - id: nature\n    type: web\n    title: Rayleigh's law\n    url: https://www.nature.com/articles/x\n"),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("title: Blue light") && answer.text.contains("arxiv: 2107.10833"), "{}", answer.text);
    assert_eq!(answer.notes[0], "`[9]` leads to no link of the answer: it is kept as text");
    assert_eq!(answer, chat::article(pasted, "pasted"));
}
