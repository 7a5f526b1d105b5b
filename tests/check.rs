//! `ibid check`, `ibid rules` and `ibid explain` as their users meet them: formats, options, exit codes.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, text};
use serde_json::Value;

const WRONG: &str = "---\ntitle: 天空\nsources:\n  - {id: a, title: 甲}\n  - {id: b, title: 乙}\n---\n短波散射最强 [@c], 100% [@a].\n";

fn json(site: &Site, format: &str) -> Value {
    serde_json::from_slice(&site.ibid(&["check", "--format", format]).stdout).unwrap()
}

#[test]
fn every_format_tells_the_same_findings_at_the_same_places() {
    let site = Site::new(&[("content/天 空/a.md", WRONG)]);
    let human = text(&site.ibid(&["check"]).stdout);
    let report = json(&site, "json");
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 3, "{report}");
    let sarif = json(&site, "sarif");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let github = text(&site.ibid(&["check", "--format", "github"]).stdout);
    for ((found, result), line) in findings.iter().zip(results).zip(github.lines()) {
        let (rule, row, column) = (found["rule"].as_str().unwrap(), &found["line"], &found["column"]);
        assert!(human.contains(&format!("[{rule}]")) && human.contains(&format!("a.md:{row}:{column}")), "{human}");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(result["ruleId"], *rule);
        assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (row, column));
        assert_eq!(place["artifactLocation"]["uri"], "content/天%20空/a.md".replace('天', "%E5%A4%A9").replace('空', "%E7%A9%BA"));
        assert!(line.contains(&format!("file=content/天 空/a.md,line={row},col={column},title={rule}::")), "{line}");
    }
    let unknown = findings.iter().find(|f| f["rule"] == "unknown-source").unwrap();
    assert_eq!((&unknown["line"], &unknown["column"]), (&7.into(), &9.into()), "columns count characters");
    let levels: Vec<&str> = github.lines().map(|l| l[2..].split(' ').next().unwrap()).collect();
    assert_eq!(levels, ["warning", "error", "warning"]);
}

