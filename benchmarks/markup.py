"""How well inline tags of a text stand in its translation, against what else one could do with them.

    python benchmarks/markup.py [GERMAN.json ENGLISH.json] [--lines 300] [--skip 0] [--model MODEL] [--show] [--record]

The files are those of a set of localization-xml-mt (Salesforce): objects whose `text` has lines by their names. Of
these the ones with tags are used, the first `--lines` behind the first `--skip`. The rules of `translate.projection`
were chosen on what comes behind the first 300. Without files, the lines are those of benchmarks/markup.txt.

Compared are:
- ours: the way of all formats, which takes the tags out and puts them back by alignment (every tag is one of HTML's
  inline tags here, whatever its name);
- plain text: the same as if it had no format, in which tags are literals;
- tags in the text: the model reads and writes them as they are;
- each run: what stands between two tags is translated by itself.

F1 is that of tagged words: each element of the reference is paired with one of ours of the same name, those that share
most first; what both have inside (words in small letters, each as often as it is there) counts as right, what ours have
beside as wrong, what the reference has beside as missing. "tags" is the share of the source's tags that come through.
BLEU is that of the text without tags, and of the text with tags as words.
"""

import argparse
import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from recording import Table, existing, fail, parser, positive, show
from sacrebleu.metrics.bleu import BLEU

from glossary.errors import DeenError
from glossary.linked import LinkedText
from translate.api import Translator
from translate.documents import segmenter
from translate.engines.base import Request
from translate.formats import flow
from translate.formats.blocks import Block, BlockPart, Mark, Text
from translate.formats.flow import BlockDocument
from translate.formats.splice import spliced
from translate.options import BUNDLED

OWN = Path(__file__).parent / "markup.txt"
SET = "the set is at github.com/salesforce/localization-xml-mt, data/ende"
COLUMNS = ("set", "lines", "tags", "way", "F1", "precision", "recall", "tags, %", "BLEU", "with tags")

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^<>]*?(/?)>")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_PIECE = re.compile(rf"{_TAG.pattern}|&#?\w+;|[^<&]+|[<&]")

