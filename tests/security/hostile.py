#!/usr/bin/env python3
"""Builds thousands of hostile sites (hostile_sites.py), and looks at what each leaves: hostile.py IBID [--only KIND] [--every N] [--named WORDS]

Each is laid over a small site that was built before, in a folder of its own, and built by a user without rights where this one
has them. Asked of each: exit code 0 or 1 and no panic; at most 2 s of processor time (5 s for code to colour) and 500 MB; nothing
written outside the output; no file of another's changed, removed or published; no source touched; nothing in a page that would
run; every error with file and line, or one of the stated reasons why there is none; after an error the output as it was."""

import argparse
import hashlib
import html.parser
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hostile_sites
from hostile_sites import CANARY, Folder, Link, Pipe

SECRET = "the secret of another folder"
NOBODY = 65534
MEGABYTES = 500
PATIENCE = 40
BASE = {"ibid.yaml": hostile_sites.settings(), "content/a.md": hostile_sites.article(title="title: Is A?\n")}
OUTSIDE = {"secret.md": f"# {SECRET}?\n\n{SECRET}\n", "secret.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{SECRET}</desc></svg>', "secret.yaml": f"title: {SECRET}\n", "secret.bib": f"@book{{k, title={{{SECRET}}}}}\n"}

# Errors that are of no file's line, and why.
PLACELESS = [
    (r"^error: nothing was published: ", "the last words, behind the findings"),
    (r"cannot be the output folder: ", "it is of a folder, which the settings or the command line name"),
    (r"is in the way: ibid did not write it", "it is of a file of the output"),
    (r"^error: could not [a-z ]+ .*: .*\(os error \d+\)$", "it is of a file or folder that cannot be read or written at all"),
    (r"^error: .* has no folder `content`", "there is no site"),
    (r"^error: the theme is broken: .*(\.html|\.yaml|\.css)", "the theme's engine names the file, and the line where it knows one"),
    (r"^error: could not read .*: it is a (file|folder), and is to be ", "a file stands in the place of a folder, or a folder in that of a file"),
    (r"is a file, and the site is written into a folder of that name", "it is of the output folder"),
    (r"^error: `assets/.*` cannot be written: ", "it is of the name of a theme's file"),
    (r"^error: (the argument|invalid value|unexpected argument|a value is required|the following required|--)", "it is of the command line"),
]


def digest(path):
    kind = path.lstat()
    if stat.S_ISLNK(kind.st_mode):
        return "link " + os.readlink(path)
    if stat.S_ISREG(kind.st_mode):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return f"kind {stat.S_IFMT(kind.st_mode)}"


def snapshot(folder, without=()):
    """What lies below a folder, but for what lies below others."""
    out = {}
    for top, folders, files in os.walk(os.fsencode(folder)):
        top = os.fsdecode(top)
        if any(top == str(w) or top.startswith(f"{w}/") for w in without):
            folders.clear()
            continue
        for name in [*folders, *files]:
            path = Path(top, os.fsdecode(name))
            if path not in without:
                out[str(path)] = digest(path)
    return out


def remove(path):
    if path.is_symlink() or path.is_file() or path.is_fifo():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def lay(root, files, names):
    """Writes a site's files; what lies in their way goes."""
    for name, what in files.items():
        path = root / os.fsdecode(name)
        for folder in reversed(path.parents):
            if folder.is_relative_to(root) and (folder.is_symlink() or (folder.exists() and not folder.is_dir())):
                folder.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        remove(path)
        if isinstance(what, Link):
            path.symlink_to(what.target.format(**names))
        elif isinstance(what, Pipe):
            os.mkfifo(path)
        elif isinstance(what, Folder):
            path.mkdir()
        else:
            path.write_bytes(what if isinstance(what, bytes) else what.encode("utf-8", "surrogatepass"))


class Page(html.parser.HTMLParser):
    """Notes what a page holds that may run."""

    ACTIVE = {"iframe", "object", "embed", "base", "frame", "frameset", "applet", "portal", "animate", "set", "animatetransform", "foreignobject", "handler", "style"}
    ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "srcset", "ping", "manifest"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in self.ACTIVE or (tag == "script" and not given.get("src") and given.get("type") not in ("application/ld+json", "application/json")):
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            plain = re.sub(r"[\t\n\r]", "", value or "").strip("".join(map(chr, range(33)))).lower()
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"<{tag} {name}>")
            if name in self.ADDRESSES and re.match(r"(javascript|vbscript|data|blob|file):", plain):
                self.found.append(f"<{tag} {name}={plain[:40]}>")
            if tag == "meta" and name == "content" and re.search(r"url\s*=\s*['\"]?\s*(javascript|data|vbscript):", plain):
                self.found.append(f"<meta {plain[:40]}>")


