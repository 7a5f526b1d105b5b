"""The corpus of hostile sites for hostile.py: what each lays over a small site that was built before.

A site is a name, its files (path: text, bytes or one of the kinds below), what it is run with, and what must come of it."""

from dataclasses import dataclass, field

import patterns

CANARY = "a word of another's file"
# The part of the usual size that large texts have: a debug build gets smaller ones.
SHARE = 1.0


@dataclass(frozen=True)
class Link:
    """A symbolic link. `{outside}` in its target is the folder beside the site, `{site}` the site's."""

    target: str


@dataclass(frozen=True)
class Pipe:
    """A named pipe: reading it waits for good."""


@dataclass(frozen=True)
class Folder:
    """An empty folder."""


@dataclass
class Site:
    kind: str
    name: str
    files: dict
    args: list = field(default_factory=list)
    # True where it must be an error, False where it must be built, None where either may be.
    error: bool | None = None
    # What the error has to say.
    says: str = ""
    # Files that get no rights, and are read as another user.
    locked: dict = field(default_factory=dict)
    # Seconds of processor time.
    seconds: float = 2.0
    # The output folder before: the small site's, or none.
    built: bool = True


def quoted(text):
    """A YAML scalar in double quotes."""
    out = []
    for c in text:
        if c in '"\\':
            out.append("\\" + c)
        elif ord(c) < 32 or ord(c) in (0x7F, 0x85, 0x2028, 0x2029, 0xFEFF):
            out.append(f"\\u{ord(c):04x}")
        else:
            out.append(c)
    return '"' + "".join(out) + '"'


def article(front="", body="Text [@a].\n", title="title: Is it?\n", sources="sources: [{id: a, title: T, finding: F}]\n"):
    return f"---\n{title}{sources}{front}---\n{body}"


def settings(more=""):
    return f"title: Hostile\nbase_url: https://a.example/\n{more}"


# ---------------------------------------------------------------------------------------------------------- injection

VALUES = {
    "script": "<script>alert(1)</script>",
    "attribute": "\" onmouseover=alert(1) x=\"",
    "apostrophe": "' onmouseover=alert(1) x='",
    "handler": "\"><img src=x onerror=alert(1)>",
    "end of title": "</title><svg onload=alert(1)>",
    "end of script": "</script><script>alert(1)</script>",
    "comment": "--><img src=x onerror=alert(1)><!--",
    "cdata": "]]><script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>",
    "address": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "template": "{{ __tera_context }}{% include \"base.html\" %}{% raw %}",
    "line ends": "a\r\nSet-Cookie: x=1\r\n\r\n<script>alert(1)</script>",
    "control": "a\u0000b\u0001c\u001bd\u007f",
    "hidden line ends": "a\u0085b\u2028c\u2029d\ufeff",
    "formula": "=cmd|'/C calc'!A0",
    "backwards": "\u202egnp.exe\u2066\u200f",
    "climbs": "../../../etc/passwd",
    "long": "A" * 20_000 + "<b>",
}

TOP_KEYS = ["description", "answer", "verdict", "certainty", "certainty_reason", "slug", "lang", "translation_of", "aliases", "topics", "series", "date", "review_every", "authors", "author",
            "reviewed_by", "provenance", "numbering", "bibliography", "nocite", "related", "tags", "keywords", "extra", "question", "affiliations"]
SOURCE_KEYS = ["id", "title", "finding", "evidence", "ref", "authors", "editors", "year", "date", "container", "publisher", "place", "edition", "volume", "issue", "pages", "type", "doi",
               "arxiv", "pmid", "isbn", "issn", "url", "archived", "status", "notice", "superseded_by", "stance", "verified"]


def injection():
    for name, value in VALUES.items():
        text = quoted(value)
        yield Site("injection", f"title, {name}", {"content/x.md": article(title=f"title: {text}\n")})
        for key in TOP_KEYS:
            given = f"{{x: {text}}}" if key == "extra" else text
            yield Site("injection", f"{key}, {name}", {"content/x.md": article(f"{key}: {given}\n")})
        for key in SOURCE_KEYS:
            rest = "".join(f", {k}: {v}" for k, v in (("id", "a"), ("title", "T")) if k != key)
            yield Site("injection", f"source {key}, {name}", {"content/x.md": article(sources=f"sources: [{{{key}: {text}{rest}}}]\n")})
        for form in ["name", "url", "orcid"]:
            yield Site("injection", f"author {form}, {name}", {"content/x.md": article(f"authors: [{{name: N, {form}: {text}}}]\n" if form != "name" else f"authors: [{{name: {text}}}]\n")})
        for key in ["title", "description", "publisher"]:
            yield Site("injection", f"site {key}, {name}", {"ibid.yaml": f"{key}: {text}\n", "content/x.md": article()})
        body = value.replace("\r", "")
        yield Site("injection", f"body, {name}", {"content/x.md": article(body=f"Text [@a]. {body}\n\n## {body}\n\n```{body}\n{body}\n```\n\n![{body}](p.svg \"{body}\")\n", title="title: B?\n")})
        yield Site("injection", f"file name, {name}", {f"content/{value.replace('/', '_')[:80]}.md".replace("\0", ""): article()})


# ----------------------------------------------------------------------------------------------------------- markdown

RAW = ["<table><tr><td>", "<svg><style><img src=x onerror=alert(1)>", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<a href=\"java&#x0A;script:alert(1)\">x</a>",
       "<details open ontoggle=alert(1)>", "<iframe srcdoc=\"<script>alert(1)</script>\">", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>", "<form action=javascript:alert(1)><button>x",
       "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<template><script>alert(1)</script></template>", "<plaintext>", "<xmp>", "<listing>", "<select><option><style></select><img src=x onerror=alert(1)>",
       "<isindex action=javascript:alert(1)>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<link rel=stylesheet href=//evil.example>", "<style>@import '//evil.example';</style>",
       "<b id=x name=y style=color:expression(alert(1))>", "<p" + " a" * 3_000 + ">", "<b>" * 3_000, "</b>" * 3_000, "<!--" * 3_000, "<![CDATA[" * 3_000, "<?" * 3_000, "<a <b <c", "<\u0000b>", "<b\u000conclick=alert(1)>"]


