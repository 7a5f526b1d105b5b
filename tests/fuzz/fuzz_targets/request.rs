//! Any bytes as the head of a request to `ibid serve`: what is taken has one host and no body, and its path names a file below
//! the site however it is spelt.
#![no_main]
#![allow(dead_code, missing_docs)]

// The server's own modules, which no other crate may use: read here as they stand.
#[path = "../../../src/serve/guard.rs"]
mod guard;
#[path = "../../../src/serve/request.rs"]
mod request;
use ibid::base;

use guard::{Names, output_path};
use libfuzzer_sys::fuzz_target;
use request::{Refusal, Request};
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new("127.0.0.1", ([127, 0, 0, 1], 7070).into()));

fuzz_target!(|data: &[u8]| {
    let ended = [b"GET /", data, b" HTTP/1.1\r\nHost: localhost:7070\r\n\r\n"].concat();
    for head in [data, &ended] {
        match Request::read(head) {
            Ok(request) => taken(&request),
            Err(Refusal(status, why)) => assert!((400..600).contains(&status) && !why.is_empty()),
        }
    }
});

fn taken(request: &Request) {
    assert!(request.target.starts_with('/') && request.target.len() <= 4096 && request.target.is_ascii());
    assert!(request.field("transfer-encoding").is_none());
    if NAMES.check(request).is_ok() {
        let host = request.field("host").unwrap_or_default().to_ascii_lowercase();
        assert!(["localhost:7070", "127.0.0.1:7070", "[::1]:7070"].contains(&host.as_str()), "{host} is taken for the server's own");
    }
    let (path, _) = request.path_and_query();
    let Ok(plain) = output_path(path) else { return };
    let parts: Vec<&str> = plain.split('/').collect();
    assert!(!plain.starts_with('/') && !parts.iter().any(|p| matches!(*p, "." | "..") || p.contains(['\\', '\0'])), "{path} gives {plain}");
    assert!(!parts[..parts.len() - 1].contains(&""), "{path} gives {plain}");
}
