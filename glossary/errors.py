"""The exception tree: every error that deen raises on purpose is a `DeenError`.

The message of each says what is wrong, where, and what to do; the command prints it as one line on stderr.
"""


class DeenError(Exception):
    """Root of the tree.

    `exit_code` is what the command exits with: 2 for input that cannot be used.
    """

    exit_code = 2


class GlossaryError(DeenError):
    """A glossary file, an entry or a change to one cannot be used."""


class OutputError(DeenError):
    """A file cannot be written, or must not be."""
