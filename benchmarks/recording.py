"""What the benchmarks share: command lines, tables, and `RESULTS.md`, where `--record` keeps their figures."""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
GERMAN = ROOT / "examples" / "nordkorea.de.txt"
ENGLISH = ROOT / "examples" / "nordkorea.en.txt"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"

# Where the sets are from on which others publish their figures.
NEWSTEST = "the public set is written by `sacrebleu -t wmt14 -l de-en --echo src`"
TERMINOLOGY = "public sets are those of Dinu et al. (2019) and of the WMT 2023 terminology task"

_HEAD = """\
# Results

What `python benchmarks/… --record` measured, newest first. Figures of different machines do not compare.
"""
_CONDITIONS = ("date", "deen")
_MACHINE = ("machine", "with")


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one benchmark; `name` is that of its section."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(cell.rjust(width) if index else cell.ljust(width) for index, (cell, width) in enumerate(cells))
            for cells in (list(zip(line, widths, strict=True)) for line in lines)
        )


def parser(description: str | None) -> argparse.ArgumentParser:
    """A parser of a benchmark's command line, with `--record`."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--record", action="store_true", help="write the figures into benchmarks/RESULTS.md")
    return made


def positive(text: str) -> int:
    """A count given on a command line."""
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{count} is not positive")
    return count


def fail(message: str) -> SystemExit:
    """What ends a benchmark that cannot run: the message on standard error, exit code 2."""
    print(message, file=sys.stderr)
    return SystemExit(2)


def existing(paths: Sequence[Path], origin: str) -> Sequence[Path]:
    """The paths, if all are files with something in them; else the benchmark ends and says which is not, and where the
    public set is from.
    """
    for path in paths:
        if not path.is_file():
            raise fail(f"{path}: no such file; {origin}")
        if not path.stat().st_size:
            raise fail(f"{path}: the file is empty; {origin}")
    return paths


def show(table: Table, record: bool, results: Path = RESULTS) -> None:
    """Print a table; write it into `results` too if it is to be recorded."""
    print(table)
    if record:
        before = results.read_text(encoding="utf-8") if results.is_file() else _HEAD
        results.write_text(with_rows(before, _under_conditions(table)), encoding="utf-8")


def with_rows(page: str, table: Table) -> str:
    """The page with the rows of a table on top of its section's; other columns than last time begin a new table.

    >>> page = with_rows("# Results\\n", Table("speed", ("date", "MB/s"), (("monday", "1"),)))
    >>> print(with_rows(page, Table("speed", ("date", "MB/s"), (("tuesday", "2"),))))
    # Results
    <BLANKLINE>
    ## speed
    <BLANKLINE>
    | date | MB/s |
    | --- | --- |
    | tuesday | 2 |
    | monday | 1 |
    <BLANKLINE>
    """
    title, head = f"\n## {table.name}\n", f"\n{_row(table.columns)}\n{_row(['---'] * len(table.columns))}\n"
    rows = "".join(f"{_row(row)}\n" for row in table.rows)
    before, found, section = page.partition(title)
    if not found:
        return page + title + head + rows
    if section.startswith(head):
        return before + title + head + rows + section.removeprefix(head)
    return before + title + head + rows + section


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _under_conditions(table: Table) -> Table:
    """The table with when, where and with what it was measured."""
    found = find_spec("translate")
    if not found or not found.origin or not Path(found.origin).is_relative_to(ROOT):
        raise fail(f"what is measured is not this checkout; run with PYTHONPATH={ROOT}")
    first = (date.today().isoformat(), f"{version('deen-mt')} {commit(ROOT)}")
    last = (_machine(), _software())
    rows = tuple((*first, *row, *last) for row in table.rows)
    return Table(table.name, (*_CONDITIONS, *table.columns, *_MACHINE), rows)


def commit(checkout: Path) -> str:
    """The commit of a checkout, with a plus if it was changed since; the folder's name where there is no git."""
    git = ["git", "-C", str(checkout)]
    named = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    if named.returncode:
        return checkout.resolve().name
    # The results themselves may have grown since.
    changed = [*git, "diff", "--quiet", "HEAD", "--", ".", ":(exclude)benchmarks/RESULTS.md"]
    return named.stdout.strip() + "+" * bool(subprocess.run(changed, check=False).returncode)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _software() -> str:
    parts = [f"Python {platform.python_version()}"]
    return ", ".join([*parts, *(f"{name} {version(name)}" for name in ("ctranslate2", "sentencepiece"))])
