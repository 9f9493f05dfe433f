"""Small documents of Office, made of the XML of their parts."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from glossary.linked import LinkedText
from translate.documents.document import Segment

_OFFICE = "http://schemas.openxmlformats.org/"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": f"{_OFFICE}wordprocessingml/2006/main",
        "r": f"{_OFFICE}officeDocument/2006/relationships",
        "a": f"{_OFFICE}drawingml/2006/main",
        "p": f"{_OFFICE}presentationml/2006/main",
        "c": f"{_OFFICE}drawingml/2006/chart",
        "m": f"{_OFFICE}officeDocument/2006/math",
        "mc": f"{_OFFICE}markup-compatibility/2006",
        "wp": f"{_OFFICE}drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml."
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
DRAWING = "application/vnd.openxmlformats-officedocument.drawingml."
CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def zipped(parts: Mapping[str, tuple[str, str]]) -> bytes:
    """A document of parts: of each its name, its type and its XML."""
    types = "".join(f'<Override PartName="/{name}" ContentType="{told}"/>' for name, (told, _) in parts.items())
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        space = f"{_OFFICE}package/2006/content-types"
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{space}"><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        )
        for name, (_, xml) in parts.items():
            archive.writestr(name, xml)
    return data.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A document of Word with something in its body, and parts of the types that they are called by."""
    root = {"footnotes": "footnotes", "header": "hdr", "footer": "ftr", "comments": "comments", "styles": "styles"}
    others = {
        f"word/{kind}1.xml": (f"{WORD}{kind}+xml", f"<w:{root[kind]} {SPACES}>{xml}</w:{root[kind]}>")
        for kind, xml in parts.items()
    }
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    return zipped({"word/inhalt.xml": (f"{WORD}document.main+xml", document), **others})


def member(data: bytes, name: str) -> str:
    """The XML of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def body(data: bytes) -> str:
    """What is in the body of a document of Word."""
    xml = member(data, "word/inhalt.xml")
    return xml[xml.index("<w:body>") + 8 : xml.index("</w:body>")]


def upper(segment: Segment) -> LinkedText:
    """A translation into capitals, in which what is copied is as it was."""
    text = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in segment.text)
    for start, end in segment.copied:
        text = text[:start] + segment.text[start:end] + text[end:]
    return LinkedText(text, tuple((found.span(), found.span()) for found in re.finditer(r"\S+", text)))


def linked(source: str, words: Sequence[tuple[str, str]]) -> LinkedText:
    """A translation, word by word with what each translates; nothing for one that translates nothing."""
    text = ""
    links = []
    for english, german in words:
        text += " " * bool(text) * (english not in ".,")
        if german:
            found = re.search(rf"\b{german}\b" if german.isalpha() else re.escape(german), source)
            assert found is not None
            links.append(((len(text), len(text) + len(english)), found.span()))
        text += english
    return LinkedText(text, tuple(links))
