"""Test sets that sacrebleu knows, and files that do not fit together."""

import subprocess
import sys
from pathlib import Path

import pytest
from sacrebleu.dataset import DATASETS

from eval import testsets
from eval.errors import EvaluationError


def test_different_line_counts_name_the_line_that_may_be_too_many() -> None:
    hypothesis = ("hyp", ["one", "", "", "two"])
    with pytest.raises(EvaluationError, match=r"hyp has 4 lines and ref has 3.*\(hyp:3 is empty\)"):
        testsets.filled([hypothesis, ("ref", ["one", "", "two"])])
    with pytest.raises(EvaluationError, match=r"hyp has 4 lines and ref has 1: they do not belong together$"):
        testsets.filled([hypothesis, ("ref", ["one"])])


def test_lines_empty_everywhere_are_left_out_and_not_warned_of() -> None:
    files = ("hyp", ["", "a", "", ""]), ("ref", ["", "b", "", "c"]), ("src", ["", "d", "", "e"])
    assert testsets.filled(files) == [1, 3]
    hypothesis, reference, source = files
    assert testsets.check([hypothesis], [reference], source) == ["hyp: line 4 is empty"]
    with pytest.raises(EvaluationError, match="every line is empty"):
        testsets.filled([("hyp", ["", ""]), ("ref", ["", ""])])


def test_what_is_odd() -> None:
    german = "Das Haus ist schon alt"
    source = ("src", [german, german, "Angela Merkel", german])
    hypothesis = ("hyp", ["The house is old", german, "Angela Merkel", "The fÃ¼r house"])
    assert testsets.check([hypothesis], [("ref", ["a", "b", "c", "d"])], source) == [
        "hyp: line 4 is garbled by a wrong encoding",
        "hyp: line 2 is the same as the source",
    ]
    assert testsets.check([hypothesis, ("other", hypothesis[1])], [("ref", hypothesis[1])]) == [
        "hyp: line 4 is garbled by a wrong encoding",
        "other: line 4 is garbled by a wrong encoding",
        "ref: line 4 is garbled by a wrong encoding",
        "hyp is the same text as the reference ref",
        "other is the same text as the reference ref",
        "hyp is the same text as other",
    ]


@pytest.mark.parametrize("text", ["„Grüße“ aus Köln – 3 €, São Paulo, L’Âge, Ærø", "naïve café", "5 Å, 20 °C"])
def test_garbled_text_and_no_other_is_told(text: str) -> None:
    garbled = text.encode().decode("cp1252", errors="replace")
    assert testsets.check([("hyp", [text])], [("ref", ["x"])]) == []
    assert testsets.check([("hyp", [garbled])], [("ref", ["x"])]) == ["hyp: line 1 is garbled by a wrong encoding"]


def test_a_reference_that_is_the_source() -> None:
    notices = testsets.check([("hyp", ["house"])], [("ref", ["Haus"])], ("src", ["Haus"]))
    assert notices == ["the reference ref is the same text as the source src"]


def test_many_lines_are_counted() -> None:
    [notice] = testsets.check([("hyp", [""] * 9)], [("ref", ["x"] * 9)])
    assert notice == "hyp: lines 1, 2, 3, 4, 5 and 4 more are empty"


def test_a_test_set_from_the_cache(tmp_path: Path) -> None:
    """In a process of its own, since sacrebleu reads where its cache is when it is imported."""
    folder = tmp_path / "wmt19"
    folder.mkdir()
    texts = {"src": "Das Haus.\nDer Hof.\n", "ref": "The house.\nThe yard.\n"}
    for field in DATASETS["wmt19"].fieldnames("de-en"):
        (folder / f"wmt19.de-en.{field}").write_text(texts.get(field, "-\n-\n"), encoding="utf-8")
    program = "from eval import testsets; one = testsets.fetch('wmt19'); print(one.source, one.references)"
    environment = {"SACREBLEU": str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "('Das Haus.', 'Der Hof.') (('The house.', 'The yard.'),)\n"


def test_an_unknown_test_set() -> None:
    with pytest.raises(EvaluationError, match=r"no test set wmt99 for de-en; there are: .*wmt19"):
        testsets.fetch("wmt99")


def test_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sacrebleu import dataset, utils

    def unreachable(*_: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(utils, "SACREBLEU_DIR", str(tmp_path))
    monkeypatch.setattr(dataset.base, "SACREBLEU_DIR", str(tmp_path))
    monkeypatch.setattr("urllib.request.urlopen", unreachable)
    with pytest.raises(EvaluationError, match=r"wmt19 is not in sacrebleu's cache.*no route to host.*--download wmt19"):
        testsets.fetch("wmt19")
