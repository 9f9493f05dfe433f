"""How fast a large glossary loads and matches.

    python benchmarks/matching.py [TEXT] [--terms N] [--known N] [--record]

TEXT is German, one paragraph a line; without it, examples/nordkorea.de.txt is used. The glossary is made up from the
text's own words: some terms are words and names that stand in the text, so that there is something to find, the others
are put together from parts of its words. Times are those of the process, not of the clock.
"""

import random
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from recording import GERMAN, NEWSTEST, Table, existing, fail, parser, positive, show

from glossary import store
from glossary.matching import Matcher

Result = TypeVar("Result")


def made_up(text: str, count: int, known: int) -> list[str]:
    """Rows of a glossary of `count` terms, of which `known` stand in the text.

    Raises `ValueError` if the text has too few words to make so many of.
    """
    rng = random.Random(1)
    words = sorted(set(re.findall(r"\b[A-ZÄÖÜ][a-zäöüß]{3,}\b", text)))
    names = sorted(set(re.findall(r"\b[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w{3,}\b", text)))
    parts = [(word[: len(word) // 2], word[len(word) // 2 :]) for word in words]
    words_made = len({first for first, _ in parts}) * len({last for _, last in parts})
    # Chance takes ever longer to find the last of what can be made of one, two or three words.
    if count > (words_made + words_made**2 + words_made**3) // 2:
        raise ValueError(f"{len(words)} different nouns are too few for {count} terms")
    sources = dict.fromkeys(rng.sample(words, min(len(words), known // 2)))
    sources |= dict.fromkeys(rng.sample(names, min(len(names), known // 2)))
    while len(sources) < count:
        made = [rng.choice(parts)[0] + rng.choice(parts)[1] for _ in range(rng.choice((1, 1, 2, 2, 3)))]
        sources[" ".join(made)] = None
    kinds = ("person", "place", "", "")
    rows = []
    for source in sources:
        target = source.lower() if rng.random() < 0.2 else source[::-1].title()
        rows.append(f"{source}\t{target}\t{rng.choice(kinds)}")
    return rows


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What the work gives, and the seconds of the process that it took."""
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def loaded(rows: list[str]) -> tuple[Matcher, float, float]:
    """A matcher of a glossary with these rows; the seconds that reading the file took, and building the matcher."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "glossary.tsv"
        path.write_text("\n".join(["source\ttarget\tkind", *rows]) + "\n", encoding="utf-8")
        glossary, reading = timed(lambda: store.read(path))
    matcher, building = timed(lambda: Matcher(glossary))
    return matcher, reading, building


def speed(matcher: Matcher, texts: list[str], repeat: int) -> tuple[int, float]:
    """The matches in the texts, and megabytes a second: the best of `repeat` rounds."""
    rounds = [timed(lambda: sum(len(matcher.find(text)) for text in texts)) for _ in range(repeat)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    return rounds[0][0], size / min(seconds for _, seconds in rounds)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("text", nargs="?", type=Path, default=GERMAN, help="a German text, one paragraph a line")
    options.add_argument("--terms", type=positive, default=100_000)
    options.add_argument("--known", type=int, default=2_000, help="how many terms stand in the text")
    options.add_argument("--repeat", type=positive, default=3)
    given = options.parse_args()
    existing([given.text], NEWSTEST)
    text = given.text.read_text(encoding="utf-8")
    try:
        rows = made_up(text, given.terms, given.known)
    except ValueError as error:
        raise fail(f"{given.text}: {error}; give a longer text or fewer --terms") from error
    matcher, reading, building = loaded(rows)
    matches, by_line = speed(matcher, text.splitlines(), given.repeat)
    _, as_one = speed(matcher, [text], given.repeat)
    columns = ("text", "terms", "read, s", "matcher, s", "matches", "by line, MB/s", "as one text, MB/s")
    figures = (f"{reading:.2f}", f"{building:.2f}", str(matches), f"{by_line:.2f}", f"{as_one:.2f}")
    show(Table("matching", columns, ((given.text.name, str(len(rows)), *figures),)), given.record)


if __name__ == "__main__":
    main()