# Translates some texts.
Texts = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Line:
    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a line: its name and the words inside."""

    name: str
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """Words that are tagged in both, in ours, in the reference."""

    both: int = 0
    ours: int = 0
    theirs: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.both + other.both, self.ours + other.ours, self.theirs + other.theirs)

    @property
    def f1(self) -> float:
        return 2 * self.both / max(self.ours + self.theirs, 1)


def read_own(path: Path) -> Iterator[Line]:
    """Pairs of lines with empty lines between; `#` begins a comment."""
    for pair in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in pair.splitlines() if not line.startswith("#")]
        if len(lines) == 2:
            yield Line(*lines)


def read_set(german: Path, english: Path) -> Iterator[Line]:
    """The lines of a set that have tags."""
    sides = []
    for path in (german, english):
        try:
            sides.append(json.loads(path.read_text(encoding="utf-8"))["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise fail(f"{path}: no object with lines under `text`: {error!r}") from error
    for name, source in sides[0].items():
        if _TAG.search(source) and name in sides[1]:
            yield Line(" ".join(source.split()), " ".join(sides[1][name].split()))


# --- What is measured ---


def bare(line: str) -> str:
    """The text of a line, without tags."""
    return html.unescape(_TAG.sub("", line))


def elements(line: str) -> list[Element]:
    """The elements of a line; what is not closed goes to its end.

    >>> [(one.name, sorted(one.words)) for one in elements("a <b>Big <i>house</i></b>")]
    [('b', ['big', 'house']), ('i', ['house'])]
    """
    text, at = "", 0
    found: list[tuple[str, int, int | None]] = []
    for tag in _TAG.finditer(line):
        text += html.unescape(line[at : tag.start()])
        at = tag.end()
        if not tag[1]:
            found.append((tag[2], len(text), len(text) if tag[3] else None))
            continue
        opened = [number for number, (name, _, end) in enumerate(found) if name == tag[2] and end is None]
        if opened:
            found[opened[-1]] = (tag[2], found[opened[-1]][1], len(text))
    text += html.unescape(line[at:])
    return [Element(name, Counter(_WORD.findall(text[start:end].lower()))) for name, start, end in found]


def compared(ours: Sequence[Element], theirs: Sequence[Element]) -> Counts:
    """The tagged words of two lines, elements of one name in pairs.

    >>> compared(elements("<b>old house</b>"), elements("the <b>house</b>"))
    Counts(both=1, ours=2, theirs=1)
    """
    counts = Counts(0, sum(one.words.total() for one in ours), sum(one.words.total() for one in theirs))
    pairs = [(i, j) for i, one in enumerate(ours) for j, other in enumerate(theirs) if one.name == other.name]
    free, free_theirs = set(range(len(ours))), set(range(len(theirs)))
    for i, j in sorted(pairs, key=lambda pair: -_likeness(ours[pair[0]].words, theirs[pair[1]].words)):
        if i in free and j in free_theirs:
            free.remove(i)
            free_theirs.remove(j)
            counts += Counts((ours[i].words & theirs[j].words).total())
    return counts


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return Counts((one & other).total(), one.total(), other.total()).f1


def kept(source: str, translation: str) -> tuple[int, int]:
    """How many tags of a source are in its translation, and how many it has."""
    before, after = (Counter((tag[1], tag[2]) for tag in _TAG.finditer(text)) for text in (source, translation))
    return (before & after).total(), before.total()


def row(name: str, lines: Sequence[Line], way: str, translations: Sequence[str]) -> tuple[str, ...]:
    """The figures of a way."""
    counts, tags, all_tags = Counts(), 0, 0
    for line, translation in zip(lines, translations, strict=True):
        counts += compared(elements(translation), elements(line.reference))
        here, there = kept(line.source, translation)
        tags, all_tags = tags + here, all_tags + there
    plain, tagged = (
        BLEU().corpus_score([made(one) for one in translations], [[made(line.reference) for line in lines]]).score
        for made in (bare, _spaced)
    )
    number = sum(len(elements(line.source)) for line in lines)
    precision, recall = counts.both / max(counts.ours, 1), counts.both / max(counts.theirs, 1)
    shares = (counts.f1, precision, recall, tags / max(all_tags, 1))
    return (
        name,
        str(len(lines)),
        str(number),
        way,
        *(f"{100 * one:.1f}" for one in shares),
        f"{plain:.1f}",
        f"{tagged:.1f}",
    )


def _spaced(line: str) -> str:
    """A line in which tags are words of their own."""
    return html.unescape(_TAG.sub(lambda tag: f" {tag[1] and 'END'}{tag[2]}TAG ", line))


# --- Ways ---


@dataclass(frozen=True, slots=True)
class Tagged:
    """The format of these lines, each of them a block."""

    def parse(self, data: bytes, name: str) -> BlockDocument:
        text = data.decode()
        blocks, at = [], 0
        for line in text.splitlines(keepends=True):
            parts = tuple(_part(piece, at) for piece in _PIECE.finditer(line.rstrip("\n")))
            blocks.append(Block(parts))
            at += len(line)
        return flow.document(name, text, blocks, repair=False)

    def render(
        self, document: BlockDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        edits = flow.edits(document, translations, lambda text, _: html.escape(text, quote=False))
        return spliced(document.source, edits).encode()


def _part(piece: re.Match[str], behind: int) -> BlockPart:
    start, end = piece.start() + behind, piece.end() + behind
    if piece[2] is None:
        return Text(start, end, html.unescape(piece[0]))
    if piece[3]:
        return Mark(start, end, "point", piece[2])
    return Mark(start, end, "closing" if piece[1] else "opening", piece[2])


def by_alignment(translator: Translator, lines: Sequence[str]) -> list[str]:
    form = Tagged()
    report = translator.translate_document(form.parse("\n".join(lines).encode(), "lines"), form)
    return report.data.decode().split("\n")


def as_plain_text(translator: Translator, lines: Sequence[str]) -> list[str]:
    return in_sentences(lines, lambda texts: [one.text for one in translator.translate_lines(texts)])


def in_the_text(translator: Translator, lines: Sequence[str]) -> list[str]:
    def translate(texts: Sequence[str]) -> list[str]:
        return [made.text for made in translator.engine.translate([Request(text) for text in texts])]

    return in_sentences(lines, translate)


def each_run(translator: Translator, lines: Sequence[str]) -> list[str]:
    # What stands between tags, and the tags.
    pieces = [re.split(r"(</?[A-Za-z][^<>]*>)", line) for line in lines]
    texts = [html.unescape(text) for line in pieces for text in line[::2]]
    made = iter(in_sentences(texts, lambda some: [one.text for one in translator.translate_lines(some)]))
    return [
        "".join(piece if number % 2 else html.escape(next(made), quote=False) for number, piece in enumerate(line))
        for line in pieces
    ]


def in_sentences(texts: Sequence[str], translate: Texts) -> list[str]:
    """The translations of texts, sentence by sentence; what stands between sentences stays."""
    spans = [segmenter.split(text) for text in texts]
    made = iter(translate([text[slice(*span)] for text, some in zip(texts, spans, strict=True) for span in some]))
    joined = []
    for text, some in zip(texts, spans, strict=True):
        parts, at = [], 0
        for start, end in some:
            parts += [text[at:start], next(made)]
            at = end
        joined.append("".join([*parts, text[at:]]))
    return joined


WAYS: dict[str, Callable[[Translator, Sequence[str]], list[str]]] = {
    "ours": by_alignment,
    "plain text": as_plain_text,
    "tags in the text": in_the_text,
    "each run": each_run,
}


def arguments() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("files", nargs="*", type=Path, metavar="FILE.json", help="the German, and the English of it")
    options.add_argument("--lines", type=positive, default=300)
    options.add_argument("--skip", type=int, default=0, help="lines with tags to leave out first")
    options.add_argument("--model", default=BUNDLED)
    options.add_argument("--show", action="store_true", help="print the lines as each way translates them")
    return options.parse_args()


def main() -> None:
    given = arguments()
    if len(given.files) not in (0, 2):
        raise fail("give two files, the German and the English, or none")
    existing(given.files, SET)
    lines = list(read_set(*given.files) if given.files else read_own(OWN))[given.skip : given.skip + given.lines]
    name = given.files[0].name if given.files else OWN.name
    translator = Translator(given.model, memory=False, device="cpu", notify=lambda _: None)
    try:
        made = {way: translate(translator, [line.source for line in lines]) for way, translate in WAYS.items()}
    except DeenError as error:
        raise fail(str(error)) from error
    show(Table("markup", COLUMNS, tuple(row(name, lines, way, texts) for way, texts in made.items())), given.record)
    if given.show:
        for number, line in enumerate(lines):
            print(f"\n{line.source}\n{line.reference}")
            for way, texts in made.items():
                print(f"  {way:18}{texts[number]}")


if __name__ == "__main__":
    main()
