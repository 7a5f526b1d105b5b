//! Who may ask, and for what: [Names] holds the hosts and origins that are the server's own, [output_path] reads an address.
//!
//! A page of another site must neither read this one nor reach it by a name that it makes lead here (DNS rebinding): a
//! request whose `Host` is not the server's own is refused, and so is one that another origin's page sends.

use super::request::{Refusal, Request};
use crate::base::url;
use std::net::{IpAddr, SocketAddr};

/// The names under which the server is reached.
#[derive(Debug, Clone)]
pub(super) struct Names {
    own: Vec<String>,
    port: u16,
    /// Bound to all addresses of the machine: any address is its own, though no foreign name.
    any_address: bool,
}

impl Names {
    /// The names of a server that was asked to listen at `host` and is bound to `bound`.
    pub fn new(host: &str, bound: SocketAddr) -> Self {
        let mut own = vec![host.to_ascii_lowercase(), written(bound.ip())];
        if bound.ip().is_loopback() || bound.ip().is_unspecified() {
            own.extend(["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()]);
        }
        Self { own, port: bound.port(), any_address: bound.ip().is_unspecified() }
    }

    /// Whether `host`, as the header field has it, is the server's own.
    fn holds(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let at = host.rfind(':').filter(|at| !host[*at..].contains(']'));
        let (name, port) = at.map_or((host.as_str(), "80"), |at| (&host[..at], &host[at + 1..]));
        let any = || self.any_address && name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
        port == self.port.to_string() && (self.own.iter().any(|own| own == name) || any())
    }

    /// Refuses what is not asked by the server's own pages, or by somebody who follows a link to them.
    pub fn check(&self, request: &Request) -> Result<(), Refusal> {
        if !self.holds(request.field("host").unwrap_or("")) {
            return Err(Refusal(421, "this server has another name"));
        }
        if request.field("origin").is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(|host| self.holds(host))) {
            return Err(Refusal(403, "pages of another origin may not read this site"));
        }
        let foreign = matches!(request.field("sec-fetch-site"), Some("cross-site" | "same-site"));
        if foreign && request.field("sec-fetch-mode") != Some("navigate") {
            return Err(Refusal(403, "pages of another origin may not read this site"));
        }
        Ok(())
    }
}

/// An address as URLs write it: version 6 in brackets.
pub(super) fn written(ip: IpAddr) -> String {
    if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() }
}

/// The path of an address as plain text, below `/`. Refuses every spelling that could mean another folder somewhere:
/// what is left is looked up among the site's outputs, and nowhere else.
pub(super) fn output_path(path: &str) -> Result<String, Refusal> {
    let refuse = || Refusal(400, "the path cannot be one of a site");
    let below = path.strip_prefix('/').ok_or_else(refuse)?;
    let mut parts = Vec::new();
    for part in below.split('/') {
        let plain = url::decode_strictly(part).ok_or_else(refuse)?;
        if matches!(plain.as_str(), "." | "..") || plain.contains(['/', '\\']) || plain.chars().any(char::is_control) {
            return Err(refuse());
        }
        parts.push(plain);
    }
    let (_, folders) = parts.split_last().ok_or_else(refuse)?;
    if folders.iter().any(String::is_empty) {
        return Err(refuse());
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_are_own() {
        let names = Names::new("127.0.0.1", "127.0.0.1:7070".parse().unwrap());
        for own in ["localhost:7070", "LOCALHOST:7070", "127.0.0.1:7070", "[::1]:7070"] {
            assert!(names.holds(own), "{own}");
        }
        for foreign in [
            "evil.example",
            "evil.example:7070",
            "127.0.0.1.evil.example:7070",
            "localhost.evil.example:7070",
            "localhost",
            "localhost:80",
            "127.0.0.1:7071",
            "127.0.0.2:7070",
            "0.0.0.0:7070",
            "localhost:7070:7070",
            "localhost:7070@evil.example",
            "192.168.0.1:7070",
            "",
            ":7070",
            "[::1",
        ] {
            assert!(!names.holds(foreign), "{foreign}");
        }
        let open = Names::new("0.0.0.0", "0.0.0.0:7070".parse().unwrap());
        assert!(open.holds("192.168.0.1:7070") && open.holds("[fe80::1]:7070") && !open.holds("evil.example:7070"));
    }

    #[test]
    fn a_path_is_read_once_and_strictly() {
        assert_eq!(output_path("/").unwrap(), "");
        assert_eq!(output_path("/a%20b/%e8%93%9d/").unwrap(), "a b/蓝/");
        assert_eq!(output_path("/%252e%252e/x").unwrap(), "%2e%2e/x", "decoded once");
        for bad in [
            "/..",
            "/a/../b",
            "/%2e%2e/x",
            "/.%2e/",
            "/a\\b",
            "/%5c..",
            "//x",
            "/a//b",
            "/%00",
            "/%c0%ae%c0%ae/",
            "/%",
            "/%zz",
            "/./a",
            "/a%2f..%2fb",
            "/\u{7f}",
        ] {
            assert!(output_path(bad).is_err(), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_path_climbs(path in "/(%[0-9a-fA-F]{2}|[./\\\\%a-z\\PC]){0,30}") {
            if let Ok(plain) = output_path(&path) {
                let parts: Vec<&str> = plain.split('/').collect();
                assert!(!parts.iter().any(|p| matches!(*p, "." | "..") || p.contains(['\\', '\0'])), "{path} gives {plain}");
                assert!(!parts[..parts.len() - 1].contains(&""), "{path} gives {plain}");
            }
        }
    }
}
