"""Small lexicons in all formats, and what has to be in them."""

import base64
import gzip
import json
import lzma
from pathlib import Path

from translate.lexicon.words import Word

DING = """\
# Version :: 0.1 2024-02-29
# Copyright (c) :: nobody
# License :: CC0
Streuobstwiese {f} [agr.] | Streuobstwiesen {pl} \
:: meadow orchard; orchard meadow /OM/ | meadow orchards; orchard meadows
etw. umtopfen; umsetzen (in einen Topf) {vt} | umtopfend; umsetzend | umgetopft; umgesetzt \
:: to repot sth.; to pot on <poton> | repotting; potting on | repotted; potted on
Topf {m} | Töpfe {pl} | einen Topf aufsetzen :: pot; pan [Am.] | pots; pans | to put a pot on
Topf {m} (Toilette) [ugs.] :: bog [slang]; loo
frostfest; winterhart {adj} [bot.] :: frost-proof; hardy /frost hardy
Gärtner… :: gardener's
"""
TEI = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" version="5.0">
<teiHeader><fileDesc><publicationStmt><availability status="free"><p>Under <ref target="a">CC0</ref>.</p></availability>
</publicationStmt></fileDesc></teiHeader>
<text><body>
<entry><form><orth>Streuobstwiese</orth><pron>x</pron></form><gramGrp><pos>n</pos><gen>fem</gen></gramGrp>
<sense n="1"><usg type="dom">agr.</usg>
<cit type="trans"><quote>meadow orchard</quote><gramGrp><pos>adj</pos></gramGrp></cit>
<cit type="example"><quote>eine Wiese</quote><cit type="trans"><quote>a meadow</quote></cit></cit></sense></entry>
<entry><form><orth>umtopfen</orth></form><form type="infl"><orth>umgetopft</orth></form><gramGrp><pos>v</pos></gramGrp>
<sense><cit type="trans"><quote>to repot sth.</quote></cit><cit type="trans"><quote>pot on</quote></cit></sense></entry>
</body></text></TEI>
"""
TEI_4 = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE TEI.2 PUBLIC "-//TEI P4//DTD Main Document Type//EN" "http://www.tei-c.org/Guidelines/DTD/tei2.dtd" [
<!ENTITY % TEI.dictionaries "INCLUDE" >
<!ATTLIST xptr url CDATA #IMPLIED >
]>
<TEI.2><text><body>
<entry><form><orth>Töpfe</orth></form><trans><tr>pots</tr><tr>pans</tr></trans></entry></body></text></TEI.2>
"""
WIKTEXTRACT = [
    {
        "word": "Streuobstwiese", "lang_code": "de", "pos": "noun",
        "senses": [{"glosses": ["a meadow with trees", "meadow orchard, orchard (traditional)"], "tags": ["feminine"]}],
        "forms": [{"form": "Streuobstwiesen", "tags": ["nominative", "plural"]}, {"form": "n", "tags": ["table-tags"]}],
    },
    {"word": "umgetopft", "lang_code": "de", "pos": "verb",
     "senses": [{"glosses": ["past participle of umtopfen"], "tags": ["form-of"], "form_of": [{"word": "umtopfen"}]}]},
    {"word": "winterhart", "lang_code": "de", "pos": "adj", "senses": [{"glosses": ["hardy"]}],
     "forms": [{"form": "winterharte", "tags": ["feminine"]}, {"form": "winterharten", "tags": ["dative"]},
               {"form": "winterharter", "tags": ["comparative"]}]},
    {"word": "Kassel", "lang_code": "de", "pos": "name",
     "senses": [{"glosses": ["Kassel (a city)"]}, {"glosses": ["surname"]}]},
    {"word": "pot", "lang_code": "en", "pos": "noun", "senses": [{"glosses": ["a vessel"]}]},
]  # fmt: skip
TABLE = """\
# licence: CC0
German\tEnglish\tpart
Streuobstwiese\tmeadow orchard|orchard meadow\tnoun
umtopfen\tto repot sth.\tv
winterhart\thardy
zwei Wörter\ttwo words
"""
ORCHARD = Word("Streuobstwiese", ("meadow orchard", "orchard meadow"), "noun")
_DICTD = [
    (
        "streuobstwiese",
        "Streuobstwiese /x/ <fem, n, sg>\n [agr.] meadow orchard <n>, orchard meadow <n>\n see: {Wiese}\n\n",
    ),
    ("umtopfen", 'umtopfen /x/ <v, trans>\n1. repot sth. <v>\n2. pot on\n      "e" - an example\n'),
    ("töpfe", "Töpfe /x/ <pl>\npots, pans\n   Synonym: {Pötte}\n"),
]
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def number(value: int) -> str:
    """A number in the digits of dictd, of which base64 has the order."""
    assert base64.b64encode(bytes([0, 16, 131])).decode() == _DIGITS[:4]
    digits = ""
    while True:
        value, digit = divmod(value, 64)
        digits = _DIGITS[digit] + digits
        if not value:
            return digits


def write_dictd(folder: Path, packed: bool = True) -> Path:
    """A pair of files for dictd; gives the index."""
    entries = b""
    index = []
    told = "00-database-info\n\nLicense:\n  CC0, by nobody\n"
    for headword, entry in [("00-database-utf8", "\n"), ("00-database-info", told), *_DICTD]:
        data = entry.encode()
        index.append(f"{headword}\t{number(len(entries))}\t{number(len(data))}\n")
        entries += data
    path = folder / "small.index"
    path.write_text("".join(index), encoding="utf-8")
    if packed:
        (folder / "small.dict.dz").write_bytes(gzip.compress(entries, mtime=0))
    else:
        (folder / "small.dict").write_bytes(entries)
    return path


def write_all(folder: Path) -> dict[str, Path]:
    """A file of each format, by its kind."""
    lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in WIKTEXTRACT)
    contents: dict[str, tuple[str, bytes]] = {
        "Ding": ("de-en", DING.encode()),
        "FreeDict (TEI)": ("small.tei.xz", lzma.compress(TEI.encode())),
        "Wiktextract": ("small.jsonl.gz", gzip.compress(lines.encode(), mtime=0)),
        "table": ("small.tsv", TABLE.encode()),
    }
    found = {}
    for kind, (name, data) in contents.items():
        found[kind] = folder / name
        found[kind].write_bytes(data)
    return {**found, "FreeDict (dictd)": write_dictd(folder)}