#[test]
fn an_alias_in_the_way_of_a_file_is_told_and_a_topic_called_like_a_device_is_not_in_the_way() {
    for alias in ["/robots.txt", "/404.html", "/api/articles.json", "/search/root.js", "/p.svg", "/a/index.json/x/"] {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>";
        let article = format!("---\ntitle: A?\naliases: [{alias}]\n---\nText.\n\n![A line](p.svg)\n");
        let site = Site::new(&[("content/a.md", &article), ("content/p.svg", svg)]);
        let found = json(&site, "json");
        let rules: Vec<&str> = found["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
        assert!(rules.contains(&"path-collision"), "{alias}: {found}");
    }
    let aliases: String = (0..1_001).map(|n| format!("  - /old/{n}/\n")).collect();
    let site = Site::new(&[("content/a.md", &format!("---\ntitle: A?\naliases:\n{aliases}---\nText.\n"))]);
    assert!(json(&site, "json").to_string().contains("1000 are made at most"));
    let site = Site::new(&[("content/a.md", "---\ntitle: A?\ntopics: [con]\n---\nText.\n")]);
    assert_eq!(site.ibid(&["build"]).status.code(), Some(0));
    assert!(site.0.join("public/topics/topic-con/index.html").is_file());
}

#[test]
fn a_file_in_the_place_of_a_folder_and_the_other_way_round_are_told() {
    for (path, wanted) in
        [("ibid.yaml/x", "ibid.yaml: it is a folder"), ("sources", "sources: it is a file"), ("content", "content: it is a file")]
    {
        let site = Site::empty();
        if path != "content" {
            site.write("content/a.md", "# A?\n\nText.\n");
        }
        site.write(path, "title: X\n");
        let ran = site.ibid(&["check"]);
        let said = text(&ran.stderr);
        assert!(said.contains(wanted) && ran.status.code() == Some(1), "{path}: {said}");
    }
}

#[test]
fn an_item_of_a_list_is_marked_and_not_the_list() {
    let article = "---\ntitle: A?\naliases: [a, ../x]\n---\nText.\n";
    let settings =
        "formats: [html, pdf]\ndeploy:\n  - netlify\n  - nowhere\nnav:\n  - {title: A, url: /a/}\n  - {title: B, url: /nowhere/}\n";
    let site = Site::new(&[("content/a.md", article), ("ibid.yaml", settings)]);
    let found = json(&site, "json");
    let mut places: Vec<String> = Vec::new();
    for f in found["findings"].as_array().unwrap() {
        places.push(format!("{} {}:{} {}", f["rule"], f["line"], f["column"], f["message"]).replace('"', ""));
    }
    places.sort();
    let expected = [
        "bad-alias 3:14 the alias `../x` is no address inside the site",
        "broken-link 7:21 the site has no page and no file `/nowhere/`",
        "path-collision 3:11 the alias `a` is the address of `content/a.md`",
        "unknown-value 1:17 `pdf` is not known here",
        "unknown-value 4:5 `nowhere` is not known here",
    ];
    assert_eq!(places, expected, "{found}");
}

#[cfg(unix)]
#[test]
fn settings_and_folders_that_lie_elsewhere_are_not_read() {
    let outside = Site::new(&[("ibid.yaml", "title: Theirs\n"), ("a.md", "# Theirs?\n\nText.\n")]);
    for own in ["ibid.yaml", "sources", "content"] {
        let site = Site::new(&[("content/b.md", "# Ours?\n\nText.\n")]);
        let target = if own == "ibid.yaml" { outside.0.join(own) } else { outside.0.clone() };
        if own == "content" {
            std::fs::remove_dir_all(site.0.join(own)).unwrap();
        }
        std::os::unix::fs::symlink(target, site.0.join(own)).unwrap();
        let found = json(&site, "json").to_string();
        assert!(found.contains("path-outside-site") && !found.contains("Theirs"), "{own}: {found}");
    }
}

#[test]
fn sarif_names_every_rule_with_the_level_of_the_site() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("ibid.yaml", "rules:\n  unused-source: off\n  raw-html: error\n")]);
    let sarif = json(&site, "sarif");
    assert_eq!(sarif["version"], "2.1.0");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), ibid::check::all().count());
    let level = |name: &str| &rules.iter().find(|r| r["id"] == name).unwrap()["defaultConfiguration"];
    assert_eq!(level("unused-source")["enabled"], false);
    assert_eq!(level("raw-html")["level"], "error");
    assert_eq!(level("foreign-key")["level"], "note");
    assert!(rules.iter().all(|r| r["help"]["markdown"].as_str().is_some_and(|h| h.contains("```bad"))));
}

#[test]
fn annotations_escape_what_would_end_them() {
    let site = Site::new(&[("content/a,b/100%.md", "# A\n\n[x](javascript:alert(1))\n")]);
    let said = text(&site.ibid(&["check", "--format", "github"]).stdout);
    assert!(said.starts_with("::error file=content/a%2Cb/100%25.md,line=3,col=1,title=unsafe-link::"), "{said}");
    assert_eq!(said.lines().count(), 1, "help is on the same line: {said}");
}

#[test]
fn rules_are_listed_by_family_with_the_levels_of_the_site() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("ibid.yaml", "rules:\n  unused-source: off\n")]);
    let listed = text(&site.ibid(&["rules"]).stdout);
    for rule in ibid::check::all() {
        let line = listed.lines().find(|l| l.split_whitespace().nth(1) == Some(rule.name)).unwrap_or_else(|| panic!("{}", rule.name));
        assert!(line.contains(rule.about), "{line}");
    }
    let set = listed.lines().find(|l| l.contains(" unused-source ")).unwrap();
    assert!(set.trim_start().starts_with("off") && set.contains("warn by default"), "{set}");
    let elsewhere = text(&Site::empty().ibid(&["rules"]).stdout);
    assert!(elsewhere.lines().any(|l| l.trim_start().starts_with("warn") && l.contains(" unused-source ")), "outside of a site too");
}

