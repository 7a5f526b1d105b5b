#!/usr/bin/env python3
"""What a build leaves when the disk fails it, and when two run at once: failures.py IBID [STEP]

1. The n-th call that writes fails, for every n (every STEP-th, where one is given), as on a full disk and on one that may not be written: the build says
   so and exits 1 (or does without, where it can), every file is whole, and the next build gives a clean build's bytes.
2. Two builds into one folder: each ends well or says who has the folder; the bytes are a clean build's.
3. A lock that a killed build left is no obstacle."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kills import build, files, same, write

ARTICLES = 6
problems = []


def expect(right, what):
    if not right:
        problems.append(what)


def shim(folder):
    library = folder / "failing.so"
    source = Path(__file__).with_name("failing.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


def run(ibid, site, public, library=None, at=0, code=errno.ENOSPC):
    env = dict(os.environ)
    if library:
        env |= {"LD_PRELOAD": str(library), "FAIL_BELOW": public.name, "FAIL_AT": str(at), "FAIL_WITH": str(code)}
    return subprocess.run([ibid, "-C", site, "build", "-q", "-o", public], env=env, capture_output=True, text=True)


def whole(public, old, new, what):
    for name, path in files(public).items():
        known = [side[name] for side in (old, new) if name in side]
        if known and not name.startswith(".ibid") and not any(same(path, k) for k in known):
            problems.append(f"{what}: {name} is torn")


def equals(public, new, what):
    left = files(public)
    expect(left.keys() == new.keys(), f"{what}: files differ: {sorted(left.keys() ^ new.keys())[:4]}")
    for name in left.keys() & new.keys():
        expect(same(left[name], new[name]), f"{what}: {name} differs")


def failing_writes(ibid, root, library, start, step):
    """`start` is the output that the build finds: that of an older site, or none."""
    old, new = (files(start) if start else {}), files(root / "new-public")
    tried = 0
    for code in (errno.ENOSPC, errno.EACCES):
        at, quiet = 1 - step, 0
        while quiet < 3:
            at += step
            tried += 1
            public = root / "failing-public"
            shutil.rmtree(public, ignore_errors=True)
            if start:
                shutil.copytree(start, public)
            done = run(ibid, root / "new", public, library, at, code)
            what = f"call {at} fails with {errno.errorcode[code]}{' in a new folder' if not start else ''}"
            quiet = quiet + 1 if done.returncode == 0 else 0
            expect(done.returncode in (0, 1), f"{what}: exit code {done.returncode}: {done.stderr[-300:]}")
            expect(done.returncode == 0 or "error:" in done.stderr, f"{what}: says nothing")
            whole(public, old, new, what)
            build(ibid, root / "new", public)
            equals(public, new, what)
    return tried


def two_at_once(ibid, root):
    new = files(root / "new-public")
    for n in range(10):
        public = root / "shared-public"
        shutil.rmtree(public, ignore_errors=True)
        shutil.copytree(root / "old-public", public)
        command = [ibid, "-C", root / "new", "build", "-q", "-o", public]
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        ended = [(p.communicate()[1], p.returncode) for p in both]
        expect(any(code == 0 for _, code in ended), f"two builds, time {n}: neither ended well: {ended}")
        expect(all(code == 0 or "another build" in said for said, code in ended), f"two builds, time {n}: {ended}")
        equals(public, new, f"two builds, time {n}")


def stale_lock(ibid, root):
    public = root / "stale-public"
    shutil.copytree(root / "old-public", public)
    # The number of a process that lives and is no build: this one.
    (public / ".ibid-lock").write_text(f"{os.getpid()}\n")
    done = run(ibid, root / "new", public)
    expect(done.returncode == 0, f"a stale lock stops the build: {done.stderr}")
    equals(public, files(root / "new-public"), "a stale lock")


def main():
    ibid = os.path.abspath(sys.argv[1])
    step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for edition in ("old", "new"):
            write(root / edition, edition, ARTICLES)
            build(ibid, root / edition, root / f"{edition}-public")
        library = shim(root)
        tried = failing_writes(ibid, root, library, root / "old-public", step)
        tried += failing_writes(ibid, root, library, None, step)
        two_at_once(ibid, root)
        stale_lock(ibid, root)
    print(f"{tried} builds with a failing call, 10 pairs of builds, 1 stale lock; {len(problems)} problems")
    for problem in problems[:20]:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
