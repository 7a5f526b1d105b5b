//! Publications into folders of their own.

use super::*;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ibid-output-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("site/content")).unwrap();
        Self(path)
    }

    fn begin(&self) -> Result<Publication, Error> {
        Publication::begin(&self.0.join("site"), &self.0.join("site/public"), Extent::Whole)
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Counts, Error> {
        let publication = self.begin()?;
        publication.announce(files.iter().map(|(p, _)| (*p).to_owned()))?;
        for (path, text) in files {
            publication.put(path, text.as_bytes())?;
        }
        publication.finish("mark")
    }

    fn list(&self) -> Vec<String> {
        let root = self.0.join("site/public");
        let mut out = Vec::new();
        list_below(&root, &root, &mut out);
        out.retain(|p| p != ".ibid-manifest" && p != ".ibid-state");
        out.sort();
        out
    }
}

fn list_below(root: &Path, folder: &Path, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            list_below(root, &path, out);
        } else {
            out.push(path.strip_prefix(root).unwrap().to_string_lossy().into_owned());
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn writes_what_differs_and_removes_what_is_its_own() {
    let folder = Folder::new("own");
    assert_eq!(folder.publish(&[("a/index.html", "1"), ("b.txt", "2")]).unwrap(), Counts { written: 2, unchanged: 0, removed: 0 });
    fs::write(folder.0.join("site/public/mine.txt"), "mine").unwrap();
    assert_eq!(folder.publish(&[("b.txt", "2"), ("c.txt", "3")]).unwrap(), Counts { written: 1, unchanged: 1, removed: 1 });
    assert_eq!(folder.list(), ["b.txt", "c.txt", "mine.txt"]);
    assert!(!folder.0.join("site/public/a").exists());
}

#[test]
fn a_foreign_file_is_never_replaced() {
    let folder = Folder::new("foreign");
    fs::create_dir_all(folder.0.join("site/public")).unwrap();
    fs::write(folder.0.join("site/public/index.html"), "theirs").unwrap();
    let error = folder.publish(&[("index.html", "ours")]).unwrap_err();
    assert!(error.to_string().contains("did not write it"), "{error}");
    assert_eq!(fs::read_to_string(folder.0.join("site/public/index.html")).unwrap(), "theirs");
}

#[test]
fn what_is_in_the_way_is_found_before_anything_is_written() {
    let folder = Folder::new("ground");
    folder.publish(&[("a.txt", "1"), ("b", "2"), ("c/d.txt", "3")]).unwrap();
    let public = folder.0.join("site/public");
    let refused = |path: &str| {
        let error = folder.publish(&[("a.txt", "changed"), ("b", "2"), (path, "4")]).unwrap_err();
        assert!(error.to_string().contains("did not write it"), "{path}: {error}");
        assert_eq!(fs::read_to_string(public.join("a.txt")).unwrap(), "1", "{path}");
    };
    fs::write(public.join("mine.txt"), "4").unwrap();
    refused("mine.txt");
    refused("mine.txt/x.txt");
    fs::create_dir_all(public.join("folder/mine")).unwrap();
    refused("folder");
    // A file of its own gives way to a folder.
    folder.publish(&[("a.txt", "1"), ("b/e.txt", "2")]).unwrap();
    assert_eq!(folder.list(), ["a.txt", "b/e.txt", "mine.txt"]);
    let publication = folder.begin().unwrap();
    publication.announce(["a.txt".to_owned()]).unwrap();
    assert!(publication.reserve("b", |name| name == "e.txt").is_ok(), "its own");
    fs::write(public.join("folder/mine/e.txt"), "4").unwrap();
    assert!(publication.reserve("folder", |name| name == "e.txt").is_err());
}

#[test]
#[cfg(unix)]
fn no_link_leads_out_of_the_output_folder() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("links");
    folder.publish(&[("a.txt", "1"), ("b/c.txt", "2")]).unwrap();
    let (public, outside) = (folder.0.join("site/public"), folder.0.join("outside"));
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("c.txt"), "theirs").unwrap();
    fs::remove_dir_all(public.join("b")).unwrap();
    symlink(&outside, public.join("b")).unwrap();
    assert!(folder.publish(&[("a.txt", "1"), ("b/c.txt", "3")]).is_err(), "written through a link");
    folder.publish(&[("a.txt", "1")]).unwrap();
    assert_eq!(fs::read_to_string(outside.join("c.txt")).unwrap(), "theirs", "removed through a link");
    for own in [".ibid-lock", ".ibid-manifest", ".ibid-state"] {
        let _ = fs::remove_file(public.join(own));
        symlink(outside.join("c.txt"), public.join(own)).unwrap();
        assert!(folder.publish(&[("a.txt", "1")]).is_err(), "{own} is a link");
        assert_eq!(fs::read_to_string(outside.join("c.txt")).unwrap(), "theirs", "{own}");
        fs::remove_file(public.join(own)).unwrap();
    }
}

