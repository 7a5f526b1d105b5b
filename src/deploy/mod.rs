//! Hosts: the files that each wants beside a site, and in its output.
//!
//! 1. [Host] names them.
//! 2. [site_files]: what `ibid init --deploy` puts into the site's folder (a workflow, the host's settings).
//! 3. [outputs()]: what a build puts into the output for a host that `deploy:` in `ibid.yaml` names (headers, redirects).
//!
//! Headers come from one table ([headers]), so that every host sends the same ones.

pub mod headers;
mod outputs;

pub use outputs::{Redirect, outputs};

/// Where a site is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Host {
    GithubPages,
    GitlabPages,
    Netlify,
    Cloudflare,
    Vercel,
    Nginx,
    Apache,
}

/// Every host by the word that settings and the command line use.
pub const HOSTS: [(&str, Host); 7] = [
    ("github-pages", Host::GithubPages),
    ("gitlab-pages", Host::GitlabPages),
    ("netlify", Host::Netlify),
    ("cloudflare", Host::Cloudflare),
    ("vercel", Host::Vercel),
    ("nginx", Host::Nginx),
    ("apache", Host::Apache),
];

impl Host {
    /// The word that settings and the command line use.
    pub fn word(self) -> &'static str {
        HOSTS.iter().find(|(_, host)| *host == self).map_or("", |(word, _)| word)
    }

    /// The host that a word names.
    pub fn find(word: &str) -> Option<Self> {
        HOSTS.iter().find(|(known, _)| *known == word).map(|(_, host)| *host)
    }

    /// Whether the host sends the headers that a site asks for. Where it does not, pages carry the policy themselves.
    pub fn sends_headers(self) -> bool {
        !matches!(self, Self::GithubPages | Self::GitlabPages)
    }

    /// What is left to do by hand, in one sentence.
    pub fn next_step(self) -> &'static str {
        match self {
            Self::GithubPages => "in the repository's settings, under Pages, choose “GitHub Actions” as the source; then push",
            Self::GitlabPages => "push; the site's address is under Deploy, Pages",
            Self::Netlify => "connect the repository at Netlify, which reads netlify.toml; then push",
            Self::Cloudflare => "connect the repository at Cloudflare Pages, with the build command `sh deploy/build.sh`; then push",
            Self::Vercel => "import the repository at Vercel, which reads vercel.json; then push",
            Self::Nginx => "set server_name and root in deploy/nginx.conf and link it into nginx's sites-enabled",
            Self::Apache => "copy public/ to the server, where `AllowOverride All` lets its .htaccess speak",
        }
    }
}

/// A file of a site's folder: its path and its text.
pub type File = (&'static str, String);

const BUILD_SCRIPT: (&str, &str) = ("deploy/build.sh", include_str!("files/build.sh"));

/// The files of the site's folder that a host reads. `name` is the site's, as a part of an address.
pub fn site_files(host: Host, name: &str) -> Vec<File> {
    let templates: &[(&str, &str)] = match host {
        Host::GithubPages => &[(".github/workflows/site.yml", include_str!("files/github-pages.yml"))],
        Host::GitlabPages => &[(".gitlab-ci.yml", include_str!("files/gitlab-ci.yml"))],
        Host::Netlify => &[("netlify.toml", include_str!("files/netlify.toml")), BUILD_SCRIPT],
        Host::Cloudflare => &[("wrangler.toml", include_str!("files/wrangler.toml")), BUILD_SCRIPT],
        Host::Vercel => return vec![("vercel.json", vercel()), (BUILD_SCRIPT.0, filled(BUILD_SCRIPT.1, name))],
        Host::Nginx => &[("deploy/nginx.conf", include_str!("files/nginx.conf"))],
        Host::Apache => &[],
    };
    templates.iter().map(|(path, text)| (*path, filled(text, name))).collect()
}

fn filled(template: &str, name: &str) -> String {
    let lines: Vec<String> = headers::everywhere().iter().map(|(key, value)| format!("    add_header {key} \"{value}\" always;")).collect();
    template
        .replace("{version}", env!("CARGO_PKG_VERSION"))
        .replace("{msrv}", env!("CARGO_PKG_RUST_VERSION"))
        .replace("{name}", name)
        .replace("{immutable}", headers::IMMUTABLE)
        .replace("{fresh}", headers::FRESH)
        .replace("{headers}", &lines.join("\n"))
}

/// Vercel reads headers from its settings alone.
fn vercel() -> String {
    let list = |pairs: &[(&str, &str)]| -> Vec<serde_json::Value> {
        pairs.iter().map(|(key, value)| serde_json::json!({ "key": key, "value": value })).collect()
    };
    let value = serde_json::json!({
        "$schema": "https://openapi.vercel.sh/vercel.json",
        "framework": null,
        "installCommand": "",
        "buildCommand": "BASE_URL=\"https://$VERCEL_PROJECT_PRODUCTION_URL\" sh deploy/build.sh",
        "outputDirectory": "public",
        "trailingSlash": true,
        "headers": [
            { "source": "/(.*)", "headers": list(&headers::everywhere()) },
            { "source": "/assets/(.*)", "headers": list(&[("Cache-Control", headers::IMMUTABLE)]) },
        ],
    });
    crate::base::json::pretty(&value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_hosts_both_ways() {
        for (word, host) in HOSTS {
            assert_eq!((host.word(), Host::find(word)), (word, Some(host)));
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for (_, host) in HOSTS {
            for (path, text) in site_files(host, "sky") {
                for mark in ["{version}", "{msrv}", "{name}", "{headers}", "{immutable}", "{fresh}"] {
                    assert!(!text.contains(mark), "{path} holds {mark}");
                }
            }
        }
    }
}