def markdown():
    size = int(128 * 1024 * SHARE)
    for html in ["escape", "sanitize"]:
        for name, unit, before, after in patterns.BODIES:
            if not before.startswith(patterns.CODE):
                yield Site("markdown", f"{name}, {html}", {"ibid.yaml": settings(f"html: {html}\n"), "content/x.md": patterns.article(unit, before, after, size)})
        for n, raw in enumerate(RAW):
            yield Site("markdown", f"raw HTML {n}, {html}", {"ibid.yaml": settings(f"html: {html}\n"), "content/x.md": article(body=f"Text [@a].\n\n{raw}\n\nMore {raw} text.\n")})
    for name, text in {
        "empty": "", "a line end": "\n", "only front matter": "---\ntitle: A?\n---\n", "no front matter": "text", "a heading alone": "# A?", "spaces": " " * 100_000, "zero bytes": "\0" * 10_000,
        "one line of 4 MB": "a" * (4 << 20), "4 MB of line ends": "\n" * (4 << 20), "bytes that are no text": bytes(range(256)) * 400, "UTF-16": "# Is it?\n\nText.\n".encode("utf-16"), "UTF-32": "# Is it?\n".encode("utf-32"),
        "a byte-order mark": "\ufeff# Is it?\n\nText.\n", "half a character": b"# Is it?\n\n\xe8\x93", "overlong": b"# Is it?\n\n\xc0\xbc\xe0\x80\xbc", "surrogates": b"# Is it?\n\n\xed\xa0\x80\xed\xb0\x80",
        "carriage returns": "# Is it?\r\rText.\r", "mixed line ends": "# Is it?\r\n\rText\n\r", "combining": "# Is it?\n\na" + "\u0301" * 100_000, "emoji": "# Is it?\n\n" + "👩‍👩‍👧‍👦" * 20_000, "private use": "# Is it?\n\n" + "\ue000\U000f0000\U0010ffff" * 1_000,
        "a table of 1,000 columns": "# T?\n\n" + "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + ("|b" * 1_000 + "|\n") * 100, "10,000 notes": "# N?\n\n" + "".join(f"x[^{n}]\n\n[^{n}]: y\n\n" for n in range(10_000)),
        "an id 10,000 times": "# I?\n\n" + "## A {#x}\n\n" * 10_000, "headings of one name": "# I?\n\n" + "## A\n\n" * 10_000, "100 sections in each other": "# S?\n\n" + "".join("#" * (2 + n % 5) + f" S{n}\n\n" for n in range(100)),
        "a formula": "# F?\n\n$$" + "\\frac{1}{" * 500 + "}" * 500 + "$$\n", "macros": "# F?\n\n$\\def\\a{\\a\\a}\\a$\n", "a loop of macros": "# F?\n\n$\\newcommand{\\a}{\\b}\\newcommand{\\b}{\\a}\\a$\n",
        "a chart of nothing": "# C?\n\n```chart\n```\n", "a chart of infinities": "# C?\n\n```chart\ntype: line\ndata:\n  - [a, 1e999]\n  - [b, -1e999]\n  - [c, nan]\n```\n", "a chart of large figures": "# C?\n\n```chart\ntype: bar\ndata:\n  - [a, 1e308]\n  - [b, -1e308]\n```\n",
        "a chart of 10,000 bars": "# C?\n\n```chart\ntype: bar\ndata:\n" + "  - [a, 1]\n" * 10_000 + "```\n", "a chart with HTML": "# C?\n\n```chart\ntype: bar\ntitle: \"<script>alert(1)</script>\"\ndata:\n  - [\"</text><script>alert(1)</script>\", 1]\n```\n",
        "a number of a million digits": "# N?\n\nIt is " + "9" * 1_000_000 + "% [1].\n", "ranges": "# R?\n\n[1–999999999]\n[999999999–1]\n[0–0]\n[18446744073709551616]\n", "quotation marks": "# Q?\n\n" + "“‘" * 50_000,
    }.items():
        yield Site("markdown", name, {"content/x.md": text})


# --------------------------------------------------------------------------------------------------------------- YAML

MISTAKES = ["A: B", "A:", '"x" y', "'it's'", "@x", "`x`", "%x", "&c x", "*x", "!important", "[x] y", "{x} y", "> x", "| x", "- x", "? x", "#1 thing", "] x", ", x", "} x"]
MISTAKEN = {
    "title": "---\ntitle: {}\n---\nText.\n", "description": "---\ntitle: Q?\ndescription: {}\n---\nText.\n", "series": "---\ntitle: Q?\nseries: {}\n---\nText.\n", "certainty_reason": "---\ntitle: Q?\ncertainty: low\ncertainty_reason: {}\n---\nText.\n",
    "topic": "---\ntitle: Q?\ntopics:\n  - {}\n---\nText.\n", "source": "---\ntitle: Q?\nsources:\n  - title: {}\n---\nText.\n", "finding": "---\ntitle: Q?\nsources:\n  - title: T\n    finding: {}\n---\nText.\n",
    "note": "---\ntitle: Q?\nchanges:\n  - date: 2026-01-01\n    note: {}\n---\nText.\n",
}
TYPES = {"a list": "[a, b]", "a map": "{a: b}", "nothing": "", "null": "null", "a list of maps": "[{a: b}, {c: [d]}]", "a deep list": "[[[[[[a]]]]]]", "a number": "1e400", "a truth": "true", "an empty text": '""', "a block": "|\n  a\n  b"}
FRONT_KEYS = ["title", "question", *[k for k in TOP_KEYS if k != "question"], "updated", "reviewed", "expires", "draft", "changes", "sources", "references", "allow", "math", "narrative"]


