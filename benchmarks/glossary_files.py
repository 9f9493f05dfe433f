"""How many glossaries of other people are read right.

    python benchmarks/glossary_files.py [FILE]... [--record]

The same few entries are made up as other people's programs write them: tables with headers in two languages, several
delimiters and encodings, workbooks, termbases and memories; a file is right if exactly these entries are read. Of
each FILE that is given it tells what is read, and how many targets are terms that the file itself, looked at as
plain XML, calls refused.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from recording import Table, existing, parser, show

from glossary.errors import GlossaryError
from glossary.exchange import reading

ENTRIES = (
    ("Krähe", "crow"),
    ("Köln", "Cologne"),
    ("Größe, absolute", "size; absolute"),
    ('Die "Bild"', 'the "Bild" paper'),
)
HEADERS = (
    ("Deutsch", "Englisch"), ("de", "en"), ("Quelle", "Ziel"), ("source_term", "target_term"), ("de-DE", "en-GB"),
    ("German", "English"), ("Ausgangssprache", "Zielsprache"), ("Begriff", "Übersetzung"), ("Term (DE)", "Term (EN)"),
)  # fmt: skip
REFUSED = re.compile("deprecated|superseded|notRecommended|obsolete|forbidden", re.IGNORECASE)
STATUSES = (
    ("preferredTerm-admn-sts", "deprecatedTerm-admn-sts"), ("preferred", "notRecommended"), ("preferred", "Obsolete"),
    ("admittedTerm-admn-sts", "supersededTerm-admn-sts"),
)  # fmt: skip
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tables() -> Iterator[tuple[str, bytes]]:
    """Tables in text, each with its name."""

    def table(rows: list[list[str]], delimiter: str, start: str = "") -> str:
        text = io.StringIO()
        text.write(start)
        csv.writer(text, delimiter=delimiter).writerows(rows)
        return text.getvalue()

    plain = [list(entry) for entry in ENTRIES]
    for header in HEADERS:
        yield f"{' '.join(header)}.csv", table([list(header), *plain], ";").encode()
    turned = [
        ["Nr.", "Englisch", "Wortart", "Deutsch"],
        *([str(n), en, "n.", de] for n, (de, en) in enumerate(ENTRIES)),
    ]
    for name, delimiter in (("tab", "\t"), ("comma", ","), ("semicolon", ";"), ("bar", "|")):
        yield f"{name}.csv", table(turned, delimiter).encode()
        yield f"{name} without header.csv", table(plain, delimiter).encode()
    for encoding in ("cp1252", "utf-16", "utf-16-le", "utf-8-sig"):
        yield f"{encoding}.csv", table(turned, ";").encode(encoding)
    yield "declared.csv", table(plain, ";", "sep=;\r\n").encode("cp1252")
    yield "blank rows.csv", table([["de", "en"], [], *plain[:2], ["", ""], *plain[2:]], ",").encode()
    yield "title.csv", table([["Glossar", ""], [], ["de", "en"], *plain], ";").encode()
    yield "deepl.csv", table([[*row, "DE", "EN-US"] for row in plain], ",").encode()
    yield "omegat.utf8", "".join(f"{de}\t{en}\tseen\n" for de, en in ENTRIES).encode()
    yield "moses.txt", "".join(f"{de}\t{en}\n" for de, en in ENTRIES).encode()


def termbases() -> Iterator[tuple[str, bytes]]:
    """Termbases in the versions of TBX and in MultiTerm's XML, each with a refused English term before the other."""
    escaped = [tuple(text.replace("<", "&lt;") for text in entry) for entry in ENTRIES]
    for preferred, refused in STATUSES:
        note = '<termNote type="administrativeStatus">'
        second = "".join(
            f'<termEntry><langSet xml:lang="en-us"><tig><term>no {en}</term>{note}{refused}</termNote></tig>'
            f"<tig><term>{en}</term>{note}{preferred}</termNote></tig></langSet>"
            f'<langSet xml:lang="de-de"><tig><term>{de}</term></tig></langSet></termEntry>'
            for de, en in escaped
        )
        text = f'<!DOCTYPE martif SYSTEM "x.dtd"><martif type="TBX"><text><body>{second}</body></text></martif>'
        yield f"{refused}.tbx", text.encode()
        for style, (begin, end) in {
            "DCA": ('<termNote type="administrativeStatus">', "</termNote>"),
            "DCT": ("<min:administrativeStatus>", "</min:administrativeStatus>"),
        }.items():
            third = "".join(
                f'<conceptEntry><langSec xml:lang="deu"><termSec><term>{de}</term></termSec></langSec>'
                f'<langSec xml:lang="eng"><termSec><term>no {en}</term>{begin}{refused}{end}</termSec>'
                f"<termSec><term>{en}</term>{begin}{preferred}{end}</termSec></langSec></conceptEntry>"
                for de, en in escaped
            )
            spaces = 'xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"'
            text = f'<tbx style="{style.lower()}" {spaces}><text><body>{third}</body></text></tbx>'
            yield f"{refused} {style}.tbx", text.encode()
    concepts = "".join(
        f'<conceptGrp><languageGrp><language type="German" lang="DE"/><termGrp><term>{de}</term></termGrp>'
        f'</languageGrp><languageGrp><language type="English" lang="EN"/><termGrp><term>{en}</term></termGrp>'
        "</languageGrp></conceptGrp>"
        for de, en in escaped
    )
    yield "multiterm.xml", f'<?xml version="1.0" encoding="UTF-16"?><mtf>{concepts}</mtf>'.encode("utf-16")
    for german, english in (("deu", "eng"), ("de-DE", "EN-US"), ("DE", "en")):
        units = "".join(
            f'<tu><tuv xml:lang="{english}"><seg>{en}</seg></tuv><tuv xml:lang="{german}"><seg>{de}</seg></tuv></tu>'
            for de, en in escaped
        )
        yield f"{german} {english}.tmx", f'<tmx version="1.4"><header/><body>{units}</body></tmx>'.encode()


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Workbooks as openpyxl writes them."""
    from openpyxl import Workbook

    for header in (*HEADERS[:3], ()):
        book = Workbook()
        book.active.append(["Hinweise"])
        sheet = book.create_sheet("Terms")
        for row in (header, *ENTRIES) if header else ENTRIES:
            sheet.append(row)
        data = io.BytesIO()
        book.save(data)
        yield f"{' '.join(header) or 'without header'}.xlsx", data.getvalue()


def read(path: Path) -> tuple[tuple[str, str], ...]:
    """Source and target of the entries that are read; none if none can be."""
    try:
        return tuple((term.source, term.target) for term in reading.read(path).terms)
    except GlossaryError:
        return ()


def refused_targets(path: Path) -> int:
    """How many targets the file calls refused in the concept that they are read from."""
    if not read(path):
        return 0
    concepts = [one for one in ElementTree.parse(path).iter() if one.tag.endswith(("termEntry", "conceptEntry"))]
    count = 0
    for term in reading.read(path).terms:
        concept = concepts[int(term.origin.rpartition(" ")[2]) - 1]
        for group in (group for section in concept if section.get(_LANG, "").startswith("en") for group in section):
            first = " ".join((group[0].text or "").split()) if len(group) else ""
            said = [one.text or "" for one in group if (one.get("type") or one.tag).endswith("Status")]
            count += term.target == first and any(map(REFUSED.search, said))
    return count


def main() -> None:
    options = parser(__doc__)
    options.add_argument("files", nargs="*", type=Path, help="glossaries of other people")
    given = options.parse_args()
    existing(given.files, "")
    rows = []
    for kind, made in (("tables", tables()), ("termbases and memories", termbases()), ("workbooks", workbooks())):
        with tempfile.TemporaryDirectory() as folder:
            results = []
            for name, data in made:
                path = Path(folder) / name
                path.write_bytes(data)
                results.append(read(path) == ENTRIES)
        rows.append((kind, str(len(results)), str(sum(results)), ""))
    for path in given.files:
        refused = str(refused_targets(path)) if path.suffix == ".tbx" else ""
        rows.append((path.name, "1", f"{len(read(path)):,} entries", refused))
    columns = ("files", "number", "read right", "refused targets")
    show(Table("glossary files", columns, tuple(rows)), given.record)


if __name__ == "__main__":
    main()
