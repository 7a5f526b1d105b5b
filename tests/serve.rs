//! `ibid serve`: pages follow the files, and nobody else reads them.
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

// Who may not read.

#[test]
fn no_spelling_of_a_path_leads_out_of_the_site() {
    let site = small();
    let server = Server::start(&site, &[]);
    let dots = [
        "..",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%2e.",
        "%252e%252e",
        "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae",
        "..;",
        "...",
        "%uff0e%uff0e",
        "\u{2024}\u{2024}",
        "..%00",
        "%2e%2e%20",
        ". .",
        "..%0d%0a",
    ];
    let slashes = ["/", "%2f", "%2F", "%5c", "\\", "%252f", "%c0%af", "//", "/./", "%255c", "%e2%88%95", "/%2e/"];
    let targets = ["secret.txt", "ibid.yaml", "content/a.md", "etc/passwd", "secret.txt%00.html", "secret.txt/"];
    let mut tried = 0;
    for dot in dots {
        for slash in slashes {
            for target in targets {
                let path = format!("/{}{target}", format!("{dot}{slash}").repeat(1 + tried % 4));
                refuse(&server, &path);
                tried += 1;
            }
        }
    }
    let odd = [
        "/secret.txt",
        "/content/a.md",
        "/content/",
        "/.git/config",
        "/ibid.yaml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/C:/Windows/win.ini",
        "/c%3a%5cwindows",
        "/con",
        "/NUL",
        "/aux.html",
        "/a/index.html::$DATA",
        "/a/index.html%20",
        "/a/index.html.",
        "/a/.",
        "/a/..",
        "/%",
        "/%g1",
        "/%2",
        "/~root",
        "/proc/self/environ",
        "/public/index.html",
        "/themes/default/theme.yaml",
        "/__ibid/../secret.txt",
        "/__ibid/%2e%2e/secret.txt",
        "/__ibid/events/../../secret.txt",
        "/assets/../../secret.txt",
        "/search/../../secret.txt",
        "/search/%2e%2e%2fsecret.txt",
        "/deep/../secret.txt",
        "/file:///etc/passwd",
    ];
    for path in odd {
        refuse(&server, path);
        tried += 1;
    }
    assert!(tried >= 1_109, "{tried} spellings");
    assert_eq!(server.get("/a/").status, 200);
}

