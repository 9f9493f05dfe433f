"""The words for a paragraph, its runs and what is in them, in each kind of Office Open XML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
# Of each namespace the prefix that most files have, so that names are the same in all of them.
PREFIXES = {
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OFFICE}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OFFICE}drawingml/2006/picture": "pic",
    f"{_STRICT}drawingml/picture": "pic",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/spreadsheetDrawing": "xdr",
    f"{_STRICT}drawingml/spreadsheetDrawing": "xdr",
    f"{_OFFICE}presentationml/2006/main": "p",
    f"{_STRICT}presentationml/main": "p",
    f"{_OFFICE}spreadsheetml/2006/main": "x",
    f"{_STRICT}spreadsheetml/main": "x",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OFFICE}package/2006/content-types": "ct",
    f"{_OFFICE}package/2006/metadata/core-properties": "cp",
    f"{_MICROSOFT}spreadsheetml/2018/threadedcomments": "tc",
    f"{_MICROSOFT}word/2010/wordprocessingShape": "wps",
    f"{_MICROSOFT}word/2010/wordprocessingGroup": "wpg",
    f"{_MICROSOFT}drawing/2008/diagram": "dsp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
}


# What an element beside the text of a paragraph is.
Beside = Literal["", "head", "properties"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """The elements of one kind of paragraph.

    `run`, `properties` and `text` are the element around some text that looks alike, the one for the look, and the one
    that has the text. `containers` go around runs, `copied` have text that comes from elsewhere. What stands `beside`
    the text is the properties of the paragraph, the head of a container, which says how it is, or nothing that another
    text has a use for. Between words stand `barriers`, which part what is translated, and `breaks` of the line. `whole`
    are those that are a character. Any other element stays with the word that it stands behind. Where `literal`, line
    breaks and tabs are characters; where `preserved`, spaces at the ends of a text have to be told.
    """

    run: str
    properties: str
    text: str
    containers: frozenset[str] = frozenset()
    copied: frozenset[str] = frozenset()
    beside: Mapping[str, Beside] = field(default_factory=dict)
    barriers: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    whole: Mapping[str, str] = field(default_factory=dict)
    literal: bool = False
    preserved: bool = True


_WORD = Dialect(
    "w:r",
    "w:rPr",
    "w:t",
    containers=frozenset("w:hyperlink w:ins w:moveTo w:smartTag w:customXml w:dir w:bdo w:sdt".split()),
    copied=frozenset({"m:oMath", "m:oMathPara"}),
    beside={
        "w:pPr": "properties",
        "w:smartTagPr": "head",
        "w:customXmlPr": "head",
        "w:sdtPr": "head",
        "w:sdtEndPr": "head",
        "w:fldData": "head",
        "w:proofErr": "",
        "w:lastRenderedPageBreak": "",
        "w:softHyphen": "",
    },
    barriers=frozenset({"w:tab", "w:ptab"}),
    breaks=frozenset({"w:br", "w:cr"}),
    whole={"w:noBreakHyphen": "-"},
)
_DRAWING = Dialect(
    "a:r",
    "a:rPr",
    "a:t",
    copied=frozenset({"a:fld"}),
    beside={"a:pPr": "properties", "a:endParaRPr": ""},
    breaks=frozenset({"a:br"}),
    literal=True,
    preserved=False,
)
_SHEET = Dialect("x:r", "x:rPr", "x:t", beside={"x:rPh": "", "x:phoneticPr": ""}, literal=True)

# By the element that is the paragraph.
DIALECTS = {"w:p": _WORD, "a:p": _DRAWING, "x:si": _SHEET, "x:is": _SHEET, "x:text": _SHEET}

# Elements with nothing but a text in them.
PLAIN = frozenset({"dc:title", "dc:subject", "dc:description", "cp:keywords", "tc:text", "p:text", "dc:language"})
# The one of these that says in which language the document is.
LANGUAGE = "dc:language"
# What a chart remembers of the words in its table.
CACHE, CACHED = "c:strCache", "c:v"
# Attributes that a reader sees, or hears.
ATTRIBUTES = {
    **dict.fromkeys(["wp:docPr", "pic:cNvPr", "p:cNvPr", "xdr:cNvPr", "wps:cNvPr", "dsp:cNvPr"], ("descr", "title")),
    **dict.fromkeys(["w:tblCaption", "w:tblDescription"], ("w:val",)),
    **dict.fromkeys(["v:shape", "v:rect", "v:group", "v:line", "v:oval", "v:roundrect"], ("alt",)),
}
