"""Metrics that other packages bring along: functions that they name in the entry point group `deen.metrics`.

A metric takes sources, hypotheses and references (a list of segments a reference) and gives a score a segment; with a
model directory, that as its keyword argument `model`. `docs/evaluation.md` says how one is written.
"""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path

from eval.errors import EvaluationError
from eval.metrics import References, SegmentMean
from glossary.errors import reason
from glossary.wording import counted

GROUP = "deen.metrics"
# What deen has an adapter of its own for: the module with it, the module that it needs, and the package of that.
_ADAPTED = {"comet": ("eval.comet", "comet", "unbabel-comet")}


@dataclass(frozen=True, slots=True)
class Plugin:
    """A metric that was loaded: its name, its package with the version, and its model directory if it was given one."""

    name: str
    package: str
    metric: Callable[..., Iterable[float]]
    model: Path | None = None


def names() -> list[str]:
    """The metrics that packages bring along, and those that deen has an adapter for, in small letters."""
    return sorted({one.name.lower() for one in entry_points(group=GROUP)} | _ADAPTED.keys())


def load(name: str, model: Path | None = None) -> Plugin:
    """The metric of this name, in small letters.

    Raises `EvaluationError` where there is none, where several packages have one, and for one that cannot be imported.
    """
    found = _entry_points(name)
    packages = {_package(one): one for one in found}
    if len(packages) > 1:
        raise EvaluationError(f"{' and '.join(packages)} both have a metric {name}: uninstall one of them")
    with _told(f"metric {name} of {next(iter(packages), 'deen')}", "cannot be loaded"):
        if not found:
            return _adapted(name, model)
        metric = found[0].load()
        if not callable(metric):
            raise TypeError(f"{found[0].value} is no function")
    return Plugin(name, next(iter(packages)), metric, model)


def measure(plugin: Plugin, sources: Sequence[str] | None, references: References) -> SegmentMean:
    """A metric as what systems are scored by; without sources it gets empty ones.

    What it raises becomes an `EvaluationError` when it is asked; what it prints goes to standard error. A metric whose
    attribute `higher_is_better` is false counts errors.
    """
    of_model = [f"model:{plugin.model.resolve().name}"] if plugin.model else []
    signature = "|".join([f"nrefs:{len(references)}", f"package:{plugin.package}", *of_model])
    return SegmentMean(
        plugin.name,
        signature,
        partial(_scores, plugin),
        list(sources) if sources else [""] * len(references[0]),
        [list(segments) for segments in references],
        higher_is_better=bool(getattr(plugin.metric, "higher_is_better", True)),
    )


def _scores(
    plugin: Plugin, sources: Sequence[str], hypotheses: Sequence[str], references: References
) -> Iterable[float]:
    """What a metric gives for the lines that are not empty in all texts, which it is not asked about: 0 for these."""
    lines = [line for line, texts in enumerate(zip(sources, hypotheses, *references, strict=True)) if any(texts)]
    handed = [[segments[line] for line in lines] for segments in (sources, hypotheses, *references)]
    with_model = {"model": plugin.model} if plugin.model else {}
    what = f"metric {plugin.name} of {plugin.package}"
    # Standard output has the result of deen alone.
    with _told(what, "failed"), contextlib.redirect_stdout(sys.stderr):
        given = list(map(float, plugin.metric(handed[0], handed[1], handed[2:], **with_model)))
    if len(given) != len(lines):
        raise EvaluationError(f"{what} gave {counted(len(given), 'score')} for {counted(len(lines), 'segment')}")
    by_line = dict(zip(lines, given, strict=True))
    return [by_line.get(line, 0.0) for line in range(len(hypotheses))]


def _entry_points(name: str) -> list[EntryPoint]:
    return [one for one in entry_points(group=GROUP) if one.name.lower() == name]


def _package(entry_point: EntryPoint) -> str:
    return f"{entry_point.dist.name} {entry_point.dist.version}" if entry_point.dist else entry_point.value


def _adapted(name: str, model: Path | None) -> Plugin:
    if name not in _ADAPTED:
        raise EvaluationError(f"no package here has a metric {name}")
    adapter, module, package = _ADAPTED[name]
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise EvaluationError(f"metric {name} needs the package {package}: pip install {package}") from error
    if model is None:
        raise EvaluationError(f"metric {name} needs a model: --metric-model {name}=DIRECTORY")
    return Plugin(name, f"{package} {version(package)}", import_module(adapter).segment_scores, model)


@contextlib.contextmanager
def _told(what: str, verb: str) -> Iterator[None]:
    """What somebody else's code raises as an error that says whose it is."""
    try:
        yield
    except EvaluationError:
        raise
    except (Exception, SystemExit) as error:
        raise EvaluationError(f"{what} {verb}: {type(error).__name__}: {reason(error)}") from error
