//! A running `ibid serve`, and requests to it byte by byte.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use super::common::{Site, text};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server of a site, ended with the value.
pub struct Server {
    child: Child,
    pub port: u16,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        text(&self.body)
    }

    pub fn field(&self, name: &str) -> Option<String> {
        let line = self.head.lines().find(|l| l.to_ascii_lowercase().starts_with(&format!("{}:", name.to_ascii_lowercase())));
        line.map(|l| l.split_once(':').unwrap().1.trim().to_owned())
    }
}

impl Server {
    /// Serves a site at a free port, and waits until it is read.
    pub fn start(site: &Site, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.current_dir(&site.0).args(["serve", "--port", "0"]).args(args).env("SOURCE_DATE_EPOCH", "1795478400");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let port = first.split("://").nth(1).unwrap().split(['/', ' ']).next().unwrap().rsplit(':').next().unwrap().parse().unwrap();
        // What is printed later must go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, port }
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends bytes, and reads the answer until the server closes. `None` where it answers nothing.
    pub fn send(&self, bytes: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        // A server that refuses may close before all is sent.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|w| w == b"\r\n\r\n")?;
        let head = text(&all[..end]);
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer { status, head, body: all[end + 4..].to_vec() })
    }

    pub fn ask(&self, method: &str, target: &str, fields: &str) -> Answer {
        let request = format!("{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{fields}\r\n", self.host());
        self.send(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {method} {target}"))
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "")
    }

    /// Asks until the answer fits.
    pub fn until(&self, target: &str, fits: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(target);
            if fits(&answer) {
                return answer;
            }
            assert!(start.elapsed() < Duration::from_secs(40), "{target} is still {} {}", answer.status, answer.text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Opens a page as a browser does: reads it, and listens.
    pub fn open(&self, page: &str) -> Tab {
        let html = self.get(page).text();
        let seen = html.split("data-seen=\"").nth(1).unwrap().split('"').next().unwrap();
        self.listen(page, seen)
    }

    pub fn listen(&self, page: &str, seen: &str) -> Tab {
        let mut stream = self.connect();
        let target = format!("/__ibid/events?page={}&seen={seen}", page.replace('%', "%25"));
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host()).unwrap();
        let mut tab = Tab { reader: BufReader::new(stream) };
        while !tab.line().unwrap().starts_with("retry:") {}
        tab
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page that listens.
pub struct Tab {
    reader: BufReader<TcpStream>,
}

impl Tab {
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.reader.read_line(&mut line) {
            Ok(n) if n > 0 => Some(line.trim_end().to_owned()),
            _ => None,
        }
    }

    /// The next event within some time: its name and its data.
    pub fn event(&mut self, within: Duration) -> Option<(String, String)> {
        self.reader.get_ref().set_read_timeout(Some(within)).unwrap();
        let start = Instant::now();
        while start.elapsed() < within {
            let line = self.line()?;
            if let Some(name) = line.strip_prefix("event: ") {
                let data = self.line()?;
                return Some((name.to_owned(), data.trim_start_matches("data: ").to_owned()));
            }
        }
        None
    }

    /// The next event of this name.
    pub fn wait(&mut self, name: &str) -> String {
        loop {
            let (found, data) = self.event(Duration::from_secs(40)).unwrap_or_else(|| panic!("no event `{name}`"));
            if found == name {
                return data;
            }
        }
    }
}
