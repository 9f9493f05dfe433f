"""`deen lexicon`: dictionaries that help where the model does not know a word."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from glossary.voice import give, notify, row, say
from translate.commands.options import FILE
from translate.errors import LexiconError

_INSTALLED = Path("/usr/share/trans/de-en")
_as_json = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group("lexicon")
def command() -> None:
    """Keep dictionaries, whose words help the model where it does not know one.

    A lexicon only offers translations; what has to be translated in one way is an entry of a glossary.
    """


@command.command()
@click.argument("source", metavar="[FILE]", type=FILE, required=False)
@click.option("--name", help="What to call it.  [default: as the file, without endings]")
@click.option(
    "--replace", is_flag=True, help="Put it in the place of one that is called the same and is of another file."
)
def add(source: Path | None, name: str | None, replace: bool) -> None:
    """Take the words of FILE, or of Debian's package trans-de-en if it is installed.

    FILE is Ding's, FreeDict's (TEI, or .index with .dict.dz), Wiktextract's (JSON lines), or a table of German, English
    with | between senses, and if you like part of speech; it may be packed by gzip or xz. What it is is found out.
    """
    from glossary.wording import counted
    from translate.lexicon import store

    if source is None:
        if not _INSTALLED.is_file():
            raise LexiconError(f"{_INSTALLED}: not there; install the package trans-de-en, or name a FILE")
        source = _INSTALLED
    name = store.name_of(source) if name is None else name
    facts = store.add(source, name, replace, say)
    words = counted(facts.words, "word", grouped=True)
    say(
        f"{words} with {counted(facts.senses, 'sense', grouped=True)} of {source} ({facts.kind}) "
        f"are in {store.path_of(name)}"
    )
    if facts.licence:
        say(f"it says: {facts.licence}")


@command.command("list")
@_as_json
def list_(as_json: bool) -> None:
    """List the lexicons, one a line: name, words, format, file it was read from, and day."""
    from translate.lexicon import store

    known = []
    for name in store.names():
        try:
            known.append((name, store.facts(name)))
        except LexiconError as error:
            notify(str(error))
    if as_json:
        _give_json([{"name": name, **asdict(facts)} for name, facts in known])
        return
    for name, facts in known:
        row(name, f"{facts.words:,}", facts.kind, facts.source, facts.added)


@command.command()
@click.argument("name", metavar="LEXICON")
@_as_json
def info(name: str, as_json: bool) -> None:
    """Show what a lexicon is, where it is from, and what it says of its licence."""
    from translate.lexicon import store

    facts = store.facts(name)
    path = store.path_of(name)
    if as_json:
        told = {"name": name, "path": str(path), "bytes": path.stat().st_size, **asdict(facts)}
        _give_json(told)
        return
    row("file", str(path))
    row("size", f"{path.stat().st_size / 1e6:.1f} MB")
    row("format", facts.kind)
    row("read from", facts.source)
    row("added", facts.added)
    row("words", f"{facts.words:,}")
    row("senses", f"{facts.senses:,}")
    row("licence", facts.licence or "not told")


@command.command()
@click.argument("name", metavar="LEXICON")
def remove(name: str) -> None:
    """Remove a lexicon."""
    from translate.lexicon import store

    say(f"removed {store.remove(name)}")


@command.command()
@click.argument("word")
@_as_json
def find(word: str, as_json: bool) -> None:
    """Show what the lexicons say of WORD, in exactly that form.

    One part of speech a line: word, part of speech, its senses with | between them, likelier ones first, and lexicon:
    `shipped` for the small one that comes with deen.
    """
    from translate.lexicon import store
    from translate.lexicon.lookup import Lexicon, shipped

    found = []
    for name in store.names():
        lexicon = Lexicon([store.path_of(name)], notify)
        found += [(name, one) for one in lexicon.find([word]).get(word, ())]
        lexicon.close()
    found += [("shipped", one) for one in shipped().get(word, ())]
    if as_json:
        _give_json([{"lexicon": name, **asdict(one)} for name, one in found])
        return
    for name, one in found:
        row(one.german, one.part, "|".join(one.senses), name)
    if not found:
        say(f"no lexicon has {word}; deen lexicon add FILE adds one")


def _give_json(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    # Of a folder's name that is not UTF-8, halves of characters are written as JSON writes them.
    give(text.encode("utf-8", "backslashreplace").decode())
