#!/usr/bin/env python3
"""Hostile patterns repeated to a megabyte, each the whole of an article: patterns.py IBID [KB] [NAME…]

Time must stay in proportion to the length: the exponent of growth between a half and the whole is below 1.2, a megabyte takes at
most 2 s of processor time (highlighted code 5 s) and 500 MB, and the build says what is wrong or builds. Front matter that no YAML reader
should be given is refused at once, and what is just small enough to be read grows no faster. Where less than half a megabyte is asked
for, the bounds of time are in proportion and three times as wide, and growth is not measured."""

import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

FRONT = "---\ntitle: A question?\nsources:\n  - {id: a, title: Work, finding: F}\n  - {id: b, title: Other, finding: G}\n---\n"
CODE = "code"

# Name, what is repeated, what stands before it and behind it.
BODIES = [
    ("citations", "[1]", "", ""),
    ("citations by id", "[@a] ", "", ""),
    ("quotation marks that open", "“a ", "", " [@a]"),
    ("quotation marks and plurals", "‘as’ ", "", " [@a]"),
    ("citations of two", "[1, 2]", "", ""),
    ("references in a row", "[1][2]", "", ""),
    ("unknown sources", "[@zz] ", "", ""),
    ("unknown numbers", "[9]", "", ""),
    ("ranges", "[1–2] ", "", ""),
    ("narrative", "@a says. ", "", ""),
    ("open brackets", "[", "", ""),
    ("open brackets and text", "[a", "", ""),
    ("close brackets", "]", "", ""),
    ("links", "[a](b)", "", ""),
    ("open links", "[a](", "", ""),
    ("links in links", "[a](<b", "", ""),
    ("references", "[a][b] ", "", ""),
    ("definitions", "[a]: b\n", "", ""),
    ("different definitions", "[{n}]: b\n", "", ""),
    ("images", "![a](b.png)", "", ""),
    ("open images", "![", "", ""),
    ("notes used", "[^a]", "", "\n\n[^a]: b\n"),
    ("notes defined", "[^a{n}]: b\n\n", "", ""),
    ("notes of one name", "[^a]: b\n\n", "", ""),
    ("notes in notes", "[^{n}]: [^{m}]\n\n", "", ""),
    ("stars", "*", "", ""),
    ("open emphasis", "*a ", "", ""),
    ("emphasis in emphasis", "*a **b ", "", ""),
    ("underscores", "_a", "", ""),
    ("tildes", "~~a ", "", ""),
    ("open code", "`a", "", ""),
    ("ticks of all lengths", "{ticks} ", "", ""),
    ("fences", "```\n", "", ""),
    ("quotes nested", "> ", "", ""),
    ("quotes", "> a\n", "", ""),
    ("quotes and rules", "> ---\n", "", ""),
    ("lists", "- a\n", "", ""),
    ("lists nested", "- ", "", ""),
    ("lists deeper and deeper", "{indent}- a\n", "", ""),
    ("numbers", "1. a\n", "", ""),
    ("headings", "## a\n", "", ""),
    ("different headings", "## a{n}\n", "", ""),
    ("heading attributes", "## a {#x}\n", "", ""),
    ("setext", "a\n-\n", "", ""),
    ("table rows", "| a ", "", "|\n"),
    ("tables", "|a|\n|-|\n", "", ""),
    ("a wide table", "|a", "", "|\n{rule}"),
    ("rows", "|a|b|\n", "|a|b|\n|-|-|\n", ""),
    ("math", "$x$ ", "", ""),
    ("open math", "$x ", "", ""),
    ("math nested", "{", "$$", "$$"),
    ("fractions", "\\frac{1}{2}", "$$", "$$"),
    ("formulas", "$\\frac{a}{b}$ ", "", ""),
    ("tags", "<b>", "", ""),
    ("broken tags", "<b", "", ""),
    ("comments", "<!-- a ", "", ""),
    ("declarations", "<!A ", "", ""),
    ("instructions", "<? a ", "", ""),
    ("cdata", "<![CDATA[ ", "", ""),
    ("details", "<details>\n\n", "", ""),
    ("entities", "&amp;", "", ""),
    ("open entities", "&#x", "", ""),
    ("backslashes", "\\", "", ""),
    ("hard breaks", "a\\\n", "", ""),
    ("addresses", "https://a.b/c ", "", ""),
    ("an address", "a", "https://", ""),
    ("mail", "<a@b.c> ", "", ""),
    ("terms", "a\n: b\n\n", "", ""),
    ("tasks", "- [ ] a\n", "", ""),
    ("alerts", "> [!NOTE]\n> a\n\n", "", ""),
    ("divs", "::: a\n", "", ""),
    ("quotation marks", "“a ", "", ""),
    ("quotations", "“a b c d e f g h” [1]. ", "", ""),
    ("figures", "It is 12.5% and 3 of 7 [1]. ", "", ""),
    ("different figures", "It is {n}.5% [1]. ", "", ""),
    ("differences", "It rose by {n} points [1]. ", "", ""),
    ("pasted marks", "【1†source】", "", ""),
    ("open pasted marks", "【", "", ""),
    ("turns", "turn0search0", "", ""),
    ("one word", "a", "", ""),
    ("words", "a ", "", ""),
    ("different words", "w{n} ", "", ""),
    ("full stops", ". ", "", ""),
    ("sentences", "A b. ", "", ""),
    ("abbreviations", "e.g. ", "", ""),
    ("paragraphs", "a\n\n", "", ""),
    ("spaces", " ", "a", "b"),
    ("lines", "\n", "a", "b"),
    ("tabs", "\t", "a", "b"),
    ("Han", "蓝", "", ""),
    ("combining", "\u0301", "a", ""),
    ("right to left", "\u202e\u05d0", "", ""),
    ("latex", "\\textbf{", "", ""),
    ("latex citations", "\\cite{a} ", "", ""),
    ("charts", "```chart\nx\n```\n\n", "", ""),
    ("a chart", "  - [a, 1]\n", "```chart\ntype: bar\ndata:\n", "```\n"),
    ("javascript", "a(/", CODE + " js", ""),
    ("C#", "a ", CODE + " cs", ""),
    ("PHP", "a(", CODE + " php", ""),
    ("Lisp", "a b(", CODE + " lisp", ""),
    ("Makefile", " ", CODE + " make", ""),
    ("Markdown", "[a](", CODE + " markdown", ""),
    ("HTML", "<", CODE + " html", ""),
    ("YAML", "- &a ", CODE + " yaml", ""),
    ("Perl", "q{", CODE + " perl", ""),
    ("Ruby", "#{", CODE + " ruby", ""),
]