def yaml():
    for mistake in MISTAKES:
        for place, form in MISTAKEN.items():
            # A dash behind a dash is a list in a list, which the reader says in other words.
            says = "" if place == "topic" and mistake in ("- x", "? x", "A: B", "A:") else "quote it"
            yield Site("YAML", f"{mistake} as {place}", {"content/x.md": form.format(mistake)}, error=True, says=says)
    for key in FRONT_KEYS:
        for name, value in TYPES.items():
            yield Site("YAML", f"{key} is {name}", {"content/x.md": article(f"{key}: {value}\n", sources="" if key == "sources" else "sources: [{id: a, title: T, finding: F}]\n", title="" if key in ("title", "question") else "title: Q?\n")})
    for key in ["id", "title", "finding", "evidence", "authors", "year", "date", "url", "doi", "verified", "status"]:
        for name, value in TYPES.items():
            yield Site("YAML", f"source {key} is {name}", {"content/x.md": article(sources=f"sources:\n  - {key}: {value.replace(chr(10), chr(10) + '    ')}\n    notice: n\n")})
    for name, char in {"NUL": "\0", "SOH": "\x01", "BEL": "\x07", "VT": "\x0b", "FF": "\x0c", "ESC": "\x1b", "DEL": "\x7f", "NEL": "\x85", "LS": "\u2028", "PS": "\u2029", "BOM": "\ufeff", "CR": "\r", "TAB": "\t", "NBSP": "\xa0", "nonchar": "\uffff", "RLO": "\u202e"}.items():
        yield Site("YAML", f"{name} in a value", {"content/x.md": f"---\ntitle: a{char}b\n---\nText.\n"})
        yield Site("YAML", f"{name} in a key", {"content/x.md": f"---\ntitle: Q?\nti{char}tle: b\n---\nText.\n"})
        yield Site("YAML", f"{name} before a key", {"content/x.md": f"---\n{char}title: Q?\ndescription: b\n---\nText.\n"})
        yield Site("YAML", f"{name} makes a key", {"content/x.md": f"---\ntitle: Q?{char}html: trust\n---\n<script>alert(1)</script>\n"})
        yield Site("YAML", f"{name} ends it", {"content/x.md": f"---\ntitle: Q?{char}---{char}<script>alert(1)</script>\n---\nText.\n"})
    bombs = {
        "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)), "an alias to itself": "a: &a [*a]\n", "a merge": "a: &a {b: c}\nextra: {<<: *a}\n",
        "a merge of itself": "a: &a\n  <<: *a\n", "an unknown alias": "a: *b\n", "1,000 brackets": "a: " + "[" * 1_000, "1,001 brackets": "a: " + "[" * 1_001, "200,000 brackets": "a: " + "[" * 200_000, "200,000 braces": "a: " + "{" * 200_000,
        "brackets and braces": "a: " + "[{a: " * 100_000, "999 closed brackets": "extra: " + "[" * 499 + "]" * 499, "dashes": "- " * 100_000, "dashes apart": "-  " * 60_000, "dashes and tabs": "-\t" * 60_000, "dashes and questions": "- ? " * 50_000, "colons": ": " * 100_000,
        "questions": "? " * 100_000, "questions apart": "?  " * 60_000, "deeper and deeper": "".join(" " * n + f"a{n}:\n" for n in range(700)), "deeper lists": "".join(" " * n + "-\n" for n in range(700)), "deeper and deeper dashes": "".join(" " * (60 * n) + "- " * 30 + "\n" for n in range(60)),
        "a key of 200,000": "k" * 200_000 + ": x\n", "a key of 200,000 in quotes": '"' + "k" * 200_000 + '": x\n', "a value of 200,000": "title: " + "v" * 200_000 + "\n", "300,000": "title: " + "v" * 300_000 + "\n", "20,000 keys": "".join(f"k{n}: x\n" for n in range(20_000)),
        "20,000 free keys": "extra:\n" + "".join(f"  k{n}: x\n" for n in range(20_000)), "a key 20,000 times": "a: x\n" * 20_000, "10,000 sources of one id": "title: Q?\nsources:\n" + "- {id: a, title: T}\n" * 480, "8,000 sources": "title: Q?\nsources:\n" + "".join(f"- id: s{n}\n  title: T{n}\n" for n in range(8_000)),
        "8,000 sources of one name": "title: Q?\nsources:\n" + "- id: s\n  title: T\n" * 8_000, "8,000 sources as a map": "title: Q?\nsources:\n" + "".join(f"  s{n}:\n    title: T{n}\n" for n in range(8_000)), "8,000 sources without a title": "title: Q?\nsources:\n" + "".join(f"- id: s{n}\n" for n in range(8_000)),
        "8,000 wrong dates": "title: Q?\nsources:\n" + "".join(f"- title: T{n}\n  accessed: x\n" for n in range(8_000)), "9,000 wrong quotes": "title: Q?\ntopics:\n" + "- a: b: c\n" * 9_000, "20,000 topics": "title: Q?\ntopics:\n" + "".join(f"- t{n}\n" for n in range(20_000)),
        "20,000 aliases": "title: Q?\naliases:\n" + "".join(f"- /a{n}/\n" for n in range(10_000)), "10,000 changes": "title: Q?\nchanges:\n" + "- {date: 2026-01-01}\n" * 450, "escapes": 'title: "' + "\\x41" * 50_000 + '"\n', "long escapes": 'title: "' + "\\U0010FFFF" * 20_000 + '"\n',
        "a tag for Python": "title: !!python/object/apply:os.system ['id']\n", "a tag for bytes": "title: !!binary aGk=\n", "a tag for a set": "topics: !!set {a, b}\n", "a tag of its own": "title: !<x> a\n", "a directive": "%YAML 1.1\n---\ntitle: Q?\n", "a tag directive": "%TAG ! tag:x,2000:\n---\ntitle: Q?\n",
        "two documents": "title: Q?\n--- \ntitle: R?\n", "an end of a document": "title: Q?\n...\ntitle: R?\n", "quotes that do not end": "title: \"Q?\ndescription: x\n", "apostrophes that do not end": "title: 'Q?\ndescription: x\n", "a block of odd indentation": "title: |9\n  a\n", "a block of zero": "title: |0\n  a\n",
        "a block without text": "title: |\ndescription: >\n", "a block header 1,000 times": "title: |\n" * 1_000, "a tab to indent": "sources:\n\t- title: T\n", "a colon alone": ":\n", "a colon 1,000 times": ":" * 1_000 + "\n", "a bracket alone": "]\n", "a brace alone": "}\n", "commas": "topics: [,,,,]\n", "only a comment": "# x\n", "a scalar": "x\n",
        "a list": "- x\n- y\n", "a number": "1\n", "a date out of range": "title: Q?\ndate: 9999-99-99\n", "a date before all": "title: Q?\ndate: -9999-01-01\n", "a date of 30 digits": "title: Q?\ndate: " + "9" * 30 + "-01-01\n", "a year of 30 digits": "title: Q?\nsources: [{title: T, year: " + "9" * 30 + "}]\n",
        "a period without end": "title: Q?\ndate: 2026-01-01\nreview_every: 99999999999y\n", "a period at the end of time": "title: Q?\ndate: 9999-12-31\nreview_every: 9999y\n", "not UTF-8": b"title: \xff\xfe\n", "half a character": b"title: \xe8\x93\n", "a key not UTF-8": b"ti\xfftle: x\n", "UTF-7": "title: +ADw-script+AD4-alert(1)+ADw-/script+AD4-\n",
    }
    for name, text in bombs.items():
        given = text if isinstance(text, bytes) else text.encode()
        yield Site("YAML", name, {"content/x.md": b"---\n" + given + b"\n---\nText.\n"})
        yield Site("YAML", f"{name}, as settings", {"ibid.yaml": given, "content/x.md": article()})
        yield Site("YAML", f"{name}, as sources", {"sources/x.yaml": given, "content/x.md": article()})
    for name, text in {"unterminated": "---\ntitle: Q?\n\nText.\n", "unterminated, 1 MB": "---\n" + "a: b\n" * 200_000, "TOML": "+++\ntitle = \"Q?\"\n+++\nText.\n", "JSON": "{\"title\": \"Q?\"}\n\nText.\n", "four dashes": "----\ntitle: Q?\n----\n", "spaces before": " ---\ntitle: Q?\n---\n", "spaces behind": "---  \ntitle: Q?\n---  \nText.\n",
                       "CR LF": "---\r\ntitle: Q?\r\n---\r\nText.\r\n", "CR": "---\rtitle: Q?\r---\rText.\r", "a mark before": "\ufeff---\ntitle: Q?\n---\nText.\n", "two marks before": "\ufeff\ufeff---\ntitle: Q?\n---\nText.\n", "twice": "---\ntitle: Q?\n---\n---\ntitle: R?\n---\nText.\n", "dots": "---\ntitle: Q?\n...\nText.\n"}.items():
        yield Site("YAML", f"front matter, {name}", {"content/x.md": text})


