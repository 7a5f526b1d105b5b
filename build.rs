//! Gives the program a name for itself: a hash of what it is made of, so that an output folder can tell which program
//! made it (src/output/state.rs). The same sources have the same name on any machine.

#![allow(clippy::disallowed_methods, reason = "reading the sources is what this script is for")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::Path;

fn main() {
    let mut hasher = DefaultHasher::new();
    for root in ["src", "themes", "Cargo.lock", "Cargo.toml"] {
        println!("cargo:rerun-if-changed={root}");
        add(Path::new(root), &mut hasher);
    }
    println!("cargo:rustc-env=IBID_SOURCES={:016x}", hasher.finish());
}

fn add(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        let mut inside: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        inside.sort();
        inside.iter().for_each(|path| add(path, hasher));
    } else if let Ok(bytes) = fs::read(path) {
        hasher.write(&bytes);
        hasher.write_u8(0xff);
    }
}
