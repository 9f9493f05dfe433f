"""deen glossary …: the glossary, as a file that a person can edit."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from glossary import bounded, outputs, store
from glossary.contradictions import arrow
from glossary.errors import GlossaryError, reason
from glossary.terms import Glossary, Term, TermMatch
from glossary.voice import give, notify, row, say
from glossary.wording import counted

_FILE = click.Path(dir_okay=False, path_type=Path)
_into = click.option(
    "-g",
    "--glossary",
    "file",
    metavar="FILE",
    type=_FILE,
    help="The glossary to change.  [default: your own]",
)
_layers = click.option(
    "-g", "--glossary", "files", metavar="FILE", type=_FILE, multiple=True,
    help="A glossary over the shipped one and your own; of several, later ones win.",
)  # fmt: skip
_no_shipped = click.option("--no-shipped", is_flag=True, help="Leave the shipped glossary out.")
# How many of the reasons for which lines are left out are told one by one.
_REASONS = 5


@click.group()
def glossary() -> None:
    """Look at and change glossaries.

    A glossary is a table in a text file: source, target, and if you like kind, forms, plural, forbidden and note.
    """


@glossary.command()
@click.argument("source")
@click.argument("target")
@click.option("--kind", default="", help="A label such as person, place or org.")
@click.option("--form", "forms", multiple=True, help="A further German form; may be given several times.")
@click.option("--note", default="", help="A remark for people.")
@click.option("--plural", default="", help="The English plural, where no rule knows it.")
@click.option("--forbid", "forbidden", metavar="TARGET", multiple=True,
              help="English that must not stand for SOURCE; may be given several times.")  # fmt: skip
@_into
def add(
    source: str,
    target: str,
    kind: str,
    forms: Sequence[str],
    note: str,
    plural: str,
    forbidden: Sequence[str],
    file: Path | None,
) -> None:
    """Add an entry: SOURCE is always translated as TARGET.

    An entry that has the SOURCE already is replaced. If TARGET is SOURCE, it is left as it is.
    """
    from glossary import check, contradictions

    path = file or store.own_file()
    term = store.validated(Term(source, target, kind, tuple(forms), note, plural=plural, forbidden=tuple(forbidden)))
    replaced = store.add(path, term)
    if replaced:
        say(f"replaces {arrow(replaced)} ({replaced.origin})")
    others = [entry for layer in store.layers() if not _same(layer, path) for entry in store.entries(layer)]
    for other in others:
        if other.source == term.source:
            say(f"overrides {arrow(other)} ({other.origin})")
    for other in contradictions.collisions(term, [*store.entries(path), *others]):
        say(f"warning: matches the same as {arrow(other)} ({other.origin})")
    for remark in check.remarks(term):
        say(f"warning: {remark}")
    say(f"{arrow(term)} is in {path}")


@glossary.command()
@click.argument("source")
@_into
def remove(source: str, file: Path | None) -> None:
    """Remove the entry with this SOURCE."""
    path = file or store.own_file()
    removed = store.remove(path, source.strip())
    for term in removed:
        say(f"removed {arrow(term)} ({term.origin})")
    for layer in store.layers():
        left = [] if _same(layer, path) else store.read(layer).terms
        for term in left:
            if term.source == source.strip():
                say(f"{arrow(term)} is still in {term.origin}")
    if not removed:
        raise GlossaryError(f"{path}: has no entry {source!r}; deen glossary list shows what there is")


@glossary.command(name="list")
@click.option("--kind", help="Only entries of this kind.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, each entry with the file and line it is from.")
@_layers
@_no_shipped
def list_(kind: str | None, as_json: bool, files: Sequence[Path], no_shipped: bool) -> None:
    """List the entries that count, one a line: source, target, kind and forms."""
    terms = [term for term in _loaded(files, no_shipped).terms if kind is None or term.kind == kind]
    if as_json:
        from glossary.exchange import json_entries

        rows = [{**json_entries.as_object(term), "origin": term.origin} for term in terms]
        give(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for term in terms:
        row(term.source, term.target, term.kind, "|".join(term.forms))


@glossary.command()
@click.argument("text")
@_layers
def find(text: str, files: Sequence[Path]) -> None:
    """Show which entries match in TEXT, or in standard input if TEXT is -.

    One match a line: its place (line and character, from 1), what stands there, source, target, and the file
    and line of the entry. What is left out on purpose is told on standard error, with its reason.
    """
    from glossary.matching import Matcher

    matcher = Matcher(_loaded(files))
    lines = _standard_input().split("\n") if text == "-" else [text]
    for number, line in enumerate(lines, 1):
        found = matcher.survey(line)
        for match in found.matches:
            term = match.term
            row(_place(number, match), _surface(line, match), term.source, term.target, term.origin)
        for one in found.left_out:
            place, surface = _place(number, one.match), _surface(line, one.match)
            say(f"{place}: {surface} is left out: {arrow(one.match.term)}: {one.reason}")


@glossary.command()
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=_FILE)
@click.option("--shipped", is_flag=True, help="Tell about the shipped glossary's own entries too.")
def check(paths: Sequence[Path], shipped: bool) -> None:
    """Check glossaries: your own, and each FILE as if given to translate with -g.

    Tells of bad lines, contradictions, overrides, ordinary words that are names, targets that look German, hold more
    than one form, are forbidden or are sources themselves. Exits with 1 if there are errors.
    """
    from glossary import check as checking

    findings = [
        finding
        for finding in checking.check(store.layers(paths))
        if shipped or not finding.where.startswith(f"{store.SHIPPED}:")
    ]
    for number, finding in enumerate(findings, 1):
        label = "error" if finding.error else "warning"
        row(f"{number}. {finding.where}: {label}: {finding.text}")
    errors = sum(finding.error for finding in findings)
    say(f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}")
    if errors:
        sys.exit(1)


@glossary.command(name="import")
@click.argument("source", metavar="FILE", type=_FILE)
@_into
def import_(source: Path, file: Path | None) -> None:
    """Take the entries of FILE into a glossary: a table in text or Excel, TBX, MultiTerm, TMX or JSON.

    What FILE is and what its columns are is found out and told. Entries with the same source are replaced.
    """
    from glossary.exchange import reading

    path = file or store.own_file()
    contents = reading.read(source)
    errors = contents.errors()
    if contents.ours and errors:
        raise errors[0]
    if not contents.ours:
        notify(contents.summary())
        for error in errors[:_REASONS]:
            notify(f"left out: {error}")
        if len(errors) > _REASONS:
            notify(f"left out: {len(errors) - _REASONS:,} more")
    unique = list({term.source: term for term in contents.terms}.values())
    replaced = store.add_all(path, unique)
    for term in replaced:
        say(f"replaces {arrow(term)} ({term.origin})")
    repeated = len(contents.terms) - len(unique)
    if repeated:
        say(f"{counted(repeated, 'line')} of {source} with a source that comes again later: the last counts")
    say(f"{counted(len(unique), 'entry', 'entries')} in {path} now, {len(replaced)} in the place of others")


@glossary.command()
@click.argument("target", metavar="[FILE]", default="-", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--format", "form", type=click.Choice(["tsv", "csv", "deepl", "xlsx", "tbx", "tmx", "json"]),
    help="deepl: CSV without a header, source and target only.  [default: what the file's name ends with]",
)  # fmt: skip
@click.option(
    "--escape-formulas", is_flag=True,
    help="For spreadsheets: an apostrophe before cells of tsv, csv and deepl that begin with = + - or @.",
)  # fmt: skip
@_layers
@_no_shipped
def export(target: str, form: str | None, escape_formulas: bool, files: Sequence[Path], no_shipped: bool) -> None:
    """Write the entries that count to FILE or standard output, for other programs."""
    from glossary.exchange import writing

    if form is None and target == "-":
        form = "tsv"
    form = form or writing.form_of(Path(target))
    if target != "-":
        outputs.check([Path(target)], files)
    data = writing.written(_loaded(files, no_shipped).terms, form, escape_formulas=escape_formulas)
    if target == "-":
        give(data)
    else:
        outputs.write(Path(target), data)


def _loaded(files: Sequence[Path], no_shipped: bool = False) -> Glossary:
    if no_shipped:
        return Glossary.merge(*(store.entries(p, notify) for p in store.layers(files) if p != store.SHIPPED))
    return store.load(files, tell=notify)


def _standard_input() -> str:
    if sys.stdin is None:
        raise GlossaryError("standard input: cannot be read: it is closed")
    try:
        return bounded.read(sys.stdin.buffer).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError("standard input: not UTF-8; convert it first") from error
    except OSError as error:
        raise GlossaryError(f"standard input: cannot be read: {reason(error)}") from error


def _place(line: int, match: TermMatch) -> str:
    return f"{line}:{match.start + 1}"


def _surface(line: str, match: TermMatch) -> str:
    return " ".join(line[match.start : match.end].split())


def _same(one: Path, other: Path) -> bool:
    return outputs.identity(one) == outputs.identity(other)
