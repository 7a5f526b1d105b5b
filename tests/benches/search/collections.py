#!/usr/bin/env python3
"""Makes collections to measure search on: collections.py corpus DIR | wordnet DIR [ARTICLES] | medquad DIR CLONE | xquad DIR FILE LANG

corpus   adds questions and judgements to a folder that tests/benches/corpus.py has written: titles of its articles.
wordnet  writes real text: synsets of WordNet (Debian's wordnet-base), asked for by the start of their glosses.
medquad  writes 10,000 medical questions with answers from a clone of github.com/abachaa/MedQuAD, asked in other words.
xquad    writes the paragraphs and questions of one file of github.com/google-deepmind/xquad.

Variants: plain, kw (words that few articles have), kw3 (the three rarest), typo (one error), prefix (last word cut).
"""
import collections
import json
import math
import os
import random
import re
import sys
import xml.etree.ElementTree

WORDNET = "/usr/share/wordnet/data."


def broken(word, random_):
    """One letter less, more, other, or two exchanged."""
    at = random_.randrange(1, len(word) - 1)
    letter = random_.choice("abcdefghijklmnoprstuvw")
    return random_.choice([word[:at] + word[at + 1:], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1:],
                           word[:at] + word[at + 1] + word[at] + word[at + 2:]])


def variants(text, df, articles, random_):
    pieces = text.split()
    long = [at for at, piece in enumerate(pieces) if len(re.sub(r"\W", "", piece)) >= 5]
    typo = list(pieces)
    if long:
        at = random_.choice(long)
        typo[at] = broken(typo[at], random_)
    start = re.sub(r"\W+$", "", text)
    last = re.search(r"\w*$", start).group(0)
    cut = start[:len(start) - len(last)] + last[:max(3, math.ceil(len(last) * 0.6))]
    words = re.findall(r"\w+", text)
    telling = [word for word in words if df[word.lower()] < articles * 0.15 and len(word) > 1] or words
    rarest = sorted(dict.fromkeys(telling), key=lambda word: df[word.lower()])[:3]
    return {"plain": text, "typo": " ".join(typo), "prefix": cut, "kw": " ".join(telling),
            "kw3": " ".join(word for word in dict.fromkeys(telling) if word in rarest)}


def write_articles(folder, articles):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "docs.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)


def write_questions(folder, questions, texts, lang="en"):
    """questions: (id of the article, text), or with an id of its own; texts: what the words' frequencies are counted in."""
    questions = [question if len(question) == 3 else (*question, question[0]) for question in questions]
    random_ = random.Random(1)
    df = collections.Counter(word for text in texts for word in set(re.findall(r"\w+", text.lower())))
    lines = collections.defaultdict(list)
    for _, text, name in questions:
        split = random_.choice(["dev", "test"])
        for variant, words in variants(text, df, len(texts), random_).items():
            lines[variant].append(json.dumps({"id": name, "text": words, "lang": lang, "split": split}))
    for variant, rows in lines.items():
        with open(os.path.join(folder, f"queries.{variant}.jsonl"), "w", encoding="utf-8") as file:
            file.write("\n".join(rows) + "\n")
    with open(os.path.join(folder, "qrels.tsv"), "w", encoding="utf-8") as file:
        file.writelines(f"{name}\t{article}\t1\n" for article, _, name in questions)


def corpus(folder):
    names = sorted(os.listdir(os.path.join(folder, "answers")))
    texts = {}
    for name in names:
        with open(os.path.join(folder, "answers", name), encoding="utf-8") as file:
            texts[f"answers/{name.removesuffix('.md')}"] = file.read()
    title = {article: json.loads(re.search(r"^title: (.*)$", text, re.M).group(1)) for article, text in texts.items()}
    chosen = random.Random(9).sample(sorted(texts), min(400, len(texts)))
    write_questions(folder, [(article, title[article]) for article in chosen], list(texts.values()))


def wordnet(folder, count=10_000):
    articles = []
    for kind in ("noun", "verb", "adj", "adv"):
        with open(WORDNET + kind, encoding="latin-1") as file:
            for line in file:
                if line.startswith("  "):
                    continue
                head, gloss = line.split("|", 1)
                fields = head.split()
                names = [fields[4 + 2 * n].replace("_", " ").split("(")[0] for n in range(int(fields[3], 16))]
                articles.append({"id": f"{kind}{fields[0]}/", "title": ", ".join(names), "body": gloss.strip(), "lang": "en"})
    random_ = random.Random(5)
    random_.shuffle(articles)
    articles = articles[:int(count)]
    write_articles(folder, articles)
    chosen = [article for article in random_.sample(articles, min(400, len(articles))) if len(article["body"].split(";")[0].split()) > 4]
    asked = [(article["id"], "what is " + " ".join(article["body"].split(";")[0].split()[:9])) for article in chosen]
    write_questions(folder, asked, [f"{article['title']} {article['body']}" for article in articles])


ASKED = [("What are the symptoms of", "which symptoms has"), ("What is (are)", "what is"), ("What are the treatments for", "how to treat"),
         ("What causes", "reason for"), ("How many people are affected by", "how common is")]


def medquad(folder, clone):
    articles, seen = [], set()
    for place, _, names in sorted(os.walk(clone)):
        for name in sorted(name for name in names if name.endswith(".xml")):
            pairs = xml.etree.ElementTree.parse(os.path.join(place, name)).iter("QAPair")
            for number, pair in enumerate(pairs):
                question, answer = ((pair.findtext(part) or "").strip() for part in ("Question", "Answer"))
                if len(answer) >= 40 and question.lower() not in seen:
                    seen.add(question.lower())
                    source = os.path.basename(place).split("_")[0]
                    articles.append({"id": f"{source}-{name[:-4]}-{number}/", "title": question, "body": answer, "lang": "en"})
    random_ = random.Random(7)
    random_.shuffle(articles)
    articles = articles[:10_000]
    write_articles(folder, articles)
    asked = []
    for article in random_.sample(articles, 600):
        text = article["title"]
        for before, after in ASKED:
            text = text.replace(before, after)
        asked.append((article["id"], text))
    write_questions(folder, asked, [f"{article['title']} {article['body']}" for article in articles])


def xquad(folder, path, lang):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)["data"]
    articles, asked = [], []
    for at, article in enumerate(data):
        for number, paragraph in enumerate(article["paragraphs"]):
            name = f"x{at:02}-{number}"
            articles.append({"id": name, "title": f"{at}.{number}", "body": paragraph["context"], "lang": lang})
            asked.extend((name, question["question"], question["id"]) for question in paragraph["qas"])
    write_articles(folder, articles)
    write_questions(folder, asked, [article["body"] for article in articles], lang)


if __name__ == "__main__":
    {"corpus": corpus, "wordnet": wordnet, "medquad": medquad, "xquad": xquad}[sys.argv[1]](*sys.argv[2:])
