//! `ibid serve`: pages follow the files.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;
#[path = "common/server.rs"]
mod server;

use common::{Site, text};
use server::{Answer, Server};
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn article(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ntopics: [sky]\n---\n{body}\n")
}

fn small() -> Site {
    Site::new(&[
        ("content/a.md", &article("Is A?", "Body of A.")),
        ("content/deep/b.md", &article("Is B?", "Body of B.")),
        ("content/deep/p.svg", "<svg width=\"3\" height=\"4\"></svg>"),
        ("secret.txt", "the secret"),
    ])
}

fn has<'t>(words: &'t str) -> impl Fn(&Answer) -> bool + 't {
    move |answer| answer.text().contains(words)
}

#[test]
fn every_output_of_a_build_is_served_with_the_same_bytes() {
    let site = Site::of_repository();
    let server = Server::start(&site, &[]);
    site.build(&["--base-url", &format!("http://{}/", server.host())]);
    let built = site.output();
    for (path, bytes) in built.iter().filter(|(path, _)| !path.starts_with(".ibid")) {
        let answer = server.get(&format!("/{}", ibid::base::url::encode_path(path)));
        assert_eq!(answer.status, 200, "{path}");
        let (script, rest) =
            answer.text().split_once("<script src=\"/__ibid/live.js\"").map_or((String::new(), answer.text()), |(a, b)| {
                let (tag, after) = b.split_once("</script>").unwrap();
                (tag.to_owned(), format!("{a}{after}"))
            });
        assert_eq!(script.is_empty(), !path.ends_with(".html"), "{path} has the script if it is a page");
        if script.is_empty() {
            assert!(answer.body == *bytes, "{path}");
        } else {
            assert!(rest == text(bytes), "{path}");
        }
    }
}