fn refuse(server: &Server, path: &str) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.host());
    let answer = server.send(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {path:?}"));
    assert!(matches!(answer.status, 400 | 404), "{} to {path:?}", answer.status);
    for mark in ["the secret", "Body of A", "root:", "[core]"] {
        assert!(!answer.text().contains(mark), "{path:?} gave {mark}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_not_followed() {
    let site = small();
    let outside = Site::new(&[("o.svg", "<svg>the secret</svg>"), ("o.md", "# The secret\n\nthe secret\n")]);
    std::os::unix::fs::symlink(outside.0.join("o.svg"), site.0.join("content/l.svg")).unwrap();
    std::os::unix::fs::symlink(outside.0.join("o.md"), site.0.join("content/l.md")).unwrap();
    site.write("content/a.md", &article("Is A?", "![l](l.svg) ![p](deep/p.svg)"));
    let server = Server::start(&site, &[]);
    assert_eq!((server.get("/l.svg").status, server.get("/l/").status), (404, 404));
    assert_eq!(server.get("/deep/p.svg").status, 200);
    // A file that becomes such a link while it is served.
    fs::remove_file(site.0.join("content/deep/p.svg")).unwrap();
    std::os::unix::fs::symlink(outside.0.join("o.svg"), site.0.join("content/deep/p.svg")).unwrap();
    for _ in 0..20 {
        assert!(!server.get("/deep/p.svg").text().contains("the secret"));
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn foreign_names_and_origins_are_refused() {
    let site = small();
    let server = Server::start(&site, &[]);
    let (port, own) = (server.port, server.host());
    let ask = |host: &str, fields: &str| {
        let request = format!("GET /a/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{fields}\r\n");
        server.send(request.as_bytes()).unwrap().status
    };
    for host in [own.clone(), format!("localhost:{port}"), format!("LocalHost:{port}"), format!("[::1]:{port}")] {
        assert_eq!(ask(&host, ""), 200, "{host}");
        assert_eq!(ask(&host, &format!("Origin: http://{host}\r\n")), 200, "{host}");
    }
    let foreign = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost.evil.example:{port}"),
        format!("evil.example@127.0.0.1:{port}"),
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "127.0.0.1:1".to_owned(),
        format!("0.0.0.0:{port}"),
        format!("192.168.0.1:{port}"),
        format!("127.0.0.1:{port}.evil.example"),
        format!("localhost.:{port}"),
        String::new(),
        format!("[::ffff:127.0.0.1]:{port}"),
    ];
    for host in &foreign {
        assert_eq!(ask(host, ""), 421, "{host}");
    }
    for origin in [
        "http://evil.example",
        "null",
        "https://127.0.0.1",
        "http://127.0.0.1:1",
        "file://",
        &format!("https://{own}"),
        &format!("http://{own}.evil.example"),
    ] {
        assert_eq!(ask(&own, &format!("Origin: {origin}\r\n")), 403, "{origin}");
        let events = format!("GET /__ibid/events?page=/&seen=x HTTP/1.1\r\nHost: {own}\r\nOrigin: {origin}\r\n\r\n");
        assert_eq!(server.send(events.as_bytes()).unwrap().status, 403, "{origin}");
    }
    assert_eq!(ask(&own, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"), 403);
    assert_eq!(ask(&own, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"), 200, "a link may be followed");
}

#[test]
fn only_reading_is_possible() {
    let site = small();
    let server = Server::start(&site, &[]);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "CONNECT"] {
        let answer = server.ask(method, "/a/", "");
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.field("allow").unwrap(), "GET, HEAD");
    }
}

#[test]
fn malformed_requests_are_refused() {
    let site = small();
    let server = Server::start(&site, &[]);
    let host = format!("Host: {}\r\n", server.host());
    let whole = |line: &str, fields: &str| format!("{line}\r\n{host}{fields}\r\n").into_bytes();
    let mut requests = vec![
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        whole("GET /a/ HTTP/1.1", &host),
        whole("GET  /a/ HTTP/1.1", ""),
        whole("GET /a/", ""),
        whole("GET /a/ HTTP/3.0", ""),
        whole("GET a/ HTTP/1.1", ""),
        whole("GET http://evil.example/ HTTP/1.1", ""),
        whole("GET /a/#b HTTP/1.1", ""),
        whole("GET /a/ HTTP/1.1", "X : y\r\n"),
        whole("GET /a/ HTTP/1.1", "X: y\r\n folded\r\n"),
        whole("GET /a/ HTTP/1.1", "nothing\r\n"),
        whole("GET /a/ HTTP/1.1", "X: a\0b\r\n"),
        whole("GET /a/ HTTP/1.1", "Content-Length: -1\r\n"),
        whole("GET /a/ HTTP/1.1", "Content-Length: 4\r\nContent-Length: 5\r\n"),
        whole("GET /a/ HTTP/1.1", "Transfer-Encoding: chunked\r\n"),
        whole("GET /a/ HTTP/1.1", "Content-Length: 999999999999\r\n"),
        whole(&format!("GET /{} HTTP/1.1", "a".repeat(9_000)), ""),
        whole("GET /a/ HTTP/1.1", &"X: y\r\n".repeat(500)),
        whole("GET /a/ HTTP/1.1", &format!("X: {}\r\n", "y".repeat(100_000))),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"\r\n\r\n".to_vec(),
    ];
    requests.push([b"GET /\xff\xfe HTTP/1.1\r\n", host.as_bytes(), b"\r\n"].concat());
    for request in requests {
        let answer = server.send(&request).unwrap_or_else(|| panic!("no answer to {:?}", text(&request)));
        assert!((400..=505).contains(&answer.status) && answer.status != 404, "{} to {:?}", answer.status, text(&request));
    }
    assert_eq!(server.get("/a/").status, 200);
}
