//! Whole sites: content in, output looked at.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, attributes, broken_links, files, text};
use std::collections::BTreeSet;

#[test]
fn the_seed_article_has_all_that_it_promises() {
    let site = Site::of_repository();
    site.build(&[]);
    let html = site.read("public/qa/synthetic-data/index.html");
    for item in ["Search", "QA", "Pricing", "TrueCite"] {
        assert!(html.contains(&format!(">{item}</a></li>")), "navigation: {item}");
    }
    assert!(html.contains("<h1>Can synthetic data fully replace real-world data for training AI models?</h1>"));
    assert!(html.contains("<p class=\"lede\">Synthetic data can augment real data but not fully replace it."));
    assert!(html.contains("<strong>4 of 5 sources cited</strong>"));
    assert!(html.contains("This article was generated with WisPaper-powered search and paper analysis."));
    let answer = &html[html.find("id=\"answer\"").unwrap()..html.find("class=\"tools").unwrap()];
    assert_eq!(answer.matches("class=\"c\"").count(), 3, "three citations in the direct answer");
    let citations: Vec<&str> =
        html.match_indices("<a class=\"c\" id=\"").map(|(at, m)| html[at + m.len()..].split('"').next().unwrap()).collect();
    assert_eq!(citations.len(), 12);
    assert_eq!(citations.iter().collect::<BTreeSet<_>>().len(), 12, "each with an id of its own");
    let sections = ["does-synthetic-data-improve", "what-is-the-reality-gap", "does-the-quality-of-synthetic"];
    for section in sections {
        assert!(html.contains(&format!("<h2 id=\"{section}")), "{section}");
    }
    let cards: Vec<usize> = (1..=5).map(|n| html.find(&format!("<li id=\"s{n}\">")).unwrap_or_else(|| panic!("card {n}"))).collect();
    assert!(cards.is_sorted(), "in declared order");
    for (n, start) in cards.iter().enumerate() {
        let card = &html[*start..*start + html[*start..].find("</li>\n").unwrap()];
        assert!(card.contains("class=\"find\""), "card {} has a finding", n + 1);
        let uses = citations.iter().filter(|c| c.starts_with(&format!("c{}", n + 1))).count();
        assert_eq!(card.matches("role=\"doc-backlink\"").count(), uses, "card {} leads back to each use", n + 1);
        assert_eq!(card.contains("Consulted, not cited in the text"), n == 1);
    }
}

#[test]
fn one_file_is_a_site() {
    let site = Site::new(&[("content/one.md", "# Why?\n\nBecause.\n")]);
    let said = site.build(&[]);
    assert!(said.contains("1 article"), "{said}");
    assert!(site.read("public/one/index.html").contains("<h1>Why?</h1>"));
    assert!(said.contains("base_url"), "what is not written is said: {said}");
    assert_eq!(broken_links(&site.output(), "", "/"), Vec::<String>::new());
}

#[test]
fn marks_in_a_title_are_shown_in_headings_and_taken_off_elsewhere() {
    let front = "---\ntitle: 'Why is *Homo sapiens* alone in CO~2~ & <b>?'\nslug: why\ndate: 2026-01-02\n---\n\nBecause.\n";
    let site = Site::new(&[("content/one.md", front), ("content/two.md", "# Is `a<b` *so*?\n\nYes.\n")]);
    site.build(&["--base-url", "https://ibid.example/"]);
    let shown = "Why is <em>Homo sapiens</em> alone in CO<sub>2</sub> &amp; &lt;b&gt;?";
    assert!(site.read("public/why/index.html").contains(&format!("<h1>{shown}</h1>")));
    assert!(site.read("public/index.html").contains(&format!(">{shown}</a></h3>")));
    assert!(site.read("public/two/index.html").contains("<h1>Is <code>a&lt;b</code> <em>so</em>?</h1>"));
    assert!(site.read("public/why/index.html").contains("<title>Why is Homo sapiens alone in CO2 &amp; &lt;b&gt;?"));
    for (file, bytes) in site.output().iter().filter(|(file, _)| !file.ends_with(".css") && !file.ends_with(".js")) {
        let bytes = text(bytes);
        assert!(!bytes.contains("*Homo") && !bytes.contains("CO~2"), "{file}");
    }
}

