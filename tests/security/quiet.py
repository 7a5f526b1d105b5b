#!/usr/bin/env python3
"""What a build asks of the system: quiet.py IBID [SITE]

Run under strace: `build`, `check`, `search` and `explain` open no socket and start no process, and what `build` opens for writing lies
in the output folder. Threads of the program itself are no processes."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOCKETS = re.compile(r"\b(socket|socketpair|connect|bind|listen|accept4?|sendto|sendmsg|recvfrom|recvmsg|getsockname)\(")
STARTS = re.compile(r"\b(execve|execveat|fork|vfork)\(")
OPENS = re.compile(r'\b(?:open|openat|creat)\((?:AT_FDCWD, )?"([^"]*)", ([A-Z_|]+)')
CHANGES = re.compile(r'\b(?:rename|renameat2?|mkdir|mkdirat|unlink|unlinkat|rmdir|link|linkat|symlink|symlinkat|truncate|chmod|fchmodat)\(.*?"([^"]*)"')


def traced(log, command, folder):
    subprocess.run(["strace", "-f", "-y", "-qq", "-s", "4096", "-e", "trace=network,process,file", "-o", log, *command], cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # A path from an open folder is told from that folder's.
    text = re.sub(r"AT_FDCWD<[^>]*>", "AT_FDCWD", log.read_text(errors="replace"))
    return re.sub(r'\b\d+<([^>]*)>, "([^"/][^"]*)"', r'"\1/\2"', text).splitlines()


def loud(lines):
    """Calls that open a socket or start a process, but for the start of the program itself."""
    found = [line for line in lines if SOCKETS.search(line)]
    found += [line for line in lines if STARTS.search(line)][1:]
    # A thread shares memory; a process does not.
    found += [line for line in lines if re.search(r"\bclone3?\(", line) and "resumed" not in line and "CLONE_VM" not in line]
    return found


def outside(lines, site, output):
    """Paths that are opened for writing, or changed, outside the output folder."""
    written = []
    for line in lines:
        opened = OPENS.search(line)
        if opened and re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", opened[2]):
            written.append(opened[1])
        changed = CHANGES.search(line)
        if changed:
            written.append(changed[1])
    whole = [os.path.normpath(os.path.join(site, path)) for path in written]
    allowed = (str(output) + "/", "/dev/", "/proc/")
    return sorted({path for path in whole if path != str(output) and not path.startswith(allowed)}), len(whole)


def main():
    ibid = os.path.abspath(sys.argv[1])
    problems, writes = [], 0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder).resolve() / "site"
        shutil.copytree(ROOT / "content", site / "content", symlinks=True)
        shutil.copy(ROOT / "ibid.yaml", site)
        output = site / "public"
        for command in (["build"], ["build", "--base-url", "https://a.example/"], ["check"], ["search", "what is a source"], ["explain", "unknown-source"]):
            lines = traced(Path(folder) / "log", [ibid, *command], site)
            if len(lines) < 5:
                problems.append(f"{command}: strace saw {len(lines)} calls")
            problems += [f"{' '.join(command)}: {line}" for line in loud(lines)]
            strangers, count = outside(lines, site, output)
            writes += count
            problems += [f"{' '.join(command)} writes {path}" for path in strangers]
        if not (output / "index.html").exists() or writes < 50:
            problems.append(f"nothing was built, or strace did not see it: {writes} writes")
    print(f"5 commands, {writes} calls that write, all below the output; {len(problems)} problems")
    for problem in problems[:20]:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