# -------------------------------------------------------------------------------------------------------------- paths

CLIMBS = ["../x", "../../x", "/etc/passwd", "/x", "..", ".", "a/../../x", "..\\x", "a\\..\\..\\x", "%2e%2e/x", "..%2fx", "....//x", "a/./../../x", "C:\\x", "C:/x", "\\\\host\\x", "//host/x", "file:///etc/passwd", "x\0y", "~root", "~/x", "$HOME/x", "con", "NUL.txt", "aux/x", "com1", "a/prn", "x.", "x ", " x",
          "x:y", "x*", "x?", "x|y", "x<y", "x\"y", "a//b", "-rf", "--output=/x", "x" * 300, "/".join(["x"] * 600), "index.html", ".ibid-manifest", ".ibid-lock", ".ibid-state", ".git/config", ".htaccess", "_headers", "_redirects", "assets/style.css", "search/root.js", "topics", "sources", "404.html", "robots.txt", "api/articles.json", "ＣＯＮ", "．．/x",
          "\u2025/x", "a\u0301", "a\nb", "a\rb", "a\tb", "\u202ex", "\u200bx"]
NAMES = ["con", "CON", "nul", "aux", "prn", "com1", "LPT9", "a.", "a ", " a", "a:b", "a*b", "a?b", "a<b", "a|b", "a\"b", "a\\b", "a\nb", "a\rb", "a\tb", "a\x01b", "a\x1b[31mb", "a\x7fb", "-rf", "--help", "$(id)", "`id`", "a;b", "a&b", "a'b", "a%2e%2eb", "%2e%2e", "a#b", "a@b", "\u202ea", "\u200b", "a\u0301", "ä", "ﬁ", "İ", "ẞ", "蓝",
         "👩‍👩‍👧", "x" * 251, "index", "INDEX", "search", "topics", "sources", "answers", "404", "assets", "api", "feed.xml", "sitemap.xml", "robots.txt", "llms.txt", ".hidden", "..", "...", "..a", "a..", "#a", "a~", "node_modules"]
PAIRS = [("A", "a"), ("é", "e\u0301"), ("Å", "\u212b"), ("ß", "ss"), ("ﬁ", "fi"), ("İ", "i̇"), ("ſ", "s"), ("K", "\u212a"), ("Σ", "ς"), ("a", "a/index"), ("a b", "a-b"), ("a", "a."), ("ａ", "a"), ("²", "2"), ("한", "\u1112\u1161\u11ab"), ("q\u0307\u0323", "q\u0323\u0307")]


