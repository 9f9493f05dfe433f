"""Lists of words that are too long to take apart when one is looked up: lines in the order of their bytes.

>>> listed = in_order(["Haus", "alt", "Haus"])
>>> listed, is_listed("alt", listed), is_listed("al", listed)
(b'Haus\\nalt\\n', True, False)
"""

from collections.abc import Iterable


def in_order(words: Iterable[str]) -> bytes:
    """Words, in which no line may end, as a list that can be searched; each is in it once."""
    return b"".join(line + b"\n" for line in sorted({word.encode() for word in words}))


def is_listed(word: str, listed: bytes) -> bool:
    """Whether a word is one of the lines of a list, which is halved until one is left."""
    wanted = word.encode()
    low, high = 0, len(listed)
    while high - low > 1:
        start = listed.rfind(b"\n", 0, (low + high) // 2) + 1
        end = listed.find(b"\n", start)
        found = listed[start:end]
        if found == wanted:
            return True
        if found < wanted:
            low = end
        else:
            high = start
    return False
