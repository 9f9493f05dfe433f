"""Sentence boundaries: deen beside sentencex, syntok, pysbd and SoMaJo.

    python benchmarks/segmentation.py [FILE…] [--keep-all] [--errors] [--record]

Each FILE is clean German text, one sentence a line; without one, examples/nordkorea.de.txt is used. Ten lines at a
time are glued into a paragraph, and every segmenter is asked for its sentences; only the line breaks count as true
boundaries. Two kinds of lines would make that unfair, to all segmenters alike, and are left out:

- lines without a mark at the end (headlines), because in an article they stand in a paragraph of their own;
- lines in which at least two of the four other segmenters see a boundary, because they hold several sentences; deen has
  no vote. `--keep-all` keeps those, and counts boundaries within them as errors.

Boundaries are compared by the number of characters other than white space before them, so that it does not
matter how a segmenter treats white space. "damaged" is the same text with every second space after a full stop
removed, by chance with a fixed seed (abbreviations, dates and initials lose theirs too). deen mends a
paragraph first, as `deen segment` does; "no repair" shows the segmenter alone. A peer that is not installed is left
out with a notice, and then has no vote; with fewer than two, lines of several sentences stay, and count as errors.

Afterwards comes every repair on the unglued text, where there should be almost none.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from recording import GERMAN, NEWSTEST, Table, existing, parser, show

from translate.documents import repair, segmenter

Boundaries = frozenset[int]
Tool = Callable[[str], Boundaries]
Paragraphs = Sequence[tuple[str, Boundaries]]

COLUMNS = (
    "text", "lines", "headlines", "of several", "segmenter", "clean P", "R", "F1", "damaged P", "R", "F1", "MB/s",
)  # fmt: skip
VOTES = 2

ENDS = re.compile(r"""[.!?…:]["“”»«’‘')\]]*$""")


def visible(text: str) -> int:
    return len("".join(text.split()))


def boundaries(sentences: Iterable[str]) -> Boundaries:
    """Boundaries between sentences; the end of the text is not one."""
    return frozenset(list(accumulate(visible(s) for s in sentences if visible(s)))[:-1])


def deen() -> Tool:
    return lambda text: boundaries(text[start:end] for start, end in segmenter.split(text))


def deen_with_repair() -> Tool:
    def run(text: str) -> Boundaries:
        mended = repair.repair(text)
        ends = [mended.original(end) for _, end in segmenter.split(mended.text)]
        return boundaries(text[start:end] for start, end in zip([0, *ends], ends, strict=False))

    return run


def sentencex() -> Tool:
    from sentencex import segment

    return lambda text: boundaries(segment("de", text))


def syntok() -> Tool:
    from syntok.segmenter import analyze

    def run(text: str) -> Boundaries:
        starts = [sentence[0].offset for paragraph in analyze(text) for sentence in paragraph]
        return boundaries(text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True))

    return run


def pysbd() -> Tool:
    from pysbd import Segmenter

    return lambda text: boundaries(Segmenter(language="de", clean=False).segment(text))


def somajo() -> Tool:
    from somajo import SoMaJo

    tokenizer = SoMaJo("de_CMC", split_camel_case=False)
    return lambda text: boundaries(
        "".join(token.original_spelling or token.text for token in sentence)
        for sentence in tokenizer.tokenize_text([text])
    )


PEERS = {"sentencex": sentencex, "syntok": syntok, "pysbd": pysbd, "SoMaJo": somajo}


def installed() -> dict[str, Tool]:
    found = {}
    for name, make in PEERS.items():
        try:
            found[name] = make()
        except ImportError:
            print(f"{name} is not installed: pip install 'deen-mt[benchmark]'", file=sys.stderr)
    if len(found) < VOTES:
        print(f"fewer than {VOTES} others are installed: lines of several sentences are not left out", file=sys.stderr)
    return found


def damage(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<=\.) ", lambda space: "" if rng.random() < 0.5 else " ", text)


