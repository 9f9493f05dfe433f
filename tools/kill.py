"""Kills real commands at random moments, and counts what that damages.

    python tools/kill.py [--kills N] [--seed N]

Each run is one of `deen translate … -o`, the same with a translation memory or with a model that has to be converted
first, and `deen glossary add`, `remove` and `import` with a glossary of 5,000 entries. It is killed (SIGKILL) at a
moment from its beginning to the end of what it usually takes; then the command is run again, undisturbed. The exit code
is 1 unless nothing was lost: no traceback, no entry, no half-written file, no memory that cannot be opened.
"""

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_ENTRIES = 5000
_ARTICLE = "Das Haus ist alt.\n\nDer Minister traf Lawrow in Moskau. Die Wirtschaft wächst langsam.\n"
# One in so many runs has to convert the model, which takes longest.
_JOBS = ("translate", "memory", "memory", "convert", *("add", "remove", "import") * 4)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder in which a command runs: what it reads, and what it writes."""

    folder: Path

    @property
    def article(self) -> Path:
        """The German text."""
        return self.folder / "article.txt"

    @property
    def output(self) -> Path:
        """Its translation."""
        return self.folder / "article.en.txt"

    @property
    def glossary(self) -> Path:
        """A large glossary."""
        return self.folder / "own.tsv"

    @property
    def more(self) -> Path:
        """Entries to import."""
        return self.folder / "more.tsv"

    @property
    def memory(self) -> Path:
        """The translation memory."""
        return self.folder / "cache" / "memory.sqlite3"

    @property
    def told(self) -> Path:
        """What commands wrote to standard error."""
        return self.folder / "told"


def arguments(job: str, place: Place) -> list[str]:
    """The command of a job."""
    glossary = ["-g", str(place.glossary)]
    return {
        "translate": ["translate", str(place.article), "-o", str(place.output), "--no-memory"],
        "memory": ["translate", str(place.article), "-o", str(place.output)],
        "convert": ["translate", str(place.article), "-o", str(place.output), "--no-memory"],
        "add": ["glossary", "add", "Neustadt", "Newtown", *glossary],
        "remove": ["glossary", "remove", "Ort17", *glossary],
        "import": ["glossary", "import", str(place.more), *glossary],
    }[job]


def start(command: Sequence[str], told: Path) -> int:
    """Run a command in a process of its own, in which all modules are loaded; gives the number of the process."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        handle = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        from translate.cli import deen

        deen(list(command))
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def finish(child: int) -> int:
    """The exit code of a process, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def rows(prefix: str, numbers: range) -> str:
    """Entries of a glossary."""
    return "".join(f"{prefix}{number}\tplace {prefix} {number}\n" for number in numbers)


class Jobs:
    """The commands, how long each takes, and what each writes when nobody disturbs it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._before = "source\ttarget\n" + rows("Ort", range(_ENTRIES))
        place.article.write_text(_ARTICLE, encoding="utf-8")
        place.more.write_text("source\ttarget\n" + rows("Stadt", range(_ENTRIES // 2)), encoding="utf-8")
        self.seconds: dict[str, float] = {}
        self._outputs: dict[str, tuple[str, str]] = {}
        for job in dict.fromkeys(("convert", *_JOBS)):
            self.prepare(job)
            since = time.monotonic()
            code = finish(start(arguments(job, place), place.told))
            self.seconds[job] = time.monotonic() - since
            if code:
                raise SystemExit(f"{job}: exit code {code} undisturbed: {place.told.read_text(encoding='utf-8')}")
            self._outputs[job] = self._state()

    def prepare(self, job: str) -> None:
        """What is there before a job begins; the memory stays, the converted model only if it is not made anew."""
        place = self._place
        place.told.unlink(missing_ok=True)
        place.output.write_text("before\n", encoding="utf-8")
        place.glossary.write_text(self._before, encoding="utf-8")
        if job == "convert":
            for model in (place.folder / "cache").glob("*-int8-*"):
                os.replace(model, Path(tempfile.mkdtemp(dir=place.folder)) / "model")
        if job == "memory" and not random.getrandbits(2):
            place.memory.unlink(missing_ok=True)

    def is_done(self, job: str) -> bool:
        """Whether everything is as it is after a job."""
        return self._state() == self._outputs[job]

    def _state(self) -> tuple[str, str]:
        place = self._place
        return place.output.read_text(encoding="utf-8"), place.glossary.read_text(encoding="utf-8")

    def faults(self, job: str, *, killed: bool) -> list[str]:
        """What is not as it was before or as it is afterwards; of a run that was not killed only the latter is good."""
        found = []
        told = self._place.told.read_text(encoding="utf-8") if self._place.told.exists() else ""
        if "Traceback" in told:
            found.append("tracebacks")
        output, glossary = self._state()
        wanted_output, wanted_glossary = self._outputs[job]
        if output != wanted_output and not (killed and output == "before\n"):
            found.append("half-written files")
        if glossary != wanted_glossary and not (killed and glossary == self._before):
            found.append("lost entries")
        if not killed and ("not used" in told or "damaged" in told):
            found.append("memories that cannot be opened")
        if self._place.memory.exists():
            with closing(sqlite3.connect(self._place.memory)) as connection:
                if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    found.append("memories that cannot be opened")
        return found


def attack(jobs: Jobs, place: Place, kills: int, rng: random.Random, tell: Callable[[str], object]) -> Counter[str]:
    """Kill so many runs; counts what was damaged, and what was killed."""
    counted: Counter[str] = Counter()
    while counted["kills"] < kills:
        job = rng.choice(_JOBS)
        jobs.prepare(job)
        child = start(arguments(job, place), place.told)
        time.sleep(rng.uniform(0, jobs.seconds[job]))
        os.kill(child, signal.SIGKILL)
        if finish(child) != -signal.SIGKILL:
            continue
        counted["kills"] += 1
        counted[f"killed: {job}"] += 1
        found = jobs.faults(job, killed=True)
        # What was removed already cannot be removed again.
        if finish(start(arguments(job, place), place.told)) and not (job == "remove" and jobs.is_done(job)):
            found.append("runs that fail afterwards")
        found += jobs.faults(job, killed=False)
        for fault in dict.fromkeys(found):
            tell(f"{job}: {fault}: {place.told.read_text(encoding='utf-8')}")
            counted[fault] += 1
    return counted


def summary(counted: Mapping[str, int], seed: int) -> str:
    """What was counted, in one line."""
    wanted = ("tracebacks", "lost entries", "half-written files", "memories that cannot be opened")
    rest = ", ".join(f"{counted.get(name, 0)} {name}" for name in (*wanted, "runs that fail afterwards"))
    killed = ", ".join(f"{name.split()[1]} {number}" for name, number in counted.items() if name.startswith("killed: "))
    return f"{counted.get('kills', 0)} kills ({killed}), seed {seed}: {rest}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=300, help="so many runs that are killed [300]")
    options.add_argument("--seed", type=int, default=1, help="of the moments [1]")
    given = options.parse_args()
    # So that a run is about what it does, not about loading modules.
    import ctranslate2  # noqa: F401

    import glossary.cli  # noqa: F401
    import translate.commands.translate  # noqa: F401
    from translate import api  # noqa: F401

    with tempfile.TemporaryDirectory(prefix="deen-kill-", ignore_cleanup_errors=True) as folder:
        place = Place(Path(folder))
        os.environ |= {"DEEN_CACHE": str(place.folder / "cache"), "DEEN_HOME": str(place.folder / "home")}
        random.seed(given.seed)
        jobs = Jobs(place)
        counted = attack(jobs, place, given.kills, random.Random(given.seed), lambda line: print(line, flush=True))
    print(summary(counted, given.seed))
    sys.exit(any(name != "kills" and not name.startswith("killed: ") for name in counted))


if __name__ == "__main__":
    main()
