#!/usr/bin/env python3
"""What programs make of the sources that a site hands out: Pandoc and Citation.js read them without a warning and find
every entry; CSL-JSON has the fields and types of its schema, and none that Zotero refuses; the JSON-LD of each article is
RDF that fits article.shape.ttl, which reports every fault that is put into it.

usage: exports.py IBID (a built program; needs pandoc, node with tests/node_modules, rdflib and pyshacl)"""
import copy, json, pathlib, re, subprocess, sys, tempfile

import pyshacl
from rdflib import Graph

HERE = pathlib.Path(__file__).resolve().parent
SHAPE = Graph().parse(HERE / "article.shape.ttl", format="turtle")
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


def fits(data):
    # The context of schema.org without the network: every term is one of its vocabulary.
    data = {**data, "@context": {"@vocab": "https://schema.org/"}}
    graph = Graph().parse(data=json.dumps(data), format="json-ld", publicID="https://x.example/")
    good, _, why = pyshacl.validate(graph, shacl_graph=SHAPE)
    return good, why, len(graph)


def json_ld(page):
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1)
    data = json.loads(text)
    assert data.pop("@context") == "https://schema.org"
    good, why, triples = fits(data)
    assert good, why
    return data, triples


def put(*path, value=None):
    """A fault: a copy of the data with the value at a path changed, or taken out."""
    def change(data):
        data = copy.deepcopy(data)
        inner = data
        for step in path[:-1]:
            inner = inner[step]
        if value is None:
            del inner[path[-1]]
        else:
            inner[path[-1]] = value
        return data
    return change


WORK, ANSWER = ("citation", 0), ("mainEntity", "acceptedAnswer")
FAULTS = {
    "a type for pages that readers answer": put("mainEntity", "@type", value="QAPage"),
    "no headline": put("headline"),
    "two headlines": put("headline", value=["One", "Two"]),
    "an empty headline": put("headline", value=""),
    "no question": put("mainEntity"),
    "a term that schema.org does not have": put("verdict", value="yes"),
    "a term of another type": put("ratingValue", value=5),
    "a date in words": put("datePublished", value="January 10, 2026"),
    "a changed date with a time and no day": put("dateModified", value="10:00"),
    "an author as text": put("author", value="Ada Lovelace"),
    "an author without a name": put("author", 0, "name"),
    "an author with a term of works": put("author", 0, "headline", value="x"),
    "no language": put("inLanguage"),
    "a language in words": put("inLanguage", value="English (US)"),
    "a publisher who is a person": put("publisher", "@type", value="Person"),
    "a correction that is a claim": put("correction", 0, "@type", value="ClaimReview"),
    "a correction without words": put("correction", 0, "text"),
    "a made-up source of the text": put("digitalSourceType", value="machine"),
    "an answer without words": put(*ANSWER, "text"),
    "an empty answer": put(*ANSWER, "text", value=""),
    "an answer that is text": put(*ANSWER, value="Yes."),
    "two answers": put(*ANSWER, value=[{"@type": "Answer", "text": "Yes."}, {"@type": "Answer", "text": "No."}]),
    "a question without a name": put("mainEntity", "name"),
    "a work without a title": put(*WORK, "name"),
    "a work with two titles": put(*WORK, "name", value=["One", "Two"]),
    "a work of no type": put(*WORK, "@type"),
    "a work of a type that is none": put(*WORK, "@type", value="JournalArticle"),
    "a work with a year in words": put(*WORK, "datePublished", value="spring 1953"),
    "a work with an identifier that names no scheme": put(*WORK, "identifier", value="10.1000/182"),
    "a work whose author is text": put(*WORK, "author", value="J. Watson"),
    "a work with a key of ours": put(*WORK, "finding", value="It holds."),
}


def faults(data):
    """Every fault is reported: the shape is no ornament."""
    missed = [name for name, fault in FAULTS.items() if fits(fault(data))[0]]
    assert not missed, f"the shape lets pass: {', '.join(missed)}"
    return len(FAULTS)


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
        data, triples = json_ld((site / "public/q/index.html").read_text())
        triples += json_ld((site / "public/bare/index.html").read_text())[1]
        caught = faults(data)
        print(f"exports: {len(ids)} sources read by Pandoc and Citation.js; {triples} triples fit the shape, {caught} faults do not")


main(sys.argv[1])
