"""`deen glossary suggest`: names of an article that no glossary covers."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.voice import give, notify, say, shown

if TYPE_CHECKING:
    from glossary.suggesting import Suggestion
    from glossary.terms import Term

# English and German.
_ANSWERS = {
    **dict.fromkeys(("y", "yes", "j", "ja"), "yes"),
    **dict.fromkeys(("n", "no", "nein"), "no"),
    **dict.fromkeys(("e", "edit"), "edit"),
    **dict.fromkeys(("q", "quit"), "quit"),
}


@click.command("suggest")
@click.argument("article", metavar="FILE|-")
@click.option(
    "-g", "--glossary", "file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="The glossary to look into, over the shipped one and your own, and to add to.  [default: your own]",
)  # fmt: skip
@click.option("--format", "forced", metavar="NAME", help="Read the file as of this format, whatever its name.")
@click.option("--add", is_flag=True, help="Add to the glossary: asks for each name; without a terminal, the sure ones.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(article: str, file: Path | None, forced: str | None, add: bool, as_json: bool) -> None:
    """Suggest entries for the names in an article that no glossary covers.

    Writes them as a glossary, each below the sentence it stands in; the note says how certain its English is and
    where it is from. Put right what is wrong and take it with import, or have --add ask for each.
    """
    from glossary import store
    from translate import article_names
    from translate.documents import files
    from translate.formats import choice

    if as_json and add:
        raise click.UsageError("--json shows, --add changes: take one of them")
    document, _ = choice.parsed(article, forced, choice.Settings())
    for notice in document.notices:
        say(f"{article}: {notice}")
    beside = None if article == files.STANDARD_INPUT else Path(article).parent
    # With --add a file that does not exist yet is made.
    glossary = store.load([file] if file and (file.exists() or not add) else [], beside, notify)
    found = article_names.suggestions(document, glossary, say)
    if as_json:
        _show_as_json(found)
    elif add:
        _add(found, file or store.own_file(), asked=article != files.STANDARD_INPUT and _is_terminal())
    else:
        _show(found)


def _show_as_json(found: Sequence["Suggestion"]) -> None:
    from dataclasses import asdict

    give(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))


def _add(found: Sequence["Suggestion"], path: Path, *, asked: bool) -> None:
    terms = _accepted(found, path) if asked else _add_sure(found, path)
    say(f"{len(terms)} of {len(found)} names are in {path} now")


def _show(found: Sequence["Suggestion"]) -> None:
    from glossary import store

    rows = store.formatted([_term(one, _note(one)) for one in found]).splitlines()
    give(rows[0])
    for one, row in zip(found, rows[1:], strict=True):
        give(f"# {one.count}×: {one.sentence}\n{row}")
    changed = sum(one.source != one.target for one in found)
    say(f"{len(found)} names that no glossary covers; English writes {changed} of them otherwise")


def _accepted(found: Sequence["Suggestion"], path: Path) -> list["Term"]:
    """Ask for each name; what is accepted is written at once, so that nothing is lost when the user stops."""
    from dataclasses import replace

    from glossary import store

    terms = []
    for number, one in enumerate(found, 1):
        times = f", {one.count} times" if one.count > 1 else ""
        say("")
        say(f"{number}/{len(found)}  {one.source} → {one.target}  ({_note(one)}{times})")
        say(f"    {one.sentence}")
        answer = _answer(default="no" if one.certainty == "guess" else "yes")
        target = _edited(one.target) if answer == "edit" else one.target
        if answer == "quit" or not target:
            break
        if answer != "no":
            terms.append(replace(_term(one), target=target))
            store.add(path, terms[-1])
    return terms


def _answer(default: str) -> str:
    """What the user wants with a name: `yes`, `no`, `edit` or `quit`, which the end of the input means too."""
    letters = "/".join(letter.upper() if default.startswith(letter) else letter for letter in "yneq")
    while True:
        typed = _typed(f"Add it? yes, no, edit the English, quit [{letters}]")
        if typed is None:
            return "quit"
        if not typed:
            return default
        if (answer := _ANSWERS.get(typed.lower())) is not None:
            return answer
        notify(f"{typed} is no answer here: y(es), n(o), e(dit) asks for another English form, q(uit)")


def _edited(target: str) -> str:
    """The English form that the user types, the given one for an empty line; empty at the end of the input."""
    typed = _typed(f"English form [{shown(target)}]")
    return "" if typed is None else typed or target


def _typed(question: str) -> str | None:
    """A line from the user, None at the end of the input."""
    try:
        typed: str = click.prompt(question, default="", show_default=False, err=True)
    except click.Abort:
        return None
    return " ".join(typed.split())


def _add_sure(found: Sequence["Suggestion"], path: Path) -> list["Term"]:
    from glossary import store

    terms = [_term(one) for one in found if one.certainty == "sure"]
    for term in terms:
        say(f"{term.source} → {term.target}")
    if terms:
        store.add_all(path, terms)
    return terms


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _term(one: "Suggestion", note: str = "") -> "Term":
    from glossary.terms import Term

    return Term(one.source, one.target, one.kind, note=note)


def _note(one: "Suggestion") -> str:
    return f"{one.certainty}: {one.basis}"
