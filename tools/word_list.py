"""Makes `translate/data/words.txt`: `python tools/word_list.py CORPUS… > translate/data/words.txt`.

Each CORPUS is German text with its English translation, a tab between them, one sentence or more a line (`.xz` is
unpacked). Counted are words within a sentence, where German capitals tell nouns and names from all other words.
The head of the list names the corpora.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable

from parallel_text import comment, named_corpora, pairs

from translate.documents.repair import is_compound

SIZE = 60_000
LEAST = 3
# A word this many times more frequent in English text of the same size is English ("path").
FOREIGN = 8
# A rare capital or small letter beside a form this many times as frequent is a title, a typing error or a verse.
RARE = 20

# A word inside a sentence: after a word character (or a comma) and a space, and itself letters only.
INNER_WORD = re.compile(
    r"(?<=[\w,] )([A-ZÄÖÜ]?[a-zäöüßé]+|(?:[A-ZÄÖÜ][a-zäöüß]+|[a-z]{1,2})[A-ZÄÖÜ][^\W\d_]*)(?=[ ,.;:?!]|$)"
)

HEAD = (
    "German words as they are written within a sentence: nouns and names with a capital, the rest without.",
    "`repair` uses the list to tell words from damage; a missing word makes it mend less, not more.",
    "Made by tools/word_list.py: the {size:,} most frequent words (at least {least} times each), and names in mixed "
    "case such as YouTube; not listed are nouns made of two more frequent words. Sorted.",
)


def counted(lines: Iterable[tuple[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in the German, and in the English."""
    german: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for source, translation in lines:
        german.update(INNER_WORD.findall(source))
        english.update(INNER_WORD.findall(translation))
    return german, english


def frequent(german: Counter[str], english: Counter[str]) -> set[str]:
    """The most frequent words that are German, and no compounds of others."""
    kept: set[str] = set()
    for word, count in german.most_common():
        if count < LEAST or len(kept) == SIZE:
            break
        other = german[word[0].swapcase() + word[1:]]
        foreign = english[word] > FOREIGN * count
        if not foreign and count * RARE > other and not (word[0].isupper() and is_compound(word, kept)):
            kept.add(word)
    return kept


def main() -> None:
    corpora = named_corpora(__doc__)
    words = frequent(*counted(pairs(corpora)))
    head = (sentence.format(size=len(words), least=LEAST) for sentence in HEAD)
    sys.stdout.write(comment(*head, corpora=corpora))
    sys.stdout.writelines(f"{word}\n" for word in sorted(words))


if __name__ == "__main__":
    main()
