"""Errors of the translating rooms; the root of the tree is `glossary.errors.DeenError`."""

from glossary.errors import DeenError


class DocumentError(DeenError):
    """A document cannot be read or its translation cannot be written."""


class ModelError(DeenError):
    """A model cannot be found, verified or converted."""


class EngineError(DeenError):
    """An engine cannot do what was asked of it."""


class TrainingError(DeenError):
    """Training data or training settings cannot be used."""


def reason(error: BaseException) -> str:
    """What an error of somebody else's says, in one line that can be part of ours."""
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return "".join(sign if sign.isprintable() else "?" for sign in lines[0][:300]) if lines else type(error).__name__
