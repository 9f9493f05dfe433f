"""Makes the list of the words that a model knows: `python tools/known_word_list.py MODEL CORPUS…`.

`deen train` writes one itself; this is for a model that has none. MODEL is the model's folder, whose checksums are made
again; each CORPUS is text that it was trained on, `.tsv` or `.tsv.xz` or a folder of these. Pairs that `deen train`
would leave out are not counted.
"""

import argparse
from pathlib import Path

from glossary import atomic
from translate.engines import known_words
from translate.training import corpus, export
from translate.training.corpus import Mixture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MODEL", type=Path)
    parser.add_argument("corpora", metavar="CORPUS", nargs="+", type=Path)
    given = parser.parse_args()
    pairs = corpus.read(given.corpora, Mixture(()), frozenset())
    counts = known_words.counted(pair.german for pair in pairs)
    frequent = list(known_words.frequent(counts))
    lines = known_words.listed(frequent)
    atomic.write(given.model / known_words.NAME, known_words.packed(lines))
    export.seal(given.model)
    print(f"{len(frequent):,} of {len(counts):,} words")


if __name__ == "__main__":
    main()
