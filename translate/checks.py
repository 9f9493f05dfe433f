"""What is doubtful in a translation, told without a reference."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look at a translation: `check` names the check, `detail` says what it saw."""

    check: str
    detail: str
