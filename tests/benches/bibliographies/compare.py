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


# Formulas, which Pandoc leaves in TeX: names of letters and signs, and commands that only set a face.
SIGNS = dict(zip("alpha beta gamma delta epsilon zeta eta theta lambda mu nu xi pi rho sigma tau phi chi psi omega kappa times "
                 "infty sim to rightarrow pm leq ell odot sqrt circ cdot".split(), "αβγδεζηθλμνξπρστφχψωκ×∞∼→→±≤ℓ⊙√∘·"))
FACES = "mathrm mathbf mathcal mathbb mathit mathsf mathfrak text textit textrm rm it bf em hbox bm boldsymbol left right".split()


def visible(text):
    """What a reader sees, letters and signs of formulas only: quotes, dashes, spaces, case and TeX count for nothing."""
    sign = lambda m: SIGNS.get(m[1].lower(), "" if m[1] in FACES else m[1])
    text = re.sub(r"\\(?:var)?([a-zA-Z]+)", sign, re.sub(r"<[^>]+>", "", text or ""))
    text = unicodedata.normalize("NFKD", text).lower().replace("ı", "i").replace("ϵ", "ε")
    return re.sub(r"[^\w⊙∞→±≤×√∘∼]|_", "", text)


def names(item, form):
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    return [form("".join(n.get(p, "") for p in parts)).replace(",", "") for n in item.get("author", [])]


def year(item):
    parts = (item.get("issued") or {}).get("date-parts")
    return str(parts[0][0]) if parts and parts[0] and parts[0][0] else None


def bibs(folder):
    entries, strict, seen_by_reader, silent = 0, collections.Counter(), collections.Counter(), collections.Counter()
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
                for count in (strict, seen_by_reader):
                    count["missing"] += 1
                print(f"{file.name} {item['id']}: missing")
                continue
            # A program is a `document` in our files, as Zotero refuses a file with the type that CSL has for it.
            kind = {"software": "document"}.get(item.get("type"), item.get("type"))
            for form, count in ((plain, strict), (visible, seen_by_reader)):
                pairs = {
                    "title": (form(item.get("title")), form(mine.get("title"))),
                    "authors": (names(item, form), names(mine, form)),
                    "year": (year(item), year(mine)),
                    "type": (kind or mine["type"], mine["type"]),
                }
                differ = {what: pair for what, pair in pairs.items() if pair[0] != pair[1]}
                count.update([*differ, *["entries"][: len(differ)]])
            silent.update(what for what, (a, _) in differ.items() if not a)
            for what, (a, b) in differ.items():
                print(f"{file.name} {item['id']} {what}\n  pandoc {a}\n  ibid   {b}")
    for name, count in (("to the letter", strict), ("as a reader sees it", seen_by_reader)):
        same = 100 * (entries - count["entries"] - count["missing"]) / entries
        print(f"{name}: {same:.2f} % of {entries} entries the same; different: {dict(count)}")
    print(f"of these Pandoc has nothing: {dict(silent)}")


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
