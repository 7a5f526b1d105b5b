//! What the tests of whole sites share: a temporary site, the command, and what the output holds.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read and write files and fail by panicking"
)]
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// A site in a folder of its own, removed at the end.
pub struct Site(pub PathBuf);

impl Site {
    /// A site with these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let site = Self::empty();
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    pub fn empty() -> Self {
        let name = format!("ibid-site-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A copy of the repository's own site, without its output.
    pub fn of_repository() -> Self {
        let site = Self::empty();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&root.join("content"), &site.0.join("content"));
        fs::copy(root.join("ibid.yaml"), site.0.join("ibid.yaml")).unwrap();
        site
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Runs `ibid` in the site's folder, on a fixed day.
    pub fn ibid(&self, args: &[&str]) -> Output {
        self.ibid_with(args, &[])
    }

    pub fn ibid_with(&self, args: &[&str], env: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.current_dir(&self.0).args(args).env("SOURCE_DATE_EPOCH", "1795478400").env_remove("NO_COLOR").envs(env.iter().copied());
        command.output().unwrap()
    }

    /// Builds, and fails the test where the build fails.
    pub fn build(&self, args: &[&str]) -> String {
        let done = self.ibid(&[&["build"], args].concat());
        assert!(done.status.success(), "{}{}", text(&done.stdout), text(&done.stderr));
        text(&done.stdout)
    }

    /// Every file of the output with its bytes.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.0.join("public"))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).into_iter().flatten().filter(|e| e.file_type().is_file()) {
        let path = entry.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        out.insert(path, fs::read(entry.path()).unwrap());
    }
    out
}

pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let target = to.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

/// Values of the attributes `name` in an HTML text, escapes undone.
pub fn attributes(html: &str, name: &str) -> Vec<String> {
    let mark = format!(" {name}=\"");
    html.match_indices(&mark)
        .map(|(at, _)| {
            let rest = &html[at + mark.len()..];
            let value = &rest[..rest.find('"').unwrap()];
            value.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">")
        })
        .collect()
}

/// Every link and anchor of the output that leads nowhere. `base` is the address that full links begin with.
pub fn broken_links(output: &BTreeMap<String, Vec<u8>>, base: &str, base_path: &str) -> Vec<String> {
    let ids: BTreeMap<&str, Vec<String>> =
        output.iter().filter(|(p, _)| p.ends_with(".html")).map(|(p, b)| (p.as_str(), attributes(&text(b), "id"))).collect();
    let mut broken = Vec::new();
    for (page, bytes) in output.iter().filter(|(p, _)| p.ends_with(".html")) {
        let html = text(bytes);
        let targets = ["href", "src", "action"].iter().flat_map(|name| attributes(&html, name)).collect::<Vec<_>>();
        for target in targets {
            if let Some(why) = broken_target(page, &target, output, &ids, (base, base_path)) {
                broken.push(format!("{page}: {target}: {why}"));
            }
        }
    }
    broken
}

fn broken_target(
    page: &str,
    target: &str,
    output: &BTreeMap<String, Vec<u8>>,
    ids: &BTreeMap<&str, Vec<String>>,
    (base, base_path): (&str, &str),
) -> Option<String> {
    let local = match target.strip_prefix(base).filter(|_| !base.is_empty()) {
        Some(rest) => format!("{base_path}{rest}"),
        None if target.contains("://") || target.starts_with("mailto:") => return None,
        None => target.to_owned(),
    };
    let (path, fragment) = local.split_once('#').map_or((local.as_str(), None), |(p, f)| (p, Some(f)));
    let decoded = ibid::base::url::decode(path.split('?').next().unwrap());
    let folder = page.rsplit_once('/').map_or("", |(f, _)| f);
    let mut file = match decoded.strip_prefix(base_path).filter(|_| decoded.starts_with('/')) {
        Some(rest) => rest.trim_end_matches('/').to_owned(),
        None if decoded.is_empty() => page.to_owned(),
        None => match ibid::base::path::resolve(folder, &decoded) {
            Some(file) => file,
            None => return Some("leaves the site".to_owned()),
        },
    };
    if file.is_empty() || decoded.ends_with('/') || decoded == ".." || decoded.ends_with("/..") {
        file = if file.is_empty() { "index.html".to_owned() } else { format!("{file}/index.html") };
    }
    if !output.contains_key(&file) {
        return Some(format!("there is no {file}"));
    }
    let fragment = ibid::base::url::decode(fragment.filter(|f| !f.is_empty())?);
    let found = ids.get(file.as_str()).is_some_and(|ids| ids.contains(&fragment));
    (!found).then(|| format!("{file} has no id {fragment}"))
}
