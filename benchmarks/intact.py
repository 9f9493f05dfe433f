"""How much comes through a translation intact: literals, times of day, characters, and what a text is wrapped in.

    python benchmarks/intact.py [--kinds A,B,C] [--each 200] [--seed 1] [--clock 12|24] [--errors] [--all] [--record]

German sentences are made from templates (`intact.txt`) and by chance with a fixed seed, translated by one
`Translator` without memory, and judged by what their English must have:

- A: literals (addresses, file names, placeholders, numbers with a meaning), character for character, as often as in the
  source, in their order, touched by nothing. Of paragraphs, what an English lawyer would write is right too.
- B: times of day, dates, ordinals. All times that a reader finds in the English must be those of the German, whatever
  their form; "one form" is the share of them that has the form asked for: `2:30 p.m.`, or with `--clock 24` `14:30`.
- C: characters (superscripts, fractions, signs, names with rare letters), as they are or as `intact.txt` lists, with no
  letter beside them that is nowhere in the source.
- D: entities and encodings: the English must be that of the clean text. E: layout within a line. F: sentence ends.
  G: quotation marks, particles, dpa. Of these there are a fifth as many as of the others.

"flagged" counts the wrong ones that the report tells a person to look at. `--errors` prints the wrong ones and why,
`--all` the right ones too. `--record` keeps the totals.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import intact_characters
import intact_literals
import intact_texts
import intact_times
from intact_items import Answer, Item, Verdict
from recording import Table, fail, parser, positive, show

from glossary.errors import DeenError
from glossary.terms import Glossary, Term
from translate.api import Translator
from translate.formats.plain import PlainText
from translate.options import BUNDLED, Clock, Style

KINDS = "ABCDEFG"
COLUMNS = ("kind", "sentences", "right", "right, %", "one form, %", "wrong", "flagged")
# Items of a batch are paragraphs of one article.
BATCH = 25
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """The English of an article; its sentences as characters of the source, and whether each is to be looked at."""

    text: str
    sentences: tuple[tuple[int, int, bool], ...]


# Translates an article, given as a text or as a file's bytes, with the shipped glossary or with the benchmark's own.
Ask = Callable[[str | bytes, bool], Reply]


def items(kind: str, seed: int, count: int, clock: Clock) -> list[Item]:
    """The items of a kind: about `count` of A, B and C, a fifth as many of the others."""
    if kind == "A":
        return list(intact_literals.items(seed, count))
    if kind == "B":
        return list(intact_times.items(seed, count, clock))
    if kind == "C":
        return list(intact_characters.items(seed, count))
    return list(intact_texts.items(kind, seed, -(-count // 5)))


def asking(translator: Translator) -> Ask:
    """What asks a translator; a file that it cannot read has no English."""
    own = Glossary(tuple(Term(german, english) for german, english in intact_characters.OWN.items()))

    def ask(article: str | bytes, with_own: bool) -> Reply:
        if isinstance(article, bytes):
            plain = PlainText()
            try:
                document = plain.parse(article, "article.txt")
            except DeenError:
                return Reply("", ())
            report = translator.translate_document(document, plain)
        else:
            report = translator.translate(article, glossary=own if with_own else None)
        told = ((one.segment.start, one.segment.end, one.to_look_at) for one in report.translations)
        return Reply(report.text, tuple(told))

    return ask


def answers(asked: Sequence[Item], ask: Ask) -> Iterator[Answer]:
    """The English of each item: several in one article, where they may."""
    for (together, own), group in groupby(asked, lambda item: (not item.alone, item.own)):
        run = list(group)
        size = BATCH if together else 1
        for at in range(0, len(run), size):
            yield from _batch(run[at : at + size], own, ask)


def _batch(batch: Sequence[Item], own: bool, ask: Ask) -> Iterator[Answer]:
    if len(batch) == 1:
        yield _alone(batch[0], own, ask)
        return
    reply = ask(_BETWEEN.join(item.source for item in batch), own)
    texts = reply.text.rstrip("\n").split(_BETWEEN)
    if len(texts) != len(batch):
        yield from (_alone(item, own, ask) for item in batch)
        return
    twins = iter(answers([Item("", "", twin, _unjudged) for item in batch for twin in item.twins], ask))
    start = 0
    for item, text in zip(batch, texts, strict=True):
        yield _answer(item, Reply(text, reply.sentences), start, [next(twins).text for _ in item.twins])
        start += len(item.source) + len(_BETWEEN)


def _alone(item: Item, own: bool, ask: Ask) -> Answer:
    reply = ask(item.source if item.data is None else item.data, own)
    return _answer(item, reply, 0, [ask(twin, own).text for twin in item.twins])


def _answer(item: Item, reply: Reply, start: int, twins: Sequence[str]) -> Answer:
    end = start + len(item.source)
    inside = [(first - start, last - start, flag) for first, last, flag in reply.sentences if start <= first < end]
    spans = tuple((first, last) for first, last, _ in inside)
    return Answer(reply.text, spans, any(flag for *_, flag in inside), tuple(twins))


def _unjudged(_: Answer) -> Verdict:
    return Verdict()


@dataclass(frozen=True, slots=True)
class Judged:
    item: Item
    answer: Answer
    verdict: Verdict


def judged(asked: Sequence[Item], ask: Ask) -> list[Judged]:
    """The items with their English and what the judge says; of a translation that fails, that it did."""
    return [Judged(item, answer, item.judge(answer)) for item, answer in zip(asked, answers(asked, ask), strict=True)]


def row(name: str, cases: Sequence[Judged]) -> tuple[str, ...]:
    """The figures of some items."""
    wrong = [case for case in cases if case.verdict.reason]
    forms = [form for case in cases for form in case.verdict.forms]
    form = f"{100 * sum(forms) / len(forms):.1f}" if forms else ""
    right = len(cases) - len(wrong)
    flagged = sum(case.answer.flagged for case in wrong)
    return name, str(len(cases)), str(right), f"{100 * right / len(cases):.1f}", form, str(len(wrong)), str(flagged)


def tables(cases: Sequence[Judged]) -> tuple[Table, Table]:
    """The figures by sub-kind with the totals of each kind, and the totals alone."""
    rows, totals = [], []
    for kind, group in groupby(cases, lambda case: case.item.kind):
        of_kind = list(group)
        rows += [row(f"{kind} {part}", list(some)) for part, some in groupby(of_kind, lambda case: case.item.part)]
        totals.append(row(kind, of_kind))
        rows.append(totals[-1])
    return Table("intact, by sub-kind", COLUMNS, tuple(rows)), Table("intact", COLUMNS, tuple(totals))


def print_cases(cases: Sequence[Judged], with_right: bool) -> None:
    """Each wrong case, and with `with_right` each right one, in three lines."""
    for case in cases:
        if case.verdict.reason or with_right:
            told = f"wrong: {case.verdict.reason}" if case.verdict.reason else "right"
            flag = ", flagged" if case.answer.flagged else ""
            print(f"{case.item.kind} {case.item.part}: {told}{flag}\n  {case.item.source!r}\n  {case.answer.text!r}\n")


def kinds(text: str) -> str:
    """Letters given on a command line, with or without commas."""
    given = text.upper().replace(",", "")
    if not given or set(given) - set(KINDS):
        raise argparse.ArgumentTypeError(f"{text}: kinds are {', '.join(KINDS)}")
    return "".join(kind for kind in KINDS if kind in given)


def arguments() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("--model", default=BUNDLED)
    options.add_argument("--kinds", type=kinds, default=KINDS, help="letters with commas between them")
    options.add_argument("--each", type=positive, default=200, help="sentences of A, B and C each")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--clock", choices=("12", "24"), default="12", help="the hours that are asked for")
    options.add_argument("--errors", action="store_true", help="print what is wrong, and why")
    options.add_argument("--all", action="store_true", help="print what is right, too")
    return options.parse_args()


def main() -> None:
    given = arguments()
    translator = Translator(
        given.model, memory=False, device="cpu", style=replace(Style(), clock=given.clock), notify=lambda _: None
    )
    try:
        cases = judged(
            [item for kind in given.kinds for item in items(kind, given.seed, given.each, given.clock)],
            asking(translator),
        )
    except DeenError as error:
        raise fail(str(error)) from error
    by_part, totals = tables(cases)
    if given.errors or given.all:
        print_cases(cases, given.all)
    print(by_part)
    print()
    show(totals, given.record)


if __name__ == "__main__":
    main()