#[test]
fn addresses_lead_where_a_host_would_lead_them() {
    let site = small();
    let server = Server::start(&site, &[]);
    let missing = server.get("/no/such/page/");
    assert_eq!((missing.status, missing.text().contains("<h1>")), (404, true), "the site's own page");
    let moved = server.get("/deep/b?x=1");
    assert_eq!((moved.status, moved.field("location").unwrap()), (302, "/deep/b/?x=1".to_owned()));
    for (path, media_type) in [
        ("/a/", "text/html; charset=utf-8"),
        ("/a/index.md", "text/markdown; charset=utf-8"),
        ("/a/index.json", "application/json; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/search/root.js", "text/javascript; charset=utf-8"),
        ("/__ibid/live.css", "text/css; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.field("content-type").as_deref()), (200, Some(media_type)), "{path}");
        let head = server.ask("HEAD", path, "");
        assert_eq!((head.status, head.body.len(), head.field("content-length")), (200, 0, answer.field("content-length")), "{path}");
        let tag = answer.field("etag").unwrap();
        let again = server.ask("GET", path, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(answer.field("cache-control").unwrap(), "no-cache");
    }
    assert_eq!(server.get("/deep/p.svg").status, 404, "no article uses it");
}

#[test]
fn the_path_of_base_url_is_kept() {
    let site = small();
    site.write("ibid.yaml", "base_url: https://x.example/repo/\n");
    let server = Server::start(&site, &[]);
    assert_eq!(server.get("/").field("location").unwrap(), "/repo/");
    assert_eq!(server.get("/repo").field("location").unwrap(), "/repo/");
    assert!(server.get("/repo/a/").text().contains(&format!("http://{}/repo/a/", server.host())), "the address is the server's");
    assert_eq!(server.get("/a/").status, 404);
    let mut tab = server.open("/repo/a/");
    site.write("content/a.md", &article("Is A?", "New."));
    tab.wait("reload");
    server.until("/repo/a/", has("New."));
}

#[test]
fn a_save_reloads_the_pages_that_changed_and_no_others() {
    let site = small();
    let server = Server::start(&site, &[]);
    let (mut a, mut b, mut topic) = (server.open("/a/"), server.open("/deep/b/"), server.open("/topics/sky/"));
    site.write("content/a.md", &article("Is A?", "Body of A.\n\n## A section\n\nMore."));
    a.wait("reload");
    server.until("/a/", has("A section"));
    assert_eq!(b.event(Duration::from_millis(300)), None, "another article");
    assert_eq!(topic.event(Duration::from_millis(300)), None, "a list that shows the same");
    site.write("content/a.md", &article("Is A changed?", "Body of A."));
    topic.wait("reload");
    server.until("/topics/sky/", has("Is A changed?"));
}

#[test]
fn a_page_that_is_behind_reloads_as_soon_as_it_listens() {
    let site = small();
    let server = Server::start(&site, &[]);
    server.listen("/a/", "another").wait("reload");
    let mut same = server.open("/a/");
    assert_eq!(same.event(Duration::from_millis(300)), None);
}

#[test]
fn editors_save_in_many_ways() {
    let site = small();
    let server = Server::start(&site, &[]);
    let path = site.0.join("content/a.md");
    let mut tab = server.open("/a/");
    // As vim does: the old file becomes the backup, a new one is written, the backup goes.
    let gone = Instant::now();
    fs::rename(&path, site.0.join("content/a.md~")).unwrap();
    std::thread::sleep(Duration::from_millis(30));
    let meanwhile = server.get("/a/").status;
    assert!(meanwhile == 200 || gone.elapsed() > Duration::from_millis(200), "a file that is gone for a moment keeps its page");
    fs::write(&path, article("Is A?", "By vim.")).unwrap();
    fs::remove_file(site.0.join("content/a.md~")).unwrap();
    tab.wait("reload");
    server.until("/a/", has("By vim."));
    // As Emacs and many others do: a file beside, put in the place of the old one.
    let mut tab = server.open("/a/");
    fs::write(site.0.join("content/.#a.md"), "lock").unwrap();
    fs::write(site.0.join("content/#a.md#"), article("Is A?", "By Emacs.")).unwrap();
    fs::rename(site.0.join("content/#a.md#"), &path).unwrap();
    fs::remove_file(site.0.join("content/.#a.md")).unwrap();
    tab.wait("reload");
    server.until("/a/", has("By Emacs."));
    // As VS Code does: emptied, then written.
    let mut tab = server.open("/a/");
    let file = fs::File::create(&path).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    fs::write(&path, article("Is A?", "By Code.")).unwrap();
    drop(file);
    tab.wait("reload");
    server.until("/a/", has("By Code."));
}

#[test]
fn a_file_that_changed_unseen_is_read_when_its_page_is_asked_for() {
    let site = small();
    let server = Server::start(&site, &[]);
    for n in 0..60 {
        // The desk holds fewer articles than these: their bodies are read again, and the texts are newer than the site.
        site.write(&format!("content/n{n}.md"), &article("Is N?", "First."));
    }
    server.until("/n59/", has("First."));
    for n in 0..60 {
        site.write(&format!("content/n{n}.md"), &article("Is N?", "Second."));
        let page = server.get(&format!("/n{n}/"));
        assert_eq!(page.status, 200);
    }
    server.until("/n59/", has("Second."));
}

#[test]
fn folders_come_and_go() {
    let site = small();
    let server = Server::start(&site, &[]);
    fs::remove_dir_all(site.0.join("content/deep")).unwrap();
    server.until("/deep/b/", |a| a.status == 404);
    site.write("content/deep/deeper/c.md", &article("Is C?", "Body of C."));
    server.until("/deep/deeper/c/", has("Body of C."));
    site.write("content/deep/deeper/c.md", &article("Is C?", "Changed."));
    server.until("/deep/deeper/c/", has("Changed."));
    fs::rename(site.0.join("content/deep"), site.0.join("content/other")).unwrap();
    server.until("/other/deeper/c/", has("Changed."));
    server.until("/deep/deeper/c/", |a| a.status == 404);
    fs::remove_dir_all(site.0.join("content")).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    site.write("content/new.md", &article("Is it new?", "After all."));
    server.until("/new/", has("After all."));
    site.write("content/new.md", &article("Is it new?", "And again."));
    server.until("/new/", has("And again."));
    assert_eq!(server.get("/a/").status, 404);
}

#[test]
fn a_thousand_files_at_once() {
    let site = Site::empty();
    let write = |word: &str| (0..1_000).for_each(|n| site.write(&format!("content/d{}/n{n}.md", n % 7), &article("Is N?", word)));
    write("one");
    let server = Server::start(&site, &[]);
    write("two");
    for n in [0, 500, 999] {
        server.until(&format!("/d{}/n{n}/", n % 7), has("two"));
    }
    for n in 0..1_000 {
        assert!(server.get(&format!("/d{}/n{n}/", n % 7)).text().contains("two"), "{n}");
    }
}

#[test]
fn settings_theme_sources_and_images_are_followed() {
    let site = small();
    site.write("content/a.md", &article("Is A?", "So [@x]. ![p](deep/p.svg)"));
    site.write("sources/s.yaml", "- {id: x, title: First title, finding: F}\n");
    let server = Server::start(&site, &[]);
    let mut tab = server.open("/a/");
    let mut edit = |path: &str, content: &str, seen: &str| {
        site.write(path, content);
        tab.wait("reload");
        server.until("/a/", has(seen));
    };
    edit("sources/s.yaml", "- {id: x, title: Second title, finding: F}\n", "Second title");
    edit("ibid.yaml", "title: The site's name\n", "The site&#39;s name");
    site.write("more/s.bib", "@book{y, title={Site book}}");
    edit("ibid.yaml", "title: Name\nbibliography: [more/s.bib]\n", "Name");
    edit("content/a.md", &article("Is A?", "So [@x; @y]. ![p](deep/p.svg)"), "Site book");
    edit("more/s.bib", "@book{y, title={Site book, again}}", "Site book, again");
    site.write("themes/own/words/en.yaml", "text: {search: Look for}\n");
    edit("ibid.yaml", "title: Name\ntheme: own\n", "Look for");
    edit("themes/own/words/en.yaml", "text: {search: Look up}\n", "Look up");
    edit("content/deep/p.svg", "<svg width=\"3\" height=\"4\"><g/></svg>", "Look up");
    assert!(server.get("/deep/p.svg").text().contains("<g/>"));
}

#[test]
fn what_is_wrong_is_told_on_its_page_while_the_rest_works() {
    let site = small();
    let server = Server::start(&site, &[]);
    let (mut a, mut b) = (server.open("/a/"), server.open("/deep/b/"));
    site.write("content/a.md", &article("Is A?", "So [@missing]."));
    let told = a.wait("findings");
    for part in ["\"unknown-source\"", "\"content/a.md\"", "\"line\":5", "\"severity\":\"error\"", "So [@missing]."] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert_eq!(server.get("/a/").status, 200, "the page is shown as well as it can be");
    assert_eq!(b.event(Duration::from_millis(300)), None, "it concerns no other page");
    site.write("content/a.md", &article("Is A?", "So."));
    assert_eq!(a.wait("findings"), "{\"trouble\":[],\"findings\":[]}");
}

#[test]
fn what_is_wrong_in_an_article_is_told_before_what_is_wrong_around_it() {
    let site = small();
    site.write("ibid.yaml", "titel: A\n");
    let server = Server::start(&site, &[]);
    let mut a = server.open("/a/");
    site.write("content/a.md", &article("Is A?", "So [@missing]."));
    let mut told = a.wait("findings");
    while !told.contains("unknown-source") {
        told = a.wait("findings");
    }
    assert!(told.find("unknown-source") < told.find("unknown-key"), "{told}");
}

#[test]
fn a_broken_theme_leaves_the_last_good_page() {
    let site = small();
    site.write("ibid.yaml", "theme: own\n");
    site.write("themes/own/words/en.yaml", "text: {search: Look for}\n");
    let server = Server::start(&site, &[]);
    let mut tab = server.open("/a/");
    site.write("themes/own/templates/article.html", "{{ broken");
    let told = tab.wait("findings");
    assert!(told.contains("article.html"), "{told}");
    assert!(server.get("/a/").text().contains("Body of A."));
    site.write("themes/own/templates/article.html", "<p>{{ content.no_such_thing }}</p>");
    server.until("/a/", has("Body of A."));
    site.write("themes/own/templates/article.html", "<p>Own.</p>");
    server.until("/a/", has("<p>Own.</p>"));
}

#[test]
fn the_search_index_follows() {
    let site = small();
    let server = Server::start(&site, &[]);
    let before = server.get("/search/root.js").text();
    site.write("content/c.md", &article("Is zebra striped?", "Zebras are."));
    server.until("/search/root.js", |a| a.text() != before);
}

#[test]
fn drafts_are_shown_where_they_are_asked_for() {
    let site = small();
    site.write("content/d.md", "---\ntitle: D?\ndraft: true\n---\nDraft.\n");
    assert_eq!(Server::start(&site, &[]).get("/d/").status, 404);
    assert_eq!(Server::start(&site, &["--drafts"]).get("/d/").status, 200);
}

#[test]
fn a_port_in_use_is_told_with_one_that_is_free() {
    let site = small();
    let server = Server::start(&site, &[]);
    let output = site.ibid(&["serve", "--port", &server.port.to_string()]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains(&format!("port {} is in use", server.port)) && said.contains("is free: --port "), "{said}");
    let nowhere = Site::empty().ibid(&["serve", "--port", "0"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(text(&nowhere.stderr).contains("no folder `content`"));
}

#[test]
fn a_signal_ends_it_and_leaves_nothing() {
    let site = small();
    let server = Server::start(&site, &[]);
    server.open("/a/");
    let before: BTreeSet<String> = common::files(&site.0).into_keys().collect();
    drop(server);
    assert_eq!(common::files(&site.0).into_keys().collect::<BTreeSet<_>>(), before);
    assert!(!site.0.join("public").exists(), "serve writes no output");
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_ibid")).args(["serve", "--port", "0"]).current_dir(&site.0).stdout(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    // The shell that runs the tests may have them ignore an interrupt, which a child inherits; nothing ignores this one.
    let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("missing: kill (Debian's package procps)");
    assert!(kill.success());
    let ended = (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        child.try_wait().unwrap()
    });
    if ended.is_none() {
        child.kill().unwrap();
    }
    assert!(ended.is_some_and(|status| !status.success()), "ended by the signal");
}