def paths():
    for n, climb in enumerate(CLIMBS):
        text = quoted(climb)
        yield Site("paths", f"slug {climb[:40]!r}", {"content/x.md": article(f"slug: {text}\n")})
        yield Site("paths", f"alias {climb[:40]!r}", {"content/x.md": article(f"aliases: [{text}]\n")})
        yield Site("paths", f"topic {climb[:40]!r}", {"content/x.md": article(f"topics: [{text}]\n")})
        yield Site("paths", f"source id {climb[:40]!r}", {"content/x.md": article(sources=f"sources: [{{id: {text}, title: T}}]\n", body="Text [1].\n"), "content/y.md": article(title="title: Y?\n", sources=f"sources: [{{id: {text}, title: T}}]\n", body="Text [1].\n"), "ibid.yaml": settings("source_pages: all\n")})
        yield Site("paths", f"bibliography {climb[:40]!r}", {"content/x.md": article(f"bibliography: {text}\n"), "x": CANARY})
        yield Site("paths", f"the site's bibliography {climb[:40]!r}", {"ibid.yaml": settings(f"bibliography: {text}\n"), "content/x.md": article()})
        yield Site("paths", f"style {climb[:40]!r}", {"ibid.yaml": settings(f"citation_style: {text}\n"), "content/x.md": article()})
        yield Site("paths", f"theme {climb[:40]!r}", {"ibid.yaml": settings(f"theme: {text}\n"), "content/x.md": article()}, error=True)
        link = climb.replace("\n", " ").replace("\r", " ").replace("<", "%3C")
        yield Site("paths", f"links to {climb[:40]!r}", {"content/x.md": article(body=f"Text [@a]. [x](<{link}>) ![x](<{link}>) [y](<{link}.md#z>)\n"), "x": CANARY})
    for name in NAMES:
        for ending in [".md", ".svg", "/x.md"]:
            if name in ("..", "...") and ending == "/x.md":
                continue
            files = {f"content/{name}{ending}": "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>" if ending == ".svg" else article()}
            files["content/user.md"] = article(title="title: Who shows it?\n", body=f"Text [@a]. ![x](<{name.replace(chr(10), ' ')}.svg>)\n")
            yield Site("paths", f"a file {name[:40]!r}{ending}", files)
    for one, other in PAIRS:
        yield Site("paths", f"articles {one} and {other!r}", {f"content/{one}.md": article(title="title: One?\n"), f"content/{other}.md": article(title="title: Other?\n")})
        yield Site("paths", f"folders {one} and {other!r}", {f"content/{one}/x.md": article(title="title: One?\n"), f"content/{other}/y.md": article(title="title: Other?\n")})
        yield Site("paths", f"slugs {one} and {other!r}", {"content/x.md": article(f"slug: {quoted(one)}\n", title="title: One?\n"), "content/y.md": article(f"slug: {quoted(other)}\n", title="title: Other?\n")})
        yield Site("paths", f"topics {one} and {other!r}", {"content/x.md": article(f"topics: [{quoted(one)}, {quoted(other)}]\n")})
    for name, target in {"a file": "{outside}/secret.md", "a picture": "{outside}/secret.svg", "a folder": "{outside}", "nothing": "{outside}/none", "the password file": "/etc/passwd", "the root": "/", "a device": "/dev/zero", "a terminal": "/dev/tty", "a pipe's device": "/dev/stdin", "itself": "x.md",
                         "the processor": "/proc/self/environ", "a file by steps": "../../outside/secret.md"}.items():
        for at in ["content/x.md", "content/x.svg", "content/x", "content/x.bib", "sources/x.bib", "sources/x.yaml", "sources"]:
            user = article("bibliography: x.bib\n" if at == "content/x.bib" else "", title="title: Who shows it?\n", body="Text [@a]. ![x](x.svg)\n")
            yield Site("paths", f"a link to {name} as {at}", {at: Link(target), "content/user.md": user})
    for at in ["ibid.yaml", "content"]:
        yield Site("paths", f"a link out of the site as {at}", {at: Link("{outside}/" + ("secret.yaml" if at == "ibid.yaml" else "")), **({"content/x.md": article()} if at != "content" else {})})
    yield Site("paths", "a link inside the site", {"content/x.md": article(), "content/y.svg": Link("pics/z.svg"), "content/pics/z.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"})
    yield Site("paths", "a link to a folder inside the site", {"content/x.md": article(), "content/y": Link("../content")})
    for at in ["content/x.md", "content/x.svg", "sources/x.bib", "ibid.yaml", "content/x.bib"]:
        yield Site("paths", f"a pipe as {at}", {at: Pipe(), "content/user.md": article("bibliography: x.bib\n" if at == "content/x.bib" else "", body="Text [@a]. ![x](x.svg)\n")})
    for at in ["content/x.md", "ibid.yaml", "sources/x.bib", "content/x.svg"]:
        yield Site("paths", f"a folder as {at}", {at: Folder(), "content/user.md": article(body="Text [@a]. ![x](x.svg)\n")})
    yield Site("paths", "200 folders in each other", {"content/" + "d/" * 200 + "x.md": article()})
    yield Site("paths", "600 folders in each other", {"content/" + "d/" * 600 + "x.md": article()})
    yield Site("paths", "a name that is no UTF-8", {b"content/\xff\xfe.md": article()})
    yield Site("paths", "two names that are no UTF-8", {b"content/\xff.md": article(title="title: One?\n"), b"content/\xfe.md": article(title="title: Other?\n")})
    yield Site("paths", "2,000 articles in a folder", {f"content/q{n}.md": article(title=f"title: Q{n}?\n") for n in range(2_000)}, seconds=20)


# ------------------------------------------------------------------------------------------------------- highlighting

LANGUAGES = ["js", "ts", "cs", "php", "lisp", "make", "markdown", "html", "yaml", "perl", "ruby", "python", "rust", "c", "cpp", "go", "java", "sql", "bash", "tex", "json", "xml", "css", "haskell", "r", "lua", "scala", "swift", "toml", "diff", "nothing", ""]
SNIPPETS = {"brackets": "a(/", "quotes": "'\"`", "words": "if x ", "openings": "{[(<", "comments": "/*#--", "strings": '"\\', "tags": "<a b=\"", "interpolation": "#{${%("}


def highlighting():
    for language in LANGUAGES:
        for name, unit in SNIPPETS.items():
            yield Site("highlighting", f"{name} as {language or 'no language'}", {"content/x.md": patterns.article(unit, f"{patterns.CODE} {language}", "", int((1 << 20) * SHARE))}, seconds=5)


# ------------------------------------------------------------------------------------------------------------ imports

