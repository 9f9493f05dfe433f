"""A report as lines of JSON, written while the articles are translated: nothing of them is held.

Each line is an object with one member: `run`, then of each article a `document`, its `segment`s and an `end`.
"""

import json
from collections import deque
from collections.abc import Callable, Mapping

from translate.documents.document import Document, Segment
from translate.report import Report, Translation, beginning, passed_through


class ReportLines:
    """Writes the lines of a report by `put`, the first one, which has `head`, at once.

    `docs/report.lines.schema.json` describes them.
    """

    def __init__(self, put: Callable[[bytes], object], head: Mapping[str, object]) -> None:
        self._put = put
        self._between: deque[Segment] = deque()
        self._write("run", head)

    def begin(self, document: Document) -> None:
        """An article, of which nothing is translated yet."""
        self._between = deque(sorted(document.passed_through, key=lambda segment: segment.start))
        self._write("document", beginning(document))

    def add(self, translation: Translation) -> None:
        """The next sentence of it, and before that what passes through up to there."""
        while self._between and self._between[0].start < translation.segment.start:
            self._write("segment", passed_through(self._between.popleft()).as_dict())
        self._write("segment", translation.as_dict())

    def end(self, report: Report) -> None:
        """All of it is translated."""
        while self._between:
            self._write("segment", passed_through(self._between.popleft()).as_dict())
        self._write("end", report.ending())

    def _write(self, name: str, value: Mapping[str, object]) -> None:
        # Names of files that are not UTF-8 come with halves of characters.
        self._put((json.dumps({name: value}, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
