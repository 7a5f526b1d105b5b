//! The headers that a site's pages want, whoever sends them.

/// For files that carry a hash of their content in their name: a browser may keep them for good (RFC 8246).
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// For all else: kept, and asked for again each time.
pub const FRESH: &str = "public, max-age=0, must-revalidate";

/// What pages may load and do: nothing but the site's own scripts, styles, images and search index (Content Security
/// Policy Level 3; Trusted Types for every script that writes markup).
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The headers of every response.
pub fn everywhere() -> [(&'static str, &'static str); 3] {
    [("Content-Security-Policy", POLICY), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin")]
}

/// The policy as a page may carry it: `frame-ancestors` counts in a header alone.
pub fn policy_in_page() -> String {
    POLICY.split("; ").filter(|part| !part.starts_with("frame-ancestors")).collect::<Vec<_>>().join("; ")
}
