from marked import all_capitals, unchanged
from small_pdf import pdf

from translate.formats.pdf import Pdf, as_markdown
from translate.formats.pdf_lines import Line

PAGE = [
    (20, 50, 780, "Die Lage in Berlin"),
    (12, 50, 750, "Der Bundeskanzler traf am Montag in Berlin den französischen Prä-"),
    (12, 50, 736, "sidenten Macron. Sie sprachen über Nord- und Osteuropa und über"),
    (12, 50, 722, "die Energie."),
    (12, 50, 700, "Ein Absatz mit *Stern* und 1. Mai und der Zeile, die ganz gefüllt"),
    (12, 50, 686, "ist, bis zum Ende."),
    (12, 60, 660, "• Erster Punkt"),
    (12, 60, 646, "• Zweiter Punkt"),
    (12, 50, 620, "Stadt"),
    (12, 50, 606, "Köln"),
]
READ = r"""# Die Lage in Berlin

Der Bundeskanzler traf am Montag in Berlin den französischen Präsidenten Macron. \
Sie sprachen über Nord- und Osteuropa und über die Energie.

Ein Absatz mit \*Stern\* und 1. Mai und der Zeile, die ganz gefüllt ist, bis zum Ende.

- Erster Punkt

- Zweiter Punkt

Stadt

Köln
"""


def test_paragraphs_headings_and_lists() -> None:
    document = Pdf(repair=False).parse(pdf(PAGE), "name.pdf")
    assert Pdf().render(document, unchanged(document)).decode() == READ.replace("\\\n", "")
    assert document.notices[0] == "only the text of a PDF is translated, and written as Markdown"


def test_the_translation_is_markdown() -> None:
    document = Pdf().parse(pdf(PAGE), "name.pdf")
    made = Pdf().render(document, all_capitals(document)).decode()
    assert made.splitlines()[0] == "# DIE LAGE IN BERLIN"
    assert "- ERSTER PUNKT" in made
    assert "\\*STERN\\*" in made


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    lines = [
        Line(0, "Der Kanzler sprach lange über", 50, 100, 12), Line(0, "die Lage und die", 300, 700, 12),
        Line(1, "weitere Entwicklung.", 50, 700, 12), Line(2, "Danach ging er.", 50, 700, 12),
    ]  # fmt: skip
    assert as_markdown(lines) == (
        "Der Kanzler sprach lange über die Lage und die weitere Entwicklung.\n\nDanach ging er.\n"
    )


def test_what_means_something_to_markdown_is_escaped() -> None:
    for text, written in [("- 5 Grad", "- 5 Grad"), ("1. Mai", r"1\. Mai"), ("# x", r"\# x"), ("a_b", r"a\_b")]:
        assert as_markdown([Line(0, text, 50, 100, 12)]) == f"{written}\n"


def test_nothing_is_nothing() -> None:
    assert as_markdown([]) == "\n"