#[test]
fn the_first_page_has_the_text_of_its_own_file() {
    let home = "---\ntitle: All *about* the sky\ndescription: Blue.\nsources:\n  - title: A work\n    finding: F\n---\n\n\
        Ask [why](one.md) or see ![a](a.svg).[^n] Cited [1].\n\n## Topics\n\nFew.\n\n[^n]: Or not.\n";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"></svg>";
    let files = [("content/_index.md", home), ("content/one.md", "# Why?\n\nSo.\n"), ("content/a.svg", svg)];
    let site = Site::new(&files);
    site.write("content/sub/_index.md", "# Sub\n\nText.\n");
    let said = site.build(&[]);
    assert!(said.contains("1 article") && !said.contains("skipped"), "{said}");
    let html = site.read("public/index.html");
    assert!(html.contains("<h1>All <em>about</em> the sky</h1>") && html.contains("<p class=\"lede\">Blue.</p>"), "{html}");
    let intro = html.find("<p>Ask <a href=\"one/index.html\">why</a>").unwrap();
    assert!(intro < html.find(">Newest answers<").or_else(|| html.find("id=\"_latest\"")).unwrap());
    assert!(html.contains("<h2 id=\"topics\">Topics</h2>") && html.contains("<li id=\"n-a\">") && !html.contains("\"#s1\""), "{html}");
    assert!(html.contains("<title>All about the sky · Answers</title>"));
    let output = site.output();
    assert!(output.contains_key("a.svg") && !output.keys().any(|path| path.starts_with("index/") || path.starts_with("sub")));
    assert_eq!(broken_links(&output, "", "/"), Vec::<String>::new());
    let found = site.ibid(&["check"]);
    let found = String::from_utf8_lossy(&found.stdout).into_owned() + &String::from_utf8_lossy(&found.stderr);
    assert_eq!(found.matches("folder-text").count(), 2, "{found}");
    site.write("content/_index.md", "Only [words](nowhere.md).\n");
    let found = site.ibid(&["check"]);
    let found = String::from_utf8_lossy(&found.stdout).into_owned() + &String::from_utf8_lossy(&found.stderr);
    assert!(found.contains("content/_index.md:1:6") && !found.contains("title-missing"), "{found}");
}

#[test]
fn a_caption_stands_in_its_table_wherever_it_was_typed() {
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n";
    let captioned = "<table>\n<caption>What <em>it</em> shows <code>x</code></caption>\n<thead>";
    let words = "Table: What *it* shows `x`";
    let cases = [format!("{table}\n{words}\n"), format!("{words}\n\n{table}"), format!("{table}{words}\n")];
    for front in ["---\ntitle: Q?\n---\n\nSo.\n\n", "---\ntitle: Q\nbibliography: x.bib\n---\n\nSo.\n\n"] {
        for case in &cases {
            let site = Site::new(&[("content/q.md", &format!("{front}{case}\nThen.\n")), ("content/x.bib", "")]);
            site.build(&[]);
            let html = site.read("public/q/index.html");
            assert!(html.contains(captioned) && !html.contains("Table: "), "{case}\n{html}");
            assert_eq!(html.matches("<td>").count(), 2, "{case}");
        }
    }
    let two = format!("---\ntitle: Q?\n---\n\nSo.\n\n{table}\nTable: One.\n\n{table}\nThen.\n");
    let site = Site::new(&[("content/q.md", &two)]);
    site.build(&[]);
    let html = site.read("public/q/index.html");
    assert!(html.find("<caption>One.</caption>").unwrap() < html.find("</table>").unwrap(), "the first table takes it");
    assert_eq!(html.matches("<caption>").count(), 1);
}

#[test]
fn lists_sort_numbers_by_their_value() {
    let article =
        |n: usize| format!("---\ntitle: Is {n} so?\ntopics: [Part {n}]\nsources:\n  - {{title: Work {n}, finding: F}}\n---\n\nYes [1].\n");
    let texts = [1, 2, 10].map(|n| (format!("content/{n}.md"), article(n)));
    let site = Site::new(&texts.each_ref().map(|(file, text)| (file.as_str(), text.as_str())));
    site.build(&[]);
    let pages = [("sources", "Work"), ("topics", "Part"), ("answers", "Is"), ("search", "Is"), ("", "Part"), ("", "Is")];
    for (page, word) in pages {
        let html = site.read(&format!("public/{page}/index.html"));
        let places = [1, 2, 10].map(|n| [' ', '<'].iter().find_map(|end| html.find(&format!(">{word} {n}{end}"))).unwrap());
        assert!(places.is_sorted(), "{page}: {word}: {places:?}");
    }
}

