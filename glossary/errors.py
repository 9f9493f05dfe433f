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


def reason(error: BaseException) -> str:
    """What an error of somebody else's says, in one line that can be part of ours.

    >>> reason(OSError(36, "File name too long")), reason(ValueError("embedded null byte"))
    ('File name too long', 'embedded null byte')
    """
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return "".join(sign if sign.isprintable() else "?" for sign in lines[0][:300]) if lines else type(error).__name__
