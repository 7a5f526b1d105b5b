//! `ibid init --deploy`: a host's files beside a new site and an old one, and what a build adds for it.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]

mod common;

use common::{Site, text};

const HOSTS: [(&str, &str, &str); 7] = [
    ("github-pages", ".github/workflows/site.yml", ".nojekyll"),
    ("gitlab-pages", ".gitlab-ci.yml", "404.html"),
    ("netlify", "netlify.toml", "_headers"),
    ("cloudflare", "wrangler.toml", "_redirects"),
    ("vercel", "vercel.json", "404.html"),
    ("nginx", "deploy/nginx.conf", ".ibid-redirects.conf"),
    ("apache", "ibid.yaml", ".htaccess"),
];

#[test]
fn a_new_site_for_each_host_builds_and_holds_the_hosts_files() {
    for (host, file, output) in HOSTS {
        let site = Site::empty();
        let made = site.ibid(&["init", "--deploy", host]);
        assert!(made.status.success(), "{host}: {}", text(&made.stderr));
        assert!(text(&made.stdout).contains(&format!("made ./{file}")), "{host}: {}", text(&made.stdout));
        assert!(site.read("ibid.yaml").contains(&format!("deploy: {host}")));
        site.build(&[]);
        assert!(site.0.join("public").join(output).exists(), "{host}: public/{output}");
        let checked = site.ibid(&["check", "--strict"]);
        assert!(checked.status.success(), "{host}: {}", text(&checked.stdout));
    }
}

#[test]
fn an_existing_site_gets_what_it_lacks_and_keeps_what_it_has() {
    let site = Site::new(&[("content/a.md", "# A\n\nText.\n"), ("ibid.yaml", "title: X\ndeploy: nginx\n"), ("netlify.toml", "mine\n")]);
    let made = site.ibid(&["init", "--deploy", "netlify", "--deploy", "nginx"]);
    let said = text(&made.stdout);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(said.contains("kept ./netlify.toml, which was there already") && said.contains("made ./deploy/nginx.conf"), "{said}");
    assert!(said.contains("add this line to ./ibid.yaml: deploy: [nginx, netlify]"), "{said}");
    assert_eq!(site.read("netlify.toml"), "mine\n");
    assert_eq!(site.read("ibid.yaml"), "title: X\ndeploy: nginx\n");
    assert!(!site.0.join("content/sky").exists(), "no first article where there are articles");
    let again = text(&site.ibid(&["init", "--deploy", "nginx"]).stdout);
    assert!(again.contains("kept ./deploy/nginx.conf") && !again.contains("add this line"), "{again}");
}

#[test]
fn an_unknown_host_names_the_nearest() {
    let site = Site::new(&[("content/a.md", "# A\n"), ("ibid.yaml", "deploy: netlfy\n")]);
    let said = text(&site.ibid(&["init", "--deploy", "github-page"]).stderr);
    assert!(said.contains("did you mean `github-pages`?"), "{said}");
    let said = text(&site.ibid(&["check"]).stdout);
    assert!(said.contains("ibid.yaml:1:9") && said.contains("did you mean `netlify`?"), "{said}");
}
