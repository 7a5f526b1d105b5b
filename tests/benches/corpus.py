#!/usr/bin/env python3
"""A corpus of cited answers, the same for the same seed and size: corpus.py -n 10000 -o DIR [--seed 1]

Writes DIR/answers/SLUG.md: about 800 words in 3 to 5 sections with 15 citations, a direct answer, five sources drawn
with a skew from a pool (so that works recur), one to three topics; every fifth article has a code block, a table, a
note, a list or a link to another article. ibid and Hugo read the same files.
"""
import argparse
import bisect
import itertools
import json
import os
import random
from concurrent.futures import ProcessPoolExecutor

COMMON = ("the of and to in a is that for with as on by this from are be at which an it was or not can their more than has "
          "these have were between but also its both when may such only other most over into after some all they two each "
          "while however because within how often even where there less through if then").split()
NOUNS = ("method effect sample source review trial risk outcome measure model data result network language text sensor "
         "signal noise quality rate error score test system task domain estimate query index report patient dose cell "
         "protein tissue sleep memory stress climate carbon energy battery storage cost price market policy wage growth "
         "trade household survey school student river forest soil ocean storm species crop water").split()
QUESTIONS = "Does Can How Why When Which Should Is Are Where What".split()
FAMILY = "Adler Brandt Chen Dubois Eriksen Fontana Garcia Haddad Ito Jansen Kowalski Lindqvist Moreau Novak Okafor".split()
TOPICS = [f"{kind} {noun}" for noun in NOUNS for kind in ("Applied", "Clinical", "Public", "Urban")]
CODE = {
    "rust": "fn {a}(input: &[u64]) -> u64 {{\n    // sums what is over the bound\n    input.iter().filter(|n| **n > {n}).sum()\n}}\n",
    "python": "def {a}(rows):\n    \"\"\"Mean of what is over the bound.\"\"\"\n    kept = [r for r in rows if r > {n}]\n    return sum(kept) / len(kept)\n",
    "js": "export function {a}(rows) {{\n  // the largest first\n  return rows.filter((r) => r > {n}).sort((x, y) => y - x);\n}}\n",
}


def skew(count, power):
    """Cumulative weights that fall off with rank."""
    return list(itertools.accumulate(1 / (rank + 5) ** power for rank in range(count)))


def draw(random_, weights, count):
    """Some different ranks."""
    found = []
    while len(found) < count:
        rank = min(bisect.bisect(weights, random_.random() * weights[-1]), len(weights) - 1)
        if rank not in found:
            found.append(rank)
    return found