#[test]
fn no_link_and_no_anchor_is_broken() {
    let site = Site::of_repository();
    site.build(&[]);
    assert_eq!(broken_links(&site.output(), "https://ibid.example/", "/"), Vec::<String>::new());
    site.build(&["--base-url", "https://x.github.io/repo/"]);
    assert_eq!(broken_links(&site.output(), "https://x.github.io/repo/", "/repo/"), Vec::<String>::new());
    site.build(&["--base-url", ""]);
    assert_eq!(broken_links(&site.output(), "", "/"), Vec::<String>::new());
}

#[test]
fn without_a_base_url_links_name_files_so_that_the_site_reads_from_disk() {
    let site = Site::of_repository();
    site.build(&["--base-url", ""]);
    for (page, bytes) in site.output().iter().filter(|(p, _)| p.ends_with(".html") && *p != "404.html") {
        let folders: Vec<String> =
            attributes(&text(bytes), "href").into_iter().filter(|h| h.ends_with('/') && !h.contains("://")).collect();
        assert_eq!(folders, Vec::<String>::new(), "{page}");
    }
}

#[test]
fn the_same_bytes_from_the_same_input() {
    let one = Site::of_repository();
    let other = Site::of_repository();
    one.ibid_with(&["build", "--jobs", "1"], &[("TZ", "Pacific/Auckland"), ("LC_ALL", "C")]);
    other.ibid_with(
        &["build", "--jobs", "4"],
        &[("TZ", "America/Anchorage"), ("LC_ALL", "de_DE.UTF-8"), ("SOURCE_DATE_EPOCH", "1795500000")],
    );
    let (one_files, other_files) = (one.output(), other.output());
    assert!(one_files.len() > 100);
    assert_eq!(one_files.keys().collect::<Vec<_>>(), other_files.keys().collect::<Vec<_>>());
    for (path, bytes) in &one_files {
        assert_eq!(bytes, &other_files[path], "{path}");
    }
}

#[test]
fn a_second_build_writes_nothing_and_a_changed_article_little() {
    let site = Site::of_repository();
    site.build(&[]);
    let again = site.build(&[]);
    assert!(again.contains("0 written") && again.contains("0 removed"), "{again}");
    let path = "content/manual/what-does-ibid-cost.md";
    let changed = site.read(path) + "\nOne more sentence for the page alone.\n";
    site.write(path, &changed);
    let before = site.output();
    site.build(&[]);
    let after = site.output();
    let differs = |(p, b): &(&String, &Vec<u8>)| before.get(*p) != Some(*b) && *p != ".ibid-state";
    let touched: Vec<&String> = after.iter().filter(differs).map(|(p, _)| p).collect();
    let elsewhere: Vec<&&String> = touched
        .iter()
        .filter(|p| !p.starts_with("manual/what-does-ibid-cost/") && !p.starts_with("search/") && **p != ".ibid-manifest")
        .collect();
    assert!(
        !touched.is_empty() && elsewhere.is_empty(),
        "the page, its twins, the index and the list of files, no other page: {touched:?}"
    );
}

#[test]
fn what_is_gone_from_the_content_goes_from_the_output_and_nothing_else_does() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("content/b.md", "# B\n\nText.\n"), ("public/.gitignore", "*\n")]);
    site.build(&[]);
    assert!(site.0.join("public/b/index.html").exists());
    std::fs::remove_file(site.0.join("content/b.md")).unwrap();
    site.build(&[]);
    assert!(!site.0.join("public/b").exists());
    assert_eq!(site.read("public/.gitignore"), "*\n");
}

#[test]
fn drafts_and_articles_of_the_future_are_skipped_and_named() {
    let site = Site::new(&[
        ("content/a.md", "---\ntitle: A\ndraft: true\n---\nText.\n"),
        ("content/b.md", "---\ntitle: B\ndate: 2999-01-01\n---\nText.\n"),
        ("content/c.md", "---\ntitle: C\nexpires: 2020-01-01\n---\nText.\n"),
    ]);
    let said = site.build(&[]);
    for name in ["content/a.md", "content/b.md", "content/c.md"] {
        assert!(said.contains(&format!("skipped {name}")), "{said}");
    }
    assert!(site.build(&["--drafts", "--future"]).contains("2 articles"));
}