def f1(tool: Tool, paragraphs: Paragraphs) -> tuple[float, float, float]:
    hits = found = true = 0
    for text, gold in paragraphs:
        seen = tool(text)
        hits, found, true = hits + len(seen & gold), found + len(seen), true + len(gold)
    return hits / max(found, 1), hits / max(true, 1), 2 * hits / max(found + true, 1)


def megabytes_a_second(tool: Tool, texts: Sequence[str]) -> float:
    """The best of three, by the processor's time: all of them work in one thread."""
    best = 0.0
    for _ in range(3):
        started = time.process_time()
        for text in texts:
            tool(text)
        best = max(best, sum(len(text.encode()) for text in texts) / (time.process_time() - started) / 1e6)
    return best


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text: all, those with a mark at the end, and of these those that are one sentence."""

    every: list[str]
    ended: list[str]
    kept: list[str]


def several(line: str, voters: dict[str, Tool]) -> bool:
    """Whether enough of the voters see several sentences in a line: not one alone, which would decide what it is
    measured by.
    """
    return sum(bool(voter(line)) for voter in voters.values()) >= VOTES


def read(path: Path, peers: dict[str, Tool], keep_all: bool) -> Lines:
    every = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    ended = [line for line in every if ENDS.search(line)]
    voters = {} if keep_all else peers
    return Lines(every, ended, [line for line in ended if not several(line, voters)])


def paragraphs(kept: Sequence[str]) -> tuple[Paragraphs, Paragraphs]:
    """Ten sentences a paragraph with their boundaries: clean, and with spaces lost."""
    tens = [kept[first : first + 10] for first in range(0, len(kept), 10)]
    rng = random.Random(20180801)
    clean = [(" ".join(ten), boundaries(ten)) for ten in tens]
    return clean, [(damage(text, rng), gold) for text, gold in clean]


def compared(name: str, lines: Lines, peers: dict[str, Tool]) -> Table:
    clean, damaged = paragraphs(lines.kept)
    counts = (len(lines.every), len(lines.every) - len(lines.ended), len(lines.ended) - len(lines.kept))
    rows = []
    for tool_name, tool in {"deen": deen_with_repair(), "deen, no repair": deen(), **peers}.items():
        scores = [f"{score:.4f}" for score in (*f1(tool, clean), *f1(tool, damaged))]
        speed = f"{megabytes_a_second(tool, [text for text, _ in clean]):.2f}"
        rows.append((name, *map(str, counts), tool_name, *scores, speed))
    return Table("segmentation", COLUMNS, tuple(rows))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("files", metavar="FILE", nargs="*", type=Path, default=[GERMAN])
    options.add_argument("--keep-all", action="store_true", help="keep lines of several sentences")
    options.add_argument("--errors", action="store_true", help="print what deen gets wrong")
    given = options.parse_args()
    existing(given.files, NEWSTEST)
    peers = installed()
    for path in given.files:
        lines = read(path, peers, given.keep_all)
        show(compared(path.name, lines, peers), given.record)
        if given.errors:
            for text, gold in (pair for some in paragraphs(lines.kept) for pair in some):
                print_errors(text, gold, deen_with_repair()(text))
        print_repairs(lines.every)


def print_errors(text: str, gold: Boundaries, seen: Boundaries) -> None:
    places = [index for index, character in enumerate(text) if not character.isspace()]
    for boundary in sorted(gold ^ seen):
        place = places[boundary]
        kind = "missed" if boundary in gold else "false "
        print(f"  {kind} {text[max(0, place - 60) : place]}⏐{text[place : place + 40]}")


def print_repairs(lines: Sequence[str]) -> None:
    mended = [repair.repair(line) for line in lines]
    changed = [(line, result) for line, result in zip(lines, mended, strict=True) if result.repairs]
    print(f"repairs: {len(changed)} of {len(lines)} lines changed")
    for line, result in changed:
        for edit in result.repairs:
            context = f"{line[max(0, edit.start - 30) : edit.start]}⟦{edit.before}→{edit.after}⟧"
            print(f"  {edit.rule}: {context}{line[edit.end : edit.end + 30]}")


if __name__ == "__main__":
    main()
