"""Lists of words that are too long to take apart when one is looked up: lines in the order of their bytes.

>>> listed = in_order(["Haus", "alt", "Haus"])
>>> listed, is_listed("alt", listed), is_listed("al", listed)
(b'Haus\\nalt\\n', True, False)
"""

from collections.abc import Iterable, Iterator


def in_order(words: Iterable[str]) -> bytes:
    """Words, in which no line may end, as a list that can be searched; each is in it once."""
    return b"".join(line + b"\n" for line in sorted({word.encode() for word in words}))


def is_listed(word: str, listed: bytes) -> bool:
    """Whether a word is one of the lines of a list."""
    line = word.encode() + b"\n"
    return listed.startswith(line, _place(line[:-1], listed))


def rows(word: str, listed: bytes) -> Iterator[str]:
    """The lines of a list that have a word in the first of several columns, tabs between them.

    >>> list(rows("Bank", in_order(["Bank\\tbank", "Bank\\tbench", "Banken\\tbanks"])))
    ['Bank\\tbank', 'Bank\\tbench']
    """
    # Halves of characters, as in names of files, are in no list.
    first = word.encode("utf-8", "surrogatepass") + b"\t"
    start = _place(first, listed)
    while listed.startswith(first, start):
        end = listed.index(b"\n", start)
        yield listed[start:end].decode()
        start = end + 1


def _place(wanted: bytes, listed: bytes) -> int:
    """Where the first line begins that is not before the wanted one; the list is halved until one is left."""
    low, high = 0, len(listed)
    while low < high:
        middle = (low + high) // 2
        start = max(low, listed.rfind(b"\n", low, middle) + 1)
        end = listed.index(b"\n", middle)
        if listed[start:end] < wanted:
            low = end + 1
        else:
            high = start
    return low
