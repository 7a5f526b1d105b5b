//! Themes as their makers meet them: files in the place of others, tokens, words, ejecting, and what `ibid theme check` finds.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, text};

const ARTICLE: &str = "---\ntitle: Is it so?\ndate: 2026-01-10\nsources:\n  - {title: A work, finding: It is so.}\n---\n\nIt is [1].\n";

fn themed(files: &[(&str, &str)]) -> Site {
    let site = Site::empty();
    site.write("ibid.yaml", "theme: mine\n");
    site.write("content/a.md", ARTICLE);
    site.write("themes/mine/theme.yaml", "name: mine\n");
    for (file, text) in files {
        site.write(&format!("themes/mine/{file}"), text);
    }
    site
}

/// What `ibid theme check` says of a theme with these files.
fn check(files: &[(&str, &str)]) -> String {
    let done = themed(files).ibid(&["theme", "check"]);
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stdout));
    format!("{}{}", text(&done.stdout), text(&done.stderr))
}

fn style(site: &Site) -> String {
    let assets = site.0.join("public/assets");
    let file = std::fs::read_dir(assets).unwrap().flatten().find(|e| e.file_name().to_string_lossy().starts_with("style-")).unwrap();
    std::fs::read_to_string(file.path()).unwrap()
}

#[test]
fn a_file_takes_the_place_of_one_and_the_rest_stays() {
    let own = "{% extends \"base.html\" %}\n{% block main %}<h1>Mine: {{ frame.site_title }}</h1>{% endblock main %}";
    let site = themed(&[("templates/home.html", own)]);
    assert!(site.ibid(&["build"]).status.success());
    assert!(site.read("public/index.html").contains("<h1>Mine: Answers</h1>"));
    assert!(site.read("public/a/index.html").contains("Direct answer"));
    let checked = site.ibid(&["theme", "check"]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    assert!(text(&checked.stdout).contains("nothing breaks the contract"));
}

#[test]
fn words_are_laid_over_key_by_key_and_a_new_language_is_a_file() {
    let site = themed(&[
        ("words/en.yaml", "text:\n  direct-answer: In short\n"),
        (
            "words/nl.yaml",
            "plural: one-other\ndate_form: \"{day} {month} {year}\"\nmonths: [januari]\ntext:\n  direct-answer: Kort antwoord\n",
        ),
    ]);
    site.write("content/b.md", &ARTICLE.replace("date:", "lang: nl\ndate:"));
    assert!(site.ibid(&["build"]).status.success());
    let english = site.read("public/a/index.html");
    assert!(english.contains(">In short<") && english.contains(">Sources used in this answer<") && english.contains(">10 January 2026<"));
    let dutch = site.read("public/b/index.html");
    assert!(dutch.contains(">Kort antwoord<") && dutch.contains(">10 januari 2026<"));
    assert!(dutch.contains(">Sources used in this answer<"), "what a language lacks is said in English");
}

#[test]
fn tokens_stand_behind_the_style_sheet_and_faint_ones_are_told() {
    let site = themed(&[("theme.yaml", "name: mine\ntokens: {link: '#7a1f5c'}\ndark: {link: '#e8a0d0'}\n")]);
    let built = site.ibid(&["build"]);
    assert!(built.status.success() && !text(&built.stdout).contains("contrast"), "{}", text(&built.stdout));
    assert!(style(&site).ends_with(":root[data-theme=\"dark\"]{--link:#e8a0d0}}"));
    site.write("themes/mine/theme.yaml", "tokens: {link: '#aaaaaa'}\n");
    let said = text(&site.ibid(&["build"]).stdout);
    assert!(said.contains("theme: --link on --bg has a contrast of 2.3 where the page is light; 4.5 is the least"), "{said}");
    site.write("themes/mine/theme.yaml", "tokens: {lnik: '#aaaaaa'}\n");
    let failed = site.ibid(&["build"]);
    assert!(text(&failed.stderr).contains("there is no token `lnik`; did you mean `link`?"), "{}", text(&failed.stderr));
}

#[test]
fn style_sheets_name_other_assets_as_they_are_written() {
    let css = "@font-face { src: url(face.woff2); }\nbody { background: url(\"https://x.example/y.png\"), url(none.png); }\n";
    let site = themed(&[("assets/style.css", css), ("assets/face.woff2", "bytes")]);
    assert!(site.ibid(&["build"]).status.success());
    let style = style(&site);
    let face = style.split("url(face-").nth(1).unwrap().split(')').next().unwrap();
    assert!(site.0.join(format!("public/assets/face-{face}")).is_file(), "{style}");
    assert!(style.contains("url(\"https://x.example/y.png\")") && style.contains("url(none.png)"), "{style}");
}

#[test]
fn a_template_error_names_template_line_and_variable() {
    let site =
        themed(&[("templates/home.html", "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ page.titel }}</h1>\n{% endblock main %}")]);
    let failed = site.ibid(&["build"]);
    assert_eq!(failed.status.code(), Some(1));
    let said = text(&failed.stderr);
    assert!(said.contains("Field `titel` is not defined") && said.contains("templates/home.html:3:"), "{said}");
    assert!(!site.0.join("public/index.html").exists(), "nothing is published");
}

#[test]
fn eject_copies_and_never_overwrites() {
    let site = Site::empty();
    let list = text(&site.ibid(&["theme", "eject"]).stdout);
    assert!(list.lines().any(|l| l == "templates/base.html") && list.lines().any(|l| l == "words/ar.yaml"), "{list}");
    let done = site.ibid(&["theme", "eject", "base.html", "words/en.yaml"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(site.read("themes/mine/templates/base.html").contains("frame.head_title"));
    let again = site.ibid(&["theme", "eject", "home.html", "base.html"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("is there already: nothing was copied"));
    assert!(!site.0.join("themes/mine/templates/home.html").exists());
    let wrong = site.ibid(&["theme", "eject", "artcle.html"]);
    assert!(text(&wrong.stderr).contains("did you mean `article.html`?"), "{}", text(&wrong.stderr));
    assert_eq!(site.ibid(&["theme", "eject", "base.html", "--name", "../x"]).status.code(), Some(2));
}

#[test]
fn check_tells_each_broken_promise() {
    let base = "<!doctype html>\n<html{% block data %}{% endblock data %}><head><title></title><style>p{}</style></head><body onload=\"x()\"><a href=\"/\">Home</a>{% block main %}{% endblock main %}<img src=\"a.png\"></body></html>";
    let article = "{% extends \"base.html\" %}{% block main %}<h2 id=\"a\">{{ page.question }}</h2><h4 id=\"a\">x</h4>{{ page.answer_html | safe }}{% endblock main %}";
    let said = check(&[("templates/base.html", base), ("templates/article.html", article)]);
    for promise in [
        "the id `a` is there twice",
        "nothing has the id `s1`, which <a> leads to",
        "the page has 0 headings of the first level",
        "<h4> follows <h2>",
        "a style sheet stands in the page",
        "<body> has the attribute `onload`",
        "<img src=\"a.png\"> has no `alt`",
        "<html> does not say the page's language and direction",
        "the page has no title",
        "the page has no <main>",
        "the first link does not lead past the navigation",
        "the canonical address is missing",
        "the structured data is missing or was escaped",
        "a source has no element with the id `s1`",
        "no link leads back to the citation `c1a`",
    ] {
        assert!(said.contains(promise), "{promise} is not told:\n{said}");
    }
}

#[test]
fn check_tells_slips_in_names() {
    let said =
        check(&[("templates/artcle.html", "x"), ("words/en.yaml", "text:\n  serch: Find\n"), ("theme.yaml", "tokens: {ink: '#999999'}\n")]);
    assert!(said.contains("templates/artcle.html: nothing uses this file\n  help: did you mean `templates/article.html`?"), "{said}");
    assert!(said.contains("words/en.yaml: the theme never says `serch`\n  help: did you mean `search`?"), "{said}");
    assert!(said.contains("theme.yaml: --ink on --bg has a contrast of"), "{said}");
    let said = check(&[("templates/search.html", "{{ page.groops }}")]);
    assert!(said.contains("Field `groops` is not defined") && said.contains("templates/search.html:1:"), "{said}");
}

#[test]
fn check_writes_its_samples_to_be_looked_at() {
    let site = themed(&[]);
    let proofs = site.0.join("proofs");
    let done = site.ibid(&["theme", "check", "--output", proofs.to_str().unwrap()]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    for file in ["filled-en/filled/index.html", "bare-de/bare/index.html", "none-ar/index.html"] {
        assert!(proofs.join(file).is_file(), "{file}");
    }
}

#[test]
fn a_picture_for_sharing_is_drawn_where_the_settings_ask_for_it() {
    let site = themed(&[]);
    site.write("content/b.md", &ARTICLE.replace("Is it so?", "是这样吗？").replace("date:", "lang: zh\ndate:"));
    site.write("ibid.yaml", "base_url: https://x.example/\n");
    assert!(site.ibid(&["build"]).status.success());
    assert!(!site.0.join("public/a/og.png").exists() && !site.read("public/a/index.html").contains("og:image"));
    site.write("ibid.yaml", "base_url: https://x.example/\nog_images: true\n");
    let said = text(&site.ibid(&["build"]).stdout);
    assert!(said.contains("og.png is drawn without the question for content/b.md: its fonts have Latin"), "{said}");
    let bytes = std::fs::read(site.0.join("public/a/og.png")).unwrap();
    assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 5_000, "{}", bytes.len());
    let page = site.read("public/a/index.html");
    for tag in ["og:image\" content=\"https://x.example/a/og.png\"", "og:image:width\" content=\"1200\"", "twitter:card"] {
        assert!(page.contains(tag), "{tag}");
    }
    site.write("ibid.yaml", "base_url: https://x.example/\n");
    assert!(site.ibid(&["build"]).status.success());
    assert!(!site.0.join("public/a/og.png").exists(), "switched off, it is removed");
}
