"""How many words that a model hardly saw in training it translates right, what it leaves in German, what it makes up.

    python benchmarks/rare_words.py SRC REF --corpus CORPUS… --lexicon LEXICON [--model NAME_OR_DIR…] [--most N]
        [--whole] [--limit N] [--list] [--record]

SRC and REF have a German sentence and its English on each line. CORPUS are the `.tsv` or `.tsv.xz` files of the
training text, or folders of them; to compare models by the same words, give those of the first. LEXICON is a `.tsv` or
`.tsv.xz` file: German, tab, English with `|` between senses, tab, part of speech. The lines go through each model as it
is, no lexicon, no glossary, nothing put right, or with --whole through deen as it is, with what ships.

`rare` are the words of the source that CORPUS has at most N times (5), names left out; `known` those of them that the
lexicon has, as they are written or without an ending. `right`: in how many percent of these the English of the line has
any of the senses, in any form. A synonym that the lexicon lacks counts as wrong; `reference` is the same of REF, about
the most to expect, and `both` the share of only those that are right in REF. `left` are German words of the source,
`made up` what neither English nor the source has nor the line of REF, each in 1,000 words of the English. --list prints
what is not right, left or made up.
"""

import argparse
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import rare_senses
from recording import NEWSTEST, Table, existing, fail, parser, positive, show

from glossary.errors import DeenError
from glossary.word_patterns import LETTERS, WORD
from translate import Translator, english_words, nonwords
from translate.engines import loading
from translate.engines.base import Request
from translate.german_words import word_class
from translate.lexicon.unknown import unknown_words
from translate.lexicon.words import Word, by_german
from translate.options import BUNDLED, Options
from translate.training import corpus, word_pairs

COLUMNS = ("set", "model", "lines", "rare", "known", "right", "reference", "both", "left", "made up")
# Shorter words are in too many languages.
_SHORTEST = 3

Lexicon = Mapping[str, Sequence[Word]]


@dataclass(frozen=True, slots=True)
class RareWord:
    """A word that training text hardly has: its line, counted from 0, where it begins there, and its senses, if any."""

    line: int
    start: int
    text: str
    senses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestSet:
    """Lines with their references, and the words in them that training text hardly has."""

    name: str
    sources: Sequence[str]
    references: Sequence[str]
    rare: Sequence[RareWord]

    @property
    def known(self) -> list[RareWord]:
        """The rare words that the lexicon knows."""
        return [one for one in self.rare if one.senses]


# --- words of the source


def counted(paths: Sequence[Path], wanted: Container[str]) -> Counter[str]:
    """How often each of the wanted words stands in the German of training text.

    Raises `TrainingError` for files that cannot be read.
    """
    counts: Counter[str] = Counter()
    for files in corpus.files_by_origin(paths).values():
        for german, _ in corpus.rows(files):
            counts.update(word for word in WORD.findall(german) if word in wanted)
    return counts


def forms(lines: Iterable[str]) -> frozenset[str]:
    """The words of lines with either first letter: which of these a sentence begins with, its capital hides."""
    words = {word for line in lines for word in WORD.findall(line)}
    return frozenset(words | {word[0].lower() + word[1:] for word in words})


def rare_words(lines: Iterable[str], frequent: Container[str], lexicon: Lexicon) -> Iterator[RareWord]:
    """The words of lines that are not frequent, without names."""
    for number, line in enumerate(lines):
        for word in unknown_words(line, (), frequent):
            yield RareWord(number, word.start, line[word.start : word.end], rare_senses.senses(word, lexicon))


# --- words of the English


def right(rare: Iterable[RareWord], english: Sequence[str]) -> set[RareWord]:
    """The words of which the English of their line has a sense."""
    written = [rare_senses.written(line) for line in english]
    return {one for one in rare if any(rare_senses.has(written[one.line], sense) for sense in one.senses)}


def left_over(source: str, english: str, reference: str, lexicon: Lexicon) -> Iterator[str]:
    """German words, no names, that stand in the English as in the source, and neither in the reference nor in English.

    >>> list(left_over("Der Haftrichter aus Kiel schlief.", "The Haftrichter of Kiel slept.", "The judge slept.", {}))
    ['Haftrichter']
    """
    german = {word.lower(): word for word in LETTERS.findall(source) if len(word) >= _SHORTEST}
    expected = {word.lower() for word in LETTERS.findall(reference)}
    for word in LETTERS.findall(english):
        there = german.get(word.lower())
        known = word.lower() in expected or english_words.is_known(word.lower())
        if there and not known and _is_german(there, lexicon):
            yield word


