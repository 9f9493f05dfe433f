"""Lists the words that news has and training text and the lexicon that ships have not, for that lexicon to get them:

    python tools/lacking_words.py --corpus CORPUS… --text TEXT… [--most 20] [--least 2]

CORPUS is what a model is trained on, TEXT German sentences, `.txt` or `.txt.xz` or folders of them. A word is listed
that CORPUS has at most so many times (`--most`) and TEXT at least so many (`--least`), in all forms that differ by an
ending; each stands for its forms, with their number, the most frequent first. Known names are left out, others are not.
"""

import argparse
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rare_word_lines import counted

from translate.lexicon.lookup import shipped
from translate.lexicon.unknown import stems, unknown_words
from translate.training import corpus, monolingual

# Shorter ones are function words, or in many languages.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Frequent:
    """The words that a text has more than `most` times, as they are or without an ending."""

    counts: Mapping[str, int]
    most: int

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and any(self.counts.get(form, 0) > self.most for form in (word, *stems(word)))


def lacking(lines: Iterable[str], frequent: Container[str], there: Container[str]) -> Counter[str]:
    """How often each word of the lines stands there, those apart that are frequent or there in any form, and names.

    >>> lacking(["Ein Igel sah Igeln zu.", "Igel schlafen."], {"Ein", "ein", "sah", "schlafen"}, ())
    Counter({'Igel': 3})
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        counts.update(one.forms for one in unknown_words(line, (), frequent))
    # At the beginning of a sentence the capital tells nothing: such a word counts with those within sentences.
    within = Counter({forms[0]: times for forms, times in counts.items() if len(forms) == 1})
    words: Counter[str] = Counter()
    for forms, times in counts.items():
        word = max(forms, key=within.__getitem__)
        if len(word) >= _SHORTEST and not any(form in there for form in (word, *stems(word))):
            words[word] += times
    together: Counter[str] = Counter()
    for word, times in words.items():
        together[next((stem for stem in reversed(list(stems(word))) if stem in words), word)] += times
    return together


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", metavar="CORPUS", nargs="+", type=Path, required=True)
    parser.add_argument("--text", metavar="TEXT", nargs="+", type=Path, required=True)
    parser.add_argument("--most", metavar="COUNT", type=int, default=20)
    parser.add_argument("--least", metavar="COUNT", type=int, default=2)
    given = parser.parse_args()
    sources = corpus.files_by_origin(given.corpus).values()
    counts = counted(german for files in sources for german, _ in corpus.rows(files))
    lines = monolingual.read(given.text, frozenset())
    for word, times in lacking(lines, Frequent(counts, given.most), shipped()).most_common():
        if times >= given.least:
            print(f"{word}\t{times}")


if __name__ == "__main__":
    main()
