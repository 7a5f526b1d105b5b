#!/usr/bin/env python3
"""Builds one corpus with several programs in turn, and prints medians and ratios: measure.py WORK SIZE RUNS NAME=COMMAND…

In a command, {content} is the corpus, {site} ibid's folder with its settings, {out} the folder to write, which is not there
before a run; `&&` joins steps, which are timed together. Each program's output is copied by `cp -r` beside it. Programs
take turns, so that whatever else the machine does falls on all alike. CPU is that of the process and its children; memory
the largest peak of a step.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time


def run(command, out):
    """One cold run: wall seconds, CPU seconds, peak megabytes.

    What an earlier run wrote is moved away and removed at the end of all: file systems are slow to give out anew what was
    freed a moment ago (ext4 passes over each inode freed within five seconds), and that is no part of a build.
    """
    if os.path.exists(out):
        os.makedirs(f"{out}-before", exist_ok=True)
        os.rename(out, os.path.join(f"{out}-before", str(time.monotonic_ns())))
    started, cpu, peak = time.monotonic(), 0.0, 0.0
    for step in command.split("&&"):
        process = subprocess.Popen(step.split(), stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"failed: {step}")
        cpu += used.ru_utime + used.ru_stime
        peak = max(peak, used.ru_maxrss / 1024)
    return time.monotonic() - started, cpu, peak


def size(folder):
    """Files and bytes below a folder."""
    files = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    return len(files), sum(os.path.getsize(file) for file in files)


def main():
    work, articles, runs, *given = sys.argv[1:]
    commands = {}
    for item in given:
        name, command = item.split("=", 1)
        # Commands are cut at spaces: a folder has none in its name.
        folder = "".join(c if c.isalnum() else "-" for c in name.lower())
        out = os.path.join(work, f"out-{folder}-{articles}")
        places = {"content": os.path.join(work, f"corpus-{articles}", "content"), "out": out}
        places["site"] = os.path.join(work, f"corpus-{articles}")
        commands[name] = (command.format(**places), out)
        copy = f"{out}-copy"
        commands[f"cp -r ({name})"] = (f"cp -r {out} {copy}", copy)
    results = {name: [] for name in commands}
    for _ in range(int(runs)):
        for name, (command, out) in commands.items():
            results[name].append(run(command, out))
    for _, out in commands.values():
        shutil.rmtree(f"{out}-before", ignore_errors=True)
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in results.items()}
    first = next(iter(medians.values()))
    print(f"{articles} articles, {runs} runs each, in turn; ratios to the first")
    print(f"| program | wall s | CPU s | peak MB | files | MB | wall | CPU | memory |")
    print(f"|---|---|---|---|---|---|---|---|---|")
    for name, row in medians.items():
        files, size_ = size(commands[name][1])
        ratios = " | ".join(f"{value / of:.2f}" for value, of in zip(row, first))
        print(f"| {name} | {row[0]:.2f} | {row[1]:.2f} | {row[2]:.0f} | {files} | {size_ / 1e6:.0f} | {ratios} |")


if __name__ == "__main__":
    main()
