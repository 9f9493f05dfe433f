"""How fast a large glossary loads and matches: `python benchmarks/matching.py TEXT [--terms N] [--known N]`.

The glossary is made up from the text's own words: some terms are words and names that stand in the text, so that
there is something to find, the others are put together from parts of its words.
"""

import argparse
import random
import re
import tempfile
import time
from pathlib import Path

from glossary import store
from glossary.matching import Matcher


def made_up(text: str, count: int, known: int) -> list[str]:
    """Rows of a glossary of `count` terms, of which `known` stand in the text."""
    chance = random.Random(1)
    words = sorted(set(re.findall(r"\b[A-ZÄÖÜ][a-zäöüß]{3,}\b", text)))
    names = sorted(set(re.findall(r"\b[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w{3,}\b", text)))
    parts = [(word[: len(word) // 2], word[len(word) // 2 :]) for word in words]
    sources = dict.fromkeys(chance.sample(words, min(len(words), known // 2)))
    sources |= dict.fromkeys(chance.sample(names, min(len(names), known // 2)))
    while len(sources) < count:
        made = [chance.choice(parts)[0] + chance.choice(parts)[1] for _ in range(chance.choice((1, 1, 2, 2, 3)))]
        sources[" ".join(made)] = None
    kinds = ("person", "place", "", "")
    rows = []
    for source in sources:
        target = source.lower() if chance.random() < 0.2 else source[::-1].title()
        rows.append(f"{source}\t{target}\t{chance.choice(kinds)}")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, help="a German text, one paragraph a line")
    parser.add_argument("--terms", type=int, default=100_000)
    parser.add_argument("--known", type=int, default=2_000, help="how many terms stand in the text")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    text = options.text.read_text(encoding="utf-8")
    lines = text.splitlines()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "glossary.tsv"
        rows = made_up(text, options.terms, options.known)
        path.write_text("\n".join(["source\ttarget\tkind", *rows]) + "\n", encoding="utf-8")
        # Of the process, not of the clock: what else the machine does is not ours.
        started = time.process_time()
        glossary = store.read(path)
        loaded = time.process_time()
        matcher = Matcher(glossary)
        built = time.process_time()
    print(f"{len(glossary.terms)} terms: read {loaded - started:.2f} s, matcher {built - loaded:.2f} s")
    size = len(text.encode()) / 1e6
    for name, texts in (("line by line", lines), ("as one text", [text])):
        for round in range(options.repeat):
            started = time.process_time()
            found = sum(len(matcher.find(one)) for one in texts)
            seconds = time.process_time() - started
            print(f"{name}, round {round + 1}: {found} matches, {size / seconds:.1f} MB/s")


if __name__ == "__main__":
    main()
