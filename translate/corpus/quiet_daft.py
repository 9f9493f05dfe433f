"""Daft without what it does unasked: its telemetry, its progress bars, its own lines on stderr."""

import logging
import os
import re
from collections.abc import Mapping
from types import ModuleType

from glossary.errors import reason
from translate.errors import CorpusError

# Daft tells its maker of each import and each runner, unless this is set before it is imported. Processes on other
# machines import it for themselves and need the same.
SETTINGS: Mapping[str, str] = {"DO_NOT_TRACK": "1", "DAFT_ANALYTICS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0"}
# What it logs is in the errors that it raises, or is said better by deen.
_LOGGERS = ("daft", "daft_io", "daft_local_execution", "daft_scan", "aws_config", "aws_smithy_runtime")
_PREFIX = re.compile(r"^(?:DaftError::|daft\.\w+\.)?\w+Error\s+|^DaftError::\w+\s+")
_NUMBER = re.compile(r"^\d+: ")


def load() -> ModuleType:
    """Daft, imported. Nobody else imports it.

    Raises `CorpusError` where it is not installed.
    """
    os.environ.update(SETTINGS)
    try:
        import daft
    except ImportError as error:
        raise CorpusError(
            f"tables of articles need Daft, which cannot be imported: {reason(error)}; pip install 'deen-mt[corpus]'"
        ) from error
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    module: ModuleType = daft
    return module


def said(error: BaseException) -> str:
    """What an error of Daft's says, in one line without the names of its kinds.

    >>> said(ValueError("DaftError::CorruptFile a.parquet is not a valid parquet file. Incorrect footer"))
    'a.parquet is not a valid parquet file. Incorrect footer'
    >>> said(ValueError("Unable to create logical plan node.\\nDue to\\n\\nCaused by:\\n  1: DaftError::ValueError No"))
    'No'
    """
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = lines[0] if lines else type(error).__name__
    causes = [_NUMBER.sub("", line) for line in lines if _NUMBER.match(line)]
    if told.startswith("SQL error"):
        told = lines[-1].removeprefix("REASON: ")
    elif causes and told.startswith(("Unable to create logical plan", "Generic")):
        told = causes[-1] if told.startswith("Unable") else causes[0]
    elif causes:
        told = f"{told}: {causes[0]}"
    # Only its text: what the system says of some kinds is less.
    return reason(RuntimeError(_PREFIX.sub("", told)))
