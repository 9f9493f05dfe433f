"""Parallel text as the scripts beside this one read it."""

import argparse
import lzma
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


def pairs(corpora: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """German and English, line by line: what stands before the first tab and what behind it; `.xz` is unpacked."""
    for corpus in corpora:
        opener = lzma.open if corpus.suffix == ".xz" else open
        with opener(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                german, _, english = line.rstrip("\n").partition("\t")
                yield german, english


def named_corpora(description: str) -> list[Path]:
    """The corpora that the command line names, at least one."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", metavar="CORPUS", nargs="+", type=Path, help="parallel text, .tsv or .tsv.xz")
    corpora: list[Path] = parser.parse_args().corpora
    return corpora


def comment(*sentences: str, corpora: Sequence[Path]) -> str:
    """The head of a data file: the sentences, and the names of the corpora that the file was made of."""
    names = ", ".join(corpus.name for corpus in corpora)
    lines = (*sentences, f"Made of: {names}")
    return "".join(
        textwrap.fill(line, 118, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False) + "\n"
        for line in lines
    )
