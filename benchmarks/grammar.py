"""How many terms stand in the English in the right number: singular, plural or possessive.

    python benchmarks/grammar.py [FILE] [--model MODEL] [--show] [--record]
    python benchmarks/grammar.py FILE.jsonl --limit 150

Without a file, the sentences of benchmarks/grammar.txt, which says itself what is right. A file of public
terminology (see enforcement.py) says it by its references, as far as these have the term in one number only.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import enforcement
from recording import TERMINOLOGY, Table, existing, fail, parser, positive, show

from glossary import english_nouns
from glossary.errors import DeenError
from glossary.matching import Matcher
from glossary.terms import Glossary, Sentence, Term, TermMatch
from translate.decoding import enforcing
from translate.engines import loading
from translate.options import BUNDLED, Options

SENTENCES = Path(__file__).with_suffix(".txt")
COLUMNS = ("set", "sentences", "terms", "right number, %", "in place, %")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, and for each of its terms what is right in English."""

    sentence: Sentence
    right: tuple[tuple[str, ...], ...]


def read(path: Path) -> Iterator[Case]:
    """The sentences of a file of ours; a source may have forms behind commas, for what no rule finds."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        text, *cells = line.split(" | ")
        rows = [cell.strip().split(" = ") for cell in cells]
        terms = {source.split(",")[0]: _term(source, target, *kind) for source, target, _, *kind in rows}
        right = {source.split(",")[0]: tuple(wanted.split("/")) for source, _, wanted, *_ in rows}
        matches = Matcher(Glossary(tuple(terms.values()))).find(text)
        if lost := terms.keys() - {match.term.source for match in matches}:
            raise fail(f"{path}:{number}: not found in its sentence: {', '.join(lost)}; give its form behind a comma")
        yield Case(Sentence(text, tuple(matches)), tuple(right[match.term.source] for match in matches))


def _term(source: str, target: str, kind: str = "") -> Term:
    first, *forms = source.split(",")
    return Term(first, target, kind or ("people" if target[0].isupper() else ""), tuple(forms))


def public(path: Path) -> Iterator[Case]:
    """The lines of a public set, with those of their nouns that the reference has in one number."""
    for line in enforcement.read(path, None):
        wanted = [(match, _numbers(match, line.reference)) for match in line.sentence.matches]
        kept = [(match, one) for match, one in wanted if len(one) == 1 and _is_noun(match, line.sentence.text)]
        if kept:
            matches = tuple(match for match, _ in kept)
            yield Case(Sentence(line.sentence.text, matches), tuple(tuple(one) for _, one in kept))


def _is_noun(match: TermMatch, source: str) -> bool:
    return match.target[-1:].isalpha() and source[match.start : match.start + 1].isupper()


def _numbers(match: TermMatch, reference: str) -> set[str]:
    forms = {match.target, english_nouns.plural(match.target)}
    return {form for form in forms if stands(form, reference)} if len(forms) > 1 else set()


def stands(form: str, text: str) -> bool:
    """Whether a form stands in a text, whatever its capitals; a possessive ending may follow a bare one."""
    ending = "" if re.search(r"['’]s?$", form) else "(?:['’]s?)?"
    return re.search(rf"(?<!\w){re.escape(form)}{ending}(?!\w)", text, re.IGNORECASE) is not None


def arguments() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("file", nargs="?", type=Path, default=SENTENCES)
    options.add_argument("--model", default=BUNDLED)
    options.add_argument("--limit", type=positive, default=10_000, help="sentences of the file")
    options.add_argument("--show", action="store_true", help="print all sentences, what is wrong marked")
    return options.parse_args()


def main() -> None:
    given = arguments()
    existing([given.file], TERMINOLOGY)
    cases = list((public if given.file.suffix == ".jsonl" else read)(given.file))[: given.limit]
    try:
        engine = loading.load(Options(model=given.model), print)
    except DeenError as error:
        raise fail(str(error)) from error
    made = [one.hypothesis.text for one in enforcing.enforce(engine, [case.sentence for case in cases])]
    show(measured(given.file.name, cases, made), given.record)
    if given.show:
        print_all(cases, made)


def measured(name: str, cases: Sequence[Case], made: Sequence[str]) -> Table:
    total = sum(len(case.right) for case in cases)
    wrong = sum(len(lacking(case, text)) for case, text in zip(cases, made, strict=True))
    place = enforcement.in_place([case.sentence for case in cases], made)
    row = (name, str(len(cases)), str(total), f"{100 * (total - wrong) / max(total, 1):.1f}", f"{place:.1f}")
    return Table("grammar", COLUMNS, (row,))


def lacking(case: Case, text: str) -> list[str]:
    """Terms that do not stand in the text as they should."""
    return [forms[0] for forms in case.right if not any(stands(form, text) for form in forms)]


def print_all(cases: Sequence[Case], made: Sequence[str]) -> None:
    for case, text in zip(cases, made, strict=True):
        print(f"\n  {case.sentence.text}\n  {text}")
        if wrong := lacking(case, text):
            print(f"  *** not there: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