#[test]
fn every_rule_is_explained_and_a_near_name_is_named() {
    let site = Site::empty();
    for rule in ibid::check::all() {
        let said = text(&site.ibid(&["explain", rule.name]).stdout);
        for part in [rule.about, "This fails", "This passes", &format!("    {}: error", rule.name)] {
            assert!(said.contains(part), "{}: {part}\n{said}", rule.name);
        }
        assert!(!said.lines().any(|l| l.trim_start().starts_with("```")), "{said}");
        assert!(said.lines().filter(|l| !l.contains('│')).all(|l| l.chars().count() <= 100), "{said}");
    }
    let wrong = site.ibid(&["explain", "unsed-source"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("did you mean `unused-source`?"));
    assert!(site.ibid(&["explain", "[unused-source]"]).status.success(), "as findings print it");
}

const RETRACTIONS: &str = "Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason\n\
    1,Gone,3/1/2024 0:00,10.1000/r1,0,1/1/2020 0:00,10.1000/GONE,0,Retraction,+Error in Data;+Investigation by Journal;\n\
    2,Doubted,3/2/2024 0:00,Unavailable,0,1/1/2020 0:00,unavailable,31234567,Expression of concern,\n";

#[test]
fn a_list_of_retractions_is_matched_by_doi_and_by_pmid() {
    let article = "---\ntitle: A\nsources:\n  - {id: gone, title: Gone, doi: 10.1000/gone}\n  - {id: doubted, title: Doubted, pmid: 31234567}\n  - {id: good, title: Good, doi: 10.1000/good}\n---\nText [@gone], [@doubted], [@good].\n";
    let site = Site::new(&[("content/a.md", article), ("rw.csv", RETRACTIONS), ("other.csv", "title,doi\nA,10.1000/gone\n")]);
    assert!(site.ibid(&["check", "--strict"]).status.success(), "without the list nothing is known");
    let done = site.ibid(&["check", "--retractions", "rw.csv"]);
    let said = text(&done.stdout);
    assert_eq!(done.status.code(), Some(1), "{said}");
    for part in
        ["error[retracted-source]", "content/a.md:4:", "2024-03-01", "notice: 10.1000/r1", "Error in Data, Investigation by Journal"]
    {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(said.contains("warn[source-of-concern]") && said.contains("1 error, 1 warning in 1 file"), "{said}");
    let recorded = article.replace("gone}", "gone, status: retracted}").replace("Text [@gone]", "Text of a study since retracted [@gone]");
    site.write("content/a.md", &recorded);
    assert!(site.ibid(&["check", "--retractions", "rw.csv"]).status.success(), "recorded and said");
    let wrong = site.ibid(&["check", "--retractions", "other.csv"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("`RetractionNature`"), "{}", text(&wrong.stderr));
    assert_eq!(site.ibid(&["check", "--retractions", "nowhere.csv"]).status.code(), Some(1), "a file that is not there");
}

#[test]
fn a_number_that_came_to_mean_another_source_is_found_until_it_is_accepted() {
    let article = |sources: &str, text: &str| format!("---\ntitle: A\nnumbering: declared\nsources: [{sources}]\n---\n{text}\n");
    let (a, b) = ("{id: a, title: First}", "{id: b, title: Second, cited: background}");
    let site =
        Site::new(&[("content/a.md", &article(&format!("{a}, {b}"), "Words of a sentence [1].")), ("content/b.md", "# B\n\nText.\n")]);
    assert!(site.ibid(&["check", "--strict"]).status.success(), "without a record nothing is found");
    assert!(text(&site.ibid(&["check", "--accept"]).stdout).contains("wrote sources.lock.yaml"));
    let accepted = site.read("sources.lock.yaml");
    assert!(accepted.contains("content/a.md") && !accepted.contains("content/b.md"), "{accepted}");

    let moved = article(&format!("{b}, {a}"), "Words of a sentence [1].");
    site.write("content/a.md", &moved);
    let done = site.ibid(&["check"]);
    let said = text(&done.stdout);
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("error[renumbered-source]: [1] meant “First”") && said.contains("means “Second” now"), "{said}");
    assert_eq!(site.ibid(&["build"]).status.code(), Some(1), "nothing is published until someone has looked");

    site.write("content/a.md", &moved.replace("[1]", "[2]"));
    assert!(!text(&site.ibid(&["check"]).stdout).contains("renumbered"), "the number was corrected");
    site.write("content/a.md", &moved.replace("Words of a sentence", "Other words, of the other source,"));
    assert!(!text(&site.ibid(&["check"]).stdout).contains("renumbered"), "the sentence is another");
    site.write("content/a.md", &moved);
    site.ibid(&["check", "--accept", "content/b.md"]);
    assert_eq!(site.read("sources.lock.yaml"), accepted, "only what was asked for is accepted");
    assert!(site.ibid(&["check", "--accept"]).status.success());
    assert!(!text(&site.ibid(&["check"]).stdout).contains("renumbered"), "accepted");

    std::fs::remove_file(site.0.join("content/a.md")).unwrap();
    site.ibid(&["check", "--accept"]);
    assert!(!site.read("sources.lock.yaml").contains("content/a.md"), "what is gone is forgotten");
    site.write("sources.lock.yaml", "<<<<<<< HEAD\n");
    let wrong = site.ibid(&["check"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("sources.lock.yaml:1"), "{}", text(&wrong.stderr));
}

#[test]
fn the_integrity_page_tells_every_finding_and_count_and_a_served_site_tells_the_same() {
    let article = "---\ntitle: Why is the sky blue?\nsources:\n  - {id: a, title: First}\n  - {id: b, title: Second}\n---\nShort waves are scattered most of all [@a].\n\nThis sentence cites nothing at all.\n";
    let site = Site::new(&[
        ("content/sky.md", article),
        ("content/light.md", "# What is light?\n\nA wave.\n"),
        ("sources/x.bib", "@article{c, title = {C}}\n@article{c, title = {D}}\n"),
        ("ibid.yaml", "integrity_page: true\n"),
    ]);
    site.build(&[]);
    let page = site.read("public/integrity/index.html");
    for part in [
        "content/sky.md",
        "unused-source",
        "“Second”, is listed and never cited",
        "1 of 2 sentences cite",
        "sources/x.bib",
        "duplicate-entry",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(page.find("Why is the sky blue?").unwrap() < page.find("What is light?").unwrap(), "the gravest first");
    assert!(page.contains("noindex") && page.contains("../sky/index.html#s2"), "{page}");
    let own = site.read("public/sky/index.html");
    assert!(own.contains("id=\"ledger\"") && own.contains("1 of 2 sentences cite"), "the article's own ledger");

    let options = ibid::site::Options { today: ibid::base::date::Date::parse("2026-11-24").unwrap(), ..ibid::site::Options::new(&site.0) };
    let live = ibid::site::Live::open(options, None).unwrap();
    let served = live.snapshot().make("integrity/index.html").unwrap().unwrap();
    assert_eq!(text(&served.bytes), page);

    site.write("ibid.yaml", "title: X\n");
    site.build(&[]);
    assert!(!site.0.join("public/integrity").exists(), "only where the settings ask for it");
}

fn said_of(files: &[(&str, &str)]) -> String {
    text(&Site::new(files).ibid(&["check"]).stdout)
}

#[test]
fn what_broken_front_matter_takes_along_is_not_told_again() {
    for (front, wanted) in [
        ("title: \"Unclosed\nsources:\n  - {id: a, title: A}", "a quotation mark opens here and is never closed"),
        ("title: A\nsource:\n  - {id: a, title: A}", "did you mean `sources`?"),
        ("title: A\nsources:\n  - id: a\n   title: A", "the indentation does not fit the lines above"),
        ("title: A\nsources: none", "`sources` wants a list of sources"),
    ] {
        let said = said_of(&[("content/a.md", &format!("---\n{front}\n---\n\nIt is so [@a].\n"))]);
        assert!(said.contains(wanted), "{said}");
        assert!(said.ends_with("\n1 error in 1 file\n"), "one mistake, one finding\n{said}");
    }
    let other = said_of(&[("content/a.md", "---\ntitel: A\n---\n\n# A\n\nIt is so [@a].\n")]);
    assert!(other.contains("unknown-key") && other.contains("unknown-source"), "another key does not hide it\n{other}");
}

#[test]
fn each_id_that_can_be_cited_is_named_once() {
    let bib = "@book{doe2020, title={A book}, author={Doe, Jane}, year=2020}\n";
    let article = "---\ntitle: A\nbibliography: a.bib\n---\n\nOne [@doe2020] and another [@zzz].\n";
    let said = said_of(&[("content/a.md", article), ("content/a.bib", bib)]);
    assert_eq!(said.matches("`doe2020`").count(), 1, "{said}");
}

#[test]
fn a_language_is_a_tag_and_not_its_name() {
    let said = said_of(&[("ibid.yaml", "lang: english\n"), ("content/a.md", "---\ntitle: A\nlang: deutsch\n---\n\nText.\n")]);
    assert!(said.contains("`english` is no language tag") && said.contains("`deutsch` is no language tag"), "{said}");
    let good = said_of(&[("ibid.yaml", "lang: de-AT\n"), ("content/a.md", "---\ntitle: A\nlang: gsw\n---\n\nText.\n")]);
    assert!(good.contains("nothing found"), "{good}");
}

#[test]
fn a_check_says_what_it_looked_at_and_what_it_left_out() {
    let draft = "---\ntitle: B\ndraft: true\n---\n\nText [@nobody].\n";
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("content/b.md", draft)]);
    assert_eq!(text(&site.ibid(&["check"]).stdout), "nothing found in 1 article\nnot checked: content/b.md, a draft (--drafts)\n");
    assert!(text(&site.ibid(&["check", "--drafts"]).stdout).contains("unknown-source"));
    site.write("content/c.md", draft);
    assert!(text(&site.ibid(&["check"]).stdout).ends_with("not checked: 2 drafts (--drafts)\n"));
    assert_eq!(text(&site.ibid(&["check", "content/a.md"]).stdout), "nothing found in 1 article\n");
    assert_eq!(text(&site.ibid(&["check", "--quiet"]).stdout), "nothing found in 1 article\n");
}

#[test]
fn settings_that_name_what_is_not_there_are_told_with_all_else() {
    let settings =
        "theme: nosuch\nnav:\n  - {title: About, url: content/about.md}\n  - {title: A, url: a.md}\n  - {title: Topics, url: /topics/}\n";
    let site = Site::new(&[("ibid.yaml", settings), ("content/a.md", "# A\n\nText [@nobody].\n")]);
    let said = text(&site.ibid(&["check"]).stdout);
    for (message, place) in [
        ("there is no folder `themes/nosuch`", "ibid.yaml:1:8"),
        ("there is no article `content/about.md`", "ibid.yaml:3:25"),
        ("no source has the id `nobody`", "content/a.md:3:7"),
    ] {
        let found = said.split("\n\n").find(|f| f.contains(message)).unwrap_or_else(|| panic!("{message}\n{said}"));
        assert!(found.contains(place), "{found}");
    }
    assert!(said.ends_with("3 errors in 2 files\n"), "{said}");
}

#[test]
fn keys_of_other_programs_are_named_by_what_they_are_called_here() {
    let front = "title: A\nlastmod: 2026-01-01\nsummary: x\ncategories: [a]\nredirect_from: /b/\nsources:\n  - id: a\n    title: T\n    journal: J\n    key_finding: x";
    let said = said_of(&[("content/a.md", &format!("---\n{front}\n---\n\nIt is so [@a].\n"))]);
    for own in ["updated", "description", "topics", "aliases", "container", "finding"] {
        assert!(said.contains(&format!("ibid calls it `{own}`")), "{own}\n{said}");
    }
}