IMPORTS = {
    "bib": {
        "a circle of crossref": "@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}\n", "a crossref of itself": "@book{a, title={A}, crossref={a}}\n", "a circle of xdata": "@xdata{a, xdata={b}}\n@xdata{b, xdata={a}}\n@book{c, title={C}, xdata={a,b}}\n",
        "crossrefs in a row": "".join(f"@book{{k{n}, crossref={{k{n + 1}}}}}\n" for n in range(5_000)), "all crossref one": "".join(f"@book{{k{n}, title={{T}}, crossref={{z}}}}\n" for n in range(5_000)) + "@book{z, title={Z}, year=1}\n",
        "strings that grow": '@string{a = "xxxxxxxxxx"}\n' + "".join(f"@string{{{chr(98 + n)} = {' # '.join([chr(97 + n)] * 10)}}}\n" for n in range(12)) + "@book{k, title = m}\n", "a string of itself": "@string{a = a # a}\n@book{k, title = a}\n", "a huge year": "@book{k, title={T}, year={" + "9" * 1_000 + "}}\n", "a huge date": "@book{k, title={T}, date={99999999-99-99}}\n",
        "a negative year": "@book{k, title={T}, year={-9999999}}\n", "years": "@book{k, title={T}, date={-0044-03-15/9999-12-31}}\n", "braces": "@book{k, title={" + "{" * 50_000 + "}" * 50_000 + "}}\n", "open braces": "@book{k, title={" + "{" * 100_000, "open quotes": '@book{k, title="' + '"' * 100_000, "at signs": "@" * 100_000, "entries without an end": "@book{k,\n" * 20_000,
        "keys": "".join(f"@book{{k, title={{T{n}}}}}\n" for n in range(5_000)), "fields": "@book{k, " + "".join(f"f{n}={{x}}, " for n in range(10_000)) + "}\n", "one field": "@book{k, " + "title={x}, " * 10_000 + "}\n", "names": "@book{k, title={T}, author={" + "A and " * 20_000 + "B}}\n", "commas in a name": "@book{k, title={T}, author={" + "," * 50_000 + "}}\n",
        "commands": "@book{k, title={" + "\\'{" * 20_000 + "}}\n", "accents": "@book{k, title={" + "\\'" * 50_000 + "e}}\n", "math": "@book{k, title={" + "$x" * 30_000 + "}}\n", "HTML": "@book{k, title={<script>alert(1)</script>}, url={javascript:alert(1)}, author={\"><img src=x onerror=alert(1)>}}\n", "an include": "@book{k, title={\\input{/etc/passwd}}}\n", "not UTF-8": b"@book{k, title={\xff\xfe}}\n", "NUL": "@book{k, title={a\0b}}\n",
        "UTF-16": "@book{k, title={T}}\n".encode("utf-16"), "a mark": "\ufeff@book{k, title={T}}\n", "pages": "@book{k, title={T}, pages={" + "1--" * 20_000 + "}}\n", "a comment": "@comment{" + "x" * 200_000, "a DOI": "@book{k, title={T}, doi={10.1000/182{\\ss}}}\n", "a DOI of 100,000": "@book{k, title={T}, doi={10.1000/" + "x" * 100_000 + "}}\n", "concatenation": '@book{k, title = "a" ' + '# "a" ' * 20_000 + "}\n",
    },
    "ris": {
        "no end": "TY  - JOUR\nTI  - T\n" * 5_000, "only ends": "ER  - \n" * 20_000, "a title of 1 MB": "TY  - JOUR\nTI  - " + "x" * (1 << 20) + "\nER  - \n", "authors": "TY  - JOUR\nTI  - T\n" + "AU  - A\n" * 20_000 + "ER  - \n", "a huge year": "TY  - JOUR\nTI  - T\nPY  - " + "9" * 1_000 + "\nER  - \n", "a date": "TY  - JOUR\nTI  - T\nDA  - 9999/99/99/x\nER  - \n",
        "HTML": "TY  - JOUR\nTI  - <script>alert(1)</script>\nUR  - javascript:alert(1)\nER  - \n", "unknown tags": "".join(f"{chr(65 + n % 26)}{n % 10}  - x\n" for n in range(20_000)), "CR": "TY  - JOUR\rTI  - T\rER  - \r", "NUL": "TY  - JOUR\nTI  - a\0b\nER  - \n", "not UTF-8": b"TY  - JOUR\nTI  - \xff\nER  - \n", "continued": "TY  - JOUR\nTI  - T\n" + "      more\n" * 20_000 + "ER  - \n", "a mark": "\ufeffTY  - JOUR\nTI  - T\nER  - \n", "pages": "TY  - JOUR\nTI  - T\nSP  - " + "1-" * 20_000 + "\nER  - \n",
    },
    "nbib": {
        "records": "PMID- 1\nTI  - T\n\n" * 5_000, "a title": "PMID- 1\nTI  - " + "x\n      " * 20_000 + "\n", "authors": "PMID- 1\nTI  - T\n" + "FAU - A, B\n" * 20_000, "identifiers": "PMID- 1\nTI  - T\n" + "LID - 10.1/x [doi]\n" * 20_000, "HTML": "PMID- 1\nTI  - <script>alert(1)</script>\n", "a huge year": "PMID- 1\nTI  - T\nDP  - " + "9" * 1_000 + " Feb\n", "a PMID of 1,000 digits": "PMID- " + "9" * 1_000 + "\nTI  - T\n",
    },
    "xml": {
        "entities that grow": "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">" + "".join(f"<!ENTITY {chr(98 + n)} \"{('&' + chr(97 + n) + ';') * 10}\">" for n in range(10)) + "]><xml><records><record><titles><title>&k;</title></titles></record></records></xml>", "an outer entity": "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml><records><record><titles><title>&a;</title></titles></record></records></xml>",
        "an outer DTD": "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><xml><records/></xml>", "elements": "<a>" * 50_000, "closed elements": "<a>" * 50_000 + "</a>" * 50_000, "ends": "</a>" * 50_000, "attributes": "<a " + "b=\"c\" " * 50_000 + ">", "one attribute": "<a b=\"" + "c" * 500_000 + "\"/>", "a comment": "<!--" + "-" * 500_000, "comments": "<!-- -->" * 50_000, "CDATA": "<![CDATA[" * 20_000, "instructions": "<?" * 50_000,
        "records": "<xml><records>" + "<record><titles><title>T</title></titles></record>" * 10_000 + "</records></xml>", "references": "<xml><records><record><titles><title>" + "&#60;" * 50_000 + "&#x110000;&#0;&#xD800;</title></titles></record></records></xml>", "HTML": "<xml><records><record><titles><title>&lt;script&gt;alert(1)&lt;/script&gt;</title></titles></record></records></xml>", "not UTF-8": b"<xml><records><record><titles><title>\xff</title></titles></record></records></xml>", "UTF-16": "<xml><records/></xml>".encode("utf-16"),
        "another encoding": "<?xml version=\"1.0\" encoding=\"EBCDIC-CP-US\"?><xml><records/></xml>", "PubMed": "<PubmedArticleSet>" + "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation></PubmedArticle>" * 5_000 + "</PubmedArticleSet>", "nothing": "", "text": "x",
    },
    "json": {
        "brackets": "[" * 200_000, "braces": "{\"a\":" * 100_000, "closed brackets": "[" * 50_000 + "]" * 50_000, "a huge number": "[{\"id\":\"a\",\"title\":\"T\",\"issued\":{\"date-parts\":[[1e999]]}}]", "a huge year": "[{\"id\":\"a\",\"title\":\"T\",\"issued\":{\"date-parts\":[[99999999999999999999]]}}]", "dates": "[{\"id\":\"a\",\"title\":\"T\",\"issued\":{\"date-parts\":[[2020,99,99],[],[[]],null]}}]", "items": "[" + ",".join(['{"id":"a","title":"T"}'] * 10_000) + "]",
        "one key": "[{" + ",".join(['"title":"T"'] * 20_000) + "}]", "keys": "[{" + ",".join(f'"k{n}":1' for n in range(20_000)) + "}]", "names": "[{\"id\":\"a\",\"title\":\"T\",\"author\":[" + ",".join(['{"family":"A"}'] * 20_000) + "]}]", "HTML": "[{\"id\":\"a\",\"title\":\"<script>alert(1)</script>\",\"URL\":\"javascript:alert(1)\"}]", "types": "[{\"id\":{},\"title\":[],\"author\":\"x\",\"issued\":1,\"DOI\":null}]", "a scalar": "1", "null": "null", "half": "[{\"id\":\"a\",", "a mark": "\ufeff[]",
        "escapes": "[{\"id\":\"a\",\"title\":\"\\u0000\\ud800\\u2028\"}]", "not UTF-8": b"[{\"id\":\"a\",\"title\":\"\xff\"}]", "UTF-16": "[]".encode("utf-16"), "markup": "[{\"id\":\"a\",\"title\":\"" + "<i>" * 30_000 + "\"}]", "nothing": "",
    },
    "yaml": {
        "HTML": "- id: a\n  title: <script>alert(1)</script>\n  url: javascript:alert(1)\n", "a huge year": "- id: a\n  title: T\n  year: " + "9" * 100 + "\n", "a circle of refs": "- id: a\n  ref: b\n- id: b\n  ref: a\n", "a ref of itself": "- id: a\n  title: T\n  ref: a\n", "superseded in a circle": "- id: a\n  title: A\n  status: superseded\n  superseded_by: b\n- id: b\n  title: B\n  status: superseded\n  superseded_by: a\n",
        "one id": "- id: a\n  title: T\n" * 5_000, "many": "".join(f"- id: s{n}\n  title: T{n}\n" for n in range(5_000)),
    },
}


