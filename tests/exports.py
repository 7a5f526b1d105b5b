#!/usr/bin/env python3
"""What programs make of the sources that a site hands out: Pandoc and Citation.js read them without a warning and find
every entry; CSL-JSON has the fields and types of its schema, and none that Zotero refuses; the JSON-LD of each article is
RDF that fits article.shape.ttl.

usage: exports.py IBID (a built program; needs pandoc, node with tests/node_modules, rdflib and pyshacl)"""
import json, pathlib, re, subprocess, sys, tempfile

import pyshacl
from rdflib import Graph

HERE = pathlib.Path(__file__).resolve().parent
# csl-data.json 1.0.2: types, and the fields that ibid writes.
TYPES = set("""article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map
motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog
regulation report review review-book software song speech standard thesis treaty webpage""".split())
STRINGS = set("""type id title container-title publisher publisher-place edition volume issue page DOI PMID PMCID ISBN ISSN archive
archive_location URL""".split())
ARTICLE = """---
title: Does it hold?
description: It does.
date: 2026-01-10
updated: 2026-02-01
topics: [a, b]
authors:
  - {name: Ada Lovelace, orcid: 0000-0002-1825-0097, url: https://ada.example/}
provenance: {method: ai-assisted}
changes:
  - {date: 2026-02-01, kind: correction, note: A figure was wrong.}
---
Yes, it does CITES.

## Why?

Since it is so.
"""


def run(*args, **more):
    done = subprocess.run([str(a) for a in args], capture_output=True, text=True, **more)
    if done.returncode or "WARNING" in done.stderr:
        sys.exit(f"{' '.join(map(str, args))}\n{done.stdout}{done.stderr}")
    return done.stdout


def csl(items):
    for item in items:
        assert item["type"] in TYPES - {"software"}, item
        assert isinstance(item["id"], str) and item["id"], item
        for key, value in item.items():
            if key in STRINGS:
                assert isinstance(value, str) and value, (key, item)
            elif key in ("author", "editor"):
                for name in value:
                    assert set(name) <= {"family", "given", "suffix", "literal"} and all(isinstance(v, str) for v in name.values()), item
            elif key in ("issued", "accessed"):
                parts = value["date-parts"]
                assert set(value) == {"date-parts"} and len(parts) == 1 and 1 <= len(parts[0]) <= 3, item
                assert all(isinstance(n, int) for n in parts[0]), item
            else:
                assert key == "custom" and isinstance(value, dict), (key, item)
    return len(items)


def json_ld(page):
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1)
    data = json.loads(text)
    assert data.pop("@context") == "https://schema.org"
    # The context of schema.org without the network: every term is one of its vocabulary.
    data["@context"] = {"@vocab": "https://schema.org/"}
    graph = Graph().parse(data=json.dumps(data), format="json-ld", publicID="https://x.example/")
    fits, _, why = pyshacl.validate(graph, shacl_graph=str(HERE / "article.shape.ttl"), shacl_graph_format="turtle")
    assert fits, why
    return len(graph)


def main(ibid):
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder)
        (site / "content").mkdir()
        (site / "content/bare.md").write_text("# Is it?\n\nYes.\n")
        (site / "ibid.yaml").write_text("title: Answers\nbase_url: https://x.example/\npublisher: X\nformats: [html, json, bib, ris, csl]\n")
        run(ibid, "-C", site, "import", HERE / "spec/source/styles/references.bib", HERE / "spec/source/bylines.bib")
        ids = re.findall(r"^- id: (\S+)$", "".join(f.read_text() for f in sorted((site / "sources").iterdir())), re.M)
        cites = "; ".join(f"@{{{i}}}" for i in ids)
        (site / "content/q.md").write_text(ARTICLE.replace("CITES", f"[{cites}]"))
        run(ibid, "-C", site, "build")
        out = site / "public/q"
        assert csl(json.loads((out / "sources.csl.json").read_text())) == len(ids) > 20
        csl(json.loads((site / "public/sources.csl.json").read_text()))
        for name, formats in (("sources.bib", ("bibtex", "biblatex")), ("sources.csl.json", ("csljson",))):
            for form in formats:
                read = json.loads(run("pandoc", "-f", form, "-t", "csljson", out / name))
                assert len(read) == len(ids) and all(r.get("title") for r in read), (form, len(read), len(ids))
            count = run("node", HERE / "citationjs.mjs", out / name, cwd=HERE)
            assert int(count) == len(ids), (name, count, len(ids))
        triples = [json_ld((site / "public" / page / "index.html").read_text()) for page in ("q", "bare")]
        print(f"exports: {len(ids)} sources read by Pandoc and Citation.js; {sum(triples)} triples fit the shape")


main(sys.argv[1])
