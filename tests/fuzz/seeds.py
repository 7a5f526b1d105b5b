#!/usr/bin/env python3
"""Makes the fuzz targets' first inputs from the project's own tests and articles: seeds.py

The inputs are small (the longest are cut) and named by what is in them, so that the same ones come out again. Inputs that a fuzzer found
(`found-*`) stay."""

import hashlib
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LONGEST = 3_000
inputs = {}


def add(target, text):
    data = text if isinstance(text, bytes) else text.encode()
    data = data[:LONGEST].decode(errors="ignore").encode() if target != "request" else data
    inputs.setdefault(target, set()).add(data)


def cases(path):
    """The inputs of a file of tests: from a line `== name` to a line `=>`."""
    text = (ROOT / "tests/spec" / path).read_text()
    return re.findall(r"^== [^\n]*\n(.*?)^=>", text, re.M | re.S)


def examples():
    """The fenced examples of the rules' pages."""
    for page in sorted((ROOT / "src/check/rules").glob("*.md")):
        yield from re.findall(r"^```+\w*[^\n]*\n(.*?)^```+$", page.read_text(), re.M | re.S)


def strings(path):
    """The longer string literals of a Rust file, raw ones included."""
    text = (ROOT / path).read_text()
    yield from re.findall(r'r#+"(.*?)"#+', text, re.S)
    for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', text, re.S):
        yield re.sub(r"\\\n\s*", "", literal).replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


def articles():
    for n, case in enumerate(cases("citations.txt") + cases("pandoc.txt") + cases("no_sources.txt")):
        add("citations", case)
        if n % 3 == 0:
            add("article", f"---\ntitle: A\nsources: [{{id: a, title: T, finding: F}}, {{id: b, title: U}}]\n---\n{case}")
            add("pasted", case)
    for example in examples():
        if len(example) < 900:
            add("article", example)
        front = re.match(r"---\n(.*?)\n---", example, re.S)
        if front:
            add("front_matter", front[1])
    for case in cases("front_matter.txt"):
        front = re.match(r"---\n(.*?)\n---", case, re.S)
        if front:
            add("front_matter", front[1])
    add("article", (ROOT / "content/manual/kitchen-sink.md").read_text() if (ROOT / "content/manual/kitchen-sink.md").exists() else "")


def html():
    vectors = (ROOT / "tests/browser/attacks.test.mjs").read_text()
    for vector in re.findall(r"`((?:<|\"|'|-|\])[^`]*)`", vectors.split("const VECTORS")[1].split("];")[0]):
        add("sanitized", vector.replace("${X}", "x()"))
    for tag in ["b", "table><tr><td", "details><summary", "ul><li", "img src=x.png alt=a", "a href=https://a.org", "p align=left"]:
        add("sanitized", f"a <{tag}> [1] *b*\n\n<{tag}>\n\nc\n\n</{tag.split()[0].split('>')[0]}>\n")