def _is_german(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of the source is neither a name nor the same in English, as far as lists tell."""
    kind = word_class(word)
    entries = [*lexicon.get(word, ()), *lexicon.get(word.lower(), ())]
    has_english = any(word not in entry.senses for entry in entries)
    return word.islower() or kind == "compound" or (kind != "name" and has_english)


def made_up(source: str, english: str, reference: str) -> Iterator[str]:
    """Words that neither English nor the source nor the reference has."""
    return nonwords.unknown(f"{source}\n{reference}", english, ())


# --- models


def translated(model: str, lines: Sequence[str], *, whole: bool) -> list[str]:
    """The lines by a model as it is, or by deen with it, on the processor; raises `DeenError` if it cannot be had."""
    if whole:
        translator = Translator(model, device="cpu", memory=False, notify=print)
        return [made.text for made in translator.translate_lines(lines)]
    engine = loading.load(Options(model=model, device="cpu"), print)
    return [made.text for made in engine.translate([Request(line) for line in lines])]


def row(
    test: TestSet, model: str, english: Sequence[str], lexicon: Lexicon, *, listed: bool, whole: bool = False
) -> tuple[str, ...]:
    """The figures of a model; what is not right is printed if it is to be listed."""
    ours, theirs = right(test.known, english), right(test.known, test.references)
    lines = list(zip(test.sources, english, test.references, strict=True))
    left = [word for line in lines for word in left_over(*line, lexicon)]
    invented = [word for line in lines for word in made_up(*line)]
    if listed:
        for one in test.known:
            if one not in ours:
                print(f"{one.text} = {', '.join(one.senses)}", *lines[one.line], "", sep="\n")
        print(f"left: {', '.join(left)}", f"made up: {', '.join(invented)}", "", sep="\n")
    shares = (
        share(len(ours), len(test.known)),
        share(len(theirs), len(test.known)),
        share(len(ours & theirs), len(theirs)),
    )
    words = sum(len(WORD.findall(line)) for line in english)
    counts = (len(lines), len(test.rare), len(test.known))
    per_thousand = (f"{1000 * len(found) / max(words, 1):.2f}" for found in (left, invented))
    return (test.name, f"deen, {called(model)}" if whole else called(model), *map(str, counts), *shares, *per_thousand)


def share(part: int, whole: int) -> str:
    """So many percent.

    >>> share(1, 8), share(0, 0)
    ('12.5', '–')
    """
    return f"{100 * part / whole:.1f}" if whole else "–"


def called(model: str) -> str:
    """A model's name, or the end of its folder's: those of runs are all called `model`.

    >>> called("de-en"), called("/home/me/runs/third/model/")
    ('de-en', 'third/model')
    """
    return "/".join(Path(model).parts[-2:])


def read(source: Path, reference: Path, limit: int | None) -> tuple[list[str], list[str]]:
    """The first lines of two parallel files."""
    existing([source, reference], NEWSTEST)
    german, english = (path.read_text(encoding="utf-8").splitlines() for path in (source, reference))
    if len(german) != len(english):
        raise fail(f"{source} has {len(german)} lines, {reference} {len(english)}; give parallel files")
    return german[:limit], english[:limit]


def arguments() -> argparse.Namespace:
    made = parser(__doc__)
    made.add_argument("source", metavar="SRC", type=Path)
    made.add_argument("reference", metavar="REF", type=Path)
    made.add_argument("--corpus", metavar="CORPUS", type=Path, nargs="+", required=True)
    made.add_argument("--lexicon", metavar="LEXICON", type=Path, required=True)
    made.add_argument("--model", metavar="NAME_OR_DIR", nargs="+", default=[BUNDLED])
    made.add_argument("--most", metavar="N", type=positive, default=5)
    made.add_argument("--whole", action="store_true")
    made.add_argument("--limit", metavar="N", type=positive)
    made.add_argument("--list", action="store_true")
    return made.parse_args()


def main() -> None:
    given = arguments()
    sources, references = read(given.source, given.reference, given.limit)
    try:
        lexicon = by_german(word_pairs.read(given.lexicon))
        counts = counted(given.corpus, forms(sources))
        frequent = {word for word, count in counts.items() if count > given.most}
        rare = list(rare_words(sources, frequent, lexicon))
        test = TestSet(given.source.stem, sources, references, rare)
        rows = [
            row(
                test,
                model,
                translated(model, sources, whole=given.whole),
                lexicon,
                listed=given.list,
                whole=given.whole,
            )
            for model in given.model
        ]
    except DeenError as error:
        raise fail(str(error)) from error
    show(Table("rare words", COLUMNS, tuple(rows)), given.record)


if __name__ == "__main__":
    main()