# The steepest growth.
EXPONENT = 1.2
# Bytes of front matter that are just read.
READ = 240 * 1024

# Front matter as it stands: a megabyte of it must be refused within 50 ms, and what is read of it takes its share of 2 s.
FRONTS = [
    ("brackets", lambda size: "a: " + "[" * size),
    ("braces", lambda size: "a: " + "{" * size),
    ("dashes", lambda size: "- " * (size // 2)),
    ("alias bomb", lambda size: "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20))),
    ("anchors", lambda size: "".join(f"k{n}: &a{n} x\n" for n in range(size // 12))),
    ("keys", lambda size: "".join(f"k{n}: x\n" for n in range(size // 9))),
    ("text", lambda size: "title: " + "a" * max(size, 300_000)),
    ("questions", lambda size: "? " * (size // 2)),
    ("dashes apart", lambda size: "-  " * (size // 3)),
    ("colons", lambda size: ": " * (size // 2)),
    ("sources of one id", lambda size: "sources:\n" + "- id: a\n  title: T\n" * (size // 19)),
    ("sources without a title", lambda size: "sources:\n" + "- id: a\n" * (size // 8)),
    ("wrong dates", lambda size: "sources:\n" + "- title: T\n  accessed: x\n" * (size // 25)),
    ("mistakes", lambda size: "topics:\n" + "- @a\n" * (size // 5)),
    ("quotes", lambda size: 'a: "' + "\\x41" * (size // 4)),
]


def repeated(unit, size):
    """`unit` to `size` bytes; `{n}` counts."""
    if unit == "{ticks} ":
        return "".join("`" * (n % 400 + 1) + "a " for n in range(size // 200))[:size]
    if unit == "{indent}- a\n":
        return "".join("  " * (n % 200) + "- a\n" for n in range(size // 204))
    if "{n}" in unit or "{m}" in unit:
        length = len(unit.replace("{n}", "12345").replace("{m}", "12345").encode())
        return "".join(unit.replace("{n}", str(n)).replace("{m}", str(n + 1)) for n in range(size // length))
    return unit * (size // len(unit.encode()))


def article(unit, before, after, size):
    if before.startswith(CODE + " "):
        # Blocks and lines as long as are still coloured.
        line = repeated(unit, 990) + "\n"
        block = f"```{before[5:]}\n" + line * 60 + "```\n\n"
        return FRONT + block * max(1, size // len(block))
    after = after.replace("{rule}", "|-" * (size // len(unit.encode())) + "|\n")
    return FRONT + before + repeated(unit, size) + after


def measured(ibid, text):
    """Processor seconds, megabytes and the exit code of a build of one article, and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        (content / "q.md").write_text(text)
        with open(Path(folder) / "said", "w+b") as said:
            run = subprocess.Popen([ibid, "-C", folder, "build", "-q"], stdout=said, stderr=said)
            _, status, used = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            words = said.read(4_000).decode(errors="replace")
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, run.returncode, words


def best(ibid, text, rounds):
    """The least of a few runs: what else the machine does only adds."""
    runs = []
    for _ in range(rounds):
        runs.append(measured(ibid, text))
        if runs[-1][0] > 5:
            break
    return min(runs, key=lambda run: run[0])


def growth(ibid, make, size, seconds, base):
    """The time for a half, and the exponent of growth to the whole; measured again where it seems steep."""
    half, _, _, _ = best(ibid, make(size // 2), 2)
    if seconds - base > 2**EXPONENT * (half - base):
        seconds, half = min(seconds, best(ibid, make(size), 4)[0]), best(ibid, make(size // 2), 4)[0]
    return half, math.log2((seconds - base) / max(half - base, 0.001))


def main():
    ibid = os.path.abspath(sys.argv[1])
    size = int(sys.argv[2] if len(sys.argv) > 2 else 1024) * 1024
    names = sys.argv[3:]
    share = size / (1024 * 1024)
    # What the program takes before it has read anything, and what a debug build takes more.
    slower = 12 if "debug" in ibid else 1
    # A small run is a part of every test run, on machines that do other things too: what grows too steeply is measured on
    # large inputs only, and time may be three times as long. Crashes, memory and what takes minutes show all the same.
    small = size < 512 * 1024
    slower *= 3 if small else 1
    base, _, _, _ = best(ibid, FRONT + "Text [1].\n", 3)
    problems, worst = [], []
    for name, unit, before, after in BODIES:
        if names and name not in names:
            continue
        seconds, megabytes, code, said = best(ibid, article(unit, before, after, size), 2)
        limit = (5 if before.startswith(CODE) else 2) * share * slower + base
        worst.append((seconds, megabytes, name))
        if code not in (0, 1) or "panicked" in said:
            problems.append(f"{name}: exit code {code}: {said[:300]}")
        if code == 1 and "content/q.md:" not in said:
            problems.append(f"{name}: no file and line: {said[:200]}")
        if seconds > limit:
            problems.append(f"{name}: {seconds:.2f} s; {limit:.2f} s are allowed")
        if megabytes > 500:
            problems.append(f"{name}: {megabytes:.0f} MB")
        if not small and seconds - base > 0.3 * limit:
            half, exponent = growth(ibid, lambda part: article(unit, before, after, part), size, seconds, base)
            if exponent > EXPONENT:
                problems.append(f"{name}: {half:.2f} s for a half and {seconds:.2f} s for the whole: exponent {exponent:.2f}")
        if os.environ.get("VERBOSE"):
            print(f"{seconds:6.2f} s {megabytes:5.0f} MB  exit {code}  {name}", flush=True)
    for name, make in FRONTS:
        if names and name not in names:
            continue
        some = min(size, READ)
        read = best(ibid, f"---\n{make(some)[:READ]}\n---\nText.\n", 2)
        if read[0] - base > 2 * slower * some / (1024 * 1024) or read[1] > 500 or read[2] not in (0, 1) or "panicked" in read[3]:
            problems.append(f"front matter of {some // 1024} KB, {name}: {read[0] - base:.2f} s, {read[1]:.0f} MB, exit code {read[2]}: {read[3][:200]}")
        seconds, megabytes, code, said = best(ibid, f"---\n{make(size)}\n---\nText.\n", 3)
        if code != 1 or "content/q.md:" not in said:
            problems.append(f"front matter, {name}: exit code {code}: {said[:200]}")
        if seconds - base > 0.05 * slower:
            problems.append(f"front matter, {name}: {seconds - base:.3f} s")
        if os.environ.get("VERBOSE"):
            print(f"{seconds - base:6.3f} s {megabytes:5.0f} MB  exit {code}  front matter: {name}", flush=True)
    slowest, largest = max(worst, default=(0, 0, "")), max(((m, s, n) for s, m, n in worst), default=(0, 0, ""))
    print(f"{len(worst)} patterns of {size // 1024} KB: at most {slowest[0]:.2f} s ({slowest[2]}) and {largest[0]:.0f} MB ({largest[2]}); {len(problems)} problems")
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
