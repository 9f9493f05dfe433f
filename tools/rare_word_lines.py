"""Takes from dictionaries the lines of which training text lacks a word that news has:

    python tools/rare_word_lines.py DICTIONARY… --corpus CORPUS… --text TEXT… -o FOLDER [--most 20]

DICTIONARY are files of lines whose first column is German, `.tsv` or `.tsv.xz`: pairs to train on, or words with their
English. CORPUS is what a model is trained on, TEXT German sentences, `.txt` or `.txt.xz` or folders of them. A line is
taken if the corpus has one of its words at most so many times, and each such word stands in the text. FOLDER gets a
file for each dictionary, under its name.
"""

import argparse
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from glossary.word_patterns import WORD
from translate.training import corpus, monolingual, text_files


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in texts."""
    return Counter(word for text in texts for word in WORD.findall(text))


def taken(lines: Iterable[str], counts: Mapping[str, int], seen: Container[str], most: int) -> Iterator[str]:
    """The lines with a word that is rare by its count, if what is rare in them has been seen in the text.

    >>> list(taken(["Igel\\thedgehog", "Haus\\thouse", "Xyl\\txyl"], {"Haus": 99}, {"Igel", "Haus"}, 20))
    ['Igel\\thedgehog']
    """
    for line in lines:
        rare = [word for word in WORD.findall(line.partition("\t")[0]) if counts.get(word, 0) <= most]
        if rare and all(word in seen for word in rare):
            yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionaries", metavar="DICTIONARY", nargs="+", type=Path)
    parser.add_argument("--corpus", metavar="CORPUS", nargs="+", type=Path, required=True)
    parser.add_argument("--text", metavar="TEXT", nargs="+", type=Path, required=True)
    parser.add_argument("-o", "--output", metavar="FOLDER", type=Path, required=True)
    parser.add_argument("--most", metavar="COUNT", type=int, default=20)
    given = parser.parse_args()
    sources = corpus.files_by_origin(given.corpus).values()
    counts = counted(german for files in sources for german, _ in corpus.rows(files))
    seen = counted(monolingual.read(given.text, frozenset()))
    given.output.mkdir(parents=True, exist_ok=True)
    for path in given.dictionaries:
        target = given.output / path.name.removesuffix(".xz")
        with text_files.opened(path) as lines:
            rows = list(taken(lines, counts, seen, given.most))
        target.write_text("".join(rows), encoding="utf-8")
        print(f"{target}: {len(rows):,} lines")


if __name__ == "__main__":
    main()
