//! Sessions at the terminal (`tests/cli/*.session`), run as they are written down: commands with what they print and how they
//! end, files that are written and mended between them, pages that are fetched.
//!
//! | line | does |
//! |---|---|
//! | `# …` | says why; nothing |
//! | `$ ibid …` | runs the command; what follows is what it prints (`[..]` stands for anything), `? 1` its exit code |
//! | `$ cd DIR`, `$ ls DIR` | as in a shell; `ls` lists whole paths |
//! | `% write FILE` … `% end` | writes a file |
//! | `% mend FILE: OLD => NEW` | replaces text in a file |
//! | `% serve`, `% get PATH`, `% stop` | starts `ibid serve`, prints the status and title of a page, ends the server |
//!
//! `UPDATE=1 cargo test --test sessions` writes what was printed into the files.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, files, text};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

struct Session {
    site: Site,
    folder: PathBuf,
    server: Option<(Child, String)>,
}

impl Drop for Session {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Session {
    /// Runs one line; gives what it prints.
    fn step(&mut self, line: &str) -> String {
        if let Some(command) = line.strip_prefix("$ ") {
            let words = words(command);
            return match words[0].as_str() {
                "cd" => {
                    self.folder = self.folder.join(&words[1]);
                    String::new()
                }
                "ls" => list(&self.folder.join(&words[1])),
                "ibid" => self.run(&words[1..]),
                other => panic!("`{other}` is no command of a session"),
            };
        }
        let step = line.strip_prefix("% ").unwrap();
        if let Some((file, change)) = step.strip_prefix("mend ").and_then(|rest| rest.split_once(": ")) {
            let (old, new) = change.split_once(" => ").unwrap();
            let path = self.folder.join(file);
            let before = fs::read_to_string(&path).unwrap();
            assert!(before.contains(old), "{file} does not hold `{old}`");
            fs::write(path, before.replacen(old, new, 1)).unwrap();
            return String::new();
        }
        match step.split_once(' ').unwrap_or((step, "")) {
            ("serve", _) => self.serve(),
            ("get", path) => self.get(path),
            ("stop", _) => self.stop(),
            _ => panic!("`{line}` is no step of a session"),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.current_dir(&self.folder).env("SOURCE_DATE_EPOCH", "1795478400").env_remove("NO_COLOR").env_remove("COLUMNS");
        command
    }

    fn run(&self, args: &[String]) -> String {
        let done = self.command().args(args).output().unwrap();
        let code = done.status.code().unwrap();
        let said = format!("{}{}", text(&done.stdout), text(&done.stderr)).replace(&self.site.0.display().to_string(), "…");
        let said: String = said.lines().map(|l| format!("{}\n", l.trim_end())).collect();
        if code == 0 { said } else { format!("{said}? {code}\n") }
    }

    fn serve(&mut self) -> String {
        let mut server = self.command().args(["serve", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
        let said = lines.find(|l| l.contains("http://")).expect("the server says where it serves");
        let host = said.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        // What it prints is read to the end, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        self.server = Some((server, host));
        String::new()
    }

    fn get(&self, path: &str) -> String {
        let (_, host) = self.server.as_ref().expect("`% serve` comes first");
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let answer = text(&bytes);
        let title = answer.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or("");
        format!("{} {title}\n", answer.split(' ').nth(1).unwrap_or("")).replace(" \n", "\n")
    }

    fn stop(&mut self) -> String {
        if let Some((mut server, _)) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
        String::new()
    }
}

fn list(folder: &Path) -> String {
    files(folder).keys().map(|path| format!("{path}\n")).collect()
}

/// Words of a command line; those in double quotes are one.
fn words(line: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (n, part) in line.split('"').enumerate() {
        if n % 2 == 1 { out.push(part.to_owned()) } else { out.extend(part.split_whitespace().map(str::to_owned)) }
    }
    out
}

/// Whether a line is as expected; `[..]` stands for anything.
fn fits(expected: &str, line: &str) -> bool {
    let mut rest = line;
    let parts: Vec<&str> = expected.split("[..]").collect();
    for (n, part) in parts.iter().enumerate() {
        let found = if n == 0 { rest.starts_with(part).then_some(0) } else { rest.find(part) };
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || expected.ends_with("[..]")
}

fn same(expected: &str, printed: &str) -> bool {
    let (expected, printed): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), printed.lines().collect());
    expected.len() == printed.len() && expected.iter().zip(&printed).all(|(e, p)| fits(e, p))
}

/// Replays a session; gives it as it went.
fn replay(file: &Path) -> String {
    let transcript = fs::read_to_string(file).unwrap();
    let site = Site::empty();
    let mut session = Session { folder: site.0.clone(), site, server: None };
    let mut out = String::new();
    let mut lines = transcript.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(&format!("{line}\n"));
        if let Some(path) = line.strip_prefix("% write ") {
            let body: Vec<&str> = lines.by_ref().take_while(|l| *l != "% end").collect();
            let path = session.folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("{}\n", body.join("\n"))).unwrap();
            out.push_str(&format!("{}\n% end\n", body.join("\n")));
            continue;
        }
        if !line.starts_with("$ ") && !line.starts_with("% ") {
            continue;
        }
        let printed = session.step(line);
        let mut expected = String::new();
        while lines.peek().is_some_and(|l| !["$ ", "% ", "# "].iter().any(|mark| l.starts_with(mark))) {
            expected.push_str(&format!("{}\n", lines.next().unwrap()));
        }
        // Empty lines before the next step belong to the page, not to the program.
        let body = expected.trim_end_matches('\n');
        let blank = &expected[body.len()..];
        let blank = if body.is_empty() { blank } else { &blank[1.min(blank.len())..] };
        if same(body, printed.trim_end_matches('\n')) {
            out.push_str(&expected);
        } else {
            out.push_str(&format!("{}\n{blank}", printed.trim_end_matches('\n')).replace("\n\n\n", "\n\n"));
        }
    }
    out
}

#[test]
fn every_session_goes_as_it_is_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut sessions: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|x| x == "session")).collect();
    sessions.sort();
    assert!(!sessions.is_empty());
    for file in sessions {
        let went = replay(&file);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &went).unwrap();
        }
        let written = fs::read_to_string(&file).unwrap();
        assert_eq!(written, went, "{} goes otherwise; `UPDATE=1 cargo test --test sessions` writes it down anew", file.display());
    }
}
