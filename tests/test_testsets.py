"""Test sets that sacrebleu knows, and files that do not fit together."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

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


# What a process says of a test set: in a process of its own, since sacrebleu reads where its cache is when it is
# imported. Nothing answers where it would fetch from.
PROGRAM = """
import sys, urllib.request
from eval import testsets
from eval.errors import EvaluationError

def unreachable(*_):
    raise OSError(113, "No route to host")

urllib.request.urlopen = unreachable
try:
    print(testsets.fetch(sys.argv[1]))
except EvaluationError as error:
    print(error)
"""


def fetched(name: str, cache: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, name],
        capture_output=True, text=True, env={"SACREBLEU": str(cache), "PATH": "", "PYTHONPATH": str(ROOT)}, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def cached(cache: Path, name: str, **fields: str) -> Path:
    """A test set as sacrebleu keeps it; `docid` and others of its fields may be left out."""
    folder = cache / name
    folder.mkdir(parents=True)
    for field, text in fields.items():
        file = folder / f"{name.replace('/', '_')}.de-en.{field.replace('_', '-')}"
        file.write_text(text, encoding="utf-8")
    return folder


GERMAN, ENGLISH, BETTER = "Das Haus.\nDer Hof.\n", "The house.\nThe yard.\n", "A house.\nA yard.\n"


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        ("wmt18", {"src": GERMAN, "ref": ENGLISH}, "(('The house.', 'The yard.'),), documents=None"),
        ("wmt18", {"src": GERMAN, "ref": ENGLISH, "docid": "a\nb\n"},
         "(('The house.', 'The yard.'),), documents=('a', 'b')"),
        ("wmt20/tworefs", {"src": GERMAN, "ref_0": ENGLISH, "ref_1": BETTER},
         "(('The house.', 'The yard.'), ('A house.', 'A yard.')), documents=None"),
        # Since 2021 sacrebleu itself asks its raw file for the names of fields.
        ("wmt21/AB", {"src": GERMAN, "ref_A": ENGLISH, "ref_B": BETTER},
         "(('The house.', 'The yard.'), ('A house.', 'A yard.')), documents=None"),
        ("wmt23", {"src": GERMAN, "ref_refA": BETTER}, "(('A house.', 'A yard.'),), documents=None"),
    ],
)  # fmt: skip
def test_a_test_set_from_the_cache(tmp_path: Path, name: str, fields: dict[str, str], expected: str) -> None:
    cached(tmp_path, name, **fields)
    assert fetched(name, tmp_path) == f"TestSet(source=('Das Haus.', 'Der Hof.'), references={expected})"


def test_the_command_sacrebleu_reads_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "wmt18"
    cached(folder.parent, "wmt18", src="Das  Haus. \n\u2028Der Hof.\n", ref=ENGLISH, docid="a\na\n", genre="n\nn\n",
           origlang="de\nde\n")  # fmt: skip
    hypothesis = tmp_path / "hyp"
    hypothesis.write_text("The house was.\nThe yard.\n", encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", "-t", "wmt18", "-l", "de-en"]
    environment = {"SACREBLEU": str(folder.parent), "PATH": "", "PYTHONUTF8": "1"}
    echoed, scored = (
        subprocess.run([*command, *more], capture_output=True, text=True, env=environment, check=True).stdout
        for more in (["--echo", "src", "ref"], ["-i", str(hypothesis), "-b", "-w", "6", "-m", "chrf"])
    )
    program = f"""
from eval import metrics, testsets, reading
from pathlib import Path
one = testsets.fetch("wmt18")
for pair in zip(one.source, *one.references):
    print(*pair, sep="\\t")
measure = metrics.measures(["chrf"], one.references, metrics.EditCounter())["chrf"]
print(f"{{measure.score(reading.read_lines(Path({str(hypothesis)!r}))):.6f}}")
"""
    ours = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, env={**environment, "PYTHONPATH": str(ROOT)}, check=True,
    )  # fmt: skip
    assert ours.stdout == f"{echoed}{scored.strip()}\n"


@pytest.mark.parametrize(
    ("name", "fields", "missing", "wanted"),
    [
        ("wmt18", {}, "wmt18/wmt18.de-en.src", "wmt18.de-en.src, the German, and wmt18.de-en.ref, the English"),
        ("wmt18", {"src": GERMAN}, "wmt18/wmt18.de-en.ref", "wmt18.de-en.src, the German"),
        ("wmt21/AB", {"src": GERMAN, "ref_A": ENGLISH}, "wmt21/AB/wmt21_AB.de-en.ref-B",
         "wmt21_AB.de-en.ref-A and wmt21_AB.de-en.ref-B, the English"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_cache_is_named(
    tmp_path: Path, name: str, fields: dict[str, str], missing: str, wanted: str
) -> None:
    cached(tmp_path, name, **fields)
    told = fetched(name, tmp_path)
    assert told.startswith(
        f"test set {name}: {tmp_path}/{missing} is not there and cannot be made (No route to host); "
    )
    assert wanted in told
    assert f"“sacrebleu --download {name} -l de-en”" in told
    assert "\n" not in told


def test_files_of_a_cache_that_do_not_fit(tmp_path: Path) -> None:
    folder = cached(tmp_path, "wmt18", src=GERMAN, ref="The house.\n")
    assert f"{folder}/wmt18.de-en.src has 2 lines and {folder}/wmt18.de-en.ref has 1" in fetched("wmt18", tmp_path)
    (folder / "wmt18.de-en.ref").write_bytes(b"\xff\n\n")
    assert fetched("wmt18", tmp_path) == f"{folder}/wmt18.de-en.ref:1: not UTF-8 (byte 0xff); save it as UTF-8"
    cached(tmp_path, "wmt19", src="", ref="")
    assert fetched("wmt19", tmp_path).endswith("wmt19.de-en.src: every line is empty")


def test_an_unknown_test_set() -> None:
    with pytest.raises(EvaluationError, match=r"no test set wmt99 for de-en; there are: .*wmt19"):
        testsets.fetch("wmt99")
