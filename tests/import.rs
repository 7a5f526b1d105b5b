//! `ibid import` from the outside: in, out and in again gives the same; files keep what they hold; a pasted answer builds.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, reason = "tests run the command and read files")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const BIB: &str = r#"@string{nat = "Nature"}
@article{muller2019, title={On {DNA} and $\alpha$-helices: a study}, author={M{\"u}ller, K.T. and {World Health Organization} and others}, journal=nat, volume=574, number=7779, pages={505--510}, year=2019, month=oct, doi={10.1038/s41586-019-1666-5}}
@inproceedings{lee:2020, title={Gr\"u\ss e}, author={van der Berg, Jan}, booktitle={Proceedings of X}, editor={Ed, Itor}, address={Berlin}, year={2020}, url={www.example.org/a_b}}
@book{12, title={A book}, edition={2}, publisher={Press}, isbn={978-0-306-40615-7}}
@misc{pre, title={A preprint}, eprint={2107.10833}, archiveprefix={arXiv}, year={2021}}
@unpublished{draft, title={A draft: really?}, author={Smith, Jr., Jane}}
@patent{pat, title={A patent}, year={1999}}
@article{again, title={Another title}, doi={https://doi.org/10.1038/S41586-019-1666-5}}
"#;

struct Folder(PathBuf);

impl Folder {
    fn site(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("ibid-import-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("content")).unwrap();
        fs::write(root.join("content/q.md"), "# Why?\n\nText.\n").unwrap();
        Self(root)
    }

    fn write(&self, path: &str, text: &str) -> PathBuf {
        fs::write(self.0.join(path), text).unwrap();
        self.0.join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_ibid")).arg("-C").arg(&self.0).args(args).output().unwrap()
    }

    fn ok(&self, args: &[&str]) -> String {
        let out = self.run(args);
        let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        assert!(out.status.success(), "{args:?}: {said}");
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn in_out_and_in_again_is_the_same() {
    let site = Folder::site("round");
    let bib = site.write("lib.bib", BIB);
    let said = site.ok(&["import", path(&bib)]);
    assert!(said.contains("`again` is there already, as `muller2019` (both have the DOI 10.1038/s41586-019-1666-5)"), "{said}");
    assert!(said.contains("`12` is named `source12` here"), "{said}");
    let first = site.read("sources/lib.yaml");
    let ids: Vec<&str> = first.lines().filter_map(|l| l.strip_prefix("- id: ")).collect();
    assert_eq!(ids.len(), 6, "{first}");
    let cites: String = ids.iter().map(|id| format!("[@{id}] ")).collect();
    site.write("content/q.md", &format!("# Why?\n\n{cites}\n"));
    site.write("ibid.yaml", "formats: [html, bib, ris, csl]\n");
    site.ok(&["build"]);
    for (file, ending) in [("sources.bib", "bib"), ("sources.ris", "ris"), ("sources.csl.json", "json")] {
        let other = Folder::site(&format!("round-{ending}"));
        let out = other.write(&format!("lib.{ending}"), &site.read(&format!("public/q/{file}")));
        other.ok(&["import", path(&out)]);
        assert_eq!(other.read("sources/lib.yaml"), first, "{file}");
    }
    assert!(site.ok(&["import", path(&bib)]).contains("0 of 7 sources are new"));
    assert_eq!(site.read("sources/lib.yaml"), first);
}

#[test]
fn a_dry_run_shows_a_diff_and_changes_nothing() {
    let site = Folder::site("dry");
    let bib = site.write("lib.bib", BIB);
    let article = "---\ntitle: Why? # the question\nsources:\n  # mine\n  - id: x\n    title: X\ntopics: [a]\n---\nText [@x].\n";
    site.write("content/q.md", article);
    let said = site.ok(&["import", path(&bib), "--into", "content/q.md", "--dry-run"]);
    assert!(said.contains("--- a/content/q.md\n+++ b/content/q.md\n@@ -4,6 +4,"), "{said}");
    assert!(said.contains("+  - id: muller2019\n") && !said.lines().any(|l| l.starts_with('-') && !l.starts_with("---")), "{said}");
    assert_eq!(site.read("content/q.md"), article);
    site.ok(&["import", path(&bib), "--into", "q.md"]);
    let text = site.read("content/q.md");
    assert!(
        text.starts_with("---\ntitle: Why? # the question\nsources:\n  # mine\n  - id: x\n    title: X\n  - id: muller2019\n"),
        "{text}"
    );
    assert!(text.ends_with("topics: [a]\n---\nText [@x].\n"));
    site.ok(&["build"]);
    let wrong = site.run(&["import", path(&bib), "--into", "content/w.md"]);
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("did you mean `content/q.md`?"), "{wrong:?}");
}

#[test]
fn a_pasted_answer_builds() {
    let site = Folder::site("chat");
    let pasted = "Does it work?\n\nYes, by 12% [1][2], and 【1†source】 agrees.\n\n### More\n\nSee [a page](https://x.example/p).\n\nSources:\n1. [One](https://a.example/1)\n2. [Two](https://b.example/2)\n";
    let file = site.write("answer.txt", pasted);
    site.ok(&["import", path(&file)]);
    let text = site.read("content/does-it-work.md");
    assert!(text.contains("Yes, by 12% [@a; @b], and [@a] agrees.\n\n## More\n\nSee a page [@x]."), "{text}");
    site.ok(&["build"]);
    assert!(site.read("public/does-it-work/index.html").contains("https://b.example/2"));
    assert_eq!(site.run(&["import", path(&file)]).status.code(), Some(2));
}

#[test]
fn broken_entries_are_told_with_their_file_line_and_key() {
    let site = Folder::site("broken");
    let bib =
        site.write("lib.bib", "@article{good, title={One}}\n@article{bad, title={Two},\n  year 2020\n}\n@book{next, title={Three}}\n");
    let out = site.run(&["import", path(&bib)]);
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(said.contains("lib.bib:3:") && said.contains("entry `bad` cannot be read"), "{said}");
    let yaml = site.read("sources/lib.yaml");
    assert!(yaml.contains("- id: good") && yaml.contains("- id: next"), "{yaml}");
}

#[test]
fn works_are_listed_with_the_reasons() {
    let site = Folder::site("works");
    let article = |sources: &str| format!("---\ntitle: Why {}?\nsources:\n{sources}---\nText [1].\n", sources.len());
    site.write(
        "content/a.md",
        &article("  - {id: x, title: On light, doi: 10.1000/182}\n  - {id: pre, title: Waves, arxiv: 2107.10833, doi: 10.1000/1}\n"),
    );
    site.write(
        "content/b.md",
        &article("  - {id: y, title: Light, doi: 10.1000/182}\n  - {id: pub, title: Waves, arxiv: 2107.10833, doi: 10.1000/2}\n"),
    );
    site.write("content/c.md", &article("  - {id: z, title: On light, year: 2019}\n"));
    let said = site.ok(&["sources"]);
    for expected in [
        "  - content/a.md [1] x, cited once\n  - content/b.md [1] y, cited once\n    merged with content/a.md [1] x: both have the DOI 10.1000/182\n",
        "content/a.md [2] pre and content/b.md [2] pub: both have the arXiv id 2107.10833; but one has the DOI 10.1000/1, the other the DOI 10.1000/2\n",
        "content/a.md [1] x and content/c.md [1] z: both have one title; but a year is missing, and a title alone says nothing\n",
        "4 works in 5 entries of 4 articles\n",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    let json: serde_json::Value = serde_json::from_str(&site.ok(&["sources", "--json"])).unwrap();
    assert_eq!((json["works"].as_array().map(Vec::len), json["apart"].as_array().map(Vec::len)), (Some(4), Some(2)));
    let merged = json["works"].as_array().unwrap().iter().find(|w| w["merged"].as_array().is_some_and(|m| !m.is_empty())).unwrap();
    assert_eq!(merged["merged"][0]["why"], "both have the DOI 10.1000/182");
    assert_eq!(merged["entries"][1]["article"], "content/b.md");
}

/// Works under `nocite` are listed as consulted; `@*` is the whole bibliography; an unknown key is told.
#[test]
fn nocite_lists_what_was_consulted() {
    let bib: String = ["a", "b", "c", "d"].iter().map(|k| format!("@misc{{{k}, title = {{Work {k}}}, year = 2001}}\n")).collect();
    for (nocite, listed, findings) in [
        ("  @b, @c", vec!["a", "b", "c"], 0),
        ("  @{d} and @a", vec!["a", "d"], 0),
        ("  @*", vec!["a", "b", "c", "d"], 0),
        ("  @b, @nobody", vec!["a", "b"], 1),
    ] {
        let site = Folder::site("nocite");
        fs::remove_file(site.0.join("content/q.md")).unwrap();
        site.write("content/paper.bib", &bib);
        site.write("content/paper.md", &format!("---\ntitle: Is it so?\nbibliography: paper.bib\nnocite: |\n{nocite}\n---\nIt is [@a].\n"));
        let opened = ibid::site::Site::open(ibid::site::Options::new(&site.0)).unwrap();
        let article = &opened.library().articles[0];
        let ids: Vec<&str> = article.sources.iter().filter_map(|s| s.source.id.as_deref()).collect();
        assert_eq!(ids, listed, "{nocite}");
        assert!(article.sources[1..].iter().all(|s| s.uses.is_empty()), "{nocite}");
        let said: Vec<&str> = opened.diagnostics().iter().map(|d| d.diagnostic.rule).collect();
        assert_eq!(said.iter().filter(|r| **r == "unknown-source").count(), findings, "{said:?}");
        assert!(!said.contains(&"unused-source"), "{said:?}");
    }
}
