//! What a build writes into the output for a host.

use super::Host;
use super::headers::{self, IMMUTABLE};
use crate::base::url::encode_path;

/// An address that moved: both are paths of the output, as plain text (`old/index.html`, `new/index.html`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// Where the article was.
    pub from: String,
    /// Where it is.
    pub to: String,
}

/// The files of the output that `hosts` read. `base_path` is the path that the site is served under (`/`, `/repo/`).
pub fn outputs(hosts: &[Host], redirects: &[Redirect], base_path: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut push = |name: &str, text: String| {
        if !out.iter().any(|(known, _)| known == name) {
            out.push((name.to_owned(), text));
        }
    };
    for host in hosts {
        match host {
            Host::GithubPages => push(".nojekyll", String::new()),
            Host::Netlify | Host::Cloudflare => {
                push("_headers", header_file());
                // Netlify wants to be told that a redirect goes before the page that is there too; Cloudflare always does so.
                let force = if hosts.contains(&Host::Netlify) { "!" } else { "" };
                push("_redirects", redirect_file(redirects, force));
            }
            Host::Nginx => push(".ibid-redirects.conf", nginx_map(redirects, base_path)),
            Host::Apache => push(".htaccess", htaccess(redirects, base_path)),
            // GitLab serves the pages that stand at old addresses; Vercel reads its headers from the site's folder.
            Host::GitlabPages | Host::Vercel => {}
        }
    }
    out
}

/// `/old/` of `old/index.html`, percent-encoded, behind `base_path`.
fn address(base_path: &str, output: &str) -> String {
    format!("{base_path}{}", encode_path(folder(output)))
}

fn folder(output: &str) -> &str {
    output.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(output)
}

fn header_file() -> String {
    let mut out = String::from("/*\n");
    for (name, value) in headers::everywhere() {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    out.push_str(&format!("/assets/*\n  Cache-Control: {IMMUTABLE}\n"));
    out
}

fn redirect_file(redirects: &[Redirect], force: &str) -> String {
    redirects.iter().map(|r| format!("{} {} 301{force}\n", address("/", &r.from), address("/", &r.to))).collect()
}

/// Lines of an nginx `map` from the decoded path to the new address. An address that ends with `/` moves without it too.
fn nginx_map(redirects: &[Redirect], base_path: &str) -> String {
    let mut out = String::new();
    for redirect in redirects {
        let from = format!("{base_path}{}", folder(&redirect.from));
        let to = address(base_path, &redirect.to);
        let mut line = |from: &str| out.push_str(&format!("{} {};\n", quoted(from), quoted(&to)));
        line(&from);
        if let Some(bare) = from.strip_suffix('/').filter(|bare| !bare.is_empty()) {
            line(bare);
        }
    }
    out
}

/// In quotes; `$` would begin a variable on the right side, and a leading `~` a pattern on the left: neither can stand
/// first in a path, and `$` is written by its code.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn htaccess(redirects: &[Redirect], base_path: &str) -> String {
    let mut out = format!("DirectoryIndex index.html\nErrorDocument 404 {base_path}404.html\nAddType text/markdown;charset=utf-8 .md\n");
    out.push_str("<FilesMatch \"^\\.\">\n  Require all denied\n</FilesMatch>\n");
    out.push_str("<IfModule mod_headers.c>\n");
    for (name, value) in headers::everywhere() {
        out.push_str(&format!("  Header always set {name} \"{value}\"\n"));
    }
    out.push_str(&format!("  <If \"%{{REQUEST_URI}} =~ m#^{}assets/#\">\n", pattern(base_path)));
    out.push_str(&format!("    Header set Cache-Control \"{IMMUTABLE}\"\n  </If>\n</IfModule>\n"));
    for redirect in redirects {
        let from = pattern(&format!("{base_path}{}", folder(&redirect.from)));
        let from = from.strip_suffix('/').map_or(from.clone(), |bare| format!("{bare}/?"));
        out.push_str(&format!("RedirectMatch 301 \"^{from}$\" \"{}\"\n", address(base_path, &redirect.to)));
    }
    out
}

/// Text as a regular expression that matches it alone.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\.+*?()|[]{}^$#\"".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved() -> Vec<Redirect> {
        let redirect = |from: &str, to: &str| Redirect { from: from.to_owned(), to: to.to_owned() };
        vec![redirect("alt/index.html", "neu/index.html"), redirect("a b.html", "c/ü/index.html")]
    }

    fn file(host: Host, name: &str, base: &str) -> String {
        let files = outputs(&[host], &moved(), base);
        files.into_iter().find(|(n, _)| n == name).map(|(_, text)| text).unwrap()
    }

    #[test]
    fn each_host_in_its_own_form() {
        assert_eq!(file(Host::Cloudflare, "_redirects", "/"), "/alt/ /neu/ 301\n/a%20b.html /c/%C3%BC/ 301\n");
        assert_eq!(file(Host::Netlify, "_redirects", "/").lines().next(), Some("/alt/ /neu/ 301!"));
        assert!(file(Host::Nginx, ".ibid-redirects.conf", "/x/").starts_with("\"/x/alt/\" \"/x/neu/\";\n\"/x/alt\" \"/x/neu/\";\n"));
        assert!(file(Host::Apache, ".htaccess", "/").ends_with("RedirectMatch 301 \"^/a b\\.html$\" \"/c/%C3%BC/\"\n"));
        assert_eq!(file(Host::GithubPages, ".nojekyll", "/"), "");
        assert_eq!(outputs(&[Host::Netlify, Host::Cloudflare], &[], "/").len(), 2, "one file is written once");
    }
}