#[test]
fn a_dropped_publication_leaves_what_was_there() {
    let folder = Folder::new("dropped");
    folder.publish(&[("a.txt", "1"), ("b.txt", "2")]).unwrap();
    let publication = folder.begin().unwrap();
    publication.announce(["c.txt".to_owned()]).unwrap();
    publication.put("c.txt", b"3").unwrap();
    drop(publication);
    assert_eq!(folder.list(), ["a.txt", "b.txt"]);
}

#[test]
fn two_builds_at_once_are_told_apart_and_a_stale_lock_goes() {
    let folder = Folder::new("lock");
    let first = folder.begin().unwrap();
    assert!(folder.begin().unwrap_err().to_string().contains("another build"));
    drop(first);
    fs::write(folder.0.join("site/public/.ibid-lock"), "4294967294\n").unwrap();
    assert!(folder.begin().is_ok());
}

#[test]
fn unsafe_folders_and_paths_are_refused() {
    let folder = Folder::new("unsafe");
    let root = folder.0.join("site");
    for bad in [root.clone(), root.join("content"), root.join("content/x"), folder.0.clone(), PathBuf::from("/")] {
        assert!(Publication::begin(&root, &bad, Extent::Whole).is_err(), "{}", bad.display());
    }
    let publication = folder.begin().unwrap();
    for bad in ["../x", "/x", "a//b", "a/./b", "con.html", "a/COM1.txt", "a.", "a\\b", "a:b"] {
        assert!(publication.announce([bad.to_owned()]).is_err(), "{bad}");
    }
    assert!(publication.put("a/b.txt", b"").is_err(), "not announced");
    publication.announce(["a/b.txt".to_owned()]).unwrap();
    assert!(publication.announce(["a/b.txt".to_owned()]).is_err(), "announced twice");
    assert!(publication.put("a/b.txt", b"").is_ok());
    assert!(publication.put("a/b.txt", b"").is_err(), "twice");
}

#[test]
fn temporary_files_of_a_killed_build_go() {
    let folder = Folder::new("killed");
    folder.publish(&[("a/b.txt", "1")]).unwrap();
    fs::write(folder.0.join("site/public/.ibid-tmp-manifest-1"), "half").unwrap();
    fs::create_dir_all(folder.0.join("site/public/.ibid-tmp-1/a")).unwrap();
    fs::write(folder.0.join("site/public/.ibid-tmp-1/a/b.txt"), "half of a site").unwrap();
    fs::write(folder.0.join("site/public/.ibid-lock"), "4294967294\n").unwrap();
    folder.publish(&[("a/b.txt", "1")]).unwrap();
    assert_eq!(folder.list(), ["a/b.txt"]);
}

#[test]
fn what_a_killed_build_wrote_is_replaced_by_the_next() {
    let folder = Folder::new("replaced");
    let killed = folder.begin().unwrap();
    killed.announce(["a.txt".to_owned(), "b.txt".to_owned()]).unwrap();
    killed.put("a.txt", b"half of a site").unwrap();
    drop(killed);
    folder.publish(&[("a.txt", "whole")]).unwrap();
    assert_eq!(fs::read_to_string(folder.0.join("site/public/a.txt")).unwrap(), "whole");
    assert_eq!(folder.list(), ["a.txt"]);
}

#[test]
fn a_new_site_is_moved_into_place_when_it_is_whole() {
    let folder = Folder::new("apart");
    let public = folder.0.join("site/public");
    fs::create_dir_all(&public).unwrap();
    fs::write(public.join(".gitignore"), "*").unwrap();
    let publication = folder.begin().unwrap();
    publication.announce(["a/b/index.html".to_owned(), "c.txt".to_owned()]).unwrap();
    publication.put("a/b/index.html", b"1").unwrap();
    publication.put("c.txt", b"2").unwrap();
    assert!(!public.join("a").exists() && !public.join("c.txt").exists(), "seen before it is whole");
    publication.finish("mark").unwrap();
    assert_eq!(folder.list(), [".gitignore", "a/b/index.html", "c.txt"]);
    assert!(fs::read_dir(&public).unwrap().flatten().all(|e| !e.file_name().to_string_lossy().starts_with(TEMPORARY)));
}