class Runner:
    def __init__(self, ibid, work):
        self.work, self.problems, self.refused, self.counts = work, [], 0, {}
        self.pages = set()
        self.drop = os.geteuid() == 0
        # A user without rights has to reach it.
        work.chmod(0o755)
        self.ibid = work / "ibid"
        shutil.copy(ibid, self.ibid)
        self.slower = 12 if "debug" in str(ibid) else 1
        hostile_sites.SHARE = 1 / 16 if self.slower > 1 else 1.0
        lay(work / "base", BASE, {})
        subprocess.run([self.ibid, "-C", work / "base", "build", "-q"], check=True)
        self.own = {line for line in (work / "base/public/.ibid-manifest").read_text().splitlines() if not line.startswith("#")}
        self.seconds = {}
        self.worst = {}

    def problem(self, site, what):
        self.problems.append(f"{site.kind}: {site.name}: {what}")

    def run(self, site):
        root = self.work / "run"
        shutil.rmtree(root, ignore_errors=True)
        names = {"outside": str(root / "outside"), "home": str(root / "home"), "site": str(root / "site")}
        shutil.copytree(self.work / "base", root / "site", symlinks=True)
        if not site.built:
            shutil.rmtree(root / "site/public")
        for folder in ("home", "tmp", "outside"):
            (root / folder).mkdir()
        lay(root / "outside", {**OUTSIDE, "link-to-content": Link("{site}/content"), "link-to-site": Link("{site}")}, names)
        try:
            lay(root / "site", site.files, names)
        except (OSError, ValueError):
            # A name that this file system has no room for.
            self.refused += 1
            return
        self.counts[site.kind] = self.counts.get(site.kind, 0) + 1
        args = [arg.format(**names) for arg in site.args] or ["build"]
        output = root / "site" / (args[args.index("-o") + 1] if "-o" in args else "public")
        real = Path(os.path.realpath(output))
        self.give(root, site)
        aside = (real, output) if site.error is not True and "-o" not in args or real.name == "x\ny" else ()
        before = (snapshot(root, aside), snapshot(real) if real.is_relative_to(root) and real.is_dir() and "-o" not in args else {})
        code, said, seconds, megabytes = self.build(root, args)
        for path in site.locked:
            (root / "site" / path).chmod(0o755)
        self.judge(site, args, code, said, seconds, megabytes)
        self.compare(site, code, root, real, aside, before, said)

    def give(self, root, site):
        for path in [root, *root.rglob("*")]:
            if self.drop:
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        for path, mode in site.locked.items():
            (root / "site" / path).chmod(mode)

    def build(self, root, args):
        rights = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if self.drop else {}
        env = {"HOME": str(root / "home"), "TMPDIR": str(root / "tmp"), "PATH": "/usr/bin:/bin", "RUST_BACKTRACE": "0"}
        with open(self.work / "said", "w+b") as said:
            run = subprocess.Popen([self.ibid, "-C", root / "site", *args], stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=env, cwd=root / "site", **rights)
            ends = time.monotonic() + PATIENCE
            while (done := os.wait4(run.pid, os.WNOHANG))[0] == 0:
                if time.monotonic() > ends:
                    run.kill()
                    done = os.wait4(run.pid, 0)
                    break
                time.sleep(0.002)
            _, status, used = done
            run.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            words = said.read(4 << 20).decode(errors="replace")
        return run.returncode, words, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    def judge(self, site, args, code, said, seconds, megabytes):
        worst = self.worst.setdefault(site.kind, [0.0, "", 0.0, ""])
        if seconds > worst[0]:
            worst[:2] = seconds, site.name
        if megabytes > worst[2]:
            worst[2:] = megabytes, site.name
        usage = bool(site.args) or "content" in site.files
        if code not in ((0, 1, 2) if usage else (0, 1)) or "panicked" in said:
            self.problem(site, f"exit code {code}: {said[-300:]}")
        if seconds > site.seconds * self.slower:
            self.problem(site, f"{seconds:.2f} s")
        if megabytes > MEGABYTES:
            self.problem(site, f"{megabytes:.0f} MB")
        if site.error is not None and (code != 0) != site.error:
            self.problem(site, f"exit code {code}, {'an error' if site.error else 'a site'} is wanted: {said[:200]}")
        if site.says and code != 0 and site.says not in said:
            self.problem(site, f"it does not say “{site.says}”: {said[:300]}")
        if code == 0:
            return
        lines = said.splitlines()
        errors = [n for n, line in enumerate(lines) if line.startswith("error")]
        if not errors:
            self.problem(site, f"it fails and says nothing: {said[:200]}")
        for n in errors:
            placed = lines[n].startswith("error[") and n + 1 < len(lines) and re.match(r"\s*──▶ .+:\d+", lines[n + 1])
            # A template's place stands below what is wrong in it.
            whole = " ".join(lines[n : n + 3])
            if not placed and not any(re.search(pattern, lines[n]) or (" theme " in pattern and re.search(pattern, whole)) for pattern, _ in PLACELESS):
                self.problem(site, f"no file and line: {lines[n][:200]}")
                break

    def compare(self, site, code, root, real, aside, before, said):
        inputs = tuple(str(root / part) for part in ("site/content", "outside", "home"))

        def told(old, new):
            # The output's own books tell of a build that began and did not end.
            old, new = ({p: d for p, d in side.items() if not Path(p).name.startswith(".ibid-") or p.startswith(inputs)} for side in (old, new))
            return [os.path.relpath(p, root)[:100] for p in sorted(old.keys() | new.keys()) if old.get(p) != new.get(p)][:4]

        if changed := told(before[0], snapshot(root, aside)):
            self.problem(site, f"outside the output changed: {changed}")
        after = snapshot(real) if real.is_dir() and before[1] else {}
        if code != 0 and before[1]:
            if changed := told(before[1], after):
                self.problem(site, f"the output changed, and it failed: {changed}: {said[-200:]}")
        for name in site.files:
            name = os.fsdecode(name)
            below = name.removeprefix("public/")
            own = site.built and below in self.own or below.startswith(".ibid-")
            path = str(real / below)
            if name.startswith("public/") and not own and path in before[1] and after.get(path) != before[1][path]:
                self.problem(site, f"{name} is another's, and was changed or removed")
        if code == 0 and real.is_dir():
            self.look(site, real, before[1], after)

    def look(self, site, real, before, after):
        trusted = "trust" in str(site.files.get("ibid.yaml", "")) or site.kind == "theme"
        for path, now in after.items():
            if before.get(path) == now or now.startswith(("link", "kind")) or now in self.pages:
                continue
            self.pages.add(now)
            text = Path(path).read_bytes().decode(errors="replace")
            if SECRET in text or CANARY in text:
                self.problem(site, f"{os.path.relpath(path, real)} shows another's file")
            if path.endswith((".html", ".svg")) and not trusted:
                page = Page()
                page.feed(text)
                if page.found:
                    self.problem(site, f"{os.path.relpath(path, real)} holds {sorted(set(page.found))[:4]}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("ibid", type=Path)
    arguments.add_argument("--only", help="sites of this kind")
    arguments.add_argument("--every", type=int, default=1, help="every N-th site of each kind")
    arguments.add_argument("--named", default="", help="sites whose name holds this")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(given.ibid.resolve(), Path(folder).resolve())
        place = {}
        for site in hostile_sites.corpus():
            place[site.kind] = place.get(site.kind, -1) + 1
            if place[site.kind] % given.every or (given.only and site.kind != given.only) or given.named not in site.name:
                continue
            runner.run(site)
            if os.environ.get("VERBOSE"):
                print(site.kind, site.name, flush=True)
    for kind, (seconds, slowest, megabytes, largest) in runner.worst.items():
        print(f"{kind}: {runner.counts[kind]} sites, at most {seconds:.2f} s ({slowest}) and {megabytes:.0f} MB ({largest})")
    print(f"{sum(runner.counts.values())} hostile sites, {runner.refused} that this file system cannot hold; {len(runner.problems)} problems")
    for problem in runner.problems[:200]:
        print(problem)
    sys.exit(1 if runner.problems or not runner.counts else 0)


if __name__ == "__main__":
    main()
