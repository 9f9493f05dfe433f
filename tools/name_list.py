"""Makes translate/data/names.txt: `python tools/name_list.py FILE… > translate/data/names.txt`.

Each FILE is German text with its English translation, a tab between them (`.xz` is unpacked). A capitalised word
of translate/data/words.txt is a name if the English has it too and never writes it small.
"""

import collections
import lzma
import re
import sys

from glossary import wordlists

# How often a word must stand in the German, in what share of these lines it must stand in the English as well,
# and in what share at most with a small letter.
LEAST = 1
SHARE = 0.55
SMALL = 0.1

INNER_WORD = re.compile(r"(?<=[\w,] )([^\W\d_]{2,})")
WORD = re.compile(r"[^\W\d_]{2,}")
# Written alike and with a capital in both languages, but no names that a glossary needs.
NO_NAMES = set("April August September November Mr Mrs Ms Dr Jr Sir Lord Lady Corp Premier Institute Boulevard".split())

HEADER = """\
# Those words of words.txt that are names and written alike in German and English.
# Made by tools/name_list.py from translations by people: what the English has too, and not with a small letter.
# Sorted.
"""


def main() -> None:
    listed = {word for word in wordlists.words("translate", "words.txt")[""] if word[0].isupper()} - NO_NAMES
    seen: collections.Counter[str] = collections.Counter()
    same: collections.Counter[str] = collections.Counter()
    small: collections.Counter[str] = collections.Counter()
    english: collections.Counter[str] = collections.Counter()
    for name in sys.argv[1:]:
        opener = lzma.open if name.endswith(".xz") else open
        with opener(name, "rt", encoding="utf-8") as lines:
            for line in lines:
                german, _, translation = line.rstrip("\n").partition("\t")
                words = set(WORD.findall(translation))
                english.update(words)
                for word in listed.intersection(INNER_WORD.findall(german)):
                    seen[word] += 1
                    same[word] += word in words
                    small[word] += word.lower() in words
    names = [
        word
        for word in sorted(listed)
        if seen[word] >= LEAST
        and same[word] >= SHARE * seen[word]
        and small[word] <= SMALL * seen[word]
        and english[word.lower()] <= english[word] / 2
    ]
    sys.stdout.write(HEADER)
    sys.stdout.writelines(f"{word}\n" for word in names)


if __name__ == "__main__":
    main()
