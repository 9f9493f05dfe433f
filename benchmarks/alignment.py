"""Alignment of an article with its translation: how many beads are right, and of which the right ones are found.

    python benchmarks/alignment.py DE EN [--translations FILE] [--lines N] [--record]

DE and EN are a test set, a sentence a line. They are cut into documents, and these are damaged as translations are: of
neighbouring lines some are joined on one side, some lines have no counterpart, and lines of elsewhere in the set stand
between, on either side. What belongs together is known then. "often" does that to a tenth of the lines for each kind
of joining and a twentieth for each kind of loss and of insertion, "seldom" to a twentieth and a hundredth.

The beads with sentences of both sides count: aligned by length alone, with the translation of the model, and of these
those that `deen testset make` accepts. "chrF" is sentence chrF of the translation against the reference, over all true
pairs of one sentence each, and over those of them that are accepted: what is left out is what was translated badly, so
a set looks a little easier than its articles are. FILE has the model's translations, a line each; without it they
are made.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from recording import NEWSTEST, Table, existing, fail, parser, positive, show
from sacrebleu.metrics.chrf import CHRF

from eval import beads, reading
from eval.beads import Bead
from eval.making import is_doubtful
from glossary.linked import Span
from translate.api import Translator

COLUMNS = ("text", "documents", "damage", "beads", "by", "P", "R", "F1", "chrF", "s")
# Joined on one side; without a counterpart, and inserted, on one side.
DAMAGE = {"often": (0.1, 0.05), "seldom": (0.05, 0.01)}
# A line of both languages, and its translation.
Line = tuple[str, str, str]
Pairs = set[tuple[Span, Span]]


@dataclass
class Document:
    """Both sides of a document, the translation of the first, and which sentences belong together."""

    german: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)
    translations: list[str] = field(default_factory=list)
    truth: Pairs = field(default_factory=set)

    def add(self, ours: Sequence[Line], theirs: Sequence[Line]) -> tuple[Span, Span]:
        """Add sentences of either side; returns where they are."""
        first, second = len(self.german), len(self.english)
        self.german += [german for german, _, _ in ours]
        self.translations += [translation for _, _, translation in ours]
        self.english += [english for _, english, _ in theirs]
        return (first, len(self.german)), (second, len(self.english))


def joined(lines: Sequence[Line]) -> Line:
    german, english, translation = (" ".join(texts) for texts in zip(*lines, strict=True))
    return german, english, translation


def damaged(lines: Sequence[Line], others: Sequence[Line], rates: tuple[float, float], rng: random.Random) -> Document:
    """A document of these lines, with what is lost, joined and put in between on either side."""
    joining, losing = rates
    document = Document()
    at = 0
    while at < len(lines):
        if rng.random() < losing:
            document.add([], [rng.choice(others)])
        if rng.random() < losing:
            document.add([rng.choice(others)], [])
        kind = rng.random()
        if kind < 2 * losing:
            one = lines[at : at + 1]
            document.add(*((one, []) if kind < losing else ([], one)))
            at += 1
        elif kind < 2 * (losing + joining) and at + 1 < len(lines):
            two = lines[at : at + 2]
            one = [joined(two)]
            document.truth.add(document.add(*((two, one) if kind < 2 * losing + joining else (one, two))))
            at += 2
        else:
            document.truth.add(document.add(lines[at : at + 1], lines[at : at + 1]))
            at += 1
    return document


def documents(lines: Sequence[Line], size: int, rates: tuple[float, float]) -> Iterator[Document]:
    rng = random.Random(20180801)
    for first in range(0, len(lines), size):
        others = [*lines[: max(0, first - size)], *lines[first + 2 * size :]] or lines
        yield damaged(lines[first : first + size], others, rates, rng)


def paired(found: Sequence[Bead]) -> Pairs:
    return {
        (bead.source, bead.target)
        for bead in found
        if bead.source[0] < bead.source[1] and bead.target[0] < bead.target[1]
    }


def chrf(pairs: Pairs, document: Document) -> list[float]:
    metric = CHRF()
    return [
        metric.sentence_score(document.translations[source[0]], [document.english[target[0]]]).score
        for source, target in sorted(pairs)
        if source[1] - source[0] == target[1] - target[0] == 1
    ]


def measured(name: str, lines: Sequence[Line], size: int) -> Table:
    rows = []
    for damage, rates in DAMAGE.items():
        made = list(documents(lines, size, rates))
        for by in ("length", "translation", "accepted"):
            began = time.process_time()
            helps = [None if by == "length" else one.translations for one in made]
            found = [beads.align(one.german, one.english, help) for one, help in zip(made, helps, strict=True)]
            seconds = time.process_time() - began
            if by == "accepted":
                found = [[bead for bead in some if not is_doubtful(bead)] for some in found]
            right = [paired(some) & one.truth for some, one in zip(found, made, strict=True)]
            hits, seen, known = (
                sum(map(len, some)) for some in (right, map(paired, found), (one.truth for one in made))
            )
            precision, recall = hits / max(1, seen), hits / max(1, known)
            scored = right if by == "accepted" else [one.truth for one in made]
            chrf_of = mean(score for pairs, one in zip(scored, made, strict=True) for score in chrf(pairs, one))
            figures = (precision, recall, 2 * hits / max(1, seen + known))
            texts = (*(f"{figure:.4f}" for figure in figures), f"{chrf_of:.2f}", f"{seconds:.1f}")
            rows.append((name, str(len(made)), damage, str(known), by, *texts))
    return Table("alignment", COLUMNS, tuple(rows))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("german", metavar="DE", type=Path)
    options.add_argument("english", metavar="EN", type=Path)
    options.add_argument("--translations", metavar="FILE", type=Path, help="the model's translations of DE")
    options.add_argument("--lines", metavar="N", type=positive, default=25, help="lines of a document (25)")
    given = options.parse_args()
    files = existing([given.german, given.english, *filter(None, [given.translations])], NEWSTEST)
    texts = [reading.read_lines(path) for path in files]
    if len(texts) == 2:
        texts.append([one.text for one in Translator().translate_lines(texts[0])])
    if len(set(map(len, texts))) > 1:
        raise fail("the files have different numbers of lines")
    lines = [
        (german, english, translation)
        for german, english, translation in zip(*texts, strict=True)
        if german and english
    ]
    show(measured(given.german.name, lines, given.lines), given.record)


if __name__ == "__main__":
    main()