def bibliographies():
    for source in ["tests/source_formats.rs", "src/import/tests.rs", "tests/import.rs", "tests/rules.rs"]:
        for text in strings(source):
            start = text.lstrip()
            if start.startswith("@"):
                add("bibtex", text)
            elif re.match(r"TY  -|PMID-|%0", start):
                add("tagged", text)
            elif start.startswith("<") and len(text) > 60:
                add("xml", text)
            elif re.match(r'\[\{|\{"', start):
                add("csl", text)
            elif re.search(r"https?://|\[1\]", text) and "\n" in text:
                add("pasted", text)
    for entry in re.split(r"\n(?=@)", (ROOT / "tests/spec/source/bylines.bib").read_text())[::4]:
        add("bibtex", entry)
    add("tagged", "%0 Journal Article\n%A Strutt, John\n%T On the light\n%D 1871\n%J Philosophical Magazine\n%R 10.1080/14786447108640452\n")
    add("tagged", "TY  - JOUR\nAU  - Strutt, John\nTI  - On the light\nPY  - 1871/02/01\nDO  - 10.1080/14786447108640452\nSP  - 107\nEP  - 120\nER  - \n")
    add("tagged", "PMID- 1\nTI  - A title\n      on two lines\nFAU - Strutt, John\nDP  - 1871 Feb\nLID - 10.1/x [doi]\n\n")
    add("xml", "<xml><records><record><ref-type name=\"Journal Article\">17</ref-type><contributors><authors><author>Strutt, J.</author></authors></contributors><titles><title><style>On light</style></title></titles><dates><year>1871</year></dates><electronic-resource-num>10.1/x</electronic-resource-num></record></records></xml>")
    add("xml", "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>On light</ArticleTitle><AuthorList><Author><LastName>Strutt</LastName><ForeName>J</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>")
    add("xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><xml><records><record><titles><title>&b;</title></titles></record></records></xml>")
    add("csl", '[{"id":"a","type":"article-journal","title":"On light","author":[{"family":"Strutt","given":"J."}],"issued":{"date-parts":[[1871,2,1]]},"DOI":"10.1/x"}]')
    add("csl", "- id: a\n  title: On light\n  authors: [Strutt]\n  year: 1871\n- id: b\n  title: T\n  evidence:\n    - quote: q\n      at: p. 3\n")


def servers():
    for path in ["a/b/", "..%2f..%2fetc/passwd", "%2e%2e/", "a%5c..%5c", "%c0%ae", "a?b=c", "%e8%93%9d/", "//x", "a;/../b"]:
        add("request", f"GET /{path} HTTP/1.1\r\nHost: localhost:7070\r\n\r\n".encode())
        add("request", path.encode())
    for field in ["Host: [::1]:7070", "Host: evil.example:7070", "Host: localhost:7070\r\nOrigin: http://evil.example", "Host: localhost:7070\r\nContent-Length: 5",
                  "Host: localhost:7070\r\nTransfer-Encoding: chunked", "Host: localhost:7070\r\nSec-Fetch-Site: cross-site", "Host : x", "Host: x\r\n folded"]:
        add("request", f"GET / HTTP/1.1\r\n{field}\r\n\r\n".encode())


def settings():
    add("settings", (ROOT / "ibid.yaml").read_text())
    for page in sorted((ROOT / "content/manual").glob("*.md")):
        for block in re.findall(r"^```yaml[^\n]*\n(.*?)^```$", page.read_text(), re.M | re.S):
            add("settings", block)


def others():
    for bits in ["(((((", "hhhhhhhh", "Z8a0(Q)1", "(+MZ;2`(KJ,)4"]:
        add("shard", f"100\n{bits}\n0a|1bc|2d")
        add("shard", f"7\n{bits}\n[\"/a/\",\"A\",[]],[\"/b/\",\"B\",[]]")
    for first, pattern in [("a", "[1]"), ("b", "<b>"), ("c", "> "), ("d", "[a](b)"), ("e", "*a "), ("f", "`a``"), ("ga: ", "- "), ("h", "$x$ "), ("i", "[^a]"), ("%", "【1†s】"),
                           ("$@a{a, title={", "{\\'e}"), ("l", "@a{b,c={d}}\n"), ("t", "AU  - x\n"), ("<", "<a>"), ("4", "- a\n  "), ("(", "&a "), ("x", "![a]("), ("y", "“a” "), ("z", "| a ")]:
        add("patterns", f"{first}\n{pattern}")


def main():
    for make in (articles, html, bibliographies, servers, settings, others):
        make()
    total = 0
    for target, texts in sorted(inputs.items()):
        folder = HERE / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if not old.name.startswith("found-"):
                old.unlink()
        for data in texts:
            if data.strip():
                (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
        size = sum(f.stat().st_size for f in folder.iterdir())
        total += size
        print(f"{target}: {len(list(folder.iterdir()))} inputs, {size // 1024} KB")
    print(f"{total // 1024} KB")


if __name__ == "__main__":
    main()