#[test]
fn aliases_lead_on_and_assets_are_copied_where_they_are_used() {
    let png = "\u{89}PNG";
    let site = Site::new(&[
        ("content/x/a.md", "---\ntitle: A\naliases: [/old/place/, /older.html]\n---\n![shown](fig.svg \"Cap\") and [data](data.csv)\n"),
        ("content/x/fig.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"/>"),
        ("content/x/data.csv", "a,b\n"),
        ("content/x/unused.png", png),
    ]);
    site.build(&[]);
    assert!(site.read("public/old/place/index.html").contains("../../x/a/index.html"));
    assert!(site.read("public/older.html").contains("url=x/a/index.html"));
    assert!(site.read("public/x/a/index.html").contains("src=\"../fig.svg\" width=\"40\" height=\"20\""));
    assert_eq!(site.read("public/x/data.csv"), "a,b\n");
    assert!(!site.0.join("public/x/unused.png").exists());
    assert_eq!(broken_links(&site.output(), "", "/"), Vec::<String>::new());
}

#[test]
fn addresses_from_the_root_are_checked_and_their_files_copied() {
    let page = |links: &str| format!("---\ntitle: A\naliases: [/old/]\ntopics: [x]\n---\n{links}\n");
    let good = "[a](/b/) [b](/topics/x/) [c](/old/) [d](/data.csv) [e](/b.md#part) [f](/b/index.json) [g](/llms.txt) [h](/)";
    let site = Site::new(&[("content/a.md", &page(good)), ("content/b.md", "# B\n\n## Part\n"), ("content/data.csv", "1\n")]);
    site.build(&[]);
    assert!(site.read("public/a/index.html").contains("href=\"../b/index.html#part\""));
    assert_eq!(site.read("public/data.csv"), "1\n");
    assert_eq!(broken_links(&site.output(), "", "/"), Vec::<String>::new());

    let bad = "[a](/bb/) [b](/topics/y/) [c](/data.csv) [d](/b/nothing.json) [e](folder/)";
    let site = Site::new(&[("content/a.md", &page(bad)), ("content/b.md", "# B\n")]);
    let run = site.ibid(&["check"]);
    let out = text(&run.stdout);
    assert_eq!((run.status.code(), out.matches("error[broken-link]").count()), (Some(1), 5), "{out}");
    assert!(out.contains("did you mean `/b/`?"), "{out}");
}

#[test]
fn a_file_of_an_article_never_takes_the_place_of_an_output() {
    let link = |target: &str| format!("# A\n\n[x]({target}) has it.\n");
    for target in ["robots.txt", "a/index.json", "search/root.bin", "sources.bib"] {
        let file = format!("content/{target}");
        let site = Site::new(&[("content/a.md", &link(target)), (&file, "x"), ("content/b.md", "---\ntitle: B\nsources: [T]\n---\n[1]\n")]);
        let run = site.ibid(&["check"]);
        assert!(text(&run.stdout).contains("error[path-collision]"), "{target}: {}", text(&run.stdout));
    }
}

#[test]
fn shared_works_have_a_page_with_the_sentences_that_cite_them() {
    let article = |n: u8, title: &str| {
        format!(
            "---\ntitle: Article {n}\nsources:\n  - title: {title}\n    doi: https://doi.org/10.1000/ABC\n    finding: Finding {n}\n---\nSentence number {n} says it [1]. Another one.\n"
        )
    };
    let site = Site::new(&[("content/a.md", &article(1, "A Work")), ("content/b.md", &article(2, "A work"))]);
    site.build(&[]);
    let page = site.read("public/sources/a-work/index.html");
    assert!(page.contains("Cited by 2 answers"), "{page}");
    assert!(page.contains("Finding 1") && page.contains("Finding 2"));
    assert!(page.contains("href=\"../../a/index.html#c1a\" dir=\"auto\">Sentence number 1 says it.</a>"), "{page}");
    assert!(site.read("public/a/index.html").contains("Also cited in 1 other answer"));
    assert!(site.read("public/a/index.html").contains("shares 1 source"));
    site.write("ibid.yaml", "source_pages: none\n");
    site.build(&[]);
    assert!(!site.0.join("public/sources/a-work").exists());
}

#[test]
fn lists_are_numbered_from_the_oldest() {
    let site = Site::empty();
    site.write("ibid.yaml", "per_page: 2\n");
    for n in 1..=5 {
        site.write(&format!("content/a{n}.md"), &format!("---\ntitle: A{n}\ndate: 2026-01-0{n}\ntopics: [t]\n---\nText.\n"));
    }
    site.build(&[]);
    let before = site.output();
    let newest = text(&before["topics/t/index.html"]);
    assert!(newest.contains("A5") && newest.contains("A4") && newest.contains("A3") && !newest.contains(">A2<"), "{newest}");
    assert!(text(&before["topics/t/page/1/index.html"]).contains("A1"));
    site.write("content/a6.md", "---\ntitle: A6\ndate: 2026-01-06\ntopics: [t]\n---\nText.\n");
    site.build(&[]);
    let after = site.output();
    assert!(after.contains_key("topics/t/page/2/index.html"));
    let listed = |html: &[u8]| text(html).split("<ul class=\"list\">").nth(1).unwrap().split("</ul>").next().unwrap().to_owned();
    assert_eq!(listed(&before["topics/t/page/1/index.html"]), listed(&after["topics/t/page/1/index.html"]), "older pages stay");
}

#[test]
fn five_hundred_sources_and_titles_in_any_script() {
    let sources: String = (1..=500).map(|n| format!("  - title: Work {n}\n    finding: F{n}\n")).collect();
    let cites: String = (1..=500).map(|n| format!("Sentence {n} [{n}].\n")).collect();
    let site = Site::new(&[
        ("content/many.md", &format!("---\ntitle: Many\nsources:\n{sources}---\n{cites}")),
        ("content/zh.md", "---\ntitle: 天空为什么是蓝的？\nlang: zh\ntopics: [物理]\n---\n因为散射。\n"),
        ("content/ar.md", "---\ntitle: لماذا السماء زرقاء؟\nlang: ar\n---\nلأنها كذلك.\n"),
        ("content/سماء.md", "---\ntitle: سماء\nlang: ar\n---\nنص.\n"),
    ]);
    site.build(&[]);
    let many = site.read("public/many/index.html");
    assert!(many.contains("500 sources cited") && many.contains("id=\"s500\"") && many.contains("href=\"#s500\""));
    let ids = attributes(&many, "id");
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "no id twice");
    assert!(site.read("public/zh/index.html").contains("lang=\"zh\""));
    assert!(site.read("public/ar/index.html").contains("dir=\"rtl\""));
    assert!(site.0.join("public/topics/物理/index.html").exists());
    assert_eq!(broken_links(&site.output(), "", "/"), Vec::<String>::new());
}