def imports():
    for ending, texts in IMPORTS.items():
        for name, text in texts.items():
            cites = article(sources="", body="Text [@a] [@k].\n")
            yield Site("imports", f"{ending}, {name}", {f"sources/x.{ending}": text, "content/x.md": cites})
            yield Site("imports", f"{ending} of an article, {name}", {f"content/x.{ending}": text, "content/x.md": article(f"bibliography: x.{ending}\n", sources="", body="Text [@a] [@k].\n")})
            yield Site("imports", f"ibid import, {ending}, {name}", {f"given/x.{ending}": text, "content/x.md": article()}, args=["import", f"given/x.{ending}", "--dry-run"])


# ------------------------------------------------------------------------------------------------------------- output

OUTPUTS = ["index.html", "404.html", "x/index.html", "x/index.md", "x/index.json", "x/sources.bib", "x", "topics", "topics/index.html", "answers/index.html", "search/index.html", "search/root.js", "search/w/0.js", "search", "assets", "api/articles.json", "api", "robots.txt", "llms.txt", "sitemap.xml", "feed.xml", "sources.bib", "sources/index.html"]


def output():
    yield Site("output", "another's files beside", {"public/notes.txt": CANARY, "public/x/notes.txt": CANARY, "public/.git/config": CANARY, "content/x.md": article()}, error=False)
    for built in [True, False]:
        told = " of a built site" if built else ""
        for path in OUTPUTS:
            # Of a built site these are its own files, where they are files.
            new = path.startswith("x")
            yield Site("output", f"another's file as {path}{told}", {f"public/{path}": CANARY, "content/x.md": article()}, built=built, error=True if new or not built else None)
            yield Site("output", f"another's folder as {path}{told}", {f"public/{path}/notes.txt": CANARY, "content/x.md": article()}, built=built)
            yield Site("output", f"a link as {path}{told}", {f"public/{path}": Link("{outside}/secret.md"), "content/x.md": article()}, built=built)
            yield Site("output", f"a link to a folder as {path}{told}", {f"public/{path}": Link("{outside}"), "content/x.md": article()}, built=built)
            yield Site("output", f"a pipe as {path}{told}", {f"public/{path}": Pipe(), "content/x.md": article()}, built=built)
        for name in [".ibid-lock", ".ibid-manifest", ".ibid-state", ".ibid-tmp-1"]:
            yield Site("output", f"a link as {name}{told}", {f"public/{name}": Link("{outside}/secret.md"), "content/x.md": article()}, built=built)
            yield Site("output", f"a link to nothing as {name}{told}", {f"public/{name}": Link("{outside}/new"), "content/x.md": article()}, built=built)
            yield Site("output", f"a folder as {name}{told}", {f"public/{name}/notes.txt": "x", "content/x.md": article()}, built=built)
            yield Site("output", f"a pipe as {name}{told}", {f"public/{name}": Pipe(), "content/x.md": article()}, built=built)
            yield Site("output", f"no text as {name}{told}", {f"public/{name}": b"\xff\xfe\0" * 100, "content/x.md": article()}, built=built)
    for name, lines in {"climbing": "../outside/secret.md\n../../outside/secret.md\n/etc/passwd\n", "the site": "../content/a.md\n../ibid.yaml\n", "another's": "notes.txt\n", "folders": "x\nx/y\n", "dots": ".\n..\n\n/\n", "a million lines": "a\n" * 1_000_000, "devices": "con\nnul\n/dev/null\n"}.items():
        # A file that a manifest lists is ibid's own, even where somebody wrote both: it may go, but none outside.
        yield Site("output", f"a manifest of {name}", {"public/.ibid-manifest": lines, "content/x.md": article(), **({} if name == "another's" else {"public/notes.txt": CANARY})})
    refused = ["content", "content/x", "themes", "themes/x", "sources", "sources/x", ".", "..", "/", "{home}", "{site}", "public/../content", "./content/.", "content/../..", "{outside}/link-to-content", "{outside}/link-to-site", "{home}/.", "{outside}/.."]
    for path in refused:
        yield Site("output", f"into {path}", {"content/x.md": article(), "themes/x/theme.yaml": "", "sources/x.yaml": ""}, args=["build", "-o", path], error=True, says="cannot be the output folder")
    for path in ["ibid.yaml", "content/x.md", "/dev/null", "/proc/x", "/dev/full", "x\ny", "", "{outside}/secret.md", "{outside}/secret.md/x"]:
        yield Site("output", f"into {path!r}", {"content/x.md": article(), "ibid.yaml": settings()}, args=["build", "-o", path], error=True if path != "x\ny" else None)
    for target in ["content", "{home}", "{outside}", "/", "..", ".", "{outside}/none", "public", "sources"]:
        yield Site("output", f"public is a link to {target}", {"public": Link(target), "content/x.md": article(), "sources/x.yaml": ""}, built=False, error=None if target in ("{outside}", "{outside}/none", "public") else True)
    yield Site("output", "public is a file", {"public": CANARY, "content/x.md": article()}, built=False, error=True)
    yield Site("output", "public is a pipe", {"public": Pipe(), "content/x.md": article()}, built=False, error=True)
    for name in ["index.html", "x.js", "x.php", "_headers", "_redirects", ".htaccess", "x.svg", "x.xml", "x.wasm", "x.swf", "x.html", "x.pdf", "x.exe", "sw.js", "x.webmanifest", "web.config", "x.mhtml", "x.SVG", "x.svg.html", "x.HTML"]:
        yield Site("output", f"an active file {name}", {f"content/{name}": "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "content/x.md": article(body=f"Text [@a]. ![x]({name}) [y]({name})\n")})


# ----------------------------------------------------------------------------------------------------------- settings

SETTINGS = ["title", "description", "base_url", "lang", "nav", "publisher", "authors", "theme", "formats", "source_pages", "per_page", "feed_items", "coverage", "smart_punctuation", "math", "rail", "og_images", "search", "integrity_page", "html", "limits", "rules", "bibliography", "deploy", "citation_style", "numbering", "date", "extra"]
SETTING_VALUES = {**TYPES, "minus one": "-1", "zero": "0", "2^64": "18446744073709551616", "a fraction": "0.5", "a script": '"<script>alert(1)</script>"', "an address that runs": "javascript:alert(1)", "an unknown word": "zzz"}


def site_settings():
    for key in SETTINGS:
        for name, value in SETTING_VALUES.items():
            yield Site("settings", f"{key} is {name}", {"ibid.yaml": f"{key}: {value}\n", "content/x.md": article()})
    for key in ["nesting", "sources", "citations", "formula", "code", "code_work", "raw_html", "line"]:
        for value in ["0", "-1", "18446744073709551615", "18446744073709551616", "x", "[]", "1"]:
            yield Site("settings", f"limit {key} is {value}", {"ibid.yaml": f"limits: {{{key}: {value}}}\n", "content/x.md": article(body="Text [@a]. $x$ <b>y</b>\n\n```js\nx\n```\n")})
    for url in ["https://a.example", "http://a.example/", "https://a.example/x/../y/", "https://a.example/?x=1", "https://a.example/#x", "https://user:word@a.example/", "//a.example/", "ftp://a.example/", "https://", "https:///x", "https://a.example/\"><script>", "https://a.example/ x", "https://a.example:99999/", "https://[::1]/", "https://ä.example/"]:
        yield Site("settings", f"base_url {url}", {"ibid.yaml": f"base_url: {quoted(url)}\n", "content/x.md": article()})
        yield Site("settings", f"--base-url {url}", {"content/x.md": article()}, args=["build", "--base-url", url])
    for shard in ["0/1", "1/0", "2/1", "x", "1/99999999999", "-1/2", "1/2"]:
        yield Site("settings", f"--shard {shard}", {"content/x.md": article()}, args=["build", "--shard", shard], built=False)


# ------------------------------------------------------------------------------------------------------------- themes

TEMPLATES = ["article.html", "base.html", "home.html", "list.html", "not-found.html", "parts.html", "search.html", "source.html", "sources.html", "topics.html"]
BROKEN = {"an open tag": "{{ x", "an unknown name": "{{ nothing.at.all }}", "an unknown filter": "{{ 1 | nothing }}", "a call of itself": "{% include \"SELF\" %}", "an unknown parent": "{% extends \"nothing.html\" %}", "bytes": b"\xff\xfe{{ x }}"}


def themes():
    for template in TEMPLATES:
        for name, text in BROKEN.items():
            given = text if isinstance(text, bytes) else text.replace("SELF", template)
            yield Site("theme", f"{template}, {name}", {"ibid.yaml": settings("theme: t\n"), f"themes/t/templates/{template}": given, "content/x.md": article()})
    for name, text in {"no map": "x", "a list": "- x", "unknown keys": "zzz: 1\n", "a wrong type": "colors: [1]\n", "brackets": "[" * 1_000, "bytes": b"\xff", "a script": "font: \"</style><script>alert(1)</script>\"\n", "an alias": "a: &a [*a]\n"}.items():
        yield Site("theme", f"theme.yaml, {name}", {"ibid.yaml": settings("theme: t\n"), "themes/t/theme.yaml": text, "content/x.md": article()})
        yield Site("theme", f"words, {name}", {"ibid.yaml": settings("theme: t\n"), "themes/t/words/en.yaml": text, "content/x.md": article()})
    for name, text in {"no end": "a{b:url(", "a script": "</style><script>alert(1)</script>", "nesting": "a{" * 10_000, "a comment": "/*" * 10_000, "bytes": b"\xff\0"}.items():
        yield Site("theme", f"style.css, {name}", {"ibid.yaml": settings("theme: t\n"), "themes/t/assets/style.css": text, "content/x.md": article()})
    for name in ["a b.css", "../x.css".replace("/", "_"), "con.css", "x", "a:b.js", "x" * 240 + ".css", "\u202ex.css"]:
        yield Site("theme", f"an asset {name[:30]!r}", {"ibid.yaml": settings("theme: t\n"), f"themes/t/assets/{name}": "a{}", "content/x.md": article()})


# --------------------------------------------------------------------------------------------------------- unreadable


def unreadable():
    base = {"content/x.md": article(), "ibid.yaml": settings(), "sources/x.yaml": "- id: b\n  title: B\n", "content/pics/p.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>", "content/y.md": article("bibliography: y.bib\n", title="title: Y?\n", body="Text [@a]. ![p](pics/p.svg)\n"), "content/y.bib": "@book{k, title={K}}\n"}
    for path in ["content/x.md", "ibid.yaml", "sources/x.yaml", "sources", "content", "content/pics", "content/pics/p.svg", "content/y.bib"]:
        yield Site("unreadable", f"{path} has no rights", base, locked={path: 0}, error=True, says="ermission denied")
    for path in ["public", "public/index.html", "public/assets", "public/.ibid-manifest", "public/a"]:
        yield Site("unreadable", f"{path} has no rights", base, locked={path: 0})
        yield Site("unreadable", f"{path} may not be written", base, locked={path: 0o555})
    yield Site("unreadable", "the site may not be written", base, locked={".": 0o555}, built=False, error=True)
    yield Site("unreadable", "a theme without rights", {**base, "ibid.yaml": settings("theme: t\n"), "themes/t/assets/x.css": "a{}"}, locked={"themes/t/assets/x.css": 0}, error=True)


KINDS = [injection, markdown, yaml, paths, highlighting, imports, output, site_settings, themes, unreadable]


def corpus():
    """All sites, each once."""
    seen = set()
    for kind in KINDS:
        for site in kind():
            assert (site.kind, site.name) not in seen, f"{site.kind}: {site.name} stands twice"
            seen.add((site.kind, site.name))
            yield site
