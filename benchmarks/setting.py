"""How terms are set in the English sentence: articles, doubled articles, spaces and hyphens, capitals.

    python benchmarks/setting.py [TEXT.de] [--limit 2000] [--errors] [--record]

The sentences of `setting.txt`, translated with the terms of each, must match one regular expression and not another.
A German text, one sentence a line, is translated with the shipped glossary; counted are the lines with `a` or `an`
before the wrong sound, two articles in a row, two spaces in a row, a hyphen or slash with a space on one side.
`--errors` prints what is wrong, `--limit` takes the first lines of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from recording import NEWSTEST, ROOT, Table, existing, parser, positive, show

from glossary import sounds
from glossary.terms import Glossary, Term
from translate.api import Translator

SENTENCES = ROOT / "benchmarks" / "setting.txt"
COLUMNS = ("set", "kind", "sentences", "right", "right, %")
_INDEFINITE = re.compile(r"(?<![\w.'’-])(a|an) [\"'(]?([^\W_][\w.,'’-]*)")
FAULTS = {
    "two articles": re.compile(r"\b(?:[Tt]he|[Aa]n?) (?:the|an?) (?=[^\W\d_]{2})"),
    "two spaces": re.compile(r"\S {2,}\S"),
    "space at a joint": re.compile(r"\w[-/&] (?!and|or|to|but|as)\w|\w [-/&]\w"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with its terms, and what its English must match and must not."""

    kind: str
    german: str
    terms: tuple[Term, ...]
    must: str
    must_not: str

    def is_right(self, english: str) -> bool:
        return bool(re.search(self.must, english)) and not (self.must_not and re.search(self.must_not, english))


def items(path: Path = SENTENCES) -> Iterator[Item]:
    """The sentences of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, german, terms, must, must_not = line.split("\t")
            own = tuple(_term(*part.split("=")) for part in terms.split(";") if part)
            yield Item(kind, german, own, must, must_not)


def _term(source: str, target: str, kind: str = "") -> Term:
    return Term(source, target, kind)


def faults(english: str) -> Iterator[tuple[str, str]]:
    """What is set wrong in an English sentence, as far as rules tell: the kind, and the place.

    >>> list(faults("He saw a hour- glass."))
    [('a or an', 'a hour-'), ('space at a joint', 'r- g')]
    """
    for found in _INDEFINITE.finditer(english):
        if sounds.indefinite(found[2]) not in ("", found[1]):
            yield "a or an", found[0]
    for kind, pattern in FAULTS.items():
        yield from ((kind, found[0]) for found in pattern.finditer(english))


def own_sentences(errors: bool) -> Iterator[tuple[str, ...]]:
    """The rows of the sentences with terms, by kind."""
    translator = Translator(glossary=Glossary(), memory=False, names=False)
    asked = list(items())
    made = translator.translate_lines([item.german for item in asked], [item.terms for item in asked])
    answers = [(item, one.text) for item, one in zip(asked, made, strict=True)]
    for kind, group in groupby(answers, key=lambda answer: answer[0].kind):
        some = list(group)
        wrong = [(item, english) for item, english in some if not item.is_right(english)]
        for item, english in wrong if errors else ():
            print(f"{kind}\t{item.german}\t{english}")
        yield _row("setting.txt", kind, len(some), len(wrong))


def text(path: Path, limit: int, errors: bool) -> Iterator[tuple[str, ...]]:
    """The rows of a text, by kind of fault."""
    lines = path.read_text(encoding="utf-8").splitlines()[:limit]
    made = Translator(memory=False).translate_lines(lines)
    found = [(kind, where, number) for number, one in enumerate(made, 1) for kind, where in faults(one.text)]
    for kind, where, number in found if errors else ():
        print(f"{kind}\tline {number}\t{where}")
    for kind in ("a or an", *FAULTS):
        yield _row(path.name, kind, len(lines), len({number for one, _, number in found if one == kind}))


def _row(name: str, kind: str, count: int, wrong: int) -> tuple[str, ...]:
    return name, kind, str(count), str(count - wrong), f"{100 * (count - wrong) / max(count, 1):.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    options = parser(__doc__)
    options.add_argument("text", nargs="?", type=Path, help="a German text, one sentence a line")
    options.add_argument("--limit", type=positive, default=2000)
    options.add_argument("--errors", action="store_true", help="print what is wrong")
    given = options.parse_args(arguments)
    rows = list(own_sentences(given.errors))
    if given.text:
        rows += text(existing([given.text], NEWSTEST)[0], given.limit, given.errors)
    show(Table("setting", COLUMNS, tuple(rows)), given.record)


if __name__ == "__main__":
    main()
