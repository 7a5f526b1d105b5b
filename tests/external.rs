//! `ibid check --external` against servers of its own: what answers, what is gone, what has moved, what cannot be told.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, text};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

/// A server that answers each path with a status and perhaps a place to go to; what it was asked is kept.
struct World {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl World {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let log = Arc::clone(&log);
                std::thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                    let head: Vec<String> = lines.take_while(|l| !l.is_empty()).collect();
                    let Some(first) = head.first() else { return };
                    log.lock().unwrap().push(first.trim_end_matches(" HTTP/1.1").to_owned());
                    let _ = stream.write_all(answer(first).as_bytes());
                });
            }
        });
        Self { port, asked }
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

fn answer(request: &str) -> String {
    let (method, path) = request.split_once(' ').unwrap();
    let (status, to) = match path.split(' ').next().unwrap() {
        "/gone" => ("404 Not Found", None),
        "/no-heads" if method == "HEAD" => ("405 Method Not Allowed", None),
        "/for-good" => ("301 Moved Permanently", Some("/ok")),
        "/for-now" => ("302 Found", Some("/ok")),
        "/round" => ("302 Found", Some("/round")),
        "/refuses" => ("403 Forbidden", None),
        "/broken" => ("500 Internal Server Error", None),
        _ => ("200 OK", None),
    };
    let to = to.map(|to| format!("Location: {to}\r\n")).unwrap_or_default();
    let body = if method == "HEAD" { "" } else { "hello" };
    format!("HTTP/1.1 {status}\r\n{to}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn check(site: &Site, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.current_dir(&site.0).arg("check").args(args).env("NO_PROXY", "*").env("no_proxy", "*").output().unwrap()
}

/// A site whose only article is `body`, with `{W}` as the world's address.
fn site(world: &World, body: &str) -> Site {
    let site = Site::empty();
    std::fs::create_dir_all(site.0.join("content")).unwrap();
    std::fs::write(site.0.join("content/a.md"), body.replace("{W}", &format!("http://127.0.0.1:{}", world.port))).unwrap();
    site
}

const ARTICLE: &str = "---
title: Do they answer?
sources:
  - id: one
    title: One work
    url: {W}/gone
    archived: {W}/ok
---
One [@one]. [A]({W}/ok#part), [b]({W}/for-good), [c]({W}/for-now), [d]({W}/no-heads),
[e]({W}/refuses), [f]({W}/broken), [g]({W}/ok?q=\"), [h](http://nowhere.invalid/), [i](http://127.0.0.1:1/), [j]({W}/round).
";

#[test]
fn each_answer_is_told_at_its_place() {
    let world = World::start();
    let run = check(&site(&world, ARTICLE), &["--external"]);
    let out = text(&run.stdout) + &text(&run.stderr);
    let told = |rule: &str, place: &str, what: &str| {
        let block = out.split("\n\n").find(|b| b.contains(rule) && b.contains(what));
        assert!(block.is_some_and(|b| b.contains(place)), "{rule} {place} {what}:\n{out}");
    };
    told("dead-link", "content/a.md:6:", "/gone` leads nowhere: it answers 404");
    told("moved-link", "content/a.md:9:", "/for-good` has moved for good");
    assert!(out.contains(&format!("write http://127.0.0.1:{}/ok", world.port)), "{out}");
    told("unreachable-link", "content/a.md:10:1", "/refuses` could not be looked at: it answers 403");
    told("unreachable-link", "content/a.md:10:", "/broken` could not be looked at: it answers 500");
    told("dead-link", "content/a.md:10:", "nowhere.invalid/` leads nowhere: its host has no address");
    told("unreachable-link", "content/a.md:10:", "127.0.0.1:1/` could not be looked at");
    told("unreachable-link", "content/a.md:10:", "/round` could not be looked at");
    for fine in ["/ok", "/for-now`", "/no-heads"] {
        assert!(!out.lines().any(|l| l.contains("-link]") && l.contains(fine)), "{fine}:\n{out}");
    }
    assert_eq!(run.status.code(), Some(0), "dead links warn: {out}");
    assert_eq!(check(&site(&world, ARTICLE), &["--external", "--strict"]).status.code(), Some(1));
}

#[test]
fn each_address_is_asked_once_and_only_where_it_is_wanted() {
    let world = World::start();
    let site = site(&world, "---\ntitle: One\n---\n[a]({W}/ok) [b]({W}/ok#x) [c]({W}/ok).\n");
    std::fs::write(site.0.join("content/b.md"), format!("# Two\n\n[a](http://127.0.0.1:{}/other)\n", world.port)).unwrap();
    check(&site, &[]);
    assert_eq!(world.asked(), Vec::<String>::new(), "nothing is asked unless a user says so");
    check(&site, &["--external", "content/a.md"]);
    assert_eq!(world.asked(), ["HEAD /ok"]);
}

#[test]
fn a_waiver_is_judged_only_where_the_world_was_asked() {
    let world = World::start();
    let waived = "---\ntitle: One\nallow:\n  - rule: dead-link\n    reason: it is about a dead link\n---\n[a]({W}/PATH).\n";
    let gone = site(&world, &waived.replace("PATH", "gone"));
    for args in [&[][..], &["--external"]] {
        let out = text(&check(&gone, args).stdout);
        assert!(!out.contains("dead-link") && !out.contains("waiver-unused"), "{args:?}: {out}");
    }
    let found = site(&world, &waived.replace("PATH", "ok"));
    assert!(!text(&check(&found, &[]).stdout).contains("waiver-unused"));
    assert!(text(&check(&found, &["--external"]).stdout).contains("waiver-unused"));
}

#[test]
fn without_curl_or_a_network_the_command_says_so() {
    let world = World::start();
    let site = site(&world, "# One\n\n[a](http://nowhere.invalid/)\n");
    let run = check(&site, &["--external"]);
    let err = text(&run.stderr);
    assert!(err.contains("none answers") && err.contains("is there a network?"), "{err}");
    assert_eq!(run.status.code(), Some(1));
    let mut bare = Command::new(env!("CARGO_BIN_EXE_ibid"));
    let run = bare.current_dir(&site.0).args(["check", "--external"]).env("PATH", "/nowhere").output().unwrap();
    assert!(text(&run.stderr).contains("the program `curl` is not installed"), "{}", text(&run.stderr));
}
