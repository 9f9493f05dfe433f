"""The page of an evaluation, parsed as a browser parses it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from page_tree import asks_nobody, parse, well_linked

from eval import charts
from translate.cli import deen


@pytest.mark.parametrize("frame", [charts.HISTOGRAM, charts.SCATTER])
def test_the_last_number_at_an_axis_is_not_cut_off(frame: charts.Frame) -> None:
    """100 in letters of 12 pixels, seven wide each, stands around the end of the axis."""
    assert frame.right + 3 * 7 / 2 <= frame.width
    assert frame.top >= 12 / 2
    assert frame.bottom + 36 < frame.height


def test_the_page_of_an_evaluation(tmp_path: Path) -> None:
    texts = {
        "src": ["Lawrow war in Kiew.", "Das <b>Haus</b> ist alt.", "Es waren 30 Leute."],
        "ref": ["Lavrov was in Kyiv.", "The <b>house</b> is old.", "There were 30 people."],
        "hyp": ["Lavrov was in Kyiv.", "The <b>house</b> is old.", "There were 13 people."],
        "other": ["Lawrow was there.", "The <i>home</i> is aged.", "There were 30 people."],
    }
    paths = {name: tmp_path / name for name in texts}
    for name, lines in texts.items():
        paths[name].write_text("\n".join(lines) + "\n", encoding="utf-8")
    arguments = [
        paths["hyp"],
        "-r",
        paths["ref"],
        "-s",
        paths["src"],
        "--against",
        paths["other"],
        "-m",
        "bleu,chrf,terms",
    ]
    result = CliRunner().invoke(deen, ["score", *map(str, arguments), "--html", str(tmp_path / "page.html")])
    assert result.exit_code == 0, result.stderr
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    root = parse(page)
    assert asks_nobody(page, root)
    assert well_linked(root)
    signatures = [line.split(None, 1)[1] for line in result.stdout.splitlines() if "|version:" in line]
    assert len(signatures) == 2
    assert {*signatures} <= {code.text for code in root.all("code")}
    [table] = root.all("table", "segments")
    rows = [row for body in table.all("tbody") for row in body.all("tr")]
    assert [row.attributes["id"] for row in rows] == ["r1", "r2", "r3"]
    for number, row in enumerate(rows):
        shown = [next(paragraph.all("span")).text for paragraph in row.all("p")]
        assert shown == [texts[name][number] for name in ("src", "hyp", "other", "ref")]
    assert [bool(list(row.all("span", "reason"))) for row in rows] == [True, False, True]
    assert "13 not in the source" in rows[2].text
    assert len(list(root.all("circle"))) == 3
    bars = [bar for kind in ("own", "other") for bar in root.all("rect", kind)]
    assert sum(int(re.findall(r"\d+", next(bar.all("title")).text)[-1]) for bar in bars) == 6