#[test]
fn a_shared_source_and_a_bibliography_are_cited_by_key() {
    let site = Site::new(&[
        ("sources/physics.yaml", "rayleigh:\n  title: On the light from the sky\n  year: 1871\n  authors: [J. W. Strutt]\n"),
        (
            "content/paper.bib",
            "@article{smith2019,\n  title = {The {DNA} of {\\'e}t{\\'e}},\n  author = {Smith, Jane and M{\\\"u}ller, Karl},\n  journal = {Nature},\n  volume = 12,\n  year = 2019\n}\n",
        ),
        (
            "content/a.md",
            "---\ntitle: A\nbibliography: paper.bib\nsources:\n  - ref: rayleigh\n    finding: It scatters.\n---\nAs @smith2019 [p. 3] says [@rayleigh; @smith2019].\n",
        ),
    ]);
    site.build(&[]);
    let html = site.read("public/a/index.html");
    assert!(html.contains("Smith and Müller"), "{html}");
    assert!(html.contains("The DNA of été") && html.contains("On the light from the sky") && html.contains("Nature 12 · 2019"));
    assert!(site.read("public/a/sources.bib").contains("@article{smith2019,"));
}

#[test]
fn twins_resolve_citations_and_carry_the_evidence() {
    let site = Site::of_repository();
    site.build(&[]);
    let markdown = site.read("public/qa/synthetic-data/index.md");
    assert!(markdown.contains("from 94.5% to 97% [^1]") && markdown.contains("\n[^5]: Synthetic Sonar Generation"), "{markdown}");
    let json: serde_json::Value = serde_json::from_str(&site.read("public/qa/synthetic-data/index.json")).unwrap();
    assert_eq!(json["sources"].as_array().unwrap().len(), 5);
    let claims = json["claims"].as_array().unwrap();
    let citing = claims.iter().filter(|c| !c["citations"].as_array().unwrap().is_empty()).count();
    assert_eq!((claims.len(), citing), (23, 11));
    assert_eq!(claims[1]["citations"][0]["evidence"][0]["kind"], "finding");
    for file in ["api/articles.json", "api/sources.json", "feed.json"] {
        let _: serde_json::Value = serde_json::from_str(&site.read(&format!("public/{file}"))).unwrap();
    }
    assert!(files(&site.0.join("public/assets")).len() >= 4);
}

