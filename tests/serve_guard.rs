//! `ibid serve`: nobody but this machine's own reader reads the pages, and no path leads out of the site.
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
use server::Server;
use std::fs;
use std::time::Duration;

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
