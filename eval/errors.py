"""Errors of the evaluation; the root of the tree is `glossary.errors.DeenError`."""

from glossary.errors import DeenError


class EvaluationError(DeenError):
    """Files that cannot be scored together, or a test set that cannot be had."""
