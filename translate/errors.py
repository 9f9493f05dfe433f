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


class LexiconError(DeenError):
    """A lexicon cannot be read or kept."""


class CorpusError(DeenError):
    """A table of articles cannot be read, or its translation cannot be written."""
