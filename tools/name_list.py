"""Makes `translate/data/names.txt`: `python tools/name_list.py CORPUS… > translate/data/names.txt`.

Each CORPUS is German text with its English translation, a tab between them (`.xz` is unpacked). A capitalised word
of `translate/data/words.txt` is a name if the English has it too and never writes it small.
The head of the list names the corpora.
"""

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from parallel_text import comment, named_corpora, pairs

from glossary import wordlists

# In what share of the German lines with the word the English must have it as well, and in what share at most with a
# small letter.
SHARE = 0.55
SMALL = 0.1

INNER_WORD = re.compile(r"(?<=[\w,] )([^\W\d_]{2,})")
WORD = re.compile(r"[^\W\d_]{2,}")
# Written alike and with a capital in both languages, but no names that a glossary needs.
NO_NAMES = set("April August September November Mr Mrs Ms Dr Jr Sir Lord Lady Corp Premier Institute Boulevard".split())

HEAD = (
    "Those words of words.txt that are names and written alike in German and English.",
    "Made by tools/name_list.py from translations by people: what the English has too, and not with a small letter. "
    "Sorted.",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many lines a word stands in the German; of these, in how many in the English too, as it is or with a
    small letter; and in how many lines in the English at all."""

    seen: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    english: Counter[str] = field(default_factory=Counter)

    def is_name(self, word: str) -> bool:
        """Whether the English mostly has it too, and not with a small letter."""
        seen = self.seen[word]
        shared = seen > 0 and self.same[word] >= SHARE * seen and self.small[word] <= SMALL * seen
        return shared and self.english[word.lower()] <= self.english[word] / 2


def counted(lines: Iterable[tuple[str, str]], listed: Collection[str]) -> Counts:
    """Counts of the listed words."""
    counts = Counts()
    for german, english in lines:
        words = set(WORD.findall(english))
        counts.english.update(words)
        for word in set(INNER_WORD.findall(german)).intersection(listed):
            counts.seen[word] += 1
            counts.same[word] += word in words
            counts.small[word] += word.lower() in words
    return counts


def main() -> None:
    corpora = named_corpora(__doc__)
    listed = {word for word in wordlists.words("translate", "words.txt")[""] if word[0].isupper()} - NO_NAMES
    counts = counted(pairs(corpora), listed)
    sys.stdout.write(comment(*HEAD, corpora=corpora))
    sys.stdout.writelines(f"{word}\n" for word in sorted(listed) if counts.is_name(word))


if __name__ == "__main__":
    main()
