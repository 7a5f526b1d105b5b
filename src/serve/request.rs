//! Reads the head of one HTTP/1.1 request (RFC 9112), strictly: what two readers might take for two things is refused.

/// Most bytes of a head.
pub(super) const MOST: usize = 16 * 1024;
/// Most bytes of a request's target.
const MOST_TARGET: usize = 4 * 1024;
/// Most header fields.
const MOST_FIELDS: usize = 100;

/// A request: its head, since one with a body is refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Request {
    pub method: String,
    /// Path and query as sent; begins with `/`.
    pub target: String,
    /// Names in lower case.
    fields: Vec<(String, String)>,
    /// Whether the connection stays open afterwards.
    pub keep: bool,
}

/// Why a request is refused: the status, and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal(pub u16, pub &'static str);

const BAD: fn(&'static str) -> Refusal = |why| Refusal(400, why);

impl Request {
    /// Reads a head, up to and with its empty line.
    pub fn read(head: &[u8]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(head).map_err(|_| BAD("the head is not UTF-8"))?;
        let text = text.strip_suffix("\r\n\r\n").ok_or(BAD("the head does not end"))?;
        let mut lines = text.split("\r\n");
        let (method, target, newest) = request_line(lines.next().unwrap_or(""))?;
        let mut request = Self { method, target, keep: newest, ..Self::default() };
        for line in lines {
            request.fields.push(field(line)?);
        }
        if request.fields.len() > MOST_FIELDS {
            return Err(Refusal(431, "too many header fields"));
        }
        request.refuse_body()?;
        if request.all("host").count() != 1 {
            return Err(BAD("a request names one host"));
        }
        if let Some(connection) = request.field("connection") {
            request.keep = newest && !connection.eq_ignore_ascii_case("close");
        }
        Ok(request)
    }

    fn refuse_body(&self) -> Result<(), Refusal> {
        if self.field("transfer-encoding").is_some() {
            return Err(BAD("a request has no body here"));
        }
        let mut lengths = self.all("content-length");
        match (lengths.next(), lengths.next()) {
            (None, _) | (Some("0"), None) => Ok(()),
            (Some(n), None) if !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()) => Err(Refusal(413, "a request has no body here")),
            _ => Err(BAD("the length of the body cannot be")),
        }
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value of a header field; the first where there are several.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The target's path, and its query.
    pub fn path_and_query(&self) -> (&str, Option<&str>) {
        self.target.split_once('?').map_or((self.target.as_str(), None), |(path, query)| (path, Some(query)))
    }
}

/// Method, target, and whether the version is 1.1.
fn request_line(line: &str) -> Result<(String, String, bool), Refusal> {
    let parts: Vec<&str> = line.split(' ').collect();
    let [method, target, version] = parts.as_slice() else { return Err(BAD("the request line has three parts")) };
    if method.is_empty() || !method.bytes().all(is_token) {
        return Err(BAD("the method cannot be read"));
    }
    let newest = match *version {
        "HTTP/1.1" => true,
        "HTTP/1.0" => false,
        _ => return Err(Refusal(505, "HTTP 1.1 is spoken here")),
    };
    if target.len() > MOST_TARGET {
        return Err(Refusal(414, "the address is too long"));
    }
    if !target.starts_with('/') || !target.bytes().all(|b| b.is_ascii_graphic() && b != b'#') {
        return Err(BAD("the address is a path that begins with /"));
    }
    Ok(((*method).to_owned(), (*target).to_owned(), newest))
}

fn field(line: &str) -> Result<(String, String), Refusal> {
    let (name, value) = line.split_once(':').ok_or(BAD("a header field has a colon"))?;
    // A name with a space before its colon, or a folded line, is read in two ways (RFC 9112, sections 5.1 and 5.2).
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(BAD("the name of a header field cannot be read"));
    }
    if value.bytes().any(|b| b < b' ' && b != b'\t' || b == 0x7f) {
        return Err(BAD("a header field holds a control character"));
    }
    Ok((name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned()))
}

/// Characters of names (RFC 9110, section 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(head: &str) -> u16 {
        Request::read(head.as_bytes()).map_or_else(|refusal| refusal.0, |_| 200)
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        assert_eq!(status("GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
        assert_eq!(status("GET / HTTP/1.0\r\nhost:x\r\nCookie: \u{e9}\r\n\r\n"), 200);
        for (bad, expect) in [
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
            ("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET /\r\nHost: x\r\n\r\n", 400),
            ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505),
            ("GET x HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET /#a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET /\t HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("G(T / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", 400),
            ("GET / HTTP/1.1\nHost: x\n\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", 413),
            ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", 400),
        ] {
            assert_eq!(status(bad), expect, "{bad:?}");
        }
        assert_eq!(status(&format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(5_000))), 414);
        assert_eq!(status(&format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "A: b\r\n".repeat(200))), 431);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), line in "[A-Z]{1,4} /[ -~]{0,20} HTTP/1.1") {
            let _ = Request::read(&bytes);
            let _ = Request::read(&[&bytes[..], b"\r\n\r\n"].concat());
            let _ = Request::read(&[line.as_bytes(), b"\r\nHost: x\r\n", &bytes[..], b"\r\n\r\n"].concat());
        }
    }
}
