//! What the crate ships, and what it promises of compilers.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read files and fail by panicking"
)]

use std::path::Path;
use std::process::Command;

fn cargo(args: &[&str]) -> String {
    let done = Command::new(env!("CARGO")).current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().unwrap();
    assert!(done.status.success(), "cargo {}\n{}", args.join(" "), String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

#[test]
fn the_package_holds_what_builds_and_what_explains_and_no_more() {
    let list = cargo(&["package", "--list", "--allow-dirty", "--offline"]);
    let files: Vec<&str> = list.lines().collect();
    for needed in [
        "Cargo.lock",
        "build.rs",
        "src/main.rs",
        "README.md",
        "CHANGELOG.md",
        "themes/default/theme.yaml",
        "src/check/rules/unused-source.md",
    ] {
        assert!(files.contains(&needed), "{needed} is not in the package");
    }
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        assert!(files.contains(&licence), "{licence} is not in the package");
    }
    let known = ["src/", "themes/default/", "Cargo.", "build.rs", ".cargo_vcs_info.json", "README.md", "CHANGELOG.md", "LICENSE"];
    let strays: Vec<&&str> = files.iter().filter(|f| !known.iter().any(|k| f.starts_with(k))).collect();
    assert!(strays.is_empty(), "the package holds what nobody needs to build or to read it: {strays:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let size: u64 = files.iter().filter_map(|f| root.join(f).metadata().ok()).map(|m| m.len()).sum();
    assert!(size < 4_000_000, "the package holds {size} bytes");
}

fn version(text: &str) -> (u32, u32) {
    let mut parts = text.split('.').map(|p| p.parse().unwrap());
    (parts.next().unwrap(), parts.next().unwrap_or(0))
}

#[test]
fn no_dependency_needs_a_newer_rust_than_is_promised() {
    let metadata: serde_json::Value = serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--locked"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages.iter().find(|p| p["name"] == "ibid").unwrap();
    let promised = version(own["rust_version"].as_str().unwrap());
    for package in packages {
        let needs = package["rust_version"].as_str().map_or((1, 0), version);
        assert!(needs <= promised, "{} needs Rust {needs:?}, and {promised:?} is promised", package["name"]);
    }
    for key in ["description", "license", "readme"] {
        assert!(own[key].is_string(), "the crate has no {key}");
    }
    for list in ["keywords", "categories"] {
        assert!(!own[list].as_array().unwrap().is_empty(), "the crate has no {list}");
    }
}

#[test]
fn the_oldest_rust_is_the_same_everywhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promised = env!("CARGO_PKG_RUST_VERSION");
    for (file, words) in [("Dockerfile", format!("FROM rust:{promised}-alpine")), ("README.md", format!("Rust {promised} or later"))] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        assert!(text.contains(&words), "{file} does not say `{words}`");
    }
}
