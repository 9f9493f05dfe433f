"""Makes translate/data/words.txt: `python tools/word_list.py FILE… > translate/data/words.txt`.

Each FILE is German text, one sentence or more a line (`.xz` is unpacked), in a
TSV with its English translation.
Counted are words within a sentence, where German capitals tell nouns and names from all other words.
"""

import collections
import lzma
import re
import sys

from translate.documents.repair import is_compound

SIZE = 60_000
LEAST = 3
# A word this many times more frequent in English text of the same size is English ("path").
FOREIGN = 8

# A word inside a sentence: after a word character (or a comma) and a space, and itself letters only.
INNER_WORD = re.compile(
    r"(?<=[\w,] )([A-ZÄÖÜ]?[a-zäöüßé]+|(?:[A-ZÄÖÜ][a-zäöüß]+|[a-z]{1,2})[A-ZÄÖÜ][^\W\d_]*)(?=[ ,.;:?!]|$)"
)

HEADER = """\
# German words as they are written within a sentence: nouns and names with a capital, the rest without.
# `repair` uses the list to tell words from damage; a missing word makes it mend less, not more.
# Made by tools/word_list.py: the {size:,} most frequent words (at least {least} times each) of news,
# parliament, encyclopaedia and conversation text, and names in mixed case such as YouTube; not listed are
# nouns made of two more frequent words. Sorted.
"""


def main() -> None:
    counts: collections.Counter[str] = collections.Counter()
    english: collections.Counter[str] = collections.Counter()
    for name in sys.argv[1:]:
        opener = lzma.open if name.endswith(".xz") else open
        with opener(name, "rt", encoding="utf-8") as lines:
            for line in lines:
                german, _, translation = line.partition("\t")
                counts.update(INNER_WORD.findall(german))
                english.update(INNER_WORD.findall(translation))
    kept: set[str] = set()
    for word, count in counts.most_common():
        if count < LEAST or len(kept) == SIZE:
            break
        if english[word] > FOREIGN * count:
            continue
        # A rare capital or small letter beside a frequent form is a title, a typing error or a verse.
        other = counts[word[0].swapcase() + word[1:]]
        if count * 20 > other and not (word[0].isupper() and is_compound(word, kept)):
            kept.add(word)
    sys.stdout.write(HEADER.format(size=len(kept), least=LEAST))
    sys.stdout.writelines(f"{word}\n" for word in sorted(kept))


if __name__ == "__main__":
    main()
