//! `ibid serve` under connections that say nothing, or say it slowly. A file of its own: it opens a thousand sockets.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

mod common;
#[path = "common/server.rs"]
mod server;

use common::Site;
use server::Server;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[test]
fn a_thousand_half_open_connections_are_closed_while_pages_are_served() {
    let site = Site::new(&[("content/a.md", "# Is A?\n\nBody.\n")]);
    let server = Server::start(&site, &[]);
    server.get("/a/");
    let start = Instant::now();
    let mut half: Vec<TcpStream> = Vec::new();
    for n in 0..1_000 {
        let mut stream = server.connect();
        // Some say nothing, some begin.
        if n % 2 == 0 {
            stream.write_all(b"GET /a/ HTTP/1.1\r\nHost: x\r\nX-Slow: ").unwrap();
        }
        half.push(stream);
        if n % 100 == 99 {
            let asked = Instant::now();
            assert_eq!(server.get("/a/").status, 200);
            assert!(asked.elapsed() < Duration::from_secs(1), "a page took {:?} with {n} connections open", asked.elapsed());
        }
    }
    // Drops that never end: a byte now and then keeps no connection open.
    let mut drip = server.connect();
    let dripping = std::thread::spawn(move || {
        while start.elapsed() < Duration::from_secs(30) {
            if drip.write_all(b"G").is_err() {
                break;
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        start.elapsed()
    });
    for stream in &mut half {
        let left = Duration::from_secs(30).saturating_sub(start.elapsed()).max(Duration::from_millis(1));
        stream.set_read_timeout(Some(left)).unwrap();
        let mut rest = Vec::new();
        let closed = match stream.read_to_end(&mut rest) {
            Ok(_) => true,
            Err(e) => e.kind() == std::io::ErrorKind::ConnectionReset,
        };
        assert!(closed, "a connection is open after {:?}", start.elapsed());
    }
    assert!(start.elapsed() < Duration::from_secs(30));
    assert!(dripping.join().unwrap() < Duration::from_secs(30), "a byte now and then kept a connection open");
    assert_eq!(server.get("/a/").status, 200);
}
