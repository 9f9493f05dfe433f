"""What a run has done, in a line and as JSON."""

from dataclasses import asdict, dataclass

from glossary.wording import counted
from translate.corpus.rounds import Counts


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the rows of a run.

    `done_before` were done by an earlier one. `translated` sentences are all but those of copies. `deaths` tells how
    often a process that translates died, `parts` how many were written into `output`, `seconds` what it took.
    """

    counts: Counts
    done_before: int
    translated: int
    deaths: int
    parts: int
    seconds: float
    output: str

    @property
    def per_second(self) -> float:
        """Sentences translated a second."""
        return self.translated / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, object]:
        """The same as plain values."""
        return {
            **asdict(self.counts), "done_before": self.done_before, "deaths": self.deaths, "parts": self.parts,
            "seconds": round(self.seconds, 3), "sentences_per_second": round(self.per_second, 2), "output": self.output,
        }  # fmt: skip

    def line(self) -> str:
        """The same in a line."""
        counts = self.counts
        if not counts.rows:
            before = f"; {counted(self.done_before, 'row', grouped=True)} done before" if self.done_before else ""
            return f"{self.output}: there was nothing to translate{before}"
        told = [f"{counted(counts.rows, 'row', grouped=True)} in {counted(self.parts, 'part', grouped=True)}"]
        if counts.copied:
            told[0] += f" ({counts.copied:,} with the text of another)"
        if self.done_before:
            told.append(f"{self.done_before:,} were done before")
        told.append(f"{counted(counts.sentences, 'sentence', grouped=True)}, {self.per_second:.1f} a second")
        if counts.terms:
            told.append(f"{counts.terms - counts.terms_missing:,} of {counts.terms:,} terms in place")
        if counts.doubtful:
            told.append(f"{counted(counts.doubtful, 'sentence', grouped=True)} to look at")
        if counts.errors:
            told.append(counted(counts.errors, "row with an error", "rows with an error", grouped=True))
        return f"{self.output}: {'; '.join(told)}"
