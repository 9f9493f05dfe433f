"""`deen glossary try`: entries in sentences, translated without and with them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.voice import notify, row, say
from glossary.wording import counted
from translate.commands.progress import progress_bar

if TYPE_CHECKING:
    from glossary.terms import Glossary, Step, Term
    from translate.report import Translation
    from translate.trials import Translate, Trial

_SENTENCES = 2
_HOW: "dict[Step, str]" = {
    "draft": "in place, as the model writes it anyway",
    "hint": "in place",
    "replaced": "in place, what the model wrote was replaced",
    "found": "in place",
    "inserted": "in place, put in as a last resort: look at it",
    "lexicon": "the model took it from a lexicon",
    "pronoun": "a pronoun stands for it",
    "missing": "missing",
}


@click.command("try")
@click.argument("entries", metavar="FILE|SOURCE=TARGET")
@click.argument("text", metavar="[TEXT|-]", required=False)
@click.option("--sentences", "most", metavar="N", type=click.IntRange(1, 10_000), default=_SENTENCES, show_default=True,
              help="Show each entry in at most so many sentences.")  # fmt: skip
def command(entries: str, text: str | None, most: int) -> None:
    """Show what entries do before you save them: sentences translated without and with them.

    The entries are those of a glossary FILE, or one, as in Kiew=Kyiv. The sentences are those of TEXT that they stand
    in, a file of any format that translate reads, or a few that deen has.
    """
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from glossary.terms import Glossary
    from translate import trials

    terms = _terms(entries)
    before = _before(entries, None if text in (None, "-") else Path(str(text)).parent)
    glossary = Glossary.merge(before.terms, terms)
    tried = trials.shipped(terms, most) if text is None else trials.in_text(terms, _sentences(text), glossary, most)
    of_term: dict[Term, list[Trial]] = {term: [] for term in terms}
    for trial in trials.run(tried, before, glossary, _translator()):
        of_term[trial.term].append(trial)
    for term, found in of_term.items():
        if found:
            for line in (_heading(term), *(line for trial in found for line in _lines(trial)), ""):
                row(line)
    if absent := [term.source for term, found in of_term.items() if not found]:
        row(f"in no sentence of {text}: {', '.join(absent)}")
    say(_summary([trial for found in of_term.values() for trial in found]))


def _terms(entries: str) -> "tuple[Term, ...]":
    """The entries to try: of a file, or the one that is given."""
    from glossary import store
    from glossary.errors import GlossaryError
    from glossary.terms import Term

    source, sign, target = entries.partition("=")
    if sign and not Path(entries).exists():
        return (store.validated(Term(source, target)),)
    terms = store.read(Path(entries)).terms
    if not terms:
        raise GlossaryError(f"{entries}: has no entries to try")
    return terms


def _before(entries: str, beside: Path | None) -> "Glossary":
    """The glossary that counts without the entries: if they are those of one of its files, without this."""
    from glossary import outputs, store
    from glossary.terms import Glossary

    tried = outputs.identity(Path(entries))
    return Glossary.merge(
        *(store.entries(path) for path in store.layers([], beside) if outputs.identity(path) != tried)
    )


def _sentences(text: str) -> list[str]:
    """The sentences of a file that can be translated."""
    from translate.formats import choice

    document, _ = choice.parsed(text, None, choice.Settings())
    for notice in document.notices:
        notify(f"{text}: {notice}")
    return [segment.text for segment in document.segments]


def _translator() -> "Translate":
    from glossary.terms import Glossary
    from translate.api import Translator

    translator = Translator(glossary=Glossary(), notify=notify)

    def translate(lines: "Sequence[str]", glossary: Glossary) -> "Sequence[Translation]":
        with progress_bar("sentences") as progress:
            return translator.translate_lines(lines, glossary=glossary, progress=progress)

    return translate


def _heading(term: "Term") -> str:
    kind = f" ({term.kind})" if term.kind else ""
    return f"{term.source} → {term.target}{kind}"


def _lines(trial: "Trial") -> list[str]:
    """A sentence with its two translations, of which one that is no other is not repeated."""
    told = [f"  {trial.within.segment.text}"]
    if trial.without.text == trial.within.text:
        told.append(f"    both     {trial.within.text}")
    else:
        told += [f"    without  {trial.without.text}", f"    with     {trial.within.text}"]
    known = {doubt.detail for doubt in trial.without.doubts}
    doubts = [f"{one.check}: {one.detail}" for one in trial.within.doubts if one.detail not in known]
    return [*told, *(f"             {line}" for line in (_standing(trial), *doubts))]


def _standing(trial: "Trial") -> str:
    """Whether the entry is in place, and how it came there."""
    if trial.outcomes:
        return "; ".join(dict.fromkeys(_HOW[outcome.step] for outcome in trial.outcomes))
    return f"left out: {', '.join(trial.reasons)}" if trial.reasons else "not found here"


def _summary(trials: "Sequence[Trial]") -> str:
    steps = [outcome.step for trial in trials for outcome in trial.outcomes]
    changed = sum(trial.without.text != trial.within.text for trial in trials)
    in_place = f"{len(steps) - steps.count('missing')} of {len(steps)} in place"
    return f"{counted(len(trials), 'sentence')}, {changed} of them changed; {in_place}"
