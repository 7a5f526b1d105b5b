//! One HTTP response, and how it is written.

use super::request::Refusal;
use std::io::{self, Write};

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    pub status: u16,
    pub media_type: &'static str,
    /// Further header fields.
    pub fields: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

pub(super) const TEXT: &str = "text/plain; charset=utf-8";
pub(super) const HTML: &str = "text/html; charset=utf-8";

impl Response {
    pub fn new(status: u16, media_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, media_type, fields: Vec::new(), body: body.into() }
    }

    pub fn redirect(to: String) -> Self {
        let body = format!("see {to}\n");
        Self { fields: vec![("Location", to)], ..Self::new(302, TEXT, body) }
    }

    pub fn refusal(Refusal(status, why): Refusal) -> Self {
        let mut response = Self::new(status, TEXT, format!("{why}\n"));
        if status == 405 {
            response.fields.push(("Allow", "GET, HEAD".to_owned()));
        }
        response
    }

    /// The same with a name for its content; nothing but the name where the browser has it already.
    pub fn tagged(mut self, known: Option<&str>) -> Self {
        let tag = format!("\"{}\"", crate::base::hash::short(&self.body, 32));
        if self.status == 200 && known.is_some_and(|known| known.split(',').any(|k| k.trim().trim_start_matches("W/") == tag)) {
            self.status = 304;
            self.body.clear();
        }
        self.fields.push(("ETag", tag));
        self
    }

    /// Writes the response. A reader always asks whether what it has is still the newest.
    pub fn write(&self, to: &mut impl Write, head_only: bool, keep: bool) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.fields {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.status != 304 {
            head.push_str(&format!("Content-Type: {}\r\nContent-Length: {}\r\n", self.media_type, self.body.len()));
        }
        head.push_str(COMMON);
        head.push_str(if keep { "Connection: keep-alive\r\n\r\n" } else { "Connection: close\r\n\r\n" });
        let mut bytes = head.into_bytes();
        if !head_only {
            bytes.extend_from_slice(&self.body);
        }
        to.write_all(&bytes)
    }
}

/// What every response says: ask again before using it, and let nobody else use it.
pub(super) const COMMON: &str =
    "Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n";

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        414 => "URI Too Long",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        505 => "HTTP Version Not Supported",
        _ => "Service Unavailable",
    }
}

/// The media type of a file, by its ending.
pub(super) fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "csv" | "tsv" | "yaml" | "yml" | "ris" | "bib" => TEXT,
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
