"""Makes `translate/data/finite_verbs.txt`: `python tools/verb_list.py NEWS… > translate/data/finite_verbs.txt`.

Each NEWS is English text, a sentence a line, packed by xz. Counted is how often a word stands behind a pronoun, as a
finite verb does, and how often behind an article, a possessive or a preposition, as a noun does.
"""

import argparse
import lzma
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from textwrap import fill

from glossary import english
from glossary.word_patterns import LETTERS
from translate import verbless

# So often at least behind a pronoun, and in this share of all the places that are counted.
LEAST, SHARE = 2, 0.15
PRONOUNS = frozenset("he she they we i you who it which".split())
OF_NOUNS = frozenset(
    "the a an of his her its their this in for my our your no some any these those with from by on at first new more"
    .split()
)  # fmt: skip

HEAD = f"""\
# English verbs in the forms that a main clause has: words that stand behind a pronoun in {SHARE:.0%} of their places
# behind a pronoun, an article, a possessive or a preposition. Made by tools/verb_list.py of English news. Sorted."""


def counted(news: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands behind a pronoun, and how often behind what nouns stand behind."""
    verbs: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    for file in news:
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                for before, word in pairwise(LETTERS.findall(line)):
                    if before.lower() in PRONOUNS:
                        verbs[word] += 1
                    elif before.lower() in OF_NOUNS:
                        nouns[word] += 1
    return verbs, nouns


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", metavar="NEWS", nargs="+", type=Path)
    verbs, nouns = counted(parser.parse_args().news)
    kept = {word for word, count in verbs.items() if count >= LEAST and count >= SHARE * (count + nouns[word])}
    kept = {word for word in kept if word.islower() and verbless.may_be_verb(word)}
    sys.stdout.write(f"{HEAD}\n{fill(' '.join(sorted(kept - english.function_words())), 120)}\n")


if __name__ == "__main__":
    main()