#[test]
fn a_build_that_fails_half_way_changes_nothing() {
    let folder = Folder::new("half-way");
    folder.publish(&[("a.html", "1"), ("b/c.html", "2"), ("old", "3")]).unwrap();
    let publication = folder.begin().unwrap();
    publication.announce(["a.html", "b/c.html", "new/d.html", "old/e.html"].map(str::to_owned)).unwrap();
    for path in ["a.html", "new/d.html", "old/e.html"] {
        publication.put(path, b"other").unwrap();
    }
    drop(publication);
    let public = folder.0.join("site/public");
    assert_eq!(folder.list(), ["a.html", "b/c.html", "old"]);
    assert_eq!(fs::read_to_string(public.join("a.html")).unwrap(), "1");
    assert!(!public.join("new").exists());
    folder.publish(&[("a.html", "other"), ("new/d.html", "other"), ("old/e.html", "other")]).unwrap();
    assert_eq!(folder.list(), ["a.html", "new/d.html", "old/e.html"]);
    assert_eq!(fs::read_to_string(public.join("a.html")).unwrap(), "other");
}

#[test]
fn what_comes_in_the_way_of_a_new_file_of_an_older_site_stays() {
    let folder = Folder::new("in-the-way");
    folder.publish(&[("a.txt", "1")]).unwrap();
    let publication = folder.begin().unwrap();
    publication.announce(["a.txt".to_owned(), "b.txt".to_owned()]).unwrap();
    publication.put("a.txt", b"1").unwrap();
    publication.put("b.txt", b"ours").unwrap();
    fs::write(folder.0.join("site/public/b.txt"), "theirs").unwrap();
    assert!(publication.finish("mark").unwrap_err().to_string().contains("did not write it"));
    assert_eq!(fs::read_to_string(folder.0.join("site/public/b.txt")).unwrap(), "theirs");
}

#[test]
fn what_comes_in_the_way_meanwhile_stays() {
    let folder = Folder::new("meanwhile");
    let publication = folder.begin().unwrap();
    publication.announce(["c.txt".to_owned()]).unwrap();
    publication.put("c.txt", b"ours").unwrap();
    fs::write(folder.0.join("site/public/c.txt"), "theirs").unwrap();
    assert!(publication.finish("mark").unwrap_err().to_string().contains("did not write it"));
    assert_eq!(fs::read_to_string(folder.0.join("site/public/c.txt")).unwrap(), "theirs");
}

#[test]
fn parts_of_a_site_go_into_folders_of_their_own() {
    let folder = Folder::new("parts");
    let root = folder.0.join("site");
    let put = |name: &str, path: &str, manifest: bool| {
        let part = Publication::begin(&root, &root.join(name), Extent::Part { manifest })?;
        part.announce(["a.txt".to_owned(), "b.txt".to_owned()])?;
        part.put(path, b"1")?;
        part.finish("mark")
    };
    put("one", "a.txt", false).unwrap();
    put("two", "b.txt", true).unwrap();
    assert!(!root.join("one/.ibid-manifest").exists());
    assert!(fs::read_to_string(root.join("two/.ibid-manifest")).unwrap().ends_with("a.txt\nb.txt\n"));
    assert!(put("two", "b.txt", true).unwrap_err().to_string().contains("holds a site already"));
}

#[test]
#[cfg(unix)]
fn a_folder_is_current_while_nothing_in_it_was_touched() {
    let folder = Folder::new("current");
    let public = folder.0.join("site/public");
    let now = |mark: &str| current(&public, mark);
    assert_eq!(now("mark"), None);
    folder.publish(&[("a/b.txt", "1"), ("c.txt", "2")]).unwrap();
    assert_eq!((now("mark"), now("other")), (Some(2), None));
    std::thread::sleep(std::time::Duration::from_millis(30));
    fs::write(public.join("c.txt"), "2").unwrap();
    assert_eq!(now("mark"), None, "written again");
    folder.publish(&[("a/b.txt", "1"), ("c.txt", "2")]).unwrap();
    assert_eq!(now("mark"), Some(2));
    fs::remove_file(public.join("a/b.txt")).unwrap();
    assert_eq!(now("mark"), None, "removed");
    folder.publish(&[("a/b.txt", "1"), ("c.txt", "2")]).unwrap();
    let begun = folder.begin().unwrap();
    drop(begun);
    assert_eq!(now("mark"), None, "begun and not finished");
}
