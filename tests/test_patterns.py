"""No regular expression of the packages takes more time than its text is long."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import patterns
from hostile.patterns import Used

from glossary import check


@pytest.mark.parametrize(
    ("pattern", "asked"),
    [
        (r"\s+x", "search"),
        # One that runs through a text as fast as memory is read is not told: it may be squared for all a clock can see.
        (r"<!--(?:.|\n)*-->", "search"),
        (r"\w*,?\w*:", "fullmatch"),
        (r"(?:a+)+b", "match"),
        (r"Tel\w*[.:]?\d", "search"),
    ],
)
def test_a_pattern_that_takes_the_square_of_a_text_is_told(pattern: str, asked: str) -> None:
    exponent, _ = patterns.worst(Used(pattern, 0, "here", (asked,)))
    assert exponent >= patterns.TOO_MUCH


@pytest.mark.parametrize(
    ("pattern", "asked"),
    [
        (r"(?<!\s)\s+x", "search"),
        (r"\s+x", "match"),
        (r"\w{0,60},?\w{0,60}:", "search"),
        (r"[^\W\d_]+(?:['’-][^\W\d_]+)*", "search"),
    ],
)
def test_a_pattern_that_does_not_is_none(pattern: str, asked: str) -> None:
    exponent, _ = patterns.worst(Used(pattern, 0, "here", (asked,)))
    assert exponent < patterns.TOO_MUCH


def test_what_a_pattern_is_asked_is_read_where_it_is_written() -> None:
    place = next(
        f"glossary/check.py:{number}"
        for number, line in enumerate(Path(check.__file__).read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith("_VERB =")
    )
    assert patterns.asked_in_code(place) == {"fullmatch"}


# In XML that an XML parser has read every element ends, and these do not search for the end of another.
OF_XML = (r"<((?:\w+:)?sectPr)\b", r"<((?:\w+:)?)numPr\b")


@pytest.mark.slow
def test_no_pattern_of_ours_takes_the_square_of_a_text() -> None:
    """In a process of its own, in which everything is compiled while somebody looks."""
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, patterns.__file__], capture_output=True, text=True, check=True, env=os.environ | paths
    )
    every = [Used(**one | {"asked": tuple(one["asked"])}) for one in json.loads(done.stdout)]
    assert len(every) > 500
    assert {"glossary/word_patterns.py", "translate/documents/repair.py"} <= {one.place.split(":")[0] for one in every}
    slow = {
        one.place: (one.pattern, by)
        for one in every
        if not one.pattern.startswith(OF_XML)
        for exponent, by in [patterns.worst(one)]
        if exponent >= patterns.TOO_MUCH
    }
    assert not slow