class Pool:
    """What articles share: words, sources, topics."""

    def __init__(self, seed, size):
        random_ = random.Random(f"pool {seed}")
        syllables = [a + b for a in "b d f g l m n p r s t v br st tr".split() for b in "a e i o u an er is on".split()]
        made = sorted({"".join(random_.choices(syllables, k=random_.choice((2, 2, 3)))) for _ in range(9_000)})
        random_.shuffle(made)
        self.words = COMMON + NOUNS + made[:6_000]
        self.word_weights = skew(len(self.words), 0.9)
        self.topics = TOPICS[: max(8, min(len(TOPICS), size // 20))]
        self.topic_weights = skew(len(self.topics), 0.8)
        self.sources = [self.source(random_, n) for n in range(max(20, size * 2))]
        self.source_weights = skew(len(self.sources), 0.6)

    def sentence(self, random_, low=9, high=27):
        words = random_.choices(self.words, cum_weights=self.word_weights, k=random_.randint(low, high))
        if len(words) > 14 and random_.random() < 0.6:
            words[len(words) // 2] += ","
        if random_.random() < 0.12:
            words.insert(-2, f"{random_.randint(2, 98)}.{random_.randint(0, 9)}%")
        return " ".join(words).capitalize() + "."

    def question(self, random_, low=5, high=9):
        words = random_.choices(self.words, cum_weights=self.word_weights, k=random_.randint(low, high))
        return f"{random_.choice(QUESTIONS)} {random_.choice(NOUNS)} {' '.join(words)}?"

    def source(self, random_, number):
        names = [f"{random_.choice(FAMILY)}, {random_.choice('ABCDEFGHJKLM')}." for _ in range(random_.randint(1, 4))]
        year = random_.randint(1998, 2025)
        place = (f"doi: {json.dumps(f'10.{random_.randint(1000, 9999)}/{random_.choice(NOUNS)}.{number}')}" if random_.random() < 0.8
                 else f"url: {json.dumps(f'https://example.org/{random_.choice(NOUNS)}/{number}')}")
        title = self.question(random_, 6, 10).rstrip("?")
        finding = " ".join(self.sentence(random_, 12, 20) for _ in range(random_.choice((1, 1, 2))))
        return (f"s{number}", f"  - id: s{number}\n    title: {json.dumps(title)}\n    authors: {json.dumps(names)}\n    year: {year}\n"
                              f"    {place}\n    finding: {json.dumps(finding)}\n")


def title_of(pool, seed, number):
    return pool.question(random.Random(f"title {seed} {number}"), 6, 10)


def slug_of(title, number):
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())[:60].strip("-") + f"-{number}"


def extra(pool, random_, seed, number, size):
    """What every fifth article has, and what ends its text."""
    kind = number % 5
    if kind == 0 and size > 1:
        other = random_.randrange(size)
        return f"See [a related question](/answers/{slug_of(title_of(pool, seed, other), other)}/) on this site.", ""
    if kind == 1:
        language = random_.choice(sorted(CODE))
        return f"```{language}\n{CODE[language].format(a=random_.choice(NOUNS), n=random_.randint(2, 90))}```", ""
    if kind == 2:
        rows = "\n".join(f"| {random_.choice(NOUNS)} | {random_.uniform(0, 99):.1f} | {random_.uniform(0, 99):.1f} |" for _ in range(6))
        return f"| Name | Before | After |\n| --- | --- | --- |\n{rows}", ""
    if kind == 3:
        return "A note is due here.[^n1]", f"\n[^n1]: {pool.sentence(random_)}\n"
    return "\n".join(f"- {pool.sentence(random_, 6, 14)}" for _ in range(4)), ""


def article(pool, seed, number, size):
    random_ = random.Random(f"article {seed} {number}")
    title = title_of(pool, seed, number)
    sources = [pool.sources[rank] for rank in draw(random_, pool.source_weights, 5)]
    citations = [name for name, _ in sources] + [random_.choice(sources)[0] for _ in range(random_.randint(8, 12))]
    random_.shuffle(citations)

    def sentence(chance, low=9, high=27):
        text = pool.sentence(random_, low, high)
        return f"{text[:-1]} [@{citations.pop()}]." if citations and random_.random() < chance else text

    answer = " ".join(sentence(0.7, 12, 22) for _ in range(3))
    sections = []
    for _ in range(random_.choice((3, 3, 4, 4, 5))):
        paragraphs = [" ".join(sentence(0.36) for _ in range(random_.randint(3, 5))) for _ in range(3)]
        sections.append(f"## {pool.question(random_, 4, 8)}\n\n" + "\n\n".join(paragraphs) + "\n")
    block, note = extra(pool, random_, seed, number, size)
    rest = "".join(f"{pool.sentence(random_)[:-1]} [@{name}]. " for name in citations).strip()
    topics = [pool.topics[rank] for rank in draw(random_, pool.topic_weights, random_.choice((1, 2, 2, 3)))]
    body = "\n".join(sections) + f"\n{block}\n\n{rest}\n{note}"
    front = (f"title: {json.dumps(title)}\ndescription: {json.dumps(pool.sentence(random_, 14, 24))}\n"
             f"date: {random_.randint(2019, 2025)}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}\n"
             f"topics: {json.dumps(topics)}\nanswer: {json.dumps(answer)}\n"
             f"provenance: Drafted by a language model from the sources below and checked against them.\n"
             f"sources:\n{''.join(text for _, text in sources)}")
    return slug_of(title, number), f"---\n{front}---\n\n{body}"


def write(job):
    seed, size, start, end, folder = job
    pool = Pool(seed, size)
    for number in range(start, end):
        slug, text = article(pool, seed, number, size)
        with open(os.path.join(folder, f"{slug}.md"), "w", encoding="utf-8") as file:
            file.write(text)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("-n", type=int, required=True, help="articles")
    options.add_argument("-o", required=True, help="folder")
    options.add_argument("--seed", default="1")
    given = options.parse_args()
    folder = os.path.join(given.o, "answers")
    os.makedirs(folder, exist_ok=True)
    step = max(1, -(-given.n // (os.cpu_count() or 1)))
    jobs = [(given.seed, given.n, start, min(given.n, start + step), folder) for start in range(0, given.n, step)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(write, jobs))


if __name__ == "__main__":
    main()
