"""Makes `translate/data/english_words.txt.gz`: `python tools/english_word_list.py FOLDER COPYRIGHT NEWS…`.

FOLDER has SCOWL's word lists, http://wordlist.aspell.net, as Debian's package `scowl` installs them in
`/usr/share/dict/scowl`: one file for each kind, spelling and size. Taken are the words of every spelling up to the size
70, which dictionaries call large, in small letters and without a possessive's ending. Each NEWS is English text, a
sentence a line, packed by xz: what SCOWL lacks and news has within sentences a few times is taken too (`lockdown`).
COPYRIGHT, the package's `/usr/share/doc/scowl/copyright`, has to go with every copy: the head of the list has it.
"""

import argparse
import gzip
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary import wordlists

SIZE = 70
KINDS = ("words", "upper")
LEAST = 3
DATA = Path(__file__).parents[1] / "translate" / "data" / "english_words.txt.gz"

HEAD = """\
English words in small letters, a line each, in the order of their bytes. Made by tools/english_word_list.py of SCOWL
(http://wordlist.aspell.net) up to the size {size}, and of words that news has at least {least} times. SCOWL is under
this notice:
"""

# A word within a sentence, with no sign at it.
INNER_WORD = re.compile(r"(?<=[\w,] )[^\W\d_]+(?=[ ,.;:?!]|$)")


def listed(folder: Path) -> Iterator[str]:
    """The words of the lists, in any order and some more than once."""
    for file in folder.iterdir():
        name, _, size = file.name.rpartition(".")
        if name.rpartition("-")[2] in KINDS and int(size) <= SIZE:
            for word in file.read_text(encoding="iso-8859-1").split():
                yield word.removesuffix("'s").lower()


def frequent(news: Iterable[Path]) -> Iterator[str]:
    """The words in small letters that the news has at least `LEAST` times, but German ones."""
    counts: Counter[str] = Counter()
    for file in news:
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                counts.update(word for word in INNER_WORD.findall(line) if word.islower())
    german = wordlists.words("translate", "words.txt")[""]
    return (word for word, count in counts.items() if count >= LEAST and word not in german)


def bare(word: str) -> str:
    """A word without its accents: `cliche`."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("copyright", metavar="COPYRIGHT", type=Path)
    parser.add_argument("news", metavar="NEWS", nargs="+", type=Path)
    given = parser.parse_args()
    words = {word for word in (*listed(given.folder), *frequent(given.news)) if word.isalpha() and len(word) > 1}
    notice = given.copyright.read_text(encoding="utf-8", errors="replace")
    head = (HEAD.format(size=SIZE, least=LEAST) + "\n" + notice).splitlines()
    # In the order of their bytes, the head's first: one looks a word up without taking the list apart.
    ordered = sorted({word.encode() for word in words | set(map(bare, words))})
    lines = [*(f"# {line}".rstrip().encode() for line in head), *ordered, b""]
    DATA.write_bytes(gzip.compress(b"\n".join(lines), mtime=0))


if __name__ == "__main__":
    main()