/// The names in braces of a text.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

#[test]
fn every_language_has_every_word_of_the_theme_with_the_same_names_in_it() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/words");
    let read = |lang: &str| -> ibid::page::words::Words {
        let text = std::fs::read_to_string(folder.join(format!("{lang}.yaml"))).unwrap();
        ibid::base::yaml::plain(&text).unwrap_or_else(|why| panic!("{lang}: {why}"))
    };
    let english = read("en");
    for lang in ["ar", "de", "es", "fr", "ja", "zh"] {
        let words = read(lang);
        assert_eq!(words.text.keys().collect::<Vec<_>>(), english.text.keys().collect::<Vec<_>>(), "{lang}");
        assert_eq!(words.counted.keys().collect::<Vec<_>>(), english.counted.keys().collect::<Vec<_>>(), "{lang}");
        assert_eq!(words.months.len(), 12, "{lang}");
        for (key, text) in &words.text {
            assert_eq!(names(text), names(&english.text[key]), "{lang}: {key}");
        }
        for (key, forms) in &words.counted {
            assert!(forms.contains_key("other"), "{lang}: {key} has no `other`");
            for n in [0, 1, 2, 5, 11, 100] {
                let text = words.count(key, n, &[("cited", "1"), ("strict", "1"), ("lenient", "1")]);
                assert!(!text.contains('{'), "{lang}: {key}: {text}");
            }
        }
    }
}

#[test]
fn an_article_speaks_its_own_language() {
    let article =
        |lang: &str| format!("---\ntitle: T\nlang: {lang}\ndate: 2026-03-05\nsources: [{{title: A}}, {{title: B}}]\n---\nText [1].\n");
    let site = Site::new(&[
        ("content/de.md", &article("de")),
        ("content/ar.md", &article("ar")),
        ("content/zh.md", &article("zh-Hans")),
        ("content/fr.md", &article("fr")),
    ]);
    site.build(&[]);
    let german = site.read("public/de/index.html");
    assert!(german.contains("1 von 2 Quellen zitiert") && german.contains("5. März 2026") && german.contains("lang=\"de\""), "{german}");
    assert!(site.read("public/zh/index.html").contains("2026年3月5日"));
    assert!(site.read("public/ar/index.html").contains("dir=\"rtl\""));
    assert!(site.read("public/fr/index.html").contains("5 mars 2026"));
}

#[test]
fn a_group_with_pages_is_parted_by_semicolons_and_one_of_numbers_by_commas() {
    let article = "# A\n\nOne [@a, p. 3; @b], two [see @b; @a], three [@a; @b].\n";
    let front = "---\nsources:\n  - {id: a, title: A}\n  - {id: b, title: B}\n---\n\n";
    let site = Site::new(&[("content/a.md", &format!("{front}{article}"))]);
    site.build(&[]);
    let html = site.read("public/a/index.html");
    let words = |html: &str| html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>();
    let shown = words(&html);
    for group in ["[1, p. 3; 2]", "[see 2; 1]", "[1, 2]"] {
        assert!(shown.contains(group), "{group}");
    }
}

#[test]
fn a_link_to_a_source_says_where_it_leads() {
    let site =
        Site::new(&[("content/a.md", "---\ntitle: A\nsources:\n  - {title: T, url: https://x.example/long/path}\n---\n\nText [1].\n")]);
    site.build(&[]);
    assert!(site.read("public/a/index.html").contains("title=\"https://x.example/long/path\">x.example</a>"));
}
