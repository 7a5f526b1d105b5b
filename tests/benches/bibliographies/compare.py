#!/usr/bin/env python3
"""Reads .bib files with Pandoc and with ibid, and builds papers with both; prints every difference.

usage: compare.py bibs DIR      every .bib below DIR: type, title, authors and year of each entry that Pandoc reads
       compare.py papers DIR    every folder of DIR that holds a paper.md: builds, distinct works cited, findings

Needs pandoc; run `cargo build --examples --bins` first."""
import collections, json, pathlib, re, shutil, subprocess, sys, tempfile, unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[3]
IBID, READ = ROOT / "target/debug/ibid", ROOT / "target/debug/examples/bibliographies"


def run(*args, **more):
    return subprocess.run([str(a) for a in args], capture_output=True, **more)


def plain(text):
    text = unicodedata.normalize("NFKC", re.sub(r"<[^>]+>", "", text or "")).lower()
    text = text.translate(str.maketrans("’‘“”–—‐‑ı", "''\"\"----i"))
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def names(item):
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    return [plain("".join(n.get(p, "") for p in parts)).replace(",", "") for n in item.get("author", [])]


def year(item):
    parts = (item.get("issued") or {}).get("date-parts")
    return str(parts[0][0]) if parts else None


def bibs(folder):
    entries, wrong = 0, collections.Counter()
    for file in sorted(pathlib.Path(folder).rglob("*.bib")):
        theirs = run("pandoc", "-f", "biblatex", "-t", "csljson", file)
        if theirs.returncode:
            print(f"{file.name}: Pandoc cannot read it")
            continue
        ours = {}
        for item in json.loads(run(READ, file).stdout):
            ours.setdefault(item["id"], item)
        seen = set()
        for item in json.loads(theirs.stdout):
            # Of two entries with one key the first counts, as with us.
            if item["id"] in seen:
                continue
            seen.add(item["id"])
            entries += 1
            mine = ours.get(item["id"])
            if mine is None:
                wrong["missing"] += 1
                print(f"{file.name} {item['id']}: missing")
                continue
            pairs = {
                "title": (plain(item.get("title")), plain(mine.get("title"))),
                "authors": (names(item), names(mine)),
                "year": (year(item), year(mine)),
            }
            if item.get("type") not in (None, "", "book", "software"):
                pairs["type"] = (item["type"], mine["type"])
            for what, (a, b) in pairs.items():
                if a != b:
                    wrong[what] += 1
                    print(f"{file.name} {item['id']} {what}\n  pandoc {a}\n  ibid   {b}")
    print(f"{entries} entries; different: {dict(wrong)}")


def cited(node, out):
    if isinstance(node, dict):
        if node.get("t") == "Cite":
            for citation in node["c"][0]:
                out.add(citation["citationId"])
                cited(citation["citationPrefix"] + citation["citationSuffix"], out)
            return out
        for value in node.values():
            cited(value, out)
    elif isinstance(node, list):
        for value in node:
            cited(value, out)
    return out


def papers(folder):
    bad = count = 0
    for paper in sorted(p.parent for p in pathlib.Path(folder).glob("*/paper.md")):
        count += 1
        says = run("pandoc", "--citeproc", "-t", "json", "paper.md", cwd=paper)
        missing = set(re.findall(r"citation (\S+) not found", says.stderr.decode()))
        read = run("pandoc", "-t", "json", "paper.md", cwd=paper)
        theirs = cited(json.loads(read.stdout), set()) - missing if read.returncode == 0 else None
        with tempfile.TemporaryDirectory() as site:
            shutil.copytree(paper, f"{site}/content")
            built = run(IBID, "-C", site, "build")
            twin = pathlib.Path(site, "public/paper/index.json")
            mine = {s["id"] for s in json.loads(twin.read_text())["sources"]} if twin.exists() else None
        if says.returncode and mine is None:
            print(f"{paper.name}: neither builds it: {says.stderr.decode().strip().splitlines()[-1]}")
        elif mine is None or (theirs is not None and len(mine) != len(theirs)):
            bad += 1
            print(f"{paper.name}: pandoc {sorted((theirs or set()) - (mine or set()))}, ibid {sorted((mine or set()) - (theirs or set()))}")
            print(built.stderr.decode() if mine is None else "")
    print(f"{count} papers, {bad} different")


{"bibs": bibs, "papers": papers}[sys.argv[1]](sys.argv[2])
