#!/usr/bin/env python3
"""Kills a build at random instants over an older site, and looks at what is left: kills.py IBID [KILLS] [ARTICLES]

After each kill every file of the output is whole, old or new; none that both sites have is missing; a file that is
not ibid's is as it was. After the next build the output is that of a clean build, with nothing stray in it."""

import filecmp
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ARTICLE = """---
title: Question {n} of the {edition} edition?
date: 2026-01-0{day}
topics: [t{topic}]
sources:
  - {{id: a, title: Work {n}, finding: It found {n} of a hundred.}}
---

Answer {n}, {edition} [@a].

## Section {n}

{words}
"""


def write(site, edition, articles):
    for n in range(articles):
        if edition == "new" and n % 10 == 0:
            continue  # some articles are gone from the new edition
        path = site / "content" / f"s{n % 20}" / f"q{n}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = f"The {edition} words of {n} [1]. " * 20
        path.write_text(ARTICLE.format(n=n, edition=edition, day=n % 9 + 1, topic=n % 7, words=words))


def build(ibid, site, output):
    subprocess.run([ibid, "-C", site, "build", "-q", "-o", output], check=True, stdout=subprocess.DEVNULL)


def files(folder):
    return {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}


def same(a, b):
    return filecmp.cmp(a, b, shallow=False)


def is_ours_to_write(name):
    """Files that a build writes beside its outputs while it runs, and takes away."""
    return name.startswith(".ibid") or "/.ibid" in name or name.endswith(".ibid-tmp")


def main():
    ibid = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    articles = int(sys.argv[3]) if len(sys.argv) > 3 else 400
    random.seed(7)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for edition in ("old", "new"):
            write(root / edition, edition, articles)
            build(ibid, root / edition, root / f"{edition}-public")
        old, new = files(root / "old-public"), files(root / "new-public")
        start = time.monotonic()
        shutil.copytree(root / "old-public", root / "timed")
        build(ibid, root / "new", root / "timed")
        usual = time.monotonic() - start
        problems, killed = [], 0
        for n in range(kills):
            public = root / f"public{n}"
            shutil.copytree(root / "old-public", public)
            (public / "notes.txt").write_text("mine")
            run = subprocess.Popen([ibid, "-C", root / "new", "build", "-q", "-o", public], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0, usual))
            if run.poll() is None:
                run.send_signal(signal.SIGKILL)
                killed += 1
            run.wait()
            left = files(public)
            for name, path in left.items():
                known = [side[name] for side in (old, new) if name in side]
                if known and not is_ours_to_write(name) and not any(same(path, k) for k in known):
                    problems.append(f"kill {n}: {name} is torn")
            missing = [name for name in old.keys() & new.keys() if name not in left and not is_ours_to_write(name)]
            problems += [f"kill {n}: {name} is missing" for name in missing]
            build(ibid, root / "new", public)
            after = files(public)
            if after.pop("notes.txt", None) is None or (public / "notes.txt").read_text() != "mine":
                problems.append(f"kill {n}: a file that is not ibid's is gone")
            if after.keys() != new.keys():
                problems.append(f"kill {n}: stray or lacking after the next build: {sorted(after.keys() ^ new.keys())[:5]}")
            problems += [f"kill {n}: {name} differs after the next build" for name in after.keys() & new.keys() if not same(after[name], new[name])]
            shutil.rmtree(public)
        print(f"{killed} of {kills} builds of {articles} articles were killed in time; {len(problems)} problems")
        for problem in problems[:20]:
            print(problem)
        if killed < kills // 3:
            sys.exit("too few kills hit a running build")
        sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
