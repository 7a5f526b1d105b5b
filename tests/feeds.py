#!/usr/bin/env python3
"""Feeds, sitemap and OpenSearch description of a built site against what their formats demand: feeds.py DIR"""

import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlparse

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
W3CDTF = re.compile(r"\d{4}-\d\d-\d\d$")
problems = []
checked = 0


def expect(right, what):
    global checked
    checked += 1
    if not right:
        problems.append(what)


def is_address(text):
    parts = urlparse(text or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def one(parent, name, where):
    found = parent.findall(ATOM + name)
    expect(len(found) == 1, f"{where}: exactly one {name} (RFC 4287, 4.1.1 and 4.1.2), found {len(found)}")
    return (found[0].text or "") if found else ""


def atom(path):
    root = ET.parse(path).getroot()
    expect(root.tag == ATOM + "feed", f"{path}: the root is atom:feed")
    for name in ("title", "id", "updated"):
        one(root, name, path)
    expect(RFC3339.match(one(root, "updated", path)), f"{path}: updated is an RFC 3339 time")
    expect(is_address(root.find(ATOM + "id").text), f"{path}: the id is an IRI")
    expect(any(l.get("rel") == "self" for l in root.findall(ATOM + "link")), f"{path}: a self link (4.1.1)")
    own_author = root.find(ATOM + "author") is not None
    entries = root.findall(ATOM + "entry")
    expect(entries, f"{path}: it has entries")
    ids = [one(entry, "id", path) for entry in entries]
    expect(len(ids) == len(set(ids)), f"{path}: ids of entries differ")
    for entry in entries:
        where = f"{path}: {one(entry, 'title', path)}"
        expect(RFC3339.match(one(entry, "updated", where)), f"{where}: updated is an RFC 3339 time")
        expect(own_author or entry.find(ATOM + "author") is not None, f"{where}: an author (4.1.2)")
        links = [l for l in entry.findall(ATOM + "link") if l.get("rel", "alternate") == "alternate"]
        expect(entry.find(ATOM + "content") is not None or links, f"{where}: content or an alternate link (4.1.2)")
        expect(all(is_address(l.get("href")) for l in links), f"{where}: links are full addresses")
        order = [child.tag for child in entry]
        expect(order.count(ATOM + "summary") <= 1 and order.count(ATOM + "content") <= 1, f"{where}: one summary and content at most")


def json_feed(path):
    feed = json.loads(path.read_text("utf-8"))
    expect(feed.get("version") == "https://jsonfeed.org/version/1.1", f"{path}: version")
    expect(isinstance(feed.get("title"), str) and feed["title"], f"{path}: title")
    expect(is_address(feed.get("feed_url")) and is_address(feed.get("home_page_url")), f"{path}: addresses")
    expect(isinstance(feed.get("items"), list) and feed["items"], f"{path}: items")
    for item in feed["items"]:
        expect(isinstance(item.get("id"), str) and item["id"], f"{path}: an item's id")
        expect("content_text" in item or "content_html" in item, f"{path}: an item's content")
        for name in ("date_published", "date_modified"):
            expect(name not in item or RFC3339.match(item[name]), f"{path}: {name}")


def sitemap(path, root):
    tree = ET.parse(path).getroot()
    expect(tree.tag == SITEMAP + "urlset", f"{path}: the root is urlset")
    places = [loc.text for loc in tree.iter(SITEMAP + "loc")]
    expect(0 < len(places) <= 50_000, f"{path}: between 1 and 50,000 addresses")
    expect(len(places) == len(set(places)), f"{path}: no address twice")
    expect(path.stat().st_size <= 50 * 1024 * 1024, f"{path}: at most 50 MB")
    for place in places:
        expect(is_address(place), f"{path}: {place} is a full address")
        file = root / urlparse(place).path.lstrip("/")
        expect((file / "index.html").is_file() or file.is_file(), f"{path}: {place} is a page of the site")
    for changed in tree.iter(SITEMAP + "lastmod"):
        expect(W3CDTF.match(changed.text), f"{path}: lastmod {changed.text}")


def opensearch(path):
    root = ET.parse(path).getroot()
    expect(root.tag == SEARCH + "OpenSearchDescription", f"{path}: the root")
    expect(0 < len(root.findtext(SEARCH + "ShortName", "")) <= 16, f"{path}: ShortName of at most 16 characters")
    expect(0 < len(root.findtext(SEARCH + "Description", "")) <= 1024, f"{path}: Description of at most 1,024 characters")
    expect("{searchTerms}" in root.find(SEARCH + "Url").get("template", ""), f"{path}: the template has searchTerms")


def main():
    root = Path(sys.argv[1])
    feeds = sorted(root.rglob("feed.xml"))
    expect(feeds, f"{root}: feeds are written")
    for path in feeds:
        atom(path)
    for path in sorted(root.rglob("feed.json")):
        json_feed(path)
    expect(len(list(root.rglob("feed.json"))) == len(feeds), "every Atom feed has a JSON feed beside it")
    sitemap(root / "sitemap.xml", root)
    opensearch(root / "opensearch.xml")
    robots = (root / "robots.txt").read_text("utf-8")
    expect(robots.startswith("User-agent: *\n") and "Sitemap: https://" in robots, "robots.txt: a group and the sitemap (RFC 9309)")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(feeds)} feeds, sitemap and search description: {checked - len(problems)} passed, {len(problems)} failed")
    sys.exit(bool(problems))


main()
